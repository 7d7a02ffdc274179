"""Training: the label's own reader of what the rules leave open, learnt from its people's words on readings."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from app.errors import RuleError
from app.models import CorrectionKind, Feedback, Issue, IssueOrigin
from app.services.excerpts import SENTENCE
from nlp.evaluate import Count
from nlp.policy import WEIGHTS, believing, read_policy
from nlp.tagging import Tagger
from nlp.taxonomy import IssueCode
from nlp.trained import MODEL, TrainedReader
from nlp.training import (
    Lesson,
    common_words,
    corpus_lessons,
    rows_set_aside,
    score_on_tests,
    sentence_lessons,
    train,
)
from nlp.weighing import cases_of, learn_policy

MODEL_FILE = "reader.npz"
"""Where in the data folder the label's model lies."""
WEIGHT = 3
"""A sentence that the label's people spoke on counts as much as three written ones."""
CUSTOMERS_MIN = 3
"""A word of customers is learnt when so many used it: a model must not tell what one of them wrote."""

Sentence = tuple[int, str, frozenset[IssueCode]]
"""The answer that it stands in, its words, and what they say; nothing is a saying too."""


@dataclass(frozen=True)
class Training:
    """What came of it."""

    sentences: int
    before: Count
    after: Count
    kept: bool


def train_on_corpus(folder: Path | None = None, tell: Callable[[str], None] = lambda line: None) -> Training:
    """Learn from the project's own sentences; it is kept, in place of Toile's own where no folder is named.

    First the policy, from what another reader says of comments that it never learnt from; then the reader itself.
    """
    lessons = corpus_lessons(for_policy=True)
    tell(f"Learning from {len(lessons):,} sentences how far rules and trained reader are to be believed …")
    policy = learn_policy([*cases_of(rows_set_aside(), train(lessons))])
    lessons = corpus_lessons()
    tell(f"Learning to read from {len(lessons):,} sentences …")
    model = train(lessons)
    # A tagger looks at Toile's own, which may be missing or of another size until now.
    policy.save((folder or MODEL.parent) / WEIGHTS.name)
    model.save((folder or MODEL.parent) / MODEL.name)
    read_policy.cache_clear()
    tagger = Tagger.load(model=model)
    with believing(policy):
        before, after = score_on_tests(tagger.with_model(None)), score_on_tests(tagger)
    return Training(len(lessons), before, after, kept=True)


def train_on_corrections(session: Session, folder: Path) -> Training:
    """Learn from the label's corrections too; the model is kept unless it reads the project's tests worse."""
    sentences = list_sentences(session)
    if not sentences:
        raise RuleError("Nobody has confirmed, corrected or marked words yet: there is nothing to learn from.")
    lessons = corpus_lessons()
    own = sentence_lessons((text, codes) for _, text, codes in sentences)
    words = common_words(lessons) | _shared_words(own, [answer for answer, _, _ in sentences])
    model = train([*lessons, *own * WEIGHT], words)
    usual = Tagger.load()
    before, after = score_on_tests(usual), score_on_tests(usual.with_model(model))
    kept = (after.f1 or 0) >= (before.f1 or 0)
    if kept:
        model.save(folder / MODEL_FILE)
    return Training(len(sentences), before, after, kept)


def _shared_words(lessons: Iterable[Lesson], answers: Iterable[int]) -> set[str]:
    users: dict[str, set[int]] = defaultdict(set)
    for lesson, answer in zip(lessons, answers, strict=True):
        for word in lesson.keys:
            users[word].add(answer)
    return {word for word, used_by in users.items() if len(used_by) >= CUSTOMERS_MIN}


def list_sentences(session: Session) -> list[Sentence]:
    """Return the sentences that people spoke on, with what stands: confirmed, recoded, rejected or marked by hand."""
    spoken_on = Feedback.issues.any(
        or_(Issue.corrections.any(), Issue.origin == IssueOrigin.PERSON) & Issue.span_start.is_not(None)
    )
    answers = session.scalars(
        select(Feedback)
        .where(Feedback.comment.is_not(None), ~Feedback.is_spam, spoken_on)
        .options(selectinload(Feedback.issues).selectinload(Issue.corrections))
        .order_by(Feedback.id)
    )
    return [sentence for answer in answers for sentence in _spoken_on(answer)]


def _spoken_on(answer: Feedback) -> Iterable[Sentence]:
    for found in SENTENCE.finditer(answer.comment or ""):
        issues = [
            issue
            for issue in answer.issues
            if issue.span_start is not None and found.start() <= issue.span_start < found.end()
        ]
        if any(_has_word_of_person(issue) for issue in issues):
            said = {issue.standing_code for issue in issues if issue.standing_code is not None}
            codes = frozenset(code for code in said if isinstance(code, IssueCode))
            # What says a tag of the label's own is neither silent nor said by one of the codes that are learnt.
            if len(codes) == len(said):
                yield answer.id, found[0].strip(), codes


def _has_word_of_person(issue: Issue) -> bool:
    if issue.corrections:
        return issue.corrections[-1].kind is not CorrectionKind.TAKEN_BACK
    return issue.origin is IssueOrigin.PERSON


def find_model(folder: Path) -> TrainedReader | None:
    """Return the label's model; None where there is none, or only one of another version of Toile."""
    path = folder / MODEL_FILE
    try:
        return _load(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


@lru_cache(maxsize=2)
def _load(path: Path, changed_ns: int) -> TrainedReader:
    """A worker lives long: a model that was trained meanwhile has another time."""
    return TrainedReader(path.read_bytes())
