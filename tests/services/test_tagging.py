"""Tagging: a new reading replaces the machine's own suggestions, and nothing that a person said."""

import pytest

from app.models import CorrectionKind, Feedback, FeedbackSource, IssueOrigin, ReadState, Remark
from app.services import feedback, inbox, issues, tagging
from nlp.tagging import DANGER, TAGGER_VERSION
from nlp.taxonomy import IssueCode
from tests import cast
from tests.arranged import once

LONG, SOFT = "sleeve.length/long", "fabric.feel/ok"
SAID = "The sleeves are about 2 cm too long, but the fabric is soft."


@pytest.fixture
@once
def given(session) -> Feedback:
    return cast.make_feedback(session, cast.make_shirt(session), comment=SAID, source=FeedbackSource.REVIEW)


def _standing(given: Feedback) -> dict[str, IssueOrigin]:
    return {issue.code.value: issue.origin for issue in given.issues if issue.standing_code}


def test_words_become_issues_with_their_place_and_amount(session, tagger, given):
    tagging.tag_feedback(session, tagger, [given])

    assert _standing(given) == {LONG: IssueOrigin.COMMENT, SOFT: IssueOrigin.COMMENT}
    long = next(issue for issue in given.issues if issue.code == LONG)
    assert long.quote in SAID
    assert (long.amount, long.amount_unit, long.stated) == (2.0, "cm", True)
    assert long.cluster.code == LONG
    assert (given.read_state, given.tagger_version) == (ReadState.READ, TAGGER_VERSION)


def test_points_are_numbered_in_the_order_in_which_they_were_first_said(session, tagger):
    shirt = cast.make_shirt(session)
    said = (
        "The sleeves are too long.",
        "The bust is too tight.",
        "The collar is too tight.",
        "The waist is too loose.",
        "The shoulders are too wide.",
        "The zip is broken.",
    )
    answers = [cast.make_feedback(session, shirt, comment=words, source=FeedbackSource.REVIEW) for words in said]

    tagging.tag_feedback(session, tagger, answers)

    points = [issue.cluster.id for answer in answers for issue in answer.issues]
    assert len(points) == len(said)
    assert points == sorted(points)


def test_reading_again_changes_nothing(session, tagger, given):
    tagging.tag_feedback(session, tagger, [given])
    before = [issue.id for issue in given.issues]

    tagging.tag_feedback(session, tagger, [given])

    assert [issue.id for issue in given.issues] == before


def test_a_correction_outlives_a_new_reading(session, tagger, given):
    tagging.tag_feedback(session, tagger, [given])
    long = next(issue for issue in given.issues if issue.code == LONG)
    issues.correct_issue(session, long, kind=CorrectionKind.REJECTED)

    tagging.tag_feedback(session, tagger, [given])

    assert long.standing_code is None
    assert long.cluster is None
    assert _standing(given) == {SOFT: IssueOrigin.COMMENT}


def test_what_a_new_reading_no_longer_finds_goes_unless_a_person_spoke_on_it(session, tagger, given):
    tagging.tag_feedback(session, tagger, [given])
    soft = next(issue for issue in given.issues if issue.code == SOFT)
    issues.correct_issue(session, soft, kind=CorrectionKind.CONFIRMED)
    given.comment = "My sister was there, too."

    tagging.tag_feedback(session, tagger, [given])

    assert list(_standing(given)) == [SOFT]


def test_words_are_added_to_what_was_tapped_and_overrule_no_amount(session, tagger):
    shirt = cast.make_shirt(session)
    zone = feedback.TappedZone("sleeve.length", "long", 3, "cm")
    given = feedback.record_feedback(
        session, shirt, source=FeedbackSource.FORM, zone_answers=[zone], comment=SAID
    ).feedback

    tagging.tag_feedback(session, tagger, [given])

    (long,) = (issue for issue in given.issues if issue.code == LONG)
    assert (long.origin, long.amount) == (IssueOrigin.ANSWER, 3)
    assert long.quote in SAID


def test_another_language_is_said_so_and_tagged_with_nothing(session, tagger):
    given = cast.make_feedback(
        session, cast.make_shirt(session), comment="Les manches sont beaucoup trop longues pour moi.",
        source=FeedbackSource.REVIEW,
    )  # fmt: skip

    tagging.tag_feedback(session, tagger, [given])

    assert given.read_state is ReadState.NOT_READ
    assert given.read_reason
    assert given.issues == []


def test_a_danger_that_is_no_issue_is_left_to_a_person(session, tagger):
    given = cast.make_feedback(
        session, cast.make_shirt(session), comment="My husband had to cut me out.", source=FeedbackSource.REVIEW
    )

    tagging.tag_feedback(session, tagger, [given])

    assert (given.read_state, given.read_reason) == (ReadState.NOT_READ, DANGER)
    assert [each.id for each in inbox.list_page(session, inbox.Filters(folder=inbox.Folder.NOT_READ)).feedback] == [
        given.id
    ]


@pytest.mark.parametrize(
    ("kind", "code", "standing"),
    [
        (CorrectionKind.CONFIRMED, None, LONG),
        (CorrectionKind.REJECTED, None, None),
        (CorrectionKind.RECODED, IssueCode("sleeve.width/large"), "sleeve.width/large"),
    ],
)
def test_a_persons_word_counts_and_the_machines_stays_beside_it(session, tagger, given, kind, code, standing):
    tagging.tag_feedback(session, tagger, [given])
    long = next(issue for issue in given.issues if issue.code == LONG)

    issues.correct_issue(session, long, kind=kind, code=code, reason=" Heard it myself. ")

    assert (long.code, long.standing_code) == (LONG, standing)
    assert (long.cluster.code if long.cluster else None) == standing
    assert long.corrections[-1].reason == "Heard it myself."


def test_fault_without_a_code_is_kept_as_a_remark_which_stays_when_it_is_read_again(session, tagger):
    given = cast.make_feedback(session, cast.make_shirt(session), comment="The rustle is awful. Sleeves too long.")
    tagging.tag_feedback(session, tagger, [given])
    [kept] = session.query(Remark).all()
    assert given.comment[kept.span_start : kept.span_end] == "The rustle is awful"
    stale = Remark(feedback_id=given.id, span_start=0, span_end=3)
    session.add(stale)

    tagging.tag_feedback(session, tagger, [given])

    assert session.query(Remark).all() == [kept]
