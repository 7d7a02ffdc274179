"""What leaves as a file, and what enters as one, by commands."""

import hashlib
import json
import zipfile

import pytest
from sqlalchemy import select

from app.db import open_session
from app.models import Job, JobStatus
from tests.papers import measure_paper
from tests.services import pictures
from tests.services.formats.drawings import FRONT, make_dxf

SHIRT = "Linen shirt"


@pytest.fixture
def shirt(begin_with) -> str:
    begin_with(
        f"garments add '{SHIRT}' --kind shirt --sizes S,M,L",
        f"garments measure '{SHIRT}' D1 --values 'S=59, M=60, L=61' --unit cm",
        f"revisions draft '{SHIRT}'",
        f"revisions change '{SHIRT}' 2 --pom D1 --by -2 --unit cm",
    )
    return SHIRT


def test_the_whole_chart_is_written(toile, shirt, tmp_path):
    said = json.loads(toile("revisions", "chart", shirt, "2", "--format", "xlsx", "--unit", "in", "--json").stdout)

    assert (tmp_path / said["file"]).stat().st_size == said["bytes"]
    toile("revisions", "chart", shirt, "2", "--format", "pdf", "-o", "chart.pdf")
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")


def test_two_revisions_are_written_side_by_side(toile, shirt, tmp_path):
    toile("revisions", "diff", shirt, "1", "2", "-o", "beside.pdf")

    assert (tmp_path / "beside.pdf").read_bytes().startswith(b"%PDF")


def test_papers_are_written_on_the_paper_that_is_asked_for(toile, shirt, tmp_path):
    toile("revisions", "chart", shirt, "2", "--format", "pdf", "--paper", "letter", "-o", "chart.pdf")
    toile("revisions", "diff", shirt, "1", "2", "--paper", "letter", "-o", "beside.pdf")
    sent = json.loads(toile("packets", "send", shirt, "2", "--contact", "Ana", "--paper", "letter", "--json").stdout)
    toile("packets", "export", shirt, "2", "--format", "pdf", "-o", "sheet.pdf")
    toile("packets", "labels", shirt, "2", "--paper", "a4", "-o", "labels.pdf")

    sizes = {name: measure_paper((tmp_path / f"{name}.pdf").read_bytes()) for name in
             ("chart", "beside", "sheet", "labels")}  # fmt: skip
    assert sent["paper"] == "letter"
    assert sizes == {"chart": (279, 216), "beside": (216, 279), "sheet": (216, 279), "labels": (210, 297)}


def test_a_garment_is_put_right_and_put_away(toile, shirt):
    toile("garments", "change", shirt, "--name", "Flax shirt", "--sizes", "XS,S,M,L,XL,XXL")
    assert "XXL" in toile("garments", "show", "Flax shirt").output

    toile("garments", "put-away", "Flax shirt")
    assert "Flax shirt" not in toile("garments", "list").output
    toile("garments", "put-away", "Flax shirt", "--back")
    assert "Flax shirt" in toile("garments", "list").output


def test_a_garment_is_described_for_the_head_of_its_sheets(toile, shirt):
    toile("garments", "describe", shirt, "--season", "Spring 2027", "--seam-allowance", "3/8", "--unit", "in")
    toile("garments", "describe", shirt, "--fabric", "Linen")

    said = json.loads(toile("garments", "show", shirt, "--json").stdout)
    assert (said["season"], said["fabric"]) == ("Spring 2027", "Linen")
    assert (said["seam_allowance_included"], float(said["seam_allowance_mm"])) == (True, 9.525)


def test_everything_is_written_whole_or_not_at_all(toile, shirt, tmp_path):
    toile("revisions", "zip", shirt, "2", "-o", "all.zip")
    refused = toile("revisions", "zip", shirt, "2", "-o", "nowhere/all.zip", exits=1)

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert "chart.xlsx" in archive.namelist()
    assert "cannot be written" in refused.output
    assert list(tmp_path.glob("*.part")) == []


def test_changes_are_written_for_drawing_programs(toile, shirt, tmp_path):
    toile("revisions", "seamly", shirt, "2", "--size", "L", "--program", "valentina", "-o", "shirt.vit")

    assert 'name="@rev_sleeve_length_from_shoulder" value="-2"' in (tmp_path / "shirt.vit").read_text()


