"""The private links of accounts: coming in by an invitation, and a new password for who forgot it."""

from flask import Blueprint, Response, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import EmailField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import ADDRESS_MAX
from app.services import invitations, jobs, letters, passwords
from app.web.account_forms import PASSWORD_HINT, NewPasswordForm, WelcomeForm
from app.web.forms import Form
from app.web.security import let_in, limiter

pages = Blueprint("links", __name__)
limiter.limit("60 per minute")(pages)


class ForgotForm(Form):
    """Whose password is forgotten."""

    email = EmailField("E-mail", validators=[InputRequired("Type your address."), Length(max=ADDRESS_MAX)])


@pages.get("/forgot")
def show_forgot() -> str:
    """Ask who forgot their password; without mail, say who can help."""
    return _render_forgot(ForgotForm(formdata=None))


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
    job_id = jobs.request_job(db.session, jobs.SEND_MAIL).id
    db.session.commit()
    current_app.extensions["job_queue"].enqueue(job_id)
    return _render_forgot(form, asked=True)


@pages.get("/reset/<token>")
def show_reset(token: str) -> str:
    """Ask for a new password behind a link."""
    return _render_reset(token, NewPasswordForm(formdata=None))


@pages.post("/reset/<token>")
def reset(token: str) -> BaseResponse | tuple[str, int]:
    """Set the new password and let its owner in; everybody else who was signed in as them is out."""
    passwords.find_person(db.session, token)
    db.session.rollback()
    form = NewPasswordForm()
    try:
        if form.validate_on_submit():
            password_hash = form.hash()
            begin_writing(db.session)
            let_in(passwords.reset(db.session, token, password_hash=password_hash))
            return redirect(url_for("home.show_home"), 303)
    except NotFound:
        raise
    except RuleError as error:
        db.session.rollback()
        form.blame(error)
    return _render_reset(token, form), 422


@pages.get("/welcome/<token>")
def show_welcome(token: str) -> str:
    """Ask who is invited for a name and a password."""
    return _render_welcome(token, WelcomeForm(formdata=None))


@pages.post("/welcome/<token>")
def accept(token: str) -> BaseResponse | tuple[str, int]:
    """Let who was invited in."""
    invitations.open_invitation(db.session, token)
    db.session.rollback()
    form = WelcomeForm()
    try:
        if form.validate_on_submit():
            password_hash = form.hash()
            begin_writing(db.session)
            let_in(invitations.accept(db.session, token, name=form.name.data or "", password_hash=password_hash))
            return redirect(url_for("home.show_home"), 303)
    except NotFound:
        raise
    except RuleError as error:
        db.session.rollback()
        form.blame(error)
    return _render_welcome(token, form), 422


@pages.errorhandler(NotFound)
def refuse_link(error: NotFound) -> tuple[str, int]:
    """Answer a wrong link, a used one and one that has run out alike."""
    db.session.rollback()
    return render_template("links/no_link.html"), 404


@pages.after_request
def keep_private(response: Response) -> Response:
    """Keep the links out of caches and search engines."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _render_forgot(form: ForgotForm, *, asked: bool = False) -> str:
    can_send = letters.can_send(db.session, current_app.config)
    return render_template("links/forgot.html", form=form, asked=asked, can_send=can_send)


def _render_reset(token: str, form: NewPasswordForm) -> str:
    person = passwords.find_person(db.session, token)
    return render_template("links/reset.html", token=token, form=form, person=person, hint=PASSWORD_HINT)


def _render_welcome(token: str, form: WelcomeForm) -> str:
    invitation = invitations.open_invitation(db.session, token)
    return render_template("links/welcome.html", token=token, form=form, invitation=invitation, hint=PASSWORD_HINT)
