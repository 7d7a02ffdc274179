"""What a measure is called says how it is taken, as far as it goes, and which point of the library it may be."""

import pytest

from app.models import MeasureKind, PointOfMeasure
from app.services.point_library import STARTER_LIBRARY
from app.services.point_names import find_kind, name_in_english, name_in_sentence, suggest_code, suggest_meaning
from app.services.point_synonyms import list_synonyms


@pytest.mark.parametrize(
    "name, kind",
    [
        ("Half chest", "half"), ("1/2 waist", "half"), ("½ Hip", "half"), ("Chest (1/2)", "half"),
        ("Halbe Brustweite", "half"), ("Demi-tour de taille", "half"), ("Half hip girth", "half"),
        ("Chest circumference", "full"), ("Brustumfang", "full"), ("Tour de poitrine", "full"),
        ("Contorno de pecho", "full"), ("Cuff round", "full"), ("Sleeve length", "straight"),
        ("Ärmellänge", "straight"), ("Largo de manga", "straight"), ("Shoulder width", "straight"),
        ("Bicep 2 1/2 below armhole", "half"),
        ("Loop 1/2\" from edge", None), ("Loop 2 1/2 down", None), ("Round neck drop", None),
        ("Half sleeve length", None), ("Chest", None), ("Sleeve", None), ("", None),
    ],
)  # fmt: skip
def test_a_name_says_how_it_is_taken_where_its_words_do(name, kind):
    assert find_kind(name) == kind


@pytest.mark.parametrize(
    "name, code",
    [
        ("Half chest", "A1"), ("chest", "A1"), ("Waist 1/2", "A2"), ("Sleeve length", "D1"),
        ("Sleeve length from CB", "D2"), ("Front neck drop at seam", "E2"),
        ("Sleeve", None), ("Bust", "A1"), ("Body length from HPS", "C1"), ("Across the shoulders", "B1"),
        ("Inside leg", "F8"), ("Taille", "A2"), ("Demi-tour de taille", "A2"), ("1/2 Brustweite", "A1"),
        ("Ärmellänge", "D1"), ("Longueur de manche", "D1"), ("Largo de la manga", "D1"),
        ("Leibhöhe vorn", "F3"), ("Carrure dos", "A6"),
        ("Length", None), ("Länge", None), ("Chest circumference", None), ("Contorno de pecho", None), ("", None),
    ],
)  # fmt: skip
def test_a_name_suggests_a_point_of_the_library_where_it_is_like_no_other(name, code):
    assert suggest_code(name) == code


def test_every_name_of_the_library_is_its_own_and_its_words_do_not_speak_against_it():
    assert {code: suggest_code(point.name) for code, point in STARTER_LIBRARY.items()} == {
        code: code for code in STARTER_LIBRARY
    }
    assert [point.name for point in STARTER_LIBRARY.values() if find_kind(point.name) != point.kind] == []


def test_what_houses_call_it_as_well_means_one_point_and_is_taken_as_the_library_has_it():
    assert [(name, code) for code, name in list_synonyms() if suggest_code(name) != code] == []


def test_what_is_preset_is_the_library_s_point_else_the_kind():
    assert [suggest_meaning(name) for name in ("Half chest", "Chest circumference", "Loop")] == ["A1", "full", ""]


@pytest.mark.parametrize(
    "code, name, english",
    [
        ("F3", "Front rise", "Front rise"), ("F3", "Vordere Leibhöhe", "Front rise"), ("f3", "Leibhöhe", "Front rise"),
        ("F3", "Cavallo davanti", "Front rise"), ("D7", "Armloch gerade", "Armhole straight"),
        ("D7", "AH straight", "Armhole straight"), ("C4", "Waist to HPS", "Front waist length"),
        ("C7", "Largo total", "Total torso"),
        ("AL", "Armloch", "Armhole curve"), ("TE", "Tour d’emmanchure", "Armhole curve"),
        ("LH", "Leibhöhe vorn mit Bund", "Front rise"), ("TD", "Talle delantero", "Front waist length"),
        ("X1", "Armscye, front", "Armscye, front"), ("X1", "Kappnaht", "Kappnaht"),
    ],
)  # fmt: skip
def test_what_a_measure_is_in_english_is_told_by_the_library_s_code_or_by_what_houses_call_it(code, name, english):
    assert _english(code, name, MeasureKind.STRAIGHT) == english


@pytest.mark.parametrize(
    "code, name, kind, english",
    [
        ("D1", "Schulterbreite", "straight", "Shoulder width"), ("F3", "Hintere Leibhöhe", "straight", "Back rise"),
        ("F3", "Inside leg", "straight", "Inseam"), ("C3", "Front armscye", "straight", "Front armscye"),
        ("D7", "Yoke depth", "straight", "Yoke depth"), ("A1", "Gesamtlänge", "straight", "Gesamtlänge"),
        ("E4", "Kragenrand", "full", "Kragenrand"),
    ],
)  # fmt: skip
def test_a_code_of_the_library_that_a_house_gives_to_another_measure_says_nothing_of_it(code, name, kind, english):
    assert _english(code, name, MeasureKind(kind)) == english


def test_whatever_is_known_as_the_library_s_has_its_name_in_english():
    known = [(code, point.name, code) for code, point in STARTER_LIBRARY.items()]
    known += [("X1", name, code) for code, name in list_synonyms()]

    told = [(_english(own, name, STARTER_LIBRARY[code].kind), STARTER_LIBRARY[code].name) for own, name, code in known]

    assert [each for each in told if each[0] != each[1]] == []


@pytest.mark.parametrize(
    "name, said",
    [
        ("Front rise", "front rise"), ("Sleeve length", "sleeve length"),
        ("Sleeve length from CB", "sleeve length from CB"), ("CB length", "CB length"), ("Ärmellänge", "Ärmellänge"),
        ("Armloch gerade", "Armloch gerade"), ("Rise Marit", "Rise Marit"),
    ],
)  # fmt: skip
def test_only_a_name_in_the_library_s_words_is_written_small_in_a_sentence(name, said):
    assert name_in_sentence(name) == said


def _english(code: str, name: str, kind: MeasureKind) -> str:
    return name_in_english(PointOfMeasure(code=code, name=name, kind=kind))
