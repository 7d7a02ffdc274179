"""Finds the lexicon's words in the comment and marks the words that change their meaning."""

from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.notes import Notes, Term, notes_of
from nlp.components.sizing import SIZE_NAMES
from nlp.lexicon import Judgement, Part, load_lexicon
from nlp.lexicon.cues import BITS

_SIZE_WORDS = frozenset({"small", "large", "narrow"})
_BEFORE_SIZE = frozenset(
    [
        "a",
        "the",
        "size",
        "in",
        "my",
        "usual",
        "regular",
        "normal",
        "ordered",
        "order",
        "bought",
        "got",
        "get",
        "wear",
        "wore",
        "extra",
        "x",
        "take",
        "took",
        "tried",
        "usually",
        "typically",
        "normally",
        "or",
        "and/or",
        "petite",
        "chose",
        "choose",
        "both",
        "between",
        "purchased",
        "need",
        "needed",
        "either",
        "went",
        "with",
    ]
)
_AFTER_SIZE = frozenset(["petite", "or", "size", "and", "fits", "fit", "was", "is", "would", "in", "tall", "plus"])
_BEFORE_GIVE = frozenset(
    {"no", "some", "any", "the", "of", "little", "enough", "much", "good", "nice", "more", "great"}
)
_DEGREES = BITS["too"] | BITS["slight"] | BITS["strong"] | BITS["not"]


_COLOR_NOUNS = frozenset(["color", "colors", "colour", "colours", "shade", "shades", "hue", "wash", "dye"])
_GARMENT_NOUNS = frozenset(
    [
        "dress",
        "top",
        "shirt",
        "blouse",
        "sweater",
        "jacket",
        "coat",
        "skirt",
        "pants",
        "jeans",
        "trousers",
        "leggings",
        "shorts",
        "tee",
        "tank",
        "cardigan",
        "suit",
        "swimsuit",
        "jumpsuit",
        "tunic",
        "vest",
        "one",
        "ones",
        "background",
        "lace",
        "fabric",
        "material",
        "floral",
        "print",
        "stripes",
        "blazer",
        "bra",
        "slip",
        "cami",
        "boots",
        "shoes",
        "mother",
    ]
)


@Language.component("toile_terms")
def find_terms(doc: Doc) -> Doc:
    """Note keys, cues and terms."""
    lexicon = load_lexicon(doc.lang_ or "en")
    notes = notes_of(doc)
    find_key = lexicon.keys
    notes.keys = [find_key(word) for word in notes.words]
    notes.marks = [0] * (len(notes.keys) + 1)
    denied: set[int] = set()
    for start, end, bits, _ in lexicon.cues.find(notes.keys):
        notes.marks[end - 1] |= bits
        if bits & BITS["not"]:
            denied.update(range(start, end - 1))
    # A second look finds cues inside longer ones ("too" in "way too"), but "no" in "by no means" denies only once.
    for place, key in enumerate(notes.keys):
        bits = lexicon.single_cues.get(key, 0)
        notes.marks[place] |= bits & ~BITS["not"] if place in denied else bits
    found = [Term(*parts) for parts in lexicon.entries.find(notes.keys)]
    for before, term in pairwise(found):
        if _is_fitting(notes, before, term):
            term.entry = lexicon.judgements["fits"]
    notes.terms = [term for place, term in enumerate(found) if not _is_other_sense(notes, found, place)]
    return doc


def _is_fitting(notes: Notes, before: Term, term: Term) -> bool:
    """Whether "fit" is the verb of a part ("the shoulders fit")."""
    if not (
        isinstance(term.entry, Part)
        and term.entry.name == "fit"
        and isinstance(before.entry, Part)
        and before.end == term.start
    ):
        return False
    after = notes.words[term.end] if term.end < len(notes.words) else "."
    return before.entry.body and after in (".", ",", "but", "and", "!", "me", ";", "in")


def _is_other_sense(notes: Notes, found: list[Term], place: int) -> bool:
    """Whether the word is a size's name, an adverb or another look-alike of a term."""
    term = found[place]
    entry = term.entry
    if isinstance(entry, Judgement) and term.end - term.start == 1:
        word = notes.words[term.start]
        if word in _SIZE_WORDS:
            return is_size_name(notes, term.start)
        following = found[place + 1] if place + 1 < len(found) else None
        next_to = following is not None and following.start == term.end
        if (
            word in ("pretty", "super", "nice", "fine")
            and next_to
            and isinstance(following and following.entry, Judgement)
        ):
            return True
        if word in ("long", "full"):
            return _is_long_or_full_of_else(notes, term.start)
        if word == "like":
            return not _is_verb_like(notes, term.start)
        if word in ("warm", "hot", "cool"):
            return notes.words[term.end : term.end + 1] in (
                ["weather"],
                ["day"],
                ["days"],
                ["months"],
                ["summer"],
                ["climate"],
                ["water"],
            )
        if word == "torn":
            return notes.words[term.end : term.end + 1] in (["as"], ["between"], ["about"])
        if word in ("room", "space"):
            return term.start > 0 and notes.words[term.start - 1] in (
                "dressing",
                "fitting",
                "living",
                "changing",
                "l",
                "bed",
                "the",
            )
        if word == "off":
            return notes.words[term.end : term.end + 1] in (
                ["the"],
                ["my"],
                ["to"],
                ["on"],
                ["your"],
                ["of"],
                ["white"],
                ["with"],
                ["in"],
                ["for"],
            )
        if word == "right":
            return notes.keys[term.end : term.end + 1] in (
                ["away"],
                ["now"],
                ["out"],
                ["at"],
                ["above"],
                ["below"],
                ["on"],
                ["in"],
            )
    return isinstance(entry, Part) and _is_other_part(notes, term)


