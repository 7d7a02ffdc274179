"""How often a password may be tried: a browser that has signed in before is told from strangers by a cookie.

Strangers share the tries at an address, wherever they call from. A browser that its owner has signed in with has tries
of its own: whoever knows an address only keeps nobody out. In a new browser a link to a new password lets its owner in.
"""

import secrets
from datetime import timedelta

from flask import Response, current_app, request
from flask_limiter import Limiter
from itsdangerous import BadData, URLSafeTimedSerializer
from limits import parse_many

COOKIE = "known"

KNOWN_FOR = timedelta(days=365)

WRONG_PASSWORDS = parse_many("20 per hour; 100 per day")
"""For one address, and the same whether it is anybody's."""

TOO_OFTEN = (
    "Too many wrong passwords were tried with this address. Try again in an hour, in a browser that you have signed in "
    "with before, or by a link to a new password."
)


def may_try(limiter: Limiter, email: str) -> bool:
    """Return whether this browser may try another password with an address."""
    return all(limiter.limiter.test(limit, *_name_counter(email)) for limit in WRONG_PASSWORDS)


def count_refusal(limiter: Limiter, email: str) -> None:
    """Count a wrong password of this browser."""
    for limit in WRONG_PASSWORDS:
        limiter.limiter.hit(limit, *_name_counter(email))


def remember(response: Response, *, email: str, is_encrypted: bool) -> Response:
    """Let this browser be known by who signs in with it; what the cookie holds tells nothing of who that is."""
    response.set_cookie(
        COOKIE, _get_signer(email).dumps(secrets.token_urlsafe(16)), max_age=KNOWN_FOR, httponly=True, samesite="Lax",
        secure=is_encrypted,
    )  # fmt: skip
    return response


def _name_counter(email: str) -> tuple[str, str, str]:
    """By what wrong passwords are counted: the address, and the browser where it is known by its owner."""
    return "wrong password", _fold(email), _find_browser(email)


def _find_browser(email: str) -> str:
    try:
        known = _get_signer(email).loads(request.cookies.get(COOKIE, ""), max_age=int(KNOWN_FOR.total_seconds()))
    except BadData:
        return ""
    return str(known)


def _get_signer(email: str) -> URLSafeTimedSerializer:
    """Signs for one address: the cookie of one account opens nothing at another."""
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"known browser {_fold(email)}")


def _fold(email: str) -> str:
    return email.strip().lower()
