"""The customer's form: one tap is enough, what is refused keeps what was typed, the same page is stored once."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.models import Feedback, FeedbackSource, Job
from app.services import rounds
from tests.web.conftest import get_given


def test_the_form_names_the_garment_and_promises_what_it_is(client, code):
    page = client.get(f"/f/{code}").text

    assert "Linen shirt" in page
    assert "not a public review, not a return" in page
    assert 'aria-label="Sleeves"' in page


def test_one_tap_says_that_everything_fits(client, session, code):
    answer = client.post(f"/f/{code}", data={"key": "k" * 32, "size": "M", "fine": "y"})

    given = get_given(session)
    assert answer.status_code == 303
    assert (given.fits_fine, given.size.name, given.source) == (True, "M", FeedbackSource.FORM)
    assert given.production_round.code == code
    assert "everything fits fine" in client.get(answer.location).text


def test_the_first_button_which_enter_presses_says_nothing(client, code):
    page = client.get(f"/f/{code}").text

    assert page.index('name="send"') < page.index('name="fine"')


def test_words_wait_for_the_worker_that_is_asked_at_once(client, app, session, code):
    client.post(f"/f/{code}", data={"key": "k" * 32, "comment": "The sleeves are too long."})

    assert session.query(Job).one().kind == "read_comments"
    assert app.extensions["job_queue"].count_waiting() == 1


def test_an_answer_outlives_a_queue_that_is_broken(client, app, session, code, monkeypatch):
    monkeypatch.setitem(app.extensions, "job_queue", None)

    answer = client.post(f"/f/{code}", data={"key": "k" * 32, "comment": "The sleeves are too long."})

    assert answer.status_code == 303
    assert get_given(session).comment == "The sleeves are too long."


def test_nothing_at_all_is_refused_with_what_is_missing(client, session, code):
    answer = client.post(f"/f/{code}", data={"key": "k" * 32, "size": "S", "usual_size": "M"})

    assert answer.status_code == 422
    assert "One answer is needed" in answer.text
    assert session.query(Feedback).count() == 0


def test_a_refused_form_keeps_all_that_was_typed(client, session, code):
    answer = client.post(
        f"/f/{code}",
        data={
            "key": "keep-this-key", "size": "S", "zone-hip.width": "small", "amount-hip.width": "3",
            "comment": "Tight when I sit.", "rest_fits": "y", "height": "tall",
        },
    )  # fmt: skip

    assert answer.status_code == 422
    assert "“tall” is no height" in answer.text.replace("&#39;", "'")
    for kept in ("keep-this-key", "Tight when I sit.", 'value="tall"'):
        assert kept in answer.text
    assert answer.text.count("checked") == 5, "one of them says which side of the sketch shows"
    assert session.query(Feedback).count() == 0


def test_a_refused_form_shows_the_places_that_were_answered_open(client, code):
    refused = client.post(f"/f/{code}", data={"key": "k" * 32, "zone-hip.width": "small", "height": "tall"}).text

    assert re.search(r'<details class="zone on"\s+id="place-hip"\s+open>', refused)


def test_a_page_posted_twice_is_stored_once_with_one_receipt(client, session, code):
    body = {"key": "k" * 32, "fine": "y"}

    assert client.post(f"/f/{code}", data=body).location == client.post(f"/f/{code}", data=body).location
    assert session.query(Feedback).count() == 1


@pytest.mark.every_database
def test_fifty_posts_at_once_are_one_answer(app, session, code):
    def post(_):
        with app.test_client() as client:
            return client.post(f"/f/{code}", data={"key": "k" * 32, "zone-hip.width": "small"})

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(post, range(50)))

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert session.query(Feedback).count() == 1
    assert app.test_client().post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"}).status_code == 422


def test_a_closed_round_still_listens(client, session, code):
    rounds.close_round(session, rounds.find_round_by_code(session, code))
    session.commit()

    assert client.post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"}).status_code == 303
