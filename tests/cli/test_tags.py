"""A label's own tags by commands: a theme is named, previewed, kept, renamed, retired."""

import json

import pytest


@pytest.fixture
def theme(toile, tmp_path) -> str:
    """Reviews of a shirt that find a fault which no code tells, read; the number of their theme."""
    (tmp_path / "reviews.csv").write_text(
        "text\nThe rustle is awful.\nThe rustle is simply awful.\nIt has such an awful rustle.\n"
    )
    toile("garments", "add", "Linen shirt", "--kind", "shirt", "--sizes", "S,M")
    toile("feedback", "import", "reviews.csv", "--garment", "Linen shirt")
    toile("issues", "tag")
    [found] = json.loads(toile("clusters", "unnamed", "Linen shirt", "--json").stdout)
    return str(found["theme"])


def test_a_theme_becomes_a_tag_with_a_point(toile, theme):
    described = ("Rustles", "--place", "fabric", "--theme", theme, "--phrase", "rustle is awful")
    assert toile("tags", "list").output == "There are no tags yet.\n"

    shown = toile("tags", "preview", *described).output
    added = toile("tags", "add", *described).output
    [point] = json.loads(toile("clusters", "list", "Linen shirt", "--json").stdout)
    toile("issues", "retag")
    renamed = toile("tags", "rename", "1", "Rustles loudly").output
    retired = toile("tags", "retire", "1").output
    refused = toile("tags", "retire", "1", exits=1).output
    toile("issues", "retag")
    [kept] = json.loads(toile("clusters", "list", "Linen shirt", "--json").stdout)

    assert "Linen shirt · Rustles: 3 appear" in shown
    assert "Added tag 1  Rustles  fabric.own1/poor" in added
    assert (point["code"], point["name"], point["reporting"]) == ("fabric.own1/poor", "Rustles", 3)
    assert "Rustles loudly" in renamed
    assert "retired" in retired
    assert "is retired: bring the tag back first" in refused
    assert (kept["name"], kept["reporting"]) == ("Rustles loudly", 3)
    assert "holds" not in toile("rules", "list").output
    assert "Its rules are off" in toile("tags", "restore", "1").output
    assert [each["active"] for each in json.loads(toile("tags", "list", "--json").stdout)] == [True]
