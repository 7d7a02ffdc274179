"""What an instruction moves, which way and how far: told in any unit and on any grid, the same everywhere it goes."""

from decimal import Decimal

import pytest

from app.errors import RuleError
from app.models import Direction, LengthUnit
from app.services import packets, rebasing, revisions
from app.services.moves import Move, put_move, read_move, say_move, tell_move
from app.services.sheets import build_sheet
from tests import cast
from tests.arranged import once

FORWARD = Move("Shoulder seam at the armhole", Direction.FORWARD, Decimal("9.525"))


@pytest.mark.parametrize(
    "unit, grid, said",
    [
        ("in", "1/16", "3/8 in"),
        ("cm", "0.5", "0.95 cm (3/8 in)"),
        ("mm", "1", "9.5 mm (3/8 in)"),
        ("in", "1/4", "3/8 in"),
    ],
)
def test_is_said_in_the_makers_unit_as_it_was_meant_whatever_the_grid(line, unit, grid, said):
    move = put_move(line, LengthUnit(unit), grid)

    assert say_move(move, LengthUnit(unit), grid) == f"Shoulder seam at the armhole: {said} towards the front"
    assert (move.direction, move.own_amount_mm) == (Direction.FORWARD, Decimal("9.525"))


@pytest.mark.parametrize(
    "amount_mm, unit, grid, said",
    [
        (10, "cm", "0.5", "1.0 cm"),
        (4, "cm", "0.25", "0.40 cm"),
        (2, "cm", "0.5", "0.20 cm"),
        (7, "in", "1/8", "9/32 in (7 mm)"),
    ],
)
def test_an_amount_is_not_bent_by_the_grid(session, line, amount_mm, unit, grid, said):
    revisions.rewrite_instruction(session, line, text="Ease it in.", move=Move(amount_mm=Decimal(amount_mm)))

    move = put_move(line, LengthUnit(unit), grid)

    assert say_move(move, LengthUnit(unit), grid) == said


def test_the_desk_reads_the_amount_as_it_was_written(session, line):
    assert tell_move(line, LengthUnit.CM, "0.5").endswith(": 3/8 in towards the front")

    revisions.rewrite_instruction(session, line, text="Change the grain.")

    assert (read_move(line), tell_move(line, LengthUnit.CM, "0.5"), put_move(line, LengthUnit.CM, "0.5")) == (
        Move(), "", None,
    )  # fmt: skip


def test_goes_with_the_sheet_and_with_a_draft_that_is_rebased(session, line):
    draft, shirt = line.revision, line.revision.garment
    other = revisions.draft_revision(session, shirt, beside=True)
    revisions.add_instruction(session, other, text="Move the notch.")

    (said,) = build_sheet(session, packets.send_packet(session, other, contact="Ana").packet).lines
    rebased = rebasing.rebase(session, draft, keep={})
    (moved,) = build_sheet(session, packets.send_packet(session, rebased, contact="Ana").packet).lines

    assert (said.move, read_move(rebased.lines[0])) == (None, FORWARD)
    assert (moved.move.amount, moved.move.own_amount_mm) == (Decimal("0.95"), Decimal("9.525"))


@pytest.mark.parametrize(
    "move, sentence",
    [
        (Move(amount_mm=Decimal(-5)), "without a minus: the direction says which way"),
        (Move(amount_mm=Decimal(0)), "Nobody draws a move of less than 0.25 mm"),
        (Move(seam_or_point="x" * 121), "named in 120 characters at most"),
    ],
)
def test_refuses_what_cannot_be_drawn_or_printed(session, line, move, sentence):
    with pytest.raises(RuleError, match=sentence):
        revisions.add_instruction(session, line.revision, text="Move it.", move=move)

    assert len(line.revision.lines) == 1


@pytest.fixture
@once
def line(session):
    """The first line of a draft of the shirt: the shoulder seam goes forward by 3/8 inch."""
    draft = revisions.draft_revision(session, cast.make_shirt(session))
    return revisions.add_instruction(session, draft, text="To nothing at the neck.", move=FORWARD)
