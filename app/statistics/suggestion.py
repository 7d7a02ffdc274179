"""How much to change a measure: the shift that suits most customers, or why no number is given (C4).

Wishes are in mm of the customer's own words, all round for girths: positive in the direction of the complaint.
A suggestion is a hypothesis for a sample, not an order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from app.statistics.location import Wish, location_interval

STATED_MIN = 3
"""Under so many stated amounts there is no number."""

INSIDE_MIN = 0.6
"""The best shift has to suit so many, else one length cannot fit all."""

GAP_MIN_MM = 20.0
"""Two heaps of wishes lie at least this far apart."""

ASSUMED_MM = {1: (3.0, 25.4), 2: (12.7, 63.5), 3: (38.1, 127.0)}
"""What "a little", "too long", "way too long" stand for by severity, until the label's own customers say better."""

MEANING_MIN = 10
"""So many customers who gave the word and an amount say better than the assumption what the word means."""

CENTRAL = (0.1, 0.9)
"""A word means what lies between these shares of their amounts."""

Refusal = Literal["too_few_amounts", "leave_it", "two_heaps"]


@dataclass(frozen=True)
class Meaning:
    """What a vague word means to a label's customers: from low to high, in mm, and how many of them said so."""

    low_mm: float
    high_mm: float
    customers: int


@dataclass(frozen=True)
class Suggestion:
    """A shift in mm with what speaks for it; `shift_mm` is None where `refusal` says why."""

    shift_mm: float | None
    refusal: Refusal | None
    low_mm: float | None
    """From here to `high_mm`, in mm, lies what the complaining customers want on average (90 %)."""
    high_mm: float | None
    stated: int
    assumed: int
    satisfied: int
    suited: float
    """How many of all are expected within the leeway after the shift."""
    suited_now: float
    satisfied_lost: int
    """How many who are happy now would leave the leeway."""
    per_step_mm: float | None = None
    """For a fault of the grading: the further shift per size beyond the base; `shift_mm` is that of the base."""


def suggest(
    wishes: Sequence[Wish],
    satisfied: int,
    *,
    against: Sequence[Wish] = (),
    leeway_mm: float,
    scatter_mm: float = 0.0,
    step_mm: float = 1.0,
) -> Suggestion:
    """Return the shift that suits most.

    The satisfied wish for no change, those in `against` for one the other way. `leeway_mm` is how far off nobody
    minds; `scatter_mm`, the standard deviation of sewing, is added to every wish, so that no suggestion sits on a
    cliff; shifts are tried in steps of `step_mm`.
    """
    other_way = [-wish.middle_mm for wish in against]
    middles = np.array([0.0] * satisfied + other_way + [wish.middle_mm for wish in wishes])
    now = expected_inside(middles, 0.0, leeway_mm, scatter_mm)
    nothing = _no_number(wishes, satisfied, now)
    if nothing.stated < STATED_MIN:
        return nothing
    shift = best_shift(middles, leeway_mm, scatter_mm=scatter_mm, step_mm=step_mm)
    suited = expected_inside(middles, shift, leeway_mm, scatter_mm)
    if shift <= 0 or suited < now + 0.5:
        return replace(nothing, refusal="leave_it")
    if suited < INSIDE_MIN * len(middles) and has_two_heaps(middles):
        return replace(nothing, refusal="two_heaps", suited=suited)
    lost = satisfied if abs(shift) > leeway_mm else 0
    return replace(nothing, shift_mm=shift, refusal=None, suited=suited, satisfied_lost=lost)


def suggest_by_step(
    wishes: Sequence[tuple[int, Wish]],
    satisfied: Sequence[int],
    *,
    moves_base: bool,
    leeway_mm: float,
    scatter_mm: float = 0.0,
    step_mm: float = 1.0,
) -> Suggestion:
    """Return the change per size that suits most where the fault grows with the size.

    Each wish and each satisfied customer comes with how many sizes they are beyond the base, 0 for the base itself and
    for all sizes on its other side, whose steps are left alone. Only with `moves_base` all sizes move too.
    """
    middles = np.array([0.0] * len(satisfied) + [wish.middle_mm for _, wish in wishes])
    beyond = np.array([*satisfied, *(steps for steps, _ in wishes)], dtype=float)
    now = expected_inside(middles, 0.0, leeway_mm, scatter_mm)
    nothing = _no_number([wish for _, wish in wishes], len(satisfied), now)
    if nothing.stated < STATED_MIN:
        return nothing
    furthest = float(middles.max())
    bases = np.arange(0, furthest + step_mm, step_mm) if moves_base else np.zeros(1)
    base, step = (each.ravel() for each in np.meshgrid(bases, np.arange(step_mm, furthest + step_mm, step_mm)))
    # Thousands of people use few words: those who wish alike are worked out once.
    (wished, sizes_beyond), people = np.unique(np.stack([middles, beyond]), axis=1, return_counts=True)
    shifts = base[:, None] + step[:, None] * sizes_beyond[None, :]
    inside = _inside(wished - shifts, people, leeway_mm, scatter_mm)
    best = int(np.lexsort((base, base + step, -inside.round(6)))[0])
    if inside[best] < now + 0.5:
        return replace(nothing, refusal="leave_it")
    lost = int((base[best] + step[best] * beyond[: len(satisfied)] > leeway_mm).sum())
    return replace(
        nothing, shift_mm=float(base[best]), per_step_mm=float(step[best]), refusal=None, suited=float(inside[best]),
        satisfied_lost=lost,
    )  # fmt: skip


