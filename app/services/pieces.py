"""Pieces: which garment, run, size and colour an answer is about, as far as a program knows them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Garment, GarmentColour, GarmentSize, ProductionRound
from app.services.garments import get_garment
from app.services.import_rows import UNKNOWN
from app.services.matching import find_only_round
from app.services.piece_codes import Piece, find_piece
from app.services.rounds import get_named_round
from app.services.sizes_and_colours import get_colour, get_size


@dataclass(frozen=True)
class About:
    """What an answer is about; everything but the garment may be unknown."""

    garment: Garment
    production_round: ProductionRound | None = None
    size: GarmentSize | None = None
    colour: GarmentColour | None = None


def find_about(
    session: Session,
    *,
    garment: str | None = None,
    code: str | None = None,
    production_round: str | None = None,
    size: str | None = None,
    colour: str | None = None,
    answered_at: datetime | None = None,
) -> About:
    """Return what an answer is about, by the code on the care label or by names, as files of reviews name it.

    The garment goes by its id, style number, shop reference or name, the run by its number or code. Without a run it
    is the only one that size and colour can be from, else unknown; what a file calls unknown is so here too.
    """
    piece = _find_piece(session, _known(code), _known(garment))
    found = piece.production_round.garment if piece else get_garment(session, _known(garment) or "")
    its_size = get_size(found, named) if (named := _known(size)) else piece.size if piece else None
    its_colour = get_colour(found, named) if (named := _known(colour)) else piece.colour if piece else None
    if named := _known(production_round):
        of_run: ProductionRound | None = get_named_round(session, found, named)
    else:
        of_run = piece.production_round if piece else find_only_round(found, its_size, its_colour, answered_at)
    return About(found, of_run, its_size, its_colour)


def _find_piece(session: Session, code: str | None, garment: str | None) -> Piece | None:
    """What the code on the care label says; refuses where nothing says which garment it is about."""
    if code is None:
        if garment is None:
            raise RuleError("Say which garment it is about, or the code on its care label.", field="garment")
        return None
    piece = find_piece(session, code)
    if piece is None:
        raise RuleError("No garment of this label has that code.", field="code")
    of = piece.production_round.garment
    if garment is not None and get_garment(session, garment) is not of:
        raise RuleError(f"That code is on the care labels of {of.name}.", field="code")
    return piece


def _known(text: str | None) -> str | None:
    """What was told; what a file calls unknown is None."""
    said = (text or "").strip()
    return None if said.casefold() in UNKNOWN else said
