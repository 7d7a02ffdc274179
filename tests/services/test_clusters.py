"""Clusters: where issues go, what is decided and when it is asked again; merging and splitting lose nothing."""

from datetime import date

import pytest

from app.errors import NotFound, RuleError
from app.models import Choice, EvidenceState, FeedbackSource, Garment, Route
from app.services import clusters, diagnosing, evidence
from tests import cast
from tests.arranged import once

LONG, WIDE, PRICE = "sleeve.length/long", "sleeve.width/large", "price.value/poor"


@pytest.fixture
@once
def shirt(session) -> Garment:
    """A shirt whose sleeves 8 of 12 call too long and 2 too wide."""
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=8, of=10)
    cast.make_answers(session, shirt, says=WIDE, reporting=2, of=2)
    evidence.weigh_garment(session, shirt)
    return shirt


def test_the_surest_point_comes_first_and_what_is_unsafe_before_it(session, shirt):
    wide = cast.get_point(session, shirt, WIDE)
    assert [point.code for point in clusters.list_clusters(session, shirt)] == [LONG, WIDE]

    wide.evidence[0].safety = True
    session.flush()

    assert [point.code for point in clusters.list_clusters(session, shirt)] == [WIDE, LONG]


def test_a_point_above_the_threshold_waits_for_a_decision(session, shirt):
    point = cast.get_point(session, shirt, LONG)
    assert point.headline.state is EvidenceState.ESTABLISHED
    assert clusters.needs_decision(point)

    cast.decide_to_fix(session, point)

    assert not clusters.needs_decision(point)


def test_what_belongs_on_the_product_page_holds_up_no_cut(session, shirt):
    cast.make_answers(session, shirt, says=PRICE, reporting=6, of=6, source=FeedbackSource.REVIEW)
    evidence.weigh_garment(session, shirt)

    assert not clusters.needs_decision(cast.get_point(session, shirt, PRICE))


@pytest.mark.parametrize(
    ("decided", "reporting", "again"),
    [
        ({"choice": Choice.WATCH, "watch_until": 10}, 9, False),
        ({"choice": Choice.WATCH, "watch_until": 10}, 10, True),
        ({"choice": Choice.WATCH}, 19, False),
        ({"choice": Choice.WATCH, "due_on": date(2999, 5, 3)}, 19, False),
        ({"choice": Choice.WATCH}, 20, True),
        ({"choice": Choice.KEEP}, 16, False),
        ({"choice": Choice.KEEP}, 17, True),
        ({"choice": Choice.DEFER, "round_number": 4}, 99, False),
        ({"choice": Choice.FIX, "round_number": 4}, 99, False),
    ],
)
def test_a_silenced_point_comes_back_when_its_evidence_outgrows_it(session, shirt, decided, reporting, again):
    point = cast.get_point(session, shirt, LONG)
    decision = clusters.decide(session, point, reason="We shall see.", **decided)
    assert (decision.reporting, decision.answered) == (8, 12)

    point.headline.reporting = reporting

    assert clusters.has_outgrown(decision, point.headline) is again


def test_a_watched_point_comes_back_on_its_day_and_says_so(session, shirt):
    point = cast.get_point(session, shirt, LONG)
    decision = clusters.decide(session, point, choice=Choice.WATCH, reason="A fitting first.", due_on=date(2999, 5, 3))
    assert not clusters.needs_decision(point)

    decision.due_on = date(2026, 5, 3)

    assert clusters.needs_decision(point)
    assert clusters.say_again(point) == "it was watched until 3 May 2026"
    point.headline.reporting = decision.watch_until
    assert clusters.say_again(point) == "more people say it since"


def test_a_fix_is_asked_about_again_when_the_run_that_carries_it_says_it_too(session, shirt):
    point = cast.get_point(session, shirt, LONG)
    decision = clusters.decide(session, point, choice=Choice.FIX, reason="Shorter.", round_number=2)

    point.headline.since_round = 2

    assert clusters.has_outgrown(decision, point.headline)


