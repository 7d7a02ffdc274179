"""Two open drafts: whichever goes out first, the other is carried over to it, and nothing is taken back silently."""

from datetime import date
from decimal import Decimal

import pytest

from app.errors import RuleError
from app.models import MarkKind, RevisionStatus
from app.services import audit, marks, packets, points_of_measure, rebasing, revisions
from app.services.changes import list_shipped
from app.services.gate import revision_to_cut
from app.services.home import list_needs
from app.services.rebasing import Keep
from tests import cast


def test_a_second_draft_is_copied_from_what_went_out_and_says_what_both_change(session):
    shirt = cast.make_shirt(session)
    first = cast.make_sleeves_shorter(session, shirt)

    second = revisions.draft_revision(session, shirt, beside=True)
    _change(session, second, "D1", -5)

    assert (second.number, second.predecessor.number) == (3, 1)
    assert rebasing.list_others(second) == {first: ["Sleeve length from shoulder"]}
    assert rebasing.list_conflicts(second) == []


def test_what_is_behind_is_neither_sent_nor_superseded_silently(session):
    draft = _make_behind(session)

    with pytest.raises(RuleError, match="copied from 1, and 2 has gone out since: rebase it on 2 first"):
        packets.send_packet(session, draft, contact="Ana")
    cast.accept_sample(session, draft.garment.revisions[1])
    revisions.release(session, revisions.approve(session, draft.garment.revisions[1]))

    assert draft.status is RevisionStatus.DRAFT
    assert revision_to_cut(cast.make_round(session, draft.garment)).number == 2
    (needs,) = list_needs(session, today=date(2026, 5, 1)).garments
    assert [each.number for each in needs.to_finish] == [3]


@pytest.mark.parametrize(
    "keep, sleeve",
    [(Keep.MINE, [(580, 595)]), (Keep.THEIRS, []), (Keep.BOTH, [(580, 575)])],
)
def test_a_measure_that_both_changed_becomes_what_was_decided(session, keep, sleeve):
    draft = _make_behind(session)
    (conflict,) = rebasing.list_conflicts(draft)
    assert (conflict.pom.code, set(conflict.theirs.values())) == ("D1", {Decimal(-20)})

    rebased = rebasing.rebase(session, draft, keep={"D1": keep})

    assert (rebased.number, rebased.predecessor.number, rebased.rebased_from) == (4, 2, draft)
    assert (draft.status, revisions.find_draft(draft.garment)) == (RevisionStatus.SUPERSEDED, rebased)
    middle = {line.pom.code: line.changes[2] for line in rebased.lines if line.pom}
    assert [(middle["D1"].old_mm, middle["D1"].new_mm)] * ("D1" in middle) == sleeve if sleeve else "D1" not in middle
    assert (middle["D3"].old_mm, middle["D3"].new_mm) == (170, 175)
    instruction = rebased.lines[-1]
    assert (instruction.instruction, [mark.kind for mark in instruction.marks]) == ("Rotate the dart.", ["point"])
    (event,) = [event for event in audit.list_events(session, rebased) if event.verb == "rebased"]
    assert event.details == {"draft": 3, "kept": {"D1": keep.value}}


def test_refuses_to_decide_for_anybody_and_changes_nothing(session):
    draft = _make_behind(session)

    with pytest.raises(RuleError, match="Both changed D1 Sleeve length from shoulder: keep mine, theirs, or both"):
        rebasing.rebase(session, draft, keep={})

    assert len(draft.garment.revisions) == 3
    assert draft.status is RevisionStatus.DRAFT


def test_refuses_to_rebase_what_is_not_behind(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match="nothing to rebase"):
        rebasing.rebase(session, draft, keep={})


def test_the_draft_that_was_carried_on_ships_nothing_itself(session):
    draft = _make_behind(session)
    rebased = rebasing.rebase(session, draft, keep={"D1": Keep.BOTH})
    run = cast.make_round(session, draft.garment)

    assert [each.number for each in list_shipped(run, rebased)] == [1, 2, 4]
    assert {row.delta_mm for row in revisions.compare(session, draft, rebased)[0].sizes} == {Decimal(-20)}


def _make_behind(session):
    """Return revision 3, a draft of 1: sleeve −5, bicep +5, an instruction; revision 2, sleeve −20, has gone out."""
    shirt = cast.make_shirt(session)
    first = cast.make_sleeves_shorter(session, shirt)
    draft = revisions.draft_revision(session, shirt, beside=True)
    _change(session, draft, "D1", -5)
    _change(session, draft, "D3", 5)
    line = revisions.add_instruction(session, draft, text="Rotate the dart.")
    marks.add_mark(session, line, kind=MarkKind.POINT, start=marks.get_spot(shirt, "front/bust/left"))
    cast.send_and_receive(session, first)
    return draft


def _change(session, revision, code, delta):
    pom = points_of_measure.get_point_of_measure(revision.garment, code)
    revisions.change_measure(session, revision, pom, delta_mm=Decimal(delta))
