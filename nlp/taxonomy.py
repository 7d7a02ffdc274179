"""The vocabulary of issues: 91 codes `aspect/value`, and the kinds of garment they are said of.

Loads without spaCy, so that pages and models may use it. To add a code, give it a member and a subject or title here,
what is known of its aspect in `nlp/aspects.py`, a lexicon entry in `nlp/lexicon/<language>/` and a row in the
behavioural tests.
"""

from enum import StrEnum
from functools import cache

from nlp.aspects import COUPLED, GROUPS, ON_PRODUCT_PAGE, OPPOSITE_WORDS, POMS
from nlp.garments import GarmentKind, garment_kind

__all__ = ["ASPECTS", "Code", "GarmentKind", "IssueCode", "code_named", "codes_of", "garment_kind"]


class Code:
    """What the 91 codes and a label's own tags have in common: all of it follows from the value, `aspect/word`."""

    value: str
    aspect: str
    """What is spoken of, for example "sleeve.length"."""
    value_word: str
    """What is said of it, for example "long"."""
    zone: str
    """The place on the garment, for example "sleeve"."""
    is_ok: bool
    """Whether this is praise."""
    group: str
    """One of fit, fabric, construction, experience."""

    def __init__(self, value: str) -> None:
        """Take the value apart once: the reader asks for its parts many times in a comment."""
        self.aspect, _, self.value_word = value.partition("/")
        self.zone = value.partition(".")[0]
        self.is_ok = self.value_word == "ok"
        self.group = GROUPS.get(self.zone, "fit")

    @property
    def opposite(self) -> "IssueCode | None":
        """The complaint in the other direction, which an over-correction would bring."""
        word = OPPOSITE_WORDS.get(self.value_word)
        return _BY_VALUE.get(f"{self.aspect}/{word}") if word else None

    @property
    def coupled(self) -> tuple[str, ...]:
        """The aspects that a change of this one disturbs."""
        return COUPLED.get(self.aspect, ())

    def poms(self, kind: GarmentKind | None = None) -> tuple[str, ...]:
        """The usual points of measure of a fault on that kind of garment; empty means instruction only."""
        by_group = POMS.get(self.aspect, {})
        return by_group.get(kind.pom_group if kind else "top", by_group.get("any", ()))

    @property
    def on_product_page(self) -> bool:
        """Whether the answer is a better product page rather than another garment."""
        return self.aspect in ON_PRODUCT_PAGE


