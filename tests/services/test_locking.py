"""Releasing a round to cut copies what is cut and lets "fixed in the next run" come true."""

import pytest

from app.errors import RuleError
from app.models import Choice, RevisionStatus, Role, RoundStatus, Route
from app.services import audit, decisions, evidence, label, merging, rebasing, revisions, rounds
from tests import cast

pytestmark = pytest.mark.every_database

SLEEVE_LONG = "sleeve.length/long"


def test_a_lock_keeps_its_own_copy_of_what_is_cut(session):
    shirt = cast.make_shirt(session)
    production_round = cast.make_round(session, shirt)

    rounds.lock_round(session, production_round)
    shirt.revisions[0].measures[0].value_mm += 5

    snapshot = production_round.snapshot
    assert snapshot["revision"] == 1
    assert [row["name"] for row in snapshot["sizes"]] == list(cast.SIZES)
    assert [row["planned"] for row in snapshot["quantities"]] == [10] * 5
    assert (snapshot["chart"][0]["code"], snapshot["chart"][0]["value_mm"]) == ("D1", "580.0000")
    assert snapshot["undecided"] == []
    assert production_round.status is RoundStatus.LOCKED


def test_refuses_to_lock_with_everything_that_is_open(session):
    shirt, _ = _shirt_with_long_sleeves(session)
    cast.make_sleeves_shorter(session, shirt)
    production_round = cast.make_round(session, shirt)

    with pytest.raises(RuleError) as refusal:
        rounds.lock_round(session, production_round)

    assert "“Sleeve too long” is not decided" in refusal.value.message
    assert "Revision 2 is not approved yet." in refusal.value.message
    assert production_round.status is RoundStatus.PLANNED
    assert production_round.snapshot is None


def test_an_override_needs_a_reason_and_is_kept_with_what_was_open(session):
    shirt, point = _shirt_with_long_sleeves(session)
    production_round = cast.make_round(session, shirt)

    rounds.lock_round(session, production_round, user=cast.make_user(session), override_reason="Sold already.")

    assert production_round.override_reason == "Sold already."
    assert production_round.snapshot["undecided"] == [point.id]
    assert audit.list_events(session, production_round)[-1].details["overridden"] is True


@pytest.mark.parametrize("role, allowed", [(Role.DESIGNER, False), (Role.ADMIN, True)])
def test_the_label_says_who_may_override(session, role, allowed):
    label.change_label(session, override_role="admin")
    shirt, _ = _shirt_with_long_sleeves(session)
    production_round = cast.make_round(session, shirt)
    user = cast.make_user(session, role=role)

    if allowed:
        rounds.lock_round(session, production_round, user=user, override_reason="Sold already.")
    else:
        with pytest.raises(RuleError, match="Mia may not release to cut while something is open"):
            rounds.lock_round(session, production_round, user=user, override_reason="Sold already.")

    assert (production_round.status is RoundStatus.LOCKED) is allowed


def test_a_lock_releases_the_revision_and_supersedes_its_predecessor(session):
    shirt = cast.make_shirt(session)
    cast.approve(session, cast.make_sleeves_shorter(session, shirt))

    production_round = _lock(session, shirt)

    assert production_round.revision is shirt.revisions[1]
    assert [each.status for each in shirt.revisions] == [RevisionStatus.SUPERSEDED, RevisionStatus.RELEASED]


def test_a_fix_comes_true_in_the_first_round_that_carries_it(session):
    shirt, point = _shirt_with_long_sleeves(session)
    cast.fix_sleeves(session, shirt, point)
    assert point.decision.round_number is None

    _lock(session, shirt)
    assert point.decision.round_number == 1

    _lock(session, shirt)
    assert point.decision.round_number == 1


def test_a_fix_whose_round_was_cut_without_it_comes_true_in_the_one_that_carries_it(session):
    shirt, point = _shirt_with_long_sleeves(session)
    decisions.decide(session, point, choice=Choice.FIX, reason="Many ask for it.", round_number=1)
    _lock(session, shirt)
    cast.approve(session, cast.make_sleeves_shorter(session, shirt, clusters=(point,)))

    production_round = _lock(session, shirt)
    assert point.decision.round_number == 2

    rounds.unlock_round(session, production_round, reason="The fabric did not come.")
    assert point.decision.round_number == 1


def test_no_fix_comes_true_of_a_measure_that_stays_as_it_was(session):
    shirt, point = _shirt_with_long_sleeves(session)
    cast.decide_to_fix(session, point)
    draft = cast.make_sleeves_shorter(session, shirt, clusters=(point,))
    cast.leave_as_it_was(session, draft)
    revisions.approve(session, draft)

    _lock(session, shirt)

    assert point.decision.round_number is None


def test_a_fix_in_a_skipped_revision_ships_with_its_successor(session):
    shirt, point = _shirt_with_long_sleeves(session)
    cast.decide_to_fix(session, point)
    cast.send_and_receive(session, cast.make_sleeves_shorter(session, shirt, clusters=(point,)))
    successor = revisions.draft_revision(session, shirt)
    revisions.add_instruction(session, successor, text="Move the cuff's button.")
    cast.approve(session, successor)

    _lock(session, shirt)

    assert point.decision.round_number == 1


