"""The vocabulary of issues and garments."""

import subprocess
import sys

import pytest

from nlp.taxonomy import ASPECTS, GarmentKind, IssueCode, codes_of, garment_kind


def test_there_are_91_codes_on_36_aspects() -> None:
    assert len(IssueCode) == 91
    assert len(ASPECTS) == 36
    assert sum(len(codes_of(aspect)) for aspect in ASPECTS) == 91


@pytest.mark.parametrize("code", IssueCode)
def test_every_code_has_a_group_and_a_title_of_its_own(code: IssueCode) -> None:
    assert code.group in ("fit", "fabric", "construction", "experience")
    assert [other for other in IssueCode if other.title == code.title] == [code]


@pytest.mark.parametrize(
    "one, other",
    [
        ("sleeve.length/long", "sleeve.length/short"),
        ("fabric.stretch/none", "fabric.stretch/excess"),
        ("fabric.weight/thin", "fabric.weight/thick"),
    ],
)
def test_opposites_point_at_each_other(one: str, other: str) -> None:
    assert IssueCode(one).opposite is IssueCode(other)
    assert IssueCode(other).opposite is IssueCode(one)


@pytest.mark.parametrize("code", ["sleeve.length/ok", "shape.cut/poor", "fabric.opacity/sheer"])
def test_some_codes_have_no_opposite(code: str) -> None:
    assert IssueCode(code).opposite is None


def test_coupling_goes_both_ways() -> None:
    coupled = {aspect: codes_of(aspect)[0].coupled for aspect in ASPECTS}

    assert all(aspect in coupled[other] for aspect, others in coupled.items() for other in others)
    assert "armhole.size" in IssueCode.SLEEVE_WIDTH_SMALL.coupled


def test_points_of_measure_depend_on_the_garment() -> None:
    assert IssueCode.WAIST_WIDTH_LARGE.poms(GarmentKind.DRESS) == ("A2",)
    assert IssueCode.WAIST_WIDTH_LARGE.poms(GarmentKind.JEANS) == ("F1", "F2")
    assert IssueCode.SHAPE_CUT_POOR.poms(GarmentKind.DRESS) == ()


@pytest.mark.parametrize(
    "word, kind",
    [
        ("Dresses", "dress"), ("Blouses", "blouse"), ("Knits", "knit"), ("Sweaters", "knit"), ("Fine gauge", "knit"),
        ("Layering", "knit"), ("Pants", "trousers"), ("Legwear", "trousers"), ("Skirts", "skirt"),
        ("Lounge", "sleepwear"),
        ("Sleep", "sleepwear"), ("Swim", "swim"), ("Jackets", "jacket"), ("Outerwear", "coat"), ("Jeans", "jeans"),
        ("Intimates", "underwear"), ("Trend", "dress"), ("Shorts", "shorts"), ("jumpsuit", "jumpsuit"),
        ("T-shirts", "knit"), ("Leinenhose", "trousers"), ("Sommerkleider", "dress"), ("Jacken & Mäntel", "coat"),
        ("Hemdbluse", "blouse"), ("Strumpfhosen", "underwear"), ("Jupes longues", "skirt"),
        ("Pantalón recto", "trousers"),
        ("Vestidos", "dress"), ("Maillots de bain", "swim"), ("Robes", "sleepwear"),
        ("Silk robe", "sleepwear"), ("Robe & slippers", "sleepwear"), ("Robes longues", "dress"),
        ("Robe d’été", "dress"),
        ("Chemise en lin", "shirt"), ("Chemises femme", "shirt"), ("Chemise de nuit", "sleepwear"),
    ],
)  # fmt: skip
def test_shop_words_mean_a_kind(word: str, kind: str) -> None:
    assert garment_kind(word) is GarmentKind(kind)


def test_the_garments_name_tells_whether_its_word_is_french() -> None:
    assert garment_kind("Robe", beside="Robe Solveig") is GarmentKind.DRESS
    assert garment_kind("Robe", beside="Solveig en lin") is GarmentKind.DRESS
    assert garment_kind("Robe", beside="Solveig robe") is GarmentKind.SLEEPWEAR


@pytest.mark.parametrize("word", [None, "", "kettle", "Gutschein", "Tarjeta regalo"])
def test_other_words_mean_unknown(word: str | None) -> None:
    assert garment_kind(word) is None


def test_the_vocabulary_loads_without_spacy() -> None:
    program = "import sys, nlp.taxonomy, nlp.mentions; print('spacy' in sys.modules)"

    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "False\n"
    )
