"""Pattern makers as the label knows them: by the sheets that went to them, and where mail reaches them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Garment, Packet, PatternRevision
from app.services.wording import list_words

SAID_MAX = 3
"""Addresses that are said under the field; a label has one or two pattern makers."""


@dataclass(frozen=True)
class Makers:
    """Who got sheets with the e-mail address that is known of each, and who got the last one of a garment."""

    addresses: dict[str, str | None]
    """Whoever got the newest sheet first."""
    last: str | None
    """Where none of the garment was sent yet, who got the last one of any."""


def list_makers(session: Session, garment: Garment) -> Makers:
    """Return the pattern makers as a garment's next sheet is sent to one of them."""
    addresses: dict[str, str | None] = {}
    last: str | None = None
    known = select(Packet.contact, Packet.address, PatternRevision.garment_id).join(Packet.revision)
    for contact, address, garment_id in session.execute(known.order_by(Packet.id.desc())):
        addresses[contact] = addresses.get(contact) or address
        if last is None and garment_id == garment.id:
            last = contact
    return Makers(addresses, last or next(iter(addresses), None))


def say_known(makers: Mapping[str, str | None]) -> str:
    """Return whose address need not be typed, as a sentence; empty where none is known."""
    known = [f"{address} for {contact}" for contact, address in makers.items() if address and address != contact]
    return f"Left empty, it is {list_words(known[:SAID_MAX])}." if known else ""


def find_address(session: Session, contact: str) -> str | None:
    """Return the e-mail address that was last given for a pattern maker of this name, or None."""
    named = func.lower(Packet.contact) == contact.strip().lower()
    known = select(Packet.address).where(named, Packet.address.is_not(None)).order_by(Packet.id.desc()).limit(1)
    return session.scalar(known)
