"""Orders: a shop's file of orders becomes purchases, and those the sold and returned pieces of each run."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import Article, Garment, GarmentColour, GarmentSize, Purchase, User
from app.services import jobs
from app.services.exports import list_columns
from app.services.feedback import key_author, key_customer
from app.services.formats import csv_table
from app.services.formats.csv_table import Row, Table, fold_column
from app.services.garments import get_garment_by_id
from app.services.matching import Names, load_names, read_variant
from app.services.purchases import count_pieces, recover_pieces, settle_rounds
from app.services.reading_dates import DateOrder, read_moment, settle_order

COLUMNS = {
    "order": ("name", "order", "order_name", "order_number", "order_id"),
    "email": ("email", "customer_email"),
    "created": ("created_at", "ordered_at", "order_date", "date"),
    "cancelled": ("cancelled_at", "canceled_at"),
    "status": ("financial_status", "status"),
    "refunded": ("refunded_amount", "refund"),
    "total": ("total",),
    "quantity": ("lineitem_quantity", "quantity"),
    "item": ("lineitem_name", "item", "title"),
    "price": ("lineitem_price", "price"),
    "discount": ("lineitem_discount",),
    "sku": ("lineitem_sku", "sku"),
}
NEEDED = {"order": "Name", "created": "Created at", "quantity": "Lineitem quantity"}

NEVER_SOLD = frozenset({"voided", "expired"})

PIECES_MAX = 12
"""Pieces of an order among which a refund is looked for; with more, too many ways lead to the same sum."""

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


@dataclass
class _Line:
    """A line of an order: so many pieces of something."""

    line: int
    sku: str
    item: str
    quantity: int
    price: Decimal | None
    returned: int = 0


@dataclass
class Order:
    """An order as its lines in the file tell it."""

    name: str
    line: int
    email: str
    created_at: datetime | None
    cancelled: bool
    refunded: Decimal
    total: Decimal | None
    status: str
    lines: list[_Line] = field(default_factory=list)


def import_orders(
    session: Session, content: bytes, *, dates: DateOrder | None = None, user: User | None = None
) -> OrdersTaken:
    """Return what came of a shop's orders; overlapping files may come, the newest word on a line holds.

    The e-mail becomes a keyed hash that tells which size a reviewer bought, and is dropped.
    """
    taken = OrdersTaken()
    orders = read_orders(content, dates, taken)
    for garment_id in sorted(store_orders(session, orders, taken)):
        settle_garment(session, garment_id, taken, counted_on=last_day(orders), may_lower=taken.changed > 0, user=user)
    taken.rejects.sort()
    return taken


def store_orders(session: Session, orders: Iterable[Order], taken: OrdersTaken) -> set[int]:
    """Store orders as purchases; returns the garments that they touch."""
    names = load_names(session)
    touched: set[int] = set()
    for order in orders:
        if not _settle_refund(order):
            taken.rejects.append((order.line, UNREADABLE))
        touched |= _store_order(session, order, names, taken)
    session.flush()
    return touched


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
    settle_rounds(session, garment)
    pieces = count_pieces(session, garment, counted_on=counted_on, may_lower=may_lower, user=user)
    taken.sold += pieces.sold
    taken.returned += pieces.returned
    taken.unplaced += pieces.unplaced
    taken.bracketed += pieces.bracketed
    taken.kept += pieces.kept
    taken.recovered += recover_pieces(session, garment)
    jobs.request_weighing(session, garment, user=user)


def last_day(orders: Iterable[Order]) -> date | None:
    """Return the day of the newest order: what is counted is counted as of then."""
    return max((order.created_at.date() for order in orders if order.created_at), default=None)


def read_orders(content: bytes, dates: DateOrder | None, taken: OrdersTaken) -> list[Order]:
    """Return the orders of a file; what is about an order as a whole stands on its first line only."""
    table = csv_table.read(content)
    columns = _map(table)
    date_order = settle_order((row.cells.get(columns["created"], "") for row in table.rows), dates)
    orders: dict[str, Order] = {}
    for row in table.rows:
        said = {name: row.cells.get(column, "") for name, column in columns.items()}
        try:
            _read_line(row, said, orders, date_order)
        except RuleError as refusal:
            taken.rejects.append((row.line, refusal.message))
    return list(orders.values())


def _map(table: Table) -> dict[str, str]:
    by_name = {fold_column(column): column for column in reversed(table.columns)}
    found = {
        name: next(by_name[alias] for alias in aliases if alias in by_name)
        for name, aliases in COLUMNS.items()
        if any(alias in by_name for alias in aliases)
    }
    missing = [NEEDED[name] for name in NEEDED if name not in found]
    if not found.keys() & {"sku", "item"}:
        missing.append("Lineitem sku or Lineitem name")
    if missing:
        raise RuleError(
            f"This file has no column {', '.join(missing)}: it is no file of orders. {list_columns(table.columns)}",
            field="file",
        )
    return found


def _read_line(row: Row, said: Mapping[str, str], orders: dict[str, Order], date_order: DateOrder | None) -> None:
    if row.problem:
        raise RuleError(row.problem)
    name = said["order"]
    if not name:
        raise RuleError("It names no order.")
    if not said["quantity"].isdecimal() or len(said["quantity"]) > 5:
        raise RuleError(f"“{said['quantity'][:40]}” is no number of pieces.")
    order = orders.get(name)
    if order is None:
        order = orders[name] = Order(
            name, row.line, said.get("email", ""), read_moment(said["created"], date_order),
            bool(said.get("cancelled")) or said.get("status", "").casefold() in NEVER_SOLD,
            read_money(said.get("refunded", "")) or Decimal(0), read_money(said.get("total", "")),
            said.get("status", "").casefold(),
        )  # fmt: skip
    quantity = int(said["quantity"])
    price, discount = read_money(said.get("price", "")), read_money(said.get("discount", ""))
    if price is not None and quantity and discount:
        price -= discount / quantity
    order.lines.append(_Line(row.line, said.get("sku", ""), said.get("item", ""), quantity, price))


def read_money(text: str) -> Decimal | None:
    """Return an amount of money written as 89.00, 1,089.00 or 1.089,00, or None where there is none."""
    text = text.strip().strip("€$£ ")
    if "," in text and text.rfind(",") > text.rfind("."):
        whole, _, cents = text.rpartition(",")
        text = f"{whole.replace('.', '').replace(',', '')}.{cents}" if len(cents) <= 2 else whole + cents
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _settle_refund(order: Order) -> bool:
    """Say which pieces of an order came back, from the sum that was refunded; returns whether that can be told."""
    if order.refunded <= 0 and order.status != "refunded":
        return True
    if order.status == "refunded" or (order.total is not None and order.refunded >= order.total):
        for line in order.lines:
            line.returned = line.quantity
        return True
    ways = _ways_to(order.refunded, order.lines)
    if len(ways) == 1:
        for line, returned in zip(order.lines, ways[0], strict=True):
            line.returned = returned
    return len(ways) == 1


def _ways_to(amount: Decimal, lines: Sequence[_Line]) -> list[tuple[int, ...]]:
    if sum(line.quantity for line in lines) > PIECES_MAX or any(line.price is None for line in lines):
        return []
    return [
        counts
        for counts in itertools.product(*(range(line.quantity + 1) for line in lines))
        if abs(sum((line.price or 0) * count for line, count in zip(lines, counts, strict=True)) - amount)
        < Decimal("0.01")
    ]


def _store_order(session: Session, order: Order, names: Names, taken: OrdersTaken) -> set[int]:
    """Store the lines of an order that are about garments; returns which garments they touch."""
    touched = set()
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
        _store_line(session, purchase, taken)
        touched.add(garment.id)
    return touched


def _store_line(session: Session, purchase: Purchase, taken: OrdersTaken) -> None:
    known = session.get(Purchase, purchase.line_key)
    if known is None:
        session.add(purchase)
        taken.stored += 1
    elif (known.quantity, known.returned) == (purchase.quantity, purchase.returned):
        taken.known += 1
    else:
        known.quantity, known.returned = purchase.quantity, purchase.returned
        taken.changed += 1


def _find_piece(line: _Line, names: Names) -> tuple[Garment, GarmentSize, GarmentColour | None]:
    """The garment, size and colour of a line: by its SKU, else by "Linen shirt - M / Navy"."""
    article: Article | None = names.find_article(line.sku)
    if article is not None and article.size is not None:
        return article.garment, article.size, article.colour
    title, _, variant = line.item.rpartition(" - ")
    garment = article.garment if article else names.find_garment(title or line.item)
    if garment is None:
        raise NotFound(f"There is no garment with the SKU “{line.sku[:40]}” or the name “{(title or line.item)[:80]}”.")
    size, colour = read_variant(garment, variant) if title else (None, None)
    if size is None:
        raise RuleError(f"It does not say which size of {garment.name} it is.")
    return garment, size, colour
