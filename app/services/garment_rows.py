"""What the list of garments shows of each: its runs, who answered, whom all fits fine, and what waits to be decided."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Garment
from app.services.clusters import list_waiting
from app.services.garments import list_garments
from app.services.shares import Share
from app.services.sums import Sums
from app.services.tallies import read_all_sums


@dataclass(frozen=True)
class GarmentRow:
    """A garment in the list."""

    garment: Garment
    runs: int
    answers: int
    fits_fine: Share
    open_points: int


def list_garment_rows(session: Session) -> list[GarmentRow]:
    """Return the garments that are still made, with what is known of each, by name."""
    garments = list_garments(session, Garment.rounds)
    told = read_all_sums(session)
    open_points = Counter(cluster.garment_id for cluster in list_waiting(session))
    return [
        GarmentRow(
            garment, len(garment.rounds), answers=everybody.answers, fits_fine=everybody.fits_fine,
            open_points=open_points[garment.id],
        )
        for garment in garments
        for everybody in [told.get(garment.id, Sums())]
    ]  # fmt: skip
