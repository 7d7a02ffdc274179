"""Correction sheets: built from a packet in the maker's unit and grid, written in any format."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import (
    Garment,
    GarmentSize,
    GradeFrom,
    Label,
    LengthUnit,
    Packet,
    Paper,
    PatternRevision,
    ProductionRound,
    RevisionLine,
    RevisionStatus,
    RoundStatus,
)
from app.services import newer_sheets, reasons
from app.services.codes import format_code
from app.services.coupling import list_also_check
from app.services.deadlines import working_days_before
from app.services.formats import csv_file, json_file, pdf, xlsx
from app.services.formats.sheet import Sheet, SheetLine, SheetMeasure, SheetSize
from app.services.label import get_label
from app.services.lengths import on_grid
from app.services.marks import list_marks
from app.services.moves import put_move
from app.services.needs import list_sample_needs
from app.services.public_address import find_check_page
from app.services.wording import amount_of, list_words, say_shrinkage, with_stop

__all__ = ["FORMATS", "Sheet", "build_sheet", "export", "graded_from", "put_tolerance", "says_something"]

FORMATS: dict[str, Callable[[Sheet], bytes]] = {
    "pdf": pdf.write,
    "xlsx": xlsx.write,
    "csv": csv_file.write,
    "json": json_file.write,
}

QUOTES_PER_LINE = 2

_RoundTo = Callable[[Decimal], Decimal]
"""Puts a length in mm on the maker's grid."""


def export(
    session: Session,
    packet: Packet,
    *,
    format: str,  # noqa: A002 the caller's word for it
    whole: bool = False,
    paper: Paper | None = None,
    configured: str = "",
) -> bytes:
    """Return the sheet of a packet as a file: pdf, xlsx, csv or json; `paper` is another one than its own.

    `configured` is what TOILE_PUBLIC_URL says, for where to learn whether the paper is current.
    """
    if format not in FORMATS:
        raise RuleError(f"A sheet is written as {', '.join(FORMATS)}, not as {format}.", field="format")
    sheet = build_sheet(session, packet, whole=whole, configured=configured)
    return FORMATS[format](replace(sheet, paper=paper) if paper else sheet)


def build_sheet(session: Session, packet: Packet, *, whole: bool = False, configured: str = "") -> Sheet:
    """Return what the sheet of a packet says, every number in its unit and on its grid.

    A sheet that follows one which was received shows only the lines that changed since, unless all is wanted.
    """
    session.flush()
    revision, label = packet.revision, get_label(session)
    garment = revision.garment
    production_round = _find_round(revision)
    lines = revision.lines if whole else newer_sheets.list_lines(session, packet)
    behind = reasons.list_points(cluster for line in revision.lines for cluster in line.clusters)
    points = reasons.list_by_reports(session, garment)
    quotes = reasons.read_quotes(session, behind, before=packet.sent_at)
    return Sheet(
        label=label.name,
        contact=packet.contact,
        garment=garment.name,
        kind=garment.kind,
        style_number=garment.style_number,
        block=garment.block,
        fabric=garment.fabric,
        shrinkage=say_shrinkage(production_round) if production_round else None,
        cut_for=garment.cut_for,
        season=garment.season,
        seam_allowance_included=garment.seam_allowance_included,
        seam_allowance=put_tolerance(garment.seam_allowance_mm, packet.unit),
        sizes=tuple(size.name for size in garment.sizes),
        base_size=garment.base_size.name if garment.base_size else None,
        unit=packet.unit,
        grid=packet.grid,
        paper=packet.paper,
        old_revision=revision.predecessor.number if revision.predecessor else None,
        new_revision=revision.number,
        status=revision.status.value,
        author=revision.drafted_by.name if revision.drafted_by else None,
        approver=revision.approved_by.name if revision.approved_by else None,
        run=f"{label.run_word} {production_round.number}" if production_round else None,
        cut_on=production_round.cut_on if production_round else None,
        due_on=_find_due_date(packet, production_round, label),
        sent_at=packet.sent_at,
        check_code=format_code(packet.check_code),
        check_address=find_check_page(label, configured),
        summary=_summarise(lines),
        replaces=None if whole else newer_sheets.say_replaces(session, packet),
        samples=_tell_samples(revision),
        lines=tuple(_build_line(line, packet, quotes) for line in lines),
        keep=tuple(reasons.list_kept(points, changed=behind)),
        left_out=tuple(reasons.list_left_out(points, run_word=label.run_word)),
    )


def _say_instruction(line: RevisionLine) -> str | None:
    """The words of an instruction, and where the two agreed not to do it, that."""
    if line.instruction is None or not line.stays:
        return line.instruction
    return f"{with_stop(line.instruction)} Stays as it was."


def _build_line(line: RevisionLine, packet: Packet, quotes: Mapping[int, list[str]]) -> SheetLine:
    """A line with why it is there: `quotes` are what is said behind each fit point, read for all lines at once."""
    points = reasons.list_points(line.clusters)
    cut = packet.revision.status in (RevisionStatus.RELEASED, RevisionStatus.SUPERSEDED)
    told = (reasons.tell_decided(point, packet.sent_at) if cut else reasons.tell_evidence(point) for point in points)
    return SheetLine(
        number=line.number,
        measure=_build_measure(line, packet.unit, packet.grid) if line.pom else None,
        instruction=_say_instruction(line),
        piece=line.piece,
        priority=line.priority,
        also_check=tuple(
            list_also_check(line.pom or line.seam_or_point, line.clusters, kind=line.revision.garment.kind)
        ),
        check_on_sample=line.check_on_sample,
        reason=line.reason,
        evidence=tuple(filter(None, told))
        + (("Agreed with the pattern maker after it was sent.",) if line.agreed_at else ()),
        quotes=tuple(reasons.choose_quotes(quotes, points, limit=QUOTES_PER_LINE)),
        marks=list_marks(line),
        move=put_move(line, packet.unit, packet.grid),
    )


