"""Open drafts by commands: what is worth a second look, marks, two drafts and the rebase of the later one."""

import json

import pytest

SHIRT = "Linen shirt"


@pytest.fixture
def shirt(begin_with) -> str:
    begin_with(
        f"garments add '{SHIRT}' --kind shirt --sizes S,M,L",
        f"garments measure '{SHIRT}' D1 --values 'S=59, M=60, L=61' --unit cm",
        f"revisions draft '{SHIRT}'",
    )
    return SHIRT


def test_a_change_says_what_is_worth_a_second_look(toile, shirt):
    said = toile("revisions", "change", shirt, "2", "--pom", "D1", "--by", "-3", "--unit", "cm").output

    assert "Look again: −3.00 cm is more than one revision usually changes it" in said


def test_the_base_value_and_the_grade_step_are_changed(toile, shirt):
    toile("revisions", "change", shirt, "2", "--pom", "D1", "--base", "59", "--step", "1/2", "--unit", "cm")

    rows = json.loads(toile("revisions", "diff", shirt, "1", "2", "--json").stdout)
    assert {row["size"]: float(row["delta_mm"]) for row in rows} == {"S": -15, "M": -10, "L": -5}


def test_an_instruction_is_marked_and_dropped(toile, shirt):
    toile("revisions", "change", shirt, "2", "--instruction", "Lower the back neck.")

    assert "back/neck/middle" in toile("revisions", "mark", shirt, "2", "1").output
    assert "Marked point 1." in toile("revisions", "mark", shirt, "2", "1", "--at", "back 50 12").output
    said = toile("revisions", "mark", shirt, "2", "1", "--at", "back/neck/middle", "--to", "back 30 14", "--json")
    assert json.loads(said.stdout) == {"line": 1, "mark": "1b", "kind": "line"}
    toile("revisions", "drop", shirt, "2", "1")
    assert "has no line 1" in toile("revisions", "drop", shirt, "2", "1", exits=1).output


def test_an_instruction_says_what_it_moves_which_way_and_how_far(toile, shirt):
    moved = ("--seam", "Shoulder seam", "--direction", "forward", "--by", "3/8 in")
    said = toile("revisions", "change", shirt, "2", "--instruction", "To nothing at the neck.", *moved, "--json")
    row = json.loads(said.stdout)["instruction"]
    assert (row["seam_or_point"], row["direction"], float(row["amount_mm"])) == ("Shoulder seam", "forward", 9.525)

    differs = toile("revisions", "diff", shirt, "1", "2")

    assert "revision 2: Shoulder seam: 3/8 in towards the front. To nothing at the neck." in differs.output
    (line,) = json.loads(toile("revisions", "diff", shirt, "1", "2", "--json").stdout)
    assert (line["revision"], line["is_new"], line["seam_or_point"]) == (2, True, "Shoulder seam")


def test_an_instruction_is_reworded_and_keeps_what_is_not_said_anew(toile, shirt):
    moved = ("--seam", "Shoulder seam", "--direction", "forward", "--by", "3/8 in", "--piece", "Front")
    toile("revisions", "change", shirt, "2", "--instruction", "To nothing.", *moved)
    toile("revisions", "change", shirt, "2", "--pom", "D1", "--by", "-1")

    said = toile("revisions", "reword", shirt, "2", "1", "To nothing at the neck.", "--direction", "back", "--json")

    row = json.loads(said.stdout)["instruction"]
    assert {**row, "amount_mm": float(row["amount_mm"])} == {
        "instruction": "To nothing at the neck.", "piece": "Front", "seam_or_point": "Shoulder seam",
        "direction": "back", "amount_mm": 9.525,
    }  # fmt: skip
    assert "it is no instruction" in toile("revisions", "reword", shirt, "2", "2", "To nothing.", exits=1).output


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--pom", "D1", "--seam", "Cuff"), "Only an --instruction has a --seam"),
        (("--instruction", "Move it.", "--base", "60"), "is moved --by one amount"),
        (("--instruction", "Move it.", "--by", "-1"), "How far is said without a minus"),
    ],
)
def test_refuses_what_only_the_other_kind_of_line_has(toile, shirt, options, sentence):
    assert sentence in toile("revisions", "change", shirt, "2", *options, exits=1).output


def test_a_draft_that_is_behind_is_rebased(toile, shirt):
    toile("revisions", "change", shirt, "2", "--pom", "D1", "--by", "-1", "--unit", "cm")
    assert "still a draft" in toile("revisions", "draft", shirt, exits=1).output
    toile("revisions", "draft", shirt, "--beside")
    toile("revisions", "change", shirt, "3", "--pom", "D1", "--by", "-2", "--unit", "cm")
    toile("packets", "send", shirt, "2", "--contact", "Ana")

    assert "Both changed D1" in toile("revisions", "rebase", shirt, "3", exits=1).output
    assert "say mine, theirs or both" in toile("revisions", "rebase", shirt, "3", "--keep", "D1=all", exits=1).output
    row = json.loads(toile("revisions", "rebase", shirt, "3", "--keep", "D1=mine", "--json").stdout)

    assert row == {"draft": 3, "revision": 4, "lines": 1}
    (medium,) = [
        each for each in json.loads(toile("revisions", "diff", shirt, "2", "4", "--json").stdout) if each["size"] == "M"
    ]
    assert float(medium["delta_mm"]) == -10
