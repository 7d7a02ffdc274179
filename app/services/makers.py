"""Pattern makers as the label knows them: by the sheets that went to them, and where mail reaches them."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Garment, Packet, PatternRevision
from app.services.wording import list_words

SAID_MAX = 3
"""Addresses that are said under the field; a label has one or two pattern makers."""


def list_makers(session: Session) -> dict[str, str | None]:
    """Return who got sheets and the e-mail address that is known of each, whoever got the newest first."""
    makers: dict[str, str | None] = {}
    known = select(Packet.contact, Packet.address).order_by(Packet.id.desc())
    for contact, address in session.execute(known):
        makers[contact] = makers.get(contact) or address
    return makers


def say_known(makers: Mapping[str, str | None]) -> str:
    """Return whose address need not be typed, as a sentence; empty where none is known."""
    known = [f"{address} for {contact}" for contact, address in makers.items() if address and address != contact]
    return f"Left empty, it is {list_words(known[:SAID_MAX])}." if known else ""


def find_address(session: Session, contact: str) -> str | None:
    """Return the e-mail address that was last given for a pattern maker of this name, or None."""
    named = func.lower(Packet.contact) == contact.strip().lower()
    known = select(Packet.address).where(named, Packet.address.is_not(None)).order_by(Packet.id.desc()).limit(1)
    return session.scalar(known)


def find_last_contact(session: Session, garment: Garment) -> str | None:
    """Return who got the newest sheet of a garment, else of any, or None where none was sent yet."""
    own = select(Packet.contact).join(PatternRevision).where(PatternRevision.garment_id == garment.id)
    for sent in (own, select(Packet.contact)):
        if contact := session.scalar(sent.order_by(Packet.id.desc()).limit(1)):
            return contact
    return None
