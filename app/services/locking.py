"""Releasing a round to cut, and taking the release back while nobody has answered about it."""

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import (
    Choice,
    Decision,
    Feedback,
    GateOverride,
    Outcome,
    PatternRevision,
    ProductionRound,
    RoundStatus,
    Route,
    User,
    now,
)
from app.services import audit, overrides, revisions, wishes
from app.services.changes import has_come, list_released, list_shipped_lines, survivor
from app.services.gate import Gate, check_gate, revision_to_cut
from app.services.round_rules import ensure_planned, hold_round
from app.services.snapshots import remember_before, restore_before, take_snapshot
from app.services.wording import name_round


def lock_round(
    session: Session,
    production_round: ProductionRound,
    *,
    user: User | None = None,
    override_reason: str | None = None,
    agreed: GateOverride | None = None,
) -> ProductionRound:
    """Release a round to cut: copy what is cut, release its revision, and let "fixed in the next run" become true.

    Refuses with all that is open, unless somebody who may do so overrides the gate with a reason, and where another
    may, too, unless one of them has agreed. Without a user it is the command line, whose owner may do anything.
    """
    hold_round(session, production_round)
    ensure_planned(session, production_round)
    _ensure_in_order(session, production_round)
    revision = revision_to_cut(production_round)
    revisions.ensure_not_superseded(revision)
    gate = check_gate(session, production_round)
    reason = (override_reason or "").strip() or None
    if not gate.passes:
        _ensure_overridden(session, gate, reason, user)
        _ensure_two(session, production_round, user, agreed)
    fixed = list_fixes(production_round, revision)
    before = remember_before(production_round, fixed)
    undecided = [item.cluster for item in gate.items if item.cluster is not None]
    snapshot = take_snapshot(session, production_round, revision, open_clusters=undecided)
    production_round.snapshot = {**snapshot, "before": before}
    production_round.override_reason = None if gate.passes else reason
    production_round.revision = revision
    production_round.status = RoundStatus.LOCKED
    production_round.locked_at = now()
    for decision in fixed:
        decision.round_number = production_round.number
    revisions.release(session, revision, override_reason=production_round.override_reason, user=user)
    audit.note(
        session, "locked", production_round, user=user, revision=revision.number, overridden=not gate.passes,
        fixed=[decision.cluster_id for decision in fixed], asked_by=agreed.asked_by_id if agreed else None,
    )  # fmt: skip
    overrides.end_all(session, production_round)
    wishes.settle_wishes(session, production_round.garment)
    return production_round


def lock_together(session: Session, override: GateOverride, *, user: User) -> ProductionRound:
    """Release a round against its gate as one person asked, now that a second one agrees."""
    overrides.agree(session, override, check_gate(session, override.production_round), user=user)
    return lock_round(session, override.production_round, user=user, override_reason=override.reason, agreed=override)


def unlock_round(
    session: Session, production_round: ProductionRound, *, reason: str, user: User | None = None
) -> ProductionRound:
    """Take the release of the newest locked round back; revisions and decisions are again what they were."""
    hold_round(session, production_round)
    _ensure_locked(session, production_round)
    _ensure_newest_locked(session, production_round)
    _ensure_unanswered(session, production_round)
    if not reason.strip():
        raise RuleError("A release is taken back with a reason.", field="reason")
    session.execute(delete(Outcome).where(Outcome.fixed_in_id == production_round.id))
    production_round.status = RoundStatus.PLANNED
    production_round.locked_at = production_round.override_reason = None
    restore_before(session, production_round)
    production_round.snapshot = None
    audit.note(session, "unlocked", production_round, user=user, reason=reason.strip())
    wishes.settle_wishes(session, production_round.garment)
    return production_round


def list_fixes(production_round: ProductionRound, revision: PatternRevision) -> list[Decision]:
    """Return the decisions to fix by pattern that come true with this round: a line of it was drawn from them.

    A decision that came true in an earlier round keeps that round, so that its proof stays where it belongs; one whose
    round was cut without it comes true now.
    """
    lines = list_shipped_lines(production_round, revision)
    behind = dict.fromkeys(survivor(cluster) for line in lines for cluster in line.clusters)
    return [
        decision
        for cluster in behind
        if (decision := cluster.decision) is not None
        and decision.choice is Choice.FIX
        and decision.route in (Route.PATTERN, Route.BLOCK, None)
        and not has_come(cluster, since=decision.round_number or production_round.number)
    ]


def _ensure_in_order(session: Session, production_round: ProductionRound) -> None:
    """Rounds are released in their order: what came before and after a fix is told by their numbers."""
    later = [each for each in list_released(production_round.garment) if each.number > production_round.number]
    if later:
        names = f"{name_round(session, later[-1])} is released to cut already"
        raise RuleError(f"{names}, so {name_round(session, production_round).lower()} cannot come before it any more.")


def _ensure_overridden(session: Session, gate: Gate, reason: str | None, user: User | None) -> None:
    """Against the gate a round is released only with a reason, by somebody who may do that."""
    if reason is None:
        raise RuleError(" ".join(gate.open_sentences), field="override_reason")
    if user is not None:
        overrides.ensure_allowed(session, user)


def _ensure_two(
    session: Session, production_round: ProductionRound, user: User | None, agreed: GateOverride | None
) -> None:
    """Where two people may override, one alone does not."""
    settled = agreed is not None and agreed.round_id == production_round.id and agreed.agreed_by is user
    if overrides.needs_second(overrides.list_allowed(session), user) and not settled:
        raise RuleError("A second person has to agree to that: ask for it.", field="override_reason")


def _ensure_locked(session: Session, production_round: ProductionRound) -> None:
    """Only a release that stands can be taken back."""
    if production_round.status is not RoundStatus.LOCKED:
        raise RuleError(f"{name_round(session, production_round)} is {production_round.status}, not released to cut.")


def _ensure_newest_locked(session: Session, production_round: ProductionRound) -> None:
    """A later round stands on this one."""
    newest = list_released(production_round.garment)[-1]
    if newest is not production_round:
        raise RuleError(f"{name_round(session, newest)} was released after it; take that back first.")


def is_answered(session: Session, production_round: ProductionRound) -> bool:
    """Return whether anything was said about a round."""
    return bool(session.scalar(select(exists().where(Feedback.round_id == production_round.id))))


def _ensure_unanswered(session: Session, production_round: ProductionRound) -> None:
    """Once a customer has answered about a round it was cut, whatever anybody says."""
    if is_answered(session, production_round):
        name = name_round(session, production_round)
        raise RuleError(f"{name} has feedback, so its release cannot be taken back.")
