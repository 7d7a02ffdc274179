"""A quick note: kept before its photos are looked at, asked for again with all that was typed."""

from io import BytesIO

import pytest

from app.models import Feedback, FeedbackSource, Garment, Heard, Job, Photo, Role
from app.services import notes
from tests import cast
from tests.services import pictures


@pytest.fixture
def shirt(session):
    return cast.make_shirt(session).id


def _send(client, shirt, *files, **fields):
    note = {"key": "k" * 32, "garment": shirt, "words": "Sleeves cover her thumbs.", "heard": "shop_floor"} | fields
    given = {name: value for name, value in note.items() if value is not None}
    given["photos"] = [(content, f"IMG_{place}.jpg") for place, content in enumerate(files, start=1)]
    return client.post("/notes/new", data=given, content_type="multipart/form-data")


def test_a_note_is_kept_with_its_photo_and_read(client, session, sign_in, shirt):
    sign_in()

    answer = _send(client, shirt, BytesIO(pictures.jpeg()), BytesIO(b"no picture"), size="L")

    session.rollback()
    note = session.query(Feedback).one()
    assert (note.source, note.heard, note.size.name) == (FeedbackSource.NOTE, Heard.SHOP_FLOOR, "L")
    assert session.query(Photo).one().feedback is note
    assert session.query(Job).one().arguments["garment"] == shirt
    page = " ".join(client.get(answer.location).text.split())
    assert "Kept:</strong> Linen shirt, L: “Sleeves cover her thumbs.” · 1 photo" in page
    assert "“<bdi>IMG_2.jpg</bdi>” is not kept" in page
    assert 'value="shop_floor" checked' in page
    shown = " ".join(client.get(f"/feedback/{note.id}").text.split())
    assert "note, shop floor" in shown
    assert "Mia noted it." in shown


def test_a_page_that_is_sent_twice_is_one_note(client, session, sign_in, shirt):
    sign_in()

    places = {_send(client, shirt, BytesIO(pictures.jpeg())).location for _ in range(2)}

    session.rollback()
    assert len(places) == session.query(Feedback).count() == session.query(Photo).count() == 1


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"words": ""}, "What was said or seen? A few words are enough."),
        ({"heard": None}, "Where was it said or seen?"),
        ({"garment": None}, "Which garment?"),
        ({"garment": "9" * 20}, "Which garment?"),
        ({"garment": "9" * 5000}, "Which garment?"),
        ({"other": "cape"}, "There is no garment “cape”."),
        ({"size": "XXL"}, "Linen shirt has no size “XXL”"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, session, sign_in, shirt, fields, sentence):
    sign_in()

    answer = _send(client, shirt, BytesIO(pictures.jpeg()), **{"words": "Tight.", **fields})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert fields.get("words", "Tight.") in answer.text
    assert "Choose your photos once more" in answer.text
    session.rollback()
    assert session.query(Feedback).count() == 0


@pytest.mark.parametrize("number", ["9" * 20, "-5", "x"])
def test_an_address_that_somebody_bent_asks_for_a_note(client, sign_in, shirt, number):
    sign_in()

    assert client.get(f"/notes/new?kept={number}&garment={number}").status_code == 200


def test_many_garments_are_searched(client, session, sign_in, shirt):
    coats = [cast.make_garment(session, name=f"Coat {letter}") for letter in "ABCDEFGHI"]
    notes.record_note(session, coats[7], words="Tight.", heard=Heard.MESSAGE)
    session.commit()
    sign_in()

    page = client.get("/notes/new").text
    answer = _send(client, shirt, other="coat i")

    assert page.index("<span>Coat H</span>") < page.index("<span>Coat A</span>")
    assert "<span>Linen shirt</span>" not in page
    assert '<option value="Linen shirt">' in page
    assert "Kept:</strong> Coat I" in client.get(answer.location).text


def test_the_garments_page_asks_of_that_garment(client, session, sign_in, shirt):
    cast.make_dress(session)
    session.commit()
    sign_in()

    assert f"/notes/new?garment={shirt}" in client.get(f"/garments/{shirt}").text
    assert f'value="{shirt}" checked' in " ".join(client.get(f"/notes/new?garment={shirt}").text.split())
    assert "/notes/new" in client.get("/").text


def test_the_inbox_shows_the_notes_from_one_place(client, session, sign_in, shirt):
    garment = session.get(Garment, shirt)
    notes.record_note(session, garment, words="Heard in the shop.", heard=Heard.SHOP_FLOOR)
    notes.record_note(session, garment, words="Felt at home.", heard=Heard.WEAR_TEST)
    cast.make_feedback(session, garment, comment="Said by a customer.")
    session.commit()
    sign_in()

    shop = client.get("/feedback?source=note.shop_floor").text
    both = client.get("/feedback?source=note").text

    assert "Heard in the shop." in shop
    assert "Felt at home." not in shop
    assert "Felt at home." in both
    assert "Said by a customer." not in both
    assert client.get("/feedback?source=note.attic").status_code == 422


def test_a_viewer_notes_nothing_and_a_stale_page_is_told_so(app, client, session, sign_in, shirt):
    sign_in(role=Role.VIEWER)
    assert _send(client, shirt).status_code == 403
    assert "Quick note" not in client.get("/").text

    sign_in(name="Ana")
    app.config["WTF_CSRF_ENABLED"] = True
    answer = _send(client, shirt)

    assert answer.status_code == 422
    assert "This page has been open too long. Send it once more." in answer.text
    assert "Sleeves cover her thumbs." in answer.text
    session.rollback()
    assert session.query(Feedback).count() == 0
