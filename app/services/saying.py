"""Saying: what a customer can say of a piece in one moment, held to its rules whether it is new or changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import RuleError, translatable
from app.models import (
    COMMENT_MAX,
    Garment,
    Keeping,
    OverallFit,
    ReadState,
    Wear,
    index_words,
)
from app.services.answers import TappedZone, ensure_alteration, ensure_zones
from app.services.sizes_and_colours import get_colour, get_size

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What can be said; nothing is needed but one answer."""

    comment: str | None = None
    size: str | None = None
    colour: str | None = None
    overall_fit: OverallFit | None = None
    fits_fine: bool = False
    rest_fits: bool = False
    zone_answers: Sequence[TappedZone] = ()
    keeping: Keeping | None = None
    altered_by: float | None = None
    altered_unit: str | None = None
    wear: Wear | None = None
    height_mm: int | None = None
    usual_size: str | None = None


def columns_of(said: Said, garment: Garment, *, rating: float | None) -> dict[str, Any]:
    """Return what is said as columns of an answer; its taps, which have rows of their own, are checked too."""
    words, fits_fine = clean_words(said.comment), said.fits_fine or said.rest_fits
    ensure_says_something(words, said.overall_fit, rating, fits_fine=fits_fine, zones=said.zone_answers)
    ensure_zones(said.zone_answers)
    ensure_alteration(said.keeping, said.altered_by, said.altered_unit)
    return {
        "comment": words,
        "size": get_size(garment, said.size) if said.size else None,
        "colour": get_colour(garment, said.colour) if said.colour else None,
        "overall_fit": said.overall_fit,
        "fits_fine": said.fits_fine,
        "rest_fits": said.rest_fits,
        "keeping": said.keeping,
        "altered_by": said.altered_by,
        "altered_unit": said.altered_unit if said.altered_by is not None else None,
        "wear": said.wear,
        "height_mm": said.height_mm,
        "usual_size": (said.usual_size or "").strip()[:20] or None,
    }


def columns_of_words(words: str | None) -> dict[str, Any]:
    """Return words as all columns that are made of them, for rows that no object stands for."""
    return {
        "comment": words,
        **index_words(words),
        "read_state": ReadState.UNREAD if words else ReadState.NO_WORDS,
    }


def clean_words(comment: str | None) -> str | None:
    """Return words as they are kept: what a database cannot hold becomes �, one for one, so that offsets stay true."""
    return _UNSTORABLE.sub("�", comment or "")[:COMMENT_MAX].strip() or None


def ensure_says_something(
    words: str | None,
    overall_fit: OverallFit | None,
    rating: float | None,
    *,
    fits_fine: bool,
    zones: Sequence[TappedZone],
) -> None:
    """Refuse an answer that says nothing: nothing is needed but one answer."""
    if not (words or overall_fit or fits_fine or zones or rating is not None):
        raise RuleError(
            translatable("One answer is needed: how it fits, a place, or a few words."), field="overall_fit"
        )
