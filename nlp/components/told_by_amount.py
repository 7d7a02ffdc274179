"""Hears what a length says of the place beside it: "the legs taken in an inch", "an inch of air at the waist"."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from nlp.components.comparatives import is_comparative
from nlp.components.notes import Claim, Clause, Notes, Term
from nlp.components.phrase_parts import code_of, part_at
from nlp.components.questions import questions
from nlp.components.silence import hints, why_silent
from nlp.garments import GarmentKind
from nlp.lexicon import Part, Phrase, load_lexicon
from nlp.lexicon.cues import BITS
from nlp.mentions import Amount
from nlp.taxonomy import Code, IssueCode, code_named

TOLD_BY_AMOUNT = "told by its amount"
"""Why a claim is silent that stood on the words of a length which measures another place."""

_NOT = BITS["not"]
_LEAD, _BACK, _ON = 6, 10, 9
"""So many words in front of a length tell what is done, and in front or behind where."""

_TAKING = frozenset(("take", "took", "taken", "taking", "takes", "bring", "brought", "nip", "nipped", "pull", "pulled"))
_COMING = _TAKING | {"come"}
_LETTING = frozenset(("let", "letting", "lets"))
_SLIMMING = frozenset(("slimmed", "narrowed", "tapered", "slimming", "narrowing"))
_SLIM, _THESE = frozenset(("slim", "narrow", "taper")), frozenset(("it", "them", "the", "these", "this"))
_WIDENING = frozenset(("widen", "widened", "widening"))
_CUTTING = frozenset(("lose", "losing", "cut", "cutting", "chop", "chopped", "trim", "trimmed", "lop", "lopped")) | (
    _TAKING - {"bring", "brought", "pull", "pulled"}
)
_LOSING = frozenset(("lose", "losing"))
_HAVING = frozenset(("with", "had", "have", "having", "after", "and", "got", "want", "need", "needs"))
_THROUGH_LIFE = frozenset(("i", "'ve", "have", "after", "since"))
_RAISING = frozenset(("take", "took", "taken", "taking", "turn", "turned", "bring", "brought", "sew", "sewed", "sewn"))
_SHORTENING = frozenset(("shorten", "shortened", "shortening", "hemmed"))
_LIES = frozenset(("is", "are", "comes", "come"))
"""What "is" turned up was made so."""
_GATHERING = frozenset(("pinch", "pinched", "grab", "grabbed", "gather", "gathered", "pin", "pinned"))
_NEEDING = frozenset(("need", "needs", "needed", "want", "wants", "wanted", "lack", "lacks", "lacking", "missing"))
_WISHING = frozenset(("would", "'d", "wish", "could", "please", "if", "were", "should")) | _NEEDING
_MORE = frozenset(("more", "another", "extra", "additional"))
_OVER = frozenset(("slack", "air", "space", "gap", "excess", "extra", "spare", "surplus", "play"))
_CLOTH = frozenset(("cloth", "fabric", "material", "denim", "room", "ease"))
_LYING = frozenset(("above", "below", "past", "under", "beyond", "tall", "heels", "over"))
_HEIGHTS = {"lower": "down", "higher": "up"}
_LIFTING = frozenset(("lift", "lifted", "raise", "raised", "lower", "lowered", "drop", "dropped", "dropping"))
"""What moves a place, which a phrase tells better."""
_MUCH = ("less", "more")
_NOT_JUDGED = _HEIGHTS.keys() | {"more"}
_OFF = frozenset(("off", "less", "taken", "cut", "chopped", "removed", "gone"))
_LEFT_OVER = (["to", "spare"], ["too", "much"])
_LEADING = frozenset(
    ("in", "at", "on", "around", "across", "over", "through", "round", "from", "off", "of", "to", "along", "each")
) | {"either", "both"}
_GIRTHS = frozenset(("thigh", "thighs", "calf", "calves", "knee", "knees", "bicep", "biceps", "upper"))
"""Words of legs and sleeves that are measured around."""
_SIDES = frozenset(("side", "sides"))
_HEMS = frozenset(("hem", "hems", "hemline", "tail"))
_SEATED = frozenset(
    (
        *(GarmentKind.TROUSERS, GarmentKind.JEANS, GarmentKind.SHORTS, GarmentKind.SKIRT, GarmentKind.SWIM),
        *(GarmentKind.UNDERWEAR, GarmentKind.SLEEPWEAR, GarmentKind.JUMPSUIT),
    )
)
"""Kinds whose bottom is the seat, where it is not cut off."""
_SAID = (
    _SHORTENING
    | _TAKING
    | _LETTING
    | _SLIMMING
    | _WIDENING
    | _CUTTING
    | _RAISING
    | _GATHERING
    | _NEEDING
    | _MORE
    | _OVER
)
_TELLING = _SAID | _CLOTH | {"much", "lower", "higher", "less", "in", "up", "off", "where"}
"""Where none of these is said a length tells nothing by itself; a glance."""

_SIZES = {"less": ("large", "long", "high"), "more": ("small", "short", "low")}
"""What there is to much or too little of, along the width, the length and the height."""


def claim_told(notes: Notes, start: int, end: int, amount: Amount) -> Claim | None:
    """The claim that a length, by its place in the text, makes with the place beside it; an earlier one of its code."""
    if notes.language != "en" or _TELLING.isdisjoint(notes.said):
        return None
    first, last = bisect_left(notes.starts, start), bisect_left(notes.starts, end)
    clause = notes.clause_at(first)
    if clause is None:
        return None
    way = _way(notes, clause, first, last)
    if way == "more" and amount.value > 1 and notes.words[last - 1] == "inch" and _is_of_thing(notes, last):
        return None  # "it needs a 2 inch belt"
    found = _measured(notes, clause, first, last, way) if way else _where_it_ought(notes, clause, first, last)
    if found is None:
        return None
    code, place = found
    covering = _covering(notes, place)
    if covering is not None:
        return covering
    asked = way in ("more", "up", "down")
    claim = _told_already(notes, clause, code) or _new_claim(notes, clause, code, (place, first, last), asked=asked)
    if claim is not None:
        _hush_others(notes, claim, place, (first, last))
    return claim


def _is_of_thing(notes: Notes, last: int) -> bool:
    """Whether a thing of that measure follows, no place or change."""
    return notes.words[last : last + 1] != [] and notes.words[last] not in _TELLING | _LEADING | _STOPPING


_STOPPING = frozenset((",", ".", "!", "-", ";", ")", "there", "here", "please", "or", "and", "to", "longer", "wider"))


def _where_it_ought(notes: Notes, clause: Clause, first: int, last: int) -> tuple[Code, int] | None:
    """What ends or lies so far from where it ought to ("they end two inches above where I'd want them")."""
    behind = notes.words[last : min(clause.end, last + 9)]
    if behind[1:2] != ["where"] or behind[0] not in _LYING or _OUGHT.isdisjoint(behind[2:]):
        return None
    above = behind[0] in ("above", "over")
    at, part = next(iter(_places_before(notes, clause, first)), (first - 1, None))
    if part is None:
        return (IssueCode.BODY_LENGTH_SHORT if above else IssueCode.BODY_LENGTH_LONG), at
    if "height" in part.axes:
        code = code_of(part, "height", "high" if above else "low")
    else:
        code = part.codes.get("short" if above else "long") or code_named(
            f"{part.axes.get('length')}/{'short' if above else 'long'}"
        )
    return None if code is None else (code, at)


_OUGHT = frozenset(
    ("want", "wanted", "'d", "would", "should", "ought", "like", "need", "needs", "is", "mine", "expect")
)


def _way(notes: Notes, clause: Clause, first: int, last: int) -> str | None:
    """What the words around a length say: which way something is changed, or that there is too much or too little."""
    words = notes.words
    before, behind = words[max(clause.start, first - _LEAD) : first], words[last : min(clause.end, last + 4)]
    said = {*before}
    if behind[:1] and (behind[0] in _LYING or said & _LIFTING):
        return None
    if behind[1:2] == ["than"] and behind[0] in _MUCH:
        return "more" if behind[0] == "less" else "less"
    way = _way_changed(said, before, behind)
    if way is not None:
        return way
    if said & _GATHERING or behind[:2] in _LEFT_OVER or behind[:1] == ["less"]:
        return "less"
    if behind[:1] and (behind[0] == "too" or is_comparative(behind[0])) and behind[0] not in _NOT_JUDGED:
        return None  # a judgement tells it
    if behind[:1] and behind[0] in _HEIGHTS:
        return None if said.isdisjoint(_WISHING) else _HEIGHTS[behind[0]]
    asks = not said.isdisjoint(_NEEDING)
    if behind[:1] == ["of"] and not asks and not _OVER.union(_CLOTH).isdisjoint(behind[1:3]):
        return "less"
    more = not _MORE.isdisjoint([*words[max(first - 1, 0) : last], *behind[:1]])
    if asks and behind[:1] and behind[0] in _OFF:
        return "less"
    if asks or (more and (first == clause.start or not _WISHING.isdisjoint(words[clause.start : clause.end]))):
        return "more"
    return None


def _way_changed(said: set[str], before: list[str], behind: list[str]) -> str | None:
    """Which way something was changed by so much, if it was."""
    led_by = before[-2:-1] if before[-1:] == ["by"] else before[-1:]
    inwards = behind[:1] == ["in"]
    slims = said & _SLIMMING or any(one in _SLIM and other in _THESE for one, other in pairwise(before))
    if slims or (inwards and behind[1:2] == ["at"]) or ((inwards or "in" in led_by) and said & _COMING):
        return "narrower"
    if (said & _LETTING and "out" in before) or said & _WIDENING:
        return "wider"
    turned = "up" in (*before, *behind[:1]) and said & _RAISING and said.isdisjoint(_LIES)
    if turned or said & _SHORTENING or (behind[:1] == ["up"] and behind[1:2] == ["at"]):
        return "shorter"
    if behind[:1] == ["off"] and (not before or before[-1] in _HAVING):
        return "less"
    if said & _LOSING and said & _THROUGH_LIFE and "my" in behind:
        return None  # "I've lost an inch from my waist"
    if behind[:2] == ["out", "of"] and said & _CUTTING:
        return "narrower"
    if said & _LOSING or (said & _CUTTING and behind[:1] in (["off"], ["from"])):
        return "less"
    return None


def _measured(notes: Notes, clause: Clause, first: int, last: int, way: str) -> tuple[Code, int] | None:
    """The code that the nearest place behind a length, else in front of it, has by the way; with its token."""
    for at, part in (
        *_places_behind(notes, clause, last),
        *_places_before(notes, clause, first),
        *_places_meant(notes, clause),
    ):
        code = _code_of(notes, at, part, way)
        if code is not None:
            return code, at
    return None


def _places_behind(notes: Notes, clause: Clause, last: int) -> Iterator[tuple[int, Part]]:
    """Places that a preposition leads to ("at the back of the waist" lies at the waist)."""
    led = notes.words[last : last + 1] in (["more"], ["less"])  # "two inches less rise"
    for at in range(last, min(clause.end, last + _ON)):
        word = notes.words[at]
        if word in (",", "and", "which", "that"):
            return
        part = _place_at(notes, clause, at) if led else None
        if part is not None and notes.words[at + 1 : at + 2] != ["of"]:
            yield at, part
            return
        led = led or word in _LEADING


def _places_before(notes: Notes, clause: Clause, first: int) -> Iterator[tuple[int, Part]]:
    for at in range(first - 1, max(clause.start, first - _BACK) - 1, -1):
        word = notes.words[at]
        apart = word == "," and at + 1 < first and _MEANING_IT.isdisjoint(notes.words[at : clause.end])
        if word == "where" or apart:
            return
        part = _place_at(notes, clause, at)
        if part is not None:
            yield at, part
            return


def _places_meant(notes: Notes, clause: Clause) -> Iterator[tuple[int, Part]]:
    """The place of the clause before for which "they" or "there" stands."""
    if _MEANING_IT.isdisjoint(notes.words[clause.start : clause.end]) or not clause.number:
        return
    earlier = notes.clauses[clause.number - 1]
    if clause.sentence - earlier.sentence <= 1 and any(term.names_place for term in clause.terms) is False:
        yield from _places_before(notes, earlier, earlier.end)


_MEANING_IT = frozenset(("they", "them", "there", "each", "both", "which"))


_HEM = Part("hem", {"length": "body.length"}, {})


def _place_at(notes: Notes, clause: Clause, at: int) -> Part | None:
    """The place of the garment that is named at the token."""
    if notes.words[at] in _SIDES:
        return None
    if notes.words[at] in _HEMS or (notes.words[at] == "bottom" and notes.garment not in _SEATED):
        return _HEM
    if notes.keys[at] not in load_lexicon(notes.language).part_keys:
        return None
    term = next((term for term in clause.terms if term.start <= at < term.end and term.names_place), None)
    term = term or part_at(notes, at)
    return term.part if term is not None and not term.part.garment and term.part.axes else None


def _code_of(notes: Notes, at: int, part: Part, way: str) -> IssueCode | None:
    """What a change or a lack of a place says of it, along the axis that is meant."""
    axes, all_round = part.axes, not _AROUND.isdisjoint(notes.words[max(0, at - 2) : at])
    large, long, high = _SIZES["more" if way in ("wider", "longer", "more", "up") else "less"]
    if way in ("narrower", "wider") or (all_round and ("width" in axes or large in part.codes)):
        axis = "width"
    elif way == "shorter":
        axis = "length"
    elif way in ("up", "down") or part.name == "bodice":
        axis = "height"
    elif part.name == "back":
        return None
    else:
        axis = "length" if "length" in axes and _GIRTHS.isdisjoint(notes.words[at - 1 : at + 1]) else "width"
        axis = axis if axis in axes else "height"
    if part.name == "body" and axis == "length" and way in _MUCH:
        axis = "width" if way == "less" else ""
    if axis == "width" and axis not in axes:
        return part.codes.get(large)  # "another inch across the back"
    if axis not in axes or (axis == "height" and way in _MUCH):
        return part.codes.get(long) if part.name not in _SHALLOW else None  # "took the armholes up an inch"
    value = large if axis == "width" else long if axis == "length" else high
    return code_named(f"{axes[axis]}/{value}")


_AROUND = frozenset(("around", "across", "through", "round"))
_SHALLOW = frozenset(("neckline", "neck", "back", "waist_seam", "body"))
"""Parts of which an inch more may be wanted in more than one way."""


WHOLE_LENGTHS = frozenset({"body.length", "leg.length"})
_OF_LENGTH: dict[Code, IssueCode] = {
    IssueCode.BODY_LENGTH_LONG: IssueCode.LEG_LENGTH_LONG,
    IssueCode.BODY_LENGTH_SHORT: IssueCode.LEG_LENGTH_SHORT,
}


def _told_already(notes: Notes, clause: Clause, code: Code) -> Claim | None:
    """The fault of that code in the same sentence or beside it, of which no amount is told."""
    for claim in notes.claims:
        same = claim.code is code or (claim.code is not None and claim.code is _OF_LENGTH.get(code))
        if same and not claim.silent and claim.amount is None and abs(clause.sentence - claim.clause.sentence) <= 1:
            return claim
    return None


def _covering(notes: Notes, place: int) -> Claim | None:
    """The fault of a measure that a phrase tells in which the place is named: it knows better what is meant of it."""
    for claim in notes.claims:
        told = claim.code
        if told is None or told.is_ok or claim.silent or claim.judgement is not None or claim.amount is not None:
            continue
        if claim.term.start <= place < claim.term.end and told.aspect.endswith(_OF_MEASURES):
            is_hem = notes.words[place] in _HEMS or notes.words[place] == "bottom"
            return None if is_hem and not told.aspect.endswith(".length") else claim
    return None


_OF_MEASURES = (".width", ".size", ".length", ".position", ".height", ".depth")
_WISHED_AS = ("fear", "hypothetical")
_FEARING = frozenset(
    ("you", "your", "anyone", "someone", "those", "afraid", "worried", "thought", "feared", "might", "may", "expected")
)
"""What more is asked for under "would" and "if" is so, unless it is asked for others or only feared."""


def _new_claim(notes: Notes, clause: Clause, code: Code, at: tuple[int, int, int], *, asked: bool) -> Claim | None:
    place, first, last = at
    start, end = min(place, first), max(place + 1, last)
    if ("?" in notes.said and clause.sentence in questions(notes)) or any(
        mark & _NOT for mark in notes.marks[clause.start : end]
    ):
        return None
    part = _place_at(notes, clause, place)
    named = Term(place, place + 1, part) if part is not None and part is not _HEM else None
    owner = named.part if named is not None else None
    claim = Claim(Term(start, end, Phrase(code)), clause, None, owner, named, "phrase", code, confidence=0.6)
    why = why_silent(notes, claim, hints(notes.said))
    if why and not (asked and why in _WISHED_AS and _FEARING.isdisjoint(notes.words[clause.start : clause.end])):
        return None
    notes.claims.append(claim)
    return claim


def _hush_others(notes: Notes, told: Claim, place: int, at: tuple[int, int]) -> None:
    """Silence what stood on the words of the length and was said of no place, or otherwise of the same one."""
    aspect = told.code.aspect if told.code is not None else ""
    for claim in notes.claims:
        term, owner = claim.term, claim.owner_term
        if claim is told or claim.code is None or claim.code.is_ok or claim.code.aspect == aspect:
            continue
        overlaps = term.start < at[1] and at[0] < term.end
        if owner is None and claim.code.aspect in WHOLE_LENGTHS and claim.clause is told.clause and place < at[0]:
            overlaps = True  # "had to take up the armholes an inch"
        if overlaps and claim.code.group == "fit" and (owner is None or owner.start <= place < owner.end):
            claim.silent = claim.silent or TOLD_BY_AMOUNT
