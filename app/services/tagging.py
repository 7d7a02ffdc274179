"""Tagging: reads comments into issues. Suggestions are rewritten by every reading, people's words never."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, delete, insert, or_, select, union, update
from sqlalchemy.orm import Session, selectinload

from app.models import Feedback, Garment, Issue, IssueOrigin, ReadState, Remark, ZoneAnswer
from app.services.answers import forget_words, restore_tapped_amount
from app.services.own_tags import list_resting
from app.services.placing import find_homes, place_issues
from nlp.garments import GarmentKind
from nlp.mentions import IssueMention, Reading
from nlp.tagging import Tagger

_ISSUE: Any = Issue.__table__

AMOUNT = frozenset({"amount", "amount_unit", "low_mm", "high_mm", "hedge", "stated"})


class Words(NamedTuple):
    """The words of an answer, and what a reader has to know of it."""

    id: int
    comment: str | None
    garment_id: int
    kind: GarmentKind | None


class Held(NamedTuple):
    """An answer whose words have been read: what has to be known of it to store what they say."""

    id: int
    comment: str | None
    garment_id: int
    is_spam: bool
    says_something: bool
    """Whether it has issues or taps already."""


def list_unread(
    session: Session,
    *,
    garment: Garment | None = None,
    read_again: bool = False,
    other_than: str | None = None,
    after: int = 0,
    limit: int = 500,
) -> list[Words]:
    """Return the words that wait to be read, or all, in the order of the ids of their answers.

    What was read by another version than the named one waits too.
    """
    columns = (Feedback.id, Feedback.comment, Feedback.garment_id, Garment.kind)
    wanted = select(*columns).join(Feedback.garment).where(Feedback.id > after, Feedback.comment.is_not(None))
    if not read_again:
        waits = Feedback.read_state == ReadState.UNREAD
        wanted = wanted.where(waits if other_than is None else or_(waits, _is_read_by_another(other_than)))
    if garment is not None:
        wanted = wanted.where(Feedback.garment_id == garment.id)
    return [Words(*row) for row in session.execute(wanted.order_by(Feedback.id).limit(limit))]


def hold_answers(session: Session, ids: Collection[int]) -> list[Held]:
    """Return these answers, held until the end of the transaction: customers may be changing them."""
    columns = (Feedback.id, Feedback.comment, Feedback.garment_id, Feedback.is_spam)
    wanted = select(*columns).where(Feedback.id.in_(ids)).order_by(Feedback.id).with_for_update()
    held = session.execute(wanted).all()
    # Asked once they are held: whoever held them before may have added a tap.
    say_something = {
        *session.scalars(
            union(
                select(Issue.feedback_id).where(Issue.feedback_id.in_(ids)),
                select(ZoneAnswer.feedback_id).where(ZoneAnswer.feedback_id.in_(ids)),
            )
        )
    }
    return [Held(*row, row.id in say_something) for row in held]


def list_read(
    session: Session,
    *,
    garment: Garment | None = None,
    other_than: str | None = None,
    after: int = 0,
    limit: int = 500,
) -> list[Feedback]:
    """Return answers whose words have been read, or only those read by another version than the named one."""
    wanted = select(Feedback).where(Feedback.id > after, Feedback.comment.is_not(None), _IS_READ)
    if other_than is not None:
        wanted = wanted.where(_is_read_by_another(other_than))
    if garment is not None:
        wanted = wanted.where(Feedback.garment_id == garment.id)
    return _load(session, wanted.limit(limit))


_IS_READ = Feedback.read_state.in_([ReadState.READ, ReadState.NOT_READ])


def _is_read_by_another(version: str) -> ColumnElement[bool]:
    return and_(_IS_READ, Feedback.tagger_version.is_distinct_from(version))


def _load(session: Session, wanted: Select[Feedback]) -> list[Feedback]:
    loaded = wanted.options(
        selectinload(Feedback.garment),
        selectinload(Feedback.zone_answers),
        selectinload(Feedback.issues).selectinload(Issue.corrections),
    )
    return list(session.scalars(loaded.order_by(Feedback.id)))


def tag_feedback(session: Session, tagger: Tagger, feedback: Sequence[Feedback]) -> None:
    """Read the words of these answers and store what they say."""
    worded = {each.id: each for each in feedback if each.comment}
    readings = dict(zip(worded, read_comments(tagger, [*worded.values()]), strict=True))
    held = hold_answers(session, worded.keys())
    write_readings(session, [(each, readings[each.id]) for each in held], version=tagger.version)
    for each in worded.values():
        session.expire(each, ["issues"])


def read_comments(tagger: Tagger, feedback: Sequence[Feedback]) -> list[Reading]:
    """Return what the tagger reads in each answer's words."""
    return list(tagger.tag_many((each.comment or "", each.garment.kind) for each in feedback))


def read_words(tagger: Tagger, words: Sequence[Words]) -> list[Reading]:
    """Return what the tagger reads in words; touches no row, so no transaction waits for it."""
    return list(tagger.tag_many((each.comment or "", each.kind) for each in words))


def write_readings(session: Session, readings: Iterable[tuple[Held, Reading]], *, version: str) -> None:
    """Store readings of a version: suggestions and remarks follow the newest reading, corrections and taps stay."""
    first: list[tuple[Held, Reading]] = []
    again: dict[int, Reading] = {}
    for held, reading in readings:
        if held.says_something:
            again[held.id] = reading
        else:
            first.append((held, reading))
    loaded = _load(session, select(Feedback).where(Feedback.id.in_(again))) if again else []
    known = [(feedback, again[feedback.id]) for feedback in loaded]
    _write_remarks(session, first, known)
    _write_first(session, first, version)
    if known:
        _write_again(session, known, version)


