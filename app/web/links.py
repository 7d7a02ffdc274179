"""The private links of accounts: coming in by an invitation, and a new password for who forgot it."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import EmailField, HiddenField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import ADDRESS_MAX, User
from app.services import invitations, jobs, letters, passwords
from app.web import kept_forms
from app.web.account_forms import PASSWORD_HINT, NewPasswordForm, WelcomeForm
from app.web.forms import Form
from app.web.security import keep_private, let_in, limiter
from app.work import commit_and_enqueue

pages = Blueprint("links", __name__)
limiter.limit("60 per minute")(pages)
pages.after_request(keep_private)


class ForgotForm(Form):
    """Whose password is forgotten, and what had been typed when somebody was signed out."""

    email = EmailField("E-mail", validators=[InputRequired("Type your address."), Length(max=ADDRESS_MAX)])
    kept = HiddenField()


@pages.get("/forgot")
def show_forgot() -> str:
    """Ask who forgot their password; without mail, say who can help."""
    return _render_forgot(ForgotForm(formdata=None))


@pages.post("/forgot/kept")
def carry_to_forgot() -> str:
    """Ask who forgot their password, and carry along what was typed."""
    return _render_forgot(ForgotForm(formdata=None, kept=request.form.get("kept")))


@pages.post("/forgot")
@limiter.limit("5 per 10 minutes; 20 per day")
def ask_for_link() -> str | tuple[str, int]:
    """Have a link mailed; every answer is the same, whether the address is known or not."""
    form = ForgotForm()
    if not letters.can_send(db.session, current_app.config):
        return _render_forgot(form), 422
    if not form.validate_on_submit():
        return _render_forgot(form), 422
    db.session.rollback()
    begin_writing(db.session)
    passwords.ask_for_link(db.session, form.email.data or "")
    commit_and_enqueue(jobs.request_job(db.session, jobs.SEND_MAIL).id)
    return _render_forgot(form, asked=True)


@pages.get("/reset/<token>")
def show_reset(token: str) -> str:
    """Ask for a new password behind a link."""
    return _render_reset(token, NewPasswordForm(formdata=None))


@pages.post("/reset/<token>")
def reset(token: str) -> Response | tuple[str, int]:
    """Set the new password and let its owner in; everybody else who was signed in as them is out."""
    email = passwords.find_person(db.session, token).email
    form = NewPasswordForm()
    if _enter(form, email, partial(passwords.reset, db.session, token)):
        return redirect(url_for("home.show_home"), 303)
    return _render_reset(token, form), 422


@pages.get("/welcome/<token>")
def show_welcome(token: str) -> str:
    """Ask who is invited for a name and a password."""
    return _render_welcome(token, WelcomeForm(formdata=None))


@pages.post("/welcome/<token>")
def accept(token: str) -> Response | tuple[str, int]:
    """Let who was invited in."""
    email = invitations.open_invitation(db.session, token).email
    form = WelcomeForm()
    if _enter(form, email, partial(invitations.accept, db.session, token, name=form.name.data or "")):
        return redirect(url_for("home.show_home"), 303)
    return _render_welcome(token, form), 422


@pages.errorhandler(NotFound)
def refuse_link(error: NotFound) -> tuple[str, int]:
    """Answer a wrong link, a used one and one that has run out alike."""
    db.session.rollback()
    return render_template("links/no_link.html"), 404


def _enter(form: NewPasswordForm, email: str, use_link: Callable[..., User]) -> bool:
    """Let in whose link is used with the hash of the new password; a refusal stands in the form."""
    # To look at the link began a transaction that only reads; none is open while the password is hashed.
    db.session.rollback()
    try:
        if form.validate_on_submit():
            password_hash = form.hash(email)
            begin_writing(db.session)
            with kept_forms.hold_on():
                let_in(use_link(password_hash=password_hash))
            return True
    except NotFound:
        raise
    except RuleError as error:
        form.blame(error)
    return False


def _render_forgot(form: ForgotForm, *, asked: bool = False) -> str:
    can_send = letters.can_send(db.session, current_app.config)
    kept = kept_forms.open_sealed(form.kept.data)
    return render_template("links/forgot.html", form=form, asked=asked, can_send=can_send, kept=kept)


def _render_reset(token: str, form: NewPasswordForm) -> str:
    person = passwords.find_person(db.session, token)
    return render_template("links/reset.html", form=form, person=person, hint=PASSWORD_HINT)


def _render_welcome(token: str, form: WelcomeForm) -> str:
    invitation = invitations.open_invitation(db.session, token)
    return render_template("links/welcome.html", form=form, invitation=invitation, hint=PASSWORD_HINT)