def is_size_name(notes: Notes, at: int) -> bool:
    """Whether "small" or "large" at this token names a size ("the small fits")."""
    words, marks = notes.words, notes.marks
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if at and marks[at - 1] & _DEGREES & ~BITS["slight"] and before not in _BEFORE_SIZE:
        return False
    if before in (
        "too",
        "bit",
        "little",
        "runs",
        "run",
        "ran",
        "very",
        "so",
        "way",
        "super",
        "tad",
        "slightly",
        "are",
        "were",
        "looks",
    ):
        return False
    if before in _BEFORE_SIZE or before in SIZE_NAMES or after in SIZE_NAMES:
        return True
    return (
        after in ("petite", "size")
        or (before in (",", "(", "/") and after in _AFTER_SIZE)
        or (not before and after in _AFTER_SIZE - {"and"})
    )


def _is_long_or_full_of_else(notes: Notes, at: int) -> bool:
    """Whether it is time that is long, or a full price."""
    before = notes.words[at - 1] if at else ""
    after = notes.words[at + 1] if at + 1 < len(notes.words) else ""
    if notes.words[at] == "full":
        return after in (
            "size",
            "price",
            "coverage",
            "length",
            "on",
            "time",
            "day",
            "refund",
            "bust",
            "chest",
            "figured",
        )
    return before in ("year", "day", "days", "season", "night", "summer", "winter", "last", "as", "how", "before", "time", "for") or after in (
        "time", "ago", "way", "sleeve", "sleeved", "story", "wait", "as", "term", "lasting", "run"
    )  # fmt: skip


def _is_verb_like(notes: Notes, at: int) -> bool:
    """Whether "like" is the verb ("I like the collar") and not a comparison ("looks like a tent")."""
    return any(
        notes.words[before] in ("i", "do", "really", "also", "did", "not", "we", "n't", "would")
        for before in range(max(0, at - 2), at)
    )


def _is_other_part(notes: Notes, term: Term) -> bool:
    words, start = notes.words, term.start
    first = words[start]
    before = words[start - 1] if start else ""
    after = words[term.end] if term.end < len(words) else ""
    if first in ("feel", "felt", "feels", "feeling") and term.end - start == 1:
        return first != "feel" or before not in (
            "the",
            "soft",
            "nice",
            "good",
            "great",
            "a",
            "lovely",
            "luxurious",
            "its",
            "amazing",
            "love",
            "same",
            "in",
        )
    if first in ("back", "front", "top", "bottom", "fall", "behind", "seat"):
        if first == "back":
            return before in (
                "sent",
                "going",
                "go",
                "goes",
                "send",
                "it",
                "them",
                "went",
                "come",
                "came",
                "take",
                "took",
                "taking",
                "sending",
                "i'll",
                "get",
            ) or after in ("to", "it")
        return (
            after in ("off", "out", "apart")
            or (first == "top" and before == "on")
            or (first == "fall" and before not in ("in", "for", "the", "this"))
        )
    if term.entry.name == "color" and first not in _COLOR_NOUNS and after in _GARMENT_NOUNS:  # type: ignore[union-attr]
        return True
    if first in ("give", "gives", "gave", "given", "giving"):
        return before not in _BEFORE_GIVE
    if first == "cut" and term.end - start == 1:
        return before in ("are", "were", "be", "is", "was", "they", "it", "'s", "to", "not") or after in (
            "too",
            "so",
            "out",
            "very",
            "low",
            "high",
            "for",
            "off",
            "really",
            "a",
            "my",
            "up",
        )
    if first in ("slip", "slips", "slipping", "slipped") and term.end - start == 1:
        return (
            first != "slip"
            or before in ("to", "it", "they", "not", "n't", "and", "straps", "can", "will", "just", "easily")
            or after in ("on", "off", "over", "out", "down")
        )
    if first in ("hand", "hands"):
        return before in ("other", "on", "one") or after in ("wash", "washed")
    if (
        first == "fit"
        and start
        and words[start - 1]
        in (
            "to",
            "will",
            "would",
            "not",
            "n't",
            "they",
            "it",
            "these",
            "both",
            "did",
            "does",
            "should",
            "that",
            "could",
            "can",
            "and",
        )
    ):
        return True
    return first in ("cost", "look", "design", "girls", "ladies") and before in (
        "to",
        "i",
        "you",
        "they",
        "it",
        "them",
        "will",
        "would",
        "for",
        "these",
        "us",
    )
