"""Placing: the cluster that the issues of a code go to, and issues put there."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Cluster, Issue, Placement
from app.services.label import get_label
from nlp.taxonomy import Code


def place_code(session: Session, garment_id: int, code: Code) -> Cluster:
    """Return where the issues of a code go; the cluster is made when it is first needed."""
    wanted = select(Placement).where(Placement.garment_id == garment_id, Placement.code == code)
    found = session.scalar(wanted)
    if found is not None:
        return found.cluster
    cluster = Cluster(garment_id=garment_id, code=code, name=get_label(session).say_code(code))
    placement = Placement(garment_id=garment_id, code=code, home=cluster, cluster=cluster)
    try:
        with session.begin_nested():
            session.add_all([cluster, placement])
    except IntegrityError:
        # Another customer was the first with this code in the same moment.
        return session.scalars(wanted).one().cluster
    return cluster


def find_homes(session: Session, codes: Collection[tuple[int, Code]]) -> dict[tuple[int, Code], int]:
    """Return the clusters of many codes, each of a garment, by their numbers; new ones are made in the order given."""
    garment_ids = {garment_id for garment_id, _ in codes}
    placed = select(Placement.garment_id, Placement.code, Placement.cluster_id)
    homes = {
        (garment_id, code): cluster_id
        for garment_id, code, cluster_id in session.execute(placed.where(Placement.garment_id.in_(garment_ids)))
    }
    return {each: homes[each] if each in homes else place_code(session, *each).id for each in codes}


def place_issues(session: Session, issues: Iterable[Issue]) -> None:
    """Put issues where those of their code go; praise, spam and what was rejected stand in no cluster."""
    homes: dict[tuple[int, Code], Cluster] = {}
    for issue in issues:
        if issue.placed_by_hand:
            continue
        code = issue.standing_code
        if code is None or code.is_ok or issue.feedback.is_spam:
            issue.cluster = None
            continue
        key = (issue.feedback.garment_id, code)
        if key not in homes:
            homes[key] = place_code(session, *key)
        issue.cluster = homes[key]
    session.flush()
