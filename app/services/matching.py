"""Matching: which garment, size, colour and run a row of a file is about, by handle, product id, SKU or title."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import RuleError
from app.models import (
    NAME_MAX,
    Article,
    Garment,
    GarmentColour,
    GarmentName,
    GarmentSize,
    ProductionRound,
    RoundStatus,
)
from app.services.sizes_and_colours import find_colour, find_worded_size

NO_VARIANT = "default title"
"""What Shopify calls the only variant of a product."""

CELL_READ = 500
"""Characters of a name or variant that are looked at; no shop's are longer."""

SKUS = 500
"""SKUs that are asked for at a time."""

T = TypeVar("T")

_GID = re.compile(r"(?:gid://[a-z]+/\w+/|^shopify-)(\d+)$")
_ADDRESS = re.compile(r"(?:https?://|/products/)[^?#]*?([^/?#]+)/?(?:[?#]|$)")
_BREAKS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"(?:\s*[/,|·;]\s*|\s+-\s+)(?![^()]*\))")


@dataclass
class Names:
    """The names that garments go by in files, and the articles by SKU."""

    garments: dict[str, Garment]
    articles: dict[str, Article]

    def find_garment(self, text: str) -> Garment | None:
        """Return the garment of this handle, product id, style number or title, or None."""
        return find_named(self.garments, text)

    def find_article(self, sku: str) -> Article | None:
        """Return the size and colour that the shop calls so, or None."""
        return self.articles.get(fold_sku(sku))


def load_names(session: Session) -> Names:
    """Return the names of all garments, and all articles."""
    ids = load_garment_ids(session)
    everything = selectinload(Garment.sizes), selectinload(Garment.colours)
    garments = {garment.id: garment for garment in session.scalars(select(Garment).options(*everything))}
    names = {name: garments[garment_id] for name, garment_id in ids.items()}
    articles = session.scalars(select(Article).options(joinedload(Article.size), joinedload(Article.colour)))
    return Names(names, {article.sku: article for article in articles})


def find_names(session: Session, ids: Mapping[str, int], names: Iterable[str], skus: Iterable[str]) -> Names:
    """Return the garments that some names mean by these ids, and the articles of some SKUs: not all that there are."""
    everything = selectinload(Garment.sizes), selectinload(Garment.colours)
    found = {fold_name(name): garment_id for name in names if (garment_id := find_named(ids, name))}
    named = select(Garment).where(Garment.id.in_(set(found.values()))).options(*everything)
    garments = {garment.id: garment for garment in session.scalars(named)}
    wanted = sorted({fold_sku(sku) for sku in skus} - {""})
    articles: dict[str, Article] = {}
    whole = joinedload(Article.garment), joinedload(Article.size), joinedload(Article.colour)
    for place in range(0, len(wanted), SKUS):
        query = select(Article).where(Article.sku.in_(wanted[place : place + SKUS])).options(*whole)
        articles |= {article.sku: article for article in session.scalars(query)}
    return Names({name: garments[each] for name, each in found.items() if each in garments}, articles)


def load_garment_ids(session: Session) -> dict[str, int]:
    """Return the ids of all garments by the names they go by in files; where two share one, the older garment has it.

    What a person said, or a products file, goes before a likeness of title and handle. Our own numbers are no names:
    a number in a file is the shop's.
    """
    ids = dict(session.execute(select(GarmentName.name, GarmentName.garment_id)).all())
    named = select(Garment.id, Garment.reference, Garment.style_number, Garment.name).order_by(Garment.id)
    garments = session.execute(named).all()
    for exact in ("reference", "style_number", "name"):
        for garment in garments:
            if value := getattr(garment, exact):
                ids.setdefault(fold_name(value), garment.id)
    for garment in garments:
        ids.setdefault(_BREAKS.sub("-", garment.name.casefold()).strip("-"), garment.id)
    return ids


def find_named(names: Mapping[str, T], text: str) -> T | None:
    """Return what goes by this handle, product id, style number or title, or None."""
    name = fold_name(text)
    return names.get(name) or names.get(_BREAKS.sub("-", name).strip("-"))


def bare_name(text: str) -> str:
    """Return a garment's name without what is around it: gid://shopify/Product/555 is 555, an address its handle."""
    text = text.strip()[:CELL_READ]
    for form in (_GID, _ADDRESS):
        if found := form.search(text):
            text = found[1]
    return " ".join(text.split())[:NAME_MAX]


def fold_name(text: str) -> str:
    """Return a garment's name as all its spellings fold to."""
    return bare_name(text).casefold()[:NAME_MAX]


def fold_sku(text: str) -> str:
    """Return a SKU as all its spellings fold to."""
    return " ".join(text.casefold().split())[:NAME_MAX]


def remember_name(session: Session, name: str, garment: Garment) -> None:
    """Remember what a file calls a garment."""
    session.flush()
    folded = fold_name(name)
    if folded:
        session.merge(GarmentName(name=folded, garment_id=garment.id))


def read_variant(garment: Garment, text: str) -> tuple[GarmentSize | None, GarmentColour | None]:
    """Return the size and colour in "M / Navy"; refuses a size that the garment is not cut in.

    Of a garment without sizes nobody can tell, and unknown stays unknown.
    """
    text = text[:CELL_READ]
    if text.casefold() == NO_VARIANT or not garment.sizes:
        return None, find_colour(garment, text)
    whole = find_worded_size(garment, text)
    if whole is not None:
        return whole, None
    parts = [part.rpartition(":")[2].strip() for part in _PARTS.split(text)]
    sizes = [size for part in parts if (size := find_worded_size(garment, part))]
    colours = [colour for part in parts if (colour := find_colour(garment, part))]
    if len(sizes) > 1 or (not sizes and len(colours) < len(parts)):
        known = ", ".join(each.name for each in garment.sizes)
        raise RuleError(f"{garment.name} has no size “{text[:40]}”; its sizes are: {known}.", field="size")
    return (sizes[0] if sizes else None), (colours[0] if colours else None)


def find_only_round(
    garment: Garment, size: GarmentSize | None, colour: GarmentColour | None, on: datetime | None
) -> ProductionRound | None:
    """Return the run that a size and colour must be from, because no other was cut of it; else it stays unknown.

    A date never chooses between runs, for old stock keeps selling; it only tells that a run was not cut yet.
    """
    if size is None or (colour is None and garment.colours):
        return None
    found = [each for each in garment.rounds if was_cut_in(each, size, colour)]
    if len(found) != 1:
        return None
    return None if on is not None and on.date() < cut_day(found[0]) else found[0]


def cut_day(production_round: ProductionRound) -> date:
    """Return the first day on which pieces of a released round can have been there."""
    days = (production_round.cut_on, production_round.locked_at and production_round.locked_at.date())
    return min((day for day in days if day), default=date.max)


def was_cut_in(production_round: ProductionRound, size: GarmentSize, colour: GarmentColour | None) -> bool:
    """Return whether a round that is released holds pieces of this size and colour."""
    return production_round.status is not RoundStatus.PLANNED and any(
        row.planned
        and row.size_id == size.id
        and (row.colour_id is None or colour is None or row.colour_id == colour.id)
        for row in production_round.quantities
    )
