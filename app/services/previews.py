"""What a preview found, for people: the points it would touch, those with a decision first, with the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import Cluster, Feedback, Garment, Job
from app.services import jobs, label_rules
from nlp.rules import Rule
from nlp.taxonomy import IssueCode

EXAMPLES_KEPT = 10
"""Examples of what appears, and of what vanishes, in each point."""


@dataclass(frozen=True)
class Words:
    """Words in their comment, with what stands before and after them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Flip:
    """What would change for one code of one garment; what people spoke on stays."""

    garment: Garment
    code: IssueCode
    point: Cluster | None
    appear: int
    vanish: int
    stay: int
    appearing: tuple[Words, ...]
    vanishing: tuple[Words, ...]

    @property
    def is_decided(self) -> bool:
        """Return whether something is decided about its fit point."""
        return self.point is not None and self.point.decision is not None


@dataclass(frozen=True)
class Preview:
    """What a preview has found so far."""

    rule: Rule | None
    read: int
    changed: int
    flips: tuple[Flip, ...]


def get_preview(session: Session, job_id: int) -> Job:
    """Return the job of a preview."""
    job = jobs.get_job(session, job_id)
    if job.kind != jobs.PREVIEW_READING:
        raise NotFound(f"There is no preview {job_id}.")
    return job


def view_preview(session: Session, job: Job, *, examples: int = 3) -> Preview:
    """Return what a preview's job has found so far, decided points first, then what changes most."""
    packed = job.arguments.get("rule")
    flips = [_view(session, found, examples) for found in job.arguments.get("flips", {}).values()]
    flips.sort(key=lambda flip: (not flip.is_decided, -flip.appear - flip.vanish, flip.garment.name, flip.code))
    return Preview(
        rule=label_rules.unpack(packed) if packed else None, read=job.done,
        changed=job.arguments.get("changed", 0), flips=tuple(flips),
    )  # fmt: skip


def _view(session: Session, found: dict[str, Any], examples: int) -> Flip:
    cluster_id = found["cluster"]
    return Flip(
        garment=session.get_one(Garment, found["garment"]), code=IssueCode(found["code"]),
        point=session.get(Cluster, cluster_id) if cluster_id else None,
        appear=found["appear"], vanish=found["vanish"], stay=found["stay"],
        appearing=_quote(session, found["appear_examples"], examples),
        vanishing=_quote(session, found["vanish_examples"], examples),
    )  # fmt: skip


def _quote(session: Session, places: Sequence[Sequence[int]], examples: int) -> tuple[Words, ...]:
    """The words themselves, read anew each time: what was erased meanwhile is not quoted."""
    quotes: list[Words] = []
    for feedback_id, start, end in places:
        feedback = session.get(Feedback, feedback_id)
        if feedback is not None and feedback.comment and len(quotes) < examples:
            comment = feedback.comment
            quotes.append(Words(comment[:start], comment[start:end], comment[end:]))
    return tuple(quotes)
