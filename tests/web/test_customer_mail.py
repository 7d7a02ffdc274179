"""Mail that customers ask for: their receipt, word of a fix; without a mail server nobody is offered any."""

import re

import pytest

from app.models import FixWish, Job, OutboxMail, StoppedAddress
from app.services import addresses, rounds, wishes
from tests import cast
from tests.traces import list_holding
from tests.web.conftest import LONG, get_given, open_form, read_words

WISH = {"key": "k" * 32, "zone-sleeve.length": "long", "email": "lena@example.com", "tell_me": "y"}


@pytest.fixture
def mail_works(app):
    app.config.update(
        TOILE_SMTP_HOST="127.0.0.1", TOILE_SMTP_SENDER="atelier@example.com", TOILE_PUBLIC_URL="https://fit.example.com"
    )


def test_without_a_mail_server_nothing_is_offered_and_what_is_sent_is_not_kept(client, session, code):
    assert "Tell me when it is fixed" not in client.get(f"/f/{code}").text

    receipt = client.post(f"/f/{code}", data=WISH).location
    assert "Keep this page" not in client.get(receipt).text
    assert client.post(f"{receipt}/mail", data={"email": "lena@example.com"}).status_code == 303
    assert (session.query(FixWish).count(), session.query(OutboxMail).count()) == (0, 0)


def test_the_form_asks_in_plain_words_and_stays_light(client, code, mail_works):
    page = client.get(f"/f/{code}").text
    assert "Yes, write to me once when what I named is fixed" in page
    assert "mail only if you ask for it" in page
    assert "checked" not in re.search(r'<input[^>]*id="tell_me"[^>]*>', page)[0]
    assert "Ja, schreibt mir einmal" in client.get(f"/f/{code}?lang=de").text

    with (
        client.get(f"/f/{code}", headers={"Accept-Encoding": "gzip"}) as packed,
        client.get("/static/css/form.css") as style,
    ):
        assert len(packed.data) + len(style.data) <= 16_000


def test_a_wish_is_kept_shown_and_erased_by_itself(client, session, code, mail_works):
    receipt = client.post(f"/f/{code}", data=WISH, headers={"Accept-Language": "de"}).location

    wish = get_given(session).wish
    assert (wish.address, wish.language) == ("lena@example.com", "de")
    assert "at lena@example.com." in client.get(receipt).text
    assert "lena@example.com" not in client.get(f"{receipt}/change/1").text

    session.rollback()
    assert client.post(f"{receipt}/forget").location == receipt
    assert "lena@example.com" not in client.get(receipt).text
    assert session.query(FixWish).count() == 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tell_me": ""}, "Tick that we may write to you"),
        ({"email": ""}, "Where to?"),
        ({"email": "lena"}, "is not an e-mail address"),
    ],
)
def test_an_address_without_consent_and_the_other_way_round_come_back(
    client, session, code, mail_works, fields, sentence
):
    refused = client.post(f"/f/{code}", data=WISH | fields)

    assert refused.status_code == 422
    assert sentence in refused.text
    assert WISH["zone-sleeve.length"] in refused.text
    assert session.query(FixWish).count() == 0


def test_a_page_that_comes_twice_wishes_once(client, session, code, mail_works):
    assert client.post(f"/f/{code}", data=WISH).location == client.post(f"/f/{code}", data=WISH).location

    assert session.query(FixWish).count() == 1


def test_the_receipt_goes_to_its_customer(client, app, session, code, mail_works):
    receipt = client.post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"}).location
    session.query(Job).delete()
    session.commit()

    refused = client.post(f"{receipt}/mail", data={"email": "lena at home"})
    assert (refused.status_code, "lena at home" in refused.text) == (422, True)
    sent = client.post(f"{receipt}/mail", data={"email": "lena@example.com"})

    assert (sent.status_code, sent.location) == (303, f"{receipt}?mailed=y#mail")
    assert "It is on its way to you" in client.get(sent.location).text
    session.rollback()
    mail = session.query(OutboxMail).one()
    assert (mail.feedback, mail.address) == (get_given(session), "lena@example.com")
    assert session.query(Job).one().kind == "send_mail"


def test_mailing_too_often_keeps_what_was_typed(client, code, mail_works):
    receipt = client.post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"}).location

    answers = [client.post(f"{receipt}/mail", data={"email": "lena@example.com"}) for _ in range(11)]

    assert [each.status_code for each in answers] == [303] * 3 + [422] * 7 + [429]
    assert 'value="lena@example.com"' in answers[-1].text


@pytest.mark.sqlite
def test_after_erasing_no_address_is_in_any_file(client, session, database_url, code, mail_works):
    receipt = client.post(f"/f/{code}", data=WISH).location
    client.post(f"{receipt}/mail", data={"email": "zyzzyva@example.com"})
    session.rollback()

    client.post(f"{receipt}/erase")

    for address in (b"zyzzyva@", b"lena@"):
        assert list_holding(database_url, address) == []


def test_a_link_stops_all_mail_once_it_is_asked_to(client, session, code, mail_works):
    client.post(f"/f/{code}", data=WISH)
    token = addresses.make_stop_token(session, "lena@example.com")
    session.rollback()

    assert "No more mail?" in client.get(f"/no-mail/{token}").text
    assert session.query(FixWish).count() == 1
    session.rollback()
    assert "no more" in client.post(f"/no-mail/{token}", data={"List-Unsubscribe": "One-Click"}).text
    assert (session.query(FixWish).count(), session.query(StoppedAddress).count()) == (0, 1)
    assert client.get("/no-mail/guessed").status_code == 404


def test_the_desk_sees_how_many_want_to_hear_at_the_point_and_at_the_release(
    client, session, code, sign_in, mail_works
):
    client.post(f"/f/{code}", data=WISH | {"key": open_form(client)})
    shirt = rounds.find_round_by_code(session, code).garment
    point = cast.get_point(session, shirt, LONG)
    cast.decide_to_fix(session, point)
    cast.make_sleeves_shorter(session, shirt, clusters=(point,))
    run = cast.make_round(session, shirt)
    address = f"/garments/{shirt.id}/rounds/{run.number}"
    sign_in()

    assert "1 person wants to hear when it is fixed." in read_words(client.get(f"/points/{point.id}"))
    assert "1 person wants to hear when it is fixed" in read_words(client.get(address))
    assert "lena@" not in client.get(f"/points/{point.id}").text + client.get(f"/feedback/{get_given(session).id}").text


def test_the_receipt_says_when_word_went_out(client, session, code, mail_works):
    receipt = client.post(f"/f/{code}", data=WISH).location
    wishes.note_told(session, get_given(session).wish)
    session.commit()

    page = client.get(receipt).text

    assert "your address is erased" in page
    assert "lena@" not in page
