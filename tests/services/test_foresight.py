"""What the next run can show at the decision, said honestly."""

from datetime import date
from math import comb

import pytest

from app.models import CountKind, FeedbackSource, Verdict
from app.services import evidence, rounds
from app.services.foresight import chance_of_proof, foresee, say_foresight
from app.statistics.posterior import state
from app.statistics.verdict import judge_fix, provable
from tests import cast

LONG = "sleeve.length/long"
RATE, ANSWERING, LEFT = 0.3, 0.2, 0.06


@pytest.mark.parametrize("pieces, proven", [(60, 0.06), (120, 0.39), (300, 0.86)])
def test_the_whole_loop_is_proven_as_often_as_was_simulated(pieces, proven):
    n = round(pieces * ANSWERING)

    whole = 0.0
    for k in range(n + 1):
        if most := provable(k, n, threshold=0.975):
            whole += comb(n, k) * RATE**k * (1 - RATE) ** (n - k) * chance_of_proof(most, LEFT, n)

    # A hundredth for the simulation, half a one for the printing. At the product's own 0.99 it is 2, 24 and 76 %.
    assert whole == pytest.approx(proven, abs=0.015)


@pytest.mark.parametrize("k, n", [(3, 5), (12, 40), (30, 150), (6, 30)])
def test_provable_is_what_the_verdict_says_at_each_look(k, n):
    most = provable(k, n)

    if state(k, n) != "established":
        assert most is None
        return
    for look, reports in most.items():
        proven = [judge_fix(k, n, after, look).verdict in (Verdict.SOLVED, Verdict.CLEARLY_FEWER)
                  for after in range(reports + 2)]  # fmt: skip
        assert proven == [True] * (reports + 1) + [False]


@pytest.mark.parametrize(
    "share, answers, chance",
    [(0.0, 9, 0.0), (0.0, 10, 0.0), (0.0, 20, 1.0), (1.0, 400, 0.0), (0.5, 20, 0.5**20), (0.5, 39, 0.5**20)],
)
def test_a_look_that_nothing_passes_is_waited_over(share, answers, chance):
    assert chance_of_proof({10: -1, 20: 0, 40: 0}, share, answers) == pytest.approx(chance)


@pytest.mark.parametrize(
    "reporting, pieces, says",
    [
        (12, 240, "With about 80 answers expected this run will most likely prove a fix"),
        (12, 90, "With about 30 answers expected this run will probably not prove it; two runs might."),
        (12, 18, "With about 6 answers expected this run cannot prove a fix: a verdict needs 10; nor will two runs."),
        (2, 240, "can show whether fewer say it, but not prove it: only what was clear before can be proven."),
    ],
)
def test_the_answers_to_come_are_as_many_of_the_pieces_as_so_far(session, reporting, pieces, says):
    shirt = _sell(session, reporting)
    rounds.plan_round(session, shirt, planned={"M": pieces})

    found = foresee(session, cast.get_point(session, shirt, LONG))

    assert found is not None
    said = say_foresight(session, found)
    assert said.startswith(f"Run 2 is planned with {pieces} pieces; so far 40 answers came of 120 pieces sold. With")
    assert says in said


def test_without_a_plan_the_next_run_is_taken_to_be_like_the_last(session):
    shirt = _sell(session, 12)

    found = foresee(session, cast.get_point(session, shirt, LONG))

    assert found is not None
    assert say_foresight(session, found).startswith("Were the next run as large as the last, 50 pieces; so far")


def test_of_what_came_back_the_next_run_shows_as_much_as_is_sold_of_it(session):
    shirt = _sell(session, 12, FeedbackSource.RETURN)
    rounds.plan_round(session, shirt, planned={"M": 240})

    found = foresee(session, cast.get_point(session, shirt, LONG))

    assert found is not None
    assert say_foresight(session, found).startswith("Run 2 is planned with 240 pieces. With about 240 pieces sold this")


def test_nothing_is_foreseen_where_nobody_counted_what_was_sold(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=12, of=40, production_round=cast.make_round(session, shirt))
    evidence.weigh_garment(session, shirt)

    assert foresee(session, cast.get_point(session, shirt, LONG)) is None


def _sell(session, reporting: int, source: FeedbackSource = FeedbackSource.FORM):
    """Return the shirt, of which 120 pieces are sold and 40 customers answered."""
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    rounds.record_count(
        session, run, kind=CountKind.SOLD, size="M", quantity=120, counted_on=date(2026, 6, 1)
    )  # fmt: skip
    cast.make_answers(session, shirt, says=LONG, reporting=reporting, of=40, production_round=run, source=source)
    evidence.weigh_garment(session, shirt)
    return shirt
