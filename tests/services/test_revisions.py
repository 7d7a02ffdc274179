"""A revision is a full copy of its predecessor with measured changes and instructions."""

from decimal import Decimal

import pytest

from app.errors import NotFound, RuleError
from app.models import AppliesTo, MeasureKind, RevisionStatus
from app.services import audit, garments, points_of_measure, revisions
from tests import cast


def test_a_draft_copies_the_whole_chart_of_its_predecessor(session):
    shirt = cast.make_shirt(session)

    draft = revisions.draft_revision(session, shirt)

    assert (draft.number, draft.predecessor.number, draft.status) == (2, 1, RevisionStatus.DRAFT)
    assert _chart(draft) == _chart(shirt.revisions[0])
    assert len(draft.measures) == 10
    assert [event.verb for event in audit.list_events(session, draft)] == ["drafted"]


def test_refuses_a_second_open_draft(session):
    shirt = cast.make_shirt(session)
    revisions.draft_revision(session, shirt)

    with pytest.raises(RuleError, match="Revision 2 is still a draft: finish and send it"):
        revisions.draft_revision(session, shirt)


def test_a_change_in_all_sizes_moves_the_chart_and_keeps_old_and_new(session):
    shirt = cast.make_shirt(session)

    draft = cast.make_sleeves_shorter(session, shirt)

    (line,) = draft.lines
    assert line.applies_to is AppliesTo.ALL_SIZES
    assert [(row.size.name, row.old_mm, row.new_mm) for row in line.changes][2] == ("M", Decimal(600), Decimal(580))
    assert _chart(draft)["D1", "M"] == Decimal(580)
    assert _chart(shirt.revisions[0])["D1", "M"] == Decimal(600)


@pytest.mark.parametrize(
    "per_size, reach",
    [
        ({"M": 5}, AppliesTo.SINGLE_SIZE),
        ({"L": 5, "XL": 10}, AppliesTo.GRADE_RULE),
        ({"XS": 0, "L": 5, "XL": 10}, AppliesTo.GRADE_RULE),
        (dict.fromkeys(cast.SIZES, 5), AppliesTo.ALL_SIZES),
    ],
)
def test_changes_per_size_know_how_far_they_reach(session, per_size, reach):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)

    line = _change(session, draft, "D3", per_size={size: Decimal(delta) for size, delta in per_size.items()})

    assert line.applies_to is reach
    assert all(change.delta_mm for change in line.changes)


def test_an_unknown_old_value_leaves_the_change_alone(session):
    dress = cast.make_dress(session)
    draft = revisions.draft_revision(session, dress)

    line = _change(session, draft, "C6", delta_mm=Decimal(10))

    assert [(row.old_mm, row.new_mm, row.delta_mm) for row in line.changes] == [(None, None, Decimal(10))] * 5


def test_a_point_measured_while_the_draft_is_open_counts_as_old(session):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)
    cast.add_measure(session, shirt, "C1", "Front length", MeasureKind.STRAIGHT, base=700, step=5)

    line = _change(session, draft, "C1", delta_mm=Decimal(15))

    assert (line.changes[2].old_mm, line.changes[2].new_mm) == (Decimal(700), Decimal(715))


def test_a_second_change_of_a_point_replaces_the_first(session):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)

    _change(session, draft, "D1", per_size={"M": Decimal(-5)})

    (line,) = draft.lines
    assert [(row.size.name, row.old_mm, row.new_mm) for row in line.changes] == [("M", Decimal(600), Decimal(595))]
    assert _chart(draft)["D1", "L"] == Decimal(610)


def test_a_dropped_line_puts_the_chart_back(session):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)

    revisions.drop_line(session, draft.lines[0])

    assert draft.lines == []
    assert _chart(draft) == _chart(shirt.revisions[0])


