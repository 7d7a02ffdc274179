"""Overrides of the gate: where two people may release against it, one asks with a reason and another agrees.

Whoever asks cannot agree, and who agrees does so to what was open when it was asked: more than that, or less, is to be
asked anew. Who asked, who agreed and who ended it stands in the audit trail.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.errors import NotFound, RuleError
from app.models import GateOverride, ProductionRound, Role, RoundStatus, User, now
from app.services import audit
from app.services.gate import Gate, check_gate
from app.services.label import get_label
from app.services.round_rules import ensure_planned, hold_round


def list_allowed(session: Session) -> list[User]:
    """Return who may release against the gate."""
    return list(session.scalars(select(User).where(_is_allowed(session)).order_by(User.id)))


def count_allowed(session: Session) -> ScalarSelect[int]:
    """Return the query of how many may release against the gate."""
    return select(func.count(User.id)).where(_is_allowed(session)).scalar_subquery()


def list_roles(session: Session) -> set[Role]:
    """Return the roles that may release against the gate."""
    return {Role.ADMIN, Role(get_label(session).override_role)}


def needs_second(allowed: Iterable[User], user: User | None) -> bool:
    """Return whether somebody else of those who may has to agree; the command line's owner may do anything alone."""
    return user is not None and any(each.id != user.id for each in allowed)


def find_open(production_round: ProductionRound) -> GateOverride | None:
    """Return what is asked and neither agreed to nor ended, or None."""
    return next((each for each in reversed(production_round.overrides) if each.settled_at is None), None)


def find_agreed(production_round: ProductionRound) -> GateOverride | None:
    """Return what two people agreed on where a round was released against the gate, or None."""
    reason = production_round.override_reason
    agreed = [each for each in production_round.overrides if each.agreed_by_id is not None and each.reason == reason]
    return agreed[-1] if agreed else None


def list_open(session: Session) -> list[GateOverride]:
    """Return all that is asked and not settled, of rounds that are still planned."""
    asked = select(GateOverride).join(GateOverride.production_round)
    asked = asked.options(contains_eager(GateOverride.production_round), joinedload(GateOverride.asked_by))
    waiting = asked.where(GateOverride.settled_at.is_(None), ProductionRound.status == RoundStatus.PLANNED)
    return list(session.scalars(waiting.order_by(GateOverride.id)))


def get_open(session: Session, production_round: ProductionRound, override_id: int) -> GateOverride:
    """Return what is asked about a round, to be settled now; its garment is held, so that nobody else does."""
    hold_round(session, production_round)
    override = session.get(GateOverride, override_id, populate_existing=True)
    if override is None or override.round_id != production_round.id:
        raise NotFound("Nobody has asked for that.")
    if override.settled_at is not None:
        raise RuleError("That is settled already.")
    return override


def ask(session: Session, production_round: ProductionRound, *, reason: str, user: User) -> GateOverride:
    """Ask somebody else to agree to a release against the gate."""
    hold_round(session, production_round)
    ensure_planned(session, production_round)
    gate = check_gate(session, production_round)
    if not reason.strip():
        raise RuleError(" ".join(gate.open_sentences), field="override_reason")
    ensure_allowed(session, user)
    if (earlier := find_open(production_round)) is not None:
        raise RuleError(f"{earlier.asked_by.name} has asked for it already.", field="override_reason")
    override = GateOverride(
        production_round=production_round, reason=reason.strip(), standing=_describe(gate), asked_by=user
    )
    session.add(override)
    audit.note(session, "asked to override", production_round, user=user)
    return override


def end(session: Session, override: GateOverride, *, user: User) -> None:
    """Decline what was asked, or take it back."""
    if user.id != override.asked_by_id:
        ensure_allowed(session, user)
    override.settled_at = now()
    verb = "took back the override" if user.id == override.asked_by_id else "declined the override"
    audit.note(session, verb, override.production_round, user=user)


def agree(session: Session, override: GateOverride, gate: Gate, *, user: User) -> None:
    """Agree, as a second person who may, to exactly what was asked."""
    ensure_allowed(session, user)
    if user.id == override.asked_by_id:
        raise RuleError("You asked for it yourself: a second person has to agree.")
    ensure_allowed(session, override.asked_by)
    if override.standing != _describe(gate):
        raise RuleError("What is open has changed since it was asked: look at it, and have it asked anew.")
    override.agreed_by, override.settled_at = user, now()


def end_all(session: Session, production_round: ProductionRound) -> None:
    """End what is still asked about a round that is released."""
    for override in production_round.overrides:
        override.settled_at = override.settled_at or now()
    session.flush()


def ensure_allowed(session: Session, user: User) -> None:
    """The label says whose role is enough to release against the gate."""
    if user.id not in {each.id for each in list_allowed(session)}:
        raise RuleError(f"{user.name} may not release to cut while something is open.", field="override_reason")


def _is_allowed(session: Session) -> ColumnElement[bool]:
    return and_(User.disabled_at.is_(None), User.role.in_(list_roles(session)))


def _describe(gate: Gate) -> dict[str, list[str]]:
    """What is open, so that it can be compared: more voices for the same point change nothing."""
    return {
        "open": sorted(
            f"{item.name} {item.cluster.id}" if item.cluster else f"{item.name}: {item.sentence}"
            for item in gate.items
            if not item.passed
        )
    }
