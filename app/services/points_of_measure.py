"""A garment's points of measure: written down, found by their codes, described otherwise, and put away."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import (
    NAME_MAX,
    SENTENCE_MAX,
    Garment,
    GarmentSize,
    MeasureKind,
    PatternRevision,
    PointOfMeasure,
    RevisionLine,
    RevisionMeasure,
    RevisionStatus,
    User,
    now,
)
from app.services import audit
from app.services.ancestry import find_newest, is_unused, list_line
from app.services.doubts import ensure_likely
from app.services.garments import hold_garment
from app.services.label import choose_grid
from app.services.sizes_and_colours import get_size

CODE_MAX = 10
TOLERANCE_MAX_MM = 100

_DONE = (RevisionStatus.RELEASED, RevisionStatus.SUPERSEDED)
"""Of a revision whose lines nobody writes, answers or settles any more."""


@dataclass(frozen=True)
class Described:
    """What sheets and charts say of a point of measure beside its values; lengths are mm."""

    name: str
    kind: MeasureKind
    how_to_measure: str | None = None
    tolerance_plus_mm: Decimal | None = None
    tolerance_minus_mm: Decimal | None = None
    critical: bool = False


def add_point_of_measure(
    session: Session,
    garment: Garment,
    *,
    code: str,
    name: str,
    kind: MeasureKind,
    how_to_measure: str | None = None,
    tolerance_plus_mm: Decimal | None = None,
    tolerance_minus_mm: Decimal | None = None,
    critical: bool = False,
    values_mm: Mapping[str, Decimal] | None = None,
    sure: bool = False,
    user: User | None = None,
) -> PointOfMeasure:
    """Return a new point of measure; its values per size, where known, enter the newest revision's chart.

    Values that no garment measures are kept once whoever types them is `sure`.
    """
    described = Described(name.strip(), kind, how_to_measure, tolerance_plus_mm, tolerance_minus_mm, critical)
    code = code.strip()
    _ensure_code(garment, code)
    _ensure_described(described)
    values = {get_size(garment, size): value for size, value in (values_mm or {}).items()}
    for size, value_mm in values.items():
        if value_mm <= 0:
            raise RuleError(f"{size.name}: a measure is more than nothing.", field=size.name)
    pom = PointOfMeasure(code=code, position=len(garment.points_of_measure))
    _describe(pom, described)
    if not sure:
        ensure_likely(pom, values, choose_grid(session, None, None, garment=garment)[0])
    pom.garment = garment
    session.add(pom)
    chart = find_newest(garment)
    for size, value_mm in values.items():
        chart.measures.append(RevisionMeasure(pom=pom, size=size, value_mm=value_mm))
    audit.note(session, "measured", garment, user=user, pom=code)
    return pom


def get_point_of_measure(garment: Garment, code: str) -> PointOfMeasure:
    """Return the point of measure with this code."""
    for pom in garment.points_of_measure:
        if pom.code.casefold() == code.strip().casefold():
            return pom
    raise NotFound(f"{garment.name} has no point of measure {code}.", field="pom")


def describe_point(
    session: Session, pom: PointOfMeasure, described: Described, *, user: User | None = None
) -> PointOfMeasure:
    """Return the point of measure, described otherwise; what is printed from now on says it, a run keeps its own.

    How it is taken says what its values mean, and what a line that changes it comes to: with one, it stays.
    """
    hold_garment(session, pom.garment)
    _ensure_described(described)
    if described.kind is not pom.kind and (line := _find_line(pom)):
        raise RuleError(
            f"Line {line.number} of revision {line.revision.number} changes {pom.code} as it is taken now, "
            f"{pom.kind}: that stays. Add a measure with a code of its own, and put this one away.",
            field="kind",
        )
    if describe(pom) != described:
        _describe(pom, described)
        audit.note(session, "described", pom, user=user)
    return pom


def describe(pom: PointOfMeasure) -> Described:
    """Return what is said of a point of measure beside its values."""
    return Described(
        pom.name, pom.kind, pom.how_to_measure, pom.tolerance_plus_mm, pom.tolerance_minus_mm, pom.critical
    )


def put_away(session: Session, pom: PointOfMeasure, *, user: User | None = None) -> None:
    """Measure a point no longer: a chart that somebody works by keeps its values, the next revision copies none."""
    hold_garment(session, pom.garment)
    if line := _find_line(pom, but_for=_DONE):
        raise RuleError(
            f"Line {line.number} of revision {line.revision.number} changes {pom.code}: it can be put away once that "
            "is released, or the line is taken out."
        )
    if pom.retired_at is None:
        pom.retired_at = now()
        chart = find_newest(pom.garment)
        gone = list_values(chart, pom) if is_unused(chart) else {}
        if gone:
            chart.measures[:] = [each for each in chart.measures if each.pom is not pom]
        values_mm = {size.name: f"{value.normalize():f}" for size, value in gone.items()}
        audit.note(session, "put away", pom, user=user, values_mm=values_mm)


def take_up(session: Session, pom: PointOfMeasure, *, user: User | None = None) -> None:
    """Measure a point again; the newest chart has the values of it that were known last."""
    hold_garment(session, pom.garment)
    if pom.retired_at is None:
        return
    pom.retired_at = None
    chart = find_newest(pom.garment)
    known = list_values(chart, pom)
    for size, value_mm in _list_last_values(session, pom, chart).items():
        if size not in known:
            chart.measures.append(RevisionMeasure(pom=pom, size=size, value_mm=value_mm))
    audit.note(session, "taken up again", pom, user=user)


def list_values(chart: PatternRevision, pom: PointOfMeasure) -> dict[GarmentSize, Decimal]:
    """Return the values of a point of measure that a revision's chart has, in mm by size."""
    return {each.size: each.value_mm for each in chart.measures if each.pom is pom}


