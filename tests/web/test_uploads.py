"""Photos come after the answer and never refuse it, whatever they are and whatever becomes of them."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from app.models import Feedback, Job
from app.services import photos
from app.web import spam, uploads
from tests.services import pictures
from tests.web.photo_forms import LONG_SLEEVES, answer_with, list_files, list_photos, post_body, send_photos, write_body


def test_what_phones_and_messengers_store_is_taken_as_it_is(client, app, session, code):
    answer = answer_with(client, code, pictures.heic(), pictures.webp())

    assert [(each.width, each.height) for each in list_photos(session)] == [(400, 300)] * 2
    assert "is not kept" not in client.get(answer.location).text
    assert all(
        photos.find_picture(each, photos.find_folder(app.config["TOILE_DATA"])).read_bytes()[:3] == b"\xff\xd8\xff"
        for each in list_photos(session)
    )


def test_a_form_whose_photos_were_left_empty_is_an_answer(client, session, code):
    answer = post_body(client, f"/f/{code}", write_body(LONG_SLEEVES, b"", names=[""]))

    assert answer.status_code == 303
    assert "is not kept" not in client.get(answer.location).text
    assert list_photos(session) == []


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
    answer = answer_with(client, code, content, pictures.jpeg())

    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert f"“<bdi>IMG_1.jpg</bdi>” is not kept: {why}." in page
    assert len(list_photos(session)) == 1


def test_a_file_name_is_shown_as_words(client, code):
    name = "<script>alert(1)</script>.jpg"

    answer = post_body(client, f"/f/{code}", write_body(LONG_SLEEVES, b"none", names=[name]))

    page = client.get(answer.location).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_five_photos_are_enough(client, session, code):
    receipt = answer_with(client, code, *(pictures.jpeg(90 + side, 90) for side in range(6))).location
    page = client.get(receipt).text

    assert len(list_photos(session)) == 5
    assert "is not kept: an answer takes 5 photos." in page
    assert "Add to my answer" not in page


def test_the_answer_is_stored_when_the_photos_crash(client, app, session, code, monkeypatch):
    def crash(*_):
        # The first commit is behind us: another connection sees the answer, and its words are being read.
        assert session.query(Feedback).count() == 1
        assert session.query(Job).count() == 1
        raise MemoryError

    monkeypatch.setattr(photos, "develop", crash)

    answer = answer_with(client, code, pictures.jpeg())

    assert answer.status_code == 303
    assert session.query(Feedback).one().comment == "They cover my thumbs."
    assert "Your photos did not reach us; your answer did." in client.get(answer.location).text
    assert list_files(app) == []


def test_photos_whose_rows_cannot_be_stored_leave_no_files(client, app, session, code, monkeypatch):
    def crash(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(photos, "keep_photos", crash)

    assert answer_with(client, code, pictures.jpeg()).status_code == 303
    assert session.query(Feedback).count() == 1
    assert list_files(app) == []


def test_an_answer_whose_signal_breaks_amid_the_photos_is_there(client, session, code):
    body = write_body({"key": "k" * 32, "zone-sleeve.length": "long"}, pictures.jpeg(2000, 1500))[:20_000]

    answer = post_body(client, f"/f/{code}", body)

    assert answer.status_code == 303
    assert session.query(Feedback).one().issues[0].standing_code == "sleeve.length/long"
    assert "“<bdi>IMG_1.jpg</bdi>” is not kept: it cannot be read." in client.get(answer.location).text


def test_a_page_with_photos_that_is_sent_twice_keeps_them_once(client, app, session, code):
    for _ in range(2):
        answer_with(client, code, pictures.jpeg(), pictures.png())

    assert session.query(Feedback).count() == 1
    assert len(list_photos(session)) == 2
    assert len(list_files(app)) == 4


@pytest.mark.every_database
def test_twenty_posts_at_once_are_one_answer_with_one_photo(app, session, code):
    def post(_):
        with app.test_client() as client:
            return answer_with(client, code, pictures.jpeg())

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(post, range(20)))

    assert {(answer.status_code, answer.location) for answer in answers} == {(303, answers[0].location)}
    assert len(list_photos(session)) == 1
    assert len(list_files(app)) == 2


def test_more_than_eighty_megabytes_come_back_with_the_words(client, session, code):
    body = write_body({**LONG_SLEEVES, "rest_fits": "y"}, bytes(81 * 1024 * 1024))

    answer = post_body(client, f"/f/{code}", body)

    assert answer.status_code == 413
    assert "That was more than 80 MB." in answer.text
    assert "They cover my thumbs." in answer.text
    assert session.query(Feedback).count() == 0


def test_a_receipt_refuses_what_is_too_large_and_still_shows_the_answer(client, session, code):
    receipt = answer_with(client, code).location

    answer = send_photos(client, f"{receipt}/photos", bytes(81 * 1024 * 1024))

    assert answer.status_code == 413
    assert "That was more than 80 MB." in answer.text
    assert "They cover my thumbs." in answer.text


def test_a_refused_answer_asks_for_its_photos_again(client, app, code):
    answer = answer_with(client, code, pictures.jpeg(), height="tall", maker_may_see="y")

    assert answer.status_code == 422
    assert "They cover my thumbs." in answer.text
    assert "Choose your photos once more" in answer.text
    assert list_files(app) == []


def test_of_too_much_spam_the_words_come_back_and_of_much_the_photos_are_not_looked_at(
    client, app, session, code, monkeypatch
):
    monkeypatch.setattr(spam, "PHOTOS_OF_SPAM_PER_ADDRESS", "1 per hour")
    monkeypatch.setattr(spam, "SPAM_PER_ADDRESS", "2 per hour")

    answers = [answer_with(client, code, pictures.jpeg(), key=f"no page {number}") for number in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "They cover my thumbs." in answers[2].text
    assert "Your photos did not reach us; your answer did." in client.get(answers[1].location).text
    assert session.query(Feedback).count() == 2
    assert len(list_files(app)) == 2, "one photo, large and small"


@pytest.mark.parametrize("body", [b"", b"--stitch", b"--stitch\r\nno header\r\n\r\n", bytes(1000), b"--stitch--\r\n"])
def test_what_is_no_form_is_refused_as_an_empty_one(client, session, code, body):
    answer = post_body(client, f"/f/{code}", body)

    assert answer.status_code == 422
    assert "One answer is needed" in answer.text


def test_of_more_fields_than_any_form_has_the_first_are_read(client, session, code):
    many = "a=&" * uploads.PARTS_MAX

    refused = _post_words(client, f"/f/{code}", many + urlencode(LONG_SLEEVES))
    taken = _post_words(client, f"/f/{code}", urlencode(LONG_SLEEVES) + "&" + many)

    assert (refused.status_code, taken.status_code) == (422, 303)
    assert "One answer is needed" in refused.text
    assert session.query(Feedback).one().comment == "They cover my thumbs."


def test_more_words_than_any_form_has_are_cut(client, session, code, monkeypatch):
    monkeypatch.setattr(uploads, "WORDS_MAX", 1000)

    answer = _post_words(client, f"/f/{code}", urlencode(LONG_SLEEVES) + "&email=" + "%41" * 4000 + "&usual_size=M")

    given = session.query(Feedback).one()
    assert answer.status_code == 303
    assert (given.comment, given.usual_size) == ("They cover my thumbs.", None)


@pytest.mark.parametrize("words", ["a=&" * uploads.FIELDS_MAX, "email=" + "%41" * (uploads.WORDS_MAX // 3)])
def test_no_page_takes_a_form_apart_that_nobody_filled_in(client, words):
    answer = _post_words(client, "/sign-in", words)

    assert answer.status_code == 413
    assert "That is too large." in answer.text


def _post_words(client, address, words):
    return client.post(address, data=words, content_type="application/x-www-form-urlencoded")
