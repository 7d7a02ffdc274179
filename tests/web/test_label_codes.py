"""The code on the care label leads to the form, however it was typed; one of a size and colour fills these in."""

import re

import pytest

from app.services import piece_codes, rounds
from tests import cast
from tests.arranged import once
from tests.web.conftest import get_given


def test_a_code_is_read_however_it_was_typed(client, code):
    typed = f" {code[:4].lower()}-{code[4:].lower()} "

    assert client.post("/f", data={"code": typed}).location == f"/f/{code}"


def test_an_address_typed_in_capitals_asks_for_the_code(client):
    assert client.get("/F").location == "/f"


def test_a_label_in_capitals_leads_to_the_form(client, code):
    assert client.get(f"/F/{code}").location == f"/f/{code}"


def test_a_mistyped_code_says_so_and_offers_the_one_that_was_meant(client, code):
    answer = client.post("/f", data={"code": _slip(code)})

    assert answer.status_code == 422
    assert "one of its characters is off" in answer.text
    assert _slip(code) in answer.text
    assert f'href="/f/{code}">{code[:4]}-{code[4:]}</a>' in answer.text
    assert "Linen shirt" not in answer.text


def test_a_mistyped_address_is_put_right_the_same_way(client, code):
    answer = client.get(f"/F/{_slip(code)}", follow_redirects=True)

    assert answer.status_code == 404
    assert "one of its characters is off" in answer.text
    assert f'value="{_slip(code)}"' in answer.text
    assert f'href="/f/{code}"' in answer.text
    assert "Linen shirt" not in answer.text


def test_nothing_near_offers_nothing(client, code):
    answer = client.post("/f", data={"code": "K7M2"})

    assert answer.status_code == 422
    assert "A code has 8 characters; “K7M2” has 4." in answer.text
    assert "Did you mean" not in answer.text


def test_an_unknown_code_names_no_garment(client, session, code):
    answer = client.get("/f/00000000")

    assert answer.status_code == 404
    assert "Linen shirt" not in answer.text


def test_codes_are_tried_as_often_by_all_doors_together(client, code):
    for _ in range(15):
        client.post("/f", data={"code": _slip(code)})
        client.get(f"/f/{_slip(code)}")

    for answer in (client.post("/f", data={"code": _slip(code)}), client.get(f"/f/{_slip(code)}")):
        assert answer.status_code == 429
        assert "Did you mean" not in answer.text
    assert client.post(f"/f/{_slip(code)}", data={"key": "k" * 32, "fine": "y"}).status_code == 429


def test_too_many_codes_from_one_address_come_back_as_typed_and_right_ones_are_heard(client, code):
    for _ in range(30):
        client.post("/f", data={"code": _slip(code)})
    answer = client.post("/f", data={"code": "K7M2"})

    assert answer.status_code == 429
    assert 'value="K7M2"' in answer.text
    assert client.post("/f", data={"code": code}).location == f"/f/{code}"
    assert client.get(f"/f/{code}").status_code == 200
    assert client.post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"}).status_code == 303


def test_a_label_that_knows_its_size_and_colour_fills_them_in(client, session, navy_small):
    page = client.get(f"/F/{navy_small}", follow_redirects=True).text

    assert [each for each in _chosen(page) if each in ("S", "Navy")] == ["S", "Navy"]


def test_what_the_customer_says_of_size_and_colour_goes_before_the_label(client, session, navy_small):
    client.post(f"/f/{navy_small}", data={"key": "k" * 32, "size": "M", "colour": "White", "fine": "y"})

    given = get_given(session)
    assert (given.size.name, given.colour.name) == ("M", "White")
    assert given.production_round.piece_codes[0].code == navy_small


def test_a_refused_answer_keeps_the_label_and_what_was_changed(client, navy_small):
    answer = client.post(f"/f/{navy_small}", data={"key": "k" * 32, "size": "M", "colour": "White"})

    assert answer.status_code == 422
    assert f'action="/f/{navy_small}"' in answer.text
    assert [each for each in _chosen(answer.text) if each in ("S", "M", "Navy", "White")] == ["M", "White"]


def _slip(code):
    """The code with its last character mistaken."""
    return code[:-1] + ("2" if code[-1] != "2" else "3")


def _chosen(page):
    return re.findall(r'value="(\w+)"\s+checked', page)


@pytest.fixture
@once
def navy_small(session):
    """The code of a size and colour of a shirt."""
    shirt = cast.make_shirt(session)
    run = rounds.plan_round(session, shirt, planned={"S": 5}, colour="Navy")
    (piece,) = piece_codes.make_codes(session, run)
    session.commit()
    return piece.code
