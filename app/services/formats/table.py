"""The one table behind XLSX and CSV: a row per change and size, an instruction has one row."""

from collections.abc import Iterator
from decimal import Decimal

from app.services.formats.sheet import (
    VALUES,
    Sheet,
    SheetLine,
    SheetMark,
    SheetMeasure,
    SheetMove,
    SheetSize,
    say_seam_allowance,
)
from app.services.formats.sheet_words import list_notes, say_fabric
from app.services.line_notes import PRIORITIES
from app.services.moves import DIRECTIONS
from app.services.wording import list_words

Cell = Decimal | int | str | None

COLUMNS = (
    "line", "code", "measure", "kind", "how to measure", "tolerance +", "tolerance −", "critical", "applies to",
    "size", "old", "new", "change", "grade step old", "grade step new", "label's own change in mm",
    "beside the numbers", "instruction",
    "pieces touched", "seam or point", "direction", "amount", "label's own amount in mm", "marked on the sketch",
    "also check", "check on the sample", "priority", "reason", "evidence", "quotes",
)  # fmt: skip

UNKNOWN = "not known"

MAKERS_COLUMNS = (
    "done", "done differently: value", "why", "can't: why", "question", "measured on pattern: old",
    "measured on pattern: new", "initials",
)  # fmt: skip
"""Left empty: the pattern maker's own."""


def describe_head(sheet: Sheet) -> dict[str, str | None]:
    """Return what is said of the whole sheet, by its word; None where it is not known."""
    revisions = f"{sheet.old_revision} → {sheet.new_revision}" if sheet.old_revision else str(sheet.new_revision)
    return {
        "Garment": sheet.garment,
        "Style number": sheet.style_number,
        "Season": sheet.season,
        "Correction sheet, revision": revisions,
        "Check code": sheet.check_code,
        "Replaces": sheet.replaces,
        "Unit and grid": f"{sheet.unit}, {sheet.grid}",
        "All values": VALUES,
        "Seam allowance": say_seam_allowance(sheet.seam_allowance_included, sheet.seam_allowance, sheet.unit),
        "Block": sheet.block,
        "Cut for": sheet.cut_for,
        "Fabric": say_fabric(sheet),
        "Sizes": f"{', '.join(sheet.sizes)}{f'; base {sheet.base_size}' if sheet.base_size else ''}",
        "For": sheet.run,
        "Cut on": sheet.cut_on.isoformat() if sheet.cut_on else None,
        "Pattern due": sheet.due_on.isoformat() if sheet.due_on else None,
        "From": " · ".join(filter(None, (sheet.label, sheet.author, sheet.sent_at.date().isoformat()))),
        "To": sheet.contact,
        "Approved by": sheet.approver,
        "Status": sheet.status,
        "Samples": (sheet.samples or "").removeprefix("Samples: ") or None,
        "Do not change": " ".join(sheet.keep) or None,
        "Not on this sheet": " ".join(sheet.left_out) or None,
    }


def list_heading(sheet: Sheet) -> list[tuple[str, str]]:
    """Return what stands above the table, as (word, value)."""
    return [(word, value) for word, value in describe_head(sheet).items() if value]


def list_rows(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows under COLUMNS; lengths are decimals in the sheet's unit."""
    for line in sheet.lines:
        if line.measure is None:
            yield (line.number, *[None] * 16, *_tail(line))
            continue
        notes = " ".join(list_notes(line, sheet.unit, sheet.grid)) or None
        for size in line.measure.sizes:
            yield (line.number, *_measure(line.measure), *_size(size), notes, *_tail(line))


def _measure(measure: SheetMeasure) -> tuple[Cell, ...]:
    return (
        measure.code, measure.name, measure.kind.value, measure.how_to_measure, measure.tolerance_plus,
        measure.tolerance_minus, "yes" if measure.critical else "no", measure.reach,
    )  # fmt: skip


def _size(size: SheetSize) -> tuple[Cell, ...]:
    old, new = (UNKNOWN if value is None else value for value in (size.old, size.new))
    return size.name, old, new, size.change, size.step_old, size.step_new, size.own_change_mm.normalize()


def _tail(line: SheetLine) -> tuple[Cell, ...]:
    quotes = " ".join(f"“{quote}”" for quote in line.quotes) or None
    evidence = " ".join(line.evidence) or None
    marked = list_words([_say_mark(mark) for mark in line.marks]) or None
    priority = PRIORITIES[line.priority] if line.priority else None
    return (
        line.instruction, line.piece, *_move(line.move), marked, list_words(line.also_check) or None,
        line.check_on_sample, priority, line.reason, evidence, quotes,
    )  # fmt: skip


def _move(move: SheetMove | None) -> tuple[Cell, ...]:
    if move is None:
        return (None,) * 4
    direction = DIRECTIONS[move.direction] if move.direction else None
    own = None if move.own_amount_mm is None else move.own_amount_mm.normalize()
    return move.seam_or_point, direction, move.amount, own


def _say_mark(mark: SheetMark) -> str:
    """ "3a: arrow on the back from 40, 20 to 52.5, 20"; across from the left by 100, down from the top by 106."""
    start = f"{mark.label}: {mark.kind} on the {mark.side.value}"
    if mark.to_x is None or mark.to_y is None:
        return f"{start} at {mark.x:g}, {mark.y:g}"
    return f"{start} from {mark.x:g}, {mark.y:g} to {mark.to_x:g}, {mark.to_y:g}"
