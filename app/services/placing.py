"""Placing: the cluster that the issues of a code go to, and issues put there."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Cluster, Issue, Placement
from app.services.label import get_label
from nlp.taxonomy import Code

Place = tuple[int, Code]
"""The number of a garment, and what is said of it."""


def find_homes(session: Session, places: Collection[Place]) -> dict[Place, Cluster]:
    """Return where the issues of codes go, all in one question; new clusters are made in the order given."""
    if not places:
        return {}
    rows = session.execute(
        select(Placement.garment_id, Placement.code, Cluster)
        .join(Placement.cluster)
        .where(
            Placement.garment_id.in_({garment_id for garment_id, _ in places}),
            Placement.code.in_({code for _, code in places}),
        )
    )
    homes = {(garment_id, code): cluster for garment_id, code, cluster in rows}
    return {place: homes.get(place) or _make_home(session, place) for place in places}


def place_code(session: Session, garment_id: int, code: Code) -> Cluster:
    """Return where the issues of one code go; the cluster is made when it is first needed."""
    place = (garment_id, code)
    return find_homes(session, [place])[place]


def place_issues(session: Session, issues: Iterable[Issue]) -> None:
    """Put issues where those of their code go; praise, spam and what was rejected stand in no cluster."""
    places = {issue: _find_place(issue) for issue in issues if not issue.placed_by_hand}
    homes = find_homes(session, [*dict.fromkeys(filter(None, places.values()))])
    for issue, place in places.items():
        issue.cluster = homes[place] if place else None
    session.flush()


def _find_place(issue: Issue) -> Place | None:
    code = issue.standing_code
    return None if code is None or code.is_ok or issue.feedback.is_spam else (issue.feedback.garment_id, code)


def _make_home(session: Session, place: Place) -> Cluster:
    """The cluster of a code that nobody said of this garment before."""
    garment_id, code = place
    cluster = Cluster(garment_id=garment_id, code=code, name=get_label(session).say_code(code))
    placement = Placement(garment_id=garment_id, code=code, home=cluster, cluster=cluster)
    try:
        with session.begin_nested():
            session.add_all([cluster, placement])
    except IntegrityError:
        # Another customer was the first with this code in the same moment.
        made = Placement.garment_id == garment_id, Placement.code == code
        return session.scalars(select(Cluster).join(Placement.cluster).where(*made)).one()
    return cluster
