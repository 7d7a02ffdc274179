"""Flats on pages: drawn by the services from our own data, so that templates may print them as they are."""

from collections.abc import Sequence

from flask import Flask
from markupsafe import Markup

from app.models import FlatSide
from app.services import fit_map, flats
from app.services.fit_map import FitMap, Place
from app.services.formats.sheet import SheetMark


def init_sketching(app: Flask) -> None:
    """Give the templates the flats, what is shown of them and what is marked on them."""
    app.jinja_env.globals.update(
        draw_flat=_draw_flat,
        draw_marks=_draw_marks,
        draw_place_numbers=_draw_place_numbers,
        frame_flat=flats.frame_flat,
    )


def _draw_flat(flat: str, side: str, *, name: str) -> Markup:
    return Markup(flats.draw_flat(flat, FlatSide(side), name=name))  # noqa: S704 (no words of anybody in it)


def _draw_marks(flat: str, marks: Sequence[SheetMark]) -> Markup:
    return Markup(flats.draw_marks(flat, marks))  # noqa: S704 (numbers and letters of our own)


def _draw_place_numbers(places: Sequence[Place], shown: FitMap) -> Markup:
    return Markup(fit_map.draw_place_numbers(places, of=shown))  # noqa: S704 (numbers of our own)
