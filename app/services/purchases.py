"""Purchases: which run a sold piece is from, how many were sold and returned, which size a reviewer bought."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import (
    CountKind,
    Feedback,
    Garment,
    GarmentColour,
    GarmentSize,
    ProductionRound,
    Purchase,
    User,
    now,
)
from app.services.counts import list_newest, record_count
from app.services.matching import cut_day, was_cut_in
from app.services.selling import note_sale

T = TypeVar("T")

KEYS = 500
"""Customers that are asked for at a time."""


@dataclass(frozen=True)
class Pieces:
    """What the orders of a garment tell: pieces by runs, pieces of no known run, orders of two sizes."""

    sold: int
    returned: int
    unplaced: int
    bracketed: int
    kept: int
    """Counts that were higher before: the orders do not hold all that was sold."""


@dataclass(frozen=True)
class Piece:
    """What a customer kept: its size, and colour and run where they are known."""

    size_id: int
    colour_id: int | None
    round_id: int | None


def settle_rounds(session: Session, garment: Garment) -> None:
    """Say of each purchase which run it must be from; where an older run may still have been on sale, it is unknown.

    The newest run that was cut by then has it if it is the only one, or if all older ones had sold out before.
    """
    by_article: dict[tuple[int, int | None], list[Purchase]] = defaultdict(list)
    for purchase in _list_purchases(session, garment):
        by_article[purchase.size_id, purchase.colour_id].append(purchase)
    for purchases in by_article.values():
        size, colour = purchases[0].size, purchases[0].colour
        rounds = [each for each in garment.rounds if was_cut_in(each, size, colour)]
        gone = 0
        for purchase in purchases:
            purchase.production_round = _find_round(purchase, rounds, size, colour, gone)
            gone += purchase.quantity - purchase.returned
    session.flush()


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
    purchases = _list_purchases(session, garment)
    sold: dict[tuple[ProductionRound, GarmentSize, GarmentColour | None], list[int]] = defaultdict(lambda: [0, 0])
    for purchase in purchases:
        if purchase.production_round is not None:
            colour = purchase.colour if _counts_by_colour(purchase.production_round, purchase.size) else None
            counts = sold[purchase.production_round, purchase.size, colour]
            counts[0] += purchase.quantity
            counts[1] += purchase.returned
    kept = 0
    for (production_round, size, colour), counts in sold.items():
        for kind, quantity in zip((CountKind.SOLD, CountKind.RETURNED), counts, strict=True):
            before = list_newest(production_round).get((kind, size.id, colour.id if colour else None), 0)
            if not may_lower and before > quantity:
                kept += 1
                continue
            sold_out_on = _find_last_day(production_round, kind, size, colour, purchases)
            record_count(
                session, production_round, kind=kind, size=size.name, quantity=quantity,
                colour=colour.name if colour else None, counted_on=sold_out_on or counted_on or now().date(), user=user,
            )  # fmt: skip
    _note_sales(session, purchases, user)
    return Pieces(
        sold=sum(counts[0] for counts in sold.values()),
        returned=sum(counts[1] for counts in sold.values()),
        unplaced=sum(purchase.quantity for purchase in purchases if purchase.production_round is None),
        bracketed=_count_bracketed(purchases),
        kept=kept,
    )


def _find_last_day(
    production_round: ProductionRound, kind: CountKind, size: GarmentSize, colour: GarmentColour | None,
    purchases: Iterable[Purchase],
) -> date | None:  # fmt: skip
    """The day of the order that took a run's last piece of a size and colour, unless it was counted later already."""
    pieces = _pieces_cut(production_round, size, colour) if kind is CountKind.SOLD else 0
    counted = [row.counted_on for row in production_round.counts if row.kind is kind and row.size_id == size.id]
    for purchase in purchases:
        if purchase.production_round is production_round and purchase.size_id == size.id and pieces > 0:
            pieces -= purchase.quantity if colour is None or purchase.colour is colour else 0
            day = purchase.ordered_at.date()
            if pieces <= 0:
                return day if day >= max(counted, default=day) else None
    return None


def _note_sales(session: Session, purchases: Sequence[Purchase], user: User | None) -> None:
    """A run is on sale from its first order on, where nobody has said since when."""
    for purchase in purchases:
        placed = purchase.production_round
        if placed is not None and placed.on_sale_on is None:
            note_sale(session, placed, max(purchase.ordered_at.date(), cut_day(placed)), user=user)


