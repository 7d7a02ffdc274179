"""What reading again would change, counted before anything is changed: what appears and what vanishes, and where.

Nothing of a customer's words is kept: examples are numbers of answers with the place of the words in them.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Feedback, Issue, IssueOrigin, Placement, Remark
from app.services.previews import EXAMPLES_KEPT
from app.services.tagging import read_comments
from nlp import own_codes
from nlp.lexicon import languages
from nlp.mentions import IssueMention, Reading
from nlp.rules import Rule, RuleBook
from nlp.tagging import Tagger
from nlp.taxonomy import Code

Places = dict[tuple[int, Code], int]
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


def compare_readings(
    tagger: Tagger, feedback: Sequence[Feedback], places: Places, flips: Flips, resting: Collection[Code] = ()
) -> int:
    """Add to the flips what the tagger would change in these answers; returns how many it would.

    What stands for a tag that rests stays.
    """
    readings = read_comments(tagger, feedback)
    return sum(
        _compare(each, reading, None, places, flips, resting=resting)
        for each, reading in zip(feedback, readings, strict=True)
    )


def count_named(flips: Flips, remarks: Iterable[Remark], code: Code) -> set[int]:
    """Add to the flips the remarks that would become issues of a new tag, one an answer; returns the answers."""
    named: set[int] = set()
    for remark in remarks:
        if remark.feedback_id not in named:
            named.add(remark.feedback_id)
            _count(_flip(flips, remark.feedback, code, None), "appear", remark.feedback, remark)
    return named


def compare_rules(
    tagger: Tagger, rules: Sequence[Rule], feedback: Sequence[Feedback], places: Places, flips: Flips,
    named: Collection[int] = (),
) -> int:  # fmt: skip
    """Add to the flips what more rules would change in these answers; only those they are found in are read.

    Answers that are counted as naming a tag already are not counted again for it.
    """
    books = [RuleBook(rules, language) for language in languages()]
    touched = [each for each in feedback if any(book.touches(each.comment or "", each.garment.kind) for book in books)]
    without = read_comments(tagger, touched)
    ruled = read_comments(tagger.with_rules((*tagger.rules, *rules)), touched)
    return sum(
        _compare(each, reading, before, places, flips, is_named=each.id in named) and each.id not in named
        for each, reading, before in zip(touched, ruled, without, strict=True)
    )


def _compare(
    feedback: Feedback, reading: Reading, before: Reading | None, places: Places, flips: Flips,
    *, is_named: bool = False, resting: Collection[Code] = (),
) -> bool:  # fmt: skip
    """Note what changes in one answer; what a person spoke on stays, and what was tapped."""
    known = {issue.code: issue for issue in feedback.issues}
    read = {
        mention.code: mention for mention in reading.mentions if not (is_named and own_codes.is_draft(mention.code))
    }
    held = {mention.code for mention in before.mentions} if before is not None else None
    said = known.keys() | {issue.standing_code for issue in feedback.issues}
    appear = [mention for code, mention in read.items() if code not in said and code not in (held or ())]
    gone = [
        issue
        for code, issue in known.items()
        if code not in read
        and code not in resting
        and issue.origin is IssueOrigin.COMMENT
        and (held is None or code in held)
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


def _flip(flips: Flips, feedback: Feedback, code: Code, cluster_id: int | None) -> dict[str, Any]:
    return flips.setdefault(
        f"{feedback.garment_id}:{code.value}:{cluster_id or ''}",
        {"garment": feedback.garment_id, "code": code.value, "cluster": cluster_id, "appear": 0, "vanish": 0, "stay": 0,
         "appear_examples": [], "vanish_examples": []},
    )  # fmt: skip


def _count(flip: dict[str, Any], what: str, feedback: Feedback, words: IssueMention | Issue | Remark) -> None:
    flip[what] += 1
    examples = flip[f"{what}_examples"]
    if len(examples) >= EXAMPLES_KEPT:
        return
    if isinstance(words, IssueMention):
        examples.append([feedback.id, words.start, words.end])
    else:
        examples.append([feedback.id, words.span_start or 0, words.span_end or 0])
