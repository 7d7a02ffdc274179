"""Reads comments of a file into tags without any database, and scores the tagger against labelled ones."""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from app.errors import RuleError
from nlp.evaluate import Count, GoldPart, Scores, as_table, evaluate, evaluate_sentences
from nlp.lexicon import languages
from nlp.mentions import IssueMention, Reading
from nlp.tagging import TAGGER_VERSION, Tagger
from nlp.taxonomy import GarmentKind, garment_kind

__all__ = ["TAGGER_VERSION", "as_figures", "as_table", "load_reader", "score", "tag_lines"]


def tag_lines(
    lines: Iterable[bytes], *, processes: int = 1, tell: Callable[[int, str], None]
) -> Iterator[dict[str, Any]]:
    """Yield a row of tags per line, in input order; `tell` hears the number of a bad line and what is wrong.

    A line is a JSON object with id, text and, where it is known, the garment (also under the key class).
    """
    ids: deque[object] = deque()

    def comments() -> Iterator[tuple[str, GarmentKind | None]]:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = _read_line(line)
            except RuleError as refusal:
                tell(number, refusal.message)
                continue
            ids.append(row["id"])
            yield row["text"], garment_kind(row.get("garment") or row.get("class"))

    for reading in Tagger.load().tag_many(comments(), processes=processes):
        yield _as_row(ids.popleft(), reading)


def load_reader() -> Tagger:
    """Return the tagger; refuses with a sentence where the words of its lexicon cannot be read."""
    try:
        return Tagger.load()
    except (OSError, ValueError) as error:
        raise RuleError(f"The lexicon cannot be read: {error}. Install Toile anew.") from error


def score(gold: Path | None, part: GoldPart, language: str = "en") -> Scores:
    """Score the tagger on a part of the labelled comments, or without a file on the project's own of a language."""
    if gold is None:
        return _score_own(language)
    try:
        return evaluate(gold, Tagger.load(), part)
    except OSError as error:
        raise RuleError(f"{gold} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RuleError(f"{gold} does not hold labelled comments: {type(error).__name__} {error}.") from error


def _score_own(language: str) -> Scores:
    if language not in languages():
        raise RuleError(f"“{language}” is no language that is read. Those are: {', '.join(languages())}.")
    tagger = Tagger.load()
    return evaluate_sentences(tagger, language, tagger.with_model(None))


def as_figures(scores: Scores) -> dict[str, Any]:
    """Return scores as plain numbers, for scripts."""
    return {
        "comments": scores.comments,
        "problem": _figures(scores.problem),
        "ok": _figures(scores.ok),
        "fit_problem": _figures(scores.fit_problem),
        "macro_f1": scores.macro_f1,
        "amounts": _share(scores.amounts),
        "severities": _share(scores.severities),
        "quotes": _share(scores.quotes),
        **({"parts": {name: as_figures(part) for name, part in scores.parts.items()}} if scores.parts else {}),
    }


def _read_line(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RuleError("It is not JSON.") from error
    if not isinstance(row, dict):
        raise RuleError("It is not a JSON object.")
    if not isinstance(row.get("id"), str | int | float):
        raise RuleError("It has no id.")
    if not isinstance(row.get("text"), str):
        raise RuleError("It has no text.")
    if not isinstance(row.get("garment") or row.get("class"), str | None):
        raise RuleError("Its garment is not a word.")
    return row


def _as_row(row_id: object, reading: Reading) -> dict[str, Any]:
    labels = [_as_label(mention) for mention in reading.mentions]
    return {"id": row_id, "state": reading.state, "reason": reading.reason, "labels": labels}


def _as_label(mention: IssueMention) -> dict[str, Any]:
    return {
        "code": mention.code.value,
        "severity": mention.severity,
        "safety": mention.safety,
        "amount": mention.amount._asdict() if mention.amount else None,
        "quote": mention.quote,
        "start": mention.start,
        "end": mention.end,
        "confidence": mention.confidence,
        "why": mention.why,
    }


def _figures(count: Count) -> dict[str, float | None]:
    return {"precision": count.precision, "recall": count.recall, "f1": count.f1}


def _share(hits: list[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None
