"""What the page of a run's pieces shows: cells to write in, what is off, and the four numbers of a change apart."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from sqlalchemy.orm import Session

from app.models import (
    GarmentSize,
    LengthUnit,
    PatternRevision,
    PieceMeasure,
    PointOfMeasure,
    ProductionRound,
    RevisionLine,
    SampleVerdict,
    SizeChange,
)
from app.services.changes import list_shipped
from app.services.formats.chart_pdf import write_tolerance
from app.services.gate import revision_to_cut
from app.services.label import GRIDS, choose_grid
from app.services.lengths import change_on_paper, write_length, write_measured, write_value
from app.services.lines import describe_change
from app.services.moves import write_amount
from app.services.piece_measures import (
    MeasuredSize,
    Scale,
    Spec,
    Spot,
    list_measured,
    list_pieces,
    list_points,
    list_specs,
)
from app.services.sheets import put_tolerance
from app.services.wording import list_words


@dataclass(frozen=True)
class MeasureCell:
    """Where a measure of one piece is written, and what is known of it."""

    spot: Spot
    value: str


@dataclass(frozen=True)
class MeasureRow:
    """One point of measure in one size."""

    pom: PointOfMeasure
    spec: str
    tolerance: str
    cells: tuple[MeasureCell, ...]
    off: str | None
    """How far the middle piece is from its spec, where that is more than the tolerance: "+1.2"."""


@dataclass(frozen=True)
class ApartRow:
    """What this run's pattern changed, a measure in one size: the four numbers, none standing for another.

    What an instruction moved has the first two alone, and no size.
    """

    name: str
    size: str | None
    intended: str
    on_pattern: str | None
    on_sample: str | None
    on_pieces: str | None
    """Changes are signed; sample and pieces are the garment's own values."""


@dataclass(frozen=True)
class MeasuresView:
    """The page of a run's pieces, before final pressing or after one wash."""

    washed: bool
    sizes: tuple[tuple[GarmentSize, tuple[MeasureRow, ...]], ...]
    findings: tuple[str, ...]
    apart: tuple[ApartRow, ...]
    unit: str


@dataclass(frozen=True)
class _Ruler:
    """How lengths are written here: what was measured as it was, what was asked for on the grid of the paper."""

    unit: LengthUnit
    paper_grid: str

    @property
    def grid(self) -> str:
        return GRIDS[self.unit][0]

    @property
    def paper(self) -> Scale:
        return self.unit, self.paper_grid

    def write(self, length_mm: Decimal, *, signed: bool = False) -> str:
        return write_measured(length_mm, self.unit, self.grid, signed=signed)

    def write_spec(self, length_mm: Decimal) -> str:
        """What was asked for as the chart prints it, so that one column has the same decimals."""
        return write_length(length_mm, self.unit, self.paper_grid)

    def write_intended(self, change: SizeChange) -> str:
        """The change as its sheet prints it, on the grid of the newest that was sent in this unit."""
        sent = [each.grid for each in change.line.revision.packets if each.unit is self.unit]
        grid = sent[-1] if sent else self.paper_grid
        printed = change_on_paper(change.delta_mm, change.old_mm, change.new_mm, self.unit, grid)
        return write_value(printed, self.unit, grid, signed=True)


def build_view(session: Session, production_round: ProductionRound, *, washed: bool) -> MeasuresView:
    """Return what the page of a run's pieces shows, in the garment's unit."""
    session.flush()
    ruler = _make_ruler(session, production_round)
    specs = list_specs(production_round, scale=ruler.paper)
    points = list_points(session, production_round)
    found = list_measured(production_round, ruler.paper, washed=washed)
    measured = {(each.pom.id, each.size.id): each for each in found}
    known = {(row.pom_id, row.size_id, row.piece): row for row in production_round.piece_measures
             if row.washed is washed}  # fmt: skip
    return MeasuresView(
        washed=washed,
        sizes=tuple(
            (
                size,
                tuple(
                    _build_row(pom, size, number, specs[pom.id, size.id], known, measured.get((pom.id, size.id)), ruler)
                    for pom in points
                    if (pom.id, size.id) in specs
                ),
            )
            for size, number in list_pieces(production_round).items()
        ),
        findings=tuple(_say_findings(production_round, ruler)),
        apart=tuple(_list_apart(production_round, ruler)),
        unit=ruler.unit.value,
    )


def say_off_spec(session: Session, production_round: ProductionRound) -> list[str]:
    """Return what is off on the pieces of a run, a sentence each; empty where all is to spec or nothing measured."""
    return _say_findings(production_round, _make_ruler(session, production_round))


def _make_ruler(session: Session, production_round: ProductionRound) -> _Ruler:
    return _Ruler(*choose_grid(session, None, None, garment=production_round.garment))


