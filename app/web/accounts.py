"""Signing in and out, and the light or dark that somebody prefers."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import RuleError
from app.services import accounts, desk_sessions
from app.web.forms import Form
from app.web.security import let_in, limiter

pages = Blueprint("accounts", __name__)

THEMES = ("light", "dark")
YEAR = 365 * 24 * 60 * 60


class SignInForm(Form):
    """An address and a password."""

    email = EmailField("E-mail", validators=[InputRequired("Type your address."), Length(max=254)])
    password = PasswordField("Password", validators=[InputRequired("Type your password."), Length(max=200)])
    next = HiddenField()


@pages.get("/sign-in")
def show_sign_in() -> str | Response:
    """Ask who is there."""
    if current_user.is_authenticated:
        return redirect(local_path(request.args.get("next")))
    return _render(SignInForm(next=request.args.get("next", "")))


@pages.post("/sign-in")
@limiter.limit("10 per minute; 100 per hour")
def sign_in() -> Response | tuple[str, int]:
    """Let somebody in; a wrong address and a wrong password are answered alike."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _render(form), 422
    try:
        user_id = accounts.sign_in(db.session, email=form.email.data or "", password=form.password.data or "").id
    except RuleError as error:
        db.session.rollback()
        begin_writing(db.session)
        accounts.note_refusal(db.session, form.email.data or "")
        db.session.commit()
        form.blame(error)
        return _render(form), 422
    # Checking a password takes long; what is written is written after it.
    db.session.rollback()
    begin_writing(db.session)
    user = accounts.find_user(db.session, user_id)
    if user is not None:
        let_in(user)
    return redirect(local_path(form.next.data), 303)


@pages.post("/sign-out")
def sign_out() -> Response:
    """Let somebody out, here and in every copy of the cookie."""
    if current_user.is_authenticated:
        begin_writing(db.session)
        desk_sessions.end(db.session, current_user.key)
        db.session.commit()
    logout_user()
    session.clear()
    return redirect(url_for("accounts.show_sign_in"), 303)


@pages.post("/look")
def choose_look() -> Response:
    """Keep light or dark, or follow the system again."""
    answer = redirect(local_path(request.form.get("next")), 303)
    theme = request.form.get("theme")
    if theme in THEMES:
        answer.set_cookie(
            "look", theme, max_age=YEAR, httponly=True, samesite="Lax", secure=current_app.config["HTTPS"]
        )
    else:
        answer.delete_cookie("look")
    return answer


def local_path(target: str | None) -> str:
    """Return where to go on: a path of this application, never somebody else's address."""
    parts = urlsplit(target or "")
    plain = not (parts.scheme or parts.netloc) and parts.path.startswith("/") and not parts.path.startswith("//")
    if not plain or "\\" in (target or "") or any(ord(character) < 32 for character in target or ""):
        return url_for("home.show_home")
    return target or ""


def _render(form: SignInForm) -> str:
    return render_template(
        "accounts/sign_in.html", form=form, has_users=accounts.has_users(db.session), ended="ended" in request.args,
        meanwhile="meanwhile" in request.args,
    )  # fmt: skip
