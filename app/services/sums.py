"""Sums: what all who answered say of a garment as a whole, added up by the worker so that no page counts anybody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from app.models import FeedbackSource
from app.models.base import JSON_OBJECT
from app.services.hearing import Answer
from app.services.shares import Share, read_shares, share_by, store_shares

NOBODY = Share(0, 0)

NO_RUN = 0
"""Stands for no run where runs stand by their numbers."""


@dataclass(frozen=True)
class Sums:
    """Whom all fits, of those who answered; only the form asks that, so the others are counted as answers alone."""

    answers: int = 0
    fits_fine: Share = NOBODY
    fine_by_run: dict[int, Share] = field(default_factory=dict)
    answers_by_size: dict[int, int] = field(default_factory=dict)
    fine_by_size: dict[int, Share] = field(default_factory=dict)
    runs: frozenset[int | None] = frozenset()
    """Those that the answers are about; None where one of them names no run."""


def add_up(answers: Sequence[Answer], fine: Collection[int]) -> JSON_OBJECT:
    """Return the sums of these answers as they are stored; `fine` are those that say that all fits."""
    told = [answer for answer in answers if answer.source.is_customers]
    asked = [answer for answer in answers if answer.source is FeedbackSource.FORM]
    by_size = share_by(told, (), lambda answer: answer.size_id)
    return {
        "answers": len({answer.customer for answer in told}),
        "fits_fine": [
            len({answer.customer for answer in asked if answer.id in fine}), len({answer.customer for answer in asked}),
        ],
        "fine_by_run": store_shares(share_by(asked, fine, lambda answer: answer.round_number)),
        "answers_by_size": {str(size_id): share.n for size_id, share in by_size.items()},
        "fine_by_size": store_shares(share_by(asked, fine, lambda answer: answer.size_id)),
        "answered_runs": sorted({answer.round_number or NO_RUN for answer in told}),
    }  # fmt: skip


def read_sums(stored: JSON_OBJECT) -> Sums:
    """Return stored sums."""
    return Sums(
        answers=stored["answers"],
        fits_fine=Share(*stored["fits_fine"]),
        fine_by_run=read_shares(stored["fine_by_run"]),
        answers_by_size={int(size_id): answers for size_id, answers in stored["answers_by_size"].items()},
        fine_by_size=read_shares(stored["fine_by_size"]),
        # An older Toile kept the runs that anybody told of, the label itself included, and no others.
        runs=frozenset(number or None for number in stored["answered_runs" if "answered_runs" in stored else "runs"]),
    )
