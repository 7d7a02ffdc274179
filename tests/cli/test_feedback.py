"""`toile feedback`: files as shops export them, looked at before they are imported."""

import json

import pytest

from tests.equipment import ROOT
from tests.services import pictures

SHIRT = "Linen shirt"
FILES = ROOT / "tests" / "services" / "files"
HEADER = "id,handle,text,date\n"


@pytest.fixture
def shirt(toile) -> str:
    toile("garments", "add", SHIRT, "--kind", "shirt", "--sizes", "S,M")
    return SHIRT


def test_a_preview_stores_nothing(toile, shirt, tmp_path):
    (tmp_path / "file.csv").write_text(f"{HEADER}1,linen-shirt,Too long.,2026-01-02\n2,coat,Nice.,\n")

    shown = toile("feedback", "import", "file.csv", "--preview").stdout
    counted = json.loads(toile("feedback", "import", "file.csv", "--preview", "--json").stdout)

    assert "Line 2: linen-shirt · Too long." in shown
    assert "Line 3: There is no garment “coat”." in shown
    assert counted["counts"] == {"rows": 2, "stored": 1, "refused": 1}
    assert counted["columns"] == {"text": "text", "garment": "handle", "id": "id", "date": "date"}


def test_rejects_are_written_to_a_file(toile, shirt, tmp_path):
    (tmp_path / "file.csv").write_text(f"{HEADER}1,linen-shirt,Too long.,\n2,coat,=Nice.,\n")

    told = toile("feedback", "import", "file.csv", "--rejects", "left.csv", exits=1)

    assert told.stdout == "Stored 1, known before 0, not taken 1.\n"
    assert "Wrote them to left.csv" in told.stderr
    assert (tmp_path / "left.csv").read_text("utf-8-sig").splitlines() == [
        "line,why,id,handle,text,date",
        "3,There is no garment “coat”.,2,coat,'=Nice.,",
    ]
    toile("feedback", "match", "coat", SHIRT)
    assert toile("feedback", "import", "left.csv").stdout == "Stored 1, known before 0, not taken 0.\n"


def test_dates_with_two_meanings_are_asked(toile, shirt, tmp_path):
    (tmp_path / "file.csv").write_text(f"{HEADER}1,linen-shirt,Too long.,05/03/2024\n")

    asked = toile("feedback", "import", "file.csv", exits=1)

    assert "Does 05/03/2024 in this file mean 5 March or 3 May?" in asked.stderr
    assert asked.stderr.endswith(" month-first. Here that is --dates day-first or --dates month-first.\n")
    toile("feedback", "import", "file.csv", "--dates", "day-first")


def test_a_changed_row_is_shown_and_is_no_failure(toile, shirt, tmp_path):
    for words in ("Too long.", "Too short."):
        (tmp_path / "file.csv").write_text(f"{HEADER}1,linen-shirt,{words},\n")
        told = toile("feedback", "import", "file.csv")

    assert told.stdout == "Stored 0, known before 0, changed 1, not taken 0.\n"
    assert told.stderr == "Line 2: It is not the same as when it was imported; what is stored was kept.\n"


def test_a_shop_arrives_with_three_files(toile, tmp_path):
    for name in ("products", "orders", "judgeme"):
        (tmp_path / f"{name}.csv").write_bytes((FILES / f"{name}.csv").read_bytes())

    assert "2 added, 0 known before, 6 SKUs." in toile("garments", "import", "products.csv", "--preview").stdout
    assert json.loads(toile("garments", "list", "--json").stdout) == []
    toile("garments", "import", "products.csv")
    toile("rounds", "plan", SHIRT, "--pieces", "S=2, M=2, L=2", "--colour", "Navy", "--cut-on", "2026-02-01")
    toile("rounds", "lock", SHIRT, "1", "--override-reason", "It was cut long ago.")
    seen = toile("rounds", "import-orders", "orders.csv", "--preview").stdout
    counted = json.loads(toile("rounds", "import-orders", "orders.csv", "--json").stdout)
    imported = toile("feedback", "import", "judgeme.csv", exits=1)

    assert "So far 5 pieces are sold and 1 returned; of 0 the run is not known." in seen
    assert (counted["stored"], counted["sold"]) == (6, 5)
    assert imported.stdout == "Stored 4, known before 0, dropped 1, not taken 1.\n"


def test_the_label_notes_what_it_hears(toile, shirt, tmp_path):
    (tmp_path / "cuff.jpg").write_bytes(pictures.jpeg())
    (tmp_path / "list.txt").write_text("no picture")

    kept = toile("feedback", "note", "linen", "The cuff catches.", "--heard", "fitting", "--size", "M",
                 "--photo", "cuff.jpg", "--photo", "list.txt", "--json")  # fmt: skip

    assert json.loads(kept.stdout) == {"answer": 1, "garment": SHIRT, "heard": "fitting", "photos": 1}
    assert kept.stderr == "list.txt is not kept: no picture.\n"
    listed = json.loads(toile("feedback", "list", "--heard", "fitting", "--json").stdout)["answers"]
    assert [(each["comment"], each["source"]) for each in listed] == [("The cuff catches.", "note")]
    assert toile("feedback", "list", "--heard", "message").stdout == "Nothing is found.\n"
    assert "a few words" in toile("feedback", "note", "linen", " ", "--heard", "fitting", exits=1).stderr.lower()
