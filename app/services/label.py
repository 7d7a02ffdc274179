"""The label's own settings."""

import hmac
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Garment, Label, LengthUnit, Role, User
from app.services import audit
from app.services.written_addresses import ensure_survives_capitals, is_public, is_sender, is_web_address


def _read_millimetres(text: str) -> Decimal:
    """A length; "nan" is a number to Python and none to anybody else."""
    length = Decimal(text)
    if not length.is_finite():
        raise ValueError(text)
    return length


CHANGEABLE: dict[str, Callable[[str], Any]] = {
    "name": str,
    "unit": LengthUnit,
    "grid": str,
    "p_ref": float,
    "proof_threshold": float,
    "leeway_length_mm": _read_millimetres,
    "leeway_girth_mm": _read_millimetres,
    "run_word": str,
    "languages": lambda text: [word.strip() for word in text.split(",") if word.strip()],
    "sender": lambda text: text or None,
    "public_url": lambda text: text or None,
    "return_url": lambda text: text or None,
    "pattern_days": int,
    "sample_days": int,
    "override_role": Role,
    "digest_day": str,
}
"""The settings that a label may change, each with how it is read from text."""

GRIDS = {
    LengthUnit.MM: ("1",),
    LengthUnit.CM: ("0.1", "0.25", "0.5"),
    LengthUnit.IN: ("1/16", "1/8", "1/4"),
}
"""The steps that lengths are put on, per unit (field.md, one list everywhere)."""


UNIT_NAMES = {LengthUnit.MM: "millimetres", LengthUnit.CM: "centimetres", LengthUnit.IN: "inches"}

RUN_WORDS = ("run", "drop", "cut")
DIGEST_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "never")
SHARE_MIN, SHARE_MAX = Decimal("0.001"), Decimal("0.999")
"""What a share may be, by whichever door it comes; the page of settings says it in 100."""

LEEWAY_MAX_MM = 200
DAYS_MAX = 120


def get_label(session: Session) -> Label:
    """Return the label; an installation has exactly one, made on first use.

    The session keeps hold of it: everything asks for it, and what nobody holds would be loaded each time.
    """
    return find_label(session) or _make_label(session)


def find_label(session: Session) -> Label | None:
    """Return the label, or None where nothing has asked for it yet; for who only reads and may not make it."""
    kept: Label | None = session.info.get("label")
    # One that was added and rolled back was never stored.
    if kept is not None and not inspect(kept).transient:
        return kept
    label = session.get(Label, 1)
    return hold_label(session, label) if label else None


def hold_label(session: Session, label: Label) -> Label:
    """Return the label, which the session keeps hold of from now on; it may be one that was read before, by another."""
    session.info["label"] = label
    return label


def hold_names(session: Session) -> None:
    """Make others who name something of the label wait until the caller commits, and see what they named before.

    Whoever looks whether a name is free, of a tag, a rule, a token or somebody invited, and then takes it holds them
    first.
    """
    label = get_label(session)
    session.flush()
    # What refers to the label, as everything does that is named, may be stored meanwhile: that takes no name.
    session.execute(select(Label.id).where(Label.id == label.id).with_for_update(key_share=True))
    session.expire(label, ["tags"])


def keyed_hash(session: Session, text: str) -> bytes:
    """Return a hash that only this label can make, and that means nothing elsewhere."""
    return hmac.digest(get_label(session).customer_secret.encode(), text.encode("utf-8", "replace"), "sha256")


def _make_label(session: Session) -> Label:
    """The one row; of several that ask first at the same moment one makes it."""
    label = Label(id=1)
    try:
        with session.begin_nested():
            session.add(label)
    except IntegrityError:
        return session.get_one(Label, 1)
    # The one that was added: where all is rolled back, the session knows that it was never stored.
    return hold_label(session, label)


def change_label(session: Session, *, user: User | None = None, **settings: Any) -> Label:
    """Change some of the label's settings and return it."""
    label = get_label(session)
    for name in settings:
        _ensure_setting(name)
    unit = LengthUnit(settings.get("unit", label.unit))
    if "unit" in settings and "grid" not in settings and label.grid not in GRIDS[unit]:
        settings["grid"] = GRIDS[unit][0]
    _ensure_grid(unit, settings.get("grid", label.grid))
    for name, value in settings.items():
        if value != getattr(label, name):  # what is stored already keeps nothing else from being changed
            _ensure_sensible(name, value)
    if "public_url" in settings and settings["public_url"] != label.public_url:
        label.public_url_answered_at = None
    for name, value in settings.items():
        setattr(label, name, unit if name == "unit" else value)
    audit.note(session, "changed", label, user=user, settings=sorted(settings))
    return label


