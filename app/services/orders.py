"""Orders: a shop's file of orders becomes purchases, and those the sold and returned pieces of each run."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import Article, Garment, GarmentColour, GarmentSize, Purchase, User
from app.services import jobs
from app.services.feedback import key_author, key_customer
from app.services.garments import get_garment_by_id, hold_garment
from app.services.matching import Names, find_names, load_garment_ids, read_variant
from app.services.order_files import Order, OrderLine, last_day, read_orders, settle_refund
from app.services.purchases import KEYS, recover_pieces
from app.services.reading_dates import DateOrder
from app.services.sold_pieces import count_pieces, settle_rounds

UNREADABLE = "Nobody can tell from the sum which of its pieces were refunded; all are counted as kept."


@dataclass
class OrdersTaken:
    """What came of a file of orders: purchases new, changed and known, which lines were left out, what it told."""

    stored: int = 0
    changed: int = 0
    known: int = 0
    rejects: list[tuple[int, str]] = field(default_factory=list)
    sold: int = 0
    returned: int = 0
    unplaced: int = 0
    """Pieces that nobody can tell the run of."""
    bracketed: int = 0
    """Orders of two sizes of one style of which some went back: a trial at home, never a fault."""
    kept: int = 0
    """Counts of runs that were higher before and stay: the file does not hold all orders."""
    recovered: int = 0
    """Answers whose size is known now."""


def import_orders(
    session: Session, content: bytes, *, dates: DateOrder | None = None, user: User | None = None
) -> OrdersTaken:
    """Return what came of a shop's orders; overlapping files may come, the newest word on a line holds.

    The e-mail becomes a keyed hash that tells which size a reviewer bought, and is dropped.
    """
    taken = OrdersTaken()
    orders = read_orders(content, dates, taken.rejects)
    for garment_id in sorted(store_orders(session, orders, load_garment_ids(session), taken)):
        settle_garment(session, garment_id, taken, counted_on=last_day(orders), may_lower=taken.changed > 0, user=user)
    taken.rejects.sort()
    return taken


def store_orders(session: Session, orders: Sequence[Order], ids: Mapping[str, int], taken: OrdersTaken) -> set[int]:
    """Store orders as purchases; returns the garments that they touch, which go by the names of these ids."""
    names = _find_names(session, orders, ids)
    lines: list[Purchase] = []
    for order in orders:
        if not settle_refund(order):
            taken.rejects.append((order.line, UNREADABLE))
        lines += _read_purchases(session, order, names, taken)
    known = _list_known(session, [each.line_key for each in lines])
    for purchase in lines:
        _store_line(session, purchase, known, taken)
    session.flush()
    return {each.garment_id for each in lines}


def settle_garment(
    session: Session,
    garment_id: int,
    taken: OrdersTaken,
    *,
    counted_on: date | None,
    may_lower: bool,
    user: User | None = None,
) -> None:
    """Count anew what was sold of a garment, give reviewers the size they bought, and have its evidence weighed."""
    garment = get_garment_by_id(session, garment_id)
    hold_garment(session, garment)
    settle_rounds(session, garment)
    pieces = count_pieces(session, garment, counted_on=counted_on, may_lower=may_lower, user=user)
    taken.sold += pieces.sold
    taken.returned += pieces.returned
    taken.unplaced += pieces.unplaced
    taken.bracketed += pieces.bracketed
    taken.kept += pieces.kept
    taken.recovered += recover_pieces(session, garment)
    jobs.request_weighing(session, garment, user=user)


def count_touched(session: Session, orders: Sequence[Order]) -> tuple[int, int]:
    """Return how many garments these orders touch, and how many purchases of those are known: all count anew."""
    names = _find_names(session, orders, load_garment_ids(session))
    touched = set()
    for order in orders:
        for line in order.lines:
            with suppress(RuleError):
                touched.add(_find_piece(line, names)[0].id)
    bought = select(func.count()).select_from(Purchase).where(Purchase.garment_id.in_(touched))
    return len(touched), session.scalars(bought).one()


def _find_names(session: Session, orders: Iterable[Order], ids: Mapping[str, int]) -> Names:
    """What the lines of these orders may mean: with many SKUs, all of them are too many to read for a few orders."""
    lines = [line for order in orders for line in order.lines]
    return find_names(session, ids, {_split_item(line)[0] for line in lines}, {line.sku for line in lines})


def _read_purchases(session: Session, order: Order, names: Names, taken: OrdersTaken) -> list[Purchase]:
    """The lines of an order that are about garments."""
    purchases = []
    places: Counter[str] = Counter()
    for line in order.lines:
        what = (line.sku or line.item).casefold()
        places[what] += 1
        try:
            if order.created_at is None:
                raise RuleError("It does not say when it was ordered.")
            garment, size, colour = _find_piece(line, names)
        except RuleError as refusal:
            taken.rejects.append((line.line, refusal.message))
            continue
        purchase = Purchase(
            line_key=key_author(session, "order", order.name, what, str(places[what])),
            order_key=key_author(session, "order", order.name), customer_key=key_customer(session, order.email),
            garment_id=garment.id, size_id=size.id, colour_id=colour.id if colour else None,
            quantity=0 if order.cancelled else line.quantity, returned=0 if order.cancelled else line.returned,
            ordered_at=order.created_at,
        )  # fmt: skip
        purchases.append(purchase)
    return purchases


def _list_known(session: Session, line_keys: Sequence[str]) -> dict[str, Purchase]:
    """The lines that earlier files told, by their keys."""
    known: dict[str, Purchase] = {}
    for place in range(0, len(line_keys), KEYS):
        query = select(Purchase).where(Purchase.line_key.in_(line_keys[place : place + KEYS]))
        known |= {each.line_key: each for each in session.scalars(query)}
    return known


def _store_line(session: Session, purchase: Purchase, known: dict[str, Purchase], taken: OrdersTaken) -> None:
    before = known.get(purchase.line_key)
    if before is None:
        session.add(purchase)
        known[purchase.line_key] = purchase
        taken.stored += 1
    elif (before.quantity, before.returned) == (purchase.quantity, purchase.returned):
        taken.known += 1
    else:
        before.quantity, before.returned = purchase.quantity, purchase.returned
        taken.changed += 1


def _find_piece(line: OrderLine, names: Names) -> tuple[Garment, GarmentSize, GarmentColour | None]:
    """The garment, size and colour of a line: by its SKU, else by "Linen shirt - M / Navy"."""
    article: Article | None = names.find_article(line.sku)
    if article is not None and article.size is not None:
        return article.garment, article.size, article.colour
    title, variant = _split_item(line)
    garment = article.garment if article else names.find_garment(title)
    if garment is None:
        raise NotFound(f"There is no garment with the SKU “{line.sku[:40]}” or the name “{title[:80]}”.")
    size, colour = read_variant(garment, variant) if variant is not None else (None, None)
    if size is None:
        raise RuleError(f"It does not say which size of {garment.name} it is.")
    return garment, size, colour


def _split_item(line: OrderLine) -> tuple[str, str | None]:
    """The title of a garment and its variant; "Linen shirt" tells none."""
    title, _, variant = line.item.rpartition(" - ")
    return (title, variant) if title else (line.item, None)
