"""The starter library of points of measure; codes vary by house, so they are a start and not a law."""

from typing import NamedTuple

from app.models import GradeFrom, MeasureKind, PointOfMeasure

HALF, FULL, STRAIGHT = MeasureKind.HALF, MeasureKind.FULL, MeasureKind.STRAIGHT


class StarterPoint(NamedTuple):
    """A point of measure that a garment can start from."""

    name: str
    kind: MeasureKind
    how_to_measure: str


STARTER_LIBRARY: dict[str, StarterPoint] = {
    "A1": StarterPoint("Chest width", HALF, "2.5 cm (1 in) below the armhole, side to side"),
    "A2": StarterPoint("Waist width", HALF, "at the narrowest point, side to side"),
    "A3": StarterPoint("Hip width", HALF, "at the fullest point, side to side"),
    "A4": StarterPoint("Sweep", HALF, "along the hem, side to side"),
    "A5": StarterPoint("Across front", STRAIGHT, "12.5 cm (5 in) below HPS, armhole to armhole"),
    "A6": StarterPoint("Across back", STRAIGHT, "12.5 cm (5 in) below HPS, armhole to armhole"),
    "A7": StarterPoint("High hip", HALF, "7.5 cm (3 in) below the waist, side to side"),
    "B1": StarterPoint("Shoulder width", STRAIGHT, "shoulder point to shoulder point"),
    "B2": StarterPoint("Shoulder slope", STRAIGHT, "HPS level down to the shoulder point"),
    "C1": StarterPoint("Front length", STRAIGHT, "HPS to hem"),
    "C2": StarterPoint("Centre back length", STRAIGHT, "back neck seam to hem at CB"),
    "C3": StarterPoint("Side length", STRAIGHT, "underarm to hem along the side seam"),
    "C4": StarterPoint("Front waist length", STRAIGHT, "HPS to waist seam, front"),
    "C5": StarterPoint("Back waist length", STRAIGHT, "HPS to waist seam, back"),
    "C6": StarterPoint("Skirt length", STRAIGHT, "waist to hem"),
    "C7": StarterPoint("Total torso", STRAIGHT, "HPS through the crotch and back to HPS"),
    "C8": StarterPoint("Apex depth", STRAIGHT, "HPS to the apex"),
    "C9": StarterPoint("Apex to apex", STRAIGHT, "apex to apex"),
    "D1": StarterPoint("Sleeve length from shoulder", STRAIGHT, "shoulder point to the end of the cuff"),
    "D2": StarterPoint("Sleeve length from CB", STRAIGHT, "CB neck over the shoulder to the end of the cuff"),
    "D3": StarterPoint("Bicep", HALF, "2.5 cm (1 in) below the underarm, square to the sleeve"),
    "D4": StarterPoint("Elbow", HALF, "at half the underarm length"),
    "D5": StarterPoint("Sleeve opening", HALF, "along the edge"),
    "D6": StarterPoint("Cap height", STRAIGHT, "underarm level up to the top of the cap"),
    "D7": StarterPoint("Armhole straight", STRAIGHT, "shoulder point straight down to the underarm"),
    "D8": StarterPoint("Armhole curve", STRAIGHT, "along the seam, front and back together"),
    "D9": StarterPoint("Cuff height", STRAIGHT, "cuff seam to edge"),
    "E1": StarterPoint("Neck width", STRAIGHT, "HPS to HPS"),
    "E2": StarterPoint("Front neck drop", STRAIGHT, "HPS level down to the neck edge at CF"),
    "E3": StarterPoint("Back neck drop", STRAIGHT, "HPS level down to the neck edge at CB"),
    "E4": StarterPoint("Collar height", STRAIGHT, "collar seam to edge at CB"),
    "E5": StarterPoint("Neck stretched", FULL, "along the neck edge, stretched"),
    "F1": StarterPoint("Waistband relaxed", HALF, "along the top edge, side to side"),
    "F2": StarterPoint("Waistband extended", HALF, "along the top edge, stretched"),
    "F3": StarterPoint("Front rise", STRAIGHT, "crotch seam to the top of the waistband, front"),
    "F4": StarterPoint("Back rise", STRAIGHT, "crotch seam to the top of the waistband, back"),
    "F5": StarterPoint("Thigh", HALF, "2.5 cm (1 in) below the crotch"),
    "F6": StarterPoint("Knee", HALF, "at half the inseam less 5 cm"),
    "F7": StarterPoint("Leg opening", HALF, "along the hem"),
    "F8": StarterPoint("Inseam", STRAIGHT, "crotch seam to hem"),
    "F9": StarterPoint("Outseam", STRAIGHT, "top of the waistband to hem"),
    "F10": StarterPoint("Calf", HALF, "at the fullest point below the knee"),
    "G1": StarterPoint("Pocket placement", STRAIGHT, "HPS to the pocket's top edge"),
    "G2": StarterPoint("Pocket opening", STRAIGHT, "along the opening"),
    "G3": StarterPoint("Placket length", STRAIGHT, "top to bottom of the placket"),
    "G4": StarterPoint("Strap length", STRAIGHT, "seam to seam"),
    "G5": StarterPoint("Slit height", STRAIGHT, "hem to the top of the slit"),
    "G6": StarterPoint("Button spacing", STRAIGHT, "centre to centre"),
    "H1": StarterPoint("Underband", HALF, "along the lower edge, relaxed"),
    "H2": StarterPoint("Cup height", STRAIGHT, "underband over the apex to the cup's edge"),
    "H3": StarterPoint("Wire length", STRAIGHT, "along the channel, end to end"),
}


def imagine_point(code: str) -> PointOfMeasure:
    """Return a point of the library as a garment would have it, stored nowhere: nothing is known of it yet."""
    point = STARTER_LIBRARY[code]
    return PointOfMeasure(code=code, name=point.name, kind=point.kind, grade_from=GradeFrom.INCREMENTAL)
