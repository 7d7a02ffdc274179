"""The sheet for the cutting table: what is to be measured on the pieces of a run, written as files."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import LengthUnit, Paper, PointOfMeasure, ProductionRound
from app.services.formats import measuring_pdf, measuring_xlsx
from app.services.formats.measuring import MeasuringRow, MeasuringSheet, MeasuringSize
from app.services.gate import revision_to_cut
from app.services.label import GRIDS, choose_grid, get_label
from app.services.lengths import choose_step, on_grid
from app.services.papers import find_paper
from app.services.piece_measures import Spec, list_pieces, list_points, list_specs
from app.services.round_rules import ensure_cut
from app.services.sheets import put_tolerance
from app.services.wording import name_round

FORMATS: dict[str, Callable[[MeasuringSheet], bytes]] = {"pdf": measuring_pdf.write, "xlsx": measuring_xlsx.write}


def export_sheet(
    session: Session,
    production_round: ProductionRound,
    *,
    format: str,  # noqa: A002 the caller's word for it
    paper: Paper | None = None,
) -> bytes:
    """Return the sheet for the cutting table as a file: pdf or xlsx."""
    if format not in FORMATS:
        raise RuleError(f"A measuring sheet is written as {' or '.join(FORMATS)}, not as {format}.", field="format")
    sheet = build_sheet(session, production_round)
    return FORMATS[format](replace(sheet, paper=paper) if paper else sheet)


def build_sheet(session: Session, production_round: ProductionRound) -> MeasuringSheet:
    """Return what is to be measured, in the garment's unit, with what is known already."""
    session.flush()
    ensure_cut(session, production_round)
    garment = production_round.garment
    unit, paper_grid = choose_grid(session, None, None, garment=garment)
    grid = GRIDS[unit][0]
    assert production_round.locked_at  # what was cut was released
    revision, specs = revision_to_cut(production_round), list_specs(production_round, scale=(unit, paper_grid))
    measured_grid = choose_step([row.value_mm for row in production_round.piece_measures], unit, grid)
    return MeasuringSheet(
        label=get_label(session).name,
        garment=garment.name,
        style_number=garment.style_number,
        run=name_round(session, production_round),
        revision=revision.number,
        fabric_lot=f"lot {production_round.fabric_lot}" if production_round.fabric_lot else None,
        unit=unit,
        grid=measured_grid,
        spec_grid=paper_grid,
        paper=find_paper(session, revision, unit),
        as_of=production_round.locked_at,
        sizes=tuple(MeasuringSize(size.name, number) for size, number in list_pieces(production_round).items()),
        rows=tuple(
            _build_row(production_round, pom, specs, unit, measured_grid, paper_grid)
            for pom in list_points(session, production_round)
        ),
    )


def _build_row(
    production_round: ProductionRound,
    pom: PointOfMeasure,
    specs: dict[tuple[int, int], Spec],
    unit: LengthUnit,
    grid: str,
    spec_grid: str,
) -> MeasuringRow:
    known = {
        size.name: spec for size in production_round.garment.sizes if (spec := specs.get((pom.id, size.id))) is not None
    }
    allowed = next(iter(known.values()), None)
    return MeasuringRow(
        code=pom.code,
        name=pom.name,
        how_to_measure=pom.how_to_measure,
        critical=pom.critical,
        tolerance_plus=_put(allowed.plus_mm, unit) if allowed else None,
        tolerance_minus=_put(allowed.minus_mm, unit) if allowed else None,
        specs={name: on_grid(spec.value_mm, unit, spec_grid) for name, spec in known.items()},
        measured={
            (row.size.name, row.piece, row.washed): on_grid(row.value_mm, unit, grid)
            for row in production_round.piece_measures
            if row.pom is pom
        },
    )


def _put(tolerance_mm: Decimal, unit: LengthUnit) -> Decimal | None:
    """To a tenth of a mm: half of a quarter inch has more decimals than a tape measure."""
    return put_tolerance(tolerance_mm if unit is LengthUnit.IN else round(tolerance_mm, 1), unit)
