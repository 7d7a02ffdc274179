"""A planned run is taken away while nothing hangs on it."""

import pytest

from app.db import begin_writing
from app.errors import NotFound, RuleError
from app.models import AuditEvent, Choice, FeedbackSource, RoundQuantity, User
from app.services import decisions, feedback, overrides, piece_codes, planning, rounds
from app.services.round_removals import list_hanging, remove_round
from tests import cast
from tests.waiting import commit_while


def test_it_goes_with_its_plan_once_and_the_audit_trail_keeps_who_did_it(session):
    shirt, mia = cast.make_shirt(session), cast.make_user(session)
    run = cast.make_round(session, shirt)
    code = run.code

    remove_round(session, run, user=mia)

    (event,) = session.query(AuditEvent).filter_by(verb="unplanned")
    assert (event.user, event.subject_id, event.details) == (mia, shirt.id, {"number": 1, "code": code})
    assert (shirt.rounds, session.query(RoundQuantity).count()) == ([], 0)
    with pytest.raises(NotFound, match="has no run 1"):
        remove_round(session, run)
    assert cast.make_round(session, shirt).number == 1


def test_what_hangs_on_it_is_said_in_one_sentence(session):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt)
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=8, of=20)
    point = cast.get_point(session, shirt, "sleeve.length/long")
    decisions.decide(session, point, choice=Choice.DEFER, round_number=1, reason="The new lot comes then.")
    feedback.record_feedback(session, shirt, source=FeedbackSource.FORM, production_round=run, comment="Fits.")

    with pytest.raises(RuleError) as refused:
        remove_round(session, run)

    assert refused.value.message == (
        "Run 1 cannot be taken away: one answer about it and one fit point decided for it (Sleeve too long) hang on it."
    )


def test_a_run_that_was_released_stays_even_if_that_was_taken_back(session):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)

    assert list_hanging(session, run) == ["its release to cut"]
    rounds.unlock_round(session, run, reason="The mill was late.")
    assert list_hanging(session, run) == ["a release to cut that was taken back"]


ACTS = {
    "replanned": lambda session, run, user: planning.change_round(session, run, fabric_lot="LN-2"),
    "shrunk": lambda session, run, user: rounds.record_shrinkage(session, run, length=3.0, width=None),
    "released": lambda session, run, user: rounds.lock_round(session, run),
    "unlocked": lambda session, run, user: rounds.unlock_round(session, run, reason="The mill was late."),
    "closed": lambda session, run, user: rounds.close_round(session, run),
    "asked for": lambda session, run, user: overrides.ask(session, run, reason="It must.", user=user),
    "coded": lambda session, run, user: piece_codes.make_codes(session, run),
    "taken away, too": lambda session, run, user: remove_round(session, run),
}


@pytest.mark.every_database
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_who_comes_to_a_run_while_it_is_taken_away_is_told_so(session, act):
    shirt, mia = cast.make_shirt(session), cast.make_user(session)
    run = cast.make_round(session, shirt)
    shirt_id, mia_id = shirt.id, mia.id
    session.commit()

    begin_writing(session)
    remove_round(session, run)

    with pytest.raises(NotFound, match=r"^Linen shirt has no run 1\.$"):
        commit_while(session, lambda own: act(own, rounds.open_round(own, shirt_id, 1), own.get_one(User, mia_id)))
