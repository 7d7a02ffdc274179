"""Counts: how many pieces of a round were cut, sold, returned or left over, as of a day."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.models import CountKind, GarmentColour, GarmentSize, ProductionRound, RoundCount, User
from app.services import audit
from app.services.hearing import Answer
from app.services.round_rules import ensure_cut, ensure_not_negative
from app.services.sizes_and_colours import get_colour, get_size


def record_count(
    session: Session,
    production_round: ProductionRound,
    *,
    kind: CountKind,
    size: str,
    quantity: int,
    counted_on: date,
    colour: str | None = None,
    user: User | None = None,
) -> RoundCount:
    """Return the dated count of a size: all pieces so far, not those since the last count.

    A second count of the same day replaces the first.
    """
    garment = production_round.garment
    ensure_cut(session, production_round)
    counted = get_size(garment, size)
    sold_in = get_colour(garment, colour) if colour else None
    ensure_not_negative(counted, quantity)
    colour_id = sold_in.id if sold_in else None
    same = (kind, counted.id, colour_id, counted_on)
    count = next(
        (row for row in production_round.counts if (row.kind, row.size_id, row.colour_id, row.counted_on) == same), None
    )
    if count is None:
        count = RoundCount(kind=kind, size=counted, colour_id=colour_id, counted_on=counted_on)
        production_round.counts.append(count)
    count.quantity = quantity
    audit.note(session, "counted", production_round, user=user, kind=kind, size=counted.id, quantity=quantity)
    return count


def list_newest(production_round: ProductionRound) -> dict[tuple[CountKind, int, int | None], int]:
    """Return the newest count of each kind, size id and colour id."""
    counts = sorted(production_round.counts, key=lambda row: row.counted_on)
    return {(row.kind, row.size_id, row.colour_id): row.quantity for row in counts}


def find_counted(production_round: ProductionRound, kind: CountKind, size: GarmentSize) -> int | None:
    """Return the pieces of a size in all colours by their newest counts, or None where nobody counted any."""
    newest = list_newest(production_round).items()
    found = [quantity for (of_kind, size_id, _), quantity in newest if (of_kind, size_id) == (kind, size.id)]
    return sum(found) if found else None


def find_planned(production_round: ProductionRound, size: GarmentSize) -> int | None:
    """Return the pieces of a size that are planned in all colours, or None where none were."""
    planned = [row.planned for row in production_round.quantities if row.size_id == size.id]
    return sum(planned) if planned else None


def find_made(production_round: ProductionRound, size: GarmentSize) -> int | None:
    """Return how many pieces of a size there were: as counted after the cut, else as planned; None where not known."""
    cut = find_counted(production_round, CountKind.CUT, size)
    return find_planned(production_round, size) if cut is None else cut


def sold_so_far(session: Session, rounds: Sequence[ProductionRound]) -> dict[int, int]:
    """Return the pieces sold in these rounds by size id, as `sold_by_size` does, of what was just written too."""
    session.flush()
    return sold_by_size(rounds)


def sold_by_size(rounds: Sequence[ProductionRound], *, colour: GarmentColour | None = None) -> dict[int, int]:
    """Return the pieces sold in these rounds by size id, the newest count of each size and colour."""
    sold: dict[int, int] = {}
    for production_round in rounds:
        for (kind, size_id, colour_id), quantity in list_newest(production_round).items():
            if kind is CountKind.SOLD and (colour is None or colour_id == colour.id):
                sold[size_id] = sold.get(size_id, 0) + quantity
    return sold


def is_sold_known(rounds: Sequence[ProductionRound], answers: Collection[Answer]) -> bool:
    """Return whether it was counted what was sold of all that answers are about, so that they tell a share of it."""
    return is_counted(rounds, {each.round_number for each in answers}, {each.size_id for each in answers})


def is_counted(
    rounds: Sequence[ProductionRound],
    numbers: Collection[int | None],
    size_ids: Collection[int | None],
    *,
    colour: GarmentColour | None = None,
) -> bool:
    """Return the same of answers about rounds with these numbers and sizes with these ids, None where they name none.

    Those that name no round may be about any before the newest that was counted.
    """
    sold = {each.number: sold_by_size([each], colour=colour) for each in rounds}
    counted = {number for number, pieces in sold.items() if pieces}
    told = {*numbers} - {None}
    if None in numbers:
        told |= {number for number in sold if number < max(counted, default=0)}
    sizes = {size_id for pieces in sold.values() for size_id in pieces}
    return told <= counted and {*size_ids} - {None} <= sizes
