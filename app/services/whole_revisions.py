"""Whole revisions: their lines, sheets with answers, and samples, loaded in few queries however many there are."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from app.errors import NotFound
from app.models import (
    FitSample,
    Garment,
    Packet,
    PacketAnswer,
    PatternRevision,
    PointOfMeasure,
    RevisionLine,
    RevisionMeasure,
)
from app.services.ancestry import list_line
from app.services.settling import UNCUT

# A measured line has amounts and an instruction marks, so the two never multiply.
_OF_LINES = tuple(map(joinedload, (RevisionLine.pom, RevisionLine.changes, RevisionLine.clusters, RevisionLine.marks)))

_ANSWERED = joinedload(Packet.answers).options(
    joinedload(PacketAnswer.readings), joinedload(PacketAnswer.entered_by), joinedload(PacketAnswer.settled_by)
)

_DRAWN = (
    joinedload(PatternRevision.garment).joinedload(Garment.sizes),
    *map(joinedload, (PatternRevision.rebased_into, PatternRevision.drafted_by, PatternRevision.approved_by)),
    joinedload(PatternRevision.files),
    selectinload(PatternRevision.lines).options(*_OF_LINES),
)  # fmt: skip

_ON_PAPER = (*_DRAWN, selectinload(PatternRevision.packets).options(_ANSWERED))

_SEWN = selectinload(PatternRevision.samples).options(joinedload(FitSample.measures), joinedload(FitSample.photos))

_WHOLE = (*_ON_PAPER, _SEWN)

_BESIDE = (
    joinedload(PatternRevision.garment).joinedload(Garment.revisions),
    joinedload(PatternRevision.garment).joinedload(Garment.rounds),
)
"""The garment's other revisions and its runs; few, so joined."""


def open_revision(session: Session, garment_id: int, number: int) -> PatternRevision:
    """Return the revision of a garment with this number and all that its page asks of it, in five queries."""
    of_garment = select(PatternRevision).where(PatternRevision.garment_id == garment_id)
    wanted = of_garment.where(PatternRevision.number == number).options(*_DRAWN, _SEWN, *_BESIDE)
    found = _ensure_found(session.scalars(wanted).unique().one_or_none(), number)
    _load_sheets(session, [found, *(each for each in list_line(found)[1:] if each.status in UNCUT)])
    load_chart(session, found)
    return found


def find_sheet(session: Session, which: ColumnElement[bool]) -> Packet | None:
    """Return the packet that is meant, with its revision and all that its sheet says, in four queries, or None."""
    with_revision = joinedload(Packet.revision).options(*_ON_PAPER, *_BESIDE)
    found = session.scalars(select(Packet).where(which).options(with_revision)).unique().one_or_none()
    if found is not None:
        load_chart(session, found.revision)
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


def load_whole(session: Session, revisions: Iterable[PatternRevision]) -> list[PatternRevision]:
    """Return the same revisions with all that their pages and their gates ask of them one by one."""
    ids = [revision.id for revision in revisions]
    if not ids:
        return []
    found = session.scalars(select(PatternRevision).where(PatternRevision.id.in_(ids)).options(*_WHOLE))
    return list(found.unique())


def load_lines(session: Session, revisions: Iterable[PatternRevision]) -> None:
    """Load the lines of revisions that are there already, in one query."""
    lines: dict[PatternRevision, list[RevisionLine]] = {revision: [] for revision in revisions}
    wanted = select(RevisionLine).where(RevisionLine.revision_id.in_([revision.id for revision in lines]))
    for line in session.scalars(wanted.options(*_OF_LINES).order_by(RevisionLine.number)).unique():
        lines[line.revision].append(line)
    for revision, own in lines.items():
        set_committed_value(revision, "lines", own)


def load_chart(session: Session, revision: PatternRevision) -> None:
    """Load the garment's points of measure and the revision's values of them, in one query."""
    of_revision = and_(RevisionMeasure.pom_id == PointOfMeasure.id, RevisionMeasure.revision_id == revision.id)
    chart = select(PointOfMeasure, RevisionMeasure).outerjoin(RevisionMeasure, of_revision)
    of_garment = chart.where(PointOfMeasure.garment_id == revision.garment_id)
    rows = session.execute(of_garment.order_by(PointOfMeasure.position, RevisionMeasure.id)).all()
    measures = sorted(filter(None, (measure for _, measure in rows)), key=lambda measure: measure.id)
    set_committed_value(revision.garment, "points_of_measure", list(dict.fromkeys(pom for pom, _ in rows)))
    set_committed_value(revision, "measures", measures)


def _load_sheets(session: Session, revisions: Iterable[PatternRevision]) -> None:
    """Load the sheets of revisions that are there already, with what was answered to which lines, in one query."""
    sheets: dict[PatternRevision, list[Packet]] = {revision: [] for revision in revisions}
    wanted = select(Packet).where(Packet.revision_id.in_([revision.id for revision in sheets])).order_by(Packet.id)
    of_line = joinedload(Packet.answers).joinedload(PacketAnswer.line)
    for packet in session.scalars(wanted.options(_ANSWERED, of_line)).unique():
        sheets[packet.revision].append(packet)
    for revision, own in sheets.items():
        set_committed_value(revision, "packets", own)


def _ensure_found(revision: PatternRevision | None, number: int) -> PatternRevision:
    """An address may name a revision that there never was."""
    if revision is None:
        raise NotFound(f"There is no revision {number} of this garment.", field="revision")
    return revision