def _write_first(session: Session, readings: Sequence[tuple[Held, Reading]], version: str) -> None:
    """Store what is said by answers that said nothing before, as most do, without objects that stand for them."""
    alike: dict[tuple[ReadState, str | None], list[int]] = defaultdict(list)
    for held, reading in readings:
        alike[ReadState(reading.state), reading.reason].append(held.id)
    for (state, reason), ids in alike.items():
        read = {"read_state": state, "read_reason": reason, "tagger_version": version}
        session.execute(update(Feedback).where(Feedback.id.in_(ids)).values(read))
    said = [
        (held, mention)
        for held, reading in readings
        for mention in {mention.code: mention for mention in reading.mentions}.values()
    ]
    # Praise and spam stand in no cluster. In the order in which they were said: clusters are numbered by it.
    placed = dict.fromkeys(
        (held.garment_id, mention.code) for held, mention in said if not (mention.code.is_ok or held.is_spam)
    )
    homes = {place: cluster.id for place, cluster in find_homes(session, placed).items()}
    issues = [
        {"feedback_id": held.id, "code": mention.code, "standing_code": mention.code, "origin": IssueOrigin.COMMENT,
         "cluster_id": None if held.is_spam else homes.get((held.garment_id, mention.code)),
         **_columns_of(mention, version)}
        for held, mention in said
    ]  # fmt: skip
    if issues:
        # As rows of the table: told as issues, those with an amount and those without would be sent apart, a few each.
        session.execute(insert(_ISSUE), issues)


def _write_again(session: Session, readings: Sequence[tuple[Feedback, Reading]], version: str) -> None:
    """Store what is said by answers that were read before, coded by a person, or tapped."""
    issues: list[Issue] = []
    resting = list_resting(session)
    for feedback, reading in readings:
        feedback.read_state = ReadState(reading.state)
        feedback.read_reason = reading.reason
        feedback.tagger_version = version
        mentions = {mention.code: mention for mention in reading.mentions}
        known = {issue.code: issue for issue in feedback.issues}
        for code, issue in known.items():
            # What was said of a tag while it held stays when it is retired.
            if code not in mentions and code not in resting:
                _forget_words(feedback, issue)
        for code, mention in mentions.items():
            issue = known.get(code) or _suggest(feedback, mention)
            if issue.origin is not IssueOrigin.PERSON:
                _write_words(issue, mention, version)
        issues.extend(feedback.issues)
    place_issues(session, issues)


def _write_remarks(
    session: Session, first: Sequence[tuple[Held, Reading]], again: Sequence[tuple[Feedback, Reading]]
) -> None:
    """Keep where fault is found that no issue tells; a remark that is read again keeps its row, and so its theme."""
    told = [(held.id, *place) for held, reading in first for place in reading.remarks]
    told += [(feedback.id, *place) for feedback, reading in again for place in _list_untold(feedback, reading)]
    ids = [*(held.id for held, _ in first), *(feedback.id for feedback, _ in again)]
    known = {
        (remark.feedback_id, remark.span_start, remark.span_end): remark
        for remark in session.scalars(select(Remark).where(Remark.feedback_id.in_(ids)))
    }
    read = {*told}
    if gone := [remark.id for place, remark in known.items() if place not in read]:
        session.execute(delete(Remark).where(Remark.id.in_(gone)))
    session.add_all(
        Remark(feedback_id=feedback_id, span_start=start, span_end=end)
        for feedback_id, start, end in sorted(read - known.keys())
    )


def _list_untold(feedback: Feedback, reading: Reading) -> list[tuple[int, int]]:
    """The remarks on words of which no person has said what they mean."""
    by_hand = [
        (issue.span_start, issue.span_end)
        for issue in feedback.issues
        if issue.origin is IssueOrigin.PERSON and issue.standing_code and issue.span_start is not None
    ]
    return [(start, end) for start, end in reading.remarks if not any(a < end and start < (b or 0) for a, b in by_hand)]


def _suggest(feedback: Feedback, mention: IssueMention) -> Issue:
    issue = Issue(code=mention.code, standing_code=mention.code, origin=IssueOrigin.COMMENT, severity=mention.severity)
    feedback.issues.append(issue)
    return issue


def _forget_words(feedback: Feedback, issue: Issue) -> None:
    """What a new reading no longer finds goes, unless it was tapped or a person has spoken on it."""
    if issue.origin is IssueOrigin.COMMENT and not issue.corrections and issue.safety_by_hand is None:
        feedback.issues.remove(issue)
    elif issue.origin in (IssueOrigin.ANSWER, IssueOrigin.RETURN_REASON):
        forget_words(feedback, issue)


def _columns_of(mention: IssueMention, version: str) -> dict[str, Any]:
    """What words say, as columns of their issue."""
    amount = mention.amount
    return {
        "span_start": mention.start, "span_end": mention.end, "safety": mention.safety, "why": mention.why,
        "tagger_version": version, "severity": mention.severity, "confidence": mention.confidence,
        "amount": amount and amount.value, "amount_unit": amount and amount.unit, "low_mm": amount and amount.low_mm,
        "high_mm": amount and amount.high_mm, "hedge": amount and amount.hedge,
        "stated": amount is not None and amount.stated,
    }  # fmt: skip


def _write_words(issue: Issue, mention: IssueMention, version: str) -> None:
    """Add what the words say; an amount that was tapped is not overruled by one that was read."""
    columns = _columns_of(mention, version)
    if issue.origin is not IssueOrigin.COMMENT:
        columns |= {"severity": max(issue.severity, mention.severity), "confidence": 1.0}
    restore_tapped_amount(issue.feedback, issue)
    if issue.amount is not None:
        columns = {name: value for name, value in columns.items() if name not in AMOUNT}
    for name, value in columns.items():
        setattr(issue, name, value)
