"""The whole sheet as JSON."""

import json

from app.services.formats import json_file
from tests.services.formats.sheets import make_instruction, make_sheet, make_sleeve


def test_holds_the_whole_sheet():
    whole = json.loads(json_file.write(make_sheet()))

    assert whole["format"] == "toile-correction-sheet/1"
    assert (whole["unit"], whole["grid"], whole["cut_on"]) == ("cm", "0.25", "2026-05-25")
    assert whole["sent_at"] == "2026-04-23T09:00:00+00:00"
    assert [line["number"] for line in whole["lines"]] == [1, 2, 3]
    assert [line["move"] for line in whole["lines"][1:]] == [
        None, {"seam_or_point": "elbow notch", "direction": "up", "amount": 0.5, "own_amount_mm": 5},
    ]  # fmt: skip


def test_lengths_are_numbers():
    whole = json.loads(json_file.write(make_sheet(make_sleeve())))

    sizes = whole["lines"][0]["measure"]["sizes"]
    assert [size["new"] for size in sizes] == [58, 59.5, 60.5, 61, 61.5]
    assert sizes[0]["step_old"] is None


def test_half_a_character_does_not_break_it():
    document = json_file.write(make_sheet(make_instruction("sleeve \ud83d")))

    assert json.loads(document)["lines"][0]["instruction"] == "sleeve \ud83d"
