"""My account: one's own name, password and digest, and signing out everywhere."""

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask_login import logout_user
from werkzeug.wrappers import Response
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import NAME_MAX, User
from app.services import accounts, desk_sessions, letters, passwords, people
from app.services.label import get_label
from app.web.account_forms import PASSWORD_HINT, NewPasswordForm
from app.web.forms import Form
from app.web.security import get_actor, let_in, limiter, login_required

pages = Blueprint("my_account", __name__)


class NameForm(Form):
    """What one is called, and whether the weekly digest comes."""

    name = StringField("Name", validators=[InputRequired("What are you called?"), Length(max=NAME_MAX)])
    wants_digest = BooleanField("Send me the weekly digest")


class PasswordForm(NewPasswordForm):
    """The password as it is, and a new one."""

    old = PasswordField("Password as it is", validators=[InputRequired("Type your password."), Length(max=200)])


@pages.get("/account")
@login_required
def show_account() -> str:
    """Show one's own account."""
    return _render()


@pages.post("/account")
@login_required
def change_name() -> Response | tuple[str, int]:
    """Keep a name and the wish for a digest."""
    begin_writing(db.session)
    form = NameForm()
    try:
        if form.validate_on_submit():
            people.rename(db.session, _get_me(), name=form.name.data or "", wants_digest=form.wants_digest.data)
            db.session.commit()
            return redirect(url_for("my_account.show_account", kept="account"), 303)
    except RuleError as error:
        form.blame(error)
    return _render(name_form=form), 422


@pages.post("/account/password")
@login_required
@limiter.limit("10 per minute; 50 per hour")
def change_password() -> Response | tuple[str, int]:
    """Keep a new password; every other browser is signed out."""
    form = PasswordForm()
    try:
        if form.validate_on_submit():
            if not accounts.is_password_of(_get_me(), form.old.data or ""):
                raise RuleError("That is not your password.", field="old")
            password_hash = form.hash(_get_me().email)
            db.session.rollback()
            begin_writing(db.session)
            me = _get_me()
            passwords.set_password(db.session, me, password_hash, user=me)
            let_in(me)
            return redirect(url_for("my_account.show_account", kept="password"), 303)
    except RuleError as error:
        form.blame(error)
    return _render(password_form=form), 422


@pages.post("/account/sign-out-everywhere")
@login_required
def sign_out_everywhere() -> Response:
    """End every session of one's own, this one too."""
    begin_writing(db.session)
    desk_sessions.end_all(db.session, _get_me())
    db.session.commit()
    logout_user()
    session.clear()
    return redirect(url_for("accounts.show_sign_in", ended=1), 303)


def _get_me() -> User:
    """The row of who is signed in; `login_required` has seen to it that there is one."""
    me = get_actor()
    assert me is not None
    return me


def _render(*, name_form: NameForm | None = None, password_form: PasswordForm | None = None) -> str:
    me = _get_me()
    return render_template(
        "my_account.html",
        me=me,
        name_form=name_form or NameForm(formdata=None, name=me.name, wants_digest=me.wants_digest),
        password_form=password_form or PasswordForm(formdata=None),
        browsers=desk_sessions.count(db.session, me),
        can_send=letters.can_send(db.session, current_app.config),
        digest_day=get_label(db.session).digest_day,
        hint=PASSWORD_HINT,
        kept=request.args.get("kept"),
    )
