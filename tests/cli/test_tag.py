"""`toile tag` and `toile nlp evaluate`: no database, input order, bad lines named."""

import json

import pytest

ROWS = [
    {"id": 1, "text": "The sleeves are about an inch too long.", "garment": "shirt"},
    {"id": "b", "text": "Too long.", "class": "Dresses"},
    {"id": 3, "text": "🙂 The waist is too tight.", "garment": "spaceship"},
    {"id": 4, "text": "Les manches sont vraiment trop longues et les épaules trop étroites pour moi."},
    {"id": 5, "text": ""},
]


@pytest.mark.parametrize("processes", ["1", "2"])
def test_tags_rows_in_their_order(toile, tmp_path, processes: str):
    _write(tmp_path / "in.jsonl", [json.dumps(row) for row in ROWS])

    toile("tag", "in.jsonl", "-o", "out.jsonl", "--processes", processes)

    tagged = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["id"] for row in tagged] == [row["id"] for row in ROWS]
    assert [row["state"] for row in tagged] == ["read", "read", "read", "not_read", "not_read"]
    [sleeve] = tagged[0]["labels"]
    assert sleeve["code"] == "sleeve.length/long"
    assert (sleeve["amount"]["value"], sleeve["amount"]["unit"]) == (1, "in")
    for row, original in zip(tagged, ROWS, strict=True):
        for label in row["labels"]:
            assert original["text"][label["start"] : label["end"]] == label["quote"]


def test_reads_german_as_well(toile, tmp_path):
    row = {"id": 1, "text": "Die Ärmel sind leider 2 cm zu lang.", "class": "Hemd"}
    _write(tmp_path / "in.jsonl", [json.dumps(row)])

    toile("tag", "in.jsonl", "-o", "out.jsonl")

    [sleeve] = json.loads((tmp_path / "out.jsonl").read_text())["labels"]
    assert (sleeve["code"], sleeve["amount"]["low_mm"]) == ("sleeve.length/long", 15.0)


def test_a_bad_line_is_named_and_the_rest_is_written(toile, tmp_path):
    good = json.dumps(ROWS[0])
    bad = [
        "{",
        "[1]",
        '{"text": "Too long."}',
        '{"id": 2}',
        '{"id": 2, "text": 3}',
        '{"id": 2, "text": "x", "garment": 7}',
    ]
    _write(tmp_path / "in.jsonl", [good, *bad, "", good])

    done = toile("tag", "in.jsonl", exits=1)

    assert done.stderr.splitlines() == [
        "Line 2: It is not JSON.",
        "Line 3: It is not a JSON object.",
        "Line 4: It has no id.",
        "Line 5: It has no text.",
        "Line 6: It has no text.",
        "Line 7: Its garment is not a word.",
    ]
    assert len(done.stdout.splitlines()) == 2


def test_what_utf8_cannot_hold_comes_back_escaped(toile, tmp_path):
    _write(tmp_path / "in.jsonl", ['{"id": 1, "text": "The sleeves \\ud800 are too long."}'])

    tagged = json.loads(toile("tag", "in.jsonl").stdout)

    assert tagged["id"] == 1


def test_needs_no_data_folder(toile, tmp_path):
    _write(tmp_path / "in.jsonl", [json.dumps(ROWS[0])])

    toile("tag", "in.jsonl")

    assert not (tmp_path / "data").exists()


def test_scores_one_part_of_labelled_comments(toile, tmp_path):
    label = {"code": "sleeve.length/long", "severity": 2, "amount": None, "quote": "sleeves are too long"}
    rows = [{"id": n, "class": "Blouses", "text": "The sleeves are too long.", "labels": [label]} for n in range(9)]
    _write(tmp_path / "gold.jsonl", [json.dumps(row) for row in rows])

    parts = [
        json.loads(toile("nlp", "evaluate", "gold.jsonl", *flag, "--json").stdout)
        for flag in ([], ["--development"], ["--held-out"], ["--all"])
    ]

    assert [part["part"] for part in parts] == ["development", "development", "held-out", "all"]
    assert parts[1]["comments"] + parts[2]["comments"] == parts[3]["comments"] == 9
    assert parts[3]["problem"]["f1"] == 1.0
    assert "9 comments" in toile("nlp", "evaluate", "gold.jsonl", "--all").output


def test_scores_the_comments_written_in_a_language(toile):
    scores = json.loads(toile("nlp", "evaluate", "--language", "de", "--json").stdout)

    assert (scores["part"], scores["comments"]) == ("sentences", 160)
    assert scores["problem"]["f1"] >= 0.70


def test_refuses_to_score_a_language_that_is_not_read(toile):
    refused = toile("nlp", "evaluate", "--language", "fr", exits=1)

    assert "“fr” is no language that is read. Those are: en, de." in refused.stderr


def test_refuses_to_score_what_has_no_labels(toile, tmp_path):
    _write(tmp_path / "gold.jsonl", ['{"id": 1, "text": "Too long."}', "{"])

    assert "does not hold labelled comments" in toile("nlp", "evaluate", "gold.jsonl", exits=1).stderr


def _write(path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
