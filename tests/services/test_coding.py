"""What a person reads counts like anything else and outlives every re-reading; what is spam counts nowhere."""

from datetime import date, timedelta

import pytest

from app.errors import NotFound, RuleError
from app.models import CorrectionKind, FeedbackSource, IssueOrigin, ReadState
from app.services import (
    audit,
    coding,
    correcting,
    decisions,
    evidence,
    feedback,
    garment_rows,
    issues,
    merging,
    overviews,
    reasons,
)
from app.services.hearing import hear_garment
from app.services.quotes import list_quotes
from app.services.tagging import hold_answers, write_readings
from nlp.mentions import Reading
from nlp.taxonomy import IssueCode
from tests.arranged import once
from tests.cast import get_point, make_answers, make_feedback, make_shirt, make_user

LONG, TIGHT = IssueCode.SLEEVE_LENGTH_LONG, IssueCode.SLEEVE_WIDTH_SMALL
REVIEW = FeedbackSource.REVIEW
SAID = "Les manches sont  beaucoup trop longues."


@pytest.fixture
@once
def answer(session):
    """A review that the reader could not read."""
    stored = feedback.record_feedback(session, make_shirt(session), source=REVIEW, comment=SAID, size="M").feedback
    stored.read_state, stored.read_reason = ReadState.NOT_READ, "another language"
    return stored


def test_an_unread_review_that_is_coded_by_hand_counts(session, answer):
    shirt = answer.garment
    evidence.weigh_garment(session, shirt)
    assert not hear_garment(session, shirt).answers[0].heard

    issue = coding.mark_words(session, answer, words="manches sont beaucoup trop longues", code=LONG)
    evidence.weigh_garment(session, shirt)

    row = get_point(session, shirt, LONG).evidence[0]
    assert issue.quote == "manches sont  beaucoup trop longues"
    assert (issue.origin, answer.read_state, answer.is_read) == (IssueOrigin.PERSON, ReadState.NOT_READ, True)
    assert (row.source, row.reporting, row.answered) == (REVIEW, 1, 1)


def test_a_comment_that_says_nothing_more_is_heard_all_the_same(session, answer):
    coding.finish_reading(session, answer)

    assert hear_garment(session, answer.garment).answers[0].heard
    assert feedback.count_read_states(session, answer.garment) == {}


def test_without_words_the_whole_comment_is_meant(session, answer):
    assert coding.mark_words(session, answer, words=" ", code=LONG).quote == SAID


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("sleeves", "These words do not stand in the comment"), ("manches", "“Sleeve too long” is said here already.")],
)
def test_refuses_words_that_are_not_there_and_what_is_said_already(session, answer, words, sentence):
    coding.mark_words(session, answer, words="trop", code=LONG)

    with pytest.raises(RuleError, match=sentence):
        coding.mark_words(session, answer, words=words, code=LONG)


def test_taps_alone_have_no_words_to_mark_or_to_read(session):
    taps = make_feedback(session, make_shirt(session))

    with pytest.raises(RuleError, match="no words to mark"):
        coding.mark_words(session, taps, words="", code=LONG)
    with pytest.raises(RuleError, match="no words to read"):
        coding.finish_reading(session, taps)


def test_marking_what_was_rejected_confirms_it(session):
    answer = make_feedback(session, make_shirt(session), says=LONG, comment="Too long.")
    issues.correct_issue(session, answer.issues[0], kind=CorrectionKind.REJECTED)

    marked = coding.mark_words(session, answer, words="too long", code=LONG)

    assert marked is answer.issues[0]
    assert marked.standing_code is LONG
    assert len(answer.issues) == 1


def test_what_a_person_marked_and_flagged_outlives_a_new_reading(session, answer):
    issue = coding.mark_words(session, answer, words="longues", code=LONG, is_unsafe=True)

    [held] = hold_answers(session, [answer.id])
    write_readings(session, [(held, Reading(state="read", reason=None, mentions=()))], version="later")

    assert answer.issues == [issue]
    assert (issue.safety, issue.safety_by_hand, issue.is_unsafe) == (False, True, True)


def test_a_flag_lifts_the_point_to_safety_and_a_person_can_take_it_off(session):
    shirt = make_shirt(session)
    answer = make_feedback(session, shirt, says=LONG)
    issue = answer.issues[0]

    coding.flag_safety(session, issue, is_unsafe=True)
    evidence.weigh_garment(session, shirt)
    assert decisions.has_safety(issue.cluster)

    issue.safety = True
    coding.flag_safety(session, issue, is_unsafe=False)
    evidence.weigh_garment(session, shirt)
    assert not decisions.has_safety(issue.cluster)


