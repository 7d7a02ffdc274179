"""Sets up a garment's sizes, base size and unit from the grade rule table of its pattern."""

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Garment, LengthUnit, User
from app.services import audit
from app.services.formats.rul import GradeRuleTable, Units
from app.services.garments import hold_garment
from app.services.label import get_label
from app.services.sizes_and_colours import make_size


def ensure_same_sizes(garment: Garment, table: GradeRuleTable) -> None:
    """Refuse a table with other sizes: answers, runs and charts stand on a garment's own, and no file changes them."""
    own = [size.name.casefold() for size in garment.sizes]
    if own and own != [size.casefold() for size in table.sizes]:
        have = ", ".join(size.name for size in garment.sizes)
        raise RuleError(f"{garment.name} is cut in {have}; this file says {', '.join(table.sizes)}.", field="file")


def set_up_sizes(session: Session, garment: Garment, table: GradeRuleTable, *, user: User | None = None) -> Garment:
    """Give a garment the sizes, the base size and the unit of its pattern.

    A garment that has sizes keeps them: a table with others is refused, one with the same sets base size and unit.
    """
    hold_garment(session, garment)
    ensure_same_sizes(garment, table)
    if not garment.sizes:
        garment.sizes = [make_size(name, position) for position, name in enumerate(table.sizes)]
    garment.base_size_name = _own_name(garment, table.sample_size)
    garment.pattern_unit = _choose_unit(get_label(session).unit, table.units)
    audit.note(session, "sized", garment, user=user, sizes=list(table.sizes), units=table.units.value)
    return garment


def _own_name(garment: Garment, name: str) -> str:
    """The size as the garment spells it."""
    return next(size.name for size in garment.sizes if size.name.casefold() == name.casefold())


def _choose_unit(label_unit: LengthUnit, units: Units) -> LengthUnit | None:
    """Inches where the pattern is in inches; metric patterns go out in the label's own metric unit, else in cm."""
    is_english = label_unit is LengthUnit.IN
    if is_english == (units is Units.ENGLISH):
        return None
    return LengthUnit.IN if units is Units.ENGLISH else LengthUnit.CM
