"""Whole revisions: their lines, sheets with answers, and samples, loaded in few queries however many there are."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import NotFound
from app.models import FitSample, Garment, Packet, PacketAnswer, PatternRevision, RevisionLine, RevisionMeasure

_WHOLE = (
    joinedload(PatternRevision.garment).joinedload(Garment.sizes),
    *map(joinedload, (PatternRevision.rebased_into, PatternRevision.drafted_by, PatternRevision.approved_by)),
    joinedload(PatternRevision.files),
    # A measured line has amounts and an instruction marks, so the two never multiply.
    selectinload(PatternRevision.lines).options(
        *map(joinedload, (RevisionLine.pom, RevisionLine.changes, RevisionLine.clusters, RevisionLine.marks))
    ),
    selectinload(PatternRevision.measures).joinedload(RevisionMeasure.pom),
    selectinload(PatternRevision.packets).joinedload(Packet.answers).options(
        joinedload(PacketAnswer.readings), joinedload(PacketAnswer.entered_by), joinedload(PacketAnswer.settled_by)
    ),
    selectinload(PatternRevision.samples).options(joinedload(FitSample.measures), joinedload(FitSample.photos)),
)  # fmt: skip


def open_revision(session: Session, garment_id: int, number: int) -> PatternRevision:
    """Return the revision of a garment with this number and all that its page asks of it, in five queries."""
    found = _open(session, PatternRevision.garment_id == garment_id, PatternRevision.number == number)
    return _ensure_found(found, number)


def open_revision_of(session: Session, packet: Packet) -> PatternRevision:
    """Return the revision of a sheet in the same way."""
    found = _open(session, PatternRevision.id == packet.revision_id)
    assert found is packet.revision  # the database demands one of every packet
    return found


def open_two(session: Session, garment_id: int, *numbers: int) -> list[PatternRevision]:
    """Return two revisions of a garment, or one beside itself, with their charts and files, in four queries."""
    any_of_garment = select(PatternRevision).where(PatternRevision.garment_id == garment_id)
    wanted = any_of_garment.where(PatternRevision.number.in_(numbers))
    # Where a value is not known, the lines on the way from one to the other tell what changed.
    lines = selectinload(Garment.revisions).selectinload(PatternRevision.lines).joinedload(RevisionLine.changes)
    of_garment = joinedload(PatternRevision.garment)
    found = session.scalars(
        wanted.options(
            of_garment.options(joinedload(Garment.sizes), joinedload(Garment.points_of_measure), lines),
            joinedload(PatternRevision.files), selectinload(PatternRevision.measures),
        )
    )  # fmt: skip
    by_number = {revision.number: revision for revision in found.unique()}
    return [_ensure_found(by_number.get(number), number) for number in numbers]


def list_measures(session: Session, revision: PatternRevision) -> Sequence[RevisionMeasure]:
    """Return the chart of a revision with its points of measure."""
    chart = select(RevisionMeasure).where(RevisionMeasure.revision_id == revision.id).order_by(RevisionMeasure.id)
    return session.scalars(chart.options(joinedload(RevisionMeasure.pom))).all()


def load_whole(session: Session, revisions: Iterable[PatternRevision]) -> list[PatternRevision]:
    """Return the same revisions with all that their pages and their gates ask of them one by one."""
    ids = [revision.id for revision in revisions]
    if not ids:
        return []
    found = session.scalars(select(PatternRevision).where(PatternRevision.id.in_(ids)).options(*_WHOLE))
    return list(found.unique())


def _open(session: Session, *which: ColumnElement[bool]) -> PatternRevision | None:
    with_others = joinedload(PatternRevision.garment).joinedload(Garment.revisions)
    wanted = select(PatternRevision).where(*which).options(*_WHOLE, with_others)
    return session.scalars(wanted).unique().one_or_none()


def _ensure_found(revision: PatternRevision | None, number: int) -> PatternRevision:
    """An address may name a revision that there never was."""
    if revision is None:
        raise NotFound(f"There is no revision {number} of this garment.", field="revision")
    return revision
