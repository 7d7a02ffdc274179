"""One answer: what is known of it, and what a person makes of its words."""

import pytest

from app.models import CorrectionKind, Feedback, FeedbackSource, Issue, IssueOrigin, Job, Photo, ReadState, Role
from app.services import feedback, issues, wishes
from nlp.taxonomy import IssueCode
from tests.arranged import once
from tests.cast import make_feedback, make_round, make_shirt
from tests.traces import list_holding

LONG, SHORT = "sleeve.length/long", "sleeve.length/short"
SAID = "Lovely linen, but the sleeves are far too long."


@pytest.fixture
@once
def answer(session):
    """The id of a review in whose words the reader found sleeves too long."""
    shirt = make_shirt(session)
    stored = feedback.record_feedback(
        session, shirt, source=FeedbackSource.REVIEW, comment=SAID, size="L", colour="Navy", height_mm=1720,
        usual_size="M", production_round=make_round(session, shirt),
    ).feedback  # fmt: skip
    stored.read_state, stored.tagger_version = ReadState.READ, "rules 1"
    stored.photos.append(
        Photo(garment_id=shirt.id, said_at=stored.said_at, name="a" * 32, digest="b" * 64, width=3, height=4)
    )
    stored.issues.append(
        Issue(code=IssueCode(LONG), standing_code=IssueCode(LONG), origin=IssueOrigin.COMMENT, severity=2,
              span_start=18, span_end=46, confidence=0.9, why="said of the sleeves", tagger_version="rules 1")
    )  # fmt: skip
    feedback.record_washed(session, stored, comment="Shorter now.")
    session.commit()
    return stored.id


def test_what_a_reading_stands_on_is_quoted_as_a_whole_thought(client, session, sign_in, answer):
    session.query(Issue).one().span_start = 30
    session.commit()
    sign_in()

    page = " ".join(client.get(f"/feedback/{answer}").text.split())

    assert "the sleeves <mark>are far too long</mark>." in page
    assert "“the sleeves are far too long”" in page


def test_shows_all_that_is_known(client, sign_in, answer):
    sign_in()

    page = " ".join(client.get(f"/feedback/{answer}").text.split())

    assert "but <mark>the sleeves are far too long</mark>." in page
    for words in (
        "L · shop review · run 1", "Navy", "172 cm, usually M", "Shorter now.",
        "sure by 90 in 100: said of the sleeves",
        "Read by Toile", f"/photos/{'a' * 32}/small",
    ):  # fmt: skip
        assert words in page
    assert "customer_key" not in page
    assert "rules 1" not in page


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        ({"act": "confirmed"}, LONG, "Mia says it is right"),
        ({"act": "rejected"}, None, "Mia says it is not said here"),
        ({"act": "recoded", "instead": "body.length/long"}, "body.length/long", "Mia says it is something else"),
        ({"act": "turned"}, SHORT, "Mia says it is something else"),
    ],
)
def test_a_person_says_what_it_is_and_the_machine_s_word_stays(client, session, sign_in, answer, typed, code, says):
    sign_in()

    done = client.post(f"/feedback/{answer}/issues/1", data=typed)

    issue = session.get(Issue, 1)
    assert (done.status_code, done.location) == (303, f"/feedback/{answer}#issue-1")
    assert (issue.code, issue.standing_code) == (LONG, code)
    assert [job.kind for job in session.query(Job)] == ["weigh"]
    page = client.get(f"/feedback/{answer}").text
    assert says in page
    assert "Read as “Sleeve too long”" in page


def test_right_beside_a_correction_agrees_with_it_and_the_history_says_from_what_to_what(
    client, session, sign_in, answer
):
    sign_in()
    client.post(f"/feedback/{answer}/issues/1", data={"act": "turned"})

    client.post(f"/feedback/{answer}/issues/1", data={"act": "confirmed"})
    assert session.get(Issue, 1).standing_code == SHORT
    for act in ("rejected", "taken_back"):
        client.post(f"/feedback/{answer}/issues/1", data={"act": act})

    page = " ".join(client.get(f"/feedback/{answer}").text.split())
    for words in (
        'Right<span class="hidden-words">: Sleeve too short</span>',
        "Mia says it is something else: Sleeve too long → Sleeve too short.",
        "Mia says it is right: Sleeve too short.",
        "Mia says it is not said here: Sleeve too short.",
        "Mia took the last word back: Sleeve too short.",
    ):
        assert words in page


def test_the_last_word_is_taken_back(client, session, sign_in, answer):
    sign_in()
    client.post(f"/feedback/{answer}/issues/1", data={"act": "rejected"})

    client.post(f"/feedback/{answer}/issues/1", data={"act": "taken_back"})

    assert session.get(Issue, 1).standing_code == LONG


