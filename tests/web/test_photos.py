"""Photos come after the answer and never refuse it; those see them whom they are meant for."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.models import Feedback, Job, Photo, Role
from app.services import packets, photos
from tests import cast
from tests.services import pictures

LONG_SLEEVES = {"key": "k" * 32, "size": "L", "zone-sleeve.length": "long", "comment": "They cover my thumbs."}


def _write_body(fields, *contents, names=()):
    """A form with photos as a browser writes it, the words first."""
    head = '--stitch\r\nContent-Disposition: form-data; name="{}"'
    parts = [f"{head.format(name)}\r\n\r\n{value}\r\n".encode() for name, value in fields.items()]
    for place, content in enumerate(contents, start=1):
        name = names[place - 1] if names else f"IMG_{place}.jpg"
        photo = f'{head.format("photos")}; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts += [photo.encode(), content, b"\r\n"]
    return b"".join([*parts, b"--stitch--\r\n"])


def _post(client, address, body):
    return client.post(address, data=body, content_type="multipart/form-data; boundary=stitch")


def _send(client, address, *contents, **fields):
    return _post(client, address, _write_body(fields, *contents))


def _answer(client, code, *contents, **fields):
    return _send(client, f"/f/{code}", *contents, **{**LONG_SLEEVES, **fields})


def _photos(session):
    session.rollback()
    return session.query(Photo).order_by(Photo.id).all()


def _files(app):
    folder = photos.find_folder(app.config["TOILE_DATA"])
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_an_answer_comes_with_photos(client, app, session, code):
    answer = _answer(client, code, pictures.telling_jpeg(), pictures.png())

    first, second = _photos(session)
    assert answer.status_code == 303
    assert first.feedback.comment == "They cover my thumbs."
    assert (first.maker_may_see, second.maker_may_see) == (False, False)
    assert len(_files(app)) == 4
    page = client.get(answer.location).text
    assert "Only the label sees it." in page
    picture = client.get(f"{answer.location}/photos/{first.name}/large")
    assert picture.status_code == 200
    assert b"SECRET" not in picture.data


def test_what_phones_and_messengers_store_is_taken_as_it_is(client, app, session, code):
    answer = _answer(client, code, pictures.heic(), pictures.webp())

    assert [(each.width, each.height) for each in _photos(session)] == [(400, 300)] * 2
    assert "is not kept" not in client.get(answer.location).text
    assert all(
        photos.find_picture(each, photos.find_folder(app.config["TOILE_DATA"])).read_bytes()[:3] == b"\xff\xd8\xff"
        for each in _photos(session)
    )


def test_a_form_whose_photos_were_left_empty_is_an_answer(client, session, code):
    answer = _post(client, f"/f/{code}", _write_body(LONG_SLEEVES, b"", names=[""]))

    assert answer.status_code == 303
    assert "is not kept" not in client.get(answer.location).text
    assert _photos(session) == []


@pytest.mark.parametrize(
    "content, why",
    [
        (b"<svg onload='alert(1)'/>", "it is not a JPEG, PNG, WebP or HEIC picture"),
        (pictures.animated_gif(), "it is not a JPEG, PNG, WebP or HEIC picture"),
        (b"", "it is not a JPEG, PNG, WebP or HEIC picture"),
        (pictures.png_bomb(13_000), "it has more pixels than a phone’s photo"),
        (pictures.jpeg(2000, 1500)[:9000], "it cannot be read"),
        (bytes(photos.PHOTO_BYTES_MAX + 1), "it is larger than 15 MB"),
    ],
    ids=["svg", "gif", "empty", "bomb", "half", "large"],
)  # fmt: skip
def test_a_bad_photo_is_named_and_refuses_nothing(client, session, code, content, why):
    answer = _answer(client, code, content, pictures.jpeg())

    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert f"“<bdi>IMG_1.jpg</bdi>” is not kept: {why}." in page
    assert len(_photos(session)) == 1


def test_another_photo_is_added_on_the_receipt(client, session, code):
    receipt = _answer(client, code, b"no picture").location
    assert "You can add another one below." in client.get(receipt).text

    answer = _send(client, f"{receipt}/photos", pictures.jpeg(), maker_may_see="y")

    assert (answer.status_code, answer.location) == (303, f"{receipt}#photos-given")
    (photo,) = _photos(session)
    assert photo.maker_may_see
    assert "is not kept" not in client.get(receipt).text


def test_five_photos_are_enough(client, session, code):
    receipt = _answer(client, code, *(pictures.jpeg(90 + side, 90) for side in range(6))).location
    page = client.get(receipt).text

    assert len(_photos(session)) == 5
    assert "is not kept: an answer takes 5 photos." in page
    assert "Add to my answer" not in page


def test_the_answer_is_stored_when_the_photos_crash(client, app, session, code, monkeypatch):
    def crash(*_):
        # The first commit is behind us: another connection sees the answer, and its words are being read.
        assert session.query(Feedback).count() == 1
        assert session.query(Job).count() == 1
        raise MemoryError

    monkeypatch.setattr(photos, "develop", crash)

    answer = _answer(client, code, pictures.jpeg())

    assert answer.status_code == 303
    assert session.query(Feedback).one().comment == "They cover my thumbs."
    assert "Your photos did not reach us; your answer did." in client.get(answer.location).text
    assert _files(app) == []


def test_photos_whose_rows_cannot_be_stored_leave_no_files(client, app, session, code, monkeypatch):
    def crash(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(photos, "keep_photos", crash)

    assert _answer(client, code, pictures.jpeg()).status_code == 303
    assert session.query(Feedback).count() == 1
    assert _files(app) == []


def test_an_answer_whose_signal_breaks_amid_the_photos_is_there(client, session, code):
    body = _write_body({"key": "k" * 32, "zone-sleeve.length": "long"}, pictures.jpeg(2000, 1500))[:20_000]

    answer = _post(client, f"/f/{code}", body)

    assert answer.status_code == 303
    assert session.query(Feedback).one().issues[0].standing_code == "sleeve.length/long"
    assert "“<bdi>IMG_1.jpg</bdi>” is not kept: it cannot be read." in client.get(answer.location).text


def test_a_page_with_photos_that_is_sent_twice_keeps_them_once(client, app, session, code):
    for _ in range(2):
        _answer(client, code, pictures.jpeg(), pictures.png())

    assert session.query(Feedback).count() == 1
    assert len(_photos(session)) == 2
    assert len(_files(app)) == 4


@pytest.mark.every_database
def test_twenty_posts_at_once_are_one_answer_with_one_photo(app, session, code):
    def post(_):
        with app.test_client() as client:
            return _answer(client, code, pictures.jpeg())

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(post, range(20)))

    assert {(answer.status_code, answer.location) for answer in answers} == {(303, answers[0].location)}
    assert len(_photos(session)) == 1
    assert len(_files(app)) == 2


def test_more_than_eighty_megabytes_come_back_with_the_words(client, session, code):
    body = _write_body({**LONG_SLEEVES, "rest_fits": "y"}, bytes(81 * 1024 * 1024))

    answer = _post(client, f"/f/{code}", body)

    assert answer.status_code == 413
    assert "That was more than 80 MB." in answer.text
    assert "They cover my thumbs." in answer.text
    assert session.query(Feedback).count() == 0


def test_a_receipt_refuses_what_is_too_large_and_still_shows_the_answer(client, session, code):
    receipt = _answer(client, code).location

    answer = _send(client, f"{receipt}/photos", bytes(81 * 1024 * 1024))

    assert answer.status_code == 413
    assert "That was more than 80 MB." in answer.text
    assert "They cover my thumbs." in answer.text


def test_a_refused_answer_asks_for_its_photos_again(client, app, code):
    answer = _answer(client, code, pictures.jpeg(), height="tall", maker_may_see="y")

    assert answer.status_code == 422
    assert "They cover my thumbs." in answer.text
    assert "Choose your photos once more" in answer.text
    assert _files(app) == []


def test_too_many_answers_come_back_with_their_words_photos_or_not(client, code):
    for _ in range(60):
        client.post(f"/f/{code}", data={"key": "the same answer again", "fine": "y"})

    answer = _answer(client, code, pictures.jpeg())

    assert answer.status_code == 429
    assert "They cover my thumbs." in answer.text


@pytest.mark.parametrize("body", [b"", b"--stitch", b"--stitch\r\nno header\r\n\r\n", bytes(1000), b"--stitch--\r\n"])
def test_what_is_no_form_is_refused_as_an_empty_one(client, session, code, body):
    answer = _post(client, f"/f/{code}", body)

    assert answer.status_code == 422
    assert "One answer is needed" in answer.text


def test_a_second_moment_has_photos_of_its_own(client, session, code):
    receipt = _answer(client, code, pictures.jpeg()).location

    _send(client, f"{receipt}/washed", pictures.png(), **{"key": "w" * 32, "zone-sleeve.length": "short"})

    first, washed = _photos(session)
    assert washed.feedback.first is first.feedback
    page = client.get(receipt).text
    assert f"/photos/{first.name}/small" in page
    assert f"/photos/{washed.name}/small" in page


def test_erasing_takes_the_photos_of_both_moments(client, app, session, code):
    receipt = _answer(client, code, pictures.jpeg()).location
    _send(client, f"{receipt}/washed", pictures.png(), **{"key": "w" * 32, "zone-sleeve.length": "short"})
    assert len(_files(app)) == 4

    client.post(f"{receipt}/erase")

    assert _files(app) == []
    assert _photos(session) == []


def test_a_customer_takes_one_photo_back_and_shows_another(client, app, session, code):
    receipt = _answer(client, code, pictures.jpeg(), pictures.png()).location
    first, second = (photo.name for photo in _photos(session))

    client.post(f"{receipt}/photos/{first}", data={"erase": "y"})
    client.post(f"{receipt}/photos/{second}", data={"show": "y"})
    (left,) = _photos(session)
    assert (left.name, left.maker_may_see) == (second, True)
    assert len(_files(app)) == 2
    client.post(f"{receipt}/photos/{second}", data={"hide": "y"})

    assert not _photos(session)[0].maker_may_see


def test_a_photo_is_sent_as_a_picture_and_nothing_else(client, session, code):
    receipt = _answer(client, code, pictures.jpeg()).location
    answer = client.get(f"{receipt}/photos/{_photos(session)[0].name}/small")

    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_nobody_sees_a_photo_who_is_not_meant_to(client, session, code):
    receipt = _answer(client, code, pictures.jpeg()).location
    other = _answer(client, code, key="another page").location
    name = _photos(session)[0].name

    assert client.get(f"/photos/{name}/large").status_code == 302
    for address in (f"{other}/photos/{name}", f"/r/guessed/photos/{name}", f"/m/guessed/photos/{name}"):
        assert client.get(f"{address}/large").status_code == 404
    assert client.post(f"{other}/photos/{name}", data={"erase": "y"}).status_code == 404
    assert client.get(f"{receipt}/photos/{name}/..%2Fsecret.key").status_code == 404
    assert len(_photos(session)) == 1


def test_the_label_sees_photos_beside_the_quotes(client, session, code, sign_in):
    _answer(client, code, pictures.jpeg())
    (photo,) = _photos(session)
    point, name = photo.feedback.issues[0].cluster_id, photo.name
    sign_in(role=Role.VIEWER)

    assert f"/photos/{name}/small" in client.get(f"/points/{point}").text
    assert client.get(f"/photos/{name}/large").mimetype == "image/jpeg"
    assert client.get("/photos/unknown/large").status_code == 404


def test_the_pattern_maker_sees_what_was_ticked(client, session, code, sign_in):
    _answer(client, code, pictures.jpeg(), maker_may_see="y")
    _answer(client, code, pictures.png(), key="another page")
    shown, hidden = _photos(session)
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


def test_a_file_name_is_shown_as_words(client, code):
    name = "<script>alert(1)</script>.jpg"

    answer = _post(client, f"/f/{code}", _write_body(LONG_SLEEVES, b"none", names=[name]))

    page = client.get(answer.location).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
