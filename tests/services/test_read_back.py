"""What is measured back is asked about where it looks like a slip, and where “done” came to something else."""

from decimal import Decimal

import pytest

from app.models import LengthUnit, PatternReading
from app.services import packets, points_of_measure, revisions
from app.services.moves import Move
from app.services.read_back import list_questions
from tests import cast
from tests.arranged import once


@pytest.fixture
@once
def sent(session):
    """A sheet in cm that takes 20 mm off the sleeves, M from 60 to 58 cm."""
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    return packets.send_packet(session, draft, contact="Ana").packet


@pytest.mark.parametrize(
    "new, question",
    [
        ("5800", "M: 580.00 cm, where 58.00 is asked for. Millimetres?"),
        ("230", "M: 23.00 cm, where 58.00 is asked for. Inches?"),
        ("58", "M: 5.80 cm, where 58.00 is asked for. Is the point in its place?"),
        ("850", "M: 85.00 cm, where 58.00 is asked for. Is it so?"),
    ],
)
def test_a_reading_far_from_the_sheet_is_asked_about_with_what_may_have_happened(sent, new, question):
    assert _ask(sent, new) == {"new-M": question}


@pytest.mark.parametrize("new", ["580", "605", "470", "695"])
def test_what_seams_shrinkage_or_a_true_surprise_make_of_it_is_not(sent, new):
    assert _ask(sent, new) == {}


def test_an_old_value_is_held_against_the_old_one_of_the_sheet(sent):
    assert _ask(sent, "5800", old="6000") == {
        "old-M": "M: 600.00 cm, where the sheet says 60.00. Millimetres?",
        "new-M": "M: 580.00 cm, where 58.00 is asked for. Millimetres?",
    }


@pytest.mark.parametrize(
    "old, new, asked",
    [
        # With seams on the pattern the change is what counts; a quarter of an inch is the usual tolerance.
        ("620", "600", False),
        ("620", "606", False),
        ("620", "607", True),
        ("620", "620", True),
        ("620", "593", True),
    ],
)
def test_what_is_said_to_be_done_and_changed_out_of_tolerance_is_asked_about(sent, old, new, asked):
    assert ("new-M" in _ask(sent, new, old=old)) is asked


def test_what_was_done_differently_is_asked_about_where_the_change_is_far_off(sent):
    assert _ask(sent, "585", old="600", is_done=False) == {}
    assert _ask(sent, "530", old="600", is_done=False) == {
        "new-M": "M: a change of −7.00 cm, where −2.00 is asked for. Is it so?"
    }


def test_a_change_that_the_grid_bends_may_be_done_as_the_sheet_says_or_as_it_was_meant(session):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)
    revisions.change_measure(session, draft, points_of_measure.get_point_of_measure(shirt, "D3"), delta_mm=Decimal(-9))
    packet = packets.send_packet(session, draft, contact="Ana", unit=LengthUnit.IN, grid="1/4").packet

    printed = _ask(packet, str(170 - Decimal("12.7")), old="170")
    meant = _ask(packet, "161", old="170")

    assert (printed, meant) == ({}, {})


def test_where_the_old_value_is_not_known_the_measured_one_is_what_the_new_one_follows_from(session):
    dress = cast.make_dress(session)
    draft = revisions.draft_revision(session, dress)
    revisions.change_measure(session, draft, dress.points_of_measure[0], delta_mm=Decimal(-20))
    packet = packets.send_packet(session, draft, contact="Ana").packet

    assert _ask(packet, "680", old="700") == {}
    assert _ask(packet, "6800") == {}
    assert _ask(packet, "6800", old="700") == {"new-M": "M: 680.00 cm, where 68.00 is asked for. Millimetres?"}


@pytest.mark.parametrize(
    "amount, question",
    [
        ("950", "95.00 cm, where 3/8 in is asked for. Is the point in its place?"),
        ("95", "9.50 cm, where 3/8 in is asked for. Millimetres?"),
        ("1", "0.10 cm, where 3/8 in is asked for. Is the point in its place?"),
        ("20", None),
    ],
)
def test_how_far_something_was_moved_is_held_against_what_was_written(session, amount, question):
    draft = revisions.draft_revision(session, cast.make_shirt(session))
    line = revisions.add_instruction(session, draft, text="Forward.", move=Move(amount_mm=Decimal("9.525")))
    packet = packets.send_packet(session, draft, contact="Ana").packet

    asked = list_questions(packet, line, (), Decimal(amount), is_done=True)

    assert asked == ({"amount": question} if question else {})


def _ask(packet, new, *, old=None, is_done=True) -> dict[str, str]:
    size = next(each for each in packet.revision.garment.sizes if each.name == "M")
    reading = PatternReading(size=size, old_mm=None if old is None else Decimal(old), new_mm=Decimal(new))
    return list_questions(packet, packet.revision.lines[0], (reading,), None, is_done=is_done)
