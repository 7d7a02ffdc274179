"""The starter library of points of measure; codes vary by house, so they are a start and not a law."""

from typing import NamedTuple

from app.models import GradeFrom, MeasureKind, PointOfMeasure
from nlp.taxonomy import GarmentKind

HALF, FULL, STRAIGHT = MeasureKind.HALF, MeasureKind.FULL, MeasureKind.STRAIGHT


class StarterPoint(NamedTuple):
    """A point of measure that a garment can start from."""

    name: str
    kind: MeasureKind
    how_to_measure: str
    least_cm: float
    most_cm: float
    """What no garment goes below or beyond there, from a baby's to a ball gown; who does has slipped, mostly."""


STARTER_LIBRARY: dict[str, StarterPoint] = {
    "A1": StarterPoint("Chest width", HALF, "2.5 cm (1 in) below the armhole, side to side", 10, 160),
    "A2": StarterPoint("Waist width", HALF, "at the narrowest point, side to side", 10, 160),
    "A3": StarterPoint("Hip width", HALF, "at the fullest point, side to side", 10, 180),
    "A4": StarterPoint("Sweep", HALF, "along the hem, side to side", 12, 400),
    "A5": StarterPoint("Across front", STRAIGHT, "12.5 cm (5 in) below HPS, armhole to armhole", 8, 100),
    "A6": StarterPoint("Across back", STRAIGHT, "12.5 cm (5 in) below HPS, armhole to armhole", 8, 100),
    "A7": StarterPoint("High hip", HALF, "7.5 cm (3 in) below the waist, side to side", 10, 160),
    "B1": StarterPoint("Shoulder width", STRAIGHT, "shoulder point to shoulder point", 8, 120),
    "B2": StarterPoint("Shoulder slope", STRAIGHT, "HPS level down to the shoulder point", 0, 20),
    "C1": StarterPoint("Front length", STRAIGHT, "HPS to hem", 10, 300),
    "C2": StarterPoint("Centre back length", STRAIGHT, "back neck seam to hem at CB", 8, 300),
    "C3": StarterPoint("Side length", STRAIGHT, "underarm to hem along the side seam", 3, 250),
    "C4": StarterPoint("Front waist length", STRAIGHT, "HPS to waist seam, front", 10, 100),
    "C5": StarterPoint("Back waist length", STRAIGHT, "HPS to waist seam, back", 10, 100),
    "C6": StarterPoint("Skirt length", STRAIGHT, "waist to hem", 8, 250),
    "C7": StarterPoint("Total torso", STRAIGHT, "HPS through the crotch and back to HPS", 30, 250),
    "C8": StarterPoint("Apex depth", STRAIGHT, "HPS to the apex", 5, 70),
    "C9": StarterPoint("Apex to apex", STRAIGHT, "apex to apex", 5, 50),
    "D1": StarterPoint("Sleeve length from shoulder", STRAIGHT, "shoulder point to the end of the cuff", 2, 110),
    "D2": StarterPoint("Sleeve length from CB", STRAIGHT, "CB neck over the shoulder to the end of the cuff", 10, 130),
    "D3": StarterPoint("Bicep", HALF, "2.5 cm (1 in) below the underarm, square to the sleeve", 5, 90),
    "D4": StarterPoint("Elbow", HALF, "at half the underarm length", 4, 80),
    "D5": StarterPoint("Sleeve opening", HALF, "along the edge", 3, 80),
    "D6": StarterPoint("Cap height", STRAIGHT, "underarm level up to the top of the cap", 0, 40),
    "D7": StarterPoint("Armhole straight", STRAIGHT, "shoulder point straight down to the underarm", 6, 80),
    "D8": StarterPoint("Armhole curve", STRAIGHT, "along the seam, front and back together", 12, 140),
    "D9": StarterPoint("Cuff height", STRAIGHT, "cuff seam to edge", 0.3, 60),
    "E1": StarterPoint("Neck width", STRAIGHT, "HPS to HPS", 6, 80),
    "E2": StarterPoint("Front neck drop", STRAIGHT, "HPS level down to the neck edge at CF", 0, 70),
    "E3": StarterPoint("Back neck drop", STRAIGHT, "HPS level down to the neck edge at CB", 0, 70),
    "E4": StarterPoint("Collar height", STRAIGHT, "collar seam to edge at CB", 0.5, 40),
    "E5": StarterPoint("Neck stretched", FULL, "along the neck edge, stretched", 25, 160),
    "F1": StarterPoint("Waistband relaxed", HALF, "along the top edge, side to side", 10, 120),
    "F2": StarterPoint("Waistband extended", HALF, "along the top edge, stretched", 10, 160),
    "F3": StarterPoint("Front rise", STRAIGHT, "crotch seam to the top of the waistband, front", 5, 80),
    "F4": StarterPoint("Back rise", STRAIGHT, "crotch seam to the top of the waistband, back", 5, 90),
    "F5": StarterPoint("Thigh", HALF, "2.5 cm (1 in) below the crotch", 7, 120),
    "F6": StarterPoint("Knee", HALF, "at half the inseam less 5 cm", 5, 110),
    "F7": StarterPoint("Leg opening", HALF, "along the hem", 4, 130),
    "F8": StarterPoint("Inseam", STRAIGHT, "crotch seam to hem", 1, 120),
    "F9": StarterPoint("Outseam", STRAIGHT, "top of the waistband to hem", 8, 150),
    "F10": StarterPoint("Calf", HALF, "at the fullest point below the knee", 4, 80),
    "G1": StarterPoint("Pocket placement", STRAIGHT, "HPS to the pocket's top edge", 1, 120),
    "G2": StarterPoint("Pocket opening", STRAIGHT, "along the opening", 2, 60),
    "G3": StarterPoint("Placket length", STRAIGHT, "top to bottom of the placket", 2, 200),
    "G4": StarterPoint("Strap length", STRAIGHT, "seam to seam", 2, 200),
    "G5": StarterPoint("Slit height", STRAIGHT, "hem to the top of the slit", 1, 150),
    "G6": StarterPoint("Button spacing", STRAIGHT, "centre to centre", 0.5, 40),
    "H1": StarterPoint("Underband", HALF, "along the lower edge, relaxed", 10, 90),
    "H2": StarterPoint("Cup height", STRAIGHT, "underband over the apex to the cup's edge", 4, 40),
    "H3": StarterPoint("Wire length", STRAIGHT, "along the channel, end to end", 5, 60),
}


