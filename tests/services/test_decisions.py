"""Decisions about clusters: which wait for one, which say too little, and when one is asked again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from app.db import begin_writing
from app.errors import RuleError
from app.models import Choice, EvidenceState, FeedbackSource, Garment, Route
from app.services import clusters, coding, decisions, evidence
from tests import cast

LONG, PRICE = "sleeve.length/long", "price.value/poor"


def test_a_point_above_the_threshold_waits_for_a_decision(session, shirt):
    point = cast.get_point(session, shirt, LONG)
    assert point.headline.state is EvidenceState.ESTABLISHED
    assert decisions.needs_decision(point)

    cast.decide_to_fix(session, point)

    assert not decisions.needs_decision(point)


def test_what_belongs_on_the_product_page_holds_up_no_cut(session, shirt):
    cast.make_answers(session, shirt, says=PRICE, reporting=6, of=6, source=FeedbackSource.REVIEW)
    evidence.weigh_garment(session, shirt)

    assert not decisions.needs_decision(cast.get_point(session, shirt, PRICE))


@pytest.mark.parametrize(("says", "waits"), [("comfort.wear/poor", 1), (PRICE, 0)])
def test_what_is_unsafe_waits_for_a_decision_of_whatever_it_is_but_the_product_page(session, says, waits):
    shirt = cast.make_shirt(session)
    said = cast.make_feedback(session, shirt, says=says, source=FeedbackSource.REVIEW)
    evidence.weigh_garment(session, shirt)
    assert not decisions.needs_decision(cast.get_point(session, shirt, says))

    coding.flag_safety(session, said.issues[0], is_unsafe=True)
    evidence.weigh_garment(session, shirt)

    point = cast.get_point(session, shirt, says)
    assert decisions.needs_decision(point) is bool(waits)
    assert clusters.count_waiting(session)[shirt.id] == waits
    decisions.decide(session, point, choice=Choice.KEEP, reason="It is said of the belt.")
    assert not decisions.needs_decision(point)


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
    decision = decisions.decide(session, point, reason="We shall see.", **decided)
    assert (decision.reporting, decision.answered) == (8, 12)

    point.headline.reporting = reporting

    assert decisions.has_outgrown(decision, point.headline) is again


def test_a_watched_point_comes_back_on_its_day_and_says_so(session, shirt):
    point = cast.get_point(session, shirt, LONG)
    decision = decisions.decide(session, point, choice=Choice.WATCH, reason="A fitting first.", due_on=date(2999, 5, 3))
    assert not decisions.needs_decision(point)

    decision.due_on = date(2026, 5, 3)

    assert decisions.needs_decision(point)
    assert decisions.say_again(point) == "it was watched until 3 May 2026"
    point.headline.reporting = decision.watch_until
    assert decisions.say_again(point) == "more people say it since"


def test_a_fix_is_asked_about_again_when_the_run_that_carries_it_says_it_too(session, shirt):
    point = cast.get_point(session, shirt, LONG)
    decision = decisions.decide(session, point, choice=Choice.FIX, reason="Shorter.", round_number=2)

    point.headline.since_round = 2

    assert decisions.has_outgrown(decision, point.headline)


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
        decisions.decide(session, cast.get_point(session, shirt, LONG), **decided)

    assert sentence in refused.value.message
    assert refused.value.field == field


def test_nothing_is_put_off_until_a_run_that_is_cut_and_what_is_watched_or_kept_has_no_run(session, shirt):
    cast.make_round(session, shirt, locked=True)
    point = cast.get_point(session, shirt, LONG)

    with pytest.raises(RuleError, match="Run 1 is cut already: put it off until 2 or later"):
        decisions.decide(session, point, choice=Choice.DEFER, reason="Later.", round_number=1)
    for choice in (Choice.WATCH, Choice.KEEP):
        assert decisions.decide(session, point, choice=choice, reason="So.", round_number=2).round_number is None


@pytest.mark.parametrize(("route", "number"), [(Route.PATTERN, 1), (Route.PATTERN, 2), (Route.FACTORY, 2)])
def test_no_fix_that_is_decided_now_is_first_in_a_run_that_is_cut_or_will_never_be(session, shirt, route, number):
    point = cast.get_point(session, shirt, LONG)
    cast.make_round(session, shirt)
    cast.make_round(session, shirt, locked=True)

    with pytest.raises(RuleError, match="Run 2 is cut already: a fix can be first in 3 or later") as refused:
        decisions.decide(session, point, choice=Choice.FIX, reason="Yes.", route=route, round_number=number)

    assert refused.value.field == "round_number"
    decided = decisions.decide(session, point, choice=Choice.FIX, reason="Yes.", route=route, round_number=3)
    assert decided.round_number == 3


def test_a_fix_that_stands_is_worded_anew_for_the_run_that_was_cut_with_it(session, shirt):
    point = cast.get_point(session, shirt, LONG)
    told = {"choice": Choice.FIX, "route": Route.FACTORY, "round_number": 1}
    decisions.decide(session, point, reason="Sewn too long.", **told)
    cast.make_round(session, shirt, locked=True)

    decided = decisions.decide(session, point, reason="Sewn 2 cm too long.", owner="Ana", **told)

    assert (decided.round_number, point.decision) == (1, decided)
    with pytest.raises(RuleError, match="a fix can be first in 2 or later"):
        decisions.decide(session, point, reason="Drawn too long.", **told | {"route": Route.PATTERN})
    point.headline.since_round = 1  # whose customers say it again
    with pytest.raises(RuleError, match="a fix can be first in 2 or later"):
        decisions.decide(session, point, reason="Once more.", **told)


def test_a_fix_is_to_be_drawn_until_a_run_carries_it_whichever_it_was_decided_for(session, shirt):
    point = cast.get_point(session, shirt, LONG)
    assert decisions.list_to_draw(session, [point]) == []
    decisions.decide(session, point, choice=Choice.FIX, reason="Many ask for it.", round_number=1)
    assert (decisions.list_to_draw(session, [point]), decisions.say_left_out(session, point)) == ([point], None)

    for _ in range(2):
        cast.make_round(session, shirt, locked=True)

    assert decisions.list_to_draw(session, [point]) == [point]
    assert decisions.say_left_out(session, point).startswith("Run 2 is cut without it")

    cast.approve(session, cast.make_sleeves_shorter(session, shirt, clusters=(point,)))
    cast.make_round(session, shirt, locked=True)

    assert decisions.list_to_draw(session, [point]) == []
    assert point.decision.round_number == 3


@pytest.mark.parametrize("route", [Route.FACTORY, Route.BLOCK])
def test_what_goes_elsewhere_is_not_drawn(session, shirt, route):
    point = cast.get_point(session, shirt, LONG)
    cast.decide_to_fix(session, point, route=route)

    assert decisions.list_to_draw(session, [point]) == []


def test_only_a_fix_has_a_route(session, shirt):
    point = cast.get_point(session, shirt, LONG)

    assert decisions.decide(session, point, choice=Choice.FIX, reason="Yes.").route is Route.PATTERN
    assert decisions.decide(session, point, choice=Choice.KEEP, reason="No.", route=Route.FABRIC).route is None
    assert [decision.choice for decision in point.decisions] == [Choice.FIX, Choice.KEEP]


@pytest.mark.every_database
def test_of_two_who_decide_at_once_the_second_one_is_told_of_the_first(session, shirt):
    point_id, engine = cast.get_point(session, shirt, LONG).id, session.get_bind()
    session.commit()
    both_look = Barrier(2, timeout=5)

    def decide(name: str) -> str | None:
        with Session(engine) as own:
            point = clusters.get_cluster(own, point_id)
            assert point.decision is None
            own.rollback()
            both_look.wait()
            begin_writing(own)
            try:
                decisions.ensure_seen(own, point, 0, unsafe=False)
                decisions.decide(own, point, choice=Choice.KEEP, reason=f"{name} wants it so.")
                own.commit()
            except RuleError as refusal:
                return refusal.message
        return None

    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(decide, ("Mia", "Ana")))

    assert [each for each in said if each] == [
        "The command line decided meanwhile, as it stands here now. Decide again if you see it otherwise."
    ]


@pytest.fixture
def shirt(session) -> Garment:
    """A shirt whose sleeves 8 of 12 call too long and 2 too wide."""
    return cast.make_sleeve_points(session)
