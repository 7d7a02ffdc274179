"""Files of orders: the orders of a shop, their lines, and which pieces were refunded."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from app.errors import RuleError
from app.services.formats import csv_table
from app.services.formats.csv_table import Row, Table, fold_column
from app.services.reading_dates import DateOrder, read_moment, settle_order
from app.services.shop_exports import list_columns

COLUMNS = {
    "order": ("name", "order", "order_name", "order_number", "order_id"),
    "email": ("email", "customer_email"),
    "created": ("created_at", "ordered_at", "order_date", "date"),
    "cancelled": ("cancelled_at", "canceled_at"),
    "status": ("financial_status", "status"),
    "refunded": ("refunded_amount", "refund"),
    "total": ("total",),
    "subtotal": ("subtotal",),
    "shipping": ("shipping",),
    "quantity": ("lineitem_quantity", "quantity"),
    "item": ("lineitem_name", "item", "title"),
    "price": ("lineitem_price", "price"),
    "discount": ("lineitem_discount",),
    "sku": ("lineitem_sku", "sku"),
}
NEEDED = {"order": "Name", "created": "Created at", "quantity": "Lineitem quantity"}

NEVER_SOLD = frozenset({"voided", "expired"})

CENT = Decimal("0.01")
FINEST = CENT / 100
"""The finest sum that is told apart: a discount shared by pieces has parts of a cent."""
SUM_MAX = 10**9
"""More than any order comes to, in any currency."""

PIECES_MAX = 12
"""Pieces of an order among which a refund is looked for; with more, too many ways lead to the same sum."""


@dataclass
class OrderLine:
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
    paid_for_pieces: Sequence[Decimal]
    """What all pieces may have cost: after discounts on the whole order, without taxes on top and with them."""
    lines: list[OrderLine] = field(default_factory=list)


def read_orders(content: bytes, dates: DateOrder | None, rejects: list[tuple[int, str]]) -> list[Order]:
    """Return the orders of a file; what is about an order as a whole stands on its first line only.

    Lines that cannot be read join `rejects`.
    """
    table = csv_table.read(content)
    columns = _map(table)
    date_order = settle_order((row.cells.get(columns["created"], "") for row in table.rows), dates)
    orders: dict[str, Order] = {}
    for row in table.rows:
        said = {name: row.cells.get(column, "") for name, column in columns.items()}
        try:
            _read_line(row, said, orders, date_order)
        except RuleError as refusal:
            rejects.append((row.line, refusal.message))
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
            said.get("status", "").casefold(), _list_paid(said),
        )  # fmt: skip
    quantity = int(said["quantity"])
    price, discount = read_money(said.get("price", "")), read_money(said.get("discount", ""))
    if price is not None and quantity and discount:
        price -= discount / quantity
    order.lines.append(OrderLine(row.line, said.get("sku", ""), said.get("item", ""), quantity, price))


def read_money(text: str) -> Decimal | None:
    """Return an amount of money written as 89.00, 1,089.00 or 1.089,00, or None where there is none."""
    text = text.strip().strip("€$£ ")
    if "," in text and text.rfind(",") > text.rfind("."):
        whole, _, cents = text.rpartition(",")
        text = f"{whole.replace('.', '').replace(',', '')}.{cents}" if len(cents) <= 2 else whole + cents
    try:
        amount = Decimal(text.replace(",", "")).quantize(FINEST)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) <= SUM_MAX else None


def last_day(orders: Iterable[Order]) -> date | None:
    """Return the day of the newest order: what is counted is counted as of then."""
    return max((order.created_at.date() for order in orders if order.created_at), default=None)


def settle_refund(order: Order) -> bool:
    """Say which pieces of an order came back, from the sum that was refunded; return whether that can be told."""
    if order.refunded <= 0 and order.status != "refunded":
        return True
    if order.status == "refunded" or (order.total is not None and order.refunded >= order.total):
        for line in order.lines:
            line.returned = line.quantity
        return True
    ways = _ways_to(order.refunded, order.lines) or _ways_as_paid(order)
    if len(ways) == 1:
        for line, returned in zip(order.lines, ways[0], strict=True):
            line.returned = returned
    return len(ways) == 1


def _list_paid(said: Mapping[str, str]) -> list[Decimal]:
    """What an order says that its pieces cost together, where it says so: without its taxes, and with them."""
    subtotal, total = read_money(said.get("subtotal", "")), read_money(said.get("total", ""))
    with_taxes = total - (read_money(said.get("shipping", "")) or 0) if total is not None else None
    return [paid for paid in (subtotal, with_taxes) if paid]


def _ways_as_paid(order: Order) -> list[tuple[int, ...]]:
    """The ways to a refund whose pieces bear their share of a discount on the order, or of taxes on top of it.

    Such shares are rounded to the cent, piece by piece.
    """
    if any(line.price is None for line in order.lines):
        return []
    listed = sum(((line.price or Decimal(0)) * line.quantity for line in order.lines), Decimal(0))
    ways: dict[tuple[int, ...], None] = {}
    leeway = CENT * sum(line.quantity for line in order.lines)
    for paid in order.paid_for_pieces if listed else ():
        ways |= dict.fromkeys(_ways_to(order.refunded * listed / paid, order.lines, leeway=leeway * listed / paid))
    return list(ways)


def _ways_to(amount: Decimal, lines: Sequence[OrderLine], *, leeway: Decimal = CENT / 2) -> list[tuple[int, ...]]:
    """How many pieces of each line came back, in each way that comes to the amount within a leeway."""
    if sum(line.quantity for line in lines) > PIECES_MAX or any(line.price is None for line in lines):
        return []
    return [
        counts
        for counts in itertools.product(*(range(line.quantity + 1) for line in lines))
        if abs(sum((line.price or 0) * count for line, count in zip(lines, counts, strict=True)) - amount) <= leeway
    ]