class IssueCode(Code, StrEnum):
    """What a customer can say of any garment, stored by value."""

    SIZE_OVERALL_SMALL = "size.overall/small"
    SIZE_OVERALL_LARGE = "size.overall/large"
    SIZE_OVERALL_OK = "size.overall/ok"
    BUST_WIDTH_SMALL = "bust.width/small"
    BUST_WIDTH_LARGE = "bust.width/large"
    BUST_WIDTH_OK = "bust.width/ok"
    WAIST_WIDTH_SMALL = "waist.width/small"
    WAIST_WIDTH_LARGE = "waist.width/large"
    WAIST_WIDTH_OK = "waist.width/ok"
    HIP_WIDTH_SMALL = "hip.width/small"
    HIP_WIDTH_LARGE = "hip.width/large"
    HIP_WIDTH_OK = "hip.width/ok"
    LEG_WIDTH_SMALL = "leg.width/small"
    LEG_WIDTH_LARGE = "leg.width/large"
    LEG_WIDTH_OK = "leg.width/ok"
    SHOULDER_WIDTH_SMALL = "shoulder.width/small"
    SHOULDER_WIDTH_LARGE = "shoulder.width/large"
    SHOULDER_WIDTH_OK = "shoulder.width/ok"
    SLEEVE_WIDTH_SMALL = "sleeve.width/small"
    SLEEVE_WIDTH_LARGE = "sleeve.width/large"
    SLEEVE_WIDTH_OK = "sleeve.width/ok"
    ARMHOLE_SIZE_SMALL = "armhole.size/small"
    ARMHOLE_SIZE_LARGE = "armhole.size/large"
    ARMHOLE_SIZE_OK = "armhole.size/ok"
    NECK_WIDTH_SMALL = "neck.width/small"
    NECK_WIDTH_LARGE = "neck.width/large"
    NECK_WIDTH_OK = "neck.width/ok"
    BODY_WIDTH_SMALL = "body.width/small"
    BODY_WIDTH_LARGE = "body.width/large"
    BODY_WIDTH_OK = "body.width/ok"
    BODY_LENGTH_SHORT = "body.length/short"
    BODY_LENGTH_LONG = "body.length/long"
    BODY_LENGTH_OK = "body.length/ok"
    SLEEVE_LENGTH_SHORT = "sleeve.length/short"
    SLEEVE_LENGTH_LONG = "sleeve.length/long"
    SLEEVE_LENGTH_OK = "sleeve.length/ok"
    LEG_LENGTH_SHORT = "leg.length/short"
    LEG_LENGTH_LONG = "leg.length/long"
    LEG_LENGTH_OK = "leg.length/ok"
    WAIST_POSITION_HIGH = "waist.position/high"
    WAIST_POSITION_LOW = "waist.position/low"
    WAIST_POSITION_OK = "waist.position/ok"
    RISE_HEIGHT_LOW = "rise.height/low"
    RISE_HEIGHT_HIGH = "rise.height/high"
    RISE_HEIGHT_OK = "rise.height/ok"
    NECKLINE_DEPTH_LOW = "neckline.depth/low"
    NECKLINE_DEPTH_HIGH = "neckline.depth/high"
    NECKLINE_DEPTH_OK = "neckline.depth/ok"
    STRAP_LENGTH_SHORT = "strap.length/short"
    STRAP_LENGTH_LONG = "strap.length/long"
    STRAP_LENGTH_OK = "strap.length/ok"
    SHAPE_CUT_POOR = "shape.cut/poor"
    SHAPE_CUT_OK = "shape.cut/ok"
    FABRIC_WEIGHT_THIN = "fabric.weight/thin"
    FABRIC_WEIGHT_THICK = "fabric.weight/thick"
    FABRIC_WEIGHT_OK = "fabric.weight/ok"
    FABRIC_OPACITY_SHEER = "fabric.opacity/sheer"
    FABRIC_OPACITY_OK = "fabric.opacity/ok"
    FABRIC_FEEL_ROUGH = "fabric.feel/rough"
    FABRIC_FEEL_OK = "fabric.feel/ok"
    FABRIC_STRETCH_NONE = "fabric.stretch/none"
    FABRIC_STRETCH_EXCESS = "fabric.stretch/excess"
    FABRIC_STRETCH_OK = "fabric.stretch/ok"
    FABRIC_SHRINKAGE_SHRINKS = "fabric.shrinkage/shrinks"
    FABRIC_SHRINKAGE_OK = "fabric.shrinkage/ok"
    FABRIC_DURABILITY_POOR = "fabric.durability/poor"
    FABRIC_DURABILITY_OK = "fabric.durability/ok"
    FABRIC_CARE_POOR = "fabric.care/poor"
    FABRIC_CARE_OK = "fabric.care/ok"
    FABRIC_QUALITY_POOR = "fabric.quality/poor"
    FABRIC_QUALITY_OK = "fabric.quality/ok"
    COLOR_LOOK_OFF = "color.look/off"
    COLOR_LOOK_OK = "color.look/ok"
    CONSTRUCTION_SEAM_POOR = "construction.seam/poor"
    CONSTRUCTION_SEAM_OK = "construction.seam/ok"
    CONSTRUCTION_CLOSURE_POOR = "construction.closure/poor"
    CONSTRUCTION_CLOSURE_OK = "construction.closure/ok"
    CONSTRUCTION_LINING_POOR = "construction.lining/poor"
    CONSTRUCTION_LINING_OK = "construction.lining/ok"
    CONSTRUCTION_POCKET_POOR = "construction.pocket/poor"
    CONSTRUCTION_POCKET_OK = "construction.pocket/ok"
    CONSTRUCTION_TRIM_POOR = "construction.trim/poor"
    CONSTRUCTION_TRIM_OK = "construction.trim/ok"
    QUALITY_OVERALL_POOR = "quality.overall/poor"
    QUALITY_OVERALL_OK = "quality.overall/ok"
    COMFORT_WEAR_POOR = "comfort.wear/poor"
    COMFORT_WEAR_OK = "comfort.wear/ok"
    PHOTO_MATCH_OFF = "photo.match/off"
    PHOTO_MATCH_OK = "photo.match/ok"
    PRICE_VALUE_POOR = "price.value/poor"
    PRICE_VALUE_OK = "price.value/ok"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The code in people's words, for example "Sleeve too long"."""
        return (
            _TITLES.get(self.value) or f"{_SUBJECTS[self.aspect]} {_PREDICATES.get(self.value_word, self.value_word)}"
        )


_BY_VALUE = {code.value: code for code in IssueCode}

ASPECTS: tuple[str, ...] = tuple(dict.fromkeys(code.aspect for code in IssueCode))


def code_named(value: str) -> IssueCode | None:
    """The code of that value, if there is one."""
    return _BY_VALUE.get(value)


