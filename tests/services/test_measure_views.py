"""The page of a run's pieces: what was measured as it was measured, what was asked for as the sheet prints it."""

from decimal import Decimal

import pytest

from app.models import AnswerKind, LengthUnit, MeasureKind
from app.services import (
    charts,
    label,
    measure_views,
    measuring_sheets,
    packets,
    piece_measures,
    points_of_measure,
    revisions,
    settling,
)
from app.services.piece_measures import Spot
from tests import cast

QUARTERS = (LengthUnit.CM, "0.25")


def test_what_was_measured_between_the_marks_of_a_tape_is_not_rounded(session, shirt):
    run = cast.make_round(session, shirt, locked=True)
    _measure(session, run, "D1", ("592.5", "593", "592"))

    view = measure_views.build_view(session, run, washed=False)

    [row] = [row for size, rows in view.sizes if size.name == "M" for row in rows if row.pom.code == "D1"]
    assert [cell.value for cell in row.cells] == ["59.25", "59.3", "59.2"]
    assert (row.spec, row.off) == ("60.00", "−0.75")
    assert view.findings == ("D1 Sleeve length from shoulder in M: 0.75 cm under spec.",)


def test_pieces_are_held_against_what_the_chart_says_on_paper(session, shirt):
    label.change_label(session, grid="0.5")
    for measure in shirt.revisions[0].measures:
        measure.value_mm = Decimal(634)
    points_of_measure.get_point_of_measure(shirt, "D1").tolerance_minus_mm = Decimal(3)
    run = cast.make_round(session, shirt, locked=True)
    _measure(session, run, "D1", ("631.5", "631.5", "631.5"))

    view = measure_views.build_view(session, run, washed=False)

    [row] = [row for size, rows in view.sizes if size.name == "M" for row in rows if row.pom.code == "D1"]
    [paper] = [row for row in measuring_sheets.build_sheet(session, run).rows if row.code == "D1"]
    [charted] = [row for row in charts.build_chart(session, run.revision).rows if row.code == "D1"]
    assert (row.spec, row.off) == ("63.5", "−0.35")
    assert {*paper.specs.values(), *charted.values} == {Decimal("63.5")}


@pytest.mark.parametrize(
    "setting, old_mm, by_mm, sent, intended",
    [
        (QUARTERS, "603", "6", QUARTERS, "+0.75"),
        (QUARTERS, "603", "6", (LengthUnit.IN, "1/8"), "+0.75"),  # of a paper in another unit nothing is compared
        (QUARTERS, "603", "6", (LengthUnit.CM, "0.1"), "+0.6"),
        ((LengthUnit.IN, "1/8"), "585.724", "4.7625", (LengthUnit.IN, "1/8"), "+1/4"),
    ],
)
def test_intended_is_what_the_sheet_prints(session, shirt, setting, old_mm, by_mm, sent, intended):
    label.change_label(session, unit=setting[0], grid=setting[1])
    cast.add_measure(session, shirt, "A1", "Chest width", MeasureKind.HALF, base=600, step=0)
    for measure in shirt.revisions[0].measures:
        measure.value_mm = Decimal(old_mm)
    cast.make_round(session, shirt, locked=True)
    run = _cut(session, shirt, _change(session, shirt, "A1", by_mm), sent=sent)

    apart = measure_views.build_view(session, run, washed=False).apart

    assert {row.intended for row in apart} == {intended}


def test_where_only_the_new_value_was_measured_the_old_one_is_what_the_sheet_says(session, shirt):
    cast.make_round(session, shirt, locked=True)
    revision = _change(session, shirt, "D1", "-20")
    packet = packets.send_packet(session, revision, contact="Ana").packet
    [line] = revision.lines
    new_mm = {change.size.name: change.old_mm - Decimal("17.5") for change in line.changes}
    packets.answer_line(session, packet, line, kind=AnswerKind.DIFFERENTLY, note="Only 1.75 cm.", new_mm=new_mm)
    settling.accept_answer(session, settling.get_answer(revision, line.number))
    run = _cut(session, shirt, revision)

    apart = measure_views.build_view(session, run, washed=False).apart

    assert {(row.intended, row.on_pattern) for row in apart} == {("−1.75", "−1.75")}


def _change(session, shirt, code, by_mm):
    revision = revisions.draft_revision(session, shirt)
    pom = points_of_measure.get_point_of_measure(shirt, code)
    revisions.change_measure(session, revision, pom, delta_mm=Decimal(by_mm))
    return revision


def _cut(session, shirt, revision, *, sent=(None, None)):
    """The run that is cut on a revision, which was sent in this unit and on this grid."""
    unit, grid = sent
    packet = packets.send_packet(session, revision, contact="Ana", unit=unit, grid=grid).packet
    packets.receive(session, packet, name="Ana")
    cast.accept_sample(session, revision)
    revisions.approve(session, revision)
    return cast.make_round(session, shirt, locked=True)


def _measure(session, run, code, values) -> None:
    measured = {Spot(code, "M", place): Decimal(value) for place, value in enumerate(values, start=1)}
    piece_measures.record_measures(session, run, measured)


@pytest.fixture
def shirt(session):
    return cast.make_shirt(session)
