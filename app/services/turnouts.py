"""Who answered, size beside size, and the size whose wearers are not heard."""

from collections.abc import Collection
from dataclasses import dataclass

from app.models import Garment, GarmentSize
from app.services.changes import list_released
from app.services.counts import is_counted, sold_by_size
from app.services.narrowing import Narrowing
from app.services.shares import Share
from app.services.sums import NOBODY, Sums


@dataclass(frozen=True)
class Turnout:
    """How many wearers of a size answered, of the pieces sold where they were counted, and whom all fits fine."""

    size: GarmentSize
    answered: int
    sold: int | None
    fine: Share


def list_turnout(garment: Garment, everybody: Sums, narrowing: Narrowing) -> list[Turnout]:
    """Who answered, size beside size; only the form asks whether everything fits fine.

    Where more answered than are known to be sold, some of what was sold is not on file.
    """
    sold = _list_sold(garment, everybody, narrowing, ())
    answered, fine = everybody.answers_by_size, everybody.fine_by_size
    rows = [(size, answered.get(size.id, 0), sold.get(size.id)) for size in garment.sizes]
    return [
        Turnout(size, number, pieces if pieces and pieces >= number else None, fine.get(size.id, NOBODY))
        for size, number, pieces in rows
    ]


def count_sold(garment: Garment, everybody: Sums, narrowing: Narrowing) -> int | None:
    """Return the pieces sold that all who answered can be held against; None where not all of those were counted."""
    chosen = [size.id for size in garment.sizes if narrowing.size in (None, size)]
    told = [size_id for size_id in chosen if everybody.answers_by_size.get(size_id)]
    by_size = _list_sold(garment, everybody, narrowing, told)
    sold = sum(by_size.get(size_id, 0) for size_id in chosen)
    return sold if sold >= max(1, everybody.answers) else None


def find_silent_size(turnout: list[Turnout]) -> GarmentSize | None:
    """The size whose buyers answer clearly least, under half as often as all do."""
    counted = [row for row in turnout if row.sold and row.sold >= 10]
    if len(counted) < 2:
        return None
    usual = sum(row.answered for row in counted) / sum(row.sold or 0 for row in counted)
    least = min(counted, key=lambda row: row.answered / (row.sold or 1))
    return least.size if least.answered / (least.sold or 1) < usual / 2 else None


def _list_sold(garment: Garment, everybody: Sums, narrowing: Narrowing, size_ids: Collection[int]) -> dict[int, int]:
    """The pieces sold by size id; none where a run that is answered about, or one of these sizes, was not counted."""
    rounds = [each for each in list_released(garment) if narrowing.rounds is None or each.number in narrowing.rounds]
    known = is_counted(rounds, everybody.runs, size_ids, colour=narrowing.colour)
    return sold_by_size(rounds, colour=narrowing.colour) if known else {}
