"""Holds comments to what they must be read as, by both readers together.

Where the policy is known to overrule the rules wrongly the rules alone are held to it: the price of what the policy
gains elsewhere. `overruled.tsv` names these comments (kind of garment, what the rules read, the words), and
`make overruled` writes it anew, which each training asks for.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from nlp.garments import GarmentKind, garment_kind
from nlp.mentions import IssueMention
from nlp.tagging import Tagger

FILE = Path(__file__).with_name("overruled.tsv")
NOTED = os.environ.get("TOILE_NOTE_OVERRULED")
"""Where to write down what is overruled wrongly, when that is asked for; then nothing is taken as known."""

Row = tuple[GarmentKind | None, frozenset[str], str]
IsRight = Callable[[Sequence[IssueMention]], bool]


def overruled() -> list[Row]:
    """The comments that the policy is known to get wrong, and what the rules read in them."""
    rows = [line.split("\t") for line in FILE.read_text("utf-8").splitlines()]
    return [(garment_kind(kind), frozenset(codes.split(",")) - {"-"}, text) for kind, codes, text in rows]


_KNOWN = frozenset() if NOTED else frozenset((kind, text) for kind, _, text in overruled())


def codes_of(mentions: Iterable[IssueMention]) -> set[str]:
    """What they tell."""
    return {mention.code.value for mention in mentions}


def assert_reads(tagger: Tagger, comment: str, garment: GarmentKind | None, codes: Iterable[str]) -> None:
    """Hold a comment to exactly these codes; "-" stands for none."""
    wanted = {*codes} - {"-"}
    assert misread(tagger, [(comment, garment, lambda mentions: codes_of(mentions) == wanted)]) == [], wanted


def misread(tagger: Tagger, comments: Iterable[tuple[str, GarmentKind | None, IsRight]]) -> list[str]:
    """The comments that are not read rightly, with what is read."""
    comments, by_rules = [*comments], tagger.with_model(None)
    readings = tagger.tag_many((text, garment) for text, garment, _ in comments)
    wrong = []
    for (text, garment, is_right), reading in zip(comments, readings, strict=True):
        known = (garment, text) in _KNOWN
        mentions = by_rules.tag(text, garment).mentions if known else reading.mentions
        if not is_right(mentions) and not _is_noted(by_rules, text, garment, is_right):
            wrong.append(f"{text} {sorted((mention.code.value, str(mention.amount or '')) for mention in mentions)}")
    return wrong


def _is_noted(by_rules: Tagger, text: str, garment: GarmentKind | None, is_right: IsRight) -> bool:
    """Whether it is asked for what is overruled and the rules alone read this rightly; then it is written down."""
    if not NOTED or not is_right(mentions := by_rules.tag(text, garment).mentions):
        return False
    kind, codes = garment.value if garment else "-", ",".join(sorted(codes_of(mentions))) or "-"
    with Path(NOTED).open("a", encoding="utf-8") as file:
        file.write(f"{kind}\t{codes}\t{text}\n")
    return True
