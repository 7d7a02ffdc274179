"""What the list of garments shows of each: its runs, who answered, whom all fits fine, and what waits to be decided."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import FeedbackSource, Garment, ProductionRound
from app.services.clusters import list_standing
from app.services.decisions import needs_decision
from app.services.garments import list_garments
from app.services.lens import Lens
from app.services.narrowing import Narrowing
from app.services.shares import Share
from app.services.tallies import read_everybody


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
    garments = list_garments(session)
    told = {garment_id: Lens(tallies, Narrowing()) for garment_id, tallies in read_everybody(session).items()}
    open_points = Counter(cluster.garment_id for cluster in list_standing(session) if needs_decision(cluster))
    counted = select(ProductionRound.garment_id, func.count()).group_by(ProductionRound.garment_id)
    runs = dict(session.execute(counted).all())
    return [
        GarmentRow(
            garment, runs.get(garment.id, 0), answers=_share(told.get(garment.id)).n,
            fits_fine=_share(told.get(garment.id), FeedbackSource.FORM), open_points=open_points[garment.id],
        )
        for garment in garments
    ]  # fmt: skip


def _share(lens: Lens | None, source: FeedbackSource | None = None) -> Share:
    """How many say that all fits fine, of those who answered; of nobody before they were first added up."""
    return lens.tallies.everybody.share(lens.here(source)) if lens else Share(0, 0)
