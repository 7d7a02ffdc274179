"""Feedback that a program sends: stored as the form's is, once for each key, refused with a sentence at each field."""

from base64 import b64encode
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from app.api.blueprints import JSON_MAX
from app.models import Feedback, Job, Keeping, OverallFit, Photo, Wear
from app.services import feedback, photos
from app.services.photos import PHOTO_BYTES_MAX
from tests.arranged import once
from tests.cast import make_dress, make_round, make_shirt
from tests.services.pictures import jpeg, png, telling_jpeg

LONG = {"source": "form", "garment": "LS-01", "comment": "The sleeves cover my thumbs."}


def test_an_answer_with_all_that_can_be_told(call, client, session, cut):
    answer = call(
        "post", "/feedback", key="1001", json={
            "source": "form", "code": cut.code.lower(), "size": "m", "colour": "Navy", "comment": "Long\0 sleeves.",
            "overall_fit": "too_large", "rest_fits": True, "keeping": "altered", "altered_by": 1.5,
            "altered_unit": "in", "wear": "worn", "height_mm": 1720,
            "zones": [{"aspect": "sleeve.length", "answer": "long", "amount": 2, "unit": "cm"}],
            "usual_size": "S", "rating": 3.5, "answered_at": "2026-03-05T10:12:00+01:00",
            "customer": "ida@example.com", "external_id": "ticket 7",
        },
    )  # fmt: skip

    assert answer.status_code == 201
    assert answer.headers.getlist("Set-Cookie") == []
    session.rollback()
    stored = session.scalars(select(Feedback)).one()
    about = {"id": stored.id, "garment": {"id": cut.garment_id, "name": "Linen shirt"}, "round": 1, "size": "M"}
    without = {"photos": 0, "photos_not_kept": [], "photos_lost": False}
    assert answer.json == {**about, "colour": "Navy", "receipt": answer.json["receipt"], **without}
    assert (stored.overall_fit, stored.keeping, stored.wear) == (OverallFit.TOO_LARGE, Keeping.ALTERED, Wear.WORN)
    assert (stored.altered_by, stored.altered_unit) == (1.5, "in")
    assert (stored.comment, stored.height_mm, stored.rating) == ("Long� sleeves.", 1720, 3.5)
    assert stored.answered_at.isoformat() == "2026-03-05T09:12:00+00:00"
    assert {issue.code.value for issue in stored.issues} == {"sleeve.length/long", "size.overall/large"}
    assert stored.customer_key == feedback.key_customer(session, "Ida@example.com ")
    assert "Long" in client.get(answer.json["receipt"]).text
    assert session.scalars(select(Job.kind)).all() == ["read_comments"]


def test_what_is_not_known_stays_unknown(call, session, cut):
    answer = call("post", "/feedback", key="1", json={"source": "review", "garment": cut.garment_id, "fits_fine": True})

    assert (answer.json["round"], answer.json["size"], answer.json["colour"]) == (None, None, None)

    named = {"source": "review", "garment": "Linen shirt", "fits_fine": True, "size": "M", "colour": "n/a", "round": 1}
    assert call("post", "/feedback", key="2", json=named).json["round"] == 1


def test_the_same_key_gives_the_same_answer_and_no_other(call, session, shirt):
    first, again = (call("post", "/feedback", key="1001", json=LONG) for _ in range(2))
    other = call("post", "/feedback", key="1001", json=LONG | {"comment": "The sleeves are short."})

    assert (first.status_code, first.json) == (again.status_code, again.json)
    assert other.status_code == 422
    assert other.json["errors"][0]["field"] == "Idempotency-Key"
    assert other.json["detail"] == "This Idempotency-Key came with another request before: take a new one for each."
    session.rollback()
    assert session.scalars(select(func.count()).select_from(Feedback)).one() == 1


