"""The made-up label with nothing planted in it: whatever is found there, chance has dealt."""

from dataclasses import replace

from app.models import Choice, Route
from app.services.demo.shapes import DemoGarment, Ruling


def without_truths(garment: DemoGarment) -> DemoGarment:
    """Return the garment with nothing planted in it: only the grumbles that chance deals.

    Its label is the kind that chases noise: before the second run the loudest point is fixed, whatever it is.
    """
    chased = {2: (Ruling(None, Choice.FIX, "It is said the most.", route=Route.FACTORY, round_number=2),)}
    runs = [
        replace(run, rulings=chased.get(run.number, ()), correction=None, override_reason=None) for run in garment.runs
    ]
    return replace(
        garment, runs=tuple(runs), faults=(), safety_in=None, praised_when_fixed={}, pending_rulings=(),
        pending_correction=None,
    )  # fmt: skip
