"""Readings to check: what was read without being sure, and comments that were not read."""

import pytest

from app.models import CorrectionKind, FeedbackSource, Issue, IssueOrigin, Job, ReadState, Role
from app.services import evidence
from nlp.taxonomy import IssueCode
from tests.arranged import once
from tests.cast import make_dress, make_feedback, make_shirt

COMMENT = "The sleeves reach my fingertips."


def test_an_unsure_reading_is_shown_in_its_words(client, sign_in, doubted):
    shirt, _ = doubted
    sign_in()

    page = " ".join(client.get(f"/garments/{shirt}/readings").text.split())

    assert "The sleeves <mark>reach my fingertips</mark>." in page
    assert "Does this say “<strong>Sleeve too long</strong>”?" in page


def test_the_garment_says_how_many_there_are(client, sign_in, doubted):
    shirt, _ = doubted
    sign_in()

    assert "1 reading to check" in client.get(f"/garments/{shirt}").text


@pytest.mark.parametrize(
    ("button", "kind", "counts"), [("right", CorrectionKind.CONFIRMED, True), ("wrong", CorrectionKind.REJECTED, False)]
)
def test_one_press_settles_it_and_the_garment_is_weighed_again(client, session, sign_in, doubted, button, kind, counts):
    shirt, issue = doubted
    sign_in()

    answer = client.post(f"/garments/{shirt}/readings/{issue}", data={button: "1"})

    kept = session.get(Issue, issue)
    assert answer.location == f"/garments/{shirt}/readings"
    assert kept.corrections[-1].kind is kind
    assert (kept.standing_code is not None) is counts
    assert [job.kind for job in session.query(Job)] == ["weigh"]
    assert "Every reading is sure enough" in client.get(f"/garments/{shirt}/readings").text


def test_a_reading_of_another_garment_is_not_found(client, session, sign_in, doubted):
    _, issue = doubted
    dress = make_dress(session).id
    session.commit()
    sign_in()

    assert client.post(f"/garments/{dress}/readings/{issue}", data={"right": "1"}).status_code == 404


def test_a_viewer_looks_and_changes_nothing(client, sign_in, doubted):
    shirt, issue = doubted
    sign_in(role=Role.VIEWER)

    assert "Not said here" not in client.get(f"/garments/{shirt}/readings").text
    assert client.post(f"/garments/{shirt}/readings/{issue}", data={"right": "1"}).status_code == 403


def test_a_comment_that_was_not_read_says_why(client, session, sign_in):
    shirt = make_shirt(session)
    answer = make_feedback(session, shirt, source=FeedbackSource.REVIEW, comment="Les manches sont trop longues.")
    answer.read_state, answer.read_reason = ReadState.NOT_READ, "The comment is in no language that Toile reads."
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}/readings").text

    assert "Les manches sont trop longues." in page
    assert "in no language that Toile reads" in page


def test_a_long_queue_shows_its_beginning_and_says_so(client, session, sign_in, monkeypatch):
    monkeypatch.setattr("app.web.garments.READINGS_SHOWN", 2)
    shirt = make_shirt(session)
    for number in range(3):
        answer = make_feedback(session, shirt, source=FeedbackSource.REVIEW, comment=f"Trop long, {number} cm.")
        answer.read_state = ReadState.NOT_READ
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}/readings").text

    assert "the 2 newest" in page
    assert "Trop long, 0 cm." not in page


@pytest.fixture
@once
def doubted(session):
    """The ids of a shirt and of an issue that was read out of a comment without being sure."""
    shirt = make_shirt(session)
    answer = make_feedback(session, shirt, comment=COMMENT)
    code = IssueCode("sleeve.length/long")
    issue = Issue(
        code=code, standing_code=code, origin=IssueOrigin.COMMENT, severity=1, confidence=0.5, span_start=12,
        span_end=31,
    )  # fmt: skip
    answer.issues.append(issue)
    answer.read_state = ReadState.READ
    evidence.weigh_garment(session, shirt)
    session.commit()
    return shirt.id, issue.id
