"""The map of a garment: only what enough people report colours a place, and how sure that is decides how."""

import re

import pytest

from app.models import Cluster, ClusterEvidence, EvidenceState, FeedbackSource, Garment
from app.services.fit_map import FEW, UNSURE, draw_map, draw_place_numbers
from app.services.point_rows import PointRow
from nlp.own_codes import read_code
from nlp.taxonomy import GarmentKind, IssueCode

SHIRT = Garment(name="Shirt", kind=GarmentKind.SHIRT)


def _point(code: str, *, rank=1, state=EvidenceState.ESTABLISHED, reporting=12, of=40, **marks) -> PointRow:
    evidence = ClusterEvidence(source=FeedbackSource.FORM, reporting=reporting, answered=of, state=state)
    return PointRow(rank, Cluster(code=read_code(code), name=code), evidence, **marks)


def test_a_clear_point_tones_its_place_by_the_share():
    drawn = draw_map(SHIRT, [_point("sleeve.length/long", reporting=16, of=40)])

    (place,) = drawn.front
    assert (place.tap.zone.key, place.tone) == ("sleeve", "t3")
    assert [each.tap.zone.key for each in drawn.back] == ["sleeve"]


def test_what_several_say_not_sure_yet_is_hatched():
    drawn = draw_map(SHIRT, [_point("bust.width/small", state=EvidenceState.EMERGING)])

    assert [place.tone for place in drawn.front] == [UNSURE]
    assert drawn.back == ()


@pytest.mark.parametrize("state", [EvidenceState.SINGLE_VOICE, EvidenceState.FEW])
def test_what_one_or_a_few_say_tints_nothing_and_is_edged(state):
    assert [place.tone for place in draw_map(SHIRT, [_point("bust.width/small", state=state)]).front] == [FEW]


@pytest.mark.parametrize(
    "point",
    [
        _point("bust.width/small", solved=True),
        _point("bust.width/small", reporting=0),
        _point("fabric.feel/rough"),
    ],
)
def test_a_fixed_fault_and_what_is_no_place_colour_nothing(point):
    drawn = draw_map(SHIRT, [point])

    assert (drawn.front, drawn.back, drawn.points) == ((), (), ())


def test_one_unsafe_report_is_drawn():
    point = _point("neck.width/small", state=EvidenceState.SINGLE_VOICE, reporting=1, safety=True)

    assert draw_map(SHIRT, [point]).front[0].point is point


def test_the_most_certain_point_of_a_place_is_the_one_drawn_and_listed_once():
    first, second = _point("sleeve.length/long", rank=1), _point("sleeve.length/short", rank=2)

    assert draw_map(SHIRT, [first, second]).points == (first,)


def test_a_tag_of_ones_own_lies_in_its_place():
    loops, smell = _point("sleeve.own1/poor"), _point("fabric.own2/poor", rank=2)

    drawn = draw_map(SHIRT, [loops, smell])

    assert [place.tap.zone.key for place in drawn.front] == ["arm", "sleeve"]
    assert drawn.points == (loops,)


def test_an_unknown_kind_is_not_drawn():
    assert draw_map(Garment(name="Thing", kind=None), [_point("sleeve.length/long")]) is None


@pytest.mark.parametrize("kind", GarmentKind)
def test_every_kind_has_a_map(kind):
    points = [
        _point(code.value, rank=at) for at, code in enumerate(IssueCode) if code.group == "fit" and not code.is_ok
    ]

    drawn = draw_map(Garment(name="It", kind=kind), points)

    assert drawn.front
    assert drawn.back
    assert {point.rank for point in drawn.points} == {place.point.rank for place in drawn.front + drawn.back}


@pytest.mark.parametrize("kind", GarmentKind)
def test_numbers_stand_beside_the_flat_and_every_other_one_on_the_right(kind):
    aspects = ("sleeve.length", "bust.width", "waist.width", "hip.width", "leg.length", "body.length")
    found = draw_map(Garment(name="It", kind=kind), [_point(f"{each}/{_worst(each)}", rank=1) for each in aspects])

    for places in (found.front, found.back):
        drawn = draw_place_numbers(places, of=found)
        left, _, width, _ = map(float, found.field.split())
        xs = [float(x) for x in re.findall(r"translate\((\S+) ", drawn)]

        assert len(xs) == len(places)
        assert all(x - left < 12 or left + width - x < 12 for x in xs)
        assert abs(sum(x > 50 for x in xs) - sum(x < 50 for x in xs)) <= 1


def test_a_flat_without_places_has_no_margins():
    found = draw_map(SHIRT, [])

    assert (found.field, draw_place_numbers((), of=found)) == ("0 0 100 106", "")


def _worst(aspect: str) -> str:
    return "long" if aspect.endswith("length") else "large"
