"""Care labels: a reader reads them back, they are true in mm, and none is printed that could not be scanned."""

from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from app.errors import RuleError
from app.models import Garment, GarmentColour, GarmentSize, Label, ProductionRound
from app.services import care_labels
from app.services.piece_codes import Piece, whole_round

PUBLIC = "https://toile.example.com"
LONG = "https://" + "a-very-long-name-of-a-house." * 3 + "example.com"
RUN = ProductionRound(code="K7M24PQX", garment=Garment(name="Linen shirt"))
PIECE = whole_round(RUN)
SMALL = Piece(RUN, "00000001", GarmentSize(name="S"), GarmentColour(name="Navy"), planned=3)
LARGE = Piece(RUN, "11111111", GarmentSize(name="L"), None, planned=70)


@pytest.mark.parametrize("side", care_labels.SIDES_MM)
def test_a_page_of_labels_is_read_back(side):
    sheet, ending = care_labels.write_sheet(PUBLIC, [PIECE], side_mm=side)

    (page,) = _read(sheet)
    assert ending == "pdf"

    assert page.total() >= 20
    assert set(page) == {f"HTTPS://TOILE.EXAMPLE.COM/F/{RUN.code}"}


@pytest.mark.parametrize("written", ["svg", "png"])
def test_one_label_says_the_code_of_its_size_and_colour(written):
    drawn = care_labels.draw_label(PUBLIC, SMALL)

    assert (drawn.code, drawn.piece) == ("0000-0001", "S · Navy")
    assert drawn.address == "HTTPS://TOILE.EXAMPLE.COM/F/00000001"
    assert care_labels.write_label(drawn, format=written)


def test_sheets_hold_each_code_as_often_as_pieces_are_planned():
    pages = _read(care_labels.write_sheet(PUBLIC, [SMALL, LARGE])[0])

    assert sum(pages, Counter()) == {
        "HTTPS://TOILE.EXAMPLE.COM/F/00000001": 3,
        "HTTPS://TOILE.EXAMPLE.COM/F/11111111": 70,
    }
    assert len(pages) == 2


@pytest.mark.parametrize("look, on_a_page", [("care", 63), ("tag", 16), ("card", 4)])
def test_a_page_is_cut_into_labels_stickers_or_cards(look, on_a_page):
    (page,) = _read(care_labels.write_sheet(PUBLIC, [PIECE], look=look)[0])

    assert page == {f"HTTPS://TOILE.EXAMPLE.COM/F/{RUN.code}": on_a_page}


@pytest.mark.parametrize(
    "garment, asked",
    [
        ("Linen shirt", ["How does your Linen shirt fit?"]),
        ("Linen overshirt", ["How does your", "Linen overshirt fit?"]),
        ("Very long winter coat with a hood", ["How does your", "Very long winter coat with a", "hood fit?"]),
    ],
)
def test_the_question_on_a_card_never_ends_in_a_line_of_one_word(garment, asked):
    piece = whole_round(ProductionRound(code="K7M24PQX", garment=Garment(name=garment)))

    sheet, _ = care_labels.write_sheet(PUBLIC, [piece], look="card")

    with pypdfium2.PdfDocument(sheet) as document:
        lines = document[0].get_textpage().get_text_range().replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert [line.strip() for line in lines[: len(asked)]] == asked


def test_a_sheet_as_a_picture_is_read_back_and_as_large_as_paper():
    sheet, ending = care_labels.write_sheet(PUBLIC, [SMALL], format="png")

    with Image.open(BytesIO(sheet)) as picture:
        width, height = (dots / dpi * 25.4 for dots, dpi in zip(picture.size, picture.info["dpi"], strict=True))
        found = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
    assert (width, height, ending) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1), "png")
    assert [each.text for each in found] == ["HTTPS://TOILE.EXAMPLE.COM/F/00000001"] * 3


def test_a_sheet_as_a_drawing_is_as_large_as_paper():
    sheet, ending = care_labels.write_sheet(PUBLIC, [SMALL], format="svg")

    assert ending == "svg"
    assert sheet.startswith(b'<svg viewBox="0 0 595.27')
    assert b'width="595.27' in sheet[:200]


def test_several_pages_of_pictures_come_as_one_file():
    written, ending = care_labels.write_sheet(PUBLIC, [SMALL, LARGE], format="svg")

    with ZipFile(BytesIO(written)) as archive:
        assert (archive.namelist(), ending) == (["page-1.svg", "page-2.svg"], "zip")


