"""Codes on labels: one for a whole round, or one for each size and colour of it; what was sewn in is found for ever.

A code that was mistyped is offered where exactly one lies a slip away; what it belongs to is not told.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.errors import RuleError
from app.models import GarmentColour, GarmentSize, PieceCode, ProductionRound, RoundQuantity, User
from app.services import audit
from app.services.codes import ROUND_CODE_LENGTH, fold_code, list_slips, make_code
from app.services.round_rules import hold_round
from app.services.wording import name_round


@dataclass(frozen=True)
class Piece:
    """What a code tells of its garment: size and colour where it knows them.

    Planned are the pieces that bear it, where it is to be printed.
    """

    production_round: ProductionRound
    code: str
    size: GarmentSize | None = None
    colour: GarmentColour | None = None
    planned: int = 0

    @property
    def name(self) -> str:
        """The size and colour as they are printed, empty for the code of a whole round."""
        return " · ".join(each.name for each in (self.size, self.colour) if each)


def find_piece(session: Session, code: str) -> Piece | None:
    """Return what a label says that bears this code, however it was typed, or None."""
    folded = fold_code(code)
    of_round = select(ProductionRound).where(ProductionRound.code == folded)
    if production_round := session.scalar(of_round.options(joinedload(ProductionRound.garment, innerjoin=True))):
        return Piece(production_round, production_round.code)
    row = session.scalar(select(PieceCode).where(PieceCode.code == folded))
    return Piece(row.production_round, row.code, row.size, row.colour) if row else None


def offer_code(session: Session, typed: str) -> str | None:
    """Return the code that was meant where exactly one that exists lies one slip away."""
    slips = list_slips(typed, length=ROUND_CODE_LENGTH)
    of_rounds = session.scalars(select(ProductionRound.code).where(ProductionRound.code.in_(slips)))
    of_pieces = session.scalars(select(PieceCode.code).where(PieceCode.code.in_(slips)))
    found = [*of_rounds, *of_pieces]
    return found[0] if len(found) == 1 else None


def whole_round(production_round: ProductionRound) -> Piece:
    """Return what the one code of a whole round says."""
    return Piece(production_round, production_round.code, planned=count_planned(production_round))


def list_pieces(production_round: ProductionRound) -> list[Piece]:
    """Return the sizes and colours that have a code and are planned, in the order of the sizes."""
    codes = {(row.size, row.colour): row.code for row in production_round.piece_codes}
    planned = sorted(
        (row for row in production_round.quantities if row.planned and (row.size, row.colour) in codes),
        key=lambda row: (production_round.garment.sizes.index(row.size), row.id),
    )
    return [Piece(production_round, codes[row.size, row.colour], row.size, row.colour, row.planned) for row in planned]


def get_pieces(production_round: ProductionRound) -> list[Piece]:
    """Return the sizes and colours to print codes of; refuses where none has one."""
    pieces = list_pieces(production_round)
    if not pieces:
        raise RuleError("There is one code for all sizes: first have one made for each size and colour.", field="code")
    return pieces


def make_codes(session: Session, production_round: ProductionRound, *, user: User | None = None) -> list[Piece]:
    """Return every planned size and colour of a round with its code; those that have one keep it."""
    hold_round(session, production_round)
    if not count_planned(production_round):
        raise RuleError(f"{name_round(session, production_round)} has no pieces planned by size yet.")
    missing = _list_missing(production_round)
    for row in missing:
        production_round.piece_codes.append(PieceCode(size=row.size, colour=row.colour, code=new_code(session)))
    if missing:
        session.flush()
        audit.note(session, "coded", production_round, user=user, codes=len(missing))
    return list_pieces(production_round)


def lacks_codes(production_round: ProductionRound) -> bool:
    """Return whether some size and colour that is planned has no code of its own."""
    return bool(_list_missing(production_round))


def count_planned(production_round: ProductionRound) -> int:
    """Return how many pieces of a round are planned, all sizes and colours together."""
    return sum(row.planned for row in production_round.quantities)


def new_code(session: Session) -> str:
    """Return a code that no label bears; two alike by chance are as good as impossible, and still looked for."""
    while find_piece(session, code := make_code(ROUND_CODE_LENGTH)):
        continue
    return code


def _list_missing(production_round: ProductionRound) -> list[RoundQuantity]:
    """What is planned and has no code yet."""
    known = {(row.size, row.colour) for row in production_round.piece_codes}
    return [row for row in production_round.quantities if row.planned and (row.size, row.colour) not in known]
