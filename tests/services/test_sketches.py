"""The sketches: every place can be tapped, is listed, asks once, and understands its own answers."""

import re

import pytest

from app.services.answers import TappedZone, ensure_zones
from app.services.sketches import get_sketch
from nlp.taxonomy import GarmentKind

KINDS = [*GarmentKind, None]


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_of_a_sketch_is_one_that_is_understood(kind):
    for zone in get_sketch(kind).zones:
        for question in zone.questions:
            for value, _ in question.answers:
                ensure_zones([TappedZone(question.aspect, value)])


@pytest.mark.parametrize("kind", KINDS)
def test_an_aspect_is_asked_once(kind):
    aspects = [question.aspect for zone in get_sketch(kind).zones for question in zone.questions]

    assert len(aspects) == len(set(aspects))


@pytest.mark.parametrize("kind", GarmentKind)
def test_what_can_be_tapped_is_in_the_list_too(kind):
    sketch = get_sketch(kind)

    assert sketch.front
    assert sketch.back
    assert {tap.zone for tap in (*sketch.front, *sketch.back)} <= set(sketch.zones)


@pytest.mark.parametrize("kind", GarmentKind)
def test_places_lie_on_the_left_half_where_their_mirror_is_not(kind):
    for tap in (*get_sketch(kind).front, *get_sketch(kind).back):
        assert 0 < tap.spot.x <= 50
        assert 0 < tap.spot.y <= 106
        assert re.fullmatch(r"M50 [-\d .LHVC]+(H50|50 [\d.]+)|M[-\d .LHVCaZ]+Z", tap.spot.area)


def test_a_garment_of_no_known_kind_is_asked_by_a_list():
    sketch = get_sketch(None)

    assert sketch.flat is None
    assert {zone.key for zone in sketch.zones} >= {"sleeve", "rise", "straps", "length"}