def choose_grid(
    session: Session, unit: LengthUnit | None, grid: str | None, *, garment: Garment
) -> tuple[LengthUnit, str]:
    """Return the unit and grid of a paper: what was asked for, else the pattern's, else the label's.

    Where the unit is not the label's, the grid is the finest of the unit.
    """
    label = get_label(session)
    unit = unit or garment.pattern_unit or label.unit
    grid = grid or (label.grid if unit is label.unit else GRIDS[unit][0])
    _ensure_grid(unit, grid)
    return unit, grid


def read_setting(name: str, text: str) -> Any:
    """Return what was typed for a setting, as it is stored."""
    _ensure_setting(name)
    try:
        return CHANGEABLE[name](text.strip())
    except (ValueError, ArithmeticError) as error:
        raise RuleError(f"“{text}” cannot be the {name} of a label.", field=name) from error


def _ensure_setting(name: str) -> None:
    """What people may change has a name."""
    if name not in CHANGEABLE:
        raise RuleError(f"The label has no setting called “{name}”.", field=name)


def _ensure_grid(unit: LengthUnit, grid: str) -> None:
    """A grid belongs to its unit: nobody cuts to sixteenths of a centimetre."""
    if grid not in GRIDS[unit]:
        raise RuleError(
            f"In {UNIT_NAMES[unit]} the smallest step on paper can be {', '.join(GRIDS[unit])}, not {grid}.",
            field="grid",
        )


_SHARES = {
    "p_ref": f"A point matters from a share of the customers, {SHARE_MIN} to {SHARE_MAX}: 0.1 is 10 in 100.",
    "proof_threshold": f"A fix is proven when it is sure by a share, {SHARE_MIN} to {SHARE_MAX}: 0.99 is 99 in 100.",
}


def _ensure_sensible(name: str, value: Any) -> None:
    """A setting lies where the rest of the product can use it."""
    match name:
        case "name" if not value.strip():
            raise RuleError("A label has a name.", field=name)
        case "p_ref" | "proof_threshold" if not float(SHARE_MIN) <= value <= float(SHARE_MAX):
            raise RuleError(_SHARES[name], field=name)
        case "leeway_length_mm" | "leeway_girth_mm" if not 0 <= value <= LEEWAY_MAX_MM:
            raise RuleError(f"{name} has to lie between 0 and {LEEWAY_MAX_MM}.", field=name)
        case "pattern_days" | "sample_days" if not 0 <= value <= DAYS_MAX:
            raise RuleError(f"{name} has to lie between 0 and {DAYS_MAX}.", field=name)
        case "run_word" if value not in RUN_WORDS:
            raise RuleError(f"A round can be called {', '.join(RUN_WORDS)}, not {value}.", field=name)
        case "digest_day" if value not in DIGEST_DAYS:
            raise RuleError(f"The digest goes out on a day like monday, or never, not {value}.", field=name)
        case "sender" | "public_url" | "return_url" if value is not None:
            _ensure_address(name, value)
        case "override_role" if value not in (Role.DESIGNER, Role.ADMIN):
            raise RuleError("Only designers or admins may release against the gate.", field=name)


def _ensure_address(name: str, value: str) -> None:
    """Mail can come from there, labels and customers can lead there."""
    match name:
        case "sender" if not is_sender(value):
            raise RuleError(
                "Mail comes from an address, such as fit@example.com or Atelier Lind <fit@example.com>.", field=name
            )
        case "public_url" if not is_public(value):
            raise RuleError(
                "The public address is a whole one that begins with https://, such as https://fit.example.com.",
                field=name,
            )
        case "public_url":
            ensure_survives_capitals(value.rstrip("/"))
        case "return_url" if not is_web_address(value):
            raise RuleError(
                "Where the shop takes returns is a whole address, such as https://shop.example.com/returns.", field=name
            )
