"""Photos of answers: those see them whom they are meant for, and their customer takes them back."""

from app.models import Role
from app.services import packets
from tests import cast
from tests.services import pictures
from tests.web.conftest import open_form
from tests.web.photo_forms import answer_with, list_files, list_photos, send_photos


def test_an_answer_comes_with_photos(client, app, session, code):
    answer = answer_with(client, code, pictures.telling_jpeg(), pictures.png())

    first, second = list_photos(session)
    assert answer.status_code == 303
    assert first.feedback.comment == "They cover my thumbs."
    assert (first.maker_may_see, second.maker_may_see) == (False, False)
    assert len(list_files(app)) == 4
    page = client.get(answer.location).text
    assert "Only the label sees it." in page
    picture = client.get(f"{answer.location}/photos/{first.name}/large")
    assert picture.status_code == 200
    assert b"SECRET" not in picture.data


def test_another_photo_is_added_on_the_receipt(client, session, code):
    receipt = answer_with(client, code, b"no picture").location
    assert "You can add another one below." in client.get(receipt).text

    answer = send_photos(client, f"{receipt}/photos", pictures.jpeg(), maker_may_see="y")

    assert (answer.status_code, answer.location) == (303, f"{receipt}#photos-given")
    (photo,) = list_photos(session)
    assert photo.maker_may_see
    assert "is not kept" not in client.get(receipt).text


def test_a_second_moment_has_photos_of_its_own(client, session, code):
    receipt = answer_with(client, code, pictures.jpeg()).location

    send_photos(client, f"{receipt}/washed", pictures.png(), **{"key": "w" * 32, "zone-sleeve.length": "short"})

    first, washed = list_photos(session)
    assert washed.feedback.first is first.feedback
    page = client.get(receipt).text
    assert f"/photos/{first.name}/small" in page
    assert f"/photos/{washed.name}/small" in page


def test_erasing_takes_the_photos_of_both_moments(client, app, session, code):
    receipt = answer_with(client, code, pictures.jpeg()).location
    send_photos(client, f"{receipt}/washed", pictures.png(), **{"key": "w" * 32, "zone-sleeve.length": "short"})
    assert len(list_files(app)) == 4

    client.post(f"{receipt}/erase")

    assert list_files(app) == []
    assert list_photos(session) == []


def test_a_customer_takes_one_photo_back_and_shows_another(client, app, session, code):
    receipt = answer_with(client, code, pictures.jpeg(), pictures.png()).location
    first, second = (photo.name for photo in list_photos(session))

    client.post(f"{receipt}/photos/{first}", data={"erase": "y"})
    client.post(f"{receipt}/photos/{second}", data={"show": "y"})
    (left,) = list_photos(session)
    assert (left.name, left.maker_may_see) == (second, True)
    assert len(list_files(app)) == 2
    client.post(f"{receipt}/photos/{second}", data={"hide": "y"})

    assert not list_photos(session)[0].maker_may_see


def test_a_photo_is_sent_as_a_picture_and_nothing_else(client, session, code):
    receipt = answer_with(client, code, pictures.jpeg()).location
    answer = client.get(f"{receipt}/photos/{list_photos(session)[0].name}/small")

    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_nobody_sees_a_photo_who_is_not_meant_to(client, session, code):
    receipt = answer_with(client, code, pictures.jpeg()).location
    other = answer_with(client, code, key="another page").location
    name = list_photos(session)[0].name

    assert client.get(f"/photos/{name}/large").status_code == 302
    for address in (f"{other}/photos/{name}", f"/r/guessed/photos/{name}", f"/m/guessed/photos/{name}"):
        assert client.get(f"{address}/large").status_code == 404
    assert client.post(f"{other}/photos/{name}", data={"erase": "y"}).status_code == 404
    assert client.get(f"{receipt}/photos/{name}/..%2Fsecret.key").status_code == 404
    assert len(list_photos(session)) == 1


def test_the_label_sees_photos_beside_the_quotes(client, session, code, sign_in):
    answer_with(client, code, pictures.jpeg(), key=open_form(client))
    (photo,) = list_photos(session)
    point, name = photo.feedback.issues[0].cluster_id, photo.name
    sign_in(role=Role.VIEWER)

    assert f"/photos/{name}/small" in client.get(f"/points/{point}").text
    assert client.get(f"/photos/{name}/large").mimetype == "image/jpeg"
    assert client.get("/photos/unknown/large").status_code == 404


def test_the_pattern_maker_sees_what_was_ticked(client, session, code, sign_in):
    answer_with(client, code, pictures.jpeg(), key=open_form(client), maker_may_see="y")
    answer_with(client, code, pictures.png(), key=open_form(client))
    shown, hidden = list_photos(session)
    point = shown.feedback.issues[0].cluster
    revision = cast.make_sleeves_shorter(session, point.garment, clusters=(point,))
    sent = packets.send_packet(session, revision, contact="Ana")
    session.commit()
    sheet = client.get(f"/m/{sent.token}").text

    assert f"/m/{sent.token}/photos/{shown.name}/small" in sheet
    assert hidden.name not in sheet
    assert client.get(f"/m/{sent.token}/photos/{shown.name}/large").mimetype == "image/jpeg"
    assert client.get(f"/m/{sent.token}/photos/{hidden.name}/large").status_code == 404

    sign_in()
    assert f"/photos/{shown.name}/small" in client.get(f"/sheets/{sent.packet.id}").text
