"""A label's own rules by commands: previewed, kept, read with, switched off."""

import json
import os
import pty
import subprocess
import sys

import pytest

from tests.equipment import ROOT

REVIEWS = """text
Such zeppelin sleeves!
The statement cuffs are tight.
The statement cuffs are tight again.
Lovely colour.
"""


@pytest.fixture
def read(toile, tmp_path) -> None:
    """Three reviews of a shirt, read."""
    (tmp_path / "reviews.csv").write_text(REVIEWS)
    toile("garments", "add", "Linen shirt", "--kind", "shirt", "--sizes", "S,M")
    toile("feedback", "import", "reviews.csv", "--garment", "Linen shirt")
    toile("issues", "tag")


def _codes(toile) -> set[str]:
    return {each["code"] for each in json.loads(toile("clusters", "list", "Linen shirt", "--json").stdout)}


def test_from_preview_to_reading_again(toile, read):
    shown = toile("rules", "preview", "zeppelin sleeves", "--code", "sleeve.width/large").output
    assert "Compared 4 comments; 1 would change." in shown
    assert "Linen shirt · Sleeve too wide: 1 appear" in shown
    assert "+ Such [zeppelin sleeves]!" in shown
    assert "sleeve.width/large" not in _codes(toile)

    added = toile("rules", "add", "zeppelin sleeves", "--code", "sleeve.width/large").output
    assert "“zeppelin sleeves” → sleeve.width/large" in added
    assert "1 appear" in toile("issues", "retag", "--preview").output
    assert json.loads(toile("issues", "retag", "--json").stdout)["read"] == 4
    assert "sleeve.width/large" in _codes(toile)
    assert toile("issues", "retag", "--preview").output.endswith("Reading again would change nothing.\n")


def test_tagging_reads_again_what_changed_rules_made_due(toile, read):
    toile("rules", "add", "statement cuffs", "--code", "silence")

    assert toile("issues", "tag").output == "Read 4 comments.\n"
    assert toile("issues", "tag").output == "Read 0 comments.\n"

    toile("rules", "off", "1")
    assert "  off" in toile("rules", "list").output
    assert toile("issues", "tag").output == "Read 4 comments.\n"
    assert json.loads(toile("rules", "on", "1", "--json").stdout)["active"]


def test_decided_points_are_shown_first(toile, read):
    toile("clusters", "decide", "1", "--choice", "keep", "--reason", "It is the style.")

    shown = json.loads(
        toile("rules", "preview", "statement cuffs", "--code", "silence", "--examples", "1", "--json").stdout
    )

    assert shown["rule"] == {"phrase": "statement cuffs", "code": "silence", "kind": None}
    [flip] = shown["flips"]
    assert (flip["decision"], flip["vanish"], flip["vanishing"]) == ("keep", 2, ["cuffs are tight"])
    people = toile("rules", "preview", "statement cuffs", "--code", "silence").output
    assert "Decided points:\n  Linen shirt · Upper arm too tight (keep): 2 vanish" in people


@pytest.mark.parametrize(
    "words, sentence",
    [
        (["preview", "the", "--code", "silence"], "“the” stands in nearly every comment"),
        (["add", " ", "--code", "silence"], "A rule needs the words it is about."),
        (["add", "zeppelin", "--code", "sleeve.width/huge"], "There is no issue code “sleeve.width/huge”"),
        (["off", "7"], "There is no rule 7."),
    ],
)
def test_refusals_are_one_sentence(toile, words, sentence):
    assert sentence in toile("rules", *words, exits=1).stderr


@pytest.mark.thorough
def test_a_terminal_is_told_how_far_a_preview_came(toile, read):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "app.cli", "rules", "preview", "statement cuffs", "--code", "silence"]

    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, text=True, check=True)

    os.close(theirs)
    assert " of 4 comments compared" in os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.stdout.startswith("Compared 4 comments; 2 would change.")


def test_no_rules_yet(toile):
    assert toile("rules", "list").output == "There are no rules yet.\n"
    assert toile("rules", "list", "--json").output == "[]\n"
