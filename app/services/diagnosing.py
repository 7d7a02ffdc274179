"""Diagnosing: where each fault of a garment sits (C2) and what change suits most (C4), from the answers that count."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import (
    Cluster,
    Diagnosis,
    DiagnosisKind,
    Feedback,
    FeedbackSource,
    Garment,
    GarmentColour,
    GarmentSize,
    Issue,
    Label,
    ProductionRound,
    Refusal,
    Suggestion,
)
from app.services.clusters import list_clusters
from app.services.diagnoses import (
    GIRTHS,
    HEIGHT_ASPECTS,
    REPORTS_MIN,
    find_measure,
    grid_step_mm,
    has_length,
    sewing_scatter_mm,
)
from app.services.hearing import Answer, Hearing, hear_garment
from app.services.label import get_label
from app.services.shares import share_by
from app.statistics.diagnosis import SIGNIFICANT, SizeCount, diagnose, one_size_p, stratified_trend
from app.statistics.suggestion import ASSUMED_MM, Wish, suggest, suggest_by_step

TALL_FROM_MM = (1600, 1700)
"""The bounds between the bands of height."""

HEIGHTS_MIN = 0.6
"""Under this share of known heights nobody can tell tall people from large sizes."""

EITHER_MIN = 2
"""So many on either side are a contradiction, one is a slip."""

GIRTH_LEEWAY_MIN_MM = 20.0
"""All round, nobody feels less."""


@dataclass(frozen=True)
class Wearer:
    """What is known of whoever gave an answer, as far as it bears on where a fault sits."""

    size: GarmentSize | None
    colour: str | None
    lot: str | None
    height_mm: int | None
    bought_other: bool
    """Whether they bought another than their usual size."""


def diagnose_garment(session: Session, garment: Garment) -> list[Diagnosis]:
    """Return the diagnoses of a garment's clusters, made anew from the answers that their headlines count."""
    hearing = hear_garment(session, garment)
    wearers = _read_wearers(session, garment)
    label = get_label(session)
    standing = list_clusters(session, garment)
    by_code = {cluster.code: cluster for cluster in standing}
    for cluster in standing:
        headline = cluster.headline
        if headline is None or not headline.reporting:
            cluster.diagnosis = cluster.suggestion = None
            continue
        answers = hearing.asked_since(cluster, headline.source, headline.since_round)
        opposite = by_code.get(cluster.code.opposite) if cluster.code.opposite else None
        case = _Case(hearing, cluster, opposite, headline.source, answers, wearers, label)
        found = case.diagnose()
        cluster.diagnosis = _rewrite(cluster.diagnosis or Diagnosis(), found) if found else None
        figures = case.suggest(session, cluster.diagnosis) if has_length(cluster.code) else None
        cluster.suggestion = _rewrite(cluster.suggestion or Suggestion(), figures) if figures else None
    session.flush()
    return [cluster.diagnosis for cluster in standing if cluster.diagnosis]


