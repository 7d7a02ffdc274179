"""The correction sheet as PDF: what its template (`sheet.typ`) prints, numbers as they are printed."""

from decimal import Decimal
from typing import Any

from app.models import LengthUnit, MeasureKind, RevisionStatus
from app.services.flats import choose_flat, write_svgs
from app.services.formats.paper import IN_TYPST
from app.services.formats.sheet import Sheet, SheetLine, SheetMeasure, SheetSize
from app.services.formats.sheet_words import list_details, list_notes, say_asked, say_day
from app.services.formats.typesetting import typeset
from app.services.lengths import write_value
from app.services.line_notes import PRIORITIES
from app.services.moves import say_move

SIZES_ACROSS = 8
"""More sizes than that go into a second table under the first."""

ROOMY_LINES = 2
"""With more lines than that the rows stand closer, so that three still go on one page."""

KINDS = {MeasureKind.HALF: "half, taken flat", MeasureKind.FULL: "full round", MeasureKind.STRAIGHT: "straight"}


def write(sheet: Sheet) -> bytes:
    """Return the sheet as a tagged PDF (PDF/UA-1), on the maker's paper."""
    return typeset("sheet.typ", _describe(sheet), moment=sheet.sent_at)


def _describe(sheet: Sheet) -> dict[str, Any]:
    """Everything the template prints, as words."""
    return {
        "paper": IN_TYPST[sheet.paper],
        "tight": len(sheet.lines) > ROOMY_LINES,
        "label": sheet.label,
        "contact": sheet.contact,
        "garment": sheet.garment,
        "flats": write_svgs(
            choose_flat(sheet.kind), [mark for line in sheet.lines if line.measure for mark in line.marks]
        ),
        "old_revision": sheet.old_revision,
        "new_revision": sheet.new_revision,
        "status": sheet.status,
        "superseded": sheet.status == RevisionStatus.SUPERSEDED,
        "details": list_details(sheet),
        "check_code": sheet.check_code,
        "check_address": (sheet.check_address or "").removeprefix("https://"),
        "summary": " ".join(filter(None, (sheet.summary, sheet.replaces))),
        "asked": say_asked(sheet),
        "lines": [_describe_line(line, sheet) for line in sheet.lines],
        "keep": sheet.keep,
        "left_out": sheet.left_out,
        "drawn_up": f"drawn up{f' by {sheet.author}' if sheet.author else ''}, {say_day(sheet.sent_at)}",
        "approved": f"approved by {sheet.approver}" if sheet.approver else "",
    }


def _describe_line(line: SheetLine, sheet: Sheet) -> dict[str, Any]:
    measure = line.measure
    pieces = f"touches {line.piece}" if measure and line.piece else None
    priority = PRIORITIES[line.priority] if line.priority else None
    said = [line.reason, *line.evidence, *(f"“{quote}”" for quote in line.quotes)]
    if measure:
        said[:0] = [_how(measure), *list_notes(line, sheet.unit, sheet.grid)]
    return {
        "number": line.number,
        "title": measure.name if measure else f"Instruction{f': {line.piece}' if line.piece else ''}",
        "meta": _join(_describe_kind(measure, sheet) if measure else None, pieces, priority),
        "moves": say_move(line.move, sheet.unit, sheet.grid) if line.move else "",
        "instruction": line.instruction or "",
        "sketches": write_svgs(choose_flat(sheet.kind), line.marks, small=True) if line.instruction else [],
        "tables": _describe_tables(measure, sheet) if measure else [],
        "also_check": line.also_check,
        "check_on_sample": line.check_on_sample or "",
        "asks_amount": bool(line.move and line.move.amount),
        "said": " ".join(filter(None, said)),
    }


def _describe_kind(measure: SheetMeasure, sheet: Sheet) -> str:
    critical = "critical" if measure.critical else None
    return _join(measure.code, KINDS[measure.kind], _tolerance(measure, sheet.unit), critical, measure.reach)


def _tolerance(measure: SheetMeasure, unit: LengthUnit) -> str | None:
    plus, minus = (
        None if value is None else _write_exact(value, unit)
        for value in (measure.tolerance_plus, measure.tolerance_minus)
    )
    if plus == minus:
        return f"tolerance ±{plus}" if plus else None
    told = " ".join(f"{sign}{value}" for sign, value in (("+", plus), ("−", minus)) if value)
    return f"tolerance {told}"


def _describe_tables(measure: SheetMeasure, sheet: Sheet) -> list[dict[str, Any]]:
    """One table for every eight sizes; where no old value is known there is no new one either, only the change."""
    groups = [measure.sizes[start : start + SIZES_ACROSS] for start in range(0, len(measure.sizes), SIZES_ACROSS)]
    valued = any(size.old is not None for size in measure.sizes)
    return [
        {
            "sizes": [{"name": size.name, "base": size.is_base} for size in group],
            "old": [_old(size, sheet) for size in group] if valued else [],
            "new": [_new(size, sheet) for size in group] if valued else [],
            "change": [_signed(size.change, sheet) for size in group],
            "step": [_step(size, sheet) for size in group] if valued else [],
        }
        for group in groups
    ]


def _old(size: SheetSize, sheet: Sheet) -> str:
    return "not known" if size.old is None else _plain(size.old, sheet)


def _new(size: SheetSize, sheet: Sheet) -> str:
    return "not known" if size.new is None else _plain(size.new, sheet)


def _step(size: SheetSize, sheet: Sheet) -> str:
    old, new = (None if step is None else _plain(step, sheet) for step in (size.step_old, size.step_new))
    if old is None or new is None:
        return ""
    return old if old == new else f"{old} → {new}"


def _how(measure: SheetMeasure) -> str | None:
    """How to measure, as a sentence."""
    how = (measure.how_to_measure or "").strip()
    return f"{how[0].upper()}{how[1:].rstrip('.')}." if how else None


def _plain(value: Decimal, sheet: Sheet) -> str:
    return write_value(value, sheet.unit, sheet.grid)


def _signed(value: Decimal, sheet: Sheet) -> str:
    return write_value(value, sheet.unit, sheet.grid, signed=True)


def _write_exact(value: Decimal, unit: LengthUnit) -> str:
    return write_value(value, unit, "1/16") if unit is LengthUnit.IN else f"{value.normalize():f}"


def _join(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))
