"""Papers for the cutting table: labels for the pattern of a revision, and the ticket of a run."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from app.models import Packet, Paper, PatternRevision, ProductionRound, RoundStatus, Route
from app.services import clusters
from app.services.changes import find_fix_elsewhere, list_shipped_lines
from app.services.charts import build_chart
from app.services.codes import format_code
from app.services.formats import cut_ticket, pattern_labels
from app.services.formats.chart import Chart, ChartRow
from app.services.formats.cut_ticket import CutTicket, TicketColour, TicketMeasure, TicketNote
from app.services.formats.pattern_labels import LabelMeasure, PatternLabel, PatternLabels
from app.services.gate import revision_to_cut
from app.services.label import get_label
from app.services.lengths import write_value
from app.services.papers import find_paper
from app.services.public_address import find_check_page
from app.services.sheets import build_sheet
from app.services.wording import name_round

GARMENTS_MEASURED, GARMENTS_OF_FEW, FEW = 3, 2, 10
"""So many garments of each size are measured; fewer where fewer than ten were cut."""

PLACES = {Route.FACTORY: "sewing room", Route.FABRIC: "fabric or trim"}
"""Where a fix is made that the ticket tells of; the shop's page and the block are none of the cutting table's."""


def export_pattern_labels(session: Session, packet: Packet, *, paper: Paper | None = None) -> bytes:
    """Return the labels to stick on the pattern of a sheet, one a size, in the maker's unit, as PDF."""
    sheet = build_sheet(session, packet, whole=True)
    chart = build_chart(session, packet.revision, unit=packet.unit, grid=packet.grid)
    measures = [line.measure for line in sheet.lines if line.measure]
    changed = {(measure.code, size.name) for measure in measures for size in measure.sizes if size.change}
    return pattern_labels.write(
        PatternLabels(
            label=sheet.label, garment=sheet.garment, style_number=sheet.style_number,
            run=f"from {sheet.run} on" if sheet.run else None,
            revision=sheet.new_revision, check_code=sheet.check_code, unit=packet.unit, grid=packet.grid,
            paper=paper or packet.paper, as_of=sheet.sent_at,
            sizes=tuple(
                PatternLabel(size, size == chart.base_size, tuple(
                    LabelMeasure(row.code, row.name, _write(value, chart), (row.code, size) in changed)
                    for row in chart.rows if (value := row.values[place]) is not None
                ))
                for place, size in enumerate(chart.sizes)
            ),
        )
    )  # fmt: skip


def export_cut_ticket(
    session: Session, production_round: ProductionRound, *, paper: Paper | None = None, configured: str = ""
) -> bytes:
    """Return the ticket of a run, released or still planned, as PDF; `configured` is what TOILE_PUBLIC_URL says."""
    ticket = build_cut_ticket(session, production_round, configured=configured)
    return cut_ticket.write(replace(ticket, paper=paper) if paper else ticket)


def build_cut_ticket(session: Session, production_round: ProductionRound, *, configured: str = "") -> CutTicket:
    """Return what the cutting table has to know: the pattern's check code, the pieces, what is to be measured."""
    session.flush()
    garment, revision = production_round.garment, revision_to_cut(production_round)
    label, chart = get_label(session), build_chart(session, revision)
    planned, changed = _count_planned(production_round), _list_changed(production_round, revision)
    colours = {name: tuple(planned.get((size, name), 0) for size in chart.sizes) for _, name in planned}
    return CutTicket(
        label=label.name,
        garment=garment.name,
        style_number=garment.style_number,
        run=name_round(session, production_round),
        released=production_round.status is not RoundStatus.PLANNED,
        revision=revision.number,
        check_code=format_code(revision.packets[-1].check_code) if revision.packets else None,
        check_address=find_check_page(label, configured),
        cut_on=production_round.cut_on,
        fabric=garment.fabric,
        fabric_lot=production_round.fabric_lot,
        unit=chart.unit,
        grid=chart.grid,
        paper=find_paper(session, revision, chart.unit),
        as_of=production_round.locked_at or production_round.created_at,
        sizes=chart.sizes,
        colours=tuple(TicketColour(name, counts) for name, counts in colours.items()),
        pieces=tuple(
            _count_measured(sum(counts[place] for counts in colours.values())) for place in range(len(chart.sizes))
        ),
        measures=tuple(_build_measure(row, chart) for row in chart.rows if row.critical or row.code in changed),
        notes=tuple(_list_notes(session, production_round)),
    )


def _list_changed(production_round: ProductionRound, revision: PatternRevision) -> set[str]:
    """The codes of the points of measure that are sewn otherwise for the first time: whether they were is measured."""
    return {line.pom.code for line in list_shipped_lines(production_round, revision) if line.pom}


def _list_notes(session: Session, production_round: ProductionRound) -> Iterator[TicketNote]:
    """What was decided for the sewing room or the fabric of this run: nothing else tells those who sew it."""
    for cluster in clusters.list_clusters(session, production_round.garment):
        decision = find_fix_elsewhere(cluster, production_round)
        if decision and decision.route in PLACES:
            yield TicketNote(cluster.name, PLACES[decision.route], decision.reason)


def _count_planned(production_round: ProductionRound) -> dict[tuple[str, str], int]:
    """Planned pieces by the names of size and colour."""
    return {
        (row.size.name, row.colour.name if row.colour else "Planned"): row.planned
        for row in production_round.quantities
    }


def _count_measured(planned: int) -> int:
    """How many garments of a size are measured, of so many."""
    return min(planned, GARMENTS_OF_FEW if planned < FEW else GARMENTS_MEASURED)


def _build_measure(row: ChartRow, chart: Chart) -> TicketMeasure:
    return TicketMeasure(
        code=row.code, name=row.name, how=row.how_to_measure or "", tolerance=_say_tolerance(row),
        values=tuple("" if value is None else _write(value, chart) for value in row.values),
    )  # fmt: skip


def _say_tolerance(row: ChartRow) -> str:
    signs = (("+", row.tolerance_plus), ("−", row.tolerance_minus))
    told = [f"{sign}{value.normalize():f}" for sign, value in signs if value is not None]
    return f"tolerance {' '.join(told)}" if told else ""


def _write(value: Decimal, chart: Chart) -> str:
    return write_value(value, chart.unit, chart.grid)
