"""Wishes to hear of a fix: kept with the answer, fulfilled by one mail, and gone with it.

Word goes out when a later round is released to cut with a fix of what the customer named, and not where it is known
that the fix did not help. It waits a day, for a release may be taken back. It says that it was changed, not that it is
solved: that is for those who wear it to tell.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta

from sqlalchemy import ScalarSelect, and_, delete, distinct, exists, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from app.models import (
    Cluster,
    Feedback,
    FixWish,
    Garment,
    Issue,
    OutboxMail,
    Outcome,
    ProductionRound,
    Verdict,
    now,
)
from app.services.addresses import is_stopped, read_address
from app.services.changes import list_changes
from nlp.taxonomy import Code

KEPT_FOR = timedelta(days=730)
"""A wish that nobody could fulfil for so long goes, with its address."""

KEPT_IN_SPAM = timedelta(days=30)
"""So long a person may find a customer among what the door took for spam; nobody writes to an address in there."""

GRACE = timedelta(days=1)
"""So long word of a release waits."""

NO_FIX = (Verdict.NO_DIFFERENCE, Verdict.WORSE)
"""Verdicts after which nobody is told that it was changed."""


def keep_wish(session: Session, feedback: Feedback, address: str, *, language: str) -> FixWish | None:
    """Return the wish of an answer's customer, or None where nothing is wrong or the address wants no mail."""
    address = read_address(address)
    if (feedback.fits_fine and not feedback.comment) or is_stopped(session, address):
        return None
    feedback.wish = FixWish(address=address, language=language)
    session.flush()
    return feedback.wish


def erase_wish(session: Session, feedback: Feedback) -> None:
    """Erase the wish of an answer's customer, its address and the mail that waits for it."""
    feedback.wish = None
    session.flush()


def forget_old(session: Session) -> int:
    """Erase wishes that were kept for as long as was promised, and those of spam that nobody took out of its folder.

    Returns how many: the caller empties the journal of their addresses once it has committed.
    """
    spam = select(Feedback.id).where(Feedback.is_spam)
    is_old = FixWish.wished_at < now() - KEPT_FOR
    is_spams = and_(FixWish.wished_at < now() - KEPT_IN_SPAM, FixWish.feedback_id.in_(spam))
    forgotten = session.execute(delete(FixWish).where(or_(is_old, is_spams)))
    return int(forgotten.rowcount)  # type: ignore[attr-defined]  # a deletion has it


def settle_wishes(session: Session, garment: Garment) -> list[OutboxMail]:
    """Let word wait in the outbox for those, and only those, whose point a released round fixes; returns what is new.

    One address is written to once, however many answers wish for it. What waits and is true no longer is called off.
    """
    session.flush()
    told = _list_named(session, garment)
    if not told:
        return []
    fixes = _find_fixes(session, {each for _, named in told.values() for each in named})
    waiting = {
        mail.wish_id: mail
        for mail in session.scalars(
            select(OutboxMail).where(OutboxMail.wish_id.in_([wish.id for wish in told]), OutboxMail.sent_at.is_(None))
        )
    }
    written: set[str] = set()
    added = []
    for wish, (own, named) in told.items():
        fixed_in = _find_fix(fixes, named, after=own)
        address = (wish.address or "").casefold()
        is_to_go = fixed_in is not None and address not in written
        mail = waiting.get(wish.id)
        if mail is not None and (not is_to_go or wish.production_round is not fixed_in):
            session.delete(mail)
            mail = None
        if is_to_go:
            written.add(address)
            if mail is None:
                mail = OutboxMail(wish=wish, address=wish.address, language=wish.language, next_try_at=now() + GRACE)
                session.add(mail)
                added.append(mail)
        wish.production_round = fixed_in
    session.flush()
    return added


def has_wishes(session: Session, garment_id: int) -> bool:
    """Return whether anybody waits to hear of a garment."""
    waits = select(FixWish.id).join(FixWish.feedback).where(Feedback.garment_id == garment_id, _IS_WAITING)
    return session.scalar(waits.limit(1)) is not None


