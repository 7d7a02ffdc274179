"""What stands on a correction sheet: the maker's numbers, and nothing that does not add up."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import RuleError
from app.models import AppliesTo, LengthUnit, MeasureKind
from app.services import packets, points_of_measure, revisions, rounds
from app.services.label import GRIDS, change_label
from app.services.revision_views import build_view
from app.services.sheets import FORMATS, build_sheet, export
from tests import cast
from tests.papers import read_pages
from tests.services.formats.test_xlsx import read_table


def send(session, revision, *, unit=LengthUnit.CM, grid="0.25"):
    """Return the packet of a revision in the maker's unit and grid."""
    return packets.send_packet(session, revision, contact="Ana", unit=unit, grid=grid).packet


def test_the_head_says_what_it_is_about_and_for_whom(session):
    change_label(session, name="Atelier Nordlund", public_url="https://nordlund.example/")
    shirt = cast.make_shirt(session)
    packet = send(session, cast.make_sleeves_shorter(session, shirt))

    sheet = build_sheet(session, packet)

    assert (sheet.label, sheet.contact, sheet.garment, sheet.style_number) == (
        "Atelier Nordlund", "Ana", "Linen shirt", "LS-01",
    )  # fmt: skip
    assert (sheet.old_revision, sheet.new_revision, sheet.base_size, sheet.status) == (1, 2, "M", "sent")
    assert sheet.sizes == cast.SIZES
    assert sheet.check_code.replace("-", "") == packet.check_code
    assert sheet.check_address == "https://nordlund.example/check"
    assert sheet.summary == "One measure."
    assert sheet.samples == "Samples: M for sleeve length from shoulder."


def test_names_the_run_and_the_day_the_sample_room_needs_the_pattern(session):
    shirt = cast.make_shirt(session)
    cast.make_round(session, shirt, locked=True)
    rounds.plan_round(session, shirt, planned={"M": 10}, cut_on=date(2099, 5, 25))
    packet = send(session, cast.make_sleeves_shorter(session, shirt))

    sheet = build_sheet(session, packet)

    assert (sheet.run, sheet.cut_on, sheet.due_on) == ("run 2", date(2099, 5, 25), date(2099, 5, 11))


def test_shows_every_size_across_changed_or_not(session):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)
    sleeve = points_of_measure.get_point_of_measure(shirt, "D1")
    revisions.change_measure(session, draft, sleeve, per_size={"L": Decimal(-5), "XL": Decimal(-10)})

    measure = build_sheet(session, send(session, draft)).lines[0].measure

    assert measure.applies_to is AppliesTo.GRADE_RULE
    assert [(size.name, size.old, size.new, size.change) for size in measure.sizes] == [
        ("XS", 58, 58, 0),
        ("S", 59, 59, 0),
        ("M", 60, 60, 0),
        ("L", 61, Decimal("60.5"), Decimal("-0.5")),
        ("XL", 62, 61, -1),
    ]
    assert [(size.step_old, size.step_new) for size in measure.sizes[2:]] == [(1, 1), (1, Decimal("0.5")), (1, 0.5)]


@pytest.mark.parametrize(
    ("extension", "read"),
    [("csv", bytes.decode), ("xlsx", read_table), ("pdf", read_pages)],
    ids=["csv", "xlsx", "pdf"],
)
def test_a_measure_that_was_agreed_to_stay_is_said_to_stay(session, extension, read):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    cast.leave_as_it_was(session, draft)
    packet = send(session, draft)

    sheet = build_sheet(session, packet)

    (measure,) = (line.measure for line in sheet.lines)
    assert {(size.change, size.new == size.old) for size in measure.sizes} == {(0, True)}
    assert "stays as it was" in str(read(export(session, packet, format=extension)))


LENGTH = st.decimals(min_value=100, max_value=1000, places=4)
DELTA = st.decimals(min_value=-60, max_value=60, places=4).filter(bool)


def is_seen(deltas: list[Decimal]) -> bool:
    """Whether some size changes by a step of the grid or more, whatever it was before."""
    return any(abs(delta) >= Decimal("2.5") for delta in deltas)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(st.lists(LENGTH, min_size=5, max_size=5), st.lists(DELTA, min_size=5, max_size=5).filter(is_seen))
