"""Marks on the garment's flat: those that an instruction carries, and where the measures are that a line changes."""

from dataclasses import dataclass
from math import isfinite
from string import ascii_lowercase

from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import (
    FIELD_HEIGHT,
    FIELD_WIDTH,
    FlatSide,
    Garment,
    MarkKind,
    RevisionLine,
    SketchMark,
    User,
)
from app.services import audit
from app.services.flats import choose_flat
from app.services.formats.sheet import MEASURE, SheetMark
from app.services.line_rules import hold_line
from app.services.measure_places import find_place
from app.services.point_names import name_in_english
from app.services.sketches import get_sketch

MARKS_MAX = 9
"""More than that on one small sketch nobody reads."""


@dataclass(frozen=True)
class Spot:
    """A place on one side of the flat, on its field; `name` where it is a place that has one."""

    side: FlatSide
    x: float
    y: float
    name: str = ""


def list_spots(garment: Garment) -> dict[str, Spot]:
    """Return the places of the garment's flat to choose from, by keys such as "back/neck/middle"."""
    sketch = get_sketch(garment.kind)
    spots = {}
    for side, taps in ((FlatSide.FRONT, sketch.front), (FlatSide.BACK, sketch.back)):
        for tap in taps:
            where = {"left": tap.spot.x, "right": FIELD_WIDTH - tap.spot.x}
            if not tap.spot.area.endswith("Z"):  # such an area reaches the middle
                where["middle"] = FIELD_WIDTH / 2
            for word, x in where.items():
                name = f"{side.capitalize()}: {tap.zone.name}, {word}"
                spots[f"{side}/{tap.zone.key}/{word}"] = Spot(side, x, tap.spot.y, name)
    return spots


def get_spot(garment: Garment, key: str, *, field: str = "start") -> Spot:
    """Return the place of the garment's flat that a key names, be it one of the list or "back 50 12"."""
    spots = list_spots(garment)
    if key in spots:
        return spots[key]
    side, _, rest = key.partition(" ")
    try:
        x, y = (float(each) for each in rest.split())
        return Spot(FlatSide(side), x, y)
    except ValueError as error:
        raise RuleError("Which place? Tap the sketch, or choose a place of the list.", field=field) from error


def add_mark(
    session: Session,
    line: RevisionLine,
    *,
    kind: MarkKind,
    start: Spot,
    end: Spot | None = None,
    user: User | None = None,
) -> SketchMark:
    """Return a new mark of an instruction: a point, or a line or an arrow to a second place."""
    hold_line(session, line)
    _ensure_markable(line)
    _ensure_on_the_field(start, "start")
    if kind is MarkKind.POINT:
        end = None
    elif end is None:
        raise RuleError("Where does it end? A line has two places.", field="end")
    else:
        _ensure_on_the_field(end, "end")
        _ensure_apart(start, end)
    mark = SketchMark(
        number=max((each.number for each in line.marks), default=0) + 1, kind=kind, side=start.side,
        x=round(start.x, 1), y=round(start.y, 1), to_x=round(end.x, 1) if end else None,
        to_y=round(end.y, 1) if end else None,
    )  # fmt: skip
    line.marks.append(mark)
    audit.note(session, "marked", line.revision, user=user, line=line.number, mark=mark.number)
    return mark


def drop_mark(session: Session, line: RevisionLine, number: int, *, user: User | None = None) -> None:
    """Take a mark off an instruction's sketch."""
    hold_line(session, line)
    mark = next((each for each in line.marks if each.number == number), None)
    if mark is None:
        raise NotFound(f"Line {line.number} has no mark {number}.", field="mark")
    line.marks.remove(mark)
    audit.note(session, "unmarked", line.revision, user=user, line=line.number, mark=number)


def label_mark(mark: SketchMark) -> str:
    """Return how a mark is called on the sketch: by its line, "3", and where that has several, "3a", "3b"."""
    line = mark.line
    letter = ascii_lowercase[line.marks.index(mark)] if len(line.marks) > 1 else ""
    return f"{line.number}{letter}"


def list_marks(line: RevisionLine) -> tuple[SheetMark, ...]:
    """Return what a line marks on the flat of its garment: the measure that changes, or what the instruction says."""
    flat = choose_flat(line.revision.garment.kind)
    if flat is None:
        return ()
    if line.pom is None:
        return tuple(
            SheetMark(
                label_mark(mark), mark.kind.value, mark.side, mark.x, mark.y, mark.to_x, mark.to_y, line.direction
            )
            for mark in line.marks
        )
    place = find_place(flat, name_in_english(line.pom))
    return (SheetMark(str(line.number), MEASURE, place.side, *place.start, *place.end),) if place else ()


def _ensure_markable(line: RevisionLine) -> None:
    """An instruction is marked where there is a flat to mark; a measure is drawn where it is taken."""
    if line.pom is not None:
        raise RuleError(f"Line {line.number} changes a measure: it is drawn where that is taken.")
    if choose_flat(line.revision.garment.kind) is None:
        raise RuleError(f"Nobody said yet what kind of garment {line.revision.garment.name} is: there is no sketch.")
    if len(line.marks) >= MARKS_MAX:
        raise RuleError(f"Line {line.number} has {MARKS_MAX} marks already.")


def _ensure_on_the_field(spot: Spot, field: str) -> None:
    """A mark lies on the sketch."""
    if not (isfinite(spot.x) and isfinite(spot.y) and 0 <= spot.x <= FIELD_WIDTH and 0 <= spot.y <= FIELD_HEIGHT):
        raise RuleError("That place is beside the sketch.", field=field)


def _ensure_apart(start: Spot, end: Spot) -> None:
    """A line leads from one place to another on the same side."""
    if start.side is not end.side:
        raise RuleError("A line begins and ends on the same side of the garment.", field="end")
    if (round(start.x, 1), round(start.y, 1)) == (round(end.x, 1), round(end.y, 1)):
        raise RuleError("A line ends elsewhere than it begins.", field="end")
