"""Draws the answers of a garment's customers from a seed, with the planted truths in them.

Planted complaints are dealt by quota, size by size, so that a truth is there for every seed; who complains, in
which words and by which way stays to chance.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import floor
from random import Random

from app.models import FeedbackSource
from app.services.demo.answering import PlannedAnswer, let_answer
from app.services.demo.collection import COLLECTION
from app.services.demo.shapes import DemoGarment, Fault, Run
from app.services.demo.voices import read_bank
from nlp.taxonomy import IssueCode

DEFAULT_SEED = 11

SIZE_UNKNOWN = {FeedbackSource.FORM: 0.08, FeedbackSource.REVIEW: 0.4, FeedbackSource.RETURN: 0.0}
ROUND_UNKNOWN = {FeedbackSource.FORM: 0.0, FeedbackSource.REVIEW: 0.5, FeedbackSource.RETURN: 0.0}
UNREAD_EVERY = 30
"""Of so many answers without a complaint, one is written in a language or signs that are not read."""

FIRST_NAMES = (
    "anna", "berit", "clara", "disa", "elin", "freja", "greta", "hedda", "inga", "jonna", "karin", "lova",
    "maja", "nora", "olga", "petra", "ronja", "saga", "tuva", "vera", "ylva", "zoe",
)  # fmt: skip


def plan_collection(seed: int = DEFAULT_SEED) -> dict[str, list[PlannedAnswer]]:
    """Return all answers by style number, those of a garment in the order of its runs."""
    return {garment.style_number: plan_garment(garment, seed) for garment in COLLECTION}


def plan_garment(garment: DemoGarment, seed: int = DEFAULT_SEED) -> list[PlannedAnswer]:
    """Return the answers of a garment's customers; they depend on nothing but the garment and the seed."""
    return [answer for run in garment.runs for answer in plan_run(garment, run, seed)]


def plan_run(garment: DemoGarment, run: Run, seed: int = DEFAULT_SEED) -> list[PlannedAnswer]:
    """Return the answers to one run, in the order in which they come in."""
    rng = Random(f"{seed}/{garment.style_number}/{run.number}")  # noqa: S311 (a plan, not a secret)
    people = list(_people(rng, garment, run))
    complaints = _deal_complaints(rng, garment, run, people)
    answers = [let_answer(rng, garment, replace(person, complaints=tuple(complaints[person.key]))) for person in people]
    answers = _add_oddities(rng, garment, run, answers)
    return sorted(answers, key=lambda answer: -answer.hours_ago)


def deal(shares: Mapping[str, float], total: int) -> dict[str, int]:
    """Return whole numbers in proportion to the shares that add up to the total (largest remainder)."""
    scale = total / sum(shares.values())
    dealt = {name: floor(share * scale) for name, share in shares.items()}
    by_remainder = sorted(shares, key=lambda name: dealt[name] - shares[name] * scale)
    for name in by_remainder[: total - sum(dealt.values())]:
        dealt[name] += 1
    return dealt


def _people(rng: Random, garment: DemoGarment, run: Run) -> Iterator[PlannedAnswer]:
    """The customers who answer, before they have said anything; sizes in the proportions that were sold."""
    counts = {FeedbackSource.FORM: run.form, FeedbackSource.REVIEW: run.reviews, FeedbackSource.RETURN: run.returns}
    newest = max(2, run.cut_days_ago - 70) * 24
    for source, count in counts.items():
        sizes = [size for size, number in deal(garment.sizes, count).items() for _ in range(number)]
        rng.shuffle(sizes)
        for index, size in enumerate(sizes):
            yield PlannedAnswer(
                key=f"demo-{garment.style_number}-{run.number}-{source}-{index}",
                source=source,
                round_number=None if rng.random() < ROUND_UNKNOWN[source] else run.number,
                size=None if rng.random() < SIZE_UNKNOWN[source] else size,
                colour=rng.choices(garment.colours, weights=range(len(garment.colours) + 1, 1, -1))[0],
                customer=f"{rng.choice(FIRST_NAMES)}.{garment.key}.{run.number}.{source}.{index}@example.org",
                hours_ago=rng.randint(newest, (run.cut_days_ago - 25) * 24),
                true_round=run.number,
                true_size=size,
                height_mm=round(rng.gauss(168, 6)) * 10
                if source is FeedbackSource.FORM and rng.random() < 0.3
                else None,
            )


def _deal_complaints(
    rng: Random, garment: DemoGarment, run: Run, people: list[PlannedAnswer]
) -> dict[str, list[IssueCode]]:
    """Who complains of what: planted faults by quota per size and way, the usual grumbles among the others."""
    complaints: dict[str, list[IssueCode]] = {person.key: [] for person in people}
    for fault in garment.faults:
        for group in ((FeedbackSource.FORM,), (FeedbackSource.REVIEW, FeedbackSource.RETURN)):
            for person in _draw_complainers(rng, fault, [each for each in people if each.source in group]):
                # Nobody finds one waist too high and too low.
                if fault.code.opposite not in complaints[person.key]:
                    complaints[person.key].append(fault.code)
    for code, rate in garment.grumbles.items():
        quiet = [person for person in people if not complaints[person.key]]
        number = floor(rate * len(people) + rng.random())
        for person in rng.sample(quiet, min(number, len(quiet))):
            complaints[person.key].append(code)
    return complaints


def _draw_complainers(rng: Random, fault: Fault, people: list[PlannedAnswer]) -> list[PlannedAnswer]:
    """The customers who meet a planted fault: in every size its own share of them."""
    by_size: dict[str, list[PlannedAnswer]] = {}
    for person in people:
        by_size.setdefault(person.true_size, []).append(person)
    expected = {size: fault.rate(group[0].true_round, size) * len(group) for size, group in by_size.items()}
    if not sum(expected.values()):
        return []
    numbers = deal(expected, round(sum(expected.values())))
    return [person for size, group in by_size.items() for person in rng.sample(group, numbers[size])]


def _add_oddities(rng: Random, garment: DemoGarment, run: Run, answers: list[PlannedAnswer]) -> list[PlannedAnswer]:
    """Some write in a language that is not read, or only in signs; one found something sharp."""
    bank = read_bank(garment.key)
    content = [answer for answer in answers if answer.source is FeedbackSource.FORM and not answer.complaints]
    odd = rng.sample(content, min(len(content), 1 + len(content) // UNREAD_EVERY))
    words = {answer.key: rng.choice(bank.unreadable) for answer in odd}
    if odd and run.number == garment.safety_in:
        words[odd[0].key] = bank.warn(rng)
    return [replace(answer, comment=words.get(answer.key, answer.comment)) for answer in answers]
