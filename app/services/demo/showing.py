"""What to open once the collection is loaded: a customer's form, the desk, a pattern maker's link."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import RevisionStatus
from app.services import garments, packets
from app.services.demo import collection
from app.services.demo.shirt import MARIT
from app.services.demo.trousers import INES


@dataclass(frozen=True)
class Showcase:
    """What the addresses of the demo are made of."""

    round_code: str
    """On the care label of the shirt's newest run."""
    sheet_token: str | None
    """Opens the sheet of the trousers; None once somebody has moved its revision on."""
    email: str = collection.DESIGNER_EMAIL
    password: str = collection.DESIGNER_PASSWORD


def is_loaded(session: Session) -> bool:
    """Return whether the collection is here already."""
    return any(garments.find_garment(session, each.style_number) for each in collection.COLLECTION)


def open_showcase(session: Session) -> Showcase:
    """Return what to open; the pattern maker gets a new link each time, her older unused ones stop working."""
    shirt = garments.get_garment(session, MARIT.style_number)
    newest_run = next(each for each in shirt.rounds if each.number == len(MARIT.runs))
    return Showcase(round_code=newest_run.code, sheet_token=_send_sheet(session))


def _send_sheet(session: Session) -> str | None:
    """A link is shown once and stored nowhere, so whoever starts the demo again needs another one."""
    revision = garments.get_garment(session, INES.style_number).revisions[-1]
    if revision.status not in (RevisionStatus.DRAFT, RevisionStatus.SENT, RevisionStatus.SAMPLED):
        return None
    for packet in revision.packets:
        if packet.received_at is None:
            packets.revoke(session, packet)
    return packets.send_packet(session, revision, contact=collection.PATTERN_MAKER).token