def list_fixed(session: Session, wish: FixWish) -> list[Issue]:
    """Return what a customer named and the round of their wish fixes, each issue code once."""
    fixed_in, first = wish.production_round, wish.feedback
    if fixed_in is None:
        return []
    fixed: dict[Code, Issue] = {}
    for issue in (issue for moment in first.moments for issue in moment.issues):
        if issue.cluster is not None and issue.standing_code and fixed_in.number in list_changes(issue.cluster, ()):
            fixed.setdefault(issue.standing_code, issue)
    return list(fixed.values())


def note_told(session: Session, wish: FixWish, *, is_sent: bool = True) -> None:
    """Note that word went out, or that no mail server takes it: the address goes from all wishes it was kept for."""
    same = select(FixWish).join(FixWish.feedback).where(
        Feedback.garment_id == wish.feedback.garment_id, FixWish.round_id == wish.round_id,
        func.lower(FixWish.address) == (wish.address or "").lower(),
    )  # fmt: skip
    for each in session.scalars(same).all():
        each.address, each.told_at = None, now() if is_sent else None


def count_wishes(cluster_ids: Iterable[int]) -> ScalarSelect[int]:
    """Return the query of how many people want to hear when one of these fit points is fixed.

    It goes by the wishes that wait, of which there are few: those who report a fit point may be very many.
    """
    of_people = and_(_IS_WAITING, FixWish.feedback_id.not_in(select(Feedback.id).where(Feedback.is_spam)))
    first = select(FixWish.address, FixWish.feedback_id.label("moment"))
    later = select(FixWish.address, Feedback.id).join(Feedback, Feedback.first_id == FixWish.feedback_id)
    waiting = union_all(first.where(of_people), later.where(of_people, Feedback.first_id.is_not(None))).subquery()
    names_one = exists().where(Issue.feedback_id == waiting.c.moment, Issue.cluster_id.in_(cluster_ids))
    return select(func.count(distinct(func.lower(waiting.c.address)))).where(names_one).scalar_subquery()


_IS_WAITING = FixWish.address.is_not(None)


def _list_named(session: Session, garment: Garment) -> dict[FixWish, tuple[int, set[int]]]:
    """The wishes that wait, the oldest first, each with the round of the piece and the clusters that were named."""
    moment = aliased(Feedback)
    rows = session.execute(
        select(FixWish, ProductionRound.number, Issue.cluster_id)
        .join(FixWish.feedback)
        .join(Feedback.production_round)
        .join(moment, or_(moment.id == Feedback.id, moment.first_id == Feedback.id))
        .outerjoin(Issue, and_(Issue.feedback_id == moment.id, Issue.cluster_id.is_not(None)))
        .where(Feedback.garment_id == garment.id, _IS_WAITING)
        .order_by(FixWish.id)
    )
    named: dict[FixWish, tuple[int, set[int]]] = {}
    for wish, number, cluster_id in rows:
        clusters = named.setdefault(wish, (number, set()))[1]
        if cluster_id is not None:
            clusters.add(cluster_id)
    return named


def _find_fixes(session: Session, cluster_ids: Collection[int]) -> dict[int, dict[int, ProductionRound]]:
    """The released rounds that fix each cluster, by number; not those after which it is said as much as before."""
    clusters = session.scalars(select(Cluster).where(Cluster.id.in_(cluster_ids))).all()
    failed = session.execute(
        select(Outcome.cluster_id, Outcome.fixed_in_id).where(
            Outcome.cluster_id.in_(cluster_ids), Outcome.verdict.in_(NO_FIX)
        )
    )
    in_vain = {(cluster_id, round_id) for cluster_id, round_id in failed}
    return {
        cluster.id: {
            each.number: each
            for each in cluster.garment.rounds
            if each.number in list_changes(cluster, ()) and (cluster.id, each.id) not in in_vain
        }
        for cluster in clusters
    }


def _find_fix(
    fixes: dict[int, dict[int, ProductionRound]], named: Iterable[int], *, after: int
) -> ProductionRound | None:
    """The first round after that of the piece which fixes what was named."""
    later = {number: each for cluster_id in named for number, each in fixes[cluster_id].items() if number > after}
    return later[min(later)] if later else None
