"""The label's own settings."""

from typing import Any

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Label, LengthUnit, User
from app.services import audit

CHANGEABLE = (
    "name", "unit", "grid", "p_ref", "proof_threshold", "leeway_length_mm", "leeway_girth_mm", "run_word",
    "languages", "sender", "public_url", "pattern_days", "sample_days", "override_role",
)  # fmt: skip

GRIDS = {
    LengthUnit.MM: ("1",),
    LengthUnit.CM: ("0.1", "0.25", "0.5"),
    LengthUnit.IN: ("1/16", "1/8", "1/4"),
}
"""The steps that lengths are put on, per unit (field.md, one list everywhere)."""


def get_label(session: Session) -> Label:
    """Return the label; an installation has exactly one, made on first use."""
    label = session.get(Label, 1)
    if label is None:
        label = Label(id=1)
        session.add(label)
        session.flush()
    return label


def change_label(session: Session, *, user: User | None = None, **settings: Any) -> Label:
    """Change some of the label's settings and return it."""
    label = get_label(session)
    for name in settings:
        if name not in CHANGEABLE:
            raise RuleError(f"The label has no setting called “{name}”.", field=name)
    unit = LengthUnit(settings.get("unit", label.unit))
    if "unit" in settings and "grid" not in settings and label.grid not in GRIDS[unit]:
        settings["grid"] = GRIDS[unit][0]
    _ensure_grid(unit, settings.get("grid", label.grid))
    _ensure_share(settings.get("p_ref", label.p_ref), "p_ref")
    _ensure_share(settings.get("proof_threshold", label.proof_threshold), "proof_threshold")
    for name, value in settings.items():
        setattr(label, name, unit if name == "unit" else value)
    audit.note(session, "changed", label, user=user, settings=sorted(settings))
    return label


def _ensure_grid(unit: LengthUnit, grid: str) -> None:
    """A grid belongs to its unit: nobody cuts to sixteenths of a centimetre."""
    if grid not in GRIDS[unit]:
        raise RuleError(f"In {unit} the grid can be {', '.join(GRIDS[unit])}, not {grid}.", field="grid")


def _ensure_share(value: float, field: str) -> None:
    """Shares lie between 0 and 1."""
    if not 0 < value < 1:
        raise RuleError(f"{field} has to lie between 0 and 1.", field=field)