@cache
def codes_of(aspect: str) -> tuple[IssueCode, ...]:
    """The codes of one aspect, problems first."""
    return tuple(code for code in IssueCode if code.aspect == aspect)


_SUBJECTS = {
    "size.overall": "Whole garment",
    "bust.width": "Bust",
    "waist.width": "Waist",
    "hip.width": "Hips",
    "leg.width": "Leg",
    "shoulder.width": "Shoulders",
    "sleeve.width": "Upper arm",
    "armhole.size": "Armhole",
    "neck.width": "Neck opening",
    "body.width": "Body",
    "body.length": "Garment",
    "sleeve.length": "Sleeve",
    "leg.length": "Leg",
    "waist.position": "Waist",
    "rise.height": "Rise",
    "neckline.depth": "Neckline",
    "strap.length": "Strap",
    "shape.cut": "Cut",
    "fabric.weight": "Fabric",
    "fabric.opacity": "Fabric",
    "fabric.feel": "Fabric",
    "fabric.stretch": "Fabric",
    "fabric.shrinkage": "Fabric",
    "fabric.durability": "Fabric",
    "fabric.care": "Care",
    "fabric.quality": "Fabric",
    "color.look": "Colour",
    "construction.seam": "Seams",
    "construction.closure": "Fastening",
    "construction.lining": "Lining",
    "construction.pocket": "Pocket",
    "construction.trim": "Trim",
    "quality.overall": "Make",
    "comfort.wear": "Wear",
    "photo.match": "Garment",
    "price.value": "Price",
}

_PREDICATES = {
    "small": "too tight",
    "large": "too wide",
    "short": "too short",
    "long": "too long",
    "high": "too high",
    "low": "too low",
    "thin": "too thin",
    "thick": "too heavy",
    "ok": "right",
}

_TITLES = {
    "size.overall/small": "Runs small",
    "size.overall/large": "Runs large",
    "size.overall/ok": "True to size",
    "sleeve.width/large": "Sleeve too wide",
    "sleeve.width/ok": "Sleeve width right",
    "armhole.size/small": "Armhole too tight",
    "armhole.size/large": "Armhole too big",
    "body.width/small": "Body too slim",
    "body.width/large": "Body too wide",
    "body.width/ok": "Body width right",
    "body.length/ok": "Length right",
    "sleeve.length/ok": "Sleeve length right",
    "leg.length/ok": "Leg length right",
    "leg.width/ok": "Leg width right",
    "waist.width/ok": "Waist width right",
    "waist.position/high": "Waist sits too high",
    "waist.position/low": "Waist sits too low",
    "waist.position/ok": "Waist sits right",
    "hip.width/ok": "Hips fit",
    "bust.width/ok": "Bust fits",
    "shoulder.width/ok": "Shoulders fit",
    "shape.cut/poor": "Unflattering cut",
    "shape.cut/ok": "Flattering cut",
    "fabric.weight/ok": "Fabric weight right",
    "fabric.opacity/sheer": "See-through",
    "fabric.opacity/ok": "Not see-through",
    "fabric.feel/rough": "Fabric itchy or stiff",
    "fabric.feel/ok": "Fabric soft",
    "fabric.stretch/none": "No stretch",
    "fabric.stretch/excess": "Stretches out",
    "fabric.stretch/ok": "Stretch right",
    "fabric.shrinkage/shrinks": "Shrinks",
    "fabric.shrinkage/ok": "Does not shrink",
    "fabric.durability/poor": "Fabric does not last",
    "fabric.durability/ok": "Fabric lasts",
    "fabric.care/poor": "Hard to care for",
    "fabric.care/ok": "Easy to care for",
    "fabric.quality/poor": "Fabric feels cheap",
    "fabric.quality/ok": "Fabric liked",
    "color.look/off": "Colour not as expected",
    "color.look/ok": "Colour or print liked",
    "construction.seam/poor": "Seams badly sewn",
    "construction.seam/ok": "Seams well sewn",
    "construction.closure/poor": "Fastening trouble",
    "construction.closure/ok": "Fastening liked",
    "construction.lining/poor": "Lining trouble",
    "construction.lining/ok": "Lining liked",
    "construction.pocket/poor": "Pocket trouble",
    "construction.pocket/ok": "Pockets liked",
    "construction.trim/poor": "Trim trouble",
    "construction.trim/ok": "Details liked",
    "quality.overall/poor": "Badly made",
    "quality.overall/ok": "Well made",
    "comfort.wear/poor": "Uncomfortable",
    "comfort.wear/ok": "Comfortable",
    "photo.match/off": "Not as pictured",
    "photo.match/ok": "As pictured",
    "price.value/poor": "Not worth the price",
    "price.value/ok": "Worth the price",
}
