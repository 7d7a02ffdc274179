"""Measuring the pieces of a run: which ones, what was found, and whether they are as the chart says (field.md)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import (
    Choice,
    Cluster,
    EvidenceState,
    GarmentSize,
    LengthUnit,
    PieceMeasure,
    PointOfMeasure,
    ProductionRound,
    User,
)
from app.services import audit
from app.services.changes import list_shipped_lines, list_with_next
from app.services.clusters import list_clusters
from app.services.counts import find_made
from app.services.lengths import as_printed
from app.services.limits import tolerance_mm
from app.services.points_of_measure import get_point_of_measure
from app.services.round_rules import ensure_cut, hold_round
from app.services.sizes_and_colours import get_size
from app.services.suggestions import find_measure, has_length

PIECES, PIECES_OF_FEW, FEW_CUT = 3, 2, 10
"""So many pieces of a size are measured, and so many where fewer than ten were cut."""

PIECES_MAX = 5

Scale = tuple[LengthUnit, str]
"""The unit and the grid of a paper."""


@dataclass(frozen=True)
class Spot:
    """One cell of the cutting table's sheet: a point of measure on one piece of a size, before or after one wash."""

    pom: str
    size: str
    piece: int
    washed: bool = False


@dataclass(frozen=True)
class Spec:
    """What a run was released to be at a point of measure in one size, and how far off is allowed; in mm."""

    value_mm: Decimal
    plus_mm: Decimal
    minus_mm: Decimal


@dataclass(frozen=True)
class MeasuredSize:
    """What was measured at one point of measure on the pieces of one size, beside its spec."""

    pom: PointOfMeasure
    size: GarmentSize
    spec: Spec
    values_mm: tuple[Decimal, ...]

    @property
    def deviation_mm(self) -> Decimal:
        """Return how far the middle piece is over its spec; below nothing where it is under it."""
        return median(self.values_mm) - self.spec.value_mm

    @property
    def is_off(self) -> bool:
        """Return whether the middle piece lies outside of the tolerance."""
        return not -self.spec.minus_mm <= self.deviation_mm <= self.spec.plus_mm


def list_pieces(production_round: ProductionRound) -> dict[GarmentSize, int]:
    """Return how many pieces of each size are to be measured; sizes that were not cut are left out."""
    pieces = {}
    for size in production_round.garment.sizes:
        cut = find_made(production_round, size)
        if cut is None and production_round.quantities:
            cut = 0  # of a run whose other sizes were planned
        wanted = PIECES if cut is None or cut >= FEW_CUT else min(cut, PIECES_OF_FEW)
        measured = [each.piece for each in production_round.piece_measures if each.size is size]
        if number := max([wanted, *measured]):
            pieces[size] = number
    return pieces


def list_points(session: Session, production_round: ProductionRound) -> list[PointOfMeasure]:
    """Return what is to be measured: what is critical, what a fit point above the threshold stands on, what is mended.

    Where none of these names anything, all that the run has a spec of.
    """
    specs = list_specs(production_round)
    known = {pom_id for pom_id, _ in specs}
    runs = list_with_next(production_round)
    asked = {
        pom.id
        for cluster in list_clusters(session, production_round.garment)
        if _is_told(cluster) or _is_fixed(cluster, runs)
        if has_length(cluster.code) and (pom := find_measure(cluster))
    }
    asked |= _list_changed(runs) | {each.pom_id for each in production_round.piece_measures}
    charted = [pom for pom in production_round.garment.points_of_measure if pom.id in known]
    return [pom for pom in charted if pom.critical or pom.id in asked] or charted


def list_specs(
    production_round: ProductionRound,
    points: Iterable[PointOfMeasure] | None = None,
    *,
    scale: Scale | None = None,
) -> dict[tuple[int, int], Spec]:
    """Return what the run was released to be, by ids of point of measure and size: its own copy of the chart.

    Where points of measure are named it is what it says of them; with a scale it is as the chart is printed on that.
    """
    poms = {pom.id: pom for pom in (production_round.garment.points_of_measure if points is None else points)}
    chart = (production_round.snapshot or {}).get("chart", [])
    return {
        (row["pom"], row["size"]): Spec(
            as_printed(Decimal(row["value_mm"]), *scale) if scale else Decimal(row["value_mm"]),
            _read_tolerance(row["tolerance_plus_mm"], poms[row["pom"]]),
            _read_tolerance(row["tolerance_minus_mm"], poms[row["pom"]]),
        )
        for row in chart
        if row["pom"] in poms
    }


