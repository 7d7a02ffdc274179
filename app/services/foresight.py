"""What the next run can show: how many answers are to be expected of it, and whether they could prove a fix.

What would be proven is worked out with the evidence; the rest is sums, so that pages may ask.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

from sqlalchemy.orm import Session

from app.models import Cluster, FeedbackSource, Garment, RoundStatus
from app.services.label import get_label

LEFT_OVER = 0.2
"""A good fix: one in five of those who complained still does."""

LIKELY, EVEN = 0.8, 0.5
FIRST_LOOK = 10
"""Answers without which there is no verdict."""


@dataclass(frozen=True)
class Foresight:
    """The run that comes next and what its answers could show of a fix."""

    run: int
    pieces: int
    planned: bool
    """Whether the run is planned; else it is taken to be as large as the last one."""
    answered: int
    sold: int
    of_sold: bool
    """Whether it is told by returns, which count per piece sold: there is no answer to wait for."""
    expected: int
    """Answers that bear on this point, as many of a hundred pieces as so far; of returns the pieces."""
    chance: float | None
    """How likely they prove a good fix, 0–1; None where the point is not clear, so that nothing can."""
    chance_of_two: float | None
    """The same for two such runs taken together."""
    cure_shows: bool
    """Whether it would be proven if nobody said it any more."""


def foresee(session: Session, cluster: Cluster) -> Foresight | None:
    """Return what the next run can show of a point; None where sold pieces or the pieces to come are not known."""
    headline, following = cluster.headline, _find_next(cluster.garment)
    if headline is None or not headline.sold or following is None:
        return None
    run, pieces, planned = following
    expected = round(pieces * headline.answered / headline.sold)
    provable = {int(look): most for look, most in headline.provable.items()} if headline.provable else None
    share = headline.q50 * LEFT_OVER
    return Foresight(
        run=run,
        pieces=pieces,
        planned=planned,
        answered=headline.answered,
        sold=headline.sold,
        of_sold=headline.source is FeedbackSource.RETURN,
        expected=expected,
        chance=None if provable is None else chance_of_proof(provable, share, expected),
        chance_of_two=None if provable is None else chance_of_proof(provable, share, 2 * expected),
        cure_shows=provable is not None and chance_of_proof(provable, 0.0, expected) > 0,
    )


def say_foresight(session: Session, seen: Foresight) -> str:
    """Return what the next run can show, honestly: "With about 12 answers expected this run will probably not …"."""
    word = get_label(session).run_word
    size = f"{word.capitalize()} {seen.run} is planned with {seen.pieces} pieces" if seen.planned else (
        f"Were the next {word} as large as the last, {seen.pieces} pieces"
    )  # fmt: skip
    so_far = "" if seen.of_sold else f"; so far {seen.answered} answers came of {seen.sold} pieces sold"
    return f"{size}{so_far}. {_say_chance(seen, word)}"


def chance_of_proof(provable: Mapping[int, int], share: float, answers: int) -> float:
    """Return how likely so many answers after a fix prove it at some look, 0–1 (last section of the statistics).

    `provable` says for each look (10, 20, 40 …) with how many reports at most it would be proven, −1 where with none;
    `share`, 0–1, is that of the customers who will still report it.
    """
    waiting: dict[int, float] = {0: 1.0}
    seen, proven = 0, 0.0
    for look in sorted(look for look in provable if look <= answers):
        more = [_binomial(number, look - seen, share) for number in range(look - seen + 1)]
        reached: dict[int, float] = {}
        for reporting, probability in waiting.items():
            for number, chance in enumerate(more):
                reached[reporting + number] = reached.get(reporting + number, 0.0) + probability * chance
        proven += sum(probability for reporting, probability in reached.items() if reporting <= provable[look])
        waiting = {reporting: each for reporting, each in reached.items() if reporting > provable[look]}
        seen = look
    return proven


def _binomial(number: int, of: int, share: float) -> float:
    return comb(of, number) * share**number * (1 - share) ** (of - number)


def _say_chance(seen: Foresight, word: str) -> str:
    counted = "pieces sold" if seen.of_sold else "answers expected"
    expected = f"With about {seen.expected} {counted} this {word}"
    if seen.chance is None or seen.chance_of_two is None:
        return f"{expected} can show whether fewer say it, but not prove it: only what was clear before can be proven."
    if seen.chance >= LIKELY:
        return f"{expected} will most likely prove a fix that leaves one in five of the complaints."
    if seen.chance >= EVEN:
        return f"{expected} may well prove a fix that leaves one in five of the complaints."
    two = f"two {word}s might" if seen.chance_of_two >= EVEN else f"nor will two {word}s"
    if seen.expected < FIRST_LOOK:
        return f"{expected} cannot prove a fix: a verdict needs {FIRST_LOOK}; {two}."
    effect = " Only if hardly anybody says it any more would that be seen." if seen.cure_shows else ""
    return f"{expected} will probably not prove it; {two}.{effect}"


def _find_next(garment: Garment) -> tuple[int, int, bool] | None:
    """The number and the pieces of the run that is planned, else of one like the last that was cut."""
    planned = [each for each in garment.rounds if each.status is RoundStatus.PLANNED and each.quantities]
    known = planned[:1] or [each for each in reversed(garment.rounds) if each.quantities][:1]
    if not known:
        return None
    [run] = known
    pieces = sum(row.planned for row in run.quantities)
    number = run.number if planned else garment.rounds[-1].number + 1
    return (number, pieces, bool(planned)) if pieces else None
