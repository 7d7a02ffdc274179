"""What reading again would change, counted before anything is changed: what appears and what vanishes, and where.

Nothing of a customer's words is kept: examples are numbers of answers with the place of the words in them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Feedback, Issue, IssueOrigin, Placement
from app.services.previews import EXAMPLES_KEPT
from app.services.tagging import read_comments
from nlp.mentions import IssueMention, Reading
from nlp.rules import Rule, RuleBook
from nlp.tagging import Tagger
from nlp.taxonomy import IssueCode

Places = dict[tuple[int, IssueCode], int]
"""The number of the cluster that a garment's issues of a code go to."""

Flips = dict[str, dict[str, Any]]
"""What changes by "garment:code:cluster", in plain values that a job's row can hold."""


def find_places(session: Session, feedback: Iterable[Feedback]) -> Places:
    """Return where the issues of these answers' garments go."""
    garments = {each.garment_id for each in feedback}
    rows = session.execute(
        select(Placement.garment_id, Placement.code, Placement.cluster_id).where(Placement.garment_id.in_(garments))
    )
    return {(garment_id, code): cluster_id for garment_id, code, cluster_id in rows}


def compare_readings(tagger: Tagger, feedback: Sequence[Feedback], places: Places, flips: Flips) -> int:
    """Add to the flips what the tagger would change in these answers; returns how many it would."""
    readings = read_comments(tagger, feedback)
    return sum(_compare(each, reading, None, places, flips) for each, reading in zip(feedback, readings, strict=True))


def compare_rule(tagger: Tagger, rule: Rule, feedback: Sequence[Feedback], places: Places, flips: Flips) -> int:
    """Add to the flips what one more rule would change in these answers; only those it is found in are read."""
    book = RuleBook([rule])
    touched = [each for each in feedback if book.touches(each.comment or "", each.garment.kind)]
    without = read_comments(tagger, touched)
    ruled = read_comments(tagger.with_rules((*tagger.rules, rule)), touched)
    return sum(
        _compare(each, reading, before, places, flips)
        for each, reading, before in zip(touched, ruled, without, strict=True)
    )


def _compare(feedback: Feedback, reading: Reading, before: Reading | None, places: Places, flips: Flips) -> bool:
    """Note what changes in one answer; what a person spoke on stays, and what was tapped."""
    known = {issue.code: issue for issue in feedback.issues}
    read = {mention.code: mention for mention in reading.mentions}
    held = {mention.code for mention in before.mentions} if before is not None else None
    said = known.keys() | {issue.standing_code for issue in feedback.issues}
    appear = [mention for code, mention in read.items() if code not in said and code not in (held or ())]
    gone = [
        issue
        for code, issue in known.items()
        if code not in read and issue.origin is IssueOrigin.COMMENT and (held is None or code in held)
    ]
    for mention in appear:
        flip = _flip(flips, feedback, mention.code, places.get((feedback.garment_id, mention.code)))
        _count(flip, "appear", feedback, mention)
    for issue in gone:
        # What a person rejected counts for nothing before and after.
        if issue.standing_code is None:
            continue
        flip = _flip(flips, feedback, issue.standing_code, issue.cluster_id)
        if issue.corrections:
            flip["stay"] += 1
        else:
            _count(flip, "vanish", feedback, issue)
    return bool(appear) or any(not issue.corrections for issue in gone)


def _flip(flips: Flips, feedback: Feedback, code: IssueCode, cluster_id: int | None) -> dict[str, Any]:
    return flips.setdefault(
        f"{feedback.garment_id}:{code.value}:{cluster_id or ''}",
        {"garment": feedback.garment_id, "code": code.value, "cluster": cluster_id, "appear": 0, "vanish": 0, "stay": 0,
         "appear_examples": [], "vanish_examples": []},
    )  # fmt: skip


def _count(flip: dict[str, Any], what: str, feedback: Feedback, words: IssueMention | Issue) -> None:
    flip[what] += 1
    examples = flip[f"{what}_examples"]
    if len(examples) >= EXAMPLES_KEPT:
        return
    if isinstance(words, Issue):
        examples.append([feedback.id, words.span_start or 0, words.span_end or 0])
    else:
        examples.append([feedback.id, words.start, words.end])