def record_measures(
    session: Session,
    production_round: ProductionRound,
    values_mm: Mapping[Spot, Decimal | None],
    *,
    user: User | None = None,
) -> int:
    """Return how many measures are new or changed; None takes one away. All of them are taken, or none."""
    garment = production_round.garment
    hold_round(session, production_round)
    ensure_cut(session, production_round)
    wanted = []
    for spot, value in values_mm.items():
        pom, size = get_point_of_measure(garment, spot.pom), get_size(garment, spot.size)
        _ensure_piece(spot)
        _ensure_length(spot, value)
        wanted.append(((pom.id, size.id, spot.piece, spot.washed), pom, size, value))
    known = {(row.pom_id, row.size_id, row.piece, row.washed): row for row in production_round.piece_measures}
    changed = 0
    for key, pom, size, value in wanted:
        row = known.get(key)
        if (row.value_mm if row else None) == value:
            continue
        changed += 1
        if row is not None:
            production_round.piece_measures.remove(row)
            session.flush()
        if value is not None:
            production_round.piece_measures.append(
                PieceMeasure(
                    pom=pom, size=size, piece=key[2], washed=key[3], value_mm=value, user_id=user.id if user else None
                )
            )
    if changed:
        session.flush()
        audit.note(session, "pieces_measured", production_round, user=user, measures=changed)
    return changed


def list_measured(production_round: ProductionRound, scale: Scale, *, washed: bool = False) -> list[MeasuredSize]:
    """Return what was measured, by point of measure and size in their order, as far as the run has a spec of it.

    The spec is what the cutting table was told: as it is printed on the scale.
    """
    points = sorted({row.pom for row in production_round.piece_measures}, key=lambda pom: pom.position)
    specs = list_specs(production_round, points, scale=scale) if points else {}
    found: dict[tuple[int, int], list[Decimal]] = {}
    for row in production_round.piece_measures:
        if row.washed is washed:
            found.setdefault((row.pom_id, row.size_id), []).append(row.value_mm)
    return [
        MeasuredSize(pom, size, specs[pom.id, size.id], tuple(found[pom.id, size.id]))
        for pom in points
        for size in production_round.garment.sizes
        if (pom.id, size.id) in found and (pom.id, size.id) in specs
    ]


def _is_told(cluster: Cluster) -> bool:
    return cluster.headline is not None and cluster.headline.state.rank >= EvidenceState.EMERGING.rank


def _is_fixed(cluster: Cluster, runs: Iterable[ProductionRound]) -> bool:
    """Whether a point is fixed with one of these runs, by whatever route: its evidence begins anew with it."""
    numbers = {run.number for run in runs}
    return any(each.choice is Choice.FIX and each.round_number in numbers for each in cluster.decisions)


def _list_changed(runs: Iterable[ProductionRound]) -> set[int]:
    """The points of measure that the patterns of these runs change, whether or not a fit point is behind it."""
    lines = (line for run in runs if run.revision for line in list_shipped_lines(run, run.revision))
    return {line.pom_id for line in lines if line.pom_id is not None}


def _read_tolerance(text: str | None, pom: PointOfMeasure) -> Decimal:
    return tolerance_mm(pom, None if text is None else Decimal(text))


def _ensure_piece(spot: Spot) -> None:
    """Three pieces of a size tell enough, five are plenty."""
    if not 1 <= spot.piece <= PIECES_MAX:
        raise RuleError(f"{spot.size} {spot.piece}: pieces of a size count from 1 to {PIECES_MAX}.", field="piece")


def _ensure_length(spot: Spot, value_mm: Decimal | None) -> None:
    """What is measured on a piece is more than nothing."""
    if value_mm is not None and value_mm <= 0:
        raise RuleError(f"{spot.pom} of {spot.size} {spot.piece} has to be more than nothing.", field="measures")
