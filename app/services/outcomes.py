"""Outcomes: whether fixes worked, as they were last judged."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Cluster, Garment, Outcome, ProductionRound


def list_outcomes(session: Session, garment: Garment) -> list[Outcome]:
    """Return the verdicts on a garment's fixes, the newest round first, each source apart."""
    return list(
        session.scalars(
            select(Outcome)
            .join(Outcome.cluster)
            .join(Outcome.fixed_in)
            .where(Cluster.garment_id == garment.id, Cluster.merged_into_id.is_(None))
            .order_by(ProductionRound.number.desc(), Outcome.cluster_id, Outcome.source)
        )
    )
