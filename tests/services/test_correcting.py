"""Many quotes are corrected in one act, which one undo takes back; what was touched since stays."""

import pytest

from app.db import begin_writing
from app.errors import RuleError
from app.models import CorrectionKind
from app.services import correcting, issues, merging, placing
from nlp.taxonomy import IssueCode
from tests.arranged import once
from tests.cast import get_point, make_answers, make_dress, make_feedback, make_shirt
from tests.waiting import commit_while

LONG, TIGHT, WIDE = IssueCode.SLEEVE_LENGTH_LONG, IssueCode.SLEEVE_WIDTH_SMALL, IssueCode.SLEEVE_WIDTH_LARGE


@pytest.fixture
@once
def point(session):
    """“Sleeve too long”, said by four; the upper arm is too tight for two."""
    shirt = make_shirt(session)
    make_answers(session, shirt, says=TIGHT, reporting=2, of=2)
    make_answers(session, shirt, says=LONG, reporting=4, of=4)
    return get_point(session, shirt, LONG)


@pytest.mark.parametrize(
    ("kind", "code", "left"),
    [(CorrectionKind.CONFIRMED, LONG, 4), (CorrectionKind.REJECTED, None, 1), (CorrectionKind.RECODED, WIDE, 1)],
)
def test_one_act_and_one_undo(session, point, kind, code, left):
    chosen = point.issues[:3]

    act = correcting.correct_many(session, point, chosen, kind=kind, code=code)
    session.refresh(point)
    assert [issue.standing_code for issue in chosen] == [code] * 3
    assert len(point.issues) == left

    assert correcting.undo(session, act) == 3
    assert [(issue.standing_code, issue.cluster) for issue in chosen] == [(LONG, point)] * 3
    with pytest.raises(RuleError, match="taken back already"):
        correcting.undo(session, act)


@pytest.mark.every_database
def test_of_two_who_take_an_act_back_at_once_one_comes_too_late(session, point):
    act = correcting.correct_many(session, point, point.issues[:2], kind=CorrectionKind.REJECTED)
    session.commit()
    begin_writing(session)
    correcting.undo(session, act)

    with pytest.raises(RuleError, match="taken back already"):
        commit_while(session, lambda own: correcting.undo(own, correcting.get_act(own, act.id)))


def test_moved_quotes_stay_there_until_they_are_taken_back(session, point):
    other = get_point(session, point.garment, TIGHT)
    chosen = point.issues[:2]

    act = correcting.move_many(session, point, chosen, into=other)
    placing.place_issues(session, chosen)
    assert [issue.cluster for issue in chosen] == [other, other]

    correcting.undo(session, act)
    assert [(issue.cluster, issue.placed_by_hand) for issue in chosen] == [(point, False)] * 2


def test_an_undo_leaves_what_somebody_has_touched_since(session, point):
    first, second = point.issues[:2]
    act = correcting.correct_many(session, point, [first, second], kind=CorrectionKind.REJECTED)
    issues.correct_issue(session, first, kind=CorrectionKind.RECODED, code=WIDE)

    assert correcting.undo(session, act) == 1
    assert (first.standing_code, second.standing_code) == (WIDE, LONG)


def test_an_undo_finds_the_point_that_was_merged_meanwhile(session, point):
    other = get_point(session, point.garment, TIGHT)
    part = merging.split(session, point, issues=point.issues[:1], name="Cuffs")
    session.flush()
    session.refresh(part)
    act = correcting.correct_many(session, part, part.issues, kind=CorrectionKind.REJECTED)
    rejected = session.get(type(point.issues[0]), act.details["issues"][0]["id"])
    merging.merge(session, part, into=other)

    correcting.undo(session, act)

    assert rejected.cluster is other


def test_those_that_say_it_already_are_left_out(session, point):
    merging.merge(session, get_point(session, point.garment, TIGHT), into=point)
    session.refresh(point)

    act = correcting.correct_many(session, point, list(point.issues), kind=CorrectionKind.RECODED, code=TIGHT)

    assert len(act.details["issues"]) == 4


def test_refuses_what_makes_no_sense_before_anything_is_changed(session, point):
    stranger = make_feedback(session, make_dress(session), says=LONG).issues[0]
    other = stranger.cluster
    chosen = list(point.issues)

    with pytest.raises(RuleError, match="Tick the quotes first"):
        correcting.correct_many(session, point, [], kind=CorrectionKind.REJECTED)
    with pytest.raises(RuleError, match="no longer"):
        correcting.correct_many(session, point, [*chosen, stranger], kind=CorrectionKind.REJECTED)
    with pytest.raises(RuleError, match="What is it, then"):
        correcting.correct_many(session, point, chosen, kind=CorrectionKind.RECODED)
    with pytest.raises(RuleError, match="say already"):
        correcting.correct_many(session, point, chosen, kind=CorrectionKind.RECODED, code=LONG)
    with pytest.raises(RuleError, match="To which other"):
        correcting.move_many(session, point, chosen, into=point)
    with pytest.raises(RuleError, match="same garment"):
        correcting.move_many(session, point, chosen, into=other)
    assert all(not issue.corrections and issue.cluster is point for issue in chosen)
