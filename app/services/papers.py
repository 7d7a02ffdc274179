"""Paper: what a pattern maker prints on, A4 or Letter, and how everything that goes there is laid out on it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import LengthUnit, Packet, Paper, PatternRevision, User
from app.services import audit

PAPER_NAMES = {Paper.A4: "A4", Paper.LETTER: "US Letter"}


def choose_paper(session: Session, paper: Paper | None, *, contact: str, unit: LengthUnit) -> Paper:
    """Return the paper of a sheet: what was asked for, else this pattern maker's last, else what goes with the unit."""
    named = func.lower(Packet.contact) == contact.strip().lower()
    last = select(Packet.paper).where(named).order_by(Packet.id.desc()).limit(1)
    return paper or session.scalar(last) or usual_paper(unit)


def find_paper(session: Session, revision: PatternRevision, unit: LengthUnit) -> Paper:
    """Return the paper for what is printed about a revision: that of its newest sheet, else of the newest of any."""
    if revision.packets:
        return revision.packets[-1].paper
    of_garment = PatternRevision.garment_id == revision.garment_id
    newest = select(Packet.paper).join(PatternRevision).order_by(of_garment.desc(), Packet.id.desc()).limit(1)
    return session.scalar(newest) or usual_paper(unit)


def usual_paper(unit: LengthUnit) -> Paper:
    """Return what people who measure in this unit print on, where nobody said it."""
    return Paper.LETTER if unit is LengthUnit.IN else Paper.A4


def change_paper(session: Session, packet: Packet, paper: Paper, *, user: User | None = None) -> Packet:
    """Lay a sheet out on other paper; what goes to the same pattern maker later is on it, too."""
    if packet.paper is not paper:
        packet.paper = paper
        audit.note(session, "changed_paper", packet.revision, user=user, check_code=packet.check_code, paper=paper)
    return packet