@dataclass(frozen=True)
class _Case:
    """One cluster with all that is known about it."""

    hearing: Hearing
    cluster: Cluster
    opposite: Cluster | None
    source: FeedbackSource
    answers: list[Answer]
    wearers: dict[int, Wearer]
    label: Label

    @property
    def reported(self) -> Collection[int]:
        return self.hearing.reports.get(self.cluster.id, {})

    @property
    def reported_against(self) -> Collection[int]:
        return self.hearing.reports.get(self.opposite.id, {}) if self.opposite else ()

    @property
    def own_size(self) -> list[Answer]:
        """The answers of those who bought their usual size, as far as it is known."""
        return [answer for answer in self.answers if not self.wearers[answer.id].bought_other]

    @property
    def sized(self) -> list[Answer]:
        return [answer for answer in self.own_size if self.wearers[answer.id].size]

    def diagnose(self) -> dict[str, Any] | None:
        """Where the fault sits, as columns of its row; of what is no matter of fit only one size, colour or lot."""
        code = self.cluster.code
        if code.group == "experience" or code.on_product_page:
            return None
        counts = self._count_sizes(self.sized)
        found = diagnose(counts, p_ref=self.label.p_ref)
        steps = _steps(self.cluster.garment)
        sizes = [size.name for size in self.cluster.garment.sizes if steps[size.id] == found.step]
        figures = {
            "source": self.source,
            "kind": DiagnosisKind(found.kind),
            "place": sizes[0] if found.step is not None and sizes else None,
            "rises": found.rises,
            "trend": found.trend,
            "base_rate": found.base_rate,
            "constant": found.constant,
            "more_answers": found.more_answers,
            "sized": _customers(self.sized),
            "other_size": _customers(self.answers) - _customers(self.own_size),
            "heights": _customers([each for each in self.sized if self.wearers[each.id].height_mm]),
        }
        if contradicted := self._find_contradicted_size():
            return figures | {"kind": DiagnosisKind.BOTH_DIRECTIONS, "place": contradicted, "more_answers": None}
        if colour := self._find_odd_part([self.wearers[answer.id].colour for answer in self.answers]):
            return figures | {"kind": DiagnosisKind.ONE_COLOUR, "place": colour, "more_answers": None}
        if lot := self._find_odd_part([self.wearers[answer.id].lot for answer in self.answers]):
            return figures | {"kind": DiagnosisKind.ONE_LOT, "place": lot, "more_answers": None}
        if code.group != "fit":
            return figures if found.kind == "one_size" else None
        if sum(count.reporting for count in counts) < REPORTS_MIN:
            return figures | {"kind": DiagnosisKind.CANNOT_TELL, "place": None}
        graded = figures["kind"] in (DiagnosisKind.GRADING, DiagnosisKind.BOTH)
        if graded and code.aspect in HEIGHT_ASPECTS and not self._holds_within_heights(rises=found.rises):
            return figures | {"kind": DiagnosisKind.GRADING_OR_HEIGHT}
        return figures

    def suggest(self, session: Session, diagnosis: Diagnosis | None) -> dict[str, Any]:
        """What change suits most, as columns of its row; a fault that grows with the size asks for other steps."""
        customers = {answer.id: answer.customer for answer in self.own_size}
        wishes = _read_wishes(session, self.cluster, customers)
        against = _read_wishes(session, self.opposite, customers) if self.opposite else {}
        opposed = {customer: wish for customer, wish in against.items() if customer not in wishes}
        satisfied = set(customers.values()) - wishes.keys() - opposed.keys()
        girth = self.cluster.code.aspect in GIRTHS
        leeway = float(self.label.leeway_girth_mm if girth else self.label.leeway_length_mm)
        leeway = max(leeway, GIRTH_LEEWAY_MIN_MM) if girth else leeway
        pom = find_measure(self.cluster)
        scatter = sewing_scatter_mm(pom, girth=girth)
        step = grid_step_mm(pom, self.label, girth=girth)
        smaller = False
        if diagnosis and diagnosis.kind in (DiagnosisKind.GRADING, DiagnosisKind.BOTH):
            smaller = not diagnosis.rises
            beyond = self._list_steps_beyond(smaller=smaller)
            found = suggest_by_step(
                [(beyond[customer], wish) for customer, wish in wishes.items() if customer in beyond],
                [beyond[customer] for customer in satisfied if customer in beyond],
                moves_base=diagnosis.kind is DiagnosisKind.BOTH, leeway_mm=leeway, scatter_mm=scatter,
                step_mm=step,
            )  # fmt: skip
        else:
            found = suggest(
                [*wishes.values()], len(satisfied), against=[*opposed.values()], leeway_mm=leeway, scatter_mm=scatter,
                step_mm=step,
            )  # fmt: skip
        asked = [wish.middle_mm for wish in wishes.values() if wish.stated]
        return {
            "shift_mm": found.shift_mm,
            "per_step_mm": found.per_step_mm,
            "smaller": smaller,
            "refusal": Refusal(found.refusal) if found.refusal else None,
            "low_mm": found.low_mm,
            "high_mm": found.high_mm,
            "least_mm": min(asked, default=None),
            "most_mm": max(asked, default=None),
            "stated": found.stated,
            "assumed": found.assumed,
            "satisfied": found.satisfied,
            "against": len(opposed),
            "suited": found.suited,
            "suited_now": found.suited_now,
            "satisfied_lost": found.satisfied_lost,
            "leeway_mm": leeway,
            "scatter_mm": scatter,
        }

    def _list_steps_beyond(self, *, smaller: bool) -> dict[str, int]:
        """How many sizes each customer is beyond the base, to the side where the fault grows; 0 on the other side."""
        steps = _steps(self.cluster.garment)
        return {
            answer.customer: max(0, steps[_size_id(self.wearers[answer.id])] * (-1 if smaller else 1))
            for answer in self.sized
        }

    def _count_sizes(self, answers: Sequence[Answer]) -> list[SizeCount]:
        """Reports by grade step; each customer counts once a size."""
        steps = _steps(self.cluster.garment)
        shares = share_by(answers, self.reported, lambda answer: steps[_size_id(self.wearers[answer.id])])
        return [SizeCount(step, share.k, share.n) for step, share in sorted(shares.items())]

    def _find_contradicted_size(self) -> str | None:
        """The size whose wearers say both too much and too little, neither of them by a slip."""
        by_size = share_by(self.sized, self.reported, lambda answer: self.wearers[answer.id].size)
        against = share_by(self.sized, self.reported_against, lambda answer: self.wearers[answer.id].size)
        for size, share in by_size.items():
            least = max(EITHER_MIN, self.label.p_ref * share.n)
            if share.k >= least and against[size].k >= least:
                return size.name
        return None

    def _find_odd_part(self, parts: Sequence[str | None]) -> str | None:
        """The colour or lot that alone reports it, all sizes taken together (Fisher, one-sided, Holm)."""
        part_of: dict[int, Hashable] = {
            answer.id: part for answer, part in zip(self.answers, parts, strict=True) if part is not None
        }
        shares = share_by(self.answers, self.reported, lambda answer: part_of.get(answer.id))
        if len(shares) < 2:
            return None
        names = list(shares)
        p = one_size_p([SizeCount(place, shares[name].k, shares[name].n) for place, name in enumerate(names)])
        least, name = min(zip(p, names, strict=True), key=lambda pair: pair[0])
        return str(name) if least < SIGNIFICANT and shares[name].k >= REPORTS_MIN else None

    def _holds_within_heights(self, *, rises: bool) -> bool:
        """Whether the trend over sizes holds among people of like height, where enough said how tall they are."""
        known = [answer for answer in self.sized if self.wearers[answer.id].height_mm]
        if _customers(known) < HEIGHTS_MIN * _customers(self.sized):
            return False
        bands: dict[int, list[Answer]] = {}
        for answer in known:
            height = self.wearers[answer.id].height_mm or 0
            bands.setdefault(sum(height >= bound for bound in TALL_FROM_MM), []).append(answer)
        mid_p, within = stratified_trend([self._count_sizes(answers) for answers in bands.values()])
        return mid_p < SIGNIFICANT and within is rises


