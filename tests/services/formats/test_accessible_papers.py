"""Papers as PDF/UA-1: what a validator can tell, and what a screen reader needs beyond it."""

import io
from collections.abc import Iterator
from itertools import pairwise

import page
import pikepdf
import pytest

from app.models import LengthUnit
from app.services.formats import chart_pdf, comparison_pdf, cut_ticket, label_sheet, pattern_labels, pdf
from tests.papers import read_pages
from tests.services.formats.charts import make_chart, make_comparison
from tests.services.formats.cutting import make_cut_ticket, make_pattern_labels
from tests.services.formats.sheets import HOSTILE, make_instruction, make_sheet, make_skirt, make_sleeve

LABEL = label_sheet.Printed(
    svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1H0z"/></svg>', code="K7M-2PX",
    typed_at="example.com/f", garment="Linen shirt", piece="M, white", side=15, copies=3,
)  # fmt: skip

PAPERS = {
    "sheet": lambda: pdf.write(make_sheet()),
    "sheet of what nobody knows": lambda: pdf.write(make_sheet(make_skirt(), unit=LengthUnit.IN, grid="1/8")),
    "sheet of hostile words": lambda: pdf.write(
        make_sheet(make_instruction(HOSTILE), garment=HOSTILE, label=HOSTILE, season=HOSTILE)
    ),
    "sheet of many pages": lambda: pdf.write(make_sheet(*(make_sleeve() for _ in range(12)))),
    "chart": lambda: chart_pdf.write(make_chart()),
    "comparison": lambda: comparison_pdf.write(make_comparison("Sleeve")),
    "pattern labels": lambda: pattern_labels.write(make_pattern_labels()),
    "cut ticket": lambda: cut_ticket.write(make_cut_ticket()),
    "labels": lambda: label_sheet.write([LABEL], look="care", format="pdf")[0],
}
"""Every paper that somebody reads, by what it is."""


@pytest.fixture(params=PAPERS, scope="module")
def paper(request) -> bytes:
    """Each paper in turn."""
    return PAPERS[request.param]()


def test_a_validator_finds_nothing(paper):
    report = page.validate_pdf_bytes(paper, profile=page.ValidationProfile.PDF_UA_1)

    assert [(each.rule_id, each.message) for each in report.failures] == []
    assert report.rules.passed > 100


def test_says_its_language_and_its_title_and_what_it_is(paper):
    with pikepdf.open(io.BytesIO(paper)) as document, document.open_metadata() as said:
        assert str(document.Root.Lang) == "en"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert said["pdfuaid:part"] == "1"
        assert said["dc:title"].strip()


def test_every_font_is_inside(paper):
    with pikepdf.open(io.BytesIO(paper)) as document:
        fonts = [each for each in document.objects if _is(each, "/Type", "/FontDescriptor")]

        assert fonts
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_figures_are_described_and_cells_know_their_heads(paper):
    with pikepdf.open(io.BytesIO(paper)) as document:
        tree = list(_walk(document.Root.StructTreeRoot.K))
        heads = [each for each in tree if each.S == "/TH"]
        known = {bytes(head.ID) for head in heads if "/ID" in head}

        assert all(str(each.Alt).strip() for each in tree if each.S == "/Figure")
        assert all(_attribute(head, "/Scope") in ("/Column", "/Row") for head in heads)
        for cell in (each for each in tree if each.S == "/TD"):
            named = [bytes(name) for name in _attribute(cell, "/Headers") or ()]
            assert named
            assert set(named) <= known


def test_headings_begin_with_one_title_and_leave_no_level_out():
    for name in ("sheet", "sheet of many pages", "chart", "comparison"):
        with pikepdf.open(io.BytesIO(PAPERS[name]())) as document:
            tree = _walk(document.Root.StructTreeRoot.K)
            levels = [int(str(each.S)[2:]) for each in tree if str(each.S)[1:] in ("H1", "H2", "H3", "H4")]

        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_is_read_in_the_order_in_which_it_is_looked_at():
    document = PAPERS["sheet"]()

    with pikepdf.open(io.BytesIO(document)) as opened:
        marks = list(_list_marks(opened.Root.StructTreeRoot.K))
    assert marks == sorted(marks)
    words = read_pages(document)[0]
    places = [words.index(each) for each in ("Linen shirt", "Check code", "Two measures", "Sleeve length", "Bicep",
                                             "Instruction: sleeve", "Do not change", "Not on this sheet")]  # fmt: skip
    assert places == sorted(places)


def _walk(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The elements of a structure tree in reading order."""
    for each in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            if "/K" in each:
                yield from _walk(each.K)


def _list_marks(node: pikepdf.Object) -> Iterator[int]:
    """The numbers of the marked pieces of a page, in reading order."""
    for each in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(each, int):
            yield each
        elif isinstance(each, pikepdf.Dictionary) and "/MCID" in each:
            yield int(each.MCID)
        elif isinstance(each, pikepdf.Dictionary) and "/K" in each:
            yield from _list_marks(each.K)


def _attribute(element: pikepdf.Object, name: str) -> pikepdf.Object | None:
    attributes = element.get("/A", pikepdf.Array())
    found = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((each[name] for each in found if isinstance(each, pikepdf.Dictionary) and name in each), None)


def _is(thing: pikepdf.Object, key: str, value: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get(key) == value
