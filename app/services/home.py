"""What needs somebody today: per garment, the days counted back from its next cut, and nothing that can wait."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.models import (
    Cluster,
    Garment,
    GateOverride,
    OutboxMail,
    Outcome,
    PacketAnswer,
    PatternRevision,
    ProductionRound,
    RevisionStatus,
    RoundStatus,
    Verdict,
)
from app.services import needs, outbox, overrides, settling
from app.services.ancestry import find_present, list_drafts
from app.services.clusters import is_undecided, is_unsafe, list_perhaps_waiting
from app.services.deadlines import Deadline, plan_backwards
from app.services.decisions import has_safety, needs_decision
from app.services.outcomes import say
from app.services.whole_revisions import load_whole

T = TypeVar("T")

WITH_THE_MAKER = (RevisionStatus.SENT, RevisionStatus.SAMPLED)
UNFINISHED = (RevisionStatus.DRAFT, *WITH_THE_MAKER)

VERDICT_NEWS_DAYS = 14
"""So long a verdict that changed is news."""


@dataclass(frozen=True)
class GarmentNeeds:
    """What one garment asks for."""

    garment: Garment
    deadline: Deadline | None
    undecided: tuple[Cluster, ...]
    again: tuple[Cluster, ...]
    """Decided once, and asked again: more people say it since, a danger has been told, or its run or day has come."""
    to_finish: tuple[PatternRevision, ...]
    """Drafts that are not sent."""
    not_received: tuple[PatternRevision, ...]
    to_settle: tuple[tuple[PatternRevision, PacketAnswer], ...]
    """What the pattern maker answered that is open; after the approval, too, until it is cut."""
    to_sew: tuple[PatternRevision, ...]
    to_approve: tuple[PatternRevision, ...]
    asked: tuple[OutboxMail, ...]
    """Pattern makers whose link has run out and who asked for a new one."""
    to_agree: tuple[GateOverride, ...]
    """Releases against the gate that wait for a second person."""
    news: tuple[tuple[Outcome, str], ...]

    @property
    def number(self) -> int:
        """Return how many things it asks for."""
        return sum(
            len(each)
            for each in (
                self.undecided, self.again, self.to_finish, self.not_received, self.to_settle, self.to_sew,
                self.to_approve, self.asked, self.to_agree, self.news,
            )
        )  # fmt: skip

    @property
    def to_decide(self) -> tuple[Cluster, ...]:
        """Return all that waits for a decision: what is unsafe first, then what nobody has decided yet."""
        return tuple(sorted((*self.undecided, *self.again), key=has_safety, reverse=True))

    @property
    def corrections_wait(self) -> bool:
        """Return whether something is open that the corrections wait for: a decision, or a draft."""
        return bool(self.to_decide or self.to_finish)

    @property
    def unsafe(self) -> bool:
        """Return whether something unsafe waits for a decision."""
        return any(has_safety(cluster) for cluster in self.to_decide)


@dataclass(frozen=True)
class Needs:
    """What garments ask for, as far as it is shown."""

    garments: list[GarmentNeeds]
    next_after: int | None
    """After so many others come; None where there are no more."""


@dataclass(frozen=True)
class _Asking:
    """What is asked of all garments at once, by the id of each."""

    news: dict[int, list[Outcome]]
    asked: dict[int, list[OutboxMail]]
    to_agree: dict[int, list[GateOverride]]

    @property
    def garment_ids(self) -> set[int]:
        """Return the garments that any of it is about."""
        return {*self.news, *self.asked, *self.to_agree}


def list_needs(session: Session, *, today: date, limit: int | None = None, after: int = 0) -> Needs:
    """Return the garments that need somebody: what is unsafe first, then whose corrections go out soonest.

    With a limit so many after the first ones; what was decided and is asked again comes before the others.
    """
    asking = _Asking(
        news=_group(_list_news(session, today)),
        asked=_group(
            (mail.packet.revision.garment_id, mail) for mail in outbox.list_all_requests(session) if mail.packet
        ),
        to_agree=_group((each.production_round.garment_id, each) for each in overrides.list_open(session)),
    )
    soonest = _list_soonest(session, asking.garment_ids, limit=limit, after=after)
    shown = soonest if limit is None else soonest[:limit]
    perhaps = list_perhaps_waiting(session, shown)
    chosen = Garment.id.in_({*shown, *(each.garment_id for each in perhaps)})
    loaded = joinedload(Garment.rounds), joinedload(Garment.revisions)
    made = session.scalars(select(Garment).where(chosen).options(*loaded)).unique().all()
    points = _group(_list_open_points(perhaps))
    garments = [
        each for each in made if each.retired_at is None and (each.id in shown or (each.id in points and not after))
    ]
    newest = {garment.id: _list_newest(garment) for garment in garments}
    load_whole(session, (each for garment in garments for each in _list_uncut(garment)))
    found = [
        _gather(session, garment, newest[garment.id], points.get(garment.id, []), asking, today=today)
        for garment in garments
    ]
    needs = sorted((each for each in found if each.number), key=_urgency)
    return Needs(needs, next_after=after + limit if limit is not None and len(soonest) > limit else None)


def _list_soonest(session: Session, asking: Collection[int], *, limit: int | None, after: int) -> list[int]:
    """The ids of the garments that ask for something, the soonest first, one more than are shown."""
    drawn = exists().where(PatternRevision.garment_id == Garment.id, PatternRevision.status.in_(UNFINISHED))
    answered = exists().where(
        PatternRevision.garment_id == Garment.id, PatternRevision.status == RevisionStatus.APPROVED, settling.has_open()
    )
    undecided = exists().where(Cluster.garment_id == Garment.id, is_undecided())
    unsafe = Garment.id.in_(select(Cluster.garment_id).where(is_undecided(), is_unsafe()))
    planned = ProductionRound.status == RoundStatus.PLANNED, ProductionRound.cut_on.is_not(None)
    next_cut = (
        select(ProductionRound.cut_on)
        .where(ProductionRound.garment_id == Garment.id, *planned)
        .order_by(ProductionRound.number)
        .limit(1)
        .scalar_subquery()
    )
    found = (
        select(Garment.id)
        .where(Garment.retired_at.is_(None), or_(drawn, answered, undecided, Garment.id.in_(asking)))
        .order_by(unsafe.desc(), func.coalesce(next_cut, date.max), Garment.name)
        .offset(after)
        .limit(None if limit is None else limit + 1)
    )
    return list(session.scalars(found))


def _gather(
    session: Session,
    garment: Garment,
    newest: list[PatternRevision],
    points: list[Cluster],
    asking: _Asking,
    *,
    today: date,
) -> GarmentNeeds:
    planned = [each for each in garment.rounds if each.status is RoundStatus.PLANNED and each.cut_on]
    sent = [each for each in newest if each.status in WITH_THE_MAKER]
    received = [each for each in sent if any(packet.received_at for packet in each.packets)]
    settled = [each for each in received if not settling.list_open_behind(each)]
    to_sew = tuple(each for each in settled if needs.needs_sample(session, each))
    return GarmentNeeds(
        garment=garment,
        deadline=plan_backwards(session, planned[0], today) if planned else None,
        undecided=tuple(cluster for cluster in points if cluster.decision is None),
        again=tuple(cluster for cluster in points if cluster.decision is not None),
        to_finish=tuple(each for each in newest if each.status is RevisionStatus.DRAFT),
        not_received=tuple(each for each in sent if each not in received),
        to_settle=tuple((each, answer) for each in _list_uncut(garment) for answer in settling.list_open(each)),
        to_sew=to_sew,
        to_approve=tuple(each for each in settled if each not in to_sew),
        asked=tuple(asking.asked.get(garment.id, ())),
        to_agree=tuple(asking.to_agree.get(garment.id, ())),
        news=tuple((outcome, say(outcome)) for outcome in asking.news.get(garment.id, ())),
    )


def _list_newest(garment: Garment) -> list[PatternRevision]:
    """What is waited for, until a draft is copied from it, and what is still drawn."""
    drafts, present = list_drafts(garment), find_present(garment)
    is_waited_for = present.predecessor_id and all(draft.predecessor_id != present.id for draft in drafts)
    return [*([present] if is_waited_for else []), *drafts]


def _list_uncut(garment: Garment) -> list[PatternRevision]:
    """What the pattern maker may have answered, whatever was drafted from it since."""
    return [each for each in garment.revisions if each.status in settling.UNCUT]


def _list_open_points(perhaps: Iterable[Cluster]) -> Iterator[tuple[int, Cluster]]:
    """The fit points that wait for a decision, with the id of their garment, the surest first."""
    waiting = [cluster for cluster in perhaps if needs_decision(cluster)]
    for cluster in sorted(waiting, key=lambda each: -(each.headline.q05 if each.headline else 0.0)):
        yield cluster.garment_id, cluster


def _list_news(session: Session, today: date) -> Iterator[tuple[int, Outcome]]:
    """The verdicts that changed lately; that there are too few answers yet is no news."""
    since = datetime.combine(today - timedelta(days=VERDICT_NEWS_DAYS), time(), UTC)
    changed = session.scalars(
        select(Outcome)
        .where(Outcome.verdict_at >= since, Outcome.verdict != Verdict.TOO_FEW)
        .options(joinedload(Outcome.cluster))
        .order_by(Outcome.verdict_at.desc(), Outcome.id)
    )
    for outcome in changed:
        if outcome.cluster.merged_into_id is None:
            yield outcome.cluster.garment_id, outcome


def _group(pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    grouped: dict[int, list[T]] = {}
    for key, each in pairs:
        grouped.setdefault(key, []).append(each)
    return grouped


def _urgency(needed: GarmentNeeds) -> tuple[bool, date, str]:
    deadline = needed.deadline
    return not needed.unsafe, deadline.corrections_on if deadline else date.max, needed.garment.name
