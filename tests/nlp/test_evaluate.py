"""The arithmetic of the score table."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from nlp.evaluate import Count, Scores, add_row, as_table, evaluate, is_held_out, read_gold
from nlp.garments import GarmentKind
from nlp.mentions import Amount, IssueMention, Reading
from nlp.taxonomy import IssueCode

TEXT = "Sleeves two inches too long, fabric soft, runs small."
LONG = IssueMention(
    IssueCode.SLEEVE_LENGTH_LONG, 2, False, Amount(2.0, "in", 44.45, 57.15, "exact", True), "too long", 19, 27, 0.8, ""
)
SOFT = IssueMention(IssueCode.FABRIC_FEEL_OK, 0, False, None, "fabric soft", 29, 40, 0.8, "")
LARGE = IssueMention(IssueCode.SIZE_OVERALL_LARGE, 2, False, None, "runs", 42, 46, 0.8, "")


def gold(**changes: object) -> dict[str, object]:
    labels = [
        {
            "code": "sleeve.length/long",
            "severity": 2,
            "amount": {"value": 2, "unit": "in"},
            "quote": "two inches too long",
        },
        {"code": "size.overall/small", "severity": 2, "amount": None, "quote": "runs small"},
        {"code": "fabric.feel/ok", "severity": 0, "amount": None, "quote": "fabric soft"},
    ]
    return {"id": 1, "text": TEXT, "class": "Knits", "labels": labels, "contested": [], **changes}


def scored(row: dict[str, object], *mentions: IssueMention) -> Scores:
    scores = Scores()
    add_row(scores, row, mentions)
    return scores


def test_counts_found_invented_and_missed() -> None:
    scores = scored(gold(), LONG, SOFT, LARGE)

    assert scores.problem == Count(found=1, invented=1, missed=1)
    assert scores.fit_problem == Count(found=1, invented=1, missed=1)
    assert scores.ok == Count(found=1)
    assert scores.confusions == {("size.overall/small", "size.overall/large"): 1}


def test_a_contested_code_counts_neither_way() -> None:
    scores = scored(gold(contested=["size.overall/large"]), LONG, LARGE)

    assert scores.problem == Count(found=1, missed=1)


def test_compares_amounts_severities_and_quotes_of_found_problems() -> None:
    scores = scored(gold(), LONG)

    assert (scores.amounts, scores.severities, scores.quotes) == ([True], [True], [True])


def test_a_missed_label_with_an_amount_is_a_wrong_amount() -> None:
    assert scored(gold()).amounts == [False]


@pytest.mark.parametrize("count, f1", [(Count(3, 1, 1), 0.75), (Count(0, 0, 2), 0.0), (Count(), None)])
def test_f1(count: Count, f1: float | None) -> None:
    assert count.f1 == f1


def test_macro_takes_problem_codes_with_three_labels() -> None:
    scores = Scores()
    for _ in range(3):
        add_row(scores, gold(), [LONG])

    assert scores.macro_f1 == pytest.approx(0.5)


def test_the_development_part_never_reads_a_held_out_row(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(gold(id=number)) + "\n" for number in range(30)))

    development = [row["id"] for row in read_gold(path, "development")]

    assert development == [number for number in range(30) if not is_held_out(number)]
    assert len(development) + len(list(read_gold(path, "held-out"))) == len(list(read_gold(path, "all"))) == 30


def test_evaluates_a_tagger_on_a_file(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(gold(id=number)) + "\n" for number in range(9)))

    scores = evaluate(path, Parrot(), "all")

    assert scores.comments == 9
    assert scores.problem.found == 9
    assert "sleeve.length/long" in as_table(scores)


class Parrot:
    """Reads the same mention in every comment."""

    def tag_many(self, rows: Iterable[tuple[str, GarmentKind | None]], processes: int = 1) -> Iterator[Reading]:
        return (Reading("read", None, (LONG,)) for _ in rows)
