"""An answer that its customer changes: what people made of it stays on all that is still said."""

import pytest
from sqlalchemy import delete, insert, update

from app.errors import NotFound, RuleError
from app.models import (
    CorrectionKind,
    Feedback,
    FeedbackSource,
    Issue,
    IssueOrigin,
    OverallFit,
    ReadState,
    Remark,
    ZoneAnswer,
)
from app.services import amending, audit, coding, feedback, issues, tagging
from app.services.feedback import TappedZone
from app.services.rewording import find_again
from nlp.mentions import IssueMention, Reading
from nlp.taxonomy import IssueCode
from tests import cast

LONG, SHORT, TIGHT = (IssueCode(f"sleeve.{each}") for each in ("length/long", "length/short", "width/small"))
WORDS = "Lovely linen. The sleeves are far too long. It creases."


def test_what_was_read_in_words_that_still_stand_moves_with_them_and_the_rest_goes(session):
    given = _tell(session, WORDS)
    long = _read(session, given, LONG, "far too long")
    creases = _read(session, given, IssueCode.FABRIC_FEEL_ROUGH, "creases")
    session.add_all(
        Remark(feedback_id=given.id, span_start=given.comment.index(words), span_end=given.comment.index(words) + 6)
        for words in ("Lovely", "linen.")
    )

    amending.amend_feedback(session, given, comment="I like it. Lovely. The sleeves are far too long for me.")

    assert (given.issues, long.quote) == ([long], "far too long")
    assert creases not in given.issues
    session.flush()
    assert [given.comment[each.span_start : each.span_end] for each in session.query(Remark)] == ["Lovely"]
    assert (given.read_state, given.searched) == (
        ReadState.UNREAD,
        "i like it lovely the sleeves are far too long for me",
    )


def test_a_change_that_is_sent_twice_at_once_is_made_once(session):
    given = _tell(session, WORDS)
    assert given.zone_answers == []
    elsewhere = {"feedback_id": given.id, "aspect": "sleeve.length", "answer": "long"}
    session.execute(insert(ZoneAnswer), [elsewhere])

    amending.amend_feedback(session, given, comment=WORDS, zone_answers=[TappedZone("sleeve.length", "long")])

    session.flush()
    assert session.query(ZoneAnswer).count() == 1


def test_peoples_words_outlive_the_change_where_theirs_stand(session):
    given = _tell(session, WORDS)
    rejected = _read(session, given, LONG, "far too long")
    issues.correct_issue(session, rejected, kind=CorrectionKind.REJECTED)
    marked = coding.mark_words(session, given, words="sleeves", code=TIGHT)
    gone = coding.mark_words(session, given, words="creases", code=SHORT)
    session.flush()

    amending.amend_feedback(session, given, comment="The sleeves are far too long.")
    _read_again(session, given, LONG, "far too long")

    assert gone not in given.issues
    assert (marked.standing_code, marked.quote) == (TIGHT, "sleeves")
    assert (rejected.standing_code, rejected.cluster) == (None, None)
    assert given.read_by_hand is False, "nobody has read the new words"


def test_taps_follow_and_what_is_tapped_still_keeps_what_people_said(session):
    given = _tell(session, "", zones=[TappedZone("sleeve.length", "long", 2, "cm"), TappedZone("hip.width", "small")])
    long, hip = given.issues
    issues.correct_issue(session, long, kind=CorrectionKind.RECODED, code=TIGHT)

    changed = amending.amend_feedback(
        session, given, zone_answers=[TappedZone("sleeve.length", "long", 3, "cm"), TappedZone("waist.width", "ok")],
        overall_fit=OverallFit.TOO_SMALL,
    )  # fmt: skip

    assert changed == ["overall_fit", "zones"]
    assert {issue.code for issue in given.issues} == {LONG, "waist.width/ok", "size.overall/small"}
    assert hip not in given.issues
    assert (long.standing_code, long.amount, long.low_mm) == (TIGHT, 3, 20)
    assert given.read_state is ReadState.NO_WORDS


def test_a_tap_that_is_taken_back_leaves_what_the_words_say(session):
    given = _tell(session, WORDS, zones=[TappedZone("sleeve.length", "long", 2, "cm")])
    (issue,) = given.issues
    _read_again(session, given, LONG, "far too long")
    assert issue.quote == "far too long"

    amending.amend_feedback(session, given, comment=WORDS, rest_fits=True)
    assert (issue.origin, issue.amount, given.read_state) == (IssueOrigin.COMMENT, None, ReadState.UNREAD)

    _read_again(session, given, LONG, "far too long")
    assert given.issues == [issue]


