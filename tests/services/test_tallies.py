"""Tallies: each customer counts once, whatever a page narrows to; what they add up to is what the evidence says."""

from dataclasses import replace

import pytest

from app.models import CorrectionKind, FeedbackSource, Issue, IssueOrigin, Tally
from app.services import evidence, feedback, issues, merging
from app.services.lens import Lens
from app.services.narrowing import Narrowing
from app.services.shares import Share
from app.services.sums import Sums, add_up, read_sums
from app.services.tallies import read_tallies
from nlp.taxonomy import IssueCode
from tests.cast import get_point, make_answers, make_feedback, make_round, make_shirt

LONG = "sleeve.length/long"
FORM = FeedbackSource.FORM
NECK = IssueCode("neck.width/ok")


@pytest.mark.every_database
def test_tallies_add_up_to_the_evidence(session):
    shirt = make_shirt(session)
    run = make_round(session, shirt, locked=True)
    make_answers(session, shirt, says=LONG, reporting=12, of=20, production_round=run)
    make_answers(session, shirt, says=LONG, reporting=3, of=7, source=FeedbackSource.REVIEW)
    make_feedback(session, shirt, says=LONG, customer="eva@example.com", size="L")
    make_feedback(session, shirt, says=LONG, customer="eva@example.com", size="XL", production_round=run)
    evidence.weigh_garment(session, shirt)
    point = get_point(session, shirt, LONG)

    read = read_tallies(session, shirt)

    told = {row.source: (row.reporting, row.answered) for row in point.evidence}
    counted = {source: read.clusters[point.id].share(Lens(read, Narrowing()).here(source)) for source in told}
    assert told[FORM] == (13, 21)
    assert {source: (share.k, share.n) for source, share in counted.items()} == told


def test_what_the_worker_added_up_is_what_a_page_counts_of_every_run(session):
    shirt = make_shirt(session)
    runs = [make_round(session, shirt, locked=True) for _ in range(2)]
    for run, reporting in zip(runs, (6, 2), strict=True):
        make_answers(session, shirt, says=LONG, reporting=reporting, of=9, production_round=run)
    make_feedback(session, shirt, says=LONG, customer="eva@example.com", size="M", production_round=runs[0])
    make_feedback(session, shirt, customer="eva@example.com", size="L", production_round=runs[1])
    _praise(session, shirt).production_round = runs[0]
    make_feedback(session, shirt, says=LONG, source=FeedbackSource.NOTE, production_round=runs[1])
    evidence.weigh_garment(session, shirt)
    [row] = [each for each in get_point(session, shirt, LONG).evidence if each.source is FORM]

    read = read_tallies(session, shirt)
    added_up, counted = (Lens(read, each) for each in (Narrowing(), Narrowing(rounds=frozenset({1, 2}))))

    assert added_up.count_everybody() == counted.count_everybody() != Sums()
    assert added_up.count_praise() == counted.count_praise() == {NECK: 1}
    assert added_up.count_point(row) == replace(counted.count_point(row), here=None)


def test_sums_that_an_older_toile_added_up_name_the_runs_that_anybody_told_of():
    older = add_up([], ()) | {"runs": [1, 2]}
    del older["answered_runs"]

    assert read_sums(older).runs == {1, 2}


def test_alike_customers_are_one_number(session):
    shirt = make_shirt(session)
    make_answers(session, shirt, says=LONG, reporting=12, of=20)
    evidence.weigh_garment(session, shirt)

    count = read_tallies(session, shirt).clusters[get_point(session, shirt, LONG).id]

    assert (count.single, count.asked) == ([[0, 20, 12]], [])


def test_weighing_again_rewrites_them(session):
    shirt = make_shirt(session)
    make_feedback(session, shirt, says=LONG)
    evidence.weigh_garment(session, shirt)
    before = session.query(Tally).count()
    make_feedback(session, shirt, says=LONG)

    evidence.weigh_garment(session, shirt)

    assert session.query(Tally).count() == before
    assert read_tallies(session, shirt).everybody.single == [[0, 2, 0]]


def test_whom_all_fits_says_so(session):
    shirt = make_shirt(session)
    make_answers(session, shirt, says=LONG, reporting=1, of=4)
    evidence.weigh_garment(session, shirt)

    assert read_tallies(session, shirt).everybody.single == [[0, 4, 3]]


def test_praise_keeps_its_plainest_sentence_until_the_customer_withdraws_it(session):
    shirt = make_shirt(session)
    answer = _praise(session, shirt)
    evidence.weigh_garment(session, shirt)
    assert read_tallies(session, shirt).quotes == {NECK: "The collar sits perfectly."}

    feedback.erase_feedback(session, answer)
    session.expire_all()

    assert read_tallies(session, shirt).quotes == {}


def test_an_unsure_reading_is_doubtful_until_somebody_looked_at_it(session):
    shirt = make_shirt(session)
    praise = _praise(session, shirt, confidence=0.4).issues[-1]
    evidence.weigh_garment(session, shirt)
    assert read_tallies(session, shirt).doubtful == 1

    issues.correct_issue(session, praise, kind=CorrectionKind.CONFIRMED)
    evidence.weigh_garment(session, shirt)

    assert read_tallies(session, shirt).doubtful == 0


def test_a_merged_point_is_told_by_its_survivor(session):
    shirt = make_shirt(session)
    make_feedback(session, shirt, says=LONG)
    make_feedback(session, shirt, says="sleeve.width/large")
    wide, long = get_point(session, shirt, "sleeve.width/large"), get_point(session, shirt, LONG)
    merging.merge(session, wide, into=long)
    evidence.weigh_garment(session, shirt)

    read = read_tallies(session, shirt)

    assert list(read.clusters) == [long.id]
    assert read.clusters[long.id].share(Lens(read, Narrowing()).here()) == Share(2, 2)


def _praise(session, shirt, *, confidence=0.9):
    """An answer whose words praise the collar, as the tagger would leave it."""
    answer = make_feedback(session, shirt, comment="I wore it twice. The collar sits perfectly.", says=LONG)
    answer.issues[0].standing_code = None
    answer.issues.append(
        Issue(
            code=NECK, standing_code=NECK, origin=IssueOrigin.COMMENT, severity=0, confidence=confidence,
            span_start=17, span_end=43,
        )
    )  # fmt: skip
    session.flush()
    return answer
