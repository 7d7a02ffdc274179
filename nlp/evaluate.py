"""Scores a tagger against comments that people labelled."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, Protocol

from nlp.garments import GarmentKind, garment_kind
from nlp.mentions import IssueMention, Reading
from nlp.taxonomy import IssueCode

CORPUS = Path(__file__).parent / "corpus"
"""Sentences written for the project: everyday words for each code, and what must stay silent."""

GoldPart = Literal["development", "held-out", "all"]
OwnPart = Literal["sentences", "comments tried on", "comments only scored"]


class ReadsMany(Protocol):
    """Whatever reads comments like the tagger."""

    def tag_many(self, rows: Iterable[tuple[str, GarmentKind | None]], processes: int = 1) -> Iterator[Reading]:
        """Readings in input order."""
        ...


@dataclass(slots=True)
class Count:
    """Found, invented and missed labels."""

    found: int = 0
    invented: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """The share of given labels that are right."""
        return self.found / (self.found + self.invented) if self.found + self.invented else None

    @property
    def recall(self) -> float | None:
        """The share of wanted labels that were given."""
        return self.found / (self.found + self.missed) if self.found + self.missed else None

    @property
    def f1(self) -> float | None:
        """Both in one figure; None where there is nothing to find or to invent."""
        total = 2 * self.found + self.invented + self.missed
        return 2 * self.found / total if total else None


@dataclass(slots=True)
class Scores:
    """What the scoring script of the gold set prints, and where the mistakes lie."""

    problem: Count = field(default_factory=Count)
    ok: Count = field(default_factory=Count)
    fit_problem: Count = field(default_factory=Count)
    by_code: dict[str, Count] = field(default_factory=dict)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    amounts: list[bool] = field(default_factory=list)
    severities: list[bool] = field(default_factory=list)
    quotes: list[bool] = field(default_factory=list)
    comments: int = 0
    parts: dict[str, "Scores"] = field(default_factory=dict)
    """The same of each part by itself, where there are several."""

    @property
    def macro_f1(self) -> float | None:
        """The mean F1 of problem codes with at least three labels."""
        scores = [
            count.f1 or 0.0
            for code, count in self.by_code.items()
            if not code.endswith("/ok") and count.found + count.missed >= 3
        ]
        return sum(scores) / len(scores) if scores else None


def is_held_out(row_id: object) -> bool:
    """Whether a row belongs to the third that is looked at once per issue."""
    return int(sha256(str(row_id).encode()).hexdigest(), 16) % 3 == 0


def evaluate(gold_path: Path | str, tagger: ReadsMany, part: GoldPart = "development") -> Scores:
    """Score the tagger on a part of the gold rows; rows of the other part are dropped unseen."""
    return _score(list(read_gold(Path(gold_path), part)), tagger)


def evaluate_sentences(tagger: ReadsMany, language: str = "en", rules_alone: ReadsMany | None = None) -> Scores:
    """Score the tagger on what was written for the project in a language: all of it, and by part.

    Of the labelled comments one half was tried on while words and rules were written; of the other half nothing but
    the score was ever looked at. What was written for the trained reader counts in no total; the tenth of it that is
    held back is a part by itself. What the trained reader learnt from is read by the rules alone, where they are given.
    """
    rows = list(read_sentences(language))
    learnt_from = [row for row in rows if own_part(row) != "comments only scored"]
    scores = _score(learnt_from, rules_alone or tagger, part_of=own_part)
    _score([row for row in rows if own_part(row) == "comments only scored"], tagger, part_of=own_part, scores=scores)
    for name, learnt in (("written", read_written), ("excerpts", read_excerpts), ("reviews", read_reviews)):
        held_back = [row for row in learnt(language) if is_held_back(row["text"])]
        if held_back:
            scores.parts[f"{name}, held back"] = _score(held_back, tagger)
    return scores


def own_part(row: dict[str, Any]) -> OwnPart:
    """The part of the project's own corpus that a row belongs to."""
    if ".tsv:" in row["id"]:
        return "sentences"
    return "comments tried on" if is_tried_on(row["id"]) else "comments only scored"


def is_tried_on(row_id: str) -> bool:
    """Whether words may be drawn from a comment of the project; of the others only the score is looked at."""
    language, _, number = row_id.partition("-")
    if language == "en":
        return int(number) % 2 == 0
    return int(sha256(row_id.encode()).hexdigest(), 16) % 2 == 0


def _score(
    rows: Sequence[dict[str, Any]],
    tagger: ReadsMany,
    part_of: Callable[[dict[str, Any]], str] | None = None,
    scores: Scores | None = None,
) -> Scores:
    readings = tagger.tag_many((row["text"], garment_kind(row.get("garment") or row.get("class"))) for row in rows)
    scores = scores or Scores()
    for row, reading in zip(rows, readings, strict=True):
        add_row(scores, row, reading.mentions)
        if part_of is not None:
            add_row(scores.parts.setdefault(part_of(row), Scores()), row, reading.mentions)
    return scores


