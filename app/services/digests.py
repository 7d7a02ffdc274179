"""The weekly digest: for whom one is due, and what is new since the one before; once a week, or not at all."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.models import Cluster, ClusterEvidence, Digest, EvidenceState, Feedback, Garment, Outcome, User, Verdict
from app.services import outbox
from app.services.label import DIGEST_DAYS, get_label
from app.services.written_addresses import ADDRESS

FROM_HOUR = 5
"""It goes out in the morning, UTC."""

CATCH_UP_DAYS = 1
"""A worker that stood still on the day makes up for it on the next one, and no later."""

FIRST_LOOKS_BACK = timedelta(days=7)


def list_due(session: Session, *, at: datetime) -> list[User]:
    """Return who is to get this week's digest now: they want it, have an address, and none was made yet."""
    day = _find_day(session, at)
    if day is None:
        return []
    made = exists().where(Digest.user_id == User.id, Digest.week_on == _monday_of(day))
    here_before = User.created_at < datetime.combine(day, time(), UTC)
    people = select(User).where(User.disabled_at.is_(None), User.wants_digest, here_before, ~made).order_by(User.id)
    return [each for each in session.scalars(people) if ADDRESS.fullmatch(each.email)]


def make_digest(session: Session, user: User, *, at: datetime) -> Digest:
    """Return this week's digest of a user; it is mailed where something is new, and kept in any case."""
    day = _find_day(session, at) or at.date()
    digest = draft_digest(session, user, at=at, week_on=_monday_of(day))
    session.add(digest)
    if is_news(digest):
        outbox.add_mail(session, user, digest=digest)
    return digest


def draft_digest(session: Session, user: User, *, at: datetime, week_on: date | None = None) -> Digest:
    """Return what a digest would be now; nothing is stored."""
    week_on = week_on or _monday_of(at.date())
    before = session.scalar(
        select(Digest).where(Digest.user_id == user.id, Digest.week_on < week_on).order_by(Digest.week_on.desc())
    )
    since = before.made_at if before else at - FIRST_LOOKS_BACK
    clear = _list_clear(session)
    known = set(before.news["clear"]) if before else set(clear)
    news = {
        "since": since.date().isoformat(),
        "answers": _count_answers(session, since, at),
        "became_clear": [each for each in clear if each not in known],
        "verdicts": _list_verdicts(session, since),
        "clear": clear,
    }
    return Digest(user_id=user.id, week_on=week_on, made_at=at, news=news)


def is_news(digest: Digest) -> bool:
    """Return whether anything is new; a digest that has nothing to say is not sent."""
    return bool(digest.news["answers"] or digest.news["became_clear"] or digest.news["verdicts"])


def _find_day(session: Session, at: datetime) -> date | None:
    """The day whose digest is due at this moment, or None."""
    wanted = get_label(session).digest_day
    for ago in range(CATCH_UP_DAYS + 1):
        day = (at - timedelta(days=ago)).date()
        if DIGEST_DAYS[day.weekday()] == wanted and (ago or at.hour >= FROM_HOUR):
            return day
    return None


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _list_clear(session: Session) -> list[int]:
    """The fit points of which it is clear that they matter."""
    standing = (
        select(Cluster.id)
        .join(Cluster.garment)
        .join(ClusterEvidence)
        .where(Cluster.merged_into_id.is_(None), Garment.retired_at.is_(None))
        .where(ClusterEvidence.state == EvidenceState.ESTABLISHED)
        .distinct()
    )
    return list(session.scalars(standing.order_by(Cluster.id)))


def _count_answers(session: Session, since: datetime, until: datetime) -> dict[str, int]:
    """How many answers came in, by the number of their garment."""
    counted = (
        select(Feedback.garment_id, func.count())
        .where(Feedback.received_at > since, Feedback.received_at <= until, ~Feedback.is_spam)
        .group_by(Feedback.garment_id)
        .order_by(Feedback.garment_id)
    )
    return {str(garment_id): number for garment_id, number in session.execute(counted)}


def _list_verdicts(session: Session, since: datetime) -> list[int]:
    """The verdicts that are new; that there are too few answers is none."""
    changed = (
        select(Outcome.id).join(Outcome.cluster).where(Outcome.verdict_at > since, Outcome.verdict != Verdict.TOO_FEW)
    )
    return list(session.scalars(changed.where(Cluster.merged_into_id.is_(None)).order_by(Outcome.id)))
