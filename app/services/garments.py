"""Garments: adding a style, and finding it by whatever name people use."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from app.errors import NotFound, RuleError
from app.models import (
    NAME_MAX,
    Garment,
    PatternRevision,
    ProductionRound,
    RevisionStatus,
    User,
    by_name,
    now,
)
from app.services import audit, blocks
from app.services.garment_facts import UNSAID, SeamAllowance, put_facts
from app.services.sizes_and_colours import ensure_distinct, list_distinct, make_colour, make_size
from nlp.taxonomy import GarmentKind


def add_garment(
    session: Session,
    *,
    name: str,
    kind: GarmentKind | None,
    sizes: Sequence[str] = (),
    style_number: str | None = None,
    reference: str | None = None,
    colours: Sequence[str] = (),
    block: str | None = None,
    base_size: str | None = None,
    fabric: str | None = None,
    cut_for: str | None = None,
    season: str | None = None,
    seam_allowance: SeamAllowance = UNSAID,
    user: User | None = None,
) -> Garment:
    """Return a new garment with its pattern revision 1, the chart it starts from, still empty.

    Sizes run from the smallest to the largest; none may be known yet where an import named the garment. What was
    carried to its block is open on it from the start.
    """
    names = [size.strip() for size in sizes]
    ensure_name(name)
    ensure_distinct(names)
    if base_size is not None and base_size not in names:
        raise RuleError(f"The base size {base_size} is not one of the sizes {', '.join(names)}.", field="base_size")
    ensure_free(session, style_number)
    garment = Garment(
        name=name.strip(), kind=kind, style_number=style_number or None, reference=reference, block=block,
        base_size_name=base_size,
    )  # fmt: skip
    put_facts(garment, season=season, fabric=fabric, cut_for=cut_for, seam_allowance=seam_allowance)
    garment.sizes = [make_size(size, position) for position, size in enumerate(names)]
    garment.colours = [make_colour(colour) for colour in list_distinct(colours)]
    garment.revisions = [PatternRevision(number=1, status=RevisionStatus.RELEASED, released_at=now())]
    session.add(garment)
    audit.note(session, "added", garment, user=user)
    blocks.open_carried(session, garment, user=user)
    return garment


def find_garment(session: Session, key: int | str) -> Garment | None:
    """Return the garment with this id, style number, shop reference or exact name, or None."""
    text = str(key).strip()
    named = or_(Garment.style_number == text, Garment.reference == text, Garment.name == text)
    found = session.scalars(select(Garment).where(named).order_by(Garment.id)).first()
    if found is None and text.isdecimal() and len(text) < 10:
        found = session.get(Garment, int(text))
    return found


def get_garment(session: Session, key: int | str) -> Garment:
    """Return the garment with this id, style number, shop reference or exact name."""
    garment = find_garment(session, key)
    if garment is None:
        raise NotFound(f"There is no garment “{key}”.", field="garment")
    return garment


def get_garment_by_id(session: Session, garment_id: int) -> Garment:
    """Return the garment with this id; where people name one, `get_garment` knows what they mean."""
    garment = session.get(Garment, garment_id)
    if garment is None:
        raise NotFound(f"There is no garment {garment_id}.", field="garment")
    return garment


def open_garment(session: Session, garment_id: int, *of_rounds: InstrumentedAttribute[Any]) -> Garment:
    """Return the garment with this id, its sizes, colours, revisions, and rounds with what was counted, in two queries.

    What else is named of its rounds is loaded of all of them at once.
    """
    rounds = selectinload(Garment.rounds).options(joinedload(ProductionRound.counts), *map(selectinload, of_rounds))
    loaded = (joinedload(Garment.sizes), joinedload(Garment.colours), joinedload(Garment.revisions), rounds)
    found = session.scalars(select(Garment).where(Garment.id == garment_id).options(*loaded)).unique().one_or_none()
    if found is None:
        raise NotFound(f"There is no garment “{garment_id}”.", field="garment")
    return found


def hold_garment(session: Session, garment: Garment) -> None:
    """Make other writers of this garment wait until the caller commits, and see what they wrote before.

    Whoever checks and then acts (the next number, one open draft, what is still planned) holds the garment first.
    """
    session.flush()
    session.execute(select(Garment.id).where(Garment.id == garment.id).with_for_update())
    for thing in (garment, *garment.rounds, *garment.revisions):
        session.expire(thing)


def has_any(session: Session) -> bool:
    """Return whether there is a garment yet."""
    return session.scalar(select(Garment.id).limit(1)) is not None


def list_names(session: Session) -> list[tuple[int, str]]:
    """Return the ids and names of the garments that are still made, by name, for whoever chooses one."""
    made = session.execute(select(Garment.id, Garment.name).where(Garment.retired_at.is_(None)))
    return [(garment_id, name) for garment_id, name in sorted(made, key=by_name)]


def list_garments(session: Session) -> list[Garment]:
    """Return the garments that are still made, by name."""
    return sorted(session.scalars(select(Garment).where(Garment.retired_at.is_(None))), key=by_name)


def list_with_runs(session: Session) -> list[Garment]:
    """Return the garments that are still made, by name, with their sizes, colours and runs, in four queries."""
    loaded = (selectinload(Garment.sizes), selectinload(Garment.colours), selectinload(Garment.rounds))
    return sorted(session.scalars(select(Garment).where(Garment.retired_at.is_(None)).options(*loaded)), key=by_name)


def ensure_free(session: Session, style_number: str | None, of: Garment | None = None) -> None:
    """Refuse a style number that another garment has."""
    has_it = session.scalar(select(Garment).where(Garment.style_number == style_number)) if style_number else None
    if has_it is not None and has_it is not of:
        raise RuleError(f"There is a garment with the style number {style_number} already.", field="style_number")


def ensure_name(name: str) -> None:
    """Refuse a garment without a name, and one that no label has room for."""
    if not name.strip():
        raise RuleError("A garment needs a name.", field="name")
    if len(name.strip()) > NAME_MAX:
        raise RuleError(f"The name is longer than {NAME_MAX} characters.", field="name")
