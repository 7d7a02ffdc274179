"""Pattern revisions: drafted as a full copy, changed line by line, approved, released with a round."""

from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import Garment, PatternRevision, RevisionMeasure, RevisionStatus, User, now
from app.services import audit, settling
from app.services.ancestry import find_present, is_behind, list_drafts
from app.services.comparing import compare
from app.services.garments import hold_garment
from app.services.instructions import add_instruction, rewrite_instruction
from app.services.lines import change_measure, drop_line
from app.services.needs import needs_sample
from app.services.sample_views import list_approved_on
from app.services.wording import amount_of

__all__ = [
    "add_instruction",
    "approve",
    "change_measure",
    "compare",
    "draft_revision",
    "drop_line",
    "ensure_measured",
    "ensure_not_behind",
    "ensure_not_superseded",
    "find_draft",
    "get_revision",
    "is_received",
    "needs_sample",
    "release",
    "rewrite_instruction",
]


def draft_revision(
    session: Session, garment: Garment, *, beside: bool = False, user: User | None = None
) -> PatternRevision:
    """Return a new draft: the next number, a full copy of the chart of the newest revision that went out.

    A second draft beside an open one is asked for: whichever goes out first, the other is rebased on it.
    """
    hold_garment(session, garment)
    if not beside:
        _ensure_no_draft(garment)
    predecessor = find_present(garment)
    copies = [
        RevisionMeasure(pom=measure.pom, size=measure.size, value_mm=measure.value_mm, typed=measure.typed)
        for measure in predecessor.measures
        if measure.pom.retired_at is None
    ]
    revision = PatternRevision(
        number=garment.revisions[-1].number + 1, predecessor=predecessor, drafted_by=user, status=RevisionStatus.DRAFT,
        measures=copies,
    )  # fmt: skip
    garment.revisions.append(revision)
    audit.note(session, "drafted", revision, user=user, copied_from=predecessor.number)
    return revision


def get_revision(session: Session, garment: Garment, number: int) -> PatternRevision:
    """Return the revision of a garment with this number."""
    session.flush()
    for revision in garment.revisions:
        if revision.number == number:
            assert revision.garment is garment  # held from here on, or else it would be read again
            return revision
    raise NotFound(f"{garment.name} has no revision {number}.", field="revision")


def find_draft(garment: Garment) -> PatternRevision | None:
    """Return the open draft of a garment, or None; of two, the one that can go out as it is."""
    return next(iter(list_drafts(garment)), None)


def approve(session: Session, revision: PatternRevision, *, user: User | None = None) -> PatternRevision:
    """Approve a revision for cutting: its sheet was received and the samples it needs are accepted or waived."""
    hold_garment(session, revision.garment)
    if revision.status not in (RevisionStatus.SENT, RevisionStatus.SAMPLED):
        raise RuleError(f"Revision {revision.number} is {revision.status}; only what was sent can be approved.")
    ensure_measured(revision)
    _ensure_received(revision)
    _ensure_agreed(revision)
    if missing := needs_sample(session, revision):
        raise RuleError(" ".join(missing))
    revision.status = RevisionStatus.APPROVED
    revision.approved_by = user
    revision.approved_at = now()
    samples = [sample.id for sample in list_approved_on(session, revision)]
    audit.note(session, "approved", revision, user=user, samples=samples)
    return revision


def release(
    session: Session, revision: PatternRevision, *, override_reason: str | None = None, user: User | None = None
) -> PatternRevision:
    """Make a revision the one that is cut and supersede all before it; the release of a round calls this."""
    ensure_not_superseded(revision)
    if revision.status is RevisionStatus.RELEASED:
        return revision
    if revision.status is not RevisionStatus.APPROVED and not override_reason:
        raise RuleError(f"Revision {revision.number} is not approved yet.")
    ensure_not_behind(revision)
    for earlier in revision.garment.revisions:
        if earlier.number < revision.number and earlier.status is not RevisionStatus.DRAFT:
            earlier.status = RevisionStatus.SUPERSEDED
    revision.status = RevisionStatus.RELEASED
    revision.released_at = now()
    audit.note(session, "released", revision, user=user)
    return revision


def is_received(revision: PatternRevision) -> bool:
    """Return whether a pattern maker has received the sheet of a revision."""
    return any(packet.received_at for packet in revision.packets)


def ensure_measured(revision: PatternRevision) -> None:
    """A change without a measurement cannot be cut."""
    unmeasured = sum(not line.is_measured for line in revision.lines)
    if unmeasured:
        changes = amount_of(unmeasured, "change")
        raise RuleError(f"Revision {revision.number} has {changes} without a measurement.")


def ensure_not_superseded(revision: PatternRevision) -> None:
    """Refuse a pattern that a newer one has replaced: it is neither sent nor cut again."""
    if revision.status is RevisionStatus.SUPERSEDED:
        raise RuleError(f"Revision {revision.number} is superseded: take a newer one.", field="revision")


def ensure_not_behind(revision: PatternRevision) -> None:
    """Refuse a draft of a pattern that has moved on: it would take back what went out since."""
    if is_behind(revision) and revision.predecessor is not None:
        present = find_present(revision.garment)
        raise RuleError(
            f"Revision {revision.number} was copied from {revision.predecessor.number}, and {present.number} has gone "
            f"out since: rebase it on {present.number} first."
        )


def _ensure_no_draft(garment: Garment) -> None:
    """There is one open draft at a time, or two people draw two patterns."""
    if draft := find_draft(garment):
        raise RuleError(f"Revision {draft.number} is still a draft: finish and send it before you draft the next one.")


def _ensure_received(revision: PatternRevision) -> None:
    """A revision is approved once its pattern maker has the sheet."""
    if not is_received(revision):
        raise RuleError(f"The correction sheet of revision {revision.number} has not been received yet.")


def _ensure_agreed(revision: PatternRevision) -> None:
    """Nothing is cut while the pattern maker waits for an answer."""
    if waiting := settling.list_open_behind(revision):
        raise RuleError(f"{settling.say_open(waiting[0], beside=revision)} Settle it first.")
