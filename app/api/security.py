"""Who calls: the token that came with a request, what it may do, and how often."""

from dataclasses import dataclass
from time import time

from flask import g, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, TooManyRequests, Unauthorized

from app.callers import find_household
from app.db import begin_writing, db
from app.models import now
from app.services import tokens

CALLS_PER_PROGRAM = "300 per minute"
FILES_PER_PROGRAM = "60 per hour"
GUESSES_PER_ADDRESS = "30 per minute"
"""Wrong tokens; who shows one that holds is never counted here, whatever a neighbour behind the address tries."""

calls = MovingWindowRateLimiter(MemoryStorage())


@dataclass(frozen=True)
class Caller:
    """The token of a request, as plain values: what writes begins its transaction itself, after this was read."""

    token_id: int
    may_import: bool


def know_caller() -> None:
    """Keep who calls for the view; refuses who shows no token that holds, a wrong one and a revoked one alike."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = tokens.find_token(db.session, secret.strip()) if scheme.casefold() == "bearer" else None
    if token is None:
        db.session.rollback()
        count_call(GUESSES_PER_ADDRESS, find_household())
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
    g.caller = Caller(token.id, token.may_import)
    today = now().date()
    is_new_day = token.last_used_on != today
    db.session.rollback()
    count_call(CALLS_PER_PROGRAM, f"token {g.caller.token_id}")
    if is_new_day:
        begin_writing(db.session)
        tokens.note_use(db.session, g.caller.token_id, on=today)
        db.session.commit()


def get_caller() -> Caller:
    """Return who calls."""
    caller: Caller = g.caller
    return caller


def ensure_may_import() -> None:
    """Files are sent, and what came of them is read, by tokens that may."""
    if not get_caller().may_import:
        raise Forbidden


def count_call(limit: str, caller: str) -> None:
    """Count a call; refuses one above the limit and says when the next one is heard."""
    item = parse(limit)
    if not calls.hit(item, caller):
        again = calls.get_window_stats(item, caller).reset_time
        raise TooManyRequests(retry_after=max(1, round(again - time())))
