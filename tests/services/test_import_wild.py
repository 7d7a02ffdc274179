"""Whatever stands in the cells of a file: it is stored once, or refused with a sentence."""

import csv
import io
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Feedback, Garment
from app.services import imports
from app.services.formats import csv_table
from app.services.import_files import Options
from app.services.matching import fold_name
from app.services.orders import import_orders
from app.services.plain_words import join_words
from app.services.products import import_products
from app.services.reading_dates import DateOrder, read_moment
from app.services.reading_ratings import read_rating
from tests.cast import make_shirt

pytestmark = pytest.mark.thorough

PRODUCTS = ("Handle", "Title", "Type", "Size", "Color", "Variant SKU", "ID")
ORDERS = ("Name", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem sku", "Refunded Amount", "Email")
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
LIKELY = st.sampled_from(
    [
        "linen-shirt",
        "M",
        "M / Navy",
        "4,6",
        "1",
        "2",
        "Shirt",
        "89.00",
        "Linen shirt - M",
        "05/03/2024",
        "2024-03-05",
        "spam",
        "Perfect!",
        "gid://shopify/Product/5",
        "",
        "- Jo K.",
        "=1+1",
    ]
)
HEADER = ("handle", "text", "rating", "date", "variant", "email", "status", "reviewer_name")
ROWS = st.lists(st.lists(CELLS | LIKELY, min_size=len(HEADER), max_size=len(HEADER)), max_size=6)
WILD = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def shirt(session: Session) -> None:
    """What stays, however often an example is taken back."""
    make_shirt(session)
    session.commit()


@given(ROWS)
@WILD
def test_wild_rows_are_stored_once_or_refused_with_a_sentence(session: Session, shirt: None, rows: list[list[str]]):
    session.rollback()
    content = _as_csv(HEADER, rows)

    first = imports.import_feedback(session, content, file_name="wild.csv", options=Options(dates=DateOrder.DAY_FIRST))
    again = imports.import_feedback(session, content, file_name="wild.csv", options=Options(dates=DateOrder.DAY_FIRST))

    assert again.stored == 0
    assert again.known == first.stored + first.known
    assert first.stored == session.scalar(select(func.count()).select_from(Feedback))
    assert all(reject.reason.endswith((".", "?", "”.")) for reject in first.rejects)


@given(st.lists(st.lists(CELLS | LIKELY, min_size=7, max_size=7), max_size=6))
@WILD
def test_wild_products_and_orders_double_nothing(session: Session, rows: list[list[str]]):
    session.rollback()
    products = _as_csv(["Handle", "Title", "Type", "Size", "Color", "Variant SKU", "ID"], rows)
    orders = _as_csv(
        ["Name", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem sku", "Refunded Amount", "Email"], rows
    )
    import_products(session, products)
    garments = session.scalar(select(func.count()).select_from(Garment))

    assert import_products(session, products).added == []
    import_orders(session, orders, dates=DateOrder.DAY_FIRST)
    again = import_orders(session, orders, dates=DateOrder.DAY_FIRST)

    assert (again.stored, again.changed) == (0, 0)
    assert session.scalar(select(func.count()).select_from(Garment)) == garments


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(content: bytes):
    assert _sentence(csv_table.read, content).endswith(".")


@given(st.lists(st.lists(CELLS | LIKELY, min_size=3, max_size=3), max_size=5))
@example([["＝1+1", " ＠SUM(A1)", "'－1"]])
def test_what_is_written_for_a_spreadsheet_holds_no_formula_and_is_read_back(rows: list[list[str]]):
    written = csv_table.write(["one", "two", "three"], rows)

    for line in csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")):
        assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠")) for cell in line)
    read = [list(row.raw) for row in csv_table.read(written).rows]
    tidied = [[cell.strip() for cell in row] for row in rows]
    assert [row for row in read if any(row)] == [row for row in tidied if any(row)]


@given(CELLS)
def test_any_cell_is_a_date_or_a_rating_or_refused(cell: str):
    assert _sentence(read_moment, cell, None).endswith(".")
    assert _sentence(read_rating, cell).endswith(".")


@pytest.mark.parametrize(
    "cell", ["a" * 200_000, "https://" + "a/" * 100_000, "- " * 100_000, "<" * 100_000, "a@" * 100_000, "1" * 100_000]
)
def test_no_cell_takes_long(cell: str):
    fold_name(cell)
    join_words(cell, cell, author=cell)
    with pytest.raises(RuleError):
        read_moment(cell, None)


def _as_csv(header: Sequence[str], rows: list[list[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([header, *rows])
    return buffer.getvalue().encode()


def _sentence(read: Callable[..., object], *given_to: object) -> str:
    """What a refusal says, or that there was none."""
    try:
        read(*given_to)
    except RuleError as refusal:
        return refusal.message
    return "Read."
