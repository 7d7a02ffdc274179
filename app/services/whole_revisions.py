"""Whole revisions: their lines, sheets with answers, and samples, loaded in few queries however many there are."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models import FitSample, Garment, Packet, PacketAnswer, PatternRevision, RevisionLine

_WHOLE = (
    joinedload(PatternRevision.garment).options(joinedload(Garment.sizes), selectinload(Garment.points_of_measure)),
    joinedload(PatternRevision.rebased_into), joinedload(PatternRevision.approved_by),
    # A measured line has amounts and an instruction marks, so the two never multiply.
    selectinload(PatternRevision.lines).options(
        joinedload(RevisionLine.changes), joinedload(RevisionLine.clusters), joinedload(RevisionLine.marks)
    ),
    selectinload(PatternRevision.packets).joinedload(Packet.answers).options(
        joinedload(PacketAnswer.readings), joinedload(PacketAnswer.entered_by), joinedload(PacketAnswer.settled_by)
    ),
    selectinload(PatternRevision.samples).options(joinedload(FitSample.measures), joinedload(FitSample.photos)),
)  # fmt: skip


def load_whole(session: Session, revisions: Iterable[PatternRevision]) -> list[PatternRevision]:
    """Return the same revisions with all that their pages and their gates ask of them one by one."""
    ids = [revision.id for revision in revisions]
    if not ids:
        return []
    found = session.scalars(select(PatternRevision).where(PatternRevision.id.in_(ids)).options(*_WHOLE))
    return list(found.unique())