def test_safety_is_flagged_and_taken_off(client, session, sign_in, answer):
    sign_in()

    client.post(f"/feedback/{answer}/issues/1", data={"act": "unsafe"})
    assert "read as safe" in client.get(f"/feedback/{answer}").text

    client.post(f"/feedback/{answer}/issues/1", data={"act": "safe"})
    assert session.get(Issue, 1).safety_by_hand is False


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"act": "recoded", "instead": LONG}, "That is what it says already."),
        ({"act": "recoded", "instead": "nonsense"}, "What is it, then?"),
        ({"act": "nonsense"}, "Choose what it is."),
        ({"act": "taken_back"}, "There is nothing to take back."),
    ],
)
def test_a_refused_correction_says_why(client, sign_in, answer, typed, sentence):
    sign_in()

    refused = client.post(f"/feedback/{answer}/issues/1", data=typed)

    assert refused.status_code == 422
    assert sentence in refused.text


def test_words_are_marked_as_a_new_issue(client, session, sign_in, answer):
    sign_in()

    done = client.post(
        f"/feedback/{answer}/mark",
        data={"words": "lovely  linen", "code": "fabric.feel/ok", "severity": "1", "is_unsafe": ""},
    )

    issue = session.query(Issue).filter_by(origin=IssueOrigin.PERSON).one()
    assert done.status_code == 303
    assert (issue.quote, issue.severity, issue.safety_by_hand) == ("Lovely linen", 1, None)
    assert "<mark>Lovely linen</mark>" in client.get(f"/feedback/{answer}").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": "wool", "code": "fabric.feel/ok"}, "These words do not stand in the comment"),
        ({"words": "linen", "code": ""}, "What do they say?"),
    ],
)
def test_a_refused_mark_keeps_what_was_typed(client, session, sign_in, answer, typed, sentence):
    sign_in()

    refused = client.post(f"/feedback/{answer}/mark", data=typed | {"severity": "3"})

    assert refused.status_code == 422
    assert sentence in refused.text
    assert f">{typed['words']}</textarea>" in refused.text
    assert session.query(Issue).count() == 1


def test_what_no_reader_reads_is_read_by_hand(client, session, sign_in, answer):
    session.get(Feedback, answer).read_state = ReadState.NOT_READ
    session.commit()
    sign_in()
    folder = client.get("/feedback?folder=not_read").text
    assert f'href="/feedback/{answer}"' in folder
    assert ">to read by hand</option>" in folder

    client.post(f"/feedback/{answer}/read")

    assert f'href="/feedback/{answer}"' not in client.get("/feedback?folder=not_read").text
    assert "read by a person" in client.get(f"/feedback/{answer}").text


def test_spam_lies_in_its_folder_until_it_is_taken_out(client, sign_in, answer):
    sign_in()

    client.post(f"/feedback/{answer}/spam")
    assert f'href="/feedback/{answer}"' not in client.get("/feedback").text
    assert f'href="/feedback/{answer}"' in client.get("/feedback?folder=spam").text
    assert "counts nowhere" in client.get(f"/feedback/{answer}").text

    client.post(f"/feedback/{answer}/unspam")
    assert f'href="/feedback/{answer}"' in client.get("/feedback").text
    assert "took the answer out of the spam" in client.get(f"/feedback/{answer}").text


@pytest.mark.sqlite
def test_of_what_is_spam_the_address_of_its_wish_is_in_no_file(client, session, database_url, sign_in, answer):
    wishes.keep_wish(session, session.get_one(Feedback, answer), "zyzzyva@example.com", language="en")
    sign_in()
    assert list_holding(database_url, b"zyzzyva@")

    client.post(f"/feedback/{answer}/spam")

    assert list_holding(database_url, b"zyzzyva@") == []


def test_a_viewer_looks_and_does_not_act(client, sign_in, answer):
    sign_in(role=Role.VIEWER)

    assert "<button" not in client.get(f"/feedback/{answer}").text.partition("<main")[2].partition("</main>")[0]
    for address in ("mark", "read", "spam", "unspam", "issues/1"):
        assert client.post(f"/feedback/{answer}/{address}").status_code == 403


def test_what_is_not_there_is_not_found(client, session, sign_in, answer):
    other = make_feedback(session, session.get(Feedback, answer).garment).id
    session.commit()
    sign_in()

    assert client.get("/feedback/99").status_code == 404
    assert client.post(f"/feedback/{other}/issues/1", data={"act": "confirmed"}).status_code == 404


def test_a_correction_on_the_point_s_page_shows_here_too(client, session, sign_in, answer):
    issues.correct_issue(session, session.get(Issue, 1), kind=CorrectionKind.REJECTED)
    session.commit()
    sign_in()

    assert "<s>Sleeve too long</s>" in client.get(f"/feedback/{answer}").text
