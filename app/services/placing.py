"""Placing: the cluster that the issues of a code go to."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Cluster, Garment, Placement
from nlp.taxonomy import IssueCode


def place_code(session: Session, garment: Garment, code: IssueCode) -> Cluster:
    """Return where the issues of a code go; the cluster is made when it is first needed."""
    wanted = select(Placement).where(Placement.garment_id == garment.id, Placement.code == code)
    found = session.scalar(wanted)
    if found is not None:
        return found.cluster
    cluster = Cluster(garment=garment, code=code, name=code.title)
    placement = Placement(garment_id=garment.id, code=code, home=cluster, cluster=cluster)
    try:
        with session.begin_nested():
            session.add_all([cluster, placement])
    except IntegrityError:
        # Another customer was the first with this code in the same moment.
        return session.scalars(wanted).one().cluster
    return cluster
