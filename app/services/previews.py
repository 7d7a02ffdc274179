"""What a preview found, for people: the points it would touch, those with a decision first, with the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.errors import NotFound
from app.models import Cluster, Feedback, Garment, Job
from app.services import jobs, label_rules, naming
from app.services.label import get_label
from app.services.naming import Draft
from nlp.own_codes import is_draft, read_code
from nlp.rules import Rule
from nlp.taxonomy import Code

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
    code: Code
    title: str
    """The code in people's words."""
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
    tag: Draft | None
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
    packed, tag = job.arguments.get("rule"), job.arguments.get("tag")
    draft = naming.unpack(tag) if tag else None
    found = list(job.arguments.get("flips", {}).values())
    touched = select(Garment).where(Garment.id.in_({each["garment"] for each in found}))
    garments = {garment.id: garment for garment in session.scalars(touched)}
    points = _find_points(session, found)
    comments = _find_comments(session, found)

    def quote(places: Sequence[Sequence[int]]) -> tuple[Words, ...]:
        """The words themselves, read anew each time: what was erased meanwhile is not quoted."""
        told = [(comments[number], start, end) for number, start, end in places if number in comments]
        return tuple(Words(each[:start], each[start:end], each[end:]) for each, start, end in told[:examples])

    def say(code: Code) -> str:
        return draft.name if draft and is_draft(code) else get_label(session).say_code(code)

    flips = [
        Flip(
            garment=garments[each["garment"]], code=(code := read_code(each["code"])), title=say(code),
            point=points.get(each["cluster"]),
            appear=each["appear"], vanish=each["vanish"], stay=each["stay"],
            appearing=quote(each["appear_examples"]), vanishing=quote(each["vanish_examples"]),
        )
        for each in found
    ]  # fmt: skip
    flips.sort(key=lambda flip: (not flip.is_decided, -flip.appear - flip.vanish, flip.garment.name, flip.code.value))
    return Preview(
        rule=label_rules.unpack(packed) if packed else None, tag=draft, read=job.done,
        changed=job.arguments.get("changed", 0), flips=tuple(flips),
    )  # fmt: skip


def _find_points(session: Session, found: Sequence[dict[str, Any]]) -> dict[int | None, Cluster]:
    numbers = {each["cluster"] for each in found}
    wanted = select(Cluster).where(Cluster.id.in_(numbers)).options(selectinload(Cluster.decisions))
    return {point.id: point for point in session.scalars(wanted)}


def _find_comments(session: Session, found: Sequence[dict[str, Any]]) -> dict[int, str]:
    places = [place for each in found for place in (*each["appear_examples"], *each["vanish_examples"])]
    wanted = select(Feedback.id, Feedback.comment).where(Feedback.id.in_({number for number, _, _ in places}))
    return {number: comment for number, comment in session.execute(wanted) if comment}
