"""What is planned of a run, which may change until it is cut: its day, its fabric, its revision, its pieces."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Garment, GarmentColour, GarmentSize, PatternRevision, ProductionRound, RoundQuantity, User
from app.services import audit
from app.services.revisions import ensure_not_superseded
from app.services.round_rules import ensure_changeable, ensure_not_negative, hold_round
from app.services.sizes_and_colours import get_colour, get_size

Pieces = Mapping[str | None, Mapping[str, int]]
"""Pieces by size name in each colour's name; None stands for all colours."""


def change_round(
    session: Session,
    production_round: ProductionRound,
    *,
    cut_on: date | None = None,
    planned: Mapping[str, int] | None = None,
    colour: str | None = None,
    fabric_lot: str | None = None,
    revision: PatternRevision | None = None,
    user: User | None = None,
) -> ProductionRound:
    """Change what is named of a planned round; planned pieces replace those of the same colour."""
    return change_plan(
        session, production_round, cut_on=cut_on or production_round.cut_on,
        fabric_lot=fabric_lot or production_round.fabric_lot, revision=revision or production_round.revision,
        pieces={} if planned is None else {colour: planned}, user=user,
    )  # fmt: skip


def change_plan(
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
    hold_round(session, production_round)
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


def ensure_usable(garment: Garment, revision: PatternRevision) -> None:
    """Refuse to cut a round on a revision of another garment, or on one that a newer one has replaced."""
    if revision.garment is not garment:
        raise RuleError(f"That revision belongs to {revision.garment.name}.", field="revision")
    ensure_not_superseded(revision)


def read_quantities(garment: Garment, planned: Mapping[str, int]) -> dict[GarmentSize, int]:
    """Return pieces by the sizes that are named; refuse a size that the garment has not, and fewer than none."""
    quantities = {get_size(garment, name): quantity for name, quantity in planned.items()}
    for size, quantity in quantities.items():
        ensure_not_negative(size, quantity)
    return quantities


def plan_quantities(
    session: Session,
    production_round: ProductionRound,
    quantities: Mapping[GarmentSize, int],
    colour: GarmentColour | None,
) -> None:
    """Replace what was planned in this colour."""
    for row in [row for row in production_round.quantities if row.colour is colour]:
        production_round.quantities.remove(row)
        session.delete(row)
    session.flush()
    for size, quantity in quantities.items():
        production_round.quantities.append(RoundQuantity(size=size, colour=colour, planned=quantity))
