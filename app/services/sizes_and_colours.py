"""The sizes and colours that a garment comes in: made, and found by whatever name people use."""

import re
from collections.abc import Iterable, Sequence

from app.errors import RuleError, translatable
from app.models import NAME_MAX, Garment, GarmentColour, GarmentSize

SIZE_ALIASES = {
    "XS": ("extra small", "x-small"),
    "S": ("small",),
    "M": ("medium",),
    "L": ("large",),
    "XL": ("extra large", "x-large"),
    "XXL": ("2xl", "xx-large"),
}
"""Other words for the usual sizes, so that files that say "Medium" find M."""

_SIZE_WORD = re.compile(r"^(?:(?:size|sz|gr(?:öß|öss|oess)e|taille|talla)\b|gr\.)[\s:.]*", re.IGNORECASE)
_IN_TWO_WAYS = re.compile(
    r"([^()]+?)\s*\(\s*((?:[a-z]{2}\s*)?\d{1,3}(?:\s*[-–/]\s*\d{1,3})?|\d?x*[sl]|m)\s*\)", re.IGNORECASE
)
"""A size with its number, or its letters, in brackets: "M (38)", "M (EU 38-40)", "38 (M)"; "M (Petite)" is another."""


def find_size(garment: Garment, text: str) -> GarmentSize | None:
    """Return the size called so, by name or alias, whatever the case, or None."""
    wanted = text.strip().casefold()
    for size in garment.sizes:
        if wanted in (size.name.casefold(), *(alias.casefold() for alias in size.aliases)):
            return size
    return None


def find_worded_size(garment: Garment, text: str) -> GarmentSize | None:
    """Return the size that a file means by "Size M", or by "M (38)" where only one of these is a size here, or None."""
    if size := find_size(garment, text):
        return size
    bare = _SIZE_WORD.sub("", text.strip())
    both = _IN_TWO_WAYS.fullmatch(bare)
    found = {size for name in (both.groups() if both else (bare,)) if (size := find_size(garment, name))}
    return found.pop() if len(found) == 1 else None


def get_size(garment: Garment, text: str) -> GarmentSize:
    """Return the size called so; the refusal says which sizes there are."""
    size = find_size(garment, text)
    if size is None:
        known = ", ".join(each.name for each in garment.sizes) or "–"
        raise RuleError(
            translatable("%(garment)s has no size “%(typed)s”; its sizes are: %(known)s."),
            field="size", garment=garment.name, typed=text, known=known,
        )  # fmt: skip
    return size


def grade_steps(garment: Garment) -> dict[GarmentSize, int]:
    """Return how many grade steps each size is from the base size.

    W28 L30 and W28 L32 are one step, for the length is another matter.
    """
    base = garment.base_size
    graded = list(dict.fromkeys(_first_dimension(size) for size in garment.sizes))
    middle = graded.index(_first_dimension(base)) if base else 0
    return {size: graded.index(_first_dimension(size)) - middle for size in garment.sizes}


def list_graded(garment: Garment, sizes: Iterable[GarmentSize]) -> list[list[GarmentSize]]:
    """Return sizes in rows that are graded as one, the smallest first: W28 L30 and W28 L32 are in two."""
    steps, known = grade_steps(garment), list(sizes)
    lengths = dict.fromkeys(size.second_dimension for size in known)
    return [
        sorted((size for size in known if size.second_dimension == length), key=lambda size: steps[size])
        for length in lengths
    ]


def _first_dimension(size: GarmentSize) -> str:
    return size.name.removesuffix(size.second_dimension or "").strip()


def find_colour(garment: Garment, text: str) -> GarmentColour | None:
    """Return the colourway called so, whatever the case, or None."""
    wanted = text.strip().casefold()
    return next((colour for colour in garment.colours if colour.name.casefold() == wanted), None)


def get_colour(garment: Garment, text: str) -> GarmentColour:
    """Return the colourway called so; the refusal says which there are."""
    colour = find_colour(garment, text)
    if colour is None:
        known = ", ".join(each.name for each in garment.colours) or "–"
        raise RuleError(
            translatable("%(garment)s has no colour “%(typed)s”; its colours are: %(known)s."),
            field="colour", garment=garment.name, typed=text, known=known,
        )  # fmt: skip
    return colour


def make_size(name: str, position: int) -> GarmentSize:
    """Return a size with the other words that it is known by."""
    _ensure_short(name, "size")
    return GarmentSize(name=name, position=position, aliases=list(SIZE_ALIASES.get(name.upper(), ())))


def make_colour(name: str) -> GarmentColour:
    """Return a new colour."""
    _ensure_short(name, "colour")
    return GarmentColour(name=name)


def _ensure_short(name: str, noun: str) -> None:
    """Blame the list in which a size or a colour was typed, not the name of the garment beside it."""
    if len(name) > NAME_MAX:
        raise RuleError(f"The name of a {noun} is longer than {NAME_MAX} characters.", field=f"{noun}s")


def list_distinct(names: Iterable[str]) -> list[str]:
    """Return these names without the spaces around them, each once whatever its case: one is found by any of them."""
    distinct: dict[str, str] = {}
    for name in filter(None, map(str.strip, names)):
        distinct.setdefault(name.casefold(), name)
    return [*distinct.values()]


def ensure_distinct(sizes: Sequence[str]) -> None:
    """Refuse a size without a name, and one that is named twice."""
    folded = [size.casefold() for size in sizes]
    if "" in folded:
        raise RuleError("A size without a name cannot be cut.", field="sizes")
    if len(set(folded)) != len(folded):
        raise RuleError("A size is named twice.", field="sizes")
