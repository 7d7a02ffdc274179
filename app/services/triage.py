"""Made to spec? Before the pattern is blamed, what the pieces of the run measure is looked at (field.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import mean

from sqlalchemy.orm import Session

from app.models import Cause, Cluster, DiagnosisKind, EvidenceState, Label, PointOfMeasure, ProductionRound, Route
from app.services.changes import list_released
from app.services.label import GRIDS, choose_grid, get_label
from app.services.lengths import write_length
from app.services.piece_measures import MeasuredSize, Scale, list_measured, list_pieces, list_specs
from app.services.point_names import name_in_sentence
from app.services.suggestions import asks_for_less, find_measure, has_length
from app.services.wording import amount_of, list_words


class Made(StrEnum):
    """What the pieces say of a fault before anybody looks at the pattern."""

    NOT_MEASURED = "not_measured"
    OFF_SPEC = "off_spec"
    SHRINKS = "shrinks"
    TO_SPEC = "to_spec"
    OFF_THE_OTHER_WAY = "off_the_other_way"


TITLES = {
    Made.NOT_MEASURED: "Measure the pieces first",
    Made.OFF_SPEC: "Sewn off spec",
    Made.SHRINKS: "To spec until it is washed",
    Made.TO_SPEC: "Made to spec",
    Made.OFF_THE_OTHER_WAY: "Sewn off spec, the other way",
}

WAYS = {
    Made.OFF_SPEC: (Cause.OFF_SPEC, Route.FACTORY),
    Made.SHRINKS: (Cause.SHRINKAGE, Route.FABRIC),
}
"""The probable cause and the route that are proposed where the pattern is not to blame; a designer decides."""


@dataclass(frozen=True)
class Triage:
    """Whether the pieces that people speak of were made to spec at the measure that their complaint is about."""

    made: Made
    pom: PointOfMeasure
    production_round: ProductionRound
    sizes: tuple[str, ...] = ()
    """Those measured; where something is off, those that are."""
    all_sizes: bool = True
    deviation_mm: Decimal = Decimal(0)
    """How far the middle pieces of these sizes are over their spec on average, in mm of the measure's own kind."""
    pieces: int = 0

    @property
    def spares_pattern(self) -> bool:
        """Return whether something else is to be mended before the pattern."""
        return self.made in WAYS


def triage_point(session: Session, cluster: Cluster) -> Triage | None:
    """Return what the pieces say of a fit point above the threshold; None where no measure of the chart is behind it.

    The newest run counts whose pieces were measured there, of those that the evidence is about.
    """
    headline = cluster.headline
    if headline is None or headline.state.rank < EvidenceState.EMERGING.rank or not has_length(cluster.code):
        return None
    pom = find_measure(cluster)
    if pom is None:
        return None
    since = headline.since_round or 1
    counted = [
        each
        for each in reversed(list_released(cluster.garment))
        if each.number >= since and any(pom_id == pom.id for pom_id, _ in list_specs(each))
    ]
    scale = choose_grid(session, None, None, garment=cluster.garment)
    for production_round in counted:
        if found := _read_pieces(cluster, pom, production_round, scale):
            return found
    return Triage(Made.NOT_MEASURED, pom, counted[0]) if counted else None


def say_triage(session: Session, triage: Triage) -> str:
    """Return what the pieces say, and whom to talk to first."""
    label = get_label(session)
    run = f"{label.run_word} {triage.production_round.number}"
    if triage.made is Made.NOT_MEASURED:
        number = max(list_pieces(triage.production_round).values(), default=0)
        return (
            f"Nobody has measured {triage.pom.code} {name_in_sentence(triage.pom.name)} on {run}"
            f" ({amount_of(number, 'piece')} a size). Off spec is the factory’s, to spec is the pattern’s."
        )
    off = _say_off(triage, label)
    told = {
        Made.OFF_SPEC: f"{off}: talk to the factory before the pattern.",
        Made.SHRINKS: f"Made to spec, but after one wash {_lower(off)}: look at the shrinkage before the pattern.",
        Made.OFF_THE_OTHER_WAY: f"{off}, and still people say this: the pattern is to blame all the more.",
        Made.TO_SPEC: "Made to spec: the pattern is to blame.",
    }[triage.made]
    return f"{told} {amount_of(triage.pieces, 'piece').capitalize()} of {run} measured at {triage.pom.code}."


def _read_pieces(
    cluster: Cluster, pom: PointOfMeasure, production_round: ProductionRound, scale: Scale
) -> Triage | None:
    """What the pieces of one run say; None where none was measured there."""
    sewn = _list_at(cluster, pom, production_round, scale, washed=False)
    if not sewn:
        return None
    more = asks_for_less(cluster.code, pom)
    washed = _list_at(cluster, pom, production_round, scale, washed=True)
    if off := _list_telling(sewn, over=more):
        return _tell(Made.OFF_SPEC, pom, production_round, sewn, off)
    if off := _list_telling(washed, over=more):
        return _tell(Made.SHRINKS, pom, production_round, washed, off)
    if off := _list_telling(sewn, over=not more):
        return _tell(Made.OFF_THE_OTHER_WAY, pom, production_round, sewn, off)
    return _tell(Made.TO_SPEC, pom, production_round, sewn, sewn)


def _list_at(
    cluster: Cluster, pom: PointOfMeasure, production_round: ProductionRound, scale: Scale, *, washed: bool
) -> list[MeasuredSize]:
    """What was measured there; where one size alone is said to be at fault, in that size if it was measured."""
    found = [each for each in list_measured(production_round, scale, washed=washed) if each.pom is pom]
    diagnosis = cluster.diagnosis
    if diagnosis and diagnosis.kind is DiagnosisKind.ONE_SIZE:
        return [each for each in found if each.size.name == diagnosis.place] or found
    return found


def _list_telling(measured: Sequence[MeasuredSize], *, over: bool) -> list[MeasuredSize]:
    """The sizes that are off that way; one or two of many do not tell why all complain."""
    off = [each for each in measured if each.is_off and (each.deviation_mm > 0) is over]
    return off if off and 2 * len(off) >= len(measured) else []


def _tell(
    made: Made,
    pom: PointOfMeasure,
    production_round: ProductionRound,
    measured: Sequence[MeasuredSize],
    telling: Sequence[MeasuredSize],
) -> Triage:
    return Triage(
        made=made,
        pom=pom,
        production_round=production_round,
        sizes=tuple(each.size.name for each in telling),
        all_sizes=len(telling) == len(measured),
        deviation_mm=mean(each.deviation_mm for each in telling),
        pieces=sum(len(each.values_mm) for each in measured),
    )


def _say_off(triage: Triage, label: Label) -> str:
    """ "The pieces were sewn 1.2 cm over spec", with the sizes where it is not all of them."""
    where = "" if triage.all_sizes else f"In {list_words(triage.sizes)} "
    side = "over" if triage.deviation_mm > 0 else "under"
    verb = "are" if triage.made is Made.SHRINKS else "were sewn"
    pieces = "the pieces" if where else "The pieces"
    # A tape measure is finer than the grid that a label draws on.
    length = write_length(abs(triage.deviation_mm), label.unit, GRIDS[label.unit][0])
    return f"{where}{pieces} {verb} {length} {label.unit.value} {side} spec"


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