def says_something(line: RevisionLine, unit: LengthUnit, grid: str) -> bool:
    """Return whether paper in this unit and on this grid shows that a line changes anything; an instruction does."""
    return line.pom is None or any(size.change for size in _build_measure(line, unit, grid).sizes)


def _build_measure(line: RevisionLine, unit: LengthUnit, grid: str) -> SheetMeasure:
    pom = line.pom
    assert pom is not None

    def put(length_mm: Decimal) -> Decimal:
        return on_grid(length_mm, unit, grid)

    return SheetMeasure(
        code=pom.code,
        name=pom.name,
        kind=pom.kind,
        how_to_measure=pom.how_to_measure,
        tolerance_plus=put_tolerance(pom.tolerance_plus_mm, unit),
        tolerance_minus=put_tolerance(pom.tolerance_minus_mm, unit),
        critical=pom.critical,
        applies_to=line.applies_to,
        sizes=_build_sizes(line, put),
    )


def put_tolerance(tolerance_mm: Decimal | None, unit: LengthUnit) -> Decimal | None:
    """Return a tolerance in the unit; it stands off the grid, which would bend 6 mm to 5 or to nothing."""
    if tolerance_mm is None or unit is LengthUnit.MM:
        return tolerance_mm
    return on_grid(tolerance_mm, unit, "1/16") if unit is LengthUnit.IN else tolerance_mm / 10


def _build_sizes(line: RevisionLine, put: _RoundTo) -> tuple[SheetSize, ...]:
    """Every size of the garment, those that stay as they are included: a grade is read across."""
    assert line.pom is not None
    garment = line.revision.garment
    chart = {each.size_id: each.value_mm for each in line.revision.measures if each.pom_id == line.pom_id}
    changes = {change.size_id: change for change in line.changes}
    old, new = {}, {}
    for size in garment.sizes:
        change, value = changes.get(size.id), chart.get(size.id)
        old_mm, new_mm = (change.old_mm, change.new_mm) if change else (value, value)
        if old_mm is not None and new_mm is not None:
            old[size.id], new[size.id] = put(old_mm), put(new_mm)
    rows = []
    for size in garment.sizes:
        own = changes[size.id].delta_mm if size.id in changes else Decimal(0)
        known = size.id in old
        before = graded_from(line.pom.grade_from, garment, size)
        rows.append(
            SheetSize(
                name=size.name,
                is_base=size is garment.base_size,
                old=old.get(size.id),
                new=new.get(size.id),
                change=new[size.id] - old[size.id] if known else put(own),
                own_change_mm=own,
                step_old=_step(old, size, before),
                step_new=_step(new, size, before),
            )
        )
    return tuple(rows)


def graded_from(grade_from: GradeFrom, garment: Garment, size: GarmentSize) -> GarmentSize | None:
    """Return the size that another one is graded from, None where grading starts."""
    if grade_from is GradeFrom.RELATIVE:
        return garment.base_size if size is not garment.base_size else None
    place = garment.sizes.index(size)
    return garment.sizes[place - 1] if place else None


def _step(values: dict[int, Decimal], size: GarmentSize, before: GarmentSize | None) -> Decimal | None:
    if before is None or size.id not in values or before.id not in values:
        return None
    return values[size.id] - values[before.id]


def _find_round(revision: PatternRevision) -> ProductionRound | None:
    """The round that is cut on a revision, else the next that will be."""
    rounds = revision.garment.rounds
    cut_on_it = [each for each in rounds if each.revision_id == revision.id]
    planned = [each for each in rounds if each.status is RoundStatus.PLANNED]
    return next(iter(cut_on_it + planned), None)


def _find_due_date(packet: Packet, production_round: ProductionRound | None, label: Label) -> date | None:
    """The day before which the sample room needs the pattern; None once that has passed or is not known."""
    if production_round is None or production_round.cut_on is None:
        return None
    day = working_days_before(production_round.cut_on, label.sample_days)
    return day if day > packet.sent_at.date() else None


def _summarise(lines: Sequence[RevisionLine]) -> str:
    """ "Two measures, one instruction." """
    measures = sum(line.pom_id is not None for line in lines)
    counts = {"measure": measures, "instruction": len(lines) - measures}
    return ", ".join(amount_of(number, thing) for thing, number in counts.items() if number).capitalize() + "."


def _tell_samples(revision: PatternRevision) -> str | None:
    """What has to be sewn before the cut: "Samples: M for bicep, XS and XL for sleeve length." """
    sizes: dict[tuple[str, ...], list[str]] = {}
    for need in list_sample_needs(revision):
        if need.size:
            sizes.setdefault(need.subjects, []).append(need.size.name)
    told = [f"{list_words(names)} for {list_words(subjects)}" for subjects, names in sizes.items()]
    return f"Samples: {', '.join(told)}." if told else None
