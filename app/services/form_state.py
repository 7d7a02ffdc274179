"""What the customer's form says of a garment: all of it by one query, so that a page that was kept is known to be true.

A page that is drawn from memory is never older than what the label changed last: the words that stand on it are what
tells it from another one. One query is cheap beside the page, and no change can be forgotten; the door in front of the
form goes without it while this process has committed nothing, for a second at most.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, String, bindparam, cast, func, literal_column, select, union_all

from app.models import (
    Garment,
    GarmentColour,
    GarmentPicture,
    GarmentSize,
    Label,
    LengthUnit,
    PieceCode,
    ProductionRound,
)
from app.services.codes import fold_code
from app.services.plain_rows import fetch_rows


@dataclass(frozen=True)
class FormState:
    """What stands on a form: two forms of one code with the same rows are alike but for the language and the unit."""

    rows: frozenset[tuple[str, ...]]
    label_unit: LengthUnit
    sizes: frozenset[str]
    """Names of the sizes that are asked for."""


def read_form_state(engine: Engine, code: str) -> FormState | None:
    """Return what the form behind a code shows, however the code was typed; None where no label bears it."""
    rows = frozenset(fetch_rows(engine, _EVERYTHING, {"code": fold_code(code)}))
    if not any(row[0] == "garment" for row in rows):
        return None
    # A label that nobody ever asked for has no row yet; it measures in centimetres.
    unit = next((LengthUnit(row[3]) for row in rows if row[0] == "label"), LengthUnit.CM)
    return FormState(rows, unit, frozenset(row[2] for row in rows if row[0] == "size"))


def _text(column: Any) -> Any:
    """A column as words: rows of all tables stand in one answer."""
    return func.coalesce(cast(column, String), "")


def _word(word: str) -> Any:
    """A word of ours, which is part of the question."""
    return literal_column(f"'{word}'", String())


_CODE = bindparam("code", type_=String())
_PIECE = union_all(
    select(ProductionRound.garment_id.label("garment_id"), _word("").label("size"), _word("").label("colour")).where(
        ProductionRound.code == _CODE
    ),
    select(ProductionRound.garment_id, _text(PieceCode.size_id), _text(PieceCode.colour_id))
    .join(PieceCode.production_round)
    .where(PieceCode.code == _CODE),
).cte("piece")


def _of_piece(what: str, table: Any, *columns: Any) -> Any:
    """Rows of a table that belong to the garment."""
    garment_id = table.id if table is Garment else table.garment_id
    return select(_word(what), _text(table.id), *map(_text, columns)).join(_PIECE, _PIECE.c.garment_id == garment_id)


_EVERYTHING = union_all(
    # Whether mail can go out decides what the form offers.
    select(
        _word("label"),
        _word(""),
        _text(Label.name),
        _text(Label.unit),
        _text(Label.return_url) + _word(" ") + _text(Label.sender) + _word(" ") + _text(Label.public_url),
    ),
    select(_word("piece"), _text(_PIECE.c.garment_id), _PIECE.c.size, _PIECE.c.colour, _word("")),
    _of_piece("garment", Garment, Garment.name, Garment.kind, _word("")),
    _of_piece("size", GarmentSize, GarmentSize.name, GarmentSize.position, _word("")),
    _of_piece("colour", GarmentColour, GarmentColour.name, _word(""), _word("")),
    _of_piece("picture", GarmentPicture, GarmentPicture.name, GarmentPicture.colour_id, GarmentPicture.width),
)