def test_refuses_a_change_that_leaves_nothing_and_changes_nothing(session):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)

    with pytest.raises(RuleError, match="D1 Sleeve length from shoulder would be nothing or less in XS"):
        _change(session, draft, "D1", delta_mm=Decimal(-580))

    assert draft.lines == []
    assert _chart(draft) == _chart(shirt.revisions[0])


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"delta_mm": Decimal(0)}, "A change of nothing is no change"),
        ({"delta_mm": Decimal(5), "per_size": {"M": Decimal(5)}}, "not both"),
        ({"per_size": {"XXXL": Decimal(5)}}, "has no size “XXXL”"),
    ],
)
def test_refuses_an_amount_that_makes_no_sense(session, change, sentence):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)

    with pytest.raises(RuleError, match=sentence):
        _change(session, draft, "D1", **change)


def test_refuses_a_measured_change_of_a_garment_without_sizes(session):
    imported = garments.add_garment(session, name="1078", kind=None)
    sleeve = points_of_measure.add_point_of_measure(
        session, imported, code="D1", name="Sleeve length", kind=MeasureKind.STRAIGHT
    )
    draft = revisions.draft_revision(session, imported)

    with pytest.raises(RuleError, match="has no sizes yet: add them, or write an instruction"):
        revisions.change_measure(session, draft, sleeve, delta_mm=Decimal(5))


def test_refuses_the_point_of_measure_of_another_garment(session):
    shirt, dress = cast.make_shirt(session), cast.make_dress(session)
    draft = revisions.draft_revision(session, shirt)
    skirt = points_of_measure.get_point_of_measure(dress, "C6")

    with pytest.raises(RuleError, match="C6 is a point of measure of another garment"):
        revisions.change_measure(session, draft, skirt, delta_mm=Decimal(5))


def test_an_instruction_needs_words(session):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)

    with pytest.raises(RuleError, match="An instruction needs words"):
        revisions.add_instruction(session, draft, text="  ")


def test_sent_lines_are_frozen(session):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)
    cast.send_and_receive(session, draft)

    with pytest.raises(RuleError, match="Revision 2 is sent, its lines are frozen"):
        revisions.add_instruction(session, draft, text="Move the shoulder seam forward.")
    with pytest.raises(RuleError, match="Revision 2 is sent, its lines are frozen"):
        revisions.drop_line(session, draft.lines[0])


def test_approves_what_was_sent_received_and_sewn(session):
    shirt = cast.make_shirt(session)
    mia = cast.make_user(session)
    draft = cast.make_sleeves_shorter(session, shirt)
    cast.send_and_receive(session, draft)
    cast.accept_sample(session, draft)

    revisions.approve(session, draft, user=mia)

    assert (draft.status, draft.approved_by) == (RevisionStatus.APPROVED, mia)


def test_refuses_to_approve_a_draft(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match="Revision 2 is draft; only what was sent can be approved"):
        revisions.approve(session, draft)


def test_refuses_to_approve_without_the_sample_it_needs(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    cast.send_and_receive(session, draft)

    with pytest.raises(RuleError, match="Revision 2 needs an accepted sample in M or a waiver with a reason"):
        revisions.approve(session, draft)


def test_a_release_supersedes_everything_before_it(session):
    shirt = cast.make_shirt(session)
    revision = cast.approve(session, cast.make_sleeves_shorter(session, shirt))

    revisions.release(session, revision)

    assert [each.status for each in shirt.revisions] == [RevisionStatus.SUPERSEDED, RevisionStatus.RELEASED]


def test_refuses_to_release_what_is_not_approved(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match="Revision 2 is not approved yet"):
        revisions.release(session, draft)


def test_an_unknown_number_is_named(session):
    with pytest.raises(NotFound, match="Linen shirt has no revision 7"):
        revisions.get_revision(session, cast.make_shirt(session), 7)


def _change(session, revision, code, **change):
    pom = points_of_measure.get_point_of_measure(revision.garment, code)
    return revisions.change_measure(session, revision, pom, **change)


def _chart(revision):
    return {(measure.pom.code, measure.size.name): measure.value_mm for measure in revision.measures}
