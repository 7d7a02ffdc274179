"""The public address, which links begin with and which is sewn into garments: TOILE_PUBLIC_URL, else the settings' own.

Whoever asks for it hands over what TOILE_PUBLIC_URL says, as `configured`.

Sewn in it is https, and nothing is printed before this Toile answered there. The check asks as a phone would that has
scanned a label (the path in capitals, the host's name as browsers write it) and wants an answer that only this Toile
can give.
"""

import hashlib
import hmac
import secrets
import ssl
from http.client import HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Label, ProductionRound, User, now
from app.services import audit
from app.services.label import get_label
from app.services.piece_codes import count_planned
from app.services.written_addresses import ensure_survives_capitals, is_public

PATIENCE_S = 5
"""How long an answer may take: who holds a garment in a shop does not wait longer."""

ANSWER_MAX = 200
"""Characters of an answer that are looked at."""

FIRST = "A label is for years: first give this Toile a public address that begins with https://"


def find_address(house: Label, configured: str) -> str:
    """Return the address that links begin with, without a slash at its end; empty where nobody has named one."""
    return _strip(configured or house.public_url)


def find_check_page(house: Label, configured: str) -> str | None:
    """Return where paper says that its code is typed; None where that would lead nowhere but from this machine."""
    address = find_address(house, configured)
    return f"{address}/check" if is_public(address) else None


def choose_address(house: Label, configured: str) -> str:
    """Return the address to be sewn in, without a slash at its end; refuses what no label could lead to."""
    address = find_address(house, configured)
    if not is_public(address):
        raise RuleError(f"{FIRST}, in the settings or as TOILE_PUBLIC_URL.", field="public_url")
    ensure_survives_capitals(address)
    return address


def get_checked_address(house: Label, configured: str) -> str:
    """Return the address that may be sewn in: the one at which this Toile has answered."""
    address = choose_address(house, configured)
    if house.public_url_answered_at is None or _strip(house.public_url) != address:
        raise RuleError(
            f"A label is for years: nothing is printed before {address} has answered. Have it checked first.",
            field="public_url",
        )
    return address


def warn(address: str, production_round: ProductionRound) -> str:
    """Return what is to be thought of before labels of a round are made."""
    planned = count_planned(production_round)
    garments = "every garment of it" if not planned else "one garment" if planned == 1 else f"{planned} garments"
    return f"{address} will be sewn into {garments}; it must work for years."


def ask_address(address: str, *, secret: str) -> None:
    """Ask the address as a scanned label would; refuses unless this very Toile answers in time. Takes seconds.

    To be called outside of any transaction; the secret is the label's.
    """
    question = secrets.token_hex(16).upper()
    parts = urlsplit(address)
    connection = HTTPSConnection(parts.netloc.lower(), timeout=PATIENCE_S)
    try:
        connection.request("GET", f"/F/CHECK/{question}", headers={"User-Agent": "Toile"})
        response = connection.getresponse()
        said = response.read(ANSWER_MAX).decode("ascii", "replace").strip()
    except (OSError, HTTPException) as error:
        raise RuleError(f"{address} does not answer: {_say(error)}.", field="public_url") from error
    finally:
        connection.close()
    if response.status != 200 or not hmac.compare_digest(said, answer_question(secret, question)):
        raise RuleError(
            f"Something else answers at {address} (status {response.status}), not this Toile: "
            "look at the proxy in front of it.",
            field="public_url",
        )


def answer_question(secret: str, question: str) -> str:
    """Return what this Toile answers when it is asked whether an address leads to it.

    Anybody may ask, so the key is not the one that stands for customers: no question brings out whose mail is whose.
    """
    return hmac.new(f"address {secret}".encode(), question.encode(), hashlib.sha256).hexdigest()


def record_answer(session: Session, address: str, *, user: User | None = None) -> Label:
    """Keep the address that has just answered, and when, and return the label."""
    house = get_label(session)
    house.public_url = address
    house.public_url_answered_at = now()
    audit.note(session, "answered", house, user=user)
    return house


def _strip(address: str | None) -> str:
    return (address or "").strip().rstrip("/")


def _say(error: Exception) -> str:
    """The cause without its number; a refused certificate says why."""
    if isinstance(error, ssl.SSLError):
        cause = getattr(error, "verify_message", "") or (error.reason or "it speaks no TLS").replace("_", " ")
        return f"no safe connection, {cause.lower()}"
    return str(getattr(error, "strerror", "") or error).rstrip(".").lower()
