"""Moves: which seam or point of the pattern an instruction moves, which way and how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.errors import RuleError
from app.models import NAME_MAX, Direction, LengthUnit, RevisionLine
from app.services.formats.sheet import SheetMove
from app.services.lengths import (
    FINEST,
    MM_PER_UNIT,
    choose_format,
    choose_step,
    on_grid,
    write_exactly,
    write_length,
    write_value,
)

DIRECTIONS = {
    Direction.UP: "up",
    Direction.DOWN: "down",
    Direction.FORWARD: "towards the front",
    Direction.BACK: "towards the back",
    Direction.TO_CENTRE: "towards the centre",
    Direction.TO_SIDE: "towards the side",
    Direction.TAKE_IN: "taken in",
    Direction.LET_OUT: "let out",
}


@dataclass(frozen=True)
class Move:
    """What of the pattern is moved, which way, how far in mm; whatever of it is not said is None."""

    seam_or_point: str | None = None
    direction: Direction | None = None
    amount_mm: Decimal | None = None


SMALLEST_MM = Decimal("0.25")
"""Half of the finest step that anybody measures in: less than that would be printed as nothing."""


def ensure_move(move: Move) -> None:
    """Refuse what does not fit on the sheet, and an amount that says which way or nothing at all."""
    if move.seam_or_point and len(move.seam_or_point) > NAME_MAX:
        raise RuleError(f"A seam or a point is named in {NAME_MAX} characters at most.", field="seam_or_point")
    if move.amount_mm is not None:
        ensure_amount(move.amount_mm)


def ensure_amount(amount_mm: Decimal) -> None:
    """Refuse an amount with a sign, and one that nobody can draw."""
    if amount_mm < 0:
        raise RuleError("How far is said without a minus: the direction says which way.", field="amount")
    if amount_mm < SMALLEST_MM:
        raise RuleError(f"Nobody draws a move of less than {SMALLEST_MM} mm.", field="amount")


def read_move(line: RevisionLine) -> Move:
    """Return what a line moves; one that changes a measure moves nothing."""
    return Move(line.seam_or_point, line.direction, line.amount_mm)


def write_move(line: RevisionLine, move: Move) -> None:
    """Let an instruction move this and nothing else."""
    line.seam_or_point, line.direction, line.amount_mm = move.seam_or_point or None, move.direction, move.amount_mm


def put_move(line: RevisionLine, unit: LengthUnit, grid: str) -> SheetMove | None:
    """Return what a line moves as a sheet in this unit says it; None where it moves nothing.

    The grid keeps a chart's numbers adding up. A move adds up to nothing: put on the grid, 4 mm would be 5 on paper.
    """
    move = read_move(line)
    if move == Move():
        return None
    own = move.amount_mm
    amount = None if own is None else on_grid(own, unit, choose_step([own], unit, grid))
    return SheetMove(move.seam_or_point, move.direction, amount, own)


def say_move(move: SheetMove, unit: LengthUnit, grid: str) -> str:
    """Return "Shoulder seam: 0.95 cm (3/8 in) towards the front", or as much of it as is said.

    The amount as the label wrote it stands in brackets where this unit cannot say it.
    """
    amount = None
    if move.amount is not None:
        amount = f"{write_value(move.amount, unit, choose_format(move.amount, unit, grid))} {unit}"
        if move.own_amount_mm is not None and Fraction(move.amount) * MM_PER_UNIT[unit] != move.own_amount_mm:
            amount = f"{amount} ({write_amount(move.own_amount_mm, unit, grid)})"
    return _join(move.seam_or_point, move.direction, amount)


def tell_move(line: RevisionLine, unit: LengthUnit, grid: str) -> str:
    """Return the same of a line with its amount as it was written; nothing of one that moves nothing."""
    amount = None if line.amount_mm is None else write_amount(line.amount_mm, unit, grid)
    return _join(line.seam_or_point, line.direction, amount)


def write_amount(amount_mm: Decimal, unit: LengthUnit, grid: str, *, signed: bool = False) -> str:
    """Return an amount with its unit as nothing has rounded it, for those who compare it: "1.0 cm", "3/8 in"."""
    for each, steps in ((unit, grid), (LengthUnit.IN, FINEST[LengthUnit.IN])):
        if not (written := write_exactly(amount_mm, each, steps, signed=signed)).endswith("mm"):
            return f"{written} {each}"
    return written


def write_amounts(amounts_mm: Sequence[Decimal], unit: LengthUnit, grid: str) -> list[str]:
    """Return amounts with signs for one sentence: as they were written, or all on the finest grid of the unit.

    What no unit holds exactly is in mm then, and beside centimetres or inches the mm would be misread for them.
    """
    written = [write_amount(each, unit, grid, signed=True) for each in amounts_mm]
    in_mm = [each.endswith(" mm") for each in written]
    if unit is LengthUnit.MM or all(in_mm) or not any(in_mm):
        return written
    return [f"{write_length(each, unit, FINEST[unit], signed=True)} {unit}" for each in amounts_mm]


def _join(seam_or_point: str | None, direction: Direction | None, amount: str | None) -> str:
    way = " ".join(filter(None, (amount, DIRECTIONS[direction] if direction else None)))
    return ": ".join(filter(None, (seam_or_point, way)))
