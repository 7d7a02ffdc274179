"""Sentences that speak of two parts of one garment, in which each has to get what is its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

from nlp.garments import GarmentKind as Kind
from nlp.mentions import IssueMention
from nlp.tagging import Tagger
from tests.nlp.frames import read_otherwise


@dataclass(frozen=True)
class Part:
    """A part of a garment and what is wrong with it."""

    code: str
    words: str
    fault: str
    wished: str
    """What a customer would rather have."""
    place: str = ""
    """How people say where a width is wrong ("in the bust"); nothing where that is not how they say it."""

    @property
    def aspect(self) -> str:
        """What it is wrong with."""
        return self.code.partition("/")[0]

    def words_for(self, letter: str) -> dict[str, str]:
        """What stands for it in frames: {TheA} {theA} {A} {isA} {isntA} {wasA} {itA} {ItA} {doA} {lookA} {atA} …"""
        plural = self.words.endswith("s")
        one = ("is", "isn't", "was", "it", "does", "fits", "looks", "needs", "'s")
        many = ("are", "aren't", "were", "they", "do", "fit", "look", "need", "'re")
        names = ("is", "isnt", "was", "it", "do", "fit", "look", "need", "re")
        said = dict(zip(names, many if plural else one, strict=True))
        said |= {
            "": self.words, "the": f"the {self.words}", "The": f"The {self.words}", "It": said["it"].title(),
            "fault": self.fault, "wished": self.wished, "at": self.place, "one": "ones" if plural else "one",
        }  # fmt: skip
        return {name + letter: word for name, word in said.items()}


_PARTS = {
    Kind.DRESS: (
        Part("bust.width/small", "bust", "tight", "roomier", "in the bust"),
        Part("bust.width/large", "chest", "loose", "tighter", "across the chest"),
        Part("waist.width/small", "waist", "tight", "looser", "at the waist"),
        Part("waist.width/large", "waist", "big", "smaller", "around the waist"),
        Part("hip.width/large", "hips", "loose", "slimmer", "in the hips"),
        Part("shoulder.width/small", "shoulders", "narrow", "wider", "across the shoulders"),
        Part("sleeve.length/long", "sleeves", "long", "shorter", "in the sleeves"),
        Part("sleeve.width/small", "sleeves", "tight", "looser", "in the sleeves"),
        Part("armhole.size/large", "armholes", "big", "smaller"),
        Part("neckline.depth/low", "neckline", "low", "higher"),
        Part("strap.length/long", "straps", "long", "shorter"),
        Part("fabric.weight/thin", "fabric", "thin", "thicker"),
    ),
    Kind.SHIRT: (
        Part("bust.width/small", "chest", "tight", "roomier", "in the chest"),
        Part("shoulder.width/large", "shoulders", "wide", "narrower", "in the shoulders"),
        Part("sleeve.length/short", "sleeves", "short", "longer", "in the sleeves"),
        Part("sleeve.width/small", "cuffs", "tight", "looser", "at the cuffs"),
        Part("armhole.size/small", "armholes", "tight", "bigger", "in the armholes"),
        Part("neck.width/small", "collar", "tight", "looser", "at the collar"),
        Part("fabric.feel/rough", "material", "scratchy", "softer"),
    ),
    Kind.TROUSERS: (
        Part("waist.width/small", "waist", "tight", "looser", "at the waist"),
        Part("waist.width/large", "waistband", "loose", "tighter", "at the waistband"),
        Part("hip.width/small", "hips", "snug", "roomier", "around the hips"),
        Part("hip.width/large", "seat", "baggy", "slimmer", "in the seat"),
        Part("leg.width/small", "thighs", "tight", "looser", "in the thighs"),
        Part("leg.length/long", "legs", "long", "shorter", "in the legs"),
        Part("leg.length/short", "inseam", "short", "longer", "in the inseam"),
        Part("rise.height/low", "rise", "low", "higher", "in the rise"),
    ),
    Kind.JACKET: (
        Part("shoulder.width/small", "shoulders", "tight", "wider", "across the shoulders"),
        Part("bust.width/large", "chest", "big", "smaller", "in the chest"),
        Part("sleeve.length/long", "arms", "long", "shorter", "in the arms"),
        Part("sleeve.length/short", "sleeves", "short", "longer", "in the sleeves"),
        Part("waist.width/large", "waist", "wide", "narrower", "at the waist"),
        Part("neck.width/small", "collar", "tight", "looser", "at the collar"),
        Part("fabric.weight/thick", "fabric", "heavy", "lighter"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two parts of one garment."""

    kind: Kind
    one: Part
    other: Part

    def fill(self, frame: str) -> str:
        """The frame's sentence."""
        kind = "pair of trousers" if self.kind is Kind.TROUSERS else str(self.kind.value)
        return frame.format(kind=kind, **self.one.words_for("A"), **self.other.words_for("B"))


def _pairs() -> Iterator[Pair]:
    for kind, parts in _PARTS.items():
        for one, other in permutations(parts, 2):
            if one.words != other.words and one.aspect != other.aspect:
                yield Pair(kind, one, other)


_PRAISED = ("width", "length", "size", "depth", "height", "weight", "feel", "quality", "stretch", "position")
PAIRS = tuple(_pairs())
SAME = tuple(pair for pair in PAIRS if pair.one.fault == pair.other.fault)
"""Those of which the same is said."""
PLACED = tuple(pair for pair in PAIRS if pair.one.place and pair.other.place)
"""Those that can be said to be places."""
FITTING = tuple(pair for pair in PAIRS if "fabric" not in pair.one.code + pair.other.code)
"""Those that can fit: cloth does not."""
CHOICES = {"all": PAIRS, "same": SAME, "placed": PLACED, "fit": FITTING}


def _is_as_wanted(pair: Pair, wanted: str, mentions: Iterable[IssueMention]) -> bool:
    """Whether a sentence reads as wanted: A and B are faults, okA praise of A's zone; "?" lets it be missing."""
    left = [mention.code.value for mention in mentions]
    for name in wanted.split():
        part = pair.one if "A" in name else pair.other
        praised = name.startswith("ok")
        zone = part.code.partition(".")[0]
        if praised:
            meant = {f"{zone}.{what}/ok" for what in _PRAISED} | {"construction.trim/ok"}
        else:
            meant = {name.rstrip("?")} if "/" in name else {part.code}
        found = [code for code in left if code in meant]
        if not found and not name.endswith("?"):
            return False
        left = [code for code in left if code not in found]
    return not left


def misread(tagger: Tagger, frame: str, wanted: str, pairs: Iterable[Pair] = PAIRS) -> list[str]:
    """The sentences of a frame that do not read as wanted, with what was read."""
    return read_otherwise(tagger, frame, pairs, lambda pair, mentions: _is_as_wanted(pair, wanted, mentions))