def test_spam_counts_nowhere_and_comes_back(session):
    shirt = make_shirt(session)
    make_answers(session, shirt, says=LONG, reporting=3, of=8)
    before = _count(session, shirt)
    junk = make_feedback(session, shirt, says=LONG, size="XL", comment="Buy pills, sleeves are long.")
    coding.mark_words(session, junk, words="Buy", code=IssueCode.FABRIC_FEEL_OK)
    later = feedback.record_washed(session, junk, comment="Pills again.").feedback
    with_junk = _count(session, shirt)

    coding.mark_spam(session, later)

    assert junk.is_spam
    assert later.is_spam
    assert _count(session, shirt) == before
    coding.unmark_spam(session, junk)
    assert _count(session, shirt) == with_junk


def test_what_was_placed_by_hand_comes_back_to_where_it_was(session):
    shirt = make_shirt(session)
    make_answers(session, shirt, says=LONG, reporting=3, of=3)
    junk = make_feedback(session, shirt, says=LONG)
    part = merging.split(session, get_point(session, shirt, LONG), issues=junk.issues, name="Cuffs")

    coding.mark_spam(session, junk)
    assert junk.issues[0].cluster is None
    coding.unmark_spam(session, junk)

    assert junk.issues[0].cluster is part


def test_spam_is_not_coded_and_only_spam_is_taken_out(session, answer):
    coding.mark_spam(session, answer)

    with pytest.raises(RuleError, match="among the spam"):
        coding.mark_words(session, answer, words="", code=LONG)
    with pytest.raises(RuleError, match="among the spam"):
        coding.finish_reading(session, answer)
    coding.unmark_spam(session, answer)
    with pytest.raises(RuleError, match="not among the spam"):
        coding.unmark_spam(session, answer)


def test_what_is_confirmed_is_what_stands(session):
    issue = make_feedback(session, make_shirt(session), says=LONG).issues[0]
    issues.correct_issue(session, issue, kind=CorrectionKind.RECODED, code=TIGHT)

    issues.correct_issue(session, issue, kind=CorrectionKind.CONFIRMED)

    assert (issue.standing_code, issue.cluster.code) == (TIGHT, TIGHT)


def test_marking_what_was_read_so_at_first_says_it_again(session):
    answer = make_feedback(session, make_shirt(session), says=LONG, comment="Too long.")
    issues.correct_issue(session, answer.issues[0], kind=CorrectionKind.RECODED, code=TIGHT)

    assert coding.mark_words(session, answer, words="too long", code=LONG).standing_code is LONG


def test_history_names_who_did_what_the_newest_first(session, answer):
    mia = make_user(session)
    issue = coding.mark_words(session, answer, words="longues", code=LONG, user=mia)
    issues.correct_issue(session, issue, kind=CorrectionKind.RECODED, code=TIGHT, user=mia)
    coding.mark_spam(session, answer, user=mia)

    history = coding.list_history(session, answer)

    assert [(each.event.verb, each.event.user, each.before, each.after) for each in history] == [
        ("marked_spam", mia, None, None), ("corrected", mia, LONG, TIGHT), ("marked", mia, LONG, LONG),
    ]  # fmt: skip


def test_history_leaves_out_what_was_done_to_erased_ones_whose_numbers_came_again(session, answer):
    issue = coding.mark_words(session, answer, words="longues", code=LONG)
    for event in audit.list_events_of(session, [issue]):
        event.at = answer.received_at - timedelta(days=1)

    assert coding.list_history(session, answer) == []


def test_a_correction_is_taken_back_to_what_held_before(session):
    issue = make_feedback(session, make_shirt(session), says=LONG).issues[0]
    issues.correct_issue(session, issue, kind=CorrectionKind.RECODED, code=TIGHT)
    issues.correct_issue(session, issue, kind=CorrectionKind.REJECTED)

    correcting.take_back(session, issue)

    assert (issue.standing_code, issue.cluster.code) == (TIGHT, TIGHT)
    with pytest.raises(RuleError, match="nothing to take back"):
        correcting.take_back(session, issue)


def test_an_unknown_answer_is_not_found(session):
    with pytest.raises(NotFound, match="no answer 7"):
        coding.get_feedback(session, 7)


def _count(session, shirt):
    """What the desk says of the shirt."""
    evidence.weigh_garment(session, shirt)
    overview = overviews.build_overview(session, shirt, today=date(2026, 3, 1))
    point = get_point(session, shirt, LONG)
    return (
        overview.answers, overview.answered_by_size, overview.fits_fine, overview.unread, overview.praise,
        [(row.source, row.reporting, row.answered) for row in point.evidence],
        [(row.answers, row.fits_fine) for row in garment_rows.list_garment_rows(session)],
        reasons.tell_evidence(point), len(list_quotes(session, point)),
    )  # fmt: skip