def test_whatever_is_measured_the_lines_add_up_in_every_unit_and_grid(session, values, deltas):
    shirt = cast.make_garment(session)
    pom = points_of_measure.add_point_of_measure(
        session, shirt, code="D1", name="Sleeve", kind=MeasureKind.STRAIGHT,
        values_mm=dict(zip(cast.SIZES, values, strict=True)), sure=True,
    )  # fmt: skip
    draft = revisions.draft_revision(session, shirt)
    revisions.change_measure(session, draft, pom, per_size=dict(zip(cast.SIZES, deltas, strict=True)))
    packet = send(session, draft)

    for packet.unit, grids in GRIDS.items():
        for packet.grid in grids:
            sheet = build_sheet(session, packet)
            sizes = sheet.lines[0].measure.sizes
            assert all(size.new - size.old == size.change for size in sizes)
            assert [size.own_change_mm for size in sizes] == deltas
            assert [size.step_new for size in sizes[1:]] == [b.new - a.new for a, b in pairwise(sizes)]
            rows = read_table(FORMATS["xlsx"](sheet))
            assert [(row["old"], row["new"], row["change"]) for row in rows] == [
                (float(size.old), float(size.new), float(size.change)) for size in sizes
            ]


def test_an_unknown_old_value_leaves_the_change_alone(session):
    dress = cast.make_dress(session)
    draft = revisions.draft_revision(session, dress)
    revisions.change_measure(session, draft, points_of_measure.get_point_of_measure(dress, "C6"), delta_mm=Decimal(10))

    measure = build_sheet(session, send(session, draft)).lines[0].measure

    assert not measure.old_is_known
    assert {(size.old, size.new, size.change) for size in measure.sizes} == {(None, None, 1)}


def test_tolerances_are_not_bent_by_the_grid(session):
    shirt = cast.make_shirt(session)
    pom = points_of_measure.add_point_of_measure(
        session, shirt, code="E4", name="Collar height", kind=MeasureKind.STRAIGHT, values_mm={"M": Decimal(40)},
        tolerance_plus_mm=Decimal(6), tolerance_minus_mm=Decimal("2.5"),
    )  # fmt: skip
    draft = revisions.draft_revision(session, shirt)
    revisions.change_measure(session, draft, pom, per_size={"M": Decimal(5)})

    measure = build_sheet(session, send(session, draft, grid="0.5")).lines[0].measure

    assert (measure.tolerance_plus, measure.tolerance_minus) == (Decimal("0.6"), Decimal("0.25"))


def test_an_instruction_stands_in_its_own_words(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    revisions.add_instruction(session, draft, text="Rotate the dart.", piece="front")

    sheet = build_sheet(session, send(session, draft))

    assert (sheet.lines[1].instruction, sheet.lines[1].piece, sheet.lines[1].measure) == (
        "Rotate the dart.", "front", None,
    )  # fmt: skip
    assert sheet.summary == "One measure, one instruction."


def test_a_line_names_the_seams_that_hang_on_it(session):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)
    revisions.change_measure(session, draft, points_of_measure.get_point_of_measure(shirt, "D3"), delta_mm=Decimal(5))

    sheet = build_sheet(session, send(session, draft))

    assert sheet.lines[0].also_check == ("armhole", "sleeve cap")


def test_a_line_names_the_zones_that_its_fit_points_may_disturb_as_the_desk_does(session):
    shirt = cast.make_sleeve_points(session)
    wide = cast.get_point(session, shirt, "sleeve.width/large")
    draft = revisions.draft_revision(session, shirt)
    bicep = points_of_measure.get_point_of_measure(shirt, "D3")
    revisions.change_measure(session, draft, bicep, delta_mm=Decimal(-5), clusters=(wide,))
    packet = send(session, draft)

    (told,) = build_sheet(session, packet).lines
    (row,) = build_view(session, draft).lines

    assert told.also_check == row.also_check == ("armhole", "sleeve cap", "shoulder")


@pytest.mark.parametrize(
    "format_name, beginning", [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")]
)
def test_writes_every_format_and_the_same_bytes_each_time(session, format_name, beginning):
    packet = send(session, cast.make_sleeves_shorter(session, cast.make_shirt(session)))

    document = export(session, packet, format=format_name)

    assert document.startswith(beginning)
    assert export(session, packet, format=format_name) == document
    assert format_name in FORMATS


def test_refuses_a_format_nobody_writes(session):
    packet = send(session, cast.make_sleeves_shorter(session, cast.make_shirt(session)))

    with pytest.raises(RuleError, match="A sheet is written as pdf, xlsx, csv, json, not as doc"):
        export(session, packet, format="doc")
