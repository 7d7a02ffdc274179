"""Care labels: a reader reads them back, they are true in mm, and none is printed that could not be scanned."""

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from app.errors import RuleError
from app.models import Garment, Label, ProductionRound
from app.services import care_labels

HOUSE = Label(public_url="https://toile.example.com/", run_word="run")
RUN = ProductionRound(code="K7M24PQX", garment=Garment(name="Linen shirt"))


@pytest.mark.parametrize("side", care_labels.SIDES_MM)
def test_a_page_of_labels_is_read_back(side):
    drawn = care_labels.draw_label(HOUSE, RUN, side_mm=side)

    found = zxingcpp.read_barcodes(_picture(care_labels.write_label(drawn, format="pdf")))

    assert len(found) >= 20
    assert {each.text for each in found} == {f"HTTPS://TOILE.EXAMPLE.COM/F/{RUN.code}"}


def test_one_label_is_as_large_as_it_says():
    drawn = care_labels.draw_label(HOUSE, RUN, side_mm=18)

    svg = care_labels.write_label(drawn, format="svg").decode()

    assert 'width="18' in svg
    assert drawn.dot_mm >= care_labels.DOT_MIN_MM


def test_a_picture_has_dots_that_can_be_printed():
    png = care_labels.write_label(care_labels.draw_label(HOUSE, RUN), format="png")

    assert png.startswith(b"\x89PNG")


def test_a_long_address_asks_for_a_larger_label():
    house = Label(public_url="https://" + "a-very-long-name-of-a-house." * 3 + "example.com")

    with pytest.raises(RuleError, match="too fine to be printed on a label: choose 15 mm") as refused:
        care_labels.draw_label(house, RUN, side_mm=12)

    assert refused.value.field == "side"


@pytest.mark.parametrize("address", [None, "http://toile.example.com", "toile.example.com"])
def test_nothing_is_sewn_in_before_the_address_is_public(address):
    house = Label(public_url=address)

    with pytest.raises(RuleError, match="A label is for years"):
        care_labels.draw_label(house, RUN)
    with pytest.raises(RuleError, match="A label is for years"):
        care_labels.write_mail(house, RUN)


def test_only_sizes_that_can_be_printed_are_offered():
    house = Label(public_url="https://" + "a-very-long-name-of-a-house." * 3 + "example.com")

    assert care_labels.list_sides(HOUSE, RUN) == list(care_labels.SIDES_MM)
    assert care_labels.list_sides(house, RUN) == [15, 18, 20, 25]


def test_a_label_has_a_usual_size_and_form():
    with pytest.raises(RuleError, match="A label is 12, 15, 18, 20, 25 mm wide"):
        care_labels.draw_label(HOUSE, RUN, side_mm=14)
    with pytest.raises(RuleError, match="not as bmp"):
        care_labels.write_label(care_labels.draw_label(HOUSE, RUN), format="bmp")


def test_the_shops_mail_names_the_garment_and_leads_to_the_form():
    mail = care_labels.write_mail(HOUSE, RUN)

    assert "How does your Linen shirt fit?" in mail
    assert f"https://toile.example.com/f/{RUN.code}" in mail
    assert "not a public review" in mail


def _picture(pdf: bytes) -> np.ndarray:
    """The first page, three dots a point."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=3).to_numpy().copy()
    finally:
        document.close()
