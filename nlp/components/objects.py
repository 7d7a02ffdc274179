"""Finds the parts behind a judgement: its noun ("tight sleeves") and its place ("tight in the arms")."""

from nlp.components.notes import Clause, Notes, Term
from nlp.components.owners import can_own, coordinated, is_subject
from nlp.components.reach import A_LITTLE
from nlp.lexicon import Judgement, Part, Phrase, word_set
from nlp.lexicon.cues import BITS, DEGREES

_PLACE, _COMMA, _AND, _BE = BITS["place"], BITS["comma"], BITS["and"], BITS["be"]
_LINKS = word_set("links")
TERMS_AHEAD = 8
"""So many terms behind a judgement are looked at: further ones are not its own."""
_MODIFIERS = 2
"""At most this many unknown words may stand between an adjective and its noun ("nice floral print")."""


def objects(notes: Notes, clause: Clause, place: int, judgement: Judgement) -> list[Term]:
    """The parts that follow: "tight sleeves", "love the colour and the fit"."""
    named = _asked_how(notes, clause, place, judgement) or _named_behind(notes, clause, place, judgement)
    if named or _stand_in_row(notes, clause, place):
        return named
    end = clause.terms[place].end
    for at in range(place + 1, min(len(clause.terms), place + TERMS_AHEAD)):
        term = clause.terms[at]
        gap = range(end, term.start)
        if isinstance(term.entry, Judgement):
            if not _shares_noun(notes, clause, place, at, gap):
                return []
            end = term.end
            continue
        if not isinstance(term.entry, Part) or not _leads_to(notes, gap, judgement, chained=at > place + 1):
            return []
        if names_kind(notes, clause, at):
            end = term.end
            continue
        if is_subject(notes, clause, at) and judgement.name != "love" and not _is_in_noun(notes, clause, place, gap):
            return []
        if judgement.axis and notes.marks[term.start] & BITS["pronoun"]:
            return []
        if (
            term.part.name in ("fit", "cut")
            and judgement.axis
            and (placed := _places_of_fit(notes, clause, at, judgement))
        ):
            return placed
        # "soft, good design" is soft itself
        soft = at > place + 1 and judgement.inherent and term.part.name in ("design", "model")
        return coordinated(notes, clause, at) if can_own(term.entry, judgement) and not soft else []
    return []


def _stand_in_row(notes: Notes, clause: Clause, place: int) -> bool:
    """Whether it follows its part as another follows the next one ("bust too tight sleeves too long")."""
    if not 0 < place < len(clause.terms) - 2 or not isinstance(clause.terms[place - 1].entry, Part):
        return False
    part, said, other, more = clause.terms[place - 1 : place + 3]
    if not isinstance(other.entry, Part) or not isinstance(more.entry, Judgement):
        return False
    gaps = (range(part.end, said.start), range(other.end, more.start))
    return all(gap and all(notes.marks[i] & (DEGREES | _BE) for i in gap) for gap in gaps)


_ARTICLES = frozenset({"the", "these", "those", "this", "its", "a", "an"})


def _is_in_noun(notes: Notes, clause: Clause, place: int, gap: range) -> bool:
    """Whether an adjective stands between an article and its noun ("the enormous bell sleeve feels silly")."""
    start = clause.terms[place].start
    return start > clause.start and notes.words[start - 1] in _ARTICLES and not any(notes.marks[i] for i in gap)


def _asked_how(notes: Notes, clause: Clause, place: int, judgement: Judgement) -> list[Term]:
    """The parts that follow "how" and are so ("how fragile the buttons are")."""
    term = clause.terms[place]
    if "how" not in notes.said or "how" not in notes.words[max(clause.start, term.start - 2) : term.start]:
        return []
    if place + 1 >= len(clause.terms):
        return []
    part = clause.terms[place + 1]
    leads = all(word in _ARTICLES for word in notes.words[term.end : part.start])
    owns = leads and isinstance(part.entry, Part) and can_own(part.entry, judgement)
    return coordinated(notes, clause, place + 1) if owns else []


def _places_of_fit(notes: Notes, clause: Clause, at: int, judgement: Judgement) -> list[Term]:
    """Where a fit is so ("a very loose fit through the body")."""
    if at + 1 >= len(clause.terms) or not isinstance(clause.terms[at + 1].entry, Part):
        return []
    gap = range(clause.terms[at].end, clause.terms[at + 1].start)
    if not 0 < len(gap) <= 4 or not _is_place_of(notes, gap, clause.terms[at + 1].part, judgement):
        return []
    return [one for one in coordinated(notes, clause, at + 1) if can_own(one.part, judgement)]


