"""Where a garment does not fit: its flat with the places that several people report, toned by how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.models import FIELD_WIDTH, EvidenceState, Garment
from app.services.numbering import Frame, Numbered, draw_numbers, frame
from app.services.point_rows import PointRow
from app.services.shares import Share
from app.services.sketches import Sketch, Tap, Zone, get_sketch
from nlp.taxonomy import Code, IssueCode

UNSURE, FEW = "unsure", "few"

DOT = 5
"""The radius behind a number: two flats stand beside each other on a phone."""


@dataclass(frozen=True)
class Place:
    """A place of the flat, the most certain fit point there and the tone of its evidence."""

    tap: Tap
    point: PointRow
    tone: str
    """t1 to t4 by the share where it is clear, UNSURE where several say it, FEW where one or a few do."""


@dataclass(frozen=True)
class FitMap:
    """The two sides of a flat, each with its places in the order they are drawn, and the fit points on either."""

    flat: str
    field: str
    front: tuple[Place, ...]
    back: tuple[Place, ...]
    points: tuple[PointRow, ...]


def draw_map(garment: Garment, points: Sequence[PointRow]) -> FitMap | None:
    """Return the map of a garment's fit points, the most certain first; None where its kind is not drawn."""
    sketch = get_sketch(garment.kind)
    if sketch.flat is None:
        return None
    worst = {zone.key: point for zone in _zones(sketch) if (point := _find_worst(zone, points))}
    front, back = (
        tuple(Place(tap, worst[tap.zone.key], _tone(worst[tap.zone.key])) for tap in side if tap.zone.key in worst)
        for side in (sketch.front, sketch.back)
    )
    shown = {place.point.rank: place.point for place in front + back}
    field = _frame(sketch.flat, front + back).view_box
    return FitMap(sketch.flat, field, front, back, tuple(point for _, point in sorted(shown.items())))


def draw_place_numbers(places: Sequence[Place], *, of: FitMap) -> str:
    """Return the numbers of the fit points of one side as what is inside an SVG, each with a line to its place."""
    return draw_numbers(_spread(places), _frame(of.flat, of.front + of.back))


def _frame(flat: str, places: Sequence[Place]) -> Frame:
    """What is shown of both sides, alike, so that they are equally large."""
    spots = [place.tap.spot for place in places]
    return frame(flat, [spot.x for spot in spots], [spot.y for spot in spots], dot=DOT)


def _spread(places: Sequence[Place]) -> list[Numbered]:
    """Where the numbers point to: the halves are alike, so every other place is pointed to on the right one."""
    spots = sorted(((place.tap.spot, str(place.point.rank)) for place in places), key=lambda each: each[0].y)
    return [
        Numbered((rank,), FIELD_WIDTH - spot.x if at % 2 else spot.x, spot.y) for at, (spot, rank) in enumerate(spots)
    ]


def _zones(sketch: Sketch) -> list[Zone]:
    return list({tap.zone.key: tap.zone for tap in sketch.front + sketch.back}.values())


def _find_worst(zone: Zone, points: Sequence[PointRow]) -> PointRow | None:
    """The first of the points in a zone that somebody reports."""
    return next((point for point in points if _lies_in(point.cluster.code, zone) and _is_said(point)), None)


def _lies_in(code: Code, zone: Zone) -> bool:
    """Whether a code is asked about in a zone; a label's own tag, which nobody is asked about, lies in its place."""
    aspects = {question.aspect for question in zone.questions}
    if isinstance(code, IssueCode):
        return code.aspect in aspects
    return code.group == "fit" and code.zone in {aspect.partition(".")[0] for aspect in aspects}


def _is_said(point: PointRow) -> bool:
    return point.evidence is not None and point.evidence.reporting > 0 and not point.solved


def _tone(point: PointRow) -> str:
    """What only a few say tints nothing, unless it is unsafe: its place is edged."""
    evidence = point.evidence
    if evidence is not None and evidence.state is EvidenceState.ESTABLISHED:
        return Share(evidence.reporting, evidence.answered).tone
    likely = evidence is not None and evidence.state is EvidenceState.EMERGING
    return UNSURE if likely or point.safety else FEW
