"""What hangs on a measure that moves, whatever the house calls the measure."""

import pytest

from app.models import Cluster, MeasureKind, PointOfMeasure
from app.services.coupling import list_also_check, list_coupled, list_neighbours
from nlp.taxonomy import GarmentKind, IssueCode


@pytest.mark.parametrize(
    "name, neighbours",
    [
        ("Bicep", ["armhole", "sleeve cap"]),
        ("Armhole straight", ["sleeve cap", "bicep", "across front and back"]),
        ("Sleeve length from shoulder", ["slit or placket", "lining"]),
        ("Front length", ["button spacing, zip and slit", "facing and lining"]),
        ("Front rise", ["front to back rise", "fly and zip length"]),
        ("Pocket opening", []),
        ("Shoulder seam", ["sleeve cap", "sleeve length", "shoulder seam front to back"]),
        ("Both back darts", ["waist seam or waistband"]),
    ],
)
def test_neighbours_are_told_by_the_name_of_the_measure_or_the_seam(name, neighbours):
    assert list_neighbours(name) == neighbours


@pytest.mark.parametrize("code, name", [("F3", "Vordere Leibhöhe"), ("LH", "Leibhöhe vorn"), ("F3", "Front rise")])
def test_what_hangs_on_a_measure_does_so_in_whichever_language_it_is_called(code, name):
    pom = PointOfMeasure(code=code, name=name, kind=MeasureKind.STRAIGHT)

    assert list_also_check(pom, [], kind=GarmentKind.TROUSERS) == ["front to back rise", "fly and zip length"]


@pytest.mark.parametrize(
    "kind, told",
    [
        (GarmentKind.TROUSERS, ["waist seam or waistband", "darts", "waist position", "hip"]),
        (GarmentKind.DRESS, ["waist seam or waistband", "darts and princess seams", "waist position", "bust", "hip"]),
        (None, ["waist seam or waistband", "darts and princess seams", "waist position", "bust", "hip"]),
    ],
)
def test_what_a_kind_of_garment_has_not_is_not_checked_on_it(kind, told):
    waist = Cluster(code=IssueCode.WAIST_WIDTH_LARGE)

    assert list_also_check("Waistband relaxed", [waist], kind=kind) == told


def test_a_shirt_has_no_legs_to_check():
    hips, closure = Cluster(code=IssueCode.HIP_WIDTH_SMALL), Cluster(code=IssueCode.CONSTRUCTION_CLOSURE_POOR)

    checks = list_also_check(None, [hips, closure], kind=GarmentKind.SHIRT)

    assert checks == ["waist", "body width", "length"]


def test_every_coupled_aspect_has_words():
    assert "armhole" in list_coupled([IssueCode.SLEEVE_WIDTH_SMALL])
    assert all(list_coupled([code]) for code in IssueCode if code.coupled)
