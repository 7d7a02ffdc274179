"""Sold pieces: which run a purchase is from, and how many were sold and returned of each run."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import CountKind, Garment, GarmentColour, GarmentSize, ProductionRound, Purchase, User, now
from app.services.counts import list_newest, record_count
from app.services.matching import cut_day, was_cut_in
from app.services.selling import note_sale


@dataclass(frozen=True)
class Pieces:
    """What the orders of a garment tell: pieces by runs, pieces of no known run, orders of two sizes."""

    sold: int
    returned: int
    unplaced: int
    bracketed: int
    kept: int
    """Counts that were higher before: the orders do not hold all that was sold."""


class _Line(NamedTuple):
    """A purchase as far as it is counted; of a garment there are tens of thousands, too many to make objects of."""

    line_key: str
    order_key: str
    size_id: int
    colour_id: int | None
    round_id: int | None
    quantity: int
    returned: int
    ordered_at: datetime


class _Cut(NamedTuple):
    """A run as far as a piece of one size and colour may be from it: since when, and how many it had."""

    round_id: int
    day: date
    pieces: int


def settle_rounds(session: Session, garment: Garment) -> None:
    """Say of each purchase which run it must be from; where an older run may still have been on sale, it is unknown.

    The newest run that was cut by then has it if it is the only one, or if all older ones had sold out before.
    """
    by_article: dict[tuple[int, int | None], list[_Line]] = defaultdict(list)
    for line in _list_lines(session, garment):
        by_article[line.size_id, line.colour_id].append(line)
    sizes, colours = {each.id: each for each in garment.sizes}, {each.id: each for each in garment.colours}
    moved = []
    for (size_id, colour_id), lines in by_article.items():
        size, colour = sizes[size_id], colours.get(colour_id) if colour_id else None
        can_tell = colour is not None or not colours
        rounds = [each for each in garment.rounds if can_tell and was_cut_in(each, size, colour)]
        cut = [_Cut(each.id, cut_day(each), _pieces_cut(each, size, colour)) for each in rounds]
        gone = 0
        for line in lines:
            round_id = _find_round(line.ordered_at.date(), cut, gone)
            if round_id != line.round_id:
                moved.append({"line_key": line.line_key, "round_id": round_id})
            gone += line.quantity - line.returned
    if moved:
        session.execute(update(Purchase), moved)
        for each in session.identity_map.values():
            if isinstance(each, Purchase):
                session.expire(each, ["round_id", "production_round"])


def count_pieces(
    session: Session,
    garment: Garment,
    *,
    counted_on: date | None = None,
    may_lower: bool = False,
    user: User | None = None,
) -> Pieces:
    """Count into the runs of a garment what was sold and returned as of a day, and return the sums.

    What somebody counted before is not lowered by a file that holds a part of the orders; `may_lower` where orders
    that were counted before have changed.
    """
    lines = _list_lines(session, garment)
    placed: dict[tuple[int, int], list[_Line]] = defaultdict(list)
    for line in lines:
        if line.round_id is not None:
            placed[line.round_id, line.size_id].append(line)
    rounds, colours = {each.id: each for each in garment.rounds}, {each.id: each for each in garment.colours}
    sizes = {each.id: each for each in garment.sizes}
    sold: dict[tuple[ProductionRound, GarmentSize, GarmentColour | None], list[int]] = defaultdict(lambda: [0, 0])
    for (round_id, size_id), own in placed.items():
        production_round, size = rounds[round_id], sizes[size_id]
        by_colour = _counts_by_colour(production_round, size)
        for line in own:
            colour = colours[line.colour_id] if by_colour and line.colour_id else None
            counts = sold[production_round, size, colour]
            counts[0] += line.quantity
            counts[1] += line.returned
    kept = 0
    for (production_round, size, colour), counts in sold.items():
        for kind, quantity in zip((CountKind.SOLD, CountKind.RETURNED), counts, strict=True):
            before = list_newest(production_round).get((kind, size.id, colour.id if colour else None), 0)
            if not may_lower and before > quantity:
                kept += 1
                continue
            sold_out_on = _find_last_day(production_round, kind, size, colour, placed[production_round.id, size.id])
            record_count(
                session, production_round, kind=kind, size=size.name, quantity=quantity,
                colour=colour.name if colour else None, counted_on=sold_out_on or counted_on or now().date(), user=user,
            )  # fmt: skip
    _note_sales(session, rounds, lines, user)
    return Pieces(
        sold=sum(counts[0] for counts in sold.values()),
        returned=sum(counts[1] for counts in sold.values()),
        unplaced=sum(line.quantity for line in lines if line.round_id is None),
        bracketed=_count_bracketed(lines),
        kept=kept,
    )


def _find_last_day(
    production_round: ProductionRound, kind: CountKind, size: GarmentSize, colour: GarmentColour | None,
    lines: Iterable[_Line],
) -> date | None:  # fmt: skip
    """The day of the order that took a run's last piece of a size and colour, unless it was counted later already.

    The lines are those of the run and the size.
    """
    pieces = _pieces_cut(production_round, size, colour) if kind is CountKind.SOLD else 0
    counted = [row.counted_on for row in production_round.counts if row.kind is kind and row.size_id == size.id]
    for line in lines if pieces > 0 else ():
        pieces -= line.quantity if colour is None or line.colour_id == colour.id else 0
        if pieces <= 0:
            day = line.ordered_at.date()
            return day if day >= max(counted, default=day) else None
    return None


def _note_sales(
    session: Session, rounds: Mapping[int, ProductionRound], lines: Iterable[_Line], user: User | None
) -> None:
    """A run is on sale from its first order on, where nobody has said since when."""
    for line in lines:
        placed = rounds[line.round_id] if line.round_id is not None else None
        if placed is not None and placed.on_sale_on is None:
            note_sale(session, placed, max(line.ordered_at.date(), cut_day(placed)), user=user)


def _list_lines(session: Session, garment: Garment) -> list[_Line]:
    """The purchases of a garment, the oldest first."""
    query = select(*(getattr(Purchase, name) for name in _Line._fields)).where(Purchase.garment_id == garment.id)
    return [_Line(*row) for row in session.execute(query.order_by(Purchase.ordered_at, Purchase.line_key))]


def _find_round(day: date, cut: Sequence[_Cut], gone: int) -> int | None:
    on_sale = [each for each in cut if each.day <= day]
    if not on_sale:
        return None
    older = sum(each.pieces for each in on_sale[:-1])
    return on_sale[-1].round_id if len(on_sale) == 1 or gone >= older else None


def _pieces_cut(production_round: ProductionRound, size: GarmentSize, colour: GarmentColour | None) -> int:
    """How many pieces a run had of a size and colour: those counted after the cut, else those planned."""
    colour_ids = {None, colour.id if colour else None}
    counts = [
        row
        for row in production_round.counts
        if row.kind is CountKind.CUT and row.size_id == size.id and row.colour_id in colour_ids
    ]
    if counts:
        return max(counts, key=lambda row: row.counted_on).quantity
    return sum(
        row.planned for row in production_round.quantities if row.size_id == size.id and row.colour_id in colour_ids
    )


def _counts_by_colour(production_round: ProductionRound, size: GarmentSize) -> bool:
    """Whether pieces of a size are counted by colour: a count without one and counts with would be added up."""
    sold = {
        row.colour_id
        for row in production_round.counts
        if row.size_id == size.id and row.kind in (CountKind.SOLD, CountKind.RETURNED)
    }
    planned = {row.colour_id for row in production_round.quantities if row.size_id == size.id}
    return None not in (sold or planned)


def _count_bracketed(lines: Iterable[_Line]) -> int:
    orders: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        orders[line.order_key].append(line)
    return sum(
        len({line.size_id for line in own}) > 1
        and 0 < sum(line.returned for line in own) < sum(line.quantity for line in own)
        for own in orders.values()
    )
