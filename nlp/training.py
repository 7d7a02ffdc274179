"""Trains the reader of what the rules leave open on `nlp/corpus`; what it is measured on is never learnt from."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from spacy.language import Language

from nlp.components.notes import Notes
from nlp.evaluate import (
    Count,
    OwnPart,
    ReadsMany,
    Scores,
    add_row,
    is_held_back,
    is_set_aside,
    own_part,
    read_excerpts,
    read_fresh,
    read_reviews,
    read_sentences,
    read_written,
)
from nlp.fitting import fit_averages, fit_bag
from nlp.garments import garment_kind
from nlp.pipeline import build_pipeline, read_all
from nlp.sums import Matrix
from nlp.taxonomy import IssueCode
from nlp.trained import AMONG_MANY, TrainedReader, kinds_of_words, pack

READ_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Lesson:
    """The keys of a clause's or sentence's words, and the codes it tells; none is a lesson too."""

    keys: tuple[str, ...]
    codes: frozenset[IssueCode]


def corpus_lessons(*, for_policy: bool = False) -> list[Lesson]:
    """What is learnt from: sentences, but for the tenth held back, and comments, sentence by sentence.

    Excerpts are learnt as the sentences of a longer comment that they are. The reader by which the policy is learnt
    does without what is set aside for that.
    """
    aside = {row["text"] for row in rows_set_aside()} if for_policy else set()
    sentences = _of_part("sentences") + [row for row in read_written() if _is_learnt(row, aside)]
    comments = _of_part("comments tried on") + [row for row in read_reviews() if _is_learnt(row, aside)]
    excerpts = [row for row in read_excerpts() if _is_learnt(row, aside)]
    pipeline = build_pipeline()
    whole = [
        Lesson(tuple(notes.learnt_keys(0, len(notes.keys))), _codes_of(row))
        for row, notes in _with_notes(pipeline, sentences)
    ]
    among_many = [Lesson((AMONG_MANY, *notes.keys), _codes_of(row)) for row, notes in _with_notes(pipeline, excerpts)]
    by_sentence = [lesson for row, notes in _with_notes(pipeline, comments) for lesson in _by_sentence(row, notes)]
    return whole + among_many + by_sentence


def rows_set_aside() -> list[dict[str, Any]]:
    """The fresh half on which the policy is learnt."""
    fresh = [*read_fresh(), *read_reviews()]
    return [row for row in fresh if is_set_aside(row["text"]) and not is_held_back(row["text"])]


def _is_learnt(row: dict[str, Any], aside: Container[str]) -> bool:
    return row["text"] not in aside and not is_held_back(row["text"])


def _codes_of(row: dict[str, Any]) -> frozenset[IssueCode]:
    return frozenset(IssueCode(label["code"]) for label in row["labels"])


def _of_part(part: OwnPart) -> list[dict[str, Any]]:
    return [row for row in read_sentences() if own_part(row) == part]


def sentence_lessons(sentences: Iterable[tuple[str, Iterable[IssueCode]]]) -> list[Lesson]:
    """Lessons from other labelled sentences, such as people corrected."""
    rows = [{"text": text, "codes": frozenset(codes)} for text, codes in sentences]
    return [
        Lesson(tuple(notes.learnt_keys(0, len(notes.keys))), row["codes"])
        for row, notes in _with_notes(build_pipeline(), rows)
    ]


def _with_notes(pipeline: Language, rows: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Notes]]:
    for start in range(0, len(rows), READ_AT_ONCE):
        part = rows[start : start + READ_AT_ONCE]
        comments = read_all(pipeline, [(row["text"], garment_kind(row.get("class"))) for row in part])
        yield from zip(part, comments, strict=True)


def _by_sentence(row: dict[str, Any], notes: Notes) -> Iterator[Lesson]:
    """The sentences of a comment, each with the codes whose quotes touch it."""
    places = [(row["text"].find(label["quote"]), label) for label in row["labels"]]
    for _, clauses in groupby(notes.clauses, key=lambda clause: clause.sentence):
        group = list(clauses)
        start, end = notes.place_in_source(group[0].start, group[-1].end)
        told = [label["code"] for at, label in places if start < at + len(label["quote"]) and 0 <= at < end]
        yield Lesson(tuple(notes.learnt_keys(group[0].start, group[-1].end)), frozenset(map(IssueCode, told)))


def train(lessons: Sequence[Lesson], words: Iterable[str] | None = None) -> TrainedReader:
    """Learn from lessons; the same ones give the same reader. Only these words are told apart, if any are named."""
    known = sorted(common_words(lessons) if words is None else words)
    codes = sorted({code for lesson in lessons for code in lesson.codes}, key=list(IssueCode).index)
    told = np.array([[*(code in lesson.codes for code in codes), not lesson.codes] for lesson in lessons], "float32")
    shares: Matrix = told / told.sum(axis=1, keepdims=True)
    clauses = [lesson.keys for lesson in lessons]
    return pack(codes, known, fit_bag(clauses, known, shares) | fit_averages(clauses, known, shares))


def common_words(lessons: Iterable[Lesson]) -> set[str]:
    """The words of two lessons or more; of a number whose kind is known that says as much ("a 36", "a 38")."""
    counts = Counter(word for lesson in lessons for word in set(lesson.keys))
    return {word for word, count in counts.items() if count >= 2 and not (word.isdigit() and word in kinds_of_words())}


def score_on_tests(tagger: ReadsMany) -> Count:
    """The labels found, invented and missed in what nothing was learnt from: sentences held back, comments scored."""
    rows = [row for row in read_written() if is_held_back(row["text"])]
    rows += _of_part("comments only scored")
    scores = Scores()
    readings = tagger.tag_many((row["text"], garment_kind(row.get("class"))) for row in rows)
    for row, reading in zip(rows, readings, strict=True):
        add_row(scores, row, reading.mentions)
    problem, ok = scores.problem, scores.ok
    return Count(problem.found + ok.found, problem.invented + ok.invented, problem.missed + ok.missed)
