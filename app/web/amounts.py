"""Amounts as customers read them."""

from decimal import Decimal

from flask_babel import format_decimal, gettext

from app.models import LengthUnit
from app.services.lengths import write_length
from app.web.languages import UNIT_WORDS


def write_amount(amount: float, unit: str) -> str:
    """Return "2 cm", "1 1/4 in" or "one size": inches as a tape shows them, the rest as the page's language has it."""
    number = str(format_decimal(amount))
    if unit == "size":
        return str(gettext("one size") if amount == 1 else gettext("%(number)s sizes", number=number))
    if unit == LengthUnit.IN:
        number = write_length(Decimal(str(amount)) * Decimal("25.4"), LengthUnit.IN, "1/8")
    return f"{number} {UNIT_WORDS[LengthUnit(unit)]}"
