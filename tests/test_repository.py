"""House checks on every file of the project: nothing borrowed, nothing of one machine, nothing left half done."""

import csv
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.equipment import GOLD, ROOT

BORROWED_WORDS = 8
"""So many words in a row of a real customer's comment are a quotation."""


def _files() -> list[Path]:
    """Every file that is or may become part of the project."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if (path := ROOT / name).is_file()]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text of every file that is text, by its path."""
    contents = {str(path.relative_to(ROOT)): path.read_bytes() for path in _files()}
    return {name: content.decode() for name, content in contents.items() if b"\0" not in content}


@pytest.mark.parametrize(
    "what, pattern",
    [
        ("a package registry's address", r"pypi\.org|pythonhosted\.|npmjs\.|--(?:extra-)?index-(?:url)|(?:find)-links"),
        ("a path of one machine", r"/(?<![\w.}]/)(?:work|root|home/\w+|Users/\w+)/"),
        ("a note of unfinished work", r"(?:TO)DO\b|(?:FIX)ME\b|(?:X)XX\b|NotImplemented(?:Error)"),
        ("a test that is switched off", r"@pytest\.mark\.(?:skip|xfail)|pytest\.(?:skip|xfail|importorskip)\("),
    ],
)  # fmt: skip
def test_no_file_holds(texts, what, pattern):
    found = {name: match[0] for name, text in texts.items() if (match := re.search(pattern, text))}

    assert found == {}, f"{what} in {found}"


def test_nobodys_data_lies_in_the_project():
    assert [path.name for path in _files() if path.suffix in (".db", ".key", ".sqlite", ".pem")] == []


def test_every_picture_is_shown_and_all_together_are_small(texts):
    pictures = {path.name: path.stat().st_size for path in _files() if path.parent.name == "pictures"}
    shown = re.findall(r'src="(?:docs/)?pictures/([^"]+)"', texts["README.md"] + texts["docs/pages.md"])

    assert set(shown) == set(pictures)
    assert sum(pictures.values()) < 1_500_000


@pytest.mark.parametrize("lock", ["requirements/run.txt", "requirements/test.txt", "requirements/bench.txt"])
def test_every_locked_package_has_one_version_and_its_hashes(texts, lock):
    lines = texts[lock].replace("\\\n", "").splitlines()

    assert [
        line for line in lines if not re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ] == []


@pytest.mark.gold
def test_no_file_quotes_a_real_customer(texts):
    quoted = {run for comment in _comments() for run in _runs(comment)}

    found = {name: borrowed for name, text in texts.items() if (borrowed := sorted(quoted.intersection(_runs(text))))}

    assert found == {}


def _comments() -> Iterator[str]:
    with (GOLD / "gold.jsonl").open(encoding="utf-8") as file:
        yield from (json.loads(line)["text"] for line in file)
    with (GOLD / "reviews.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["text"] for row in csv.DictReader(file))


def _runs(text: str) -> Iterator[str]:
    """Every run of eight words, however they are written and wherever the lines break."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    return (" ".join(words[start : start + BORROWED_WORDS]) for start in range(len(words) - BORROWED_WORDS + 1))
