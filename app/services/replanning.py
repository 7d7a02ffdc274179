"""What is planned of a run, written anew as it stands on its page: its day, its fabric, its revision, its pieces."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.models import PatternRevision, ProductionRound, User
from app.services import audit
from app.services.garments import get_colour, hold_garment
from app.services.rounds import ensure_changeable, ensure_usable, plan_quantities, read_quantities

Pieces = Mapping[str | None, Mapping[str, int]]
"""Pieces by size name in each colour's name; None stands for all colours."""


def replan_round(
    session: Session,
    production_round: ProductionRound,
    *,
    cut_on: date | None,
    fabric_lot: str | None,
    revision: PatternRevision | None,
    pieces: Pieces,
    user: User | None = None,
) -> ProductionRound:
    """Return a planned round as it is planned now: what is not given is not known, colours not named stay as they are.

    Without a revision it is cut on the newest one there is when it is released.
    """
    garment = production_round.garment
    hold_garment(session, garment)
    ensure_changeable(session, production_round)
    by_colour = {
        get_colour(garment, name) if name else None: read_quantities(garment, planned)
        for name, planned in pieces.items()
    }
    if revision is not None and revision is not production_round.revision:
        ensure_usable(garment, revision)
    production_round.cut_on, production_round.fabric_lot = cut_on, fabric_lot
    production_round.revision = revision
    for colour, quantities in by_colour.items():
        plan_quantities(session, production_round, quantities, colour)
    audit.note(session, "changed", production_round, user=user)
    return production_round