def _chains(notes: Notes, gap: range) -> bool:
    """Whether two adjectives stand before one noun ("soft and light fabric"), unlike "thick, so not flattering"."""
    if notes.words[gap.start : gap.stop] in (["so"], ["how"]):
        return False  # "love how long the sleeves are" loves their length
    if notes.words[gap.start : gap.stop] == [",", "the"]:
        return False  # "the waist is great, the problem is the sleeves"
    return all(notes.marks[i] & (_COMMA | _AND | DEGREES) or notes.words[i] in _LINKS for i in gap)


def _shares_noun(notes: Notes, clause: Clause, place: int, at: int, gap: range) -> bool:
    """Whether the next judgement may stand before one noun with it, which must be named behind both."""
    if not _chains(notes, gap) or _is_apart(notes, clause.terms[place], gap):
        return False
    return any(isinstance(term.entry, Part) for term in clause.terms[at + 1 : place + TERMS_AHEAD])


def _is_apart(notes: Notes, term: Term, gap: range) -> bool:
    """Whether it is said by itself in a list of things ("a little cropped, great neckline")."""
    said = notes.words[max(0, term.start - 2) : term.start] in A_LITTLE
    return said and "," in notes.words[gap.start : gap.stop]


def _named_behind(notes: Notes, clause: Clause, place: int, judgement: Judgement) -> list[Term]:
    """The parts that are named at the end, behind a comma ("too tight by 3 cm, the waist")."""
    *said, _ = clause.terms
    if not all(map(_measures, said)) or not (judgement.axis or judgement.inherent):
        return []
    part = named_behind_comma(notes, clause)
    return [part] if part is not None and can_own(part.part, judgement) else []


def named_behind_comma(notes: Notes, clause: Clause) -> Term | None:
    """The part that a clause ends with behind a comma, if none is named before ("…, these straps")."""
    part = clause.terms[-1]
    if not isinstance(part.entry, Part) or notes.words[part.start - 2 : part.start] not in _BEHIND_COMMA:
        return None
    stated = any(mark & _BE for mark in notes.marks[clause.start : clause.terms[0].start])
    return part if part.end == clause.end and not stated else None


def _measures(term: Term) -> bool:
    """Whether it is too much or too little of something, or the word that points to a part ("…, these straps")."""
    if isinstance(term.entry, Judgement):
        return bool(term.entry.axis or term.entry.inherent)
    return isinstance(term.entry, Part) and term.entry.garment


_BEHIND_COMMA = ([",", "the"], [",", "these"], [",", "those"], [",", "my"], [",", "that"], [",", "this"])
_MADE_OF = ("fabric", "color", "pattern")
_MADE_ON = ("closure", "lining", "pocket", "seam")


def names_kind(notes: Notes, clause: Clause, at: int) -> bool:
    """Whether cloth, colour or a place only tells what is meant ("a perfect denim jacket", "the cuff buttons")."""
    term = clause.terms[at]
    following = clause.terms[at + 1] if at + 1 < len(clause.terms) else None
    if following is None or following.start != term.end:
        return False
    if term.part.name in _MADE_OF:
        made = (*_MADE_OF, "trim") if term.part.name == "fabric" else _MADE_OF
        return isinstance(following.entry, Part) and (following.entry.garment or following.entry.name in made)
    return term.part.body and isinstance(following.entry, Part) and following.entry.name in _MADE_ON


_STARTS_ANEW = frozenset({"\n", ")"})
"""Part lines and items ("Colour: fab", below it "Fit: too tight", "1) bust too tight 2) waist too big")."""
_PARTING = _COMMA | _PLACE | _AND | BITS["pronoun"] | BITS["than"]


def _leads_to(notes: Notes, gap: range, judgement: Judgement, *, chained: bool) -> bool:
    unknown = 0
    verb = judgement.name in ("love", "bad", "fits") or judgement.asked
    if verb and _tells_more(notes, gap):
        return False
    for i in gap:
        word, mark = notes.words[i], notes.marks[i]
        if word in _STARTS_ANEW:
            return False
        if mark & _PARTING and not (verb and word in ("of", "about", "with", "in", "by", "that", "this", "-", "to")):
            if word == "-":
                continue
            return False
        if word in _LINKS:
            if not verb and not chained:
                return False
            continue
        if mark & _BE or (word in _OF_TIME and not verb) or word in _OPENING:
            return False
        unknown += 1
    return unknown <= _MODIFIERS


_OF_TIME = frozenset({"with", "every", "each"})
"""Lead from what happens to something else ("bunches up every time I wear it"), though one may love every detail."""
_OPENING = frozenset({"when", "while", "after", "before", "once", "until", "if", "as", "where"})
"""Begin a clause of their own ("tight when zipped")."""
_DETERMINERS = frozenset({"the", "it", "my", "they", "this", "these", "i", "you", "its"})


def _tells_more(notes: Notes, gap: range) -> bool:
    """Whether a clause of its own follows, not what is judged ("I love that the sleeves run long")."""
    words = notes.words[gap.start : gap.stop]
    return "that" in words and not _DETERMINERS.isdisjoint(words[words.index("that") + 1 :])