def list_put_away(garment: Garment) -> list[PointOfMeasure]:
    """Return the points of measure of a garment that are measured no longer, in their order."""
    return [pom for pom in garment.points_of_measure if pom.retired_at is not None]


def _list_last_values(session: Session, pom: PointOfMeasure, chart: PatternRevision) -> dict[GarmentSize, Decimal]:
    """What was known of a point that was put away: by the last chart that had it, else as it left the only one."""
    for before in list_line(chart):
        if values := list_values(before, pom):
            return values
    away = [each for each in audit.list_events(session, pom) if each.verb == "put away"]
    noted = away[-1].details.get("values_mm", {}) if away else {}
    return {size: Decimal(noted[size.name]) for size in pom.garment.sizes if size.name in noted}


def _find_line(pom: PointOfMeasure, but_for: tuple[RevisionStatus, ...] = ()) -> RevisionLine | None:
    """A line that changes a point of measure, but for those of revisions with these statuses."""
    revisions = (each for each in pom.garment.revisions if each.status not in but_for)
    return next((line for revision in revisions for line in revision.lines if line.pom is pom), None)


def _describe(pom: PointOfMeasure, described: Described) -> None:
    pom.name, pom.kind, pom.critical = described.name, described.kind, described.critical
    pom.how_to_measure = described.how_to_measure or None
    pom.tolerance_plus_mm, pom.tolerance_minus_mm = described.tolerance_plus_mm, described.tolerance_minus_mm


def _ensure_code(garment: Garment, code: str) -> None:
    """A code is short, and names one measure of a garment however it is typed."""
    if not code:
        raise RuleError("A measure needs a code.", field="code")
    if len(code) > CODE_MAX:
        raise RuleError(f"The code “{code[:20]}” is longer than {CODE_MAX} characters.", field="code")
    taken = next((pom for pom in garment.points_of_measure if pom.code.casefold() == code.casefold()), None)
    if taken is not None:
        known = f"{garment.name} has a point of measure {taken.code} already"
        raise RuleError(f"{known}, put away: take it up again." if taken.retired_at else f"{known}.", field="code")


def _ensure_described(described: Described) -> None:
    """A measure has a name, and words and tolerances that a sheet has room for."""
    if not described.name:
        raise RuleError("A measure needs a name.", field="name")
    for field, words, most in (
        ("name", described.name, NAME_MAX), ("how_to_measure", described.how_to_measure, SENTENCE_MAX),
    ):  # fmt: skip
        if words and len(words) > most:
            raise RuleError(f"That is longer than {most} characters.", field=field)
    for field in ("tolerance_plus_mm", "tolerance_minus_mm"):
        allowed = getattr(described, field)
        if allowed is not None and not 0 <= allowed <= TOLERANCE_MAX_MM:
            raise RuleError(f"A tolerance is between 0 and {TOLERANCE_MAX_MM} mm.", field=field.removesuffix("_mm"))
