"""A suggested change by size: on what those wear who ask for it."""

from decimal import Decimal

from app.models import Garment
from app.services import points_of_measure, suggested_tables
from app.services.label import get_label
from app.services.suggestions import SuggestedChange
from tests.cast import get_point, make_answers, make_round, make_shirt, make_sleeves_shorter, send_and_receive


def test_a_table_tells_old_and_new_of_the_run_that_is_worn(session):
    shirt = make_shirt(session)
    make_answers(session, shirt, says="sleeve.length/long", reporting=8, of=20)
    point = get_point(session, shirt, "sleeve.length/long")
    change, label = suggest(shirt, per_step_mm=-10), get_label(session)

    on_the_pattern = suggested_tables.build_table(session, point, change, label)
    make_round(session, shirt, locked=True)
    send_and_receive(session, make_sleeves_shorter(session, shirt))
    on_the_run = suggested_tables.build_table(session, point, change, label)

    assert (on_the_pattern.worn, on_the_run.worn) == ("revision 1", "run 1, revision 1")
    assert on_the_pattern.rows == on_the_run.rows
    assert [(row.name, row.old, row.new, row.change) for row in on_the_run.rows] == [
        ("XS", "58.00", "58.00", "0"), ("S", "59.00", "59.00", "0"), ("M", "60.00", "60.00", "0"),
        ("L", "61.00", "60.00", "−1.00"), ("XL", "62.00", "60.00", "−2.00"),
    ]  # fmt: skip
    assert [row.is_base for row in on_the_run.rows] == [False, False, True, False, False]


def test_a_measure_without_values_tells_by_how_much_alone(session):
    shirt = make_shirt(session)
    make_answers(session, shirt, says="sleeve.length/long", reporting=8, of=20)
    point = get_point(session, shirt, "sleeve.length/long")
    shirt.revisions[0].measures.clear()

    table = suggested_tables.build_table(session, point, suggest(shirt, delta_mm=-5), get_label(session))

    assert table.worn is None
    assert {(row.old, row.new, row.change) for row in table.rows} == {(None, None, "−0.50")}


def suggest(shirt: Garment, *, delta_mm: int = 0, per_step_mm: int | None = None) -> SuggestedChange:
    """What suits most at the sleeves."""
    sleeve = points_of_measure.get_point_of_measure(shirt, "D1")
    return SuggestedChange(sleeve, Decimal(delta_mm), None if per_step_mm is None else Decimal(per_step_mm), False)