@pytest.mark.every_database
def test_twenty_at_once_are_one(app, secret, session, shirt):
    start, answers = Barrier(20), []

    def send() -> None:
        start.wait()
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "1001"}
        answers.append(app.test_client().post("/api/v1/feedback", headers=headers, json=LONG))

    threads = [Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1


def test_an_id_of_the_caller_is_stored_once_and_never_after_it_was_erased(call, session, shirt):
    named = LONG | {"external_id": "ticket 7"}
    first = call("post", "/feedback", key="1", json=named)
    again = call("post", "/feedback", key="2", json=named)
    other = call("post", "/feedback", key="3", json=named | {"comment": "The sleeves are short."})

    assert again.json == first.json | {"receipt": None}
    assert other.status_code == 409
    assert other.json["errors"] == [{"field": "external_id", "detail": other.json["detail"]}]

    session.rollback()
    feedback.erase_feedback(session, session.get(Feedback, first.json["id"]))
    session.commit()
    erased = call("post", "/feedback", key="4", json=named)
    assert (erased.status_code, erased.json["title"]) == (409, "Conflict")
    assert erased.json["detail"] == "This answer has been erased, so it is not stored again."


def test_a_key_of_an_erased_answer_stores_nothing_again(call, client, session, shirt):
    receipt = call("post", "/feedback", key="1001", json=LONG).json["receipt"]
    client.post(f"{receipt}/erase")

    again = call("post", "/feedback", key="1001", json=LONG)

    assert (again.status_code, again.json["detail"]) == (
        409, "This answer has been erased, so it is not stored again.",
    )  # fmt: skip
    session.rollback()
    assert session.scalars(select(Feedback)).all() == []


def test_photos_come_by_the_rules_of_the_form_and_never_refuse_the_answer(call, app, client, session, shirt):
    sent = [
        telling_jpeg(),
        png(),
        b"no picture",
        bytes(PHOTO_BYTES_MAX + 1),
        *(jpeg(n, n) for n in (100, 200, 300, 400)),
    ]
    contents = [{"name": f"{n}.jpg", "content": b64encode(each).decode()} for n, each in enumerate(sent)]
    body = LONG | {"photos": contents, "maker_may_see": True}

    first, again = (call("post", "/feedback", key="1", json=body) for _ in "12")

    assert (first.status_code, first.json["photos"], first.json["photos_lost"]) == (201, 5, False)
    assert first.json["photos_not_kept"] == again.json["photos_not_kept"] == [
        {"name": "2.jpg", "reason": "no_picture"}, {"name": "3.jpg", "reason": "too_large"},
        {"name": "7.jpg", "reason": "too_many"},
    ]  # fmt: skip
    assert again.json["photos"] == 5, "what is sent again is not there twice"
    bare = call("post", "/feedback", key="1", json=LONG).json
    assert (bare["photos"], bare["photos_not_kept"]) == (5, again.json["photos_not_kept"]), "what was sent before"
    session.rollback()
    kept = session.scalars(select(Photo)).all()
    assert [photo.maker_may_see for photo in kept] == [True] * 5
    picture = client.get(f"{first.json['receipt']}/photos/{kept[0].name}/large").data
    assert b"SECRET" not in picture
    assert len(list((Path(app.config["TOILE_DATA"]) / "photos").iterdir())) == 10, "each large and small"


def test_an_answer_stands_though_its_photos_are_lost(call, session, shirt, monkeypatch):
    body = LONG | {"photos": [{"content": b64encode(jpeg()).decode()}]}
    with monkeypatch.context() as broken:
        broken.setattr(photos, "take_in", None)
        lost = call("post", "/feedback", key="1", json=body)

    again = call("post", "/feedback", key="1", json=body)

    assert [(each.status_code, each.json["photos_lost"], each.json["photos"]) for each in (lost, again)] == [
        (201, True, 0), (201, False, 1),
    ]  # fmt: skip
    session.rollback()
    assert session.scalars(select(Feedback)).one().comment == LONG["comment"]


@pytest.mark.parametrize(
    "sent, status, field, sentence",
    [
        ({}, 422, "overall_fit", "One answer is needed: how it fits, a place, or a few words."),
        ({"garment": "Coat"}, 422, "garment", "There is no garment “Coat”."),
        ({"garment": None}, 422, "garment", "Say which garment it is about, or the code on its care label."),
        ({"code": "00000000"}, 422, "code", "No garment of this label has that code."),
        ({"size": "XXS"}, 422, "size", "Linen shirt has no size “XXS”; its sizes are: XS, S, M, L, XL."),
        ({"round": 4}, 422, "round", "Linen shirt has no run 4."),
        ({"source": "rumour"}, 422, "source", "This should be 'form', 'review', 'return' or 'note'."),
        ({"source": None}, 422, "source", "This should be 'form', 'review', 'return' or 'note'."),
        (
            {"keeping": "kept", "altered_by": 2, "altered_unit": "cm", "fits_fine": True}, 422, "altered_by",
            "Only of a piece that is altered is there an amount.",
        ),
        ({"photos": [{"content": "a"}]}, 422, "photos.0.content", "This should be base64."),
        ({"is_spam": True}, 422, "is_spam", "There is no field of this name."),
        ({"zones": [{"answer": "long"}]}, 422, "zones.0.aspect", "This is needed."),
        (
            {"zones": [{"aspect": "sleeve.length", "answer": "blue"}]}, 422, "zones",
            "“sleeve.length blue” is not an answer the form knows.",
        ),
        (
            {"answered_at": "2026-03-05"}, 422, "answered_at",
            "This should be a moment with its zone, such as 2026-03-05T10:12:00Z.",
        ),
    ],
)  # fmt: skip
def test_a_refusal_stands_at_its_field(call, session, shirt, sent, status, field, sentence):
    answer = call("post", "/feedback", key="1", json={"source": "form", "garment": "LS-01"} | sent)

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["errors"] == [{"field": field, "detail": sentence}]
    session.rollback()
    assert session.scalars(select(Feedback)).all() == []


def test_a_code_of_another_garment_is_refused(call, session, cut):
    make_dress(session)
    session.commit()

    answer = call(
        "post", "/feedback", key="1",
        json={"source": "form", "garment": "Wrap dress", "code": cut.code, "fits_fine": True},
    )  # fmt: skip

    assert answer.json["detail"] == "That code is on the care labels of Linen shirt."


@pytest.mark.parametrize(
    "body, status",
    [
        (b"no JSON", 400),
        (b"[" * 100_000, 400),
        (b'{"comment": "' + b"a" * JSON_MAX + b'"}', 413),
        (b'{"source": "form", "garment": "LS-01", "rating": NaN}', 422),
        (b'{"source": "form", "garment": "LS-\\ud800\\u0000", "fits_fine": true}', 422),
    ],
)
def test_what_is_no_answer_is_a_problem_too(call, shirt, body, status):
    answer = call("post", "/feedback", key="1", data=body, content_type="application/json")

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["status"] == status


def test_a_request_that_stores_something_names_itself(call, shirt):
    answer = call("post", "/feedback", json=LONG)

    assert answer.json["errors"] == [{"field": "Idempotency-Key", "detail": "This is needed."}]


@pytest.fixture
def shirt(session):
    shirt = make_shirt(session)
    session.commit()
    return shirt


@pytest.fixture
@once
def cut(session):
    """A run of the linen shirt that was cut."""
    cut = make_round(session, make_shirt(session), locked=True)
    session.commit()
    return cut
