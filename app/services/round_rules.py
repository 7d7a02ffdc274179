"""What holds for every round: what is planned may change, what is cut has pieces."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import GarmentSize, ProductionRound, RoundStatus
from app.services.garments import hold_garment
from app.services.label import get_label
from app.services.wording import name_round

DIGITS_MAX = 6
"""Of a number of pieces; runs are of hundreds, and a million is a slip of the hand."""


def hold_round(session: Session, production_round: ProductionRound) -> None:
    """Hold the garment of a round; refuse where somebody took the round away before it was held."""
    garment, round_id, number = production_round.garment, production_round.id, production_round.number
    hold_garment(session, garment)
    if session.scalar(select(ProductionRound.id).where(ProductionRound.id == round_id)) is None:
        raise NotFound(f"{garment.name} has no {get_label(session).run_word} {number}.", field="round")


def ensure_planned(session: Session, production_round: ProductionRound) -> None:
    """Refuse what is done before a cut: a round is released once."""
    if production_round.status is not RoundStatus.PLANNED:
        raise RuleError(f"{name_round(session, production_round)} is released to cut already.")


def ensure_changeable(session: Session, production_round: ProductionRound) -> None:
    """Refuse to change what is planned once it was released to cut."""
    if production_round.status is not RoundStatus.PLANNED:
        raise RuleError(f"{name_round(session, production_round)} is released to cut and cannot be changed.")


def ensure_cut(session: Session, production_round: ProductionRound, *, field: str | None = None) -> None:
    """Refuse what is about pieces while there are none."""
    if production_round.status is RoundStatus.PLANNED:
        name = name_round(session, production_round)
        raise RuleError(f"{name} is not released to cut yet: it has no pieces.", field=field)


def read_pieces(typed: Mapping[str, str]) -> dict[str, int]:
    """Return the numbers of pieces that were typed, by size."""
    for size, text in typed.items():
        if not text.isdecimal():
            raise RuleError(f"{size} needs a whole number of pieces, not “{text[:20]}”.")
        if len(text) > DIGITS_MAX:
            raise RuleError(f"{size} cannot have {text[:20]} pieces.")
    return {size: int(text) for size, text in typed.items()}


def ensure_not_negative(size: GarmentSize, quantity: int) -> None:
    """Refuse fewer than no pieces."""
    if quantity < 0:
        raise RuleError(f"{size.name} cannot have {quantity} pieces.", field="quantity")
