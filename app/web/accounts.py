"""Signing in and out, and the light or dark that somebody prefers."""

from urllib.parse import urlsplit

from flask import Blueprint, after_this_request, redirect, render_template, request, session, url_for
from flask_login import current_user, login_url, logout_user
from werkzeug.wrappers import Response
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import RuleError
from app.services import accounts, desk_sessions
from app.web import kept_forms, known_browsers
from app.web.forms import Form
from app.web.kept_forms import KeptForm
from app.web.returning import find_way_back
from app.web.security import READING, is_encrypted, keep_private, let_in, limiter, login

pages = Blueprint("accounts", __name__)

THEMES = ("light", "dark")
YEAR = 365 * 24 * 60 * 60


class SignInForm(Form):
    """An address and a password, and what had been typed when somebody was signed out."""

    email = EmailField("E-mail", validators=[InputRequired("Type your address."), Length(max=254)])
    password = PasswordField("Password", validators=[InputRequired("Type your password."), Length(max=200)])
    next = HiddenField()
    kept = HiddenField()


@login.unauthorized_handler  # type: ignore[untyped-decorator]
def ask_who_is_there() -> Response | tuple[str, int]:
    """Ask whoever is not signed in to do so; a page is come back to, a form that was sent is kept."""
    if request.method in READING:
        return redirect(login_url("accounts.show_sign_in", request.url))
    if kept := kept_forms.take_form():
        return ask_and_keep(kept)
    # What a form is sent to is no page to come back to.
    return redirect(url_for("accounts.show_sign_in", next=find_way_back(), meanwhile=1))


def ask_and_keep(kept: KeptForm) -> tuple[str, int]:
    """Ask who is there, in the very answer to the form, which is carried along in the page."""
    form = SignInForm(formdata=None, next=kept.way_back, kept=kept_forms.seal(kept))
    return _render(form, kept=kept), 401


def show_kept(kept: KeptForm) -> str:
    """Show what was typed before somebody was signed out; it is sent when they say so."""
    return render_template(
        "accounts/kept.html", kept=kept, typed=kept_forms.tell_typed(kept), action=local_path(kept.action),
        way_back=local_path(kept.way_back),
    )  # fmt: skip


@pages.get("/sign-in")
def show_sign_in() -> str | Response:
    """Ask who is there."""
    if current_user.is_authenticated:
        return redirect(local_path(request.args.get("next")))
    return _render(SignInForm(next=request.args.get("next", "")))


@pages.post("/sign-in/kept")
def go_on() -> str | Response | tuple[str, int]:
    """Go on with what was typed: show it to whoever has got in meanwhile, ask everybody else who is there."""
    kept = kept_forms.open_sealed(request.form.get("kept"))
    if kept is None:
        return redirect(url_for("accounts.show_sign_in"), 303)
    return show_kept(kept) if current_user.is_authenticated else ask_and_keep(kept)


@pages.post("/sign-in")
@limiter.limit("10 per minute; 100 per hour")
def sign_in() -> Response | str | tuple[str, int]:
    """Let somebody in; a wrong address and a wrong password are answered alike."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _render(form), 422
    email, password = form.email.data or "", form.password.data or ""
    if not known_browsers.may_try(limiter, email):
        form.blame(RuleError(known_browsers.TOO_OFTEN, field="password"))
        return _render(form), 429
    try:
        user = accounts.sign_in(db.session, email=email, password=password)
        user_id, rehashed = user.id, accounts.rehash(user, password)
    except RuleError as error:
        known_browsers.count_refusal(limiter, email)
        form.blame(error)
        begin_writing(db.session)
        accounts.note_refusal(db.session, email)
        db.session.commit()
        return _render(form), 422
    # Checking a password takes long; what is written is written after it.
    db.session.rollback()
    begin_writing(db.session)
    if rehashed:
        accounts.keep_rehashed(db.session, rehashed)
    found = accounts.find_user(db.session, user_id)
    kept = kept_forms.open_sealed(form.kept.data)  # before the session that it was sealed for ends
    if found is not None:
        let_in(found)
        if kept is not None:
            return show_kept(kept)
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
        answer.set_cookie("look", theme, max_age=YEAR, httponly=True, samesite="Lax", secure=is_encrypted())
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


def _render(form: SignInForm, *, kept: KeptForm | None = None) -> str:
    kept = kept or kept_forms.open_sealed(form.kept.data)
    if kept is not None:
        after_this_request(keep_private)
    return render_template(
        "accounts/sign_in.html", form=form, has_users=accounts.has_users(db.session), ended="ended" in request.args,
        meanwhile=kept is not None or "meanwhile" in request.args, kept=kept,
    )  # fmt: skip
