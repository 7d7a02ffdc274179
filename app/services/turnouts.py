"""Who answered, size beside size, and the size whose wearers are not heard."""

from dataclasses import dataclass

from app.models import Garment, GarmentSize
from app.services.changes import list_released
from app.services.counts import sold_by_size
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
    """Who answered, size beside size; only the form asks whether everything fits fine."""
    released = list_released(garment)
    sold = sold_by_size(
        [each for each in released if narrowing.rounds is None or each.number in narrowing.rounds],
        colour=narrowing.colour,
    )
    answered, fine = everybody.answers_by_size, everybody.fine_by_size
    return [
        Turnout(size, answered.get(size.id, 0), sold.get(size.id), fine.get(size.id, NOBODY)) for size in garment.sizes
    ]


def find_silent_size(turnout: list[Turnout]) -> GarmentSize | None:
    """The size whose buyers answer clearly least, under half as often as all do."""
    counted = [row for row in turnout if row.sold and row.sold >= 10]
    if len(counted) < 2:
        return None
    usual = sum(row.answered for row in counted) / sum(row.sold or 0 for row in counted)
    least = min(counted, key=lambda row: row.answered / (row.sold or 1))
    return least.size if least.answered / (least.sold or 1) < usual / 2 else None