def test_a_fix_of_a_merged_point_comes_true_for_the_survivor(session):
    shirt, point = _shirt_with_long_sleeves(session)
    cast.make_feedback(session, shirt, says="sleeve.width/large")
    merged = cast.get_point(session, shirt, "sleeve.width/large")
    cast.decide_to_fix(session, point)
    draft = cast.make_sleeves_shorter(session, shirt, clusters=(merged,))
    merging.merge(session, merged, into=point)
    cast.approve(session, draft)

    _lock(session, shirt)

    assert point.decision.round_number == 1


def test_a_fix_by_the_factory_keeps_the_round_it_names(session):
    shirt, point = _shirt_with_long_sleeves(session)
    decisions.decide(session, point, choice=Choice.FIX, reason="Sewn too long.", route=Route.FACTORY, round_number=2)

    _lock(session, shirt)

    assert point.decision.round_number == 2


def test_refuses_to_lock_twice(session):
    production_round = cast.make_round(session, cast.make_shirt(session), locked=True)

    with pytest.raises(RuleError, match="Run 1 is released to cut already"):
        rounds.lock_round(session, production_round)


def test_refuses_to_lock_a_round_after_a_later_one(session):
    shirt = cast.make_shirt(session)
    first = cast.make_round(session, shirt)
    cast.make_round(session, shirt, locked=True)

    with pytest.raises(RuleError, match="Run 2 is released to cut already, so run 1 cannot come before it"):
        rounds.lock_round(session, first)


def test_a_lock_taken_back_leaves_everything_as_it_was(session):
    shirt, point = _shirt_with_long_sleeves(session)
    revision = cast.fix_sleeves(session, shirt, point)
    production_round = _lock(session, shirt)

    rounds.unlock_round(session, production_round, reason="The fabric did not come.")

    assert (production_round.status, production_round.snapshot) == (RoundStatus.PLANNED, None)
    assert production_round.revision is None
    assert [each.status for each in shirt.revisions] == [RevisionStatus.RELEASED, RevisionStatus.APPROVED]
    assert revision.released_at is None
    assert point.decision.round_number is None
    assert audit.list_events(session, production_round)[-1].details == {"reason": "The fabric did not come."}


def test_what_was_done_to_other_revisions_since_a_lock_outlives_its_taking_back(session):
    shirt = cast.make_shirt(session)
    shorter = cast.make_sleeves_shorter(session, shirt)
    beside = revisions.draft_revision(session, shirt, beside=True)
    production_round = rounds.plan_round(session, shirt, revision=shirt.revisions[0])
    rounds.lock_round(session, production_round, override_reason="Sold already.")
    cast.approve(session, shorter)
    rebasing.rebase(session, beside, keep={})

    rounds.unlock_round(session, production_round, reason="The fabric did not come.")

    assert [each.status for each in shirt.revisions] == [
        RevisionStatus.RELEASED, RevisionStatus.APPROVED, RevisionStatus.SUPERSEDED, RevisionStatus.DRAFT,
    ]  # fmt: skip


def test_a_draft_that_was_sent_while_it_was_released_stays_sent(session):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)
    production_round = rounds.plan_round(session, shirt, revision=draft)
    rounds.lock_round(session, production_round, override_reason="Sold already.")
    sent = cast.send_and_receive(session, draft)

    rounds.unlock_round(session, production_round, reason="The fabric did not come.")

    assert (draft.status, draft.sent_at) == (RevisionStatus.SENT, sent.packet.sent_at)


def test_refuses_to_take_a_lock_back_once_a_customer_has_answered(session):
    shirt = cast.make_shirt(session)
    production_round = cast.make_round(session, shirt, locked=True)
    cast.make_feedback(session, shirt, production_round=production_round)

    with pytest.raises(RuleError, match="Run 1 has feedback, so its release cannot be taken back"):
        rounds.unlock_round(session, production_round, reason="A slip.")


def test_refuses_to_take_a_lock_back_under_a_later_one(session):
    shirt = cast.make_shirt(session)
    first, _ = (cast.make_round(session, shirt, locked=True) for _ in range(2))

    with pytest.raises(RuleError, match="Run 2 was released after it"):
        rounds.unlock_round(session, first, reason="A slip.")


def test_refuses_to_take_a_lock_back_without_a_reason(session):
    production_round = cast.make_round(session, cast.make_shirt(session), locked=True)

    with pytest.raises(RuleError, match="A release is taken back with a reason"):
        rounds.unlock_round(session, production_round, reason=" ")


def _shirt_with_long_sleeves(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=SLEEVE_LONG, reporting=8, of=12)
    evidence.weigh_garment(session, shirt)
    return shirt, cast.get_point(session, shirt, SLEEVE_LONG)


def _lock(session, shirt):
    return rounds.lock_round(session, cast.make_round(session, shirt))
