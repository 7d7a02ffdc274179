"""What the list of garments shows of each: its runs, who answered, whom all fits fine, and what waits to be decided."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Feedback, FeedbackSource, Garment, ProductionRound
from app.services.clusters import list_standing
from app.services.decisions import needs_decision
from app.services.garments import list_garments
from app.services.shares import Share


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
    answers, fine = _count_answers(session)
    open_points = Counter(cluster.garment_id for cluster in list_standing(session) if needs_decision(cluster))
    counted = select(ProductionRound.garment_id, func.count()).group_by(ProductionRound.garment_id)
    runs = dict(session.execute(counted).all())
    return [
        GarmentRow(
            garment, runs.get(garment.id, 0), answers[garment.id], fine.get(garment.id, Share(0, 0)),
            open_points[garment.id],
        )
        for garment in garments
    ]  # fmt: skip


def _count_answers(session: Session) -> tuple[Counter[int], dict[int, Share]]:
    """How many customers answered, and whom all fits fine of those whom the form asked; by the id of the garment."""
    rows = session.execute(
        select(Feedback.garment_id, Feedback.source, Feedback.fits_fine, func.count())
        .where(Feedback.first_id.is_(None), Feedback.source != FeedbackSource.NOTE, ~Feedback.is_spam)
        .group_by(Feedback.garment_id, Feedback.source, Feedback.fits_fine)
    )
    answers: Counter[int] = Counter()
    asked: Counter[int] = Counter()
    fine: Counter[int] = Counter()
    for garment_id, source, fits_fine, number in rows:
        answers[garment_id] += number
        if source is FeedbackSource.FORM:
            asked[garment_id] += number
            fine[garment_id] += number if fits_fine else 0
    return answers, {garment_id: Share(fine[garment_id], number) for garment_id, number in asked.items()}
