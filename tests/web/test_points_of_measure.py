"""A measure is added, described otherwise and put away by hand, without a file."""

import re
from decimal import Decimal

import pytest

from app.models import Garment, MeasureKind
from app.services import points_of_measure
from tests import cast
from tests.web.open_pages import open_page, read_fields


@pytest.fixture
def shirt(session, sign_in):
    made = cast.make_shirt(session)
    session.commit()
    sign_in()
    return made


def test_a_measure_of_the_library_needs_its_code_and_values_alone(client, session, shirt):
    place = f"/garments/{shirt.id}/points-of-measure/new"
    assert place in client.get(f"/garments/{shirt.id}/measures").text

    added = client.post(place, data={"code": "A1", "value-M": "52,5", "value-L": "54.5 cm"})

    assert added.location == f"/garments/{shirt.id}/measures"
    pom = _find(session, shirt, "A1")
    assert (pom.name, pom.kind, pom.how_to_measure) == (
        "Chest width", MeasureKind.HALF, "2.5 cm (1 in) below the armhole, side to side",
    )  # fmt: skip
    assert _values(pom) == {"M": Decimal(525), "L": Decimal(545)}


def test_a_code_of_ones_own_says_what_it_is(client, session, shirt):
    place = f"/garments/{shirt.id}/points-of-measure/new"

    refused = client.post(place, data={"code": "A1", "name": "Ankle", "value-M": "12"})

    assert refused.status_code == 422
    assert "Say how it is taken" in refused.text
    assert 'value="12"' in refused.text
    unread = client.post(place, data={"code": "Q1", "name": "Ankle", "kind": "half", "value-M": "wide"})
    assert "M: “wide” is not a length" in unread.text
    client.post(place, data={"code": "Q1", "name": "Ankle", "kind": "half", "tolerance_minus": "-0.5", "value-M": "12"})
    pom = _find(session, shirt, "Q1")
    assert (pom.name, pom.tolerance_minus_mm, pom.how_to_measure) == ("Ankle", 5, None)


def test_values_that_no_garment_measures_are_kept_once_it_is_said_that_it_is_so(client, session, shirt):
    place = f"/garments/{shirt.id}/points-of-measure/new"
    typed = {"code": "A3", "value-S": "480", "value-M": "52", "value-L": "540"}

    asked = client.post(place, data=typed)

    assert asked.status_code == 422
    assert "S: 480.0 cm, and no garment measures as much there. Millimetres?" in asked.text
    assert "L: 540.0 cm, and" in asked.text
    assert "M: 52" not in asked.text
    assert "sure" not in read_fields(asked.text, sends_to=place), "nobody ticked it yet"
    client.post(place, data=typed | {"sure": _read_box(asked.text)})
    assert _values(_find(session, shirt, "A3")) == {"S": 4800, "M": 520, "L": 5400}


def test_nor_is_a_known_value_put_right_by_one_without_a_question(client, session, shirt):
    place = _place(session, shirt, "D1")
    opened = open_page(client, place, sends_to=place)

    asked = client.post(place, data=opened | {"value-M": "610"})

    assert (asked.status_code, "M: 610.0 cm, and no garment" in asked.text) == (422, True)
    assert _values(_find(session, shirt, "D1"))["M"] == 600
    client.post(place, data=read_fields(asked.text, sends_to=place) | {"sure": _read_box(asked.text)})
    assert _values(_find(session, shirt, "D1"))["M"] == 6100


def test_a_measure_is_described_otherwise_and_a_slip_of_the_first_chart_put_right(client, session, shirt):
    place = _place(session, shirt, "D1")
    opened = open_page(client, place, sends_to=place)
    assert Decimal(opened["value-M"]) == 60

    kept = client.post(place, data=opened | {"name": "Sleeve", "critical": "yes", "value-M": "61"})

    assert kept.status_code == 303
    pom = _find(session, shirt, "D1")
    assert (pom.name, pom.critical, _values(pom)["M"], _values(pom)["L"]) == ("Sleeve", True, 610, 610)


def test_what_is_known_of_a_chart_in_use_is_not_typed_over_and_what_is_missing_is(client, session, shirt):
    cast.make_round(session, shirt, locked=True)
    points_of_measure.add_point_of_measure(
        session, shirt, code="C2", name="Back", kind=MeasureKind.STRAIGHT, values_mm={"M": Decimal(700)}
    )
    session.commit()
    place = _place(session, shirt, "C2")
    opened = open_page(client, place, sends_to=place)
    assert "value-M" not in opened

    assert client.post(place, data=opened | {"value-L": "71"}).status_code == 303
    over = client.post(place, data=opened | {"value-M": "71"})

    assert "change it by a revision" in over.text
    assert _values(_find(session, shirt, "C2")) == {"M": 700, "L": 710}


def test_what_others_said_of_it_meanwhile_is_not_taken_back(client, session, shirt):
    place = _place(session, shirt, "D1")
    opened = open_page(client, place, sends_to=place)
    client.post(place, data=opened | {"how_to_measure": "along the fold", "value-S": "59.5"})

    told = client.post(place, data=opened | {"how_to_measure": "along the seam", "name": "Sleeve"})

    assert (told.status_code, "“along the fold” was written here meanwhile." in told.text) == (422, True)
    client.post(place, data=read_fields(told.text, sends_to=place))
    pom = _find(session, shirt, "D1")
    assert (pom.name, pom.how_to_measure, _values(pom)["S"]) == ("Sleeve", "along the seam", 595)


def test_a_measure_is_put_away_and_taken_up_again(client, session, shirt):
    place, chart = _place(session, shirt, "D3"), f"/garments/{shirt.id}/measures"

    client.post(f"{place}/away")
    assert _find(session, shirt, "D3").retired_at is not None
    assert "Put away:" in client.get(chart).text
    assert "The next revision has no values of it." in client.get(place).text
    client.post(f"{place}/away")

    assert "Put away:" not in client.get(chart).text
    cast.make_sleeves_shorter(session, _find(session, shirt, "D1").garment)
    session.commit()
    refused = client.post(f"{_place(session, shirt, 'D1')}/away")
    assert (refused.status_code, "Line 1 of revision 2 changes D1" in refused.text) == (422, True)


def _read_box(page):
    return re.search(r'name="sure" value="([^"]+)"', page)[1]


def _find(session, shirt, code):
    session.rollback()
    session.expire_all()
    return points_of_measure.get_point_of_measure(session.get_one(Garment, shirt.id), code)


def _place(session, shirt, code):
    return f"/garments/{shirt.id}/points-of-measure/{_find(session, shirt, code).id}"


def _values(pom):
    return {each.size.name: each.value_mm for each in pom.garment.revisions[-1].measures if each.pom is pom}
