"""Why a piece came back: the shop's reason as an answer about the fit, where it is one."""

import re

from app.services.answers import TappedZone

_SMALL = TappedZone("size.overall", "small")
_LARGE = TappedZone("size.overall", "large")
_COLOUR = TappedZone("color.look", "off")

_REASONS = {
    "size too small": _SMALL, "too small": _SMALL, "runs small": _SMALL, "item is too small": _SMALL,
    "it was too small": _SMALL, "fit too small": _SMALL, "zu klein": _SMALL, "trop petit": _SMALL,
    "size too large": _LARGE, "too large": _LARGE, "too big": _LARGE, "runs large": _LARGE,
    "item is too big": _LARGE, "item is too large": _LARGE, "size too big": _LARGE, "it was too big": _LARGE,
    "zu groß": _LARGE, "zu gross": _LARGE, "trop grand": _LARGE,
    "color": _COLOUR, "colour": _COLOUR,
}  # fmt: skip
"""Reasons are free strings: these are about the fit or the colour; all others need the customer's own words."""


def read_reason(reason: str, parent: str = "", *, steps: int = 0) -> TappedZone | None:
    """Return what the reason of a return says of the garment, or None where it is no evidence.

    An exchange tells more than a reason: `steps` are the grade steps from what was bought to what was wanted instead,
    so M for L is too small by one size.
    """
    if steps:
        return TappedZone("size.overall", "small" if steps > 0 else "large", amount=float(abs(steps)), unit="size")
    return _REASONS.get(_fold(reason)) or _REASONS.get(_fold(parent))


def _fold(reason: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", reason.casefold()).split())
