"""Sentences in which any fault can be told, denied, wished away or supposed, over many parts of a garment."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from nlp.garments import GarmentKind as Kind
from nlp.mentions import IssueMention
from nlp.tagging import Tagger
from tests.nlp import held

COMPARATIVES = {
    "tight": "tighter", "loose": "looser", "big": "bigger", "snug": "snugger", "baggy": "baggier", "wide": "wider",
    "narrow": "narrower", "puffy": "puffier", "boxy": "boxier", "short": "shorter", "long": "longer",
    "high": "higher", "low": "lower",
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """What a fault is told of, in the words that frames are filled with."""

    code: str
    kind: Kind
    words: str
    is_plural: bool
    fault: str
    wished: str
    """What a customer would rather have."""

    @property
    def praise(self) -> str:
        """The code of its aspect's praise."""
        return self.code.rpartition("/")[0] + "/ok"

    def fill(self, frame: str) -> str:
        """The frame's sentence: {The} {the} {is} {isnt} {was} {it} {do} {fault} {more} {wished}."""
        one, many = ("is", "isn't", "was", "it", "does"), ("are", "aren't", "were", "they", "do")
        is_, isnt, was, it, do = many if self.is_plural else one
        return frame.format(
            The=self.words[0].upper() + self.words[1:], the=self.words, fault=self.fault, wished=self.wished,
            more=COMPARATIVES.get(self.fault, ""), isnt=isnt, was=was, it=it, do=do, **{"is": is_},
        )  # fmt: skip


SUBJECTS = (
    Subject("size.overall/large", Kind.DRESS, "the dress", False, "big", "smaller"),
    Subject("size.overall/small", Kind.DRESS, "the dress", False, "small", "bigger"),
    Subject("bust.width/small", Kind.DRESS, "the bust", False, "tight", "roomier"),
    Subject("bust.width/large", Kind.DRESS, "the bust", False, "loose", "tighter"),
    Subject("waist.width/small", Kind.TROUSERS, "the waist", False, "tight", "looser"),
    Subject("waist.width/large", Kind.TROUSERS, "the waist", False, "big", "smaller"),
    Subject("hip.width/small", Kind.SKIRT, "the hips", True, "snug", "roomier"),
    Subject("hip.width/large", Kind.SKIRT, "the hips", True, "baggy", "slimmer"),
    Subject("leg.width/small", Kind.JEANS, "the thighs", True, "tight", "looser"),
    Subject("leg.width/large", Kind.TROUSERS, "the legs", True, "wide", "narrower"),
    Subject("shoulder.width/small", Kind.JACKET, "the shoulders", True, "narrow", "wider"),
    Subject("shoulder.width/large", Kind.JACKET, "the shoulders", True, "wide", "narrower"),
    Subject("sleeve.width/small", Kind.BLOUSE, "the sleeves", True, "tight", "looser"),
    Subject("sleeve.width/large", Kind.BLOUSE, "the sleeves", True, "puffy", "slimmer"),
    Subject("armhole.size/small", Kind.DRESS, "the armholes", True, "tight", "bigger"),
    Subject("armhole.size/large", Kind.DRESS, "the armholes", True, "big", "smaller"),
    Subject("neck.width/small", Kind.KNIT, "the collar", False, "tight", "looser"),
    Subject("neck.width/large", Kind.KNIT, "the neck opening", False, "wide", "narrower"),
    Subject("body.width/large", Kind.BLOUSE, "the body of the top", False, "boxy", "slimmer"),
    Subject("body.length/short", Kind.DRESS, "the dress", False, "short", "longer"),
    Subject("body.length/long", Kind.SKIRT, "the skirt", False, "long", "shorter"),
    Subject("sleeve.length/short", Kind.SHIRT, "the sleeves", True, "short", "longer"),
    Subject("sleeve.length/long", Kind.SHIRT, "the sleeves", True, "long", "shorter"),
    Subject("leg.length/short", Kind.TROUSERS, "the legs", True, "short", "longer"),
    Subject("leg.length/long", Kind.TROUSERS, "the inseam", False, "long", "shorter"),
    Subject("waist.position/high", Kind.DRESS, "the waist seam", False, "high", "lower"),
    Subject("waist.position/low", Kind.DRESS, "the waistline", False, "low", "higher"),
    Subject("rise.height/low", Kind.JEANS, "the rise", False, "low", "higher"),
    Subject("rise.height/high", Kind.JEANS, "the rise", False, "high", "lower"),
    Subject("neckline.depth/low", Kind.DRESS, "the neckline", False, "low", "higher"),
    Subject("neckline.depth/high", Kind.DRESS, "the neckline", False, "high", "lower"),
    Subject("strap.length/long", Kind.DRESS, "the straps", True, "long", "shorter"),
    Subject("strap.length/short", Kind.DRESS, "the straps", True, "short", "longer"),
    Subject("fabric.weight/thin", Kind.DRESS, "the fabric", False, "thin", "thicker"),
    Subject("fabric.weight/thick", Kind.COAT, "the fabric", False, "heavy", "lighter"),
    Subject("fabric.opacity/sheer", Kind.BLOUSE, "the fabric", False, "see-through", "more opaque"),
    Subject("fabric.feel/rough", Kind.KNIT, "the wool", False, "scratchy", "softer"),
)


class Sayable(Protocol):
    """What frames can be filled with."""

    @property
    def kind(self) -> Kind:
        """Of which garment."""

    def fill(self, frame: str) -> str:
        """The frame's sentence."""


class Filling(Sayable, Protocol):
    """One fault that frames can be filled with."""

    @property
    def code(self) -> str:
        """What it tells."""

    @property
    def praise(self) -> str:
        """The code of its aspect's praise."""


Filled = TypeVar("Filled", bound=Sayable)


def read_otherwise(
    tagger: Tagger, frame: str, fillings: Iterable[Filled], is_right: Callable[[Filled, Sequence[IssueMention]], bool]
) -> list[str]:
    """The sentences of a frame whose mentions are not right for what fills it, with what was read."""
    return held.misread(tagger, [(each.fill(frame), each.kind, partial(is_right, each)) for each in fillings])


def misread(tagger: Tagger, frame: str, wanted: str, subjects: Iterable[Filling] = SUBJECTS) -> list[str]:
    """The sentences of a frame that do not read as wanted: "fault", "praise" or "nothing"."""

    def is_as_wanted(subject: Filling, mentions: Sequence[IssueMention]) -> bool:
        right = {"fault": [subject.code], "praise": [subject.praise], "nothing": []}[wanted]
        return [mention.code.value for mention in mentions] == right

    return read_otherwise(tagger, frame, subjects, is_as_wanted)
