"""What verbs tell of a garment ("the zip jams"), in the forms that sentences need: told, in the past, denied."""

from dataclasses import dataclass

from nlp.garments import GarmentKind as Kind

_ONE, _MANY = ("does", "doesn't", "has", "hasn't", "it"), ("do", "don't", "have", "haven't", "they")


@dataclass(frozen=True)
class Told:
    """A fault that a verb tells of a part of a garment."""

    code: str
    kind: Kind
    words: str
    """The part, without its article."""
    verb: str
    """Its plain form, third person, past, participle and -ing form, with what belongs to it behind a stroke."""
    is_plural: bool = False

    @property
    def praise(self) -> str:
        """The code of its aspect's praise."""
        return self.code.rpartition("/")[0] + "/ok"

    def fill(self, frame: str) -> str:
        """The sentence: {The} {the} {a} {jam} {jams} {jammed} {been} {jamming} {does} {Does} {doesnt} {has} {hasnt}."""
        forms, _, rest = self.verb.partition("|")
        jam, third, jammed, been, jamming = (f"{form} {rest}".strip() for form in forms.split())
        does, doesnt, has, hasnt, it = _MANY if self.is_plural else _ONE
        return frame.format(
            The=f"The {self.words}", the=f"the {self.words}", a=self.words if self.is_plural else f"a {self.words}",
            jam=jam, jams=jam if self.is_plural else third, jammed=jammed, been=been, jamming=jamming,
            does=does, Does=does.capitalize(), doesnt=doesnt, has=has, hasnt=hasnt, it=it,
        )  # fmt: skip


TOLD = (
    Told("construction.seam/poor", Kind.DRESS, "seams", "unravel unravels unravelled unravelled unravelling", True),
    Told("construction.seam/poor", Kind.SHIRT, "stitching", "come comes came come coming|undone"),
    Told("construction.seam/poor", Kind.SKIRT, "hem", "come comes came come coming|down"),
    Told("construction.seam/poor", Kind.TROUSERS, "side seam", "split splits split split splitting"),
    Told("construction.seam/poor", Kind.TROUSERS, "seams", "pucker puckers puckered puckered puckering", True),
    Told("construction.closure/poor", Kind.DRESS, "zip", "jam jams jammed jammed jamming"),
    Told("construction.closure/poor", Kind.JACKET, "zipper", "stick sticks stuck stuck sticking"),
    Told("construction.closure/poor", Kind.SKIRT, "zip", "break breaks broke broken breaking"),
    Told("construction.closure/poor", Kind.DRESS, "zip", "catch catches caught caught catching|on the fabric"),
    Told("construction.closure/poor", Kind.SHIRT, "buttons", "fall falls fell fallen falling|off", True),
    Told("construction.closure/poor", Kind.BLOUSE, "buttons", "come comes came come coming|loose", True),
    Told("construction.closure/poor", Kind.JACKET, "snaps", "come comes came come coming|undone", True),
    Told("construction.lining/poor", Kind.DRESS, "lining", "ride rides rode ridden riding|up"),
    Told("construction.lining/poor", Kind.SKIRT, "lining", "bunch bunches bunched bunched bunching|up"),
    Told("construction.lining/poor", Kind.COAT, "lining", "rip rips ripped ripped ripping"),
    Told("construction.lining/poor", Kind.JACKET, "lining", "tear tears tore torn tearing"),
    Told("construction.pocket/poor", Kind.TROUSERS, "pockets", "stick sticks stuck stuck sticking|out", True),
    Told("construction.pocket/poor", Kind.DRESS, "pockets", "sag sags sagged sagged sagging", True),
    Told("construction.trim/poor", Kind.DRESS, "sequins", "fall falls fell fallen falling|off", True),
    Told("construction.trim/poor", Kind.BLOUSE, "beads", "come comes came come coming|off", True),
    Told("construction.trim/poor", Kind.BLOUSE, "lace", "fray frays frayed frayed fraying"),
    Told("fabric.shrinkage/shrinks", Kind.KNIT, "sweater", "shrink shrinks shrank shrunk shrinking"),
    Told("fabric.shrinkage/shrinks", Kind.TROUSERS, "cotton", "shrink shrinks shrunk shrunk shrinking"),
    Told("fabric.durability/poor", Kind.KNIT, "wool", "pill pills pilled pilled pilling"),
    Told("fabric.durability/poor", Kind.KNIT, "jumper", "bobble bobbles bobbled bobbled bobbling"),
    Told("fabric.durability/poor", Kind.BLOUSE, "fabric", "snag snags snagged snagged snagging"),
    Told("fabric.durability/poor", Kind.JEANS, "colour", "fade fades faded faded fading"),
    Told("fabric.care/poor", Kind.DRESS, "linen", "wrinkle wrinkles wrinkled wrinkled wrinkling"),
    Told("fabric.care/poor", Kind.SHIRT, "fabric", "crease creases creased creased creasing"),
    Told("fabric.care/poor", Kind.DRESS, "colour", "bleed bleeds bled bled bleeding"),
    Told("fabric.care/poor", Kind.JEANS, "dye", "run runs ran run running"),
    Told("fabric.stretch/excess", Kind.KNIT, "knit", "stretch stretches stretched stretched stretching|out"),
    Told("fabric.stretch/excess", Kind.JEANS, "denim", "bag bags bagged bagged bagging|out"),
    Told("fabric.feel/rough", Kind.KNIT, "wool", "itch itches itched itched itching"),
    Told("fabric.opacity/sheer", Kind.BLOUSE, "fabric", "show shows showed shown showing|my bra"),
    Told("shape.cut/poor", Kind.SKIRT, "skirt", "bunch bunches bunched bunched bunching|up"),
    Told("quality.overall/poor", Kind.DRESS, "dress", "look looks looked looked looking|cheap"),
    Told("color.look/off", Kind.BLOUSE, "colour", "look looks looked looked looking|washed out"),
    Told("photo.match/off", Kind.DRESS, "dress", "look looks looked looked looking|different from the photo"),
    Told("comfort.wear/poor", Kind.DRESS, "dress", "feel feels felt felt feeling|uncomfortable"),
    Told("price.value/poor", Kind.COAT, "coat", "cost costs cost cost costing|too much"),
    Told("strap.length/long", Kind.DRESS, "straps", "slip slips slipped slipped slipping|off my shoulders", True),
)  # fmt: skip
HAPPENING = tuple(told for told in TOLD if told.verb.split()[0] not in ("look", "cost", "feel", "show"))
"""Those that happen at some time, unlike how a garment looks or what it costs."""
