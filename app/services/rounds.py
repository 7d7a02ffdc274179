"""Production rounds: planned, found, closed; changed in `planning`, locked in `locking`, counted in `counts`."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import NotFound, RuleError
from app.models import (
    Garment,
    Packet,
    PatternRevision,
    ProductionRound,
    RoundQuantity,
    RoundStatus,
    User,
    now,
)
from app.services import audit
from app.services.counts import record_count, record_counts
from app.services.garments import hold_garment
from app.services.gate import check_gate
from app.services.label import get_label
from app.services.locking import lock_round, lock_together, unlock_round
from app.services.piece_codes import find_piece, new_code
from app.services.planning import change_round, ensure_usable, plan_quantities, read_quantities
from app.services.round_rules import ensure_changeable, ensure_cut, hold_round
from app.services.sizes_and_colours import get_colour
from app.services.wording import name_round

__all__ = [
    "change_round",
    "check_gate",
    "close_round",
    "find_round_by_code",
    "get_named_round",
    "get_round",
    "is_round_number",
    "lock_round",
    "lock_together",
    "plan_round",
    "record_count",
    "record_counts",
    "record_shrinkage",
    "recut_round",
    "unlock_round",
]

SHRINKAGE_MAX = 30
"""Percent; more than that is a slip of the hand, or no fabric for clothes."""

_TELLING = (joinedload(PatternRevision.packets).joinedload(Packet.answers), joinedload(PatternRevision.samples))
_PLANNED = (ProductionRound.quantities, ProductionRound.piece_codes, ProductionRound.overrides)


def plan_round(
    session: Session,
    garment: Garment,
    *,
    cut_on: date | None = None,
    planned: Mapping[str, int] | None = None,
    colour: str | None = None,
    fabric_lot: str | None = None,
    revision: PatternRevision | None = None,
    user: User | None = None,
) -> ProductionRound:
    """Return a new round with the next number and a code for its care label; planned are pieces per size name.

    Without a revision it is cut on the newest one there is when it is released.
    """
    hold_garment(session, garment)
    quantities = read_quantities(garment, planned or {})
    cut_in = get_colour(garment, colour) if colour else None
    if revision is not None:
        ensure_usable(garment, revision)
    production_round = ProductionRound(
        garment=garment, number=max((each.number for each in garment.rounds), default=0) + 1, code=new_code(session),
        cut_on=cut_on, fabric_lot=fabric_lot, revision=revision, status=RoundStatus.PLANNED,
    )  # fmt: skip
    session.add(production_round)
    plan_quantities(session, production_round, quantities, cut_in)
    audit.note(session, "planned", production_round, user=user)
    return production_round


def recut_round(session: Session, cut: ProductionRound, *, user: User | None = None) -> ProductionRound:
    """Return the next round, planned as this one was cut: its revision, its pieces by size and colour.

    What is decided about the garment stands as it is; only the day and the lot of fabric are new.
    """
    ensure_cut(session, cut)
    again = plan_round(session, cut.garment, revision=cut.revision, user=user)
    for row in cut.quantities:
        again.quantities.append(RoundQuantity(size=row.size, colour=row.colour, planned=row.planned))
    return again


def get_round(session: Session, garment: Garment, number: int) -> ProductionRound:
    """Return the round of a garment with this number."""
    return open_round(session, garment.id, number)


def open_round(session: Session, garment_id: int, number: int) -> ProductionRound:
    """Return the round with this number of the garment with this id, with what its page asks of both, in three queries.

    How far each revision came is told by its sheets, what was answered to them, and samples: a few, so joined.
    """
    revisions = selectinload(Garment.revisions).options(*_TELLING)
    loaded = map(joinedload, (Garment.sizes, Garment.colours, Garment.rounds))
    found = session.scalars(select(Garment).where(Garment.id == garment_id).options(*loaded, revisions))
    garment = found.unique().one_or_none()
    if garment is None:
        raise NotFound(f"There is no garment “{garment_id}”.", field="garment")
    wanted = select(ProductionRound).where(ProductionRound.garment_id == garment_id, ProductionRound.number == number)
    production_round = session.scalars(wanted.options(*map(joinedload, _PLANNED))).unique().one_or_none()
    if production_round is None:
        raise NotFound(f"{garment.name} has no {get_label(session).run_word} {number}.", field="round")
    assert production_round.garment is garment  # held from here on, or else it would be read again
    return production_round


def find_round_by_code(session: Session, code: str) -> ProductionRound | None:
    """Return the round whose care label says this code, however it was typed, or None."""
    piece = find_piece(session, code)
    return piece.production_round if piece else None


def is_round_number(text: str) -> bool:
    """Return whether a round is named by its number; a code is longer."""
    return text.isdecimal() and len(text) < 6


def get_named_round(session: Session, garment: Garment, text: str) -> ProductionRound:
    """Return the round of a garment that is named by its number or by the code on its care label."""
    if is_round_number(text):
        return get_round(session, garment, int(text))
    found = find_round_by_code(session, text)
    if found is None:
        raise NotFound(f"There is no run with the code “{text[:40]}”.", field="round")
    if found.garment_id != garment.id:
        raise RuleError(f"That run is one of {found.garment.name}.", field="round")
    return found


def record_shrinkage(
    session: Session,
    production_round: ProductionRound,
    *,
    length: float | None,
    width: float | None,
    user: User | None = None,
) -> ProductionRound:
    """Keep what the fabric of a planned round loses in the wash, in percent; None where that was not measured.

    What grows has a minus. Once it is cut it is too late: the pieces themselves are measured then.
    """
    hold_round(session, production_round)
    ensure_changeable(session, production_round)
    for field, percent in (("shrinkage_length", length), ("shrinkage_width", width)):
        if percent is not None and not abs(percent) <= SHRINKAGE_MAX:  # so that NaN is refused, too
            raise RuleError(f"A fabric shrinks or grows by {SHRINKAGE_MAX} % at most.", field=field)
    production_round.shrinkage_length_percent, production_round.shrinkage_width_percent = length, width
    audit.note(session, "shrinkage", production_round, user=user, length=length, width=width)
    return production_round


def close_round(session: Session, production_round: ProductionRound, *, user: User | None = None) -> ProductionRound:
    """Close a round that is sold and counted; what customers say of it still counts."""
    hold_round(session, production_round)
    ensure_cut(session, production_round)
    if production_round.status is RoundStatus.CLOSED:
        raise RuleError(f"{name_round(session, production_round)} is closed already.")
    production_round.status = RoundStatus.CLOSED
    production_round.closed_at = now()
    audit.note(session, "closed", production_round, user=user)
    return production_round