def test_very_many_labels_are_no_pictures():
    many = Piece(RUN, "11111111", GarmentSize(name="L"), None, planned=300)

    with pytest.raises(RuleError, match="300 labels are too many for pictures: take the pdf"):
        care_labels.write_sheet(PUBLIC, [many], format="png")
    assert care_labels.list_formats([many]) == ("pdf", "svg")
    assert care_labels.list_formats([LARGE]) == ("pdf", "svg", "png")


def test_one_label_is_as_large_as_it_says():
    drawn = care_labels.draw_label(PUBLIC, PIECE, side_mm=18)

    svg = care_labels.write_label(drawn, format="svg").decode()

    assert 'width="18' in svg
    assert drawn.dot_mm >= care_labels.DOT_MIN_MM


@pytest.mark.parametrize("side", care_labels.SIDES_MM)
def test_a_picture_is_read_back_and_prints_as_large_as_it_says(side):
    png = care_labels.write_label(care_labels.draw_label(PUBLIC, PIECE, side_mm=side), format="png")

    with Image.open(BytesIO(png)) as picture:
        (found,) = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
        assert picture.width / picture.info["dpi"][0] * 25.4 == pytest.approx(side, abs=0.05)
    assert found.text == f"HTTPS://TOILE.EXAMPLE.COM/F/{RUN.code}"


def test_a_long_address_asks_for_a_larger_label():
    with pytest.raises(RuleError, match="too fine to be printed on a label: choose 15 mm") as refused:
        care_labels.draw_label(LONG, PIECE, side_mm=12)

    assert refused.value.field == "side"


def test_only_sizes_that_can_be_printed_are_offered():
    assert care_labels.list_sides(PUBLIC, RUN) == list(care_labels.SIDES_MM)
    assert care_labels.list_sides(LONG, RUN) == [15, 18, 20, 25]
    assert care_labels.list_refused_sides(PUBLIC, RUN) == []
    assert care_labels.list_refused_sides(LONG, RUN) == [
        "At 12 mm a dot of the code is 0.26 mm, too fine to be printed on a label: choose 15 mm."
    ]


def test_a_label_has_a_usual_size_look_and_form():
    with pytest.raises(RuleError, match="A label is 12, 15, 18, 20, 25 mm wide"):
        care_labels.draw_label(PUBLIC, PIECE, side_mm=14)
    with pytest.raises(RuleError, match="written as svg or png, not as bmp"):
        care_labels.write_label(care_labels.draw_label(PUBLIC, PIECE), format="bmp")
    with pytest.raises(RuleError, match="A sheet is cut into care, tag, card, not flag"):
        care_labels.write_sheet(PUBLIC, [PIECE], look="flag")
    with pytest.raises(RuleError, match="A sheet is written as pdf, svg, png, not as bmp"):
        care_labels.write_sheet(PUBLIC, [PIECE], format="bmp")


def test_the_shops_mail_names_the_garment_and_leads_to_the_form():
    mail = care_labels.write_mail(PUBLIC, RUN)

    assert mail.startswith("How does your Linen shirt fit?\n\n")
    assert f"https://toile.example.com/f/{RUN.code}\n" in mail
    assert "not a public review" in mail


@pytest.mark.parametrize(
    "language, question",
    [("de", "Wie passt dir"), ("fr", "Comment vous va"), ("es", "¿Cómo te queda")],
)  # fmt: skip
def test_the_mail_speaks_the_language_of_the_form_that_it_leads_to(language, question):
    mail = care_labels.write_mail(PUBLIC, RUN, language=language)

    assert mail.startswith(question)
    assert "Linen shirt" in mail
    assert f"https://toile.example.com/f/{RUN.code}?lang={language}\n" in mail


def test_the_labels_own_languages_come_first():
    assert care_labels.list_mail_languages(Label(languages=["fr", "nl"])) == ["fr", "en", "de", "es"]


def _read(pdf: bytes) -> list[Counter[str]]:
    """What a reader finds on each page, and how often."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [Counter(each.text for each in zxingcpp.read_barcodes(_picture(page))) for page in document]
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage) -> np.ndarray:
    """Three dots a point."""
    return page.render(scale=3).to_numpy().copy()
