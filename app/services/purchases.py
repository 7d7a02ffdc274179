"""Purchases: which size a reviewer bought and kept, and which ones were tried on beside each other."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import Feedback, Garment, GarmentSize, Purchase

T = TypeVar("T")

KEYS = 500
"""Customers that are asked for at a time."""


@dataclass(frozen=True)
class Piece:
    """What a customer kept: its size, and colour and run where they are known."""

    size_id: int
    colour_id: int | None
    round_id: int | None


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


def _find_piece(bought: Sequence[Purchase]) -> Piece | None:
    kept = [purchase for purchase in bought if purchase.returned < purchase.quantity] or bought
    if len({purchase.size_id for purchase in kept}) != 1:
        return None
    return Piece(
        kept[0].size_id,
        _only([purchase.colour_id for purchase in kept]),
        _only([purchase.round_id for purchase in kept]),
    )


def _only(values: list[T]) -> T | None:
    return values[0] if len(set(values)) == 1 else None
