"""The page of a garment narrowed by its address: counts are of those answers alone, states are not."""

import pytest

from app.models import Tally
from app.services import evidence
from tests.arranged import once
from tests.cast import make_answers, make_feedback, make_round, make_shirt
from tests.web.conftest import LONG, read_words


def test_counts_narrow_to_what_the_address_says_while_states_stay(client, session, sign_in, shirt_in_two_sizes):
    sign_in()

    page = read_words(client.get(f"/garments/{shirt_in_two_sizes}?size=XL&run=1"))

    assert "<strong>4 of the 6 who answered here</strong>" in page
    assert "12 of the 26 who answered in all" in page
    assert "these <strong>6 answers</strong>" in page
    assert "place in the list and the sketch are of all answers" in page
    assert "How sure of all answers" in page
    assert ">clear<" in page
    assert '<option value="XL" selected>XL</option>' in page


def test_what_nobody_of_them_was_asked_says_so(client, sign_in, shirt_in_two_sizes):
    sign_in()

    page = client.get(f"/garments/{shirt_in_two_sizes}?size=XS").text

    assert "nobody here was asked" in page


def test_what_was_weighed_before_answers_were_counted_says_so(client, session, sign_in, answered_shirt):
    session.query(Tally).delete()
    session.commit()
    sign_in()

    page = client.get(f"/garments/{answered_shirt}").text

    assert "12 of the 20 who answered" in page
    assert "counted with the next weighing" in page


def test_an_address_names_only_what_is_chosen(client, sign_in, shirt_in_two_sizes):
    sign_in()

    answer = client.get(f"/garments/{shirt_in_two_sizes}?run=&size=XL&colour=&source=")

    assert answer.status_code == 303
    assert answer.location == f"/garments/{shirt_in_two_sizes}?size=XL"


def test_an_address_that_names_an_unknown_size_is_refused(client, sign_in, shirt_in_two_sizes):
    sign_in()

    answer = client.get(f"/garments/{shirt_in_two_sizes}?size=XXXL")

    assert answer.status_code == 404
    assert "has no size “XXXL”" in answer.text


def test_the_heads_of_the_table_narrow_further(client, sign_in, shirt_in_two_sizes):
    sign_in()

    page = client.get(f"/garments/{shirt_in_two_sizes}?run=1").text

    assert f'href="/garments/{shirt_in_two_sizes}?run=1&amp;size=XL"' in page


@pytest.fixture
@once
def shirt_in_two_sizes(session):
    """The id of a shirt in two runs: sleeves too long for 8 of 20 in M, and for 4 of 6 in XL."""
    shirt = make_shirt(session)
    runs = [make_round(session, shirt, locked=True) for _ in range(2)]
    make_answers(session, shirt, says=LONG, reporting=8, of=20, production_round=runs[1])
    for place in range(6):
        make_feedback(session, shirt, says=LONG if place < 4 else None, size="XL", production_round=runs[0])
    evidence.weigh_garment(session, shirt)
    session.commit()
    return shirt.id