_ANYWHERE = "A2 A3 A7 G1 G2 G3 G5 G6"
_UPPER = "A1 A5 A6 B1 B2 C1 C2 C3 C4 C5 C8 C9 D1 D2 D3 D4 D5 D6 D7 D8 D9 E1 E2 E3 E4 E5 G4"
_LEGS = "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10"

_BY_GROUP: dict[str, str] = {
    "top": f"{_UPPER} A4",
    "dress": f"{_UPPER} A4 C6",
    "skirt": "A4 C6 F1 F2",
    "legs": _LEGS,
    "jumpsuit": f"{_UPPER} {_LEGS} A4 C7",
    "swim": f"{_UPPER} A4 C7 F1 F2 F3 F4 F5 F7 F8 F9 H1 H2 H3",
}
"""What the kinds that share their measures have of the library, beside what lies anywhere; a chart may bring more."""


def list_codes_of(kind: GarmentKind | None) -> list[str]:
    """Return the library's codes that a kind of garment is measured at, in their order; all where it is not known."""
    if kind is None:
        return list(STARTER_LIBRARY)
    codes = f"{_ANYWHERE} {_BY_GROUP[kind.pom_group]}".split()
    if kind is GarmentKind.SLEEPWEAR:
        codes += _LEGS.split()  # pyjamas and nightdresses
    return [code for code in STARTER_LIBRARY if code in codes]


def imagine_point(code: str) -> PointOfMeasure:
    """Return a point of the library as a garment would have it, stored nowhere: nothing is known of it yet."""
    point = STARTER_LIBRARY[code]
    return PointOfMeasure(code=code, name=point.name, kind=point.kind, grade_from=GradeFrom.INCREMENTAL)
