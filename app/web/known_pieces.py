"""What an answer is held against: the run, the garment and the label behind a code, kept until the label changes."""

from dataclasses import dataclass
from functools import partial

from flask import current_app

from app.db import db, write_durably
from app.models import Garment, Label, ProductionRound
from app.services.label import find_label, get_label
from app.services.piece_codes import find_piece
from app.unchanged import Unchanged

PIECES_MAX = 200


@dataclass(frozen=True)
class KnownPiece:
    """What a code stands for, to be read only: no session has these, and many answers share them."""

    production_round: ProductionRound
    garment: Garment
    label: Label


def find_known_piece(code: str) -> KnownPiece | None:
    """Return what a code on a label stands for, or None."""
    unchanged: Unchanged[str, KnownPiece] = current_app.extensions.setdefault("known_pieces", Unchanged())
    return unchanged.find(code, partial(_load, code), most=PIECES_MAX)


def _load(code: str) -> KnownPiece | None:
    session = db.session
    if find_label(session) is None:
        session.rollback()
        _make_label()
    piece = find_piece(session, code)
    if piece is None:
        return None
    label, production_round = get_label(session), piece.production_round
    found = KnownPiece(production_round, production_round.garment, label)
    for each in (found.garment.sizes, found.garment.colours, found.label.tags):
        len(each)
    session.expunge_all()
    session.rollback()
    return found


def _make_label() -> None:
    """Make the label where nobody asked for it before this customer: what only reads may not turn to writing."""
    with write_durably() as session:
        get_label(session)
        session.commit()