RUL = "UNITS: ENGLISH\nNUMBER OF SIZES: 3\nSIZE LIST: S M L\nSAMPLE SIZE: S\nRULE: DELTA 1\n0,0 0,0 0,0\nEND\n"


def test_a_grade_rule_table_sets_sizes_up(toile, tmp_path):
    toile("garments", "add", "Coat")
    (tmp_path / "coat.rul").write_text(RUL)

    said = json.loads(toile("garments", "import-rul", "Coat", "coat.rul", "--json").stdout)

    assert (said["sizes"], said["base_size"], said["unit"], said["rules"]) == (["S", "M", "L"], "S", "in", 1)
    assert "cut in S, M, L; base size S" in toile("garments", "import-rul", "Coat", "coat.rul").output
    assert "cannot be read" in toile("garments", "import-rul", "Coat", "none.rul", exits=1).output


def test_a_chart_is_previewed_and_then_taken(toile, shirt, tmp_path, database_address):
    (tmp_path / "chart.csv").write_text("POM;S;M;L;Note\nD1;59;60;61;\nA1;48;50;5O;\nA2;45;47;49.1;\n")
    words = ("garments", "import-chart", shirt, "chart.csv", "--unit", "cm")

    preview = toile(*words, "--preview").output

    assert "Not read: Note." in preview
    assert "line 3: not taken. L: “5O” is not a length" in preview
    assert "line 4: A2 Waist width, added, 3 values" in preview
    assert "Worth a look: Off the maker’s grid of 0.25 cm: charts and sheets say the nearest step of A2." in preview
    assert "A2" not in toile("garments", "show", shirt).output

    taken = json.loads(toile(*words, "--column", "code=POM", "--json").stdout)
    assert [row["code"] for row in taken["taken"]] == ["A2"]
    assert "A2" in toile("garments", "show", shirt).output
    with open_session(database_address) as session:
        weighed = [(job.kind, job.status) for job in session.scalars(select(Job))]
    assert weighed == [("weigh", JobStatus.DONE)] * 2  # after each command that changed the chart, not the preview


def test_a_column_is_named_as_what_it_is(toile, shirt, tmp_path):
    (tmp_path / "chart.csv").write_text("x,S\nA1,48\n")

    refused = toile("garments", "import-chart", shirt, "chart.csv", "--column", "POM", exits=1).output

    assert "“POM” names no column" in refused


def test_pieces_of_two_revisions_are_drawn_over_each_other(toile, shirt, tmp_path):
    (tmp_path / "front.dxf").write_bytes(make_dxf(("FRONT", "M", FRONT)))
    for number in ("1", "2"):
        said = json.loads(toile("revisions", "file", shirt, number, "front.dxf", "--json").stdout)
    assert said["sha256"] == hashlib.sha256((tmp_path / "front.dxf").read_bytes()).hexdigest()

    toile("revisions", "overlay", shirt, "1", "2", "-o", "front.svg")

    assert (tmp_path / "front.svg").read_text().startswith("<svg")
    toile("revisions", "zip", shirt, "2", "-o", "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.read("files/front.dxf") == (tmp_path / "front.dxf").read_bytes()

    removed = json.loads(toile("revisions", "remove-file", shirt, "2", "front.dxf", "--json").stdout)

    assert removed["sha256"] == said["sha256"]
    assert "No DXF file lies beside revision 2." in toile("revisions", "overlay", shirt, "1", "2", exits=1).output


def test_a_garment_gets_a_picture_and_loses_it(toile, tmp_path):
    toile("garments", "add", "Linen shirt", "--kind", "shirt", "--sizes", "S,M", "--colours", "Navy")
    (tmp_path / "navy.webp").write_bytes(pictures.webp())

    assert "shows it" in toile("garments", "picture", "Linen shirt", "navy.webp", "--colour", "navy").stdout
    assert "There is no such picture" in toile("garments", "picture", "Linen shirt", "--remove", exits=1).stderr
    assert "sketch again" in toile("garments", "picture", "Linen shirt", "--remove", "--colour", "Navy").stdout
    assert "Name a picture" in toile("garments", "picture", "Linen shirt", exits=1).stderr