def _no_number(wishes: Sequence[Wish], satisfied: int, now: float) -> Suggestion:
    """The figures that hold whatever is suggested; without three amounts there is nothing else."""
    stated = sum(wish.stated for wish in wishes)
    low, high = location_interval(wishes) if stated >= STATED_MIN else (None, None)
    return Suggestion(
        None, "too_few_amounts", low, high, stated=stated, assumed=len(wishes) - stated, satisfied=satisfied,
        suited=now, suited_now=now, satisfied_lost=0,
    )  # fmt: skip


def learn_meaning(said_mm: Sequence[NDArray[np.float64]]) -> Meaning | None:
    """Return what a vague word means, from those who gave an amount with it (C4.1); None of fewer than ten.

    What was said comes in lots, from and to in mm. The meaning is the central 80 % of the amounts, at least as wide as
    the amounts of most are themselves: a word says no more.
    """
    if sum(map(len, said_mm)) < MEANING_MIN:
        return None
    ends = np.concatenate(said_mm)
    low, high = np.quantile(ends.mean(axis=1), CENTRAL)
    usual_low, usual_high = np.median(ends, axis=0)
    return Meaning(float(min(low, usual_low)), float(max(high, usual_high)), len(ends))


def read_amounts(said_mm: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Return amounts, from and to in mm, as a lot to learn from."""
    return np.asarray(said_mm, dtype=float).reshape(-1, 2)


def best_shift(
    wishes_mm: NDArray[np.float64], leeway_mm: float, *, scatter_mm: float = 0.0, step_mm: float = 1.0
) -> float:
    """Return the shift, in mm, that most wishes lie within the leeway of; of equal ones the smaller change.

    Then the one that leaves less beyond the leeway on average.
    """
    furthest = float(np.abs(wishes_mm).max(initial=0.0))
    steps = np.arange(0, furthest + step_mm, step_mm)
    tried = np.concatenate([steps, -steps[1:]])
    wished, people = np.unique(wishes_mm, return_counts=True)
    off = wished[None, :] - tried[:, None]
    inside = _inside(off, people, leeway_mm, scatter_mm).round(6)
    beyond = over_leeway(off, people, leeway_mm).round(6)
    return float(tried[np.lexsort((-tried, beyond, np.abs(tried), -inside))[0]])


def expected_inside(
    wishes_mm: NDArray[np.float64], shift_mm: float, leeway_mm: float, scatter_mm: float = 0.0
) -> float:
    """Return how many wishes are expected within the leeway after a shift; a count where nothing scatters."""
    wished, people = np.unique(wishes_mm, return_counts=True)
    return float(_inside(wished - shift_mm, people, leeway_mm, scatter_mm))


def _inside(
    off_mm: NDArray[np.float64], people: NDArray[np.int64], leeway_mm: float, scatter_mm: float
) -> NDArray[np.float64]:
    """How many are expected within the leeway, of so many people off by so many mm each, along the last axis."""
    if scatter_mm <= 0:
        each = (np.abs(off_mm) <= leeway_mm).astype(float)
    else:
        each = ndtr((leeway_mm - off_mm) / scatter_mm) - ndtr((-leeway_mm - off_mm) / scatter_mm)
    inside: NDArray[np.float64] = each @ people
    return inside


def over_leeway(off_mm: NDArray[np.float64], people: NDArray[np.int64], leeway_mm: float) -> NDArray[np.float64]:
    """Return by how much people are off beyond the leeway on average, in mm, along the last axis."""
    beyond: NDArray[np.float64] = np.maximum(0.0, np.abs(off_mm) - leeway_mm) @ people / max(1, people.sum())
    return beyond


def has_two_heaps(wishes_mm: NDArray[np.float64]) -> bool:
    """Return whether the wishes fall into two heaps with a gap between, each with a quarter of them."""
    ordered = np.sort(wishes_mm)
    least = max(1, len(ordered) // 4)
    gaps = np.diff(ordered)[least - 1 : len(ordered) - least]
    return bool(gaps.size and gaps.max() >= GAP_MIN_MM)