def test_a_reading_that_was_rejected_stands_once_it_is_tapped(session):
    given = _tell(session, WORDS)
    issue = _read(session, given, LONG, "far too long")
    issues.correct_issue(session, issue, kind=CorrectionKind.REJECTED)

    amending.amend_feedback(session, given, comment=WORDS, zone_answers=[TappedZone("sleeve.length", "long")])

    assert (issue.standing_code, issue.origin, issue.cluster.code) == (LONG, IssueOrigin.ANSWER, LONG)


def test_the_change_is_noted_without_a_word_of_it_and_nothing_is_noted_of_none(session):
    given = _tell(session, WORDS)

    assert amending.amend_feedback(session, given, comment=WORDS) == []
    assert audit.list_events(session, given) == []

    amending.amend_feedback(session, given, comment="Other words.")
    (event,) = audit.list_events(session, given)
    assert (event.verb, event.details) == ("amended", {"changed": ["comment"]})


def test_words_that_are_taken_back_take_with_them_what_was_read(session):
    given = _tell(session, WORDS, zones=[TappedZone("sleeve.length", "long")])
    _read_again(session, given, LONG, "far too long")
    _read(session, given, TIGHT, "sleeves")

    amending.amend_feedback(session, given, zone_answers=[TappedZone("sleeve.length", "long")])

    (issue,) = given.issues
    assert (issue.code, issue.span_start, issue.tagger_version) == (LONG, None, None)
    assert (given.comment, given.read_state) == (None, ReadState.NO_WORDS)


def test_an_answer_that_is_erased_at_the_same_time_is_told_like_any_that_is_not_there(session):
    given = _tell(session, WORDS)
    session.execute(delete(Feedback.__table__))

    with pytest.raises(NotFound, match="nothing any more"):
        amending.amend_feedback(session, given, comment="Other words.")


def test_a_second_moment_waits_for_who_changes_the_first(session):
    given = _tell(session, WORDS)
    later = feedback.record_washed(session, given, comment="It shrank.").feedback
    session.execute(update(Feedback.__table__).where(Feedback.first_id.is_(None)).values(usual_size="M"))

    amending.amend_feedback(session, later, comment="It shrank a lot.")

    assert given.usual_size == "M"


def test_an_answer_that_would_say_nothing_is_refused_as_it_was(session):
    given = _tell(session, WORDS)

    with pytest.raises(RuleError, match="One answer is needed"):
        amending.amend_feedback(session, given, usual_size="M")

    assert given.comment == WORDS


def test_spam_stays_spam(session):
    given = _tell(session, WORDS)
    coding.mark_spam(session, given)

    amending.amend_feedback(session, given, zone_answers=[TappedZone("sleeve.length", "long")])

    assert [issue.cluster for issue in given.issues] == [None]


@pytest.mark.parametrize(
    ("before", "words", "after", "found"),
    [
        ("too long", "long", "much too long", 9),
        ("long, long", "long", "long, long, long", 0),
        ("The arm. The arm is tight", "arm is", "Oh. The arm. The arm is tight", 17),
        ("too long", "long", "much longer", None),
        ("it is (very) long", "(very)", "it is (very) short", 6),
        ("Die Ärmellänge passt nicht", "länge", "Die Ärmellänge passt gar nicht", 9),
    ],
)
def test_words_are_found_again_where_they_stood(before, words, after, found):
    start = before.index(words)

    place = find_again(before, after, start, start + len(words))

    assert place == (None if found is None else (found, found + len(words)))


def _tell(session, comment, zones=()) -> Feedback:
    given = feedback.record_feedback(
        session, cast.make_shirt(session), source=FeedbackSource.FORM, comment=comment, zone_answers=zones,
        idempotency_key="k" * 32,
    ).feedback  # fmt: skip
    session.flush()
    return given


def _read(session, given, code, words) -> Issue:
    """What the reader found in some words, beside what is there."""
    start = given.comment.index(words)
    issue = Issue(
        code=code, standing_code=code, origin=IssueOrigin.COMMENT, severity=2, span_start=start,
        span_end=start + len(words), tagger_version="1",
    )  # fmt: skip
    given.issues.append(issue)
    session.flush()
    return issue


def _read_again(session, given, code, words):
    """Let the reader find this, and nothing else."""
    start = given.comment.index(words)
    mention = IssueMention(code, 2, False, None, words, start, start + len(words), 0.9, "a test")
    [held] = tagging.hold_answers(session, [given.id])
    tagging.write_readings(session, [(held, Reading("read", None, (mention,)))], version="2")
    session.flush()