_ESPECIALLY = word_set("especially")


def places(notes: Notes, clause: Clause, place: int, judgement: Judgement, *, after_comma: bool = False) -> list[Term]:
    """The parts named after a preposition: "tight in the shoulders and chest"; "huge, especially in the back"."""
    end = clause.terms[place].end
    parted = clause.marks & _COMMA
    if not clause.marks & _PLACE or (after_comma and (not parted or _ESPECIALLY.isdisjoint(notes.said))):
        return []
    for at in range(place + 1, min(len(clause.terms), place + TERMS_AHEAD)):
        term = clause.terms[at]
        gap = range(end, term.start)
        if len(gap) > 5 or (parted and _holds_comma(notes, gap)) != after_comma:
            return []
        if after_comma and not any(notes.words[i] in _ESPECIALLY for i in gap):
            return []
        if isinstance(term.entry, Part):
            if not _is_place_of(notes, gap, term.entry, judgement):
                return []  # as most
            if clause.marks & _AND and (
                _leads_on(notes, clause, at, gap) or _begins_anew(notes, range(clause.terms[place].end, term.start))
            ):
                return []
            if _is_for_wearer(notes, clause, place, gap, judgement):
                return []
            return [one for one in coordinated(notes, clause, at) if can_own(one.part, judgement)]
        if isinstance(term.entry, Phrase):
            return []
        end = term.end
    return []


def _holds_comma(notes: Notes, gap: range) -> bool:
    return bool(notes.marks_of(gap) & _COMMA) and any(notes.marks[i] & _COMMA and notes.words[i] != "-" for i in gap)


def _leads_on(notes: Notes, clause: Clause, at: int, gap: range) -> bool:
    """Whether the place is told of behind it ("runs small and in the hips it is too loose")."""
    following = clause.terms[at + 1] if at + 1 < len(clause.terms) else None
    if following is None or following.start != clause.terms[at].end:
        return False
    return bool(notes.marks[following.start] & BITS["pronoun"] and notes.marks_of(gap) & _AND)


def _begins_anew(notes: Notes, gap: range) -> bool:
    """Whether something else is denied there ("too long and won't stay on my shoulders")."""
    marks = notes.marks_of(gap)
    return bool(marks & _AND and marks & BITS["not"])


def _is_place_of(notes: Notes, gap: range, part: Part, judgement: Judgement) -> bool:
    """Whether the words in between say that the judgement holds at this part."""
    if not gap and notes.marks[gap.stop] & _PLACE:
        return can_own(part, judgement)  # "under the arms" names its place itself
    if part.garment or not notes.marks_of(gap) & _PLACE or not can_own(part, judgement):
        return False
    prepositions = [i for i in gap if notes.marks[i] & _PLACE]
    if _strays(notes, gap) or _is_wearer(notes, gap, part):
        return False
    words = notes.words[gap.start : gap.stop]
    if "compared" in words:
        return False  # "the waist is loose compared to the hips"
    if notes.words[prepositions[-1] + 1] in _SOMEBODY:
        return False  # "long on me, and the shoulders are wide"
    if part.name == "size" and len(words) > 1 + ("the" in words):
        return False  # "the bodice was snug for a small"
    if part.name == "model" and any(notes.marks[i] & BITS["than"] for i in gap):
        return False  # "two inches longer compared to hers"
    if part.name == "waist" and "below" in words:
        return False  # "narrow below the waist" is narrow elsewhere
    measures = judgement.axis or judgement.lack or judgement.inherent
    if part.name == "model" and measures and notes.words[gap.stop] not in _WEARING_IT:
        return False  # "too short for the office" is too short
    # "am Busen eng und an der Taille weit": the next place belongs to what follows it
    return notes.language == "en" or not any(notes.marks[i] & (_AND | BITS["than"]) for i in gap)


_SOMEBODY = frozenset({"me", "him", "us", "someone", "anyone", "everyone"})
_WEARING_IT = word_set("worn_by")


def _is_for_wearer(notes: Notes, clause: Clause, place: int, gap: range, judgement: Judgement) -> bool:
    """Whether the body behind "for" is only whom a part named before suits ("armholes too deep for my large bust")."""
    if "for" not in notes.words[gap.start : gap.stop]:
        return False
    before = clause.terms[place - 1] if place else None
    return before is not None and before.names_place and bool(before.part.axes) and can_own(before.part, judgement)


def _is_wearer(notes: Notes, gap: range, part: Part) -> bool:
    """Whether the body is the writer's ("too small for my body")."""
    return part.name == "body" and any(notes.words[i] in ("for", "to") for i in gap)


def _strays(notes: Notes, gap: range) -> bool:
    """Whether other things than links stand between a judgement and its place."""
    return sum(not notes.marks[i] and notes.words[i] not in _LINKS for i in gap) > 1
