"""Blocks: what garments that are drawn from the same block say alike, and faults that are carried to the block."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.models import Choice, Cluster, EvidenceState, Garment, RoundStatus, Route, User, by_name
from app.services import audit
from app.services.placing import place_code
from nlp.taxonomy import Code


@dataclass(frozen=True)
class BlockFault:
    """A fault that garments of a block have: the points that are clear or nearly so, the surest first."""

    code: Code
    points: tuple[Cluster, ...]

    @property
    def is_wide(self) -> bool:
        """Return whether several garments have it, so that the block is to be looked at."""
        return len({point.garment_id for point in self.points}) > 1


@dataclass(frozen=True)
class Block:
    """A basic pattern with the styles drawn from it."""

    name: str
    garments: tuple[Garment, ...]
    faults: tuple[BlockFault, ...]
    """Those of several garments first."""
    carried: tuple[Cluster, ...]
    """Points whose fix was carried to the block."""


@dataclass(frozen=True)
class SameElsewhere:
    """Where other garments of the block have the same fault."""

    alike: tuple[Cluster, ...] = ()
    """Clear or nearly so, the surest first."""
    carried_to: tuple[Cluster, ...] = ()
    """Opened on later styles because the fix was carried to the block."""


def list_blocks(session: Session) -> list[Block]:
    """Return the blocks that garments are drawn from, by name, with what their garments say alike."""
    by_block: dict[str, list[Garment]] = {}
    found = session.scalars(select(Garment).where(Garment.retired_at.is_(None)).order_by(Garment.id))
    for garment in sorted(found, key=by_name):
        if key := _fold(garment.block):
            by_block.setdefault(key, []).append(garment)
    points = _read_points_of(session, [garment.id for each in by_block.values() for garment in each])
    return sorted((_build_block(garments, points) for garments in by_block.values()), key=by_name)


def list_same_elsewhere(session: Session, cluster: Cluster) -> SameElsewhere:
    """Return what other garments have of the fault of a point, in one query."""
    return choose_same(cluster, _read_points(session, may_be_same(cluster)))


def may_be_same(cluster: Cluster) -> ColumnElement[bool]:
    """Return which points `choose_same` chooses from: those of other garments of any block; none where it has none."""
    if not _fold(cluster.garment.block):
        return false()
    of_blocks = select(Garment.id).where(Garment.block.is_not(None), Garment.id != cluster.garment_id)
    same = and_(
        Cluster.code == cluster.code,
        Cluster.merged_into_id.is_(None),
        Cluster.garment_id.in_(of_blocks.where(Garment.retired_at.is_(None))),
    )
    return or_(same, and_(Cluster.carried_from_id == cluster.id, Cluster.garment_id.in_(of_blocks)))


def choose_same(cluster: Cluster, points: Iterable[Cluster]) -> SameElsewhere:
    """Return what of these points is the fault of another on other garments; the one it came from is left out."""
    block = _fold(cluster.garment.block)
    found = [each for each in points if each.garment_id != cluster.garment_id and each.code.group == "fit"]
    alike = [
        each
        for each in found
        if each.code == cluster.code and each is not cluster.carried_from and each.merged_into_id is None
        and _fold(each.garment.block) == block and _is_heard(each)
    ]  # fmt: skip
    return SameElsewhere(
        alike=tuple(sorted(alike, key=_sureness, reverse=True)),
        carried_to=tuple(each for each in found if each.carried_from_id == cluster.id),
    )


def carry(session: Session, cluster: Cluster, *, user: User | None = None) -> list[Cluster]:
    """Return the points opened on later styles of the block: those that no run was cut of yet.

    Styles that were cut have their own customers to say so; those that are added later are opened when they come.
    """
    later = [
        garment
        for garment in _list_siblings(session, cluster.garment)
        if all(each.status is RoundStatus.PLANNED for each in garment.rounds)
    ]
    return [opened for garment in later if (opened := _open(session, garment, cluster, user=user))]


def open_carried(session: Session, garment: Garment, *, user: User | None = None) -> list[Cluster]:
    """Return the points opened on a new style for all that was carried to its block."""
    if not _fold(garment.block):
        return []
    session.flush()
    siblings = [each.id for each in _list_siblings(session, garment)]
    carried = [point for point in _read_points_of(session, siblings) if _is_carried(point)]
    return [opened for point in carried if (opened := _open(session, garment, point, user=user))]


def _build_block(garments: list[Garment], points: list[Cluster]) -> Block:
    ids = {garment.id for garment in garments}
    own = [point for point in points if point.garment_id in ids]
    heard = sorted((point for point in own if _is_heard(point)), key=_sureness, reverse=True)
    by_code: dict[Code, list[Cluster]] = {}
    for point in heard:
        by_code.setdefault(point.code, []).append(point)
    faults = [BlockFault(code, tuple(each)) for code, each in by_code.items()]
    return Block(
        name=(garments[0].block or "").strip(),
        garments=tuple(garments),
        faults=tuple(sorted(faults, key=lambda fault: not fault.is_wide)),
        carried=tuple(point for point in own if _is_carried(point)),
    )


def _list_siblings(session: Session, garment: Garment) -> list[Garment]:
    """The other garments of its block, however its name was typed."""
    key = _fold(garment.block)
    if not key:
        return []
    found = session.scalars(
        select(Garment)
        .where(Garment.block.is_not(None), Garment.retired_at.is_(None), Garment.id != garment.id)
        .order_by(Garment.id)
    )
    return [each for each in found if _fold(each.block) == key]


def _read_points_of(session: Session, garment_ids: list[int]) -> list[Cluster]:
    """The points of these garments that stand."""
    if not garment_ids:
        return []
    return _read_points(session, Cluster.garment_id.in_(garment_ids), Cluster.merged_into_id.is_(None))


def _read_points(session: Session, *which: ColumnElement[bool]) -> list[Cluster]:
    """Points of garments of a block that may be the block's: what a pattern cannot mend is left out."""
    session.flush()
    found = session.scalars(
        select(Cluster)
        .join(Cluster.garment)
        .where(Garment.block.is_not(None), *which)
        .options(joinedload(Cluster.evidence), joinedload(Cluster.decisions), contains_eager(Cluster.garment))
        .order_by(Cluster.id)
    ).unique()
    return [point for point in found if point.code.group == "fit"]


def _open(session: Session, garment: Garment, cluster: Cluster, *, user: User | None) -> Cluster | None:
    """The point of a garment for the same fault, marked as carried; None where it was decided or carried before."""
    point = place_code(session, garment.id, cluster.code)
    if point.decision is not None or point.carried_from is not None:
        return None
    point.carried_from = cluster
    audit.note(session, "carried", point, user=user, came_from=cluster.id)
    return point


def _is_heard(point: Cluster) -> bool:
    headline = point.headline
    return headline is not None and headline.state.rank >= EvidenceState.EMERGING.rank


def _is_carried(point: Cluster) -> bool:
    decision = point.decision
    return decision is not None and decision.choice is Choice.FIX and decision.route is Route.BLOCK


def _sureness(point: Cluster) -> tuple[int, float]:
    headline = point.headline
    return (headline.state.rank, headline.q05) if headline else (-1, 0.0)


def _fold(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()
