"""People: who works here, what they may do, and letting others in."""

from collections.abc import Callable

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import EmailField, RadioField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import ADDRESS_MAX, AuditEvent, Invitation, Role, User, now
from app.services import audit, invitations, jobs, letters, outbox, passwords, people
from app.services.invitations import Invited
from app.web.filters import write_day
from app.web.forms import Form, choices_of
from app.web.public_links import write_link
from app.web.security import admin_required, get_actor
from app.work import commit_and_enqueue

pages = Blueprint("people", __name__)

EVENTS_SHOWN = 20

EVENTS = {
    "added": "The account was made",
    "signed in": "Signed in",
    "signed out": "Signed out",
    "sign-in refused": "A sign-in was refused",
    "asked for a link": "A link to a new password was asked for",
    "made a link": "A link to a new password was made",
    "set the password": "A new password was set",
    "changed the account": "Name or digest were changed",
    "deactivated": "Deactivated",
    "reactivated": "Reactivated",
}

ROLES = {
    Role.DESIGNER: "designer: reads and decides everything",
    Role.VIEWER: "viewer: reads everything, changes nothing",
    Role.ADMIN: "admin: also lets people in and changes the settings",
}


class InviteForm(Form):
    """Who is to come in, to do what."""

    email = EmailField("E-mail", validators=[InputRequired("Type an address."), Length(max=ADDRESS_MAX)])
    role = RadioField("As", choices=choices_of(ROLES), default=Role.DESIGNER.value)


class RoleForm(Form):
    """What somebody may do."""

    role = RadioField("May act as", choices=choices_of(ROLES), validators=[InputRequired("Choose what they may do.")])


@pages.get("/people")
@admin_required
def show_people() -> str:
    """List the people and who is invited."""
    return _render(InviteForm(formdata=None))


@pages.post("/people/invite")
@admin_required
def invite() -> str | tuple[str, int]:
    """Invite somebody; the answer itself shows the link, so that no cookie ever holds it."""
    begin_writing(db.session)
    form = InviteForm()
    try:
        if form.validate_on_submit():
            invited = invitations.invite(
                db.session, email=form.email.data or "", role=Role(form.role.data), by_mail=_can_send(),
                user=get_actor(),
            )  # fmt: skip
            return _commit_and_show(invited)
    except RuleError as error:
        form.blame(error)
    return _render(form), 422


@pages.post("/people/invitations/<int:invitation_id>/again")
@admin_required
def invite_again(invitation_id: int) -> str:
    """Give an invitation a new link, which the answer shows."""
    begin_writing(db.session)
    invitation = invitations.get_invitation(db.session, invitation_id)
    return _commit_and_show(invitations.invite_again(db.session, invitation, by_mail=_can_send(), user=get_actor()))


@pages.post("/people/invitations/<int:invitation_id>/withdraw")
@admin_required
def withdraw(invitation_id: int) -> Response:
    """Make an invitation useless."""
    begin_writing(db.session)
    invitations.withdraw(db.session, invitations.get_invitation(db.session, invitation_id), user=get_actor())
    db.session.commit()
    return redirect(url_for("people.show_people"), 303)


@pages.get("/people/<int:user_id>")
@admin_required
def show_person(user_id: int) -> str:
    """Show one person, what they may do, and what was done about their account."""
    return _render_person(people.get_person(db.session, user_id))


@pages.post("/people/<int:user_id>/role")
@admin_required
def change_role(user_id: int) -> Response | tuple[str, int]:
    """Let somebody do more or less than before."""
    begin_writing(db.session)
    form = RoleForm()
    try:
        if form.validate_on_submit():
            person = people.get_person(db.session, user_id)
            people.change_role(db.session, person, role=Role(form.role.data), user=get_actor())
            db.session.commit()
            return _back(user_id)
    except NotFound:
        raise
    except RuleError as error:
        form.blame(error)
    return _render_person(people.get_person(db.session, user_id), form), 422


@pages.post("/people/<int:user_id>/deactivate")
@admin_required
def deactivate(user_id: int) -> Response:
    """Keep somebody out from now on."""
    return _act(user_id, people.deactivate)


@pages.post("/people/<int:user_id>/reactivate")
@admin_required
def reactivate(user_id: int) -> Response:
    """Let somebody in again."""
    return _act(user_id, people.reactivate)


@pages.post("/people/<int:user_id>/reset")
@admin_required
def make_reset_link(user_id: int) -> str:
    """Make a link to a new password, which the answer shows."""
    begin_writing(db.session)
    token = passwords.make_link(db.session, people.get_person(db.session, user_id), user=get_actor())
    db.session.commit()
    return _render_person(people.get_person(db.session, user_id), token=token)


def _say_mailed(invitation: Invitation) -> str:
    """What became of an invitation's mail."""
    mail = outbox.find_mail(db.session, invitation)
    if mail is None:
        return ""
    if mail.sent_at is not None:
        return f"mailed {write_day(mail.sent_at)}"
    return "about to be mailed" if not mail.error else f"not mailed yet: {mail.error}"


def _say(event: AuditEvent) -> str:
    """What was done about somebody's account."""
    if event.verb == "changed the role":
        return f"The role became {event.details['role']}"
    return EVENTS.get(event.verb, event.verb.capitalize())


def _can_send() -> bool:
    return letters.can_send(db.session, current_app.config)


def _commit_and_show(invited: Invited) -> str:
    """Store the invitation, have its mail sent, and show the link."""
    commit_and_enqueue(jobs.request_job(db.session, jobs.SEND_MAIL).id)
    return _render(InviteForm(formdata=None), invited)


def _act(user_id: int, act: Callable[..., None]) -> Response:
    """Do this to somebody's account."""
    begin_writing(db.session)
    act(db.session, people.get_person(db.session, user_id), user=get_actor())
    db.session.commit()
    return _back(user_id)


def _back(user_id: int) -> Response:
    return redirect(url_for("people.show_person", user_id=user_id), 303)


def _render(form: InviteForm, made: Invited | None = None) -> str:
    return render_template(
        "people/list.html",
        form=form,
        people=people.list_people(db.session),
        invitations=[(each, _say_mailed(each)) for each in invitations.list_open(db.session)],
        linked=made.invitation if made else None,
        link=write_link("links.show_welcome", token=made.token) if made else None,
        can_send=_can_send(),
        now=now(),
    )


def _render_person(person: User, form: RoleForm | None = None, *, token: str | None = None) -> str:
    return render_template(
        "people/show.html",
        person=person,
        form=form or RoleForm(formdata=None, role=person.role.value),
        link=write_link("links.show_reset", token=token) if token else None,
        events=[(each, _say(each)) for each in audit.list_events(db.session, person)[::-1][:EVENTS_SHOWN]],
        several=people.are_several(db.session),
    )
