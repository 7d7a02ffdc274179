"""What a garment is called, and which sizes and colours it comes in, changed later; and putting it away."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Base, Garment, GarmentColour, GarmentSize, User, by_name, now
from app.services import audit
from app.services.garments import ensure_free, ensure_name, hold_garment
from app.services.sizes_and_colours import ensure_distinct, find_colour, list_distinct, make_colour, make_size
from nlp.taxonomy import GarmentKind


def change_identity(
    session: Session,
    garment: Garment,
    *,
    name: str,
    kind: GarmentKind | None,
    style_number: str | None,
    block: str | None,
    sizes: Sequence[str],
    base_size: str | None,
    colours: Sequence[str],
    user: User | None = None,
) -> Garment:
    """Change what a garment is; sizes run from the smallest, and one that anything names stays."""
    hold_garment(session, garment)
    names = [size.strip() for size in sizes]
    ensure_name(name)
    ensure_distinct(names)
    ensure_free(session, style_number, of=garment)
    base = next((size for size in names if size.casefold() == (base_size or "").casefold()), None)
    if base_size and base is None:
        raise RuleError(f"The base size {base_size} is not one of the sizes {', '.join(names)}.", field="base_size")
    garment.name, garment.kind = name.strip(), kind or garment.kind
    garment.style_number, garment.block, garment.base_size_name = style_number or None, block or None, base
    _put_sizes(session, garment, names)
    _put_colours(session, garment, colours)
    audit.note(session, "changed", garment, user=user)
    return garment


def put_away(session: Session, garment: Garment, *, user: User | None = None) -> None:
    """Take a garment that is no longer made off the lists; its codes lead to its form for ever."""
    if garment.retired_at is None:
        garment.retired_at = now()
        audit.note(session, "put away", garment, user=user)


def take_up(session: Session, garment: Garment, *, user: User | None = None) -> None:
    """Put a garment back on the lists."""
    if garment.retired_at is not None:
        garment.retired_at = None
        audit.note(session, "taken up again", garment, user=user)


def list_put_away(session: Session) -> list[Garment]:
    """Return the garments that are no longer made, by name."""
    put_away = select(Garment).where(Garment.retired_at.is_not(None)).order_by(Garment.id)
    return sorted(session.scalars(put_away), key=by_name)


def _put_sizes(session: Session, garment: Garment, names: Sequence[str]) -> None:
    """Give a garment these sizes in this order; those that are there already stay the rows that answers name."""
    known = {size.name.casefold(): size for size in garment.sizes}
    wanted = {name.casefold() for name in names}
    for folded, size in known.items():
        if folded not in wanted:
            _remove(session, size, "sizes")
    for place, size in enumerate(garment.sizes):
        size.position = -1 - place  # no two may share a place, not even on the way
    session.flush()
    for place, name in enumerate(names):
        if (same := known.get(name.casefold())) is not None:
            same.name, same.position = name, place
        else:
            garment.sizes.append(make_size(name, place))
    session.flush()
    session.refresh(garment, ["sizes"])


def _put_colours(session: Session, garment: Garment, names: Sequence[str]) -> None:
    """Give a garment these colours."""
    wanted = {name.strip().casefold() for name in names}
    for colour in list(garment.colours):
        if colour.name.casefold() not in wanted:
            _remove(session, colour, "colours")
    for name in list_distinct(names):
        if find_colour(garment, name) is None:
            garment.colours.append(make_colour(name))


def _remove(session: Session, part: GarmentSize | GarmentColour, field: str) -> None:
    """Remove a size or a colour that nothing names: no answer, run, measure or SKU."""
    own = part.__table__
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if any(key.column.table is own for key in column.foreign_keys) and session.scalar(
                select(exists().where(column == part.id))
            ):
                raise RuleError(
                    f"{part.name} stays: answers, runs, measures or SKUs name it. Add the others beside it.",
                    field=field,
                )
    (part.garment.sizes if isinstance(part, GarmentSize) else part.garment.colours).remove(part)  # type: ignore[arg-type]
    session.delete(part)
    session.flush()
