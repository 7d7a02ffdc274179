"""The demo collection: drawn from a seed, with truths in it that Toile finds."""

from collections import Counter
from functools import cache

import pytest

from app.models import FeedbackSource, Keeping
from app.services.demo.answering import PlannedAnswer, is_tappable
from app.services.demo.collection import COLLECTION
from app.services.demo.dress import SANNA
from app.services.demo.planting import deal, plan_collection, plan_garment
from app.services.demo.shapes import DemoGarment
from app.services.demo.shirt import MARIT
from app.services.demo.trousers import INES
from app.services.demo.voices import GOES_BACK, PERHAPS, STAYS, read_bank
from nlp.taxonomy import IssueCode
from tests.untrue import without_truths

SEEDS = (1, 11, 2026)
FORM = FeedbackSource.FORM

planned = cache(plan_collection)
"""What a seed gives is drawn once: the tests only look at it."""

every_garment = pytest.mark.parametrize("garment", COLLECTION, ids=lambda garment: garment.key)
every_seed = pytest.mark.parametrize("seed", SEEDS)


def test_same_seed_gives_the_same_answers():
    assert plan_collection(7) == plan_collection(7)


def test_another_seed_gives_other_words():
    assert plan_collection(7) != plan_collection(8)


@every_seed
def test_has_four_to_six_hundred_answers(seed: int):
    assert 400 <= sum(len(answers) for answers in planned(seed).values()) <= 600


@every_seed
def test_most_answers_come_by_the_form(seed: int):
    sources = Counter(answer.source for answers in planned(seed).values() for answer in answers)

    assert sources[FeedbackSource.FORM] > 0.7 * sources.total()
    assert min(sources[FeedbackSource.REVIEW], sources[FeedbackSource.RETURN]) > 10


@every_seed
def test_keys_are_distinct(seed: int):
    keys = [answer.key for answers in planned(seed).values() for answer in answers]

    assert len(set(keys)) == len(keys)


@every_seed
def test_comments_hardly_repeat(seed: int):
    comments = [answer.comment for answers in planned(seed).values() for answer in answers if answer.comment]

    assert len(set(comments)) > 0.93 * len(comments)


@pytest.mark.parametrize("seed", [1, 4, 30])
def test_nobody_taps_a_place_twice(seed: int):
    for answers in planned(seed).values():
        for answer in answers:
            assert len({tap.code.aspect for tap in answer.taps}) == len(answer.taps)


@every_garment
def test_with_nothing_planted_only_chance_complains(garment: DemoGarment):
    answers = plan_garment(without_truths(garment))

    said = Counter(code for answer in answers for code in answer.complaints)

    assert len(answers) == len(planned()[garment.style_number])
    assert set(said) <= set(garment.grumbles)
    assert max(said.values()) < 0.1 * len(answers)


@every_garment
def test_runs_follow_each_other(garment: DemoGarment):
    assert [run.number for run in garment.runs] == [1, 2, 3]
    assert sorted(garment.runs, key=lambda run: -run.cut_days_ago) == list(garment.runs)


@every_garment
def test_every_code_has_its_sentences(garment: DemoGarment):
    themes = read_bank(garment.key).themes
    complaints = {*garment.grumbles, *(fault.code for fault in garment.faults)}

    assert all(themes[code]["plain"] for code in complaints)
    assert all(themes[code]["praise"] for code in (*garment.praises, *garment.praised_when_fixed.values()))


@every_garment
def test_sentences_belong_to_codes_of_the_taxonomy(garment: DemoGarment):
    assert set(read_bank(garment.key).themes) <= {code.value for code in IssueCode}


@every_garment
def test_only_zones_are_tapped_and_only_by_who_complains(garment: DemoGarment):
    for answer in planned()[garment.style_number]:
        assert all(is_tappable(tap.code) and tap.code in answer.complaints for tap in answer.taps)
        assert not (answer.fits_fine and answer.complaints)


