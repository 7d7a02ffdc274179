"""Feedback is never lost, never doubled, and gone for good when its customer erases it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.db import begin_writing
from app.errors import NotFound, RuleError
from app.models import COMMENT_MAX, Feedback, FeedbackSource, Garment, OverallFit, ReadState, RoundStatus
from app.services import feedback, rounds
from tests import cast
from tests.waiting import commit_while

pytestmark = pytest.mark.every_database

FORM, REVIEW = FeedbackSource.FORM, FeedbackSource.REVIEW


def test_the_same_page_is_stored_once_and_gets_the_same_receipt(session):
    shirt = cast.make_shirt(session)
    first, again = (
        feedback.record_feedback(session, shirt, source=FORM, fits_fine=True, idempotency_key="k" * 32) for _ in "12"
    )

    assert (first.created, again.created) == (True, False)
    assert first.receipt == again.receipt
    assert feedback.open_receipt(session, first.receipt) is again.feedback


def test_another_answer_under_the_same_key_is_refused(session):
    shirt = cast.make_shirt(session)
    feedback.record_feedback(session, shirt, source=FORM, fits_fine=True, idempotency_key="k" * 32)

    with pytest.raises(RuleError, match="This page has sent another answer already"):
        feedback.record_feedback(session, shirt, source=FORM, comment="Too long.", idempotency_key="k" * 32)


def test_an_id_of_a_shop_is_stored_once_for_each_source(session):
    shirt = cast.make_shirt(session)
    recorded = [
        feedback.record_feedback(session, shirt, source=source, comment="Too long.", external_id="17").created
        for source in (REVIEW, REVIEW, FeedbackSource.RETURN)
    ]

    assert recorded == [True, False, True]


def test_an_erased_review_is_not_brought_back_by_the_next_import(session):
    shirt = cast.make_shirt(session)
    given = {"source": REVIEW, "comment": "Too long.", "external_id": "17"}
    stored = feedback.record_feedback(session, shirt, **given).feedback

    feedback.erase_feedback(session, stored)

    with pytest.raises(RuleError, match="erased"):
        feedback.record_feedback(session, shirt, **given)
    assert session.scalar(select(func.count()).select_from(Feedback)) == 0


def test_a_wrong_receipt_and_an_erased_answer_are_told_alike(session):
    stored = feedback.record_feedback(
        session, cast.make_shirt(session), source=FORM, fits_fine=True, idempotency_key="k" * 32
    )
    feedback.erase_feedback(session, stored.feedback)

    told = []
    for token in (stored.receipt, "wrong"):
        with pytest.raises(NotFound) as refused:
            feedback.open_receipt(session, token)
        told.append(refused.value.message)

    assert told[0] == told[1]


def test_an_answer_that_is_erased_twice_at_once_is_not_there_the_second_time(session):
    stored = feedback.record_feedback(
        session, cast.make_shirt(session), source=FORM, fits_fine=True, idempotency_key="k" * 32
    )
    session.commit()

    begin_writing(session)
    feedback.hold_answer(session, stored.feedback)
    feedback.erase_feedback(session, stored.feedback)

    with pytest.raises(NotFound, match="nothing any more"):
        commit_while(session, lambda own: feedback.hold_answer(own, feedback.open_first(own, stored.receipt)))


def test_one_answer_is_needed(session):
    with pytest.raises(RuleError, match="One answer is needed"):
        feedback.record_feedback(session, cast.make_shirt(session), source=FORM, comment=" \n ")


def test_a_closed_run_still_hears_its_customers(session):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    rounds.close_round(session, run)

    stored = cast.make_feedback(session, shirt, says="sleeve.length/long", production_round=run)

    assert (stored.production_round.status, stored.read_state) == (RoundStatus.CLOSED, ReadState.NO_WORDS)


def test_an_answer_about_a_run_is_about_its_garment(session):
    shirt, coat = cast.make_shirt(session), cast.make_garment(session, name="Coat")

    with pytest.raises(RuleError, match="That run is one of Linen shirt"):
        cast.make_feedback(session, coat, production_round=cast.make_round(session, shirt))


def test_a_size_the_garment_does_not_have_is_named_with_those_it_has(session):
    with pytest.raises(RuleError, match="no size “XXXL”; its sizes are: XS, S, M, L, XL"):
        cast.make_feedback(session, cast.make_shirt(session), size="XXXL")


def test_a_customers_address_is_kept_only_as_a_key(session):
    shirt = cast.make_shirt(session)
    first, second = (
        cast.make_feedback(session, shirt, customer=name) for name in ("Ana@example.com ", "ana@example.com")
    )

    assert first.customer_key == second.customer_key
    assert "ana" not in first.customer_key


def test_an_overall_fit_is_an_issue_and_right_is_none(session):
    shirt = cast.make_shirt(session)
    small, right = (
        feedback.record_feedback(session, shirt, source=FORM, overall_fit=fit).feedback
        for fit in (OverallFit.MUCH_TOO_SMALL, OverallFit.RIGHT)
    )

    assert [(issue.code, issue.severity) for issue in small.issues] == [("size.overall/small", 3)]
    assert right.issues == []


@pytest.fixture
def kept_shirt(session) -> Garment:
    """A shirt that stays when what was said about it is taken back."""
    shirt = cast.make_garment(session)
    session.commit()
    return shirt


@pytest.mark.sqlite
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=300), more=st.integers(0, COMMENT_MAX + 50))
def test_any_words_are_stored_and_offsets_stay_true(session, kept_shirt, words, more):
    written = "x" + words + "y" * more

    kept = feedback.record_feedback(session, kept_shirt, source=REVIEW, comment=written).feedback.comment
    session.flush()

    assert len(kept) == len(written[:COMMENT_MAX].strip())
    assert kept[0] == "x"
    session.rollback()
