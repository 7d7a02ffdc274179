"""Knows which parts can own a judgement, and which own it together."""

from nlp.components.notes import Clause, Notes, Term
from nlp.lexicon import Judgement, Part, word_set
from nlp.lexicon.cues import BITS

_AND, _OR, _NOT, _BE, _PLACE = BITS["and"], BITS["or"], BITS["not"], BITS["be"], BITS["place"]
_LINKS = word_set("links")


_MORE_OF = ("rise.height", "waist.position", "neckline.depth")
"""What more or less of is asked for along its height."""


NamedParts = list[tuple[Clause, Term, Part]]
"""Parts that a comment names, each with its words and their clause."""


def bare_parts(notes: Notes, named: NamedParts) -> NamedParts:
    """Those of the parts that own no claim so far."""
    owned = {claim.owner_term.start for claim in notes.claims if claim.owner_term is not None}
    return [one for one in named if one[1].start not in owned]


def can_own(part: Part, judgement: Judgement) -> bool:
    """Whether the judgement means something of that part."""
    if judgement.name in ("fits", "boxy", "maternity") and not part.garment:
        return judgement.name in part.codes
    if judgement.name in part.codes or (judgement.value in ("good", "bad") and judgement.value in part.codes):
        return True
    if judgement.asked and ("width" in part.axes or part.axes.get("height") in _MORE_OF):
        return True
    return judgement.axis in part.axes or part.garment or judgement.inherent


def coordinated(notes: Notes, clause: Clause, at: int) -> list[Term]:
    """The part and those joined to it by commas, "and", "or"."""
    parts = [clause.terms[at]]
    for term in clause.terms[at + 1 :]:
        gap = range(parts[-1].end, term.start)
        if not isinstance(term.entry, Part) or len(gap) > 4 or not alike(parts[-1], term):
            break
        if not any(joins_list(notes, i) or notes.marks[i] & _OR for i in gap):
            break
        if notes.marks_of(gap) & _PLACE and any(_is_strange(notes, i) for i in gap):
            break  # "wide at the bottom and fitted at the thigh"
        if notes.marks_of(gap) & (_BE | _NOT) or is_subject(notes, clause, clause.terms.index(term)):
            break
        parts.append(term)
    return parts


def _is_strange(notes: Notes, at: int) -> bool:
    return not notes.marks[at] and notes.words[at] not in _LINKS


def listed_with(notes: Notes, clause: Clause, before: list[Term], term: Term, judgement: Judgement) -> list[Term]:
    """A part with those named in one list with it: "the collar, cuffs and hem"."""
    owners = [term]
    for other in reversed(before):
        at = max(clause.start, other.start - 2)
        if (other.start and notes.marks[at] & _NOT) or notes.words[at] == "unlike":
            break  # "unlike the collar, the cuffs are tight"
        gap = range(other.end, owners[-1].start)
        most = 4 if notes.words[other.end : other.end + 2] == ["as", "well"] else 3
        if not isinstance(other.entry, Part) or len(gap) > most or not any(joins_list(notes, i) for i in gap):
            break
        if other.entry.name == "size" and notes.words[other.start - 1] in _WORN_SIZES:
            break  # "I ordered my usual size and the sleeves are too tight"
        if not alike(other, term) or "then" in notes.words[other.end : owners[-1].start]:
            break
        if can_own(other.entry, judgement):
            owners.append(other)
    return owners


_WORN_SIZES = frozenset({"my", "usual", "normal", "regular", "own"})


def joins_list(notes: Notes, at: int) -> bool:
    """Whether the token joins the members of a list."""
    return bool(notes.marks[at] & _AND) or notes.words[at] in (",", "/")


def alike(one: Term, other: Term) -> bool:
    """Whether a list can hold both: "gorgeous top, straps too long" names no list of a top and its straps."""
    return one.part.garment == other.part.garment


def is_subject(notes: Notes, clause: Clause, at: int) -> bool:
    """Whether the part has a verb and a judgement of its own behind it."""
    term = clause.terms[at]
    return (
        term.end < clause.end
        and bool(notes.marks[term.end] & _BE)
        and at + 1 < len(clause.terms)
        and notes.words[term.end] not in ("fit", "look", "feel")
    )
