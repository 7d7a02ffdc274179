"""What an answer is held against: the run, the garment and the label behind a code, kept until the label changes."""

from dataclasses import dataclass
from typing import Any

from flask import current_app

from app.db import Unchanged, db, write_durably
from app.models import Garment, Label, ProductionRound
from app.services.label import find_label, get_label
from app.services.piece_codes import find_piece

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
    known = unchanged.open()
    if code in known:
        return known[code]
    if find_label(db.session) is None:
        db.session.rollback()
        _make_label()
    found = _load(db.session, code)
    if found is not None and len(known) < PIECES_MAX:
        known[code] = found
    return found


def _load(session: Any, code: str) -> KnownPiece | None:
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