def recover_pieces(session: Session, garment: Garment) -> int:
    """Give answers of unknown size the one that their customer bought and kept; returns how many."""
    unknown = select(Feedback).where(
        Feedback.garment_id == garment.id, Feedback.size_id.is_(None), Feedback.customer_key.is_not(None)
    )
    bought = select(Purchase.customer_key).where(Purchase.garment_id == garment.id)
    answers = session.scalars(unknown.where(Feedback.customer_key.in_(bought))).all()
    pieces = find_pieces(session, {each.customer_key for each in answers if each.customer_key})
    known = [(each, piece) for each in answers if (piece := pieces.get((each.customer_key or "", garment.id)))]
    for feedback, piece in known:
        feedback.size_id = piece.size_id
        feedback.colour_id = feedback.colour_id or piece.colour_id
        feedback.round_id = feedback.round_id or piece.round_id
    session.flush()
    for feedback, _ in known:
        session.expire(feedback, ["size", "colour", "production_round"])
    return len(known)


def find_pieces(session: Session, customer_keys: Collection[str]) -> dict[tuple[str, int], Piece]:
    """Return the pieces that these customers bought and kept, by customer and garment, where that can be told.

    Who bought two sizes of a style has told nothing, unless one of them went back.
    """
    bought: dict[tuple[str, int], list[Purchase]] = defaultdict(list)
    wanted = sorted(customer_keys)
    for place in range(0, len(wanted), KEYS):
        asked = Purchase.customer_key.in_(wanted[place : place + KEYS])
        query = select(Purchase).where(asked, Purchase.quantity > 0)
        for purchase in session.scalars(query.order_by(Purchase.ordered_at, Purchase.line_key)):
            bought[purchase.customer_key or "", purchase.garment_id].append(purchase)
    return {whose: piece for whose, purchases in bought.items() if (piece := _find_piece(purchases))}


def find_trials(session: Session, customer_keys: Collection[str]) -> dict[tuple[str, int], set[str]]:
    """Return the sizes of a style that these customers ordered together and kept some of, by customer and garment."""
    together = (
        select(Purchase.order_key, Purchase.garment_id)
        .where(Purchase.customer_key.in_(customer_keys), Purchase.quantity > 0)
        .group_by(Purchase.order_key, Purchase.garment_id)
        .having(
            func.count(Purchase.size_id.distinct()) > 1,
            func.sum(Purchase.returned) < func.sum(Purchase.quantity),
        )
        .subquery()
    )
    query = (
        select(Purchase.customer_key, Purchase.garment_id, GarmentSize.name)
        .join(
            together,
            and_(Purchase.order_key == together.c.order_key, Purchase.garment_id == together.c.garment_id),
        )
        .join(GarmentSize, GarmentSize.id == Purchase.size_id)
        .where(Purchase.quantity > 0)
    )
    sizes: dict[tuple[str, int], set[str]] = defaultdict(set)
    for customer, garment_id, size in session.execute(query):
        sizes[customer or "", garment_id].add(size)
    return sizes


def _list_purchases(session: Session, garment: Garment) -> Sequence[Purchase]:
    query = select(Purchase).where(Purchase.garment_id == garment.id)
    return session.scalars(query.order_by(Purchase.ordered_at, Purchase.line_key)).all()


def _find_piece(bought: Sequence[Purchase]) -> Piece | None:
    kept = [purchase for purchase in bought if purchase.returned < purchase.quantity] or bought
    if len({purchase.size_id for purchase in kept}) != 1:
        return None
    return Piece(
        kept[0].size_id,
        _only([purchase.colour_id for purchase in kept]),
        _only([purchase.round_id for purchase in kept]),
    )


def _find_round(
    purchase: Purchase, rounds: Iterable[ProductionRound], size: GarmentSize, colour: GarmentColour | None, gone: int
) -> ProductionRound | None:
    on_sale = [each for each in rounds if cut_day(each) <= purchase.ordered_at.date()]
    if not on_sale or (colour is None and purchase.garment.colours):
        return None
    older = sum(_pieces_cut(each, size, colour) for each in on_sale[:-1])
    return on_sale[-1] if len(on_sale) == 1 or gone >= older else None


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


def _count_bracketed(purchases: Iterable[Purchase]) -> int:
    orders: dict[str, list[Purchase]] = defaultdict(list)
    for purchase in purchases:
        orders[purchase.order_key].append(purchase)
    return sum(
        len({line.size_id for line in lines}) > 1
        and 0 < sum(line.returned for line in lines) < sum(line.quantity for line in lines)
        for lines in orders.values()
    )


def _only(values: list[T]) -> T | None:
    return values[0] if len(set(values)) == 1 else None
