"""The picture on top of the customer's form: chosen on the desk, small, and gone when it is removed."""

from io import BytesIO

import pytest

from app.models import FeedbackSource, Garment, GarmentPicture, Role
from app.services import feedback, piece_codes, rounds
from tests.services import pictures


@pytest.fixture
def shirt(session, code):
    """The id of the linen shirt that bears the code."""
    return session.query(Garment).one().id


def _show(client, shirt, content, **fields):
    given = fields | {"file": (BytesIO(content), "shirt.jpg")}
    return client.post(f"/garments/{shirt}/pictures", data=given, content_type="multipart/form-data")


def _pictures(session):
    session.rollback()
    return session.query(GarmentPicture).order_by(GarmentPicture.id).all()


def test_the_form_shows_the_picture_in_place_of_the_sketch(client, session, sign_in, shirt, code):
    assert 'class="thumb"' in client.get(f"/f/{code}").text
    sign_in()

    assert _show(client, shirt, pictures.telling_jpeg()).status_code == 303
    client.post("/sign-out")

    (picture,) = _pictures(session)
    form = " ".join(client.get(f"/f/{code}").text.split())
    assert f'src="/pictures/{picture.name}.jpg" alt="" width="270" height="360" loading="lazy"' in form
    assert 'class="thumb"' not in form
    shown = client.get(f"/pictures/{picture.name}.jpg")
    assert (shown.mimetype, shown.headers["Cache-Control"]) == ("image/jpeg", "public, max-age=31536000, immutable")
    assert len(shown.data) <= 25_000
    assert b"SECRET" not in shown.data
    assert client.get("/pictures/unknown.jpg").status_code == 404


def test_a_colour_that_the_label_tells_is_named_and_shown(client, session, sign_in, shirt):
    sign_in()
    _show(client, shirt, pictures.jpeg())
    _show(client, shirt, pictures.png(), colour="Navy")
    whole, navy = (f"/pictures/{each.name}.jpg" for each in _pictures(session))
    planned = rounds.plan_round(session, session.get(Garment, shirt), planned={"S": 5}, colour="Navy")
    (piece,) = piece_codes.make_codes(session, planned)
    blue = feedback.record_feedback(
        session, planned.garment, source=FeedbackSource.FORM, colour="Navy", fits_fine=True,
        idempotency_key="key",
    )  # fmt: skip
    session.commit()

    of_run, of_piece = client.get(f"/f/{planned.code}").text, client.get(f"/f/{piece.code}").text
    receipt = client.get(f"/r/{blue.receipt}").text

    assert whole in of_run
    assert navy in of_piece
    assert "Linen shirt, Navy" in of_piece
    assert navy in receipt
    assert navy in client.get(f"/r/{blue.receipt}/washed").text


def test_a_picture_is_removed(client, session, sign_in, shirt, code):
    sign_in()
    _show(client, shirt, pictures.jpeg())
    (picture,) = _pictures(session)
    page = client.get(f"/garments/{shirt}/pictures").text
    assert f"/pictures/{picture.name}.jpg" in page
    assert f"/garments/{shirt}/pictures" in client.get(f"/garments/{shirt}").text

    client.post(f"/garments/{shirt}/pictures/{picture.name}/remove")

    assert _pictures(session) == []
    assert 'class="thumb"' in client.get(f"/f/{code}").text


@pytest.mark.parametrize("content, sentence", [(b"<svg/>", "This is not a JPEG"), (b"", "Choose a picture.")])
def test_what_is_no_picture_is_refused(client, session, sign_in, shirt, content, sentence):
    sign_in()

    given = {"file": (BytesIO(content), "shirt.jpg" if content else "")}
    answer = client.post(f"/garments/{shirt}/pictures", data=given, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert sentence in answer.text
    assert _pictures(session) == []


def test_a_viewer_sees_pictures_and_changes_none(client, session, sign_in, shirt):
    sign_in(role=Role.VIEWER)

    assert _show(client, shirt, pictures.jpeg()).status_code == 403
    page = client.get(f"/garments/{shirt}/pictures")
    assert page.status_code == 200
    assert "Show this picture" not in page.text
