"""The real thing: reviews of a shop, without sizes and runs, become a decision and a correction sheet."""

import csv
import itertools
import json
from pathlib import Path

import pytest

from tests.equipment import GOLD

ROWS = 200

pytestmark = pytest.mark.gold


def test_real_reviews_become_a_sheet(toile, tmp_path):
    _copy_first_rows(tmp_path / "reviews.csv")

    imported = _json(toile("feedback", "import", "reviews.csv", "--add-garments", "--json"))
    assert (imported["stored"], imported["rejects"]) == (ROWS, [])
    assert _json(toile("feedback", "import", "reviews.csv", "--add-garments", "--json"))["known"] == ROWS
    assert _json(toile("issues", "tag", "--json"))["read"] == ROWS

    garment, point = _loudest(toile)
    toile("clusters", "decide", str(point["id"]), "--choice", "fix", "--route", "pattern", "--reason", "Said often.")
    toile("revisions", "draft", garment)
    toile(
        "revisions", "change", garment, "2", "--instruction", f"See to: {point['name']}.", "--cluster", str(point["id"])
    )
    for name in ("pdf", "json"):
        toile("packets", "export", garment, "2", "--format", name, "-o", f"sheet.{name}")

    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert point["name"] in json.dumps(json.loads((tmp_path / "sheet.json").read_text()), ensure_ascii=False)


def _copy_first_rows(path: Path) -> None:
    """Copy the header and the first rows; a review may fill several lines."""
    with (
        (GOLD / "reviews.csv").open(encoding="utf-8", newline="") as file,
        path.open("w", encoding="utf-8", newline="") as copy,
    ):
        csv.writer(copy).writerows(itertools.islice(csv.reader(file), ROWS + 1))


def _loudest(toile) -> tuple[str, dict]:
    """The garment and its fit point that most people report."""
    said = [
        (garment["reference"], point)
        for garment in _json(toile("garments", "list", "--json"))
        for point in _json(toile("clusters", "list", garment["reference"], "--json"))
    ]
    return max(said, key=lambda pair: pair[1]["reporting"] or 0)


def _json(result):
    return json.loads(result.stdout)
