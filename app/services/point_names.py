"""What the name of a measure says: how it is taken, which point of the starter library it is, what it is in English."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from app.models import MeasureKind, PointOfMeasure
from app.services.point_library import STARTER_LIBRARY
from app.services.point_synonyms import list_synonyms

_SAID: dict[MeasureKind, re.Pattern[str]] = {
    # "2 1/2 below the armhole" and 1/2" say a place; only a half by itself says how it is taken.
    MeasureKind.HALF: re.compile(
        r"\bhalf\b|\bhal(?:b|be|ber|bes)\b|\bdemie?\b|\bmedi[oa]\b|\bmitad\b"
        r"|(?<![\d/])(?<!\d[ -])(?:1/2|½)(?![\d/])(?!\s*(?:[\"”″]|in(?:ch(?:es)?)?\b|[cm]m\b))"
    ),
    MeasureKind.FULL: re.compile(r"circumference|\bgirth\b|\bround\b|umfang\b|\btour\b|\bcontorno\b"),
    MeasureKind.STRAIGHT: re.compile(
        r"length\b|länge\b|\blongueur\b|\blargo\b|\bheight\b|höhe\b|\bhauteur\b|\balto\b|\bdrop\b|\brise\b"
    ),
}
"""Words for a kind in what charts are written in: English, German, French and Spanish."""


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


_LITTLE = _words("a al at au aux d de del der des die du el en et la le les of the um und")
"""Words without which a name of a measure means the same."""

_HOW = re.compile(r"[,;(]|\b(?:mit|ohne|inkl|incl|avec|sans|con|sin)\b", re.IGNORECASE)
"""Where a name ends and a word on how it is taken begins: "Leibhöhe vorn mit Bund"."""

_GENERAL = _words(
    "apex cb centre curve depth drop extended from height high length opening placement relaxed spacing straight"
    " stretched to torso total width"
)
"""Words in the names of the library that tell no measure from another, or are those of other languages, too."""

_BESIDE = _words(
    "ankle armscye balance belt bottom bust crotch dart darts flap flounce fly foot forearm frill gusset hem hood lapel"
    " pleat pleats princess ruffle seam tie underarm vent wrist yoke zip zipper"
)
"""English words for what is measured that no name of the library has."""


def find_kind(name: str) -> MeasureKind | None:
    """Return how a measure is taken as far as its name says so, or the library's of a name that it holds whole."""
    if said := _list_said(name):
        return _choose(said)
    words = _words(name)
    held = {point.kind for point in STARTER_LIBRARY.values() if _words(_head(point.name)) <= words}
    return held.pop() if len(held) == 1 else None


@lru_cache(maxsize=2048)
def find_code(name: str) -> str | None:
    """Return the code of the library's point that has this name, there or in other houses, taken in whichever way."""
    words, by_words = _words(_bare(name)), _own_names()
    return by_words.get(words) or by_words.get(words | {"width"}) or _other_names().get(words - _LITTLE)


def suggest_code(name: str) -> str | None:
    """Return the code of the library's point that a name is likely to mean, for somebody to confirm.

    "Half chest" is the chest width, for a width goes without saying; of two that only say where they begin it is the
    first, and where a name is as like one as another it is none. What other houses call it, in whichever language, is
    known as a whole.
    """
    words = _words(_bare(name))
    held = {code for head, code in _own_names().items() if head <= words}
    code = find_code(name) or (held.pop() if len(held) == 1 else None)
    said = _list_said(name)
    return code if code and (not said or _choose(said) is STARTER_LIBRARY[code].kind) else None


def find_library_code(pom: PointOfMeasure) -> str | None:
    """Return the code of the library's point that a measure is, by its name or by its own code, or None.

    Houses call the library's measures what they like, and give its codes to measures of their own. A code says what a
    measure is unless its name is known to say something else: it is another point's, in whichever language, or speaks
    in English of another part, or it is a girth where the library has a length. A name that nobody knows leaves the
    code as it is: a sample too many costs less than a caution too few.
    """
    code = pom.code.upper()
    named = find_code(pom.name) or find_code(_HOW.split(pom.name)[0])
    return named or (code if _may_be(pom, code) else None)


def name_in_english(pom: PointOfMeasure) -> str:
    """Return what a measure is in English words, for rules that know it by them: the library's name, or its own."""
    code = find_library_code(pom)
    return STARTER_LIBRARY[code].name if code else pom.name


def name_in_sentence(name: str) -> str:
    """Return the name of a measure as it stands within a sentence: small where its words are the library's own.

    German nouns keep their capital, and so does whatever a house writes in its own way.
    """
    if _words(name) <= _own_words() and name[1:2].islower():
        return name[0].lower() + name[1:]
    return name


def _may_be(pom: PointOfMeasure, code: str) -> bool:
    """Whether a measure with a code of the library may be its point, whatever it is called."""
    point = STARTER_LIBRARY.get(code)
    if point is None or (pom.kind is MeasureKind.STRAIGHT) is not (point.kind is MeasureKind.STRAIGHT):
        return False
    return _words(pom.name) & (_own_words() - _GENERAL | _BESIDE) <= _words(point.name)


@cache
def _own_words() -> frozenset[str]:
    """The words of all names of the library."""
    return frozenset(word for point in STARTER_LIBRARY.values() for word in _words(point.name))


@cache
def _own_names() -> Mapping[frozenset[str], str]:
    """The library's codes by the words of their names, and by those of what is measured alone."""
    by_words: dict[frozenset[str], str] = {}
    for code, point in STARTER_LIBRARY.items():
        by_words.setdefault(_words(point.name), code)
        by_words.setdefault(_words(_head(point.name)), code)
    return by_words


@cache
def _other_names() -> Mapping[frozenset[str], str]:
    """The library's codes by the words of what else houses call them."""
    return {_words(_bare(name)) - _LITTLE: code for code, name in list_synonyms()}


def suggest_meaning(name: str) -> str:
    """Return what to preset for a new measure of this name: a code of the library, a kind, or nothing."""
    return suggest_code(name) or find_kind(name) or ""


def _list_said(name: str) -> set[MeasureKind]:
    folded = name.casefold()
    return {kind for kind, words in _SAID.items() if words.search(folded)}


def _choose(said: set[MeasureKind]) -> MeasureKind | None:
    """Half of a girth is a half; a length that is half or round as well could be anything."""
    if said == {MeasureKind.HALF, MeasureKind.FULL}:
        return MeasureKind.HALF
    return next(iter(said)) if len(said) == 1 else None


def _bare(name: str) -> str:
    """A name without what it says of a half or a whole."""
    folded = name.casefold()
    for kind in (MeasureKind.HALF, MeasureKind.FULL):
        folded = _SAID[kind].sub(" ", folded)
    return folded


def _head(name: str) -> str:
    """What is measured, without where it begins: "sleeve length" of "Sleeve length from shoulder"."""
    return name.casefold().partition(" from ")[0]
