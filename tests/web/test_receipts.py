"""The receipt: a private link that shows what was given, takes a second moment, and erases it all."""

import re

import pytest
from sqlalchemy import text

from app.models import Feedback, Wear
from app.services import coding, feedback
from tests import cast
from tests.traces import list_holding
from tests.web.conftest import get_given, open_form


def test_a_second_moment_stands_beside_the_first(client, session, code):
    receipt = client.post(f"/f/{code}", data={"key": "k" * 32, "size": "M", "fine": "y"}).location
    form = client.get(f"{receipt}/washed").text
    assert "How does it fit after washing?" in form
    assert "Which size did you buy?" not in form

    answer = client.post(
        f"{receipt}/washed",
        data={
            "key": "w" * 32, "zone-sleeve.length": "short", "comment": "It shrank.", "rest_fits": "y",
            "keeping": "altered", "altered": "2 cm", "height": "172", "usual_size": "S",
        },
    )  # fmt: skip

    assert (answer.status_code, answer.location) == (303, receipt)
    first, second = session.query(Feedback).order_by(Feedback.id)
    assert (first.fits_fine, first.wear) == (True, None)
    assert (second.first_id, second.size.name, second.wear) == (first.id, "M", Wear.WASHED)
    assert second.production_round is first.production_round
    page = " ".join(client.get(receipt).text.split())
    assert "everything fits fine" in page
    assert "After washing" in page
    assert "Sleeve too short, about 2 cm · the rest fits" in page
    assert "It shrank." in page
    assert "having it altered, about 2 cm" in page
    assert "172 cm, usually S" in page


def test_a_refused_second_moment_keeps_what_was_typed(client, session, code):
    receipt = client.post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"}).location

    answer = client.post(f"{receipt}/washed", data={"key": "w" * 32, "height": "very tall"})

    assert answer.status_code == 422
    assert "very tall" in answer.text
    assert "How does it fit after washing?" in answer.text
    assert client.get("/r/nothing/washed").status_code == 404


def test_erasing_takes_the_second_moment_too(client, session, code):
    receipt = client.post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"}).location
    client.post(f"{receipt}/washed", data={"key": "w" * 32, "zone-sleeve.length": "short"})

    client.post(f"{receipt}/erase")

    assert session.query(Feedback).count() == 0


def test_a_page_that_comes_again_after_it_was_erased_brings_nothing_back(client, session, code):
    first, second = ({"key": letter * 32, "comment": "The sleeves are long."} for letter in "kw")
    receipt = client.post(f"/f/{code}", data=first).location
    client.post(f"{receipt}/washed", data=second)
    client.post(f"{receipt}/erase")

    for late in (first, second):
        answer = client.post(f"/f/{code}", data=late)
        assert answer.status_code == 422
        assert "has been erased" in answer.text
        assert late["comment"] in answer.text
        session.rollback()
        assert session.query(Feedback).count() == 0

    anew = re.search(r'name="key"[^>]*value="([^"]+)"', answer.text)[1]
    assert client.post(f"/f/{code}", data=first | {"key": anew}).status_code == 303


def test_a_receipt_shows_what_was_given_and_erases_it(client, session, code):
    receipt = client.post(
        f"/f/{code}", data={"key": "k" * 32, "zone-waist.width": "small", "amount-waist.width": "3"}
    ).location
    page = client.get(receipt)

    assert "Waist too tight, about 3 cm" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "Erase your answer?" in client.get(f"{receipt}/erase").text
    assert "is erased" in client.post(f"{receipt}/erase").text
    assert session.query(Feedback).count() == 0
    assert client.get(receipt).status_code == 404


@pytest.mark.sqlite
def test_words_that_are_changed_or_erased_are_in_no_file_any_more(client, session, database_url, code):
    receipt = client.post(f"/f/{code}", data={"key": "k" * 32, "comment": "Zyzzyva collar."}).location
    client.post(f"{receipt}/washed", data={"key": open_form(client), "comment": "Quagga hem."})
    session.rollback()
    assert list_holding(database_url, b"zyzzyva")
    assert list_holding(database_url, b"quagga")

    client.post(f"{receipt}/change/1", data={"key": open_form(client), "comment": "Okapi collar."})
    assert list_holding(database_url, b"zyzzyva") == []
    assert list_holding(database_url, b"okapi")

    client.post(f"{receipt}/erase")
    assert list_holding(database_url, b"okapi") == []
    assert list_holding(database_url, b"quagga") == []
    assert session.scalar(text("SELECT count(*) FROM feedback_words_terms")) == 0


def test_what_the_label_calls_its_own_tag_stays_at_the_desk(client, session, code):
    receipt = client.post(f"/f/{code}", data={"key": open_form(client), "comment": "It smells of the ferry."}).location
    given = get_given(session)
    coding.mark_words(session, given, words="smells of the ferry", code=cast.make_tag(session).code)
    session.commit()

    page = client.get(receipt).text

    assert "<dd>“It smells of the ferry”</dd>" in "".join(page.split("\n"))
    assert "Smells odd" not in page


def test_a_guessed_receipt_shows_nothing(client, code):
    assert client.get("/r/guessed").status_code == 404


def test_erasing_outlives_a_queue_that_is_broken(client, app, session, code, monkeypatch):
    receipt = client.post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"}).location
    monkeypatch.setitem(app.extensions, "job_queue", None)

    assert "is erased" in client.post(f"{receipt}/erase").text
    assert session.query(Feedback).count() == 0


def test_words_are_shown_as_words(client, session, code):
    receipt = client.post(f"/f/{code}", data={"key": "k" * 32, "comment": "<script>alert(1)</script>"}).location

    assert "<script>alert" not in client.get(receipt).text


def test_the_receipt_opens_for_nobody_else(session, client, code):
    receipt = client.post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"}).location

    assert feedback.open_receipt(session, receipt.rsplit("/", 1)[1]).id == get_given(session).id
    assert session.query(Feedback).one().receipt_hash not in receipt
