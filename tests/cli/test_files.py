"""What leaves as a file, and what enters as one, by commands."""

import json
import zipfile

import pytest

SHIRT = "Linen shirt"


@pytest.fixture
def shirt(toile) -> str:
    toile("garments", "add", SHIRT, "--kind", "shirt", "--sizes", "S,M,L")
    toile("garments", "measure", SHIRT, "D1", "--values", "S=59, M=60, L=61", "--unit", "cm")
    toile("revisions", "draft", SHIRT)
    toile("revisions", "change", SHIRT, "2", "--pom", "D1", "--by", "-2", "--unit", "cm")
    return SHIRT


def test_the_whole_chart_is_written(toile, shirt, tmp_path):
    said = json.loads(toile("revisions", "chart", shirt, "2", "--format", "xlsx", "--unit", "in", "--json").stdout)

    assert (tmp_path / said["file"]).stat().st_size == said["bytes"]
    toile("revisions", "chart", shirt, "2", "--format", "pdf", "-o", "chart.pdf")
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")


def test_two_revisions_are_written_side_by_side(toile, shirt, tmp_path):
    toile("revisions", "diff", shirt, "1", "2", "-o", "beside.pdf")

    assert (tmp_path / "beside.pdf").read_bytes().startswith(b"%PDF")


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
