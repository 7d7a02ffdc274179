"""`toile feedback export` writes what the inbox shows."""

import json
from pathlib import Path


def test_writes_what_is_found(toile, tmp_path):
    toile("garments", "add", "Marit shirt", "--kind", "shirt", "--sizes", "S,M")
    Path("reviews.csv").write_text("id,text,size\n1,The cuffs slip.,M\n2,Lovely.,S\n")
    toile("feedback", "import", "reviews.csv", "--garment", "Marit shirt")

    told = toile("feedback", "export", "--format", "json", "--words", "cuffs", "--size", "M", "--json")

    assert json.loads(told.output) == {"file": "feedback.json", "answers": 1}
    assert [each["comment"] for each in json.loads(Path("feedback.json").read_text())["feedback"]] == [
        "The cuffs slip."
    ]


def test_csv_comes_as_a_zip(toile):
    toile("feedback", "export", "--format", "csv")

    assert Path("feedback.zip").is_file()


def test_a_folder_that_is_not_there_is_said(toile):
    refused = toile("feedback", "export", "--format", "json", "-o", "nowhere/out.json", exits=1)

    assert "nowhere/out.json cannot be written" in refused.output
