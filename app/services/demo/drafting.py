"""Drafts a correction of the demo: its measures, its instruction, what that marks on the flat."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.models import Garment, MarkKind, PatternRevision, User
from app.services import clusters, line_notes, marks, points_of_measure, revisions
from app.services.demo.shapes import Correction
from app.services.moves import Move


def draft_correction(session: Session, garment: Garment, correction: Correction, *, user: User) -> PatternRevision:
    """Return a draft with the lines of a correction, each drawn from its fit point."""
    revision = revisions.draft_revision(session, garment, user=user)
    by_code = {cluster.code: cluster for cluster in clusters.list_clusters(session, garment)}
    for change in correction.changes:
        line = revisions.change_measure(
            session,
            revision,
            points_of_measure.get_point_of_measure(garment, change.pom),
            delta_mm=Decimal(change.delta_mm),
            clusters=[by_code[change.code]] if change.code in by_code else (),
            reason=change.reason,
            user=user,
        )
        line_notes.note_beside(
            line, piece=change.piece, priority=change.priority, check_on_sample=change.check_on_sample
        )
    if correction.instruction:
        said = correction.instruction
        move = Move(said.seam_or_point, said.direction, Decimal(said.amount_mm))
        line = revisions.add_instruction(session, revision, text=said.text, piece=said.piece, move=move, user=user)
        for start, end in correction.marks:
            marks.add_mark(
                session, line, kind=MarkKind.LINE if end else MarkKind.POINT, start=marks.get_spot(garment, start),
                end=marks.get_spot(garment, end) if end else None, user=user,
            )  # fmt: skip
    session.flush()
    return revision
