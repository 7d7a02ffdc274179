"""Who may see and do what: sign-in, roles, CSRF, rate limits and the headers of every answer."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from flask import Flask, Request, Response, abort, after_this_request, current_app, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_limiter import Limiter
from flask_login import LoginManager, UserMixin, current_user, login_user
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app.callers import find_household
from app.db import db, write_if_possible
from app.models import Role, User
from app.services import accounts, desk_sessions
from app.web import known_browsers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

P = ParamSpec("P")
R = TypeVar("R")

REQUEST_MAX = 8 * 1024 * 1024
"""Bytes of a request: a file of reviews, never a film."""

READING = ("GET", "HEAD")
"""The methods of requests that write nothing."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}

HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
"""For a year browsers ask for this name by https alone, and for no other name."""


class Login(LoginManager):  # type: ignore[misc]  # Flask-Login ships no types
    """Knows who is signed in by their session alone: no cookie outlives it, so none has to be looked for."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


login = Login()
csrf = CSRFProtect()


class Limits(Limiter):
    """Holds views to their limits; those that have none of it need not be looked at, as each answer was."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._free: set[str] = set()

    def leave_free(self, endpoint: str) -> None:
        """Look no more at whether a view has limits: it has none, or others."""
        self._free.add(endpoint)

    def _check_request_limit(self, *args: Any, **options: Any) -> None:
        if request.endpoint not in self._free:
            super()._check_request_limit(*args, **options)


limiter = Limits(find_household, storage_uri="memory://", strategy="moving-window")


class Sessions(SecureCookieSessionInterface):
    """What a browser keeps, signed; most visitors, customers on their phones, keep nothing."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie holds; where there is none, nothing has to be checked, or even be read."""
        if "HTTP_COOKIE" not in request.environ or self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def get_cookie_secure(self, app: Flask) -> bool:
        """Return whether the cookie goes back by https alone."""
        return is_encrypted()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send what the cookie has to hold from now on; where it held nothing, nothing has to be settled."""
        if session or session.modified:
            super().save_session(app, session, response)
        elif session.accessed:
            response.vary.add("Cookie")
        if "_user_id" in session:
            response.headers.setdefault("Cache-Control", "no-store")


class Covered:
    """Gives every answer the headers that it lacks, as it leaves: inside, each is put in and copied out again."""

    def __init__(self, inside: "WSGIApplication", headers: Mapping[str, str]) -> None:
        self._inside = inside
        self._headers = [(name.lower(), name, value) for name, value in headers.items()]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            given = {name.lower() for name, _ in headers}
            lacking = [(name, value) for known, name, value in self._headers if known not in given]
            return start_response(status, headers + lacking, *error)

        return self._inside(environ, start)


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """Who is signed in, as plain values: a page that writes begins its transaction itself, after this was read."""

    def __init__(self, user: User, key: str) -> None:
        self.id = user.id
        self.name = user.name
        self.role = user.role
        self.key = key

    def get_id(self) -> str:
        """Return what the cookie keeps: the key of a session that ends in the database, wherever its copies are."""
        return self.key

    @property
    def may_act(self) -> bool:
        """Whether this person may change anything; a viewer only looks."""
        return self.role is not Role.VIEWER

    @property
    def is_admin(self) -> bool:
        """Whether this person may change the label's settings."""
        return self.role is Role.ADMIN


def init_security(app: Flask) -> None:
    """Guard the application; behind proxies the number of them is a setting."""
    app.config.update(
        SESSION_COOKIE_NAME="toile",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=desk_sessions.IDLE_FOR,
        MAX_CONTENT_LENGTH=REQUEST_MAX,
        WTF_CSRF_TIME_LIMIT=None,
    )
    if proxies := int(app.config["TOILE_TRUSTED_PROXIES"]):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    login.init_app(app)
    login.user_loader(find_signed_in)
    csrf.init_app(app)
    limiter.init_app(app)
    app.session_interface = Sessions()
    app.wsgi_app = Covered(app.wsgi_app, HEADERS | (HTTPS_ONLY if _is_public_encrypted(app) else {}))  # type: ignore[method-assign]


def is_encrypted() -> bool:
    """Return whether a browser reaches us by https: by the address that is configured, or as it came in just now.

    The settings may name the address, too, and none be configured.
    """
    return request.is_secure or _is_public_encrypted(current_app)


def _is_public_encrypted(app: Flask) -> bool:
    """Whether the address that is configured is one of https."""
    return str(app.config["TOILE_PUBLIC_URL"]).startswith("https://")


def login_required(view: Callable[P, R]) -> Callable[P, R]:
    """Let only those see a page who are signed in; others are asked to, and come back to it."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if current_user.is_authenticated:
            return view(*args, **kwargs)
        return cast(R, login.unauthorized())

    guarded.is_for_desk = True  # type: ignore[attr-defined]
    return guarded


def may_act_required(view: Callable[P, R]) -> Callable[P, R]:
    """Let only designers and admins act; a viewer is told so."""

    @wraps(view)
    @login_required
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not current_user.may_act:
            abort(403)
        return view(*args, **kwargs)

    return guarded


def admin_required(view: Callable[P, R]) -> Callable[P, R]:
    """Let only admins in."""

    @wraps(view)
    @login_required
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not current_user.is_admin:
            abort(403)
        return view(*args, **kwargs)

    return guarded


def let_in(user: User) -> None:
    """Sign somebody in; commits. What the browser held before, whoever set it, does not live on."""
    former, email = session.get("_user_id"), user.email
    if former:
        desk_sessions.end(db.session, former)
    signed_in = SignedIn(user, desk_sessions.begin(db.session, user))
    db.session.commit()
    session.clear()
    g.pop("csrf_token", None)  # a page that is the answer to this has a token of the new session
    session.permanent = True
    login_user(signed_in)
    after_this_request(partial(known_browsers.remember, email=email, is_encrypted=is_encrypted()))


def get_actor() -> User | None:
    """Return the signed-in user's row, in the transaction that is under way."""
    return accounts.find_user(db.session, current_user.id) if current_user.is_authenticated else None


def find_signed_in(key: str) -> SignedIn | None:
    """Return who it is; a page that only shows something goes on in that transaction, with the settings in hand.

    Else it ends here: SQLite refuses to turn a reading one into a writing one.
    """
    found = desk_sessions.find(db.session, key)
    signed_in = SignedIn(found.user, key) if found else None
    is_due = found is not None and desk_sessions.is_seen_long_ago(found)
    if is_due or request.method not in READING:
        db.session.rollback()
    if is_due:
        write_if_possible(partial(desk_sessions.note_seen, key=key))
    g.knows_signed_in = True
    return signed_in


def knows_signed_in() -> bool:
    """Whether who is signed in was looked up in this request already, so that asking again reads nothing."""
    return "knows_signed_in" in g


def keep_private(response: Response) -> Response:
    """Keep what lies behind a private link out of caches and search engines; the page's own after_request."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
