"""Custom measures: names that a formula takes, words that stay words."""

from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from app.models import LengthUnit
from app.services.formats.seamly import CustomMeasure, Program, name_measures, write
from tests.services.formats.sheets import HOSTILE


def test_names_are_plain_and_distinct():
    assert name_measures(["Sleeve length", "Ärmel-Länge", "sleeve length!", "袖", "measure"]) == [
        "@rev_sleeve_length", "@rev_armel_lange", "@rev_sleeve_length_2", "@rev_measure", "@rev_measure_2",
    ]  # fmt: skip


def test_hostile_words_stay_words():
    measure = CustomMeasure(HOSTILE, '<m name="x"/>', Decimal("-1.5000"))

    file = ElementTree.fromstring(write([measure], unit=LengthUnit.IN, notes="]]> & <", program=Program.SEAMLY))

    (only,) = file.iterfind("body-measurements/m")
    assert (only.get("value"), only.get("description")) == ("-1.5", '<m name="x"/>')
    assert (file.findtext("unit"), file.findtext("notes")) == ("inch", "]]> & <")


@given(st.lists(st.text(st.characters(exclude_categories=[]), max_size=30), max_size=6))
def test_any_name_is_written_and_read_back(names):
    measures = [CustomMeasure(name, name, Decimal(1)) for name in names]

    file = ElementTree.fromstring(write(measures, unit=LengthUnit.CM, notes="", program=Program.VALENTINA))

    found = [each.get("name") for each in file.iterfind("body-measurements/m")]
    assert len(set(found)) == len(names)