def _say_findings(production_round: ProductionRound, ruler: _Ruler) -> list[str]:
    """Sizes that are off alike stand in one sentence."""
    sizes: dict[tuple[PointOfMeasure, bool, str], list[str]] = {}
    for washed in (False, True):
        for each in list_measured(production_round, ruler.paper, washed=washed):
            if each.is_off:
                printed = ruler.write(each.deviation_mm, signed=True)
                sizes.setdefault((each.pom, washed, printed), []).append(each.size.name)
    return [
        f"{pom.code} {pom.name} in {list_words(names)}: {printed[1:]} {ruler.unit.value} "
        f"{'under' if printed.startswith('−') else 'over'} spec{' after one wash' if washed else ''}."
        for (pom, washed, printed), names in sizes.items()
    ]


def _build_row(
    pom: PointOfMeasure,
    size: GarmentSize,
    pieces: int,
    spec: Spec,
    known: dict[tuple[int, int, int], PieceMeasure],
    measured: MeasuredSize | None,
    ruler: _Ruler,
) -> MeasureRow:
    cells = []
    for piece in range(1, pieces + 1):
        row = known.get((pom.id, size.id, piece))
        cells.append(MeasureCell(Spot(pom.code, size.name, piece), ruler.write(row.value_mm) if row else ""))
    plus, minus = (put_tolerance(round(each, 1), ruler.unit) for each in (spec.plus_mm, spec.minus_mm))
    return MeasureRow(
        pom=pom,
        spec=ruler.write_spec(spec.value_mm),
        tolerance=write_tolerance(plus, minus, ruler.unit),
        cells=tuple(cells),
        off=ruler.write(measured.deviation_mm, signed=True) if measured and measured.is_off else None,
    )


def _list_apart(production_round: ProductionRound, ruler: _Ruler) -> list[ApartRow]:
    """The measures that the revisions of this run changed, size by size."""
    revision = revision_to_cut(production_round)
    pieces: dict[tuple[int, int], list[Decimal]] = {}
    for row in production_round.piece_measures:
        if not row.washed:
            pieces.setdefault((row.pom_id, row.size_id), []).append(row.value_mm)
    rows = []
    for shipped in list_shipped(production_round, revision):
        for line in shipped.lines:
            if line.amount_mm is not None:
                rows.append(_tell_moved(line, line.amount_mm, ruler))
            for change in sorted(line.changes, key=lambda each: each.size.position):
                if line.pom is None or not change.delta_mm:
                    continue
                on_pattern = _find_on_pattern(line, change.size)
                on_sample = _find_on_sample(shipped, line.pom, change.size)
                found = pieces.get((line.pom.id, change.size_id))
                rows.append(
                    ApartRow(
                        name=f"{line.pom.code} {line.pom.name}",
                        size=change.size.name,
                        intended=ruler.write_intended(change),
                        on_pattern=None if on_pattern is None else ruler.write(on_pattern, signed=True),
                        on_sample=None if on_sample is None else ruler.write(on_sample),
                        on_pieces=ruler.write(median(found)) if found else None,
                    )
                )
    return rows


def _tell_moved(line: RevisionLine, intended_mm: Decimal, ruler: _Ruler) -> ApartRow:
    """How far an instruction was to move what it names, and how far that was moved."""
    moved = [
        answer.amount_mm
        for packet in line.revision.packets
        for answer in packet.answers
        if answer.line is line and answer.amount_mm is not None
    ]
    return ApartRow(
        name=", ".join(filter(None, (f"Instruction {line.number}", line.seam_or_point))),
        size=None,
        intended=write_amount(intended_mm, ruler.unit, ruler.grid),
        on_pattern=write_amount(moved[-1], ruler.unit, ruler.grid) if moved else None,
        on_sample=None,
        on_pieces=None,
    )


def _find_on_pattern(line: RevisionLine, size: GarmentSize) -> Decimal | None:
    """By how much the pattern itself changed, as its maker measured it: allowances fall out.

    Where the new value alone was measured, the old one is what the sheet says.
    """
    readings = [
        reading
        for packet in line.revision.packets
        for answer in packet.answers
        if answer.line is line
        for reading in answer.readings
        if reading.size is size
    ]
    if not readings:
        return None
    old_mm = readings[-1].old_mm
    if old_mm is None:
        old_mm = describe_change(line).old.get(size)
    return None if old_mm is None else readings[-1].new_mm - old_mm


def _find_on_sample(revision: PatternRevision, pom: PointOfMeasure, size: GarmentSize) -> Decimal | None:
    """What the newest sample of a size measures there."""
    measured = [
        measure.value_mm
        for sample in revision.samples
        if sample.verdict is not SampleVerdict.WAIVED and sample.size is size
        for measure in sample.measures
        if measure.pom is pom
    ]
    return measured[-1] if measured else None
