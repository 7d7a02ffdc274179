"""What commands name by its garment and a number: revisions and runs."""

from typing import Any

from app.models import PatternRevision, ProductionRound
from app.services import garments, revisions, rounds


def get_revision(session: Any, garment: str, number: int) -> PatternRevision:
    """Return the revision of this number of the garment that was named."""
    return revisions.get_revision(session, garments.get_garment(session, garment), number)


def get_round(session: Any, garment: str, number: int) -> ProductionRound:
    """Return the run of this number of the garment that was named."""
    return rounds.get_round(session, garments.get_garment(session, garment), number)