def _read_wearers(session: Session, garment: Garment) -> dict[int, Wearer]:
    sizes = {size.id: size for size in garment.sizes}
    named = {name.casefold(): size.id for size in garment.sizes for name in (size.name, *size.aliases)}
    rows = session.execute(
        select(
            Feedback.id, Feedback.size_id, GarmentColour.name, ProductionRound.fabric_lot, Feedback.height_mm,
            Feedback.usual_size,
        )
        .outerjoin(Feedback.colour)
        .outerjoin(Feedback.production_round)
        .where(Feedback.garment_id == garment.id)
    )  # fmt: skip
    wearers = {}
    for answer_id, size_id, colour, lot, height_mm, usual_size in rows:
        size = sizes[size_id] if size_id is not None else None
        usual = named.get((usual_size or "").casefold())
        other = size is not None and usual is not None and usual != size.id
        wearers[answer_id] = Wearer(size, colour, lot, height_mm, other)
    return wearers


def _read_wishes(session: Session, cluster: Cluster, customers: dict[int, str]) -> dict[str, Wish]:
    """How far off each customer says it is; of several answers one with an amount holds, then the newest."""
    rows = session.execute(
        select(Issue.feedback_id, Issue.low_mm, Issue.high_mm, Issue.stated, Issue.severity)
        .where(Issue.cluster_id == cluster.id)
        .order_by(Issue.stated, Issue.id)
    )
    wishes = {}
    for answer_id, low_mm, high_mm, stated, severity in rows:
        if answer_id not in customers:
            continue
        if low_mm is not None and high_mm is not None:
            wishes[customers[answer_id]] = Wish(low_mm, high_mm, stated=stated)
        else:
            wishes[customers[answer_id]] = Wish(*ASSUMED_MM[min(3, max(1, severity))], stated=False)
    return wishes


def _steps(garment: Garment) -> dict[int, int]:
    """Grade steps from the base size by size id; W28 L30 and W28 L32 are one step, for the length is another matter."""
    base = garment.base_size
    graded = list(dict.fromkeys(_first_dimension(size) for size in garment.sizes))
    middle = graded.index(_first_dimension(base)) if base else 0
    return {size.id: graded.index(_first_dimension(size)) - middle for size in garment.sizes}


def _first_dimension(size: GarmentSize) -> str:
    return size.name.removesuffix(size.second_dimension or "").strip()


def _size_id(wearer: Wearer) -> int:
    assert wearer.size  # only answers of a known size are counted by size
    return wearer.size.id


def _customers(answers: Sequence[Answer]) -> int:
    return len({answer.customer for answer in answers})


def _rewrite(row: Any, figures: dict[str, Any]) -> Any:
    """The row with new figures; it is changed in place, for a cluster has one."""
    for name, value in figures.items():
        setattr(row, name, value)
    return row
