"""The key of a page: what it sends is stored once, however often it comes; and it tells when the page was given.

The key is signed, so that nobody makes one: what comes with another one was sent by somebody who never saw the page, or
saw it before the secret was changed.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

from flask import current_app

from app.models import now

NAME_BYTES, TIME_BYTES, SIGNATURE_BYTES = 12, 6, 12
"""Together a multiple of three: the key has no padding."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def make_key(*, given_at: datetime | None = None, secret: str | None = None) -> str:
    """Return the key of a page that is given now, or was; outside of a request whoever asks brings the secret."""
    at = ((given_at or now()) - EPOCH) // timedelta(milliseconds=1)
    body = secrets.token_bytes(NAME_BYTES) + at.to_bytes(TIME_BYTES)
    return urlsafe_b64encode(body + _sign(body, secret)).decode()


def read_given_at(key: str) -> datetime | None:
    """Return when the page with this key was given; None where the key is none of ours."""
    try:
        content = urlsafe_b64decode(key.encode("ascii"))
    except ValueError:
        return None
    body, signature = content[:-SIGNATURE_BYTES], content[-SIGNATURE_BYTES:]
    if len(body) != NAME_BYTES + TIME_BYTES or not hmac.compare_digest(signature, _sign(body)):
        return None
    return EPOCH + timedelta(milliseconds=int.from_bytes(body[NAME_BYTES:]))


def _sign(body: bytes, secret: str | None = None) -> bytes:
    secret = secret or current_app.config["SECRET_KEY"]
    return hmac.digest(f"page {secret}".encode(), body, "sha256")[:SIGNATURE_BYTES]