def read_gold(path: Path, part: GoldPart) -> Iterator[dict[str, Any]]:
    """The rows of a part, in file order."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                if part == "all" or is_held_out(row["id"]) == (part == "held-out"):
                    yield row


def read_sentences(language: str = "en") -> Iterator[dict[str, Any]]:
    """The sentences of `nlp/corpus`, as gold rows: codes with commas or "-" for silence, a tab, the sentence.

    Behind another tab may stand the kind of garment.

    Whole comments with quotes and amounts lie there as JSON lines.
    """
    yield from _read_tables(CORPUS / language)
    for path in sorted((CORPUS / language).glob("*.jsonl")):
        yield from read_gold(path, "all")


def read_written(language: str = "en") -> Iterator[dict[str, Any]]:
    """The sentences that the trained reader learns from, in the same form: like customers, not for the rules."""
    yield from _read_tables(CORPUS / language / "written")
    yield from read_fresh(language)


def read_fresh(language: str = "en") -> Iterator[dict[str, Any]]:
    """Those of them from which no rule was ever drawn: they tell how far rules are to be believed."""
    yield from _read_tables(CORPUS / language / "fresh")


def read_excerpts(language: str = "en") -> Iterator[dict[str, Any]]:
    """Single sentences such as stand in whole reviews, that the trained reader learns from: in the same form."""
    yield from _read_tables(CORPUS / language / "excerpts")


def read_reviews(language: str = "en") -> Iterator[dict[str, Any]]:
    """The whole reviews that the trained reader learns from, with quotes; no rule was drawn from them either."""
    for path in sorted((CORPUS / language / "fresh").glob("*.jsonl")):
        yield from read_gold(path, "all")


def is_held_back(text: str) -> bool:
    """Whether a written sentence or review is of the tenth that nothing is learnt from."""
    return int(sha256(text.encode()).hexdigest(), 16) % 10 == 0


def is_set_aside(text: str) -> bool:
    """Whether what is fresh is of the half on which the policy is learnt, with a reader that did not learn from it."""
    return int(sha256(text.encode()).hexdigest(), 16) // 10 % 2 == 0


def _read_tables(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            codes, text, *kind = line.split("\t")
            labels = [{"code": code} for code in codes.split(",") if code != "-"]
            yield {"id": f"{path.name}:{number}", "text": text, "class": "".join(kind), "labels": labels}


def add_row(scores: Scores, row: dict[str, Any], mentions: Iterable[IssueMention]) -> None:
    """Count one comment; a contested code counts neither way."""
    contested = set(row.get("contested", ()))
    wanted = {label["code"]: label for label in row["labels"] if label["code"] not in contested}
    given = {mention.code.value: mention for mention in mentions if mention.code.value not in contested}
    scores.comments += 1
    for code in sorted(wanted.keys() | given.keys()):
        outcome = "found" if code in wanted and code in given else "invented" if code in given else "missed"
        for count in _counts(scores, IssueCode(code)):
            setattr(count, outcome, getattr(count, outcome) + 1)
    _count_confusions(scores, wanted.keys() - given.keys(), given.keys() - wanted.keys())
    for code, label in wanted.items():
        _compare(scores, row["text"], label, given.get(code))


def _counts(scores: Scores, code: IssueCode) -> list[Count]:
    counts = [scores.by_code.setdefault(code.value, Count())]
    if code.is_ok:
        return [*counts, scores.ok]
    return [*counts, scores.problem, scores.fit_problem] if code.group == "fit" else [*counts, scores.problem]


def _count_confusions(scores: Scores, missed: set[str], invented: set[str]) -> None:
    for wanted in missed:
        zone = wanted.partition(".")[0]
        for given in invented:
            if given.partition(".")[0] == zone:
                scores.confusions[wanted, given] += 1


def _compare(scores: Scores, text: str, label: dict[str, Any], mention: IssueMention | None) -> None:
    if label.get("amount"):
        amount = mention.amount if mention else None
        scores.amounts.append(
            amount is not None
            and amount.unit == label["amount"]["unit"]
            and abs(amount.value - label["amount"]["value"]) < 0.051
        )
    if mention is None or mention.code.is_ok or "quote" not in label:
        return
    scores.severities.append(abs(mention.severity - label["severity"]) <= 1)
    start = text.find(label["quote"])
    scores.quotes.append(start >= 0 and mention.start < start + len(label["quote"]) and start < mention.end)


def as_table(scores: Scores) -> str:
    """The score table: the whole, each code, the commonest confusions."""
    lines = [f"{scores.comments} comments", f"{'':28}{'precision':>10}{'recall':>8}{'F1':>8}{'gold':>6}"]
    whole = (("problem", scores.problem), ("ok", scores.ok), ("fit problem", scores.fit_problem))
    lines += [_line(name, count) for name, count in whole]
    lines.append(f"{'macro F1 (≥ 3 labels)':28}{'':18}{_figure(scores.macro_f1):>8}")
    for name, hits in (
        ("amounts right", scores.amounts),
        ("severity within one", scores.severities),
        ("quote overlap", scores.quotes),
    ):
        lines.append(f"{name:28}{'':18}{_figure(sum(hits) / len(hits) if hits else None):>8}{len(hits):>6}")
    lines += [_part_line(name, part) for name, part in scores.parts.items()]
    lines.append("")
    lines += [
        _line(code, count)
        for code, count in sorted(scores.by_code.items(), key=lambda pair: -(pair[1].missed + pair[1].invented))
    ]
    lines += ["", "confused within a zone"]
    lines += [f"  {wanted} read as {given}: {count}" for (wanted, given), count in scores.confusions.most_common(15)]
    return "\n".join(lines)


def _line(name: str, count: Count) -> str:
    figures = f"{_figure(count.precision):>10}{_figure(count.recall):>8}{_figure(count.f1):>8}"
    return f"{name:28}{figures}{count.found + count.missed:>6}"


def _part_line(name: str, part: Scores) -> str:
    figures = {"problem": part.problem.f1, "fit": part.fit_problem.f1, "ok": part.ok.f1}
    if part.amounts:
        figures["amounts"] = sum(part.amounts) / len(part.amounts)
    return f"{part.comments:>5} {name:22}" + "".join(f"  {what} {_figure(value)}" for what, value in figures.items())


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
