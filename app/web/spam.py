"""What the customer's door sees of how an answer came, and how often codes and spam come from one address.

Only what is wrong is counted: whoever has a right code, or says what a customer says, is heard however much others try
behind the same address.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import abort, current_app, request
from limits import parse

from app.callers import find_household
from app.db import db
from app.models import Garment, Label, SpamReason, now
from app.services import spam
from app.services.spam import Arrival, Lately
from app.web.page_keys import read_given_at
from app.web.security import limiter
from app.web.uploads import Sent

CODES_PER_ADDRESS = "30 per minute"
"""Wrong ones, typed, scanned or in an address."""

SPAM_PER_ADDRESS = "2000 per hour"
PHOTOS_OF_SPAM_PER_ADDRESS = "60 per hour"
"""What is stored of it fills a folder, not the disk."""

BROWSER_SAYS = (
    "HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING", "HTTP_SEC_CH_UA", "HTTP_SEC_CH_UA_PLATFORM",
)  # fmt: skip
"""Headers, by their names in the request's environment: of what is not sent, `headers` makes an error first."""

lately = Lately()


class TooMuch(Exception):
    """An answer is not stored. Its page is drawn once others may write again: that takes longer than to store one."""


def find_reason(sent: Sent, garment: Garment, given: Mapping[str, Any], *, label: Label) -> SpamReason | None:
    """Return why the answer that this request brings is no customer's, or None where it is one."""
    given_at = read_given_at(given["idempotency_key"])
    arrival = Arrival(
        key=given["idempotency_key"],
        address=find_household(),
        browser=_name_browser(),
        took_s=(now() - given_at).total_seconds() if given_at else None,
        is_trapped=bool(sent.fields.get("homepage")),
    )
    return spam.find_reason(
        db.engine,
        arrival,
        garment,
        given,
        label=label,
        lately=lately,
        configured=current_app.config["TOILE_PUBLIC_URL"],
    )


def count_wrong_code() -> None:
    """Count a code that is none; too many from one address are not looked at."""
    if not _is_within(CODES_PER_ADDRESS, "codes"):
        abort(429)


def ensure_not_too_much(reason: SpamReason | None) -> None:
    """Store each answer, but not what comes after thousands that are spam from one address."""
    if reason is not None and not _is_within(SPAM_PER_ADDRESS, "spam"):
        raise TooMuch


def may_keep_photos(reason: SpamReason | None) -> bool:
    """Return whether the photos of an answer are looked at."""
    return reason is None or _is_within(PHOTOS_OF_SPAM_PER_ADDRESS, "photos of spam")


def _is_within(limit: str, what: str) -> bool:
    return bool(limiter.limiter.hit(parse(limit), what, find_household()))


def _name_browser() -> str:
    environ = request.environ
    said = "\n".join([environ.get(name, "") for name in BROWSER_SAYS])
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