@pytest.mark.parametrize(
    ("decided", "sentence", "field"),
    [
        ({"choice": Choice.FIX, "reason": " "}, "A decision needs a reason.", "reason"),
        ({"choice": Choice.FIX, "reason": "x" * 1001}, "The reason is longer than 1000 characters.", "reason"),
        ({"choice": Choice.DEFER, "reason": "Later."}, "Until which run is it put off?", "round_number"),
        ({"choice": Choice.WATCH, "reason": "Wait.", "watch_until": 8}, "8 report it already", "watch_until"),
        ({"choice": Choice.WATCH, "reason": "Wait.", "due_on": date(2026, 1, 1)}, "still to come", "due_on"),
    ],
)
def test_refuses_a_decision_that_says_too_little(session, shirt, decided, sentence, field):
    with pytest.raises(RuleError) as refused:
        clusters.decide(session, cast.get_point(session, shirt, LONG), **decided)

    assert sentence in refused.value.message
    assert refused.value.field == field


def test_only_a_fix_has_a_route(session, shirt):
    point = cast.get_point(session, shirt, LONG)

    assert clusters.decide(session, point, choice=Choice.FIX, reason="Yes.").route is Route.PATTERN
    assert clusters.decide(session, point, choice=Choice.KEEP, reason="No.", route=Route.FABRIC).route is None
    assert [decision.choice for decision in point.decisions] == [Choice.FIX, Choice.KEEP]


def test_later_reports_of_a_merged_point_go_to_the_survivor_and_come_back_with_it(session, shirt):
    long, wide = cast.get_point(session, shirt, LONG), cast.get_point(session, shirt, WIDE)
    clusters.merge(session, wide, into=long)
    later = cast.make_feedback(session, shirt, says=WIDE)
    assert [issue.cluster for issue in later.issues] == [long]
    assert [point.code for point in clusters.list_clusters(session, shirt)] == [LONG]

    clusters.unmerge(session, wide)
    session.flush()

    assert len(wide.issues) == 3
    assert {issue.standing_code for issue in long.issues} == {LONG}


def test_a_merged_point_says_nothing_of_its_own(session, shirt):
    diagnosing.diagnose_garment(session, shirt)
    wide = cast.get_point(session, shirt, WIDE)

    clusters.merge(session, wide, into=cast.get_point(session, shirt, LONG))

    assert (wide.evidence, wide.diagnosis, wide.suggestion) == ([], None, None)
    with pytest.raises(RuleError, match="is merged into “Sleeve too long”"):
        clusters.decide(session, wide, choice=Choice.KEEP, reason="No.")


def test_what_was_split_off_goes_home_where_it_was_put_by_hand(session, shirt):
    long = cast.get_point(session, shirt, LONG)
    cuffs = clusters.split(session, long, issues=long.issues[:3], name="Cuffs too long")
    session.flush()
    clusters.merge(session, cuffs, into=long)

    clusters.unmerge(session, cuffs)
    session.flush()

    assert (len(cuffs.issues), len(long.issues)) == (3, 5)
    assert all(issue.placed_by_hand for issue in cuffs.issues)


def test_refuses_to_merge_what_does_not_belong_together(session, shirt):
    other = cast.make_garment(session, name="Coat")
    cast.make_answers(session, other, says=LONG, reporting=1, of=1)
    long, wide = cast.get_point(session, shirt, LONG), cast.get_point(session, shirt, WIDE)

    with pytest.raises(RuleError, match="into itself"):
        clusters.merge(session, long, into=long)
    with pytest.raises(RuleError, match="of the same garment"):
        clusters.merge(session, cast.get_point(session, other, LONG), into=long)
    with pytest.raises(RuleError, match="“Sleeve too wide” is not merged"):
        clusters.unmerge(session, wide)


def test_refuses_a_split_that_leaves_nothing_or_takes_nothing(session, shirt):
    long, wide = cast.get_point(session, shirt, LONG), cast.get_point(session, shirt, WIDE)

    for chosen, name, sentence in (
        (long.issues[:1], " ", "needs a name"),
        ([], "Cuffs", "Choose what is split off"),
        (wide.issues, "Cuffs", "Only what stands in this fit point"),
        (long.issues, "Cuffs", "leave something behind"),
    ):
        with pytest.raises(RuleError, match=sentence):
            clusters.split(session, long, issues=list(chosen), name=name)


def test_an_unknown_point_is_named(session):
    with pytest.raises(NotFound, match="There is no fit point 7"):
        clusters.get_cluster(session, 7)