@every_seed
@pytest.mark.parametrize("garment, code", [(MARIT, IssueCode.SLEEVE_LENGTH_LONG), (INES, IssueCode.WAIST_WIDTH_LARGE)])
def test_base_pattern_fault_is_alike_in_every_size(garment: DemoGarment, code: IssueCode, seed: int):
    rates = rates_by_size(form_answers(garment, seed, run=1), code)

    assert all(0.15 <= rate <= 0.55 for rate in rates.values())


@every_seed
def test_grading_fault_grows_with_the_size(seed: int):
    rates = rates_by_size(form_answers(MARIT, seed), IssueCode.BUST_WIDTH_SMALL)

    assert max(rates["XS"], rates["S"], rates["M"]) < 0.1 < 0.25 < rates["L"] < rates["XL"]


@every_seed
def test_fabric_fault_is_in_one_lot(seed: int):
    shares = [share(form_answers(MARIT, seed, run), IssueCode.FABRIC_SHRINKAGE_SHRINKS) for run in (1, 2, 3)]

    assert max(shares[:2]) < 0.05 < 0.3 < shares[2]


@every_seed
def test_fix_of_the_sleeves_worked(seed: int):
    shares = [share(form_answers(MARIT, seed, run), IssueCode.SLEEVE_LENGTH_LONG) for run in (1, 2, 3)]

    assert shares[0] > 0.3 > 0.06 > max(shares[1:])


@every_seed
def test_fix_of_the_waist_over_corrected(seed: int):
    before, after = form_answers(SANNA, seed, run=1), form_answers(SANNA, seed, run=2)

    assert share(before, IssueCode.WAIST_POSITION_HIGH) > 0.3 > 0.06 > share(after, IssueCode.WAIST_POSITION_HIGH)
    assert share(before, IssueCode.WAIST_POSITION_LOW) == 0 < 0.3 < share(after, IssueCode.WAIST_POSITION_LOW)


@every_seed
def test_last_fix_of_the_dress_has_too_few_answers(seed: int):
    assert 0 < len(form_answers(SANNA, seed, run=3)) < 10


def test_one_customer_was_pricked():
    warnings = next(moods["safety"] for moods in read_bank(MARIT.key).themes.values() if "safety" in moods)

    assert sum(answer.comment in warnings for answer in planned()[MARIT.style_number]) == 1


@every_seed
def test_what_becomes_of_the_piece_is_ticked_as_it_is_written(seed: int):
    answers = [answer for each in planned(seed).values() for answer in each if answer.comment]
    says = {what: [each for each in answers if what.search(each.comment)] for what in (GOES_BACK, STAYS, PERHAPS)}
    form = {what: {each.keeping for each in told if each.source is FORM} for what, told in says.items()}

    assert form == {GOES_BACK: {Keeping.SENT_BACK}, STAYS: {Keeping.KEPT}, PERHAPS: {None}}
    kept = [each for each in answers if each in says[STAYS] or each in says[PERHAPS]]
    assert not [each.comment for each in kept if each in says[GOES_BACK] or each.keeping is Keeping.SENT_BACK]


def test_some_sizes_stay_unknown():
    answers = planned()[MARIT.style_number]
    unknown = [answer for answer in answers if answer.size is None]

    assert 0.04 < len(unknown) / len(answers) < 0.25


def test_deals_whole_pieces_that_add_up():
    assert deal({"S": 0.3, "M": 0.5, "L": 0.2}, 7) == {"S": 2, "M": 4, "L": 1}


def form_answers(garment: DemoGarment, seed: int, run: int | None = None) -> list[PlannedAnswer]:
    """The answers by the form, of one run or of all."""
    return [
        answer
        for answer in planned(seed)[garment.style_number]
        if answer.source is FeedbackSource.FORM and run in (None, answer.true_round)
    ]


def share(answers: list[PlannedAnswer], code: IssueCode) -> float:
    """How many of the answers complain of it, 0–1."""
    return sum(code in answer.complaints for answer in answers) / len(answers)


def rates_by_size(answers: list[PlannedAnswer], code: IssueCode) -> dict[str, float]:
    """How many of each size complain of it, 0–1."""
    sizes = {answer.true_size for answer in answers}
    return {size: share([answer for answer in answers if answer.true_size == size], code) for size in sizes}
