"""Who was asked about a cluster and who reports it: customers, each counted once, by source and round."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import (
    Cluster,
    Feedback,
    FeedbackSource,
    Garment,
    Issue,
    OverallFit,
    Placement,
    ProductionRound,
    ReadState,
    ZoneAnswer,
)
from nlp.taxonomy import Code, IssueCode

NOT_ZONES = ("size.overall", "shape.cut")
"""Aspects of fit that are no place on the sketch."""


@dataclass(frozen=True)
class Answer:
    """What counts of one answer: who, about which run, whether everything else was said to fit."""

    id: int
    customer: str
    source: FeedbackSource
    round_number: int | None
    heard: bool
    """Whether taps, or words that the tagger or a person has read, say anything at all."""
    rest_fits: bool
    tapped: frozenset[str]
    size_id: int | None = None
    colour_id: int | None = None
    fits_fine: bool = False
    """Whether it fits: by the button that says so, or overall and in all else, and no fault of fit was tapped or read.

    A button weighs what was tapped, not words; who takes the longer way to say the same may tell in words what is off.
    """


@dataclass(frozen=True)
class Report:
    """That an answer stands in a cluster."""

    answer_id: int
    severity: int
    safety: bool


@dataclass(frozen=True)
class Hearing:
    """All answers about a garment in the order they arrived, and the reports by cluster id."""

    answers: list[Answer]
    reports: dict[int, dict[int, Report]]
    codes: dict[int, set[Code]]
    _asked: dict[tuple[int, FeedbackSource | None], list[Answer]] = field(default_factory=dict, repr=False)
    """Who was asked about each cluster: all parts of a weighing want to know."""

    def codes_of(self, cluster: Cluster) -> set[Code]:
        """Return the codes whose issues go to a cluster."""
        return self.codes.get(cluster.id) or {cluster.code}

    @cached_property
    def by_source(self) -> dict[FeedbackSource, list[Answer]]:
        """Return the answers of each source, in the order they arrived."""
        sorted_out: dict[FeedbackSource, list[Answer]] = {}
        for answer in self.answers:
            sorted_out.setdefault(answer.source, []).append(answer)
        return sorted_out

    def asked(self, cluster: Cluster, source: FeedbackSource | None = None) -> list[Answer]:
        """Return the answers, of one source or of all, whose customers were asked about it, or told it unasked."""
        if (known := self._asked.get((cluster.id, source))) is not None:
            return known
        codes = self.codes_of(cluster)
        aspects = {code.aspect for code in codes}
        on_sketch = all(map(_is_on_sketch, codes))
        reported = self.reports.get(cluster.id, {})
        asked = self._asked[cluster.id, source] = [
            answer
            for answer in (self.by_source.get(source, []) if source else self.answers)
            if (answer.id in reported or _was_asked(answer, aspects, on_sketch=on_sketch))
        ]
        return asked

    def asked_since(self, cluster: Cluster, source: FeedbackSource, since: int | None) -> list[Answer]:
        """Return those of them that are about a round from this one on; with None every answer counts."""
        asked = self.asked(cluster, source)
        if since is None:
            return asked
        return [each for each in asked if each.round_number is not None and each.round_number >= since]

    def list_told(self, source: FeedbackSource, since: int | None, until: int | None = None) -> list[Answer]:
        """Return all that a source tells, whatever of, of the rounds from one on; `until` counts no more."""
        told = self.by_source.get(source, [])
        if since is None and until is None:
            return told
        known = [(answer, answer.round_number) for answer in told if answer.round_number is not None]
        return [
            answer
            for answer, number in known
            if (since is None or number >= since) and (until is None or number < until)
        ]

    def count(self, cluster: Cluster, answers: list[Answer]) -> tuple[int, int]:
        """Return how many distinct customers report a cluster, of how many."""
        reported = self.reports.get(cluster.id, {})
        reporting = {answer.customer for answer in answers if answer.id in reported}
        return len(reporting), len({answer.customer for answer in answers})


def hear_garment(session: Session, garment: Garment) -> Hearing:
    """Return what has been said of a garment, in four queries whatever its size."""
    session.flush()
    tapped: dict[int, set[str]] = defaultdict(set)
    for feedback_id, aspect in session.execute(
        select(ZoneAnswer.feedback_id, ZoneAnswer.aspect).join(Feedback).where(Feedback.garment_id == garment.id)
    ):
        tapped[feedback_id].add(aspect)
    reports: dict[int, dict[int, Report]] = defaultdict(dict)
    misfits: set[int] = set()
    is_unsafe = func.coalesce(Issue.safety_by_hand, Issue.safety)
    for cluster_id, feedback_id, severity, safety, code in session.execute(
        select(Cluster.id, Issue.feedback_id, Issue.severity, is_unsafe, Issue.standing_code)
        .join(Issue.cluster)
        .join(Issue.feedback)
        .where(Feedback.garment_id == garment.id, ~Feedback.is_spam)
        .order_by(Issue.id)
    ):
        reports[cluster_id][feedback_id] = Report(feedback_id, severity, bool(safety))
        if code is not None and code.group == "fit":
            misfits.add(feedback_id)
    codes: dict[int, set[Code]] = defaultdict(set)
    for placed, code in session.execute(
        select(Placement.cluster_id, Placement.code).where(Placement.garment_id == garment.id)
    ):
        codes[placed].add(code)
    return Hearing(_list_answers(session, garment, tapped, misfits), dict(reports), dict(codes))


def _list_answers(
    session: Session, garment: Garment, tapped: dict[int, set[str]], misfits: Collection[int]
) -> list[Answer]:
    rows = session.execute(
        select(
            Feedback.id,
            func.coalesce(Feedback.first_id, Feedback.id),
            Feedback.customer_key,
            Feedback.source,
            ProductionRound.number,
            Feedback.read_state,
            Feedback.read_by_hand,
            Feedback.fits_fine,
            Feedback.rest_fits,
            Feedback.overall_fit,
            Feedback.size_id,
            Feedback.colour_id,
        )
        .outerjoin(Feedback.production_round)
        .where(Feedback.garment_id == garment.id, ~Feedback.is_spam)
        .order_by(Feedback.received_at, Feedback.id)
    )
    return [
        Answer(
            id=answer_id, customer=key or f"answer {first_id}", source=source, round_number=number,
            heard=source is FeedbackSource.FORM or state is ReadState.READ or by_hand, rest_fits=fine or rest_fits,
            tapped=frozenset(tapped.get(answer_id, ())), size_id=size_id, colour_id=colour_id,
            fits_fine=fine or (overall is OverallFit.RIGHT and rest_fits and answer_id not in misfits),
        )
        for answer_id, first_id, key, source, number, state, by_hand, fine, rest_fits, overall, size_id, colour_id
        in rows
    ]  # fmt: skip


def _is_on_sketch(code: Code) -> bool:
    """Whether the form asks about it by a place; it knows nothing of the label's own tags."""
    return isinstance(code, IssueCode) and code.group == "fit" and code.aspect not in NOT_ZONES


def _was_asked(answer: Answer, aspects: set[str], *, on_sketch: bool) -> bool:
    """On the form a place that was left untouched stays unasked, unless everything else was said to fit."""
    if answer.source is FeedbackSource.FORM and on_sketch:
        return answer.rest_fits or not aspects.isdisjoint(answer.tapped)
    return answer.heard
