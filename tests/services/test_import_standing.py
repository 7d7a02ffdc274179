"""Rows that came before: what is known is not doubled, what changed is shown, what was erased stays away."""

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from app.models import Feedback, Garment, RejectKind
from app.services import imports
from app.services.feedback import erase_feedback
from app.services.import_files import Options
from app.services.tombstones import ERASED
from tests.cast import make_shirt
from tests.services.importing import FILES, SHOP, import_file, import_text, list_stored, make_sold_shirt


def test_importing_again_adds_nothing(session: Session):
    for _ in range(2):
        run = imports.import_feedback(session, SHOP, file_name="shop.csv", options=Options(add_garments=True))

    assert (run.stored, run.known) == (0, 2)
    assert session.scalar(select(func.count()).select_from(Feedback)) == 2


def test_equal_rows_without_an_id_are_two_and_stay_two(session: Session):
    shirt = make_shirt(session)
    for _ in range(2):
        run = import_text(session, "text\nPerfect!\nPerfect!\n", garment=shirt)

    assert (run.stored, run.known) == (0, 2)
    assert session.scalar(select(func.count()).select_from(Feedback)) == 2


def test_what_came_in_part_is_known_the_next_time(session: Session):
    shirt = make_shirt(session)
    for _ in range(2):
        run = import_text(session, "text,size,date\nLong.,XXL,soon\n", garment=shirt)

    assert (run.stored, run.known, run.rejects) == (0, 1, [])


@pytest.mark.parametrize("days", [("2026-03-05", "5 mrt 2026"), ("5 mrt 2026", "2026-03-05"), ("5 mrt 2026", "")])
def test_the_same_words_of_a_customer_are_one_answer_where_a_day_cannot_be_read(
    session: Session, days: tuple[str, str]
):
    shirt = make_shirt(session)
    for day in days:
        run = import_text(session, f"text,email,date\nLong.,mia@example.com,{day}\n", garment=shirt)

    assert (run.stored, run.known) == (0, 1)
    rows = "text,email,date,rating\nShort.,mia@example.com,soon,\n,mia@example.com,soon,5\n"
    assert import_text(session, rows, garment=shirt).stored == 2
    assert import_text(session, rows.replace("soon", "2026-03-06"), garment=shirt).known == 1


def test_an_erased_answer_does_not_come_back(session: Session):
    shirt = make_shirt(session)
    import_text(session, "id,text\n1,Long.\n", garment=shirt)
    erase_feedback(session, session.scalars(select(Feedback)).one())

    run = import_text(session, "id,text\n1,Long.\n", garment=shirt)

    assert run.stored == 0
    assert session.scalar(select(func.count()).select_from(Feedback)) == 0
    assert "erased" in run.rejects[0].reason


@pytest.mark.sqlite
def test_what_customers_said_before_is_looked_for_by_the_customer(session: Session):
    """SQLite counts nothing: left to itself, it goes through all reviews for each chunk of a file."""
    shirt = make_shirt(session)
    asked: list[tuple[str, tuple[str, ...]]] = []
    event.listen(session.connection(), "before_cursor_execute", lambda *call: asked.append(call[2:4]))

    rows = "".join(f"Long.,mia{place}@example.com\n" for place in range(200))
    import_text(session, f"text,email\n{rows}", garment=shirt)

    [(question, values)] = [each for each in asked if "feedback.customer_key IN" in each[0]]
    [plan] = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", values)
    assert "ix_feedback_customer_key" in plan.detail


@pytest.mark.parametrize("name", ["judgeme", "loox", "shopify_reviews", "yotpo", "okendo", "powerreviews", "loop"])
def test_importing_again_adds_nothing_in_whatever_order_and_encoding(session: Session, shirt: Garment, name: str):
    first = import_file(session, name)
    header, *lines = (FILES / f"{name}.csv").read_text().splitlines()
    turned = "\r\n".join([header, *reversed(lines)]).encode("utf-16")

    again = import_file(session, name, content=turned)

    assert (again.stored, again.known, again.changed) == (0, first.stored, 0)
    assert len(list_stored(session)) == first.stored


def test_an_overlapping_file_adds_only_what_is_new(session: Session, shirt: Garment):
    whole = (FILES / "judgeme.csv").read_text().splitlines(keepends=True)
    import_file(session, "judgeme", content="".join(whole[:3]).encode())

    run = import_file(session, "judgeme", content="".join([whole[0], *whole[2:]]).encode())

    assert (run.stored, run.known) == (2, 1)


def test_a_row_that_changed_is_shown_and_what_is_stored_stays(session: Session, shirt: Garment):
    import_file(session, "loox")
    changed = (FILES / "loox.csv").read_text().replace("Sits well", "Hangs well")

    run = import_file(session, "loox", content=changed.encode())

    assert (run.stored, run.known, run.changed) == (0, 2, 1)
    assert run.rejects[0].kind is RejectKind.CHANGED
    assert list_stored(session)[0].comment == "Sits well on the shoulders."


def test_other_words_of_a_customer_on_one_day_are_asked_about(session: Session, shirt: Garment):
    import_file(session, "shopify_reviews")
    changed = (FILES / "shopify_reviews.csv").read_text().replace("A little short", "Much too short").encode()

    asked = import_file(session, "shopify_reviews", content=changed)
    taken = import_file(session, "shopify_reviews", content=changed, as_new=True)

    assert (asked.stored, [each.kind for each in asked.rejects]) == (0, [RejectKind.ALIKE])
    assert taken.stored == 1


def test_an_erased_review_without_an_id_does_not_come_back(session: Session, shirt: Garment):
    import_file(session, "judgeme")
    erase_feedback(session, list_stored(session)[1])

    run = import_file(session, "judgeme")

    assert (run.stored, run.known) == (0, 3)
    assert run.rejects[0].reason == ERASED


@pytest.fixture
def shirt(session: Session) -> Garment:
    return make_sold_shirt(session)
