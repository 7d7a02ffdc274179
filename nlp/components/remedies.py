"""Hears what a part lacks by how it should be changed ("please raise the neckline", "the armholes brought in")."""

from nlp.components.notes import Claim, Clause, Notes, Term
from nlp.components.owners import NamedParts
from nlp.components.phrase_parts import code_of
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode

_WAYS = {
    "up": ("rais", "lift", "heighten", "elevat"),
    "down": ("lower", "drop"),
    "longer": ("lengthen", "extend", "elongat"),
    "shorter": ("shorten", "crop"),
    "wider": ("widen", "loosen", "broaden", "expand", "enlarg"),
    "narrower": ("narrow", "tighten", "taper", "slim"),
}
_WAY_OF = {key: way for way, keys in _WAYS.items() for key in keys}
_MOVING = word_set("moving")
_PARTICLES = {"up": "up", "down": "down", "in": "narrower", "out": "wider", "higher": "up", "lower": "down"}
_FAULTS = {
    "up": (("height", "low"), ("height", "large"), ("length", "long")),
    "down": (("height", "high"), ("height", "small"), ("length", "short")),
    "longer": (("length", "short"), ("height", "low")),
    "shorter": (("length", "long"), ("height", "high")),
    "wider": (("width", "small"),),
    "narrower": (("width", "large"),),
}
"""Along which axis of the part a change goes, and what it mends; the first that the part has."""
_ASKING = word_set("asking_for")
_CHANGING = frozenset(_WAY_OF) | _MOVING
_NEAR = 4
"""So many words before the part or behind it tell how it should be changed."""
_WISH = BITS["wish"]


def remedied(notes: Notes, bare: NamedParts) -> list[Claim]:
    """The claims of parts of which only is said how they should be changed."""
    supposes = "would" in notes.said or "'d" in notes.said or "better" in notes.said
    hopes = supposes or notes.all_marks & _WISH
    changes = not _CHANGING.isdisjoint(notes.keys)
    if not hopes and not changes:
        return []  # as most
    found = []
    for clause, term, part in bare:
        claim = None
        if hopes and (way := _way_of_doing(notes, clause, term, supposes=supposes)) is not None:
            claim = _claim_of(clause, term, way, (term.start, term.end + 1))
        elif not part.garment and (changes or clause.marks & _WISH):
            claim = _remedy(notes, clause, term)
        if claim is not None:
            found.append(claim)
    return found


def _remedy(notes: Notes, clause: Clause, term: Term) -> Claim | None:
    keys, words = notes.keys, notes.words
    if clause.marks & _WISH and (way := _way_of_relative(notes, clause, term)) is not None:
        return _claim_of(clause, term, way, (term.start, term.end + 2))
    first, last = max(clause.start, term.start - _NEAR), min(term.end + _NEAR, clause.end)
    if _CHANGING.isdisjoint(keys[first:last]):
        return None
    for at in (*range(term.start - 1, first - 1, -1), *range(term.end, last)):
        way = _WAY_OF.get(keys[at])
        if way is None and keys[at] in _MOVING:
            way = next((_PARTICLES[word] for word in words[at + 1 : max(at, term.end) + 3] if word in _PARTICLES), None)
        if way is None or words[at].endswith(("s", "ing")) or not _is_asked_for(notes, clause, at):
            continue
        if (claim := _claim_of(clause, term, way, (min(at, term.start), max(at + 1, term.end)))) is not None:
            return claim
    return None


def _claim_of(clause: Clause, term: Term, way: str, place: tuple[int, int]) -> Claim | None:
    if term.part.garment and way in ("longer", "shorter"):
        whole = IssueCode.BODY_LENGTH_SHORT if way == "longer" else IssueCode.BODY_LENGTH_LONG
        return Claim(Term(*place, term.entry), clause, None, None, None, "phrase", whole, confidence=0.6)
    for axis, value in _FAULTS[way]:
        if axis in term.part.axes and (code := code_of(term.part, axis, value)) is not None:
            return Claim(Term(*place, term.entry), clause, None, term.part, term, "phrase", code, confidence=0.6)
    return None


_ONWARD = frozenset({"down", "to", "past", "over", "further", "lower", "my", "the", "at", "just", "right"})


def _way_of_doing(notes: Notes, clause: Clause, term: Term, *, supposes: bool) -> str | None:
    """How it should be by what it would do ("better if it ended at the hip", "I wish it reached my knees")."""
    at, words = term.end, notes.words
    if at + 1 >= clause.end or words[at + 1] not in _ONWARD or not (term.part.garment or "length" in term.part.axes):
        return None
    way = _REACHING.get(notes.keys[at])
    if way is None or (not words[at].endswith("ed") and words[at] not in ("came", "stop", "reach", "cover", "come")):
        return None
    said = words[clause.start : term.start]
    hoped = supposes and ("if" in said or said[:1] == ["had"])
    return way if hoped or any(mark & _WISH for mark in notes.marks[clause.start : term.start]) else None


_REACHING = {
    "reach": "longer", "cover": "longer", "com": "longer", "get": "longer",
    "stop": "shorter", "end": "shorter", "finish": "shorter",
}  # fmt: skip


def _way_of_relative(notes: Notes, clause: Clause, term: Term) -> str | None:
    """How it should be by what it should do ("I just want sleeves that reach my gloves")."""
    if notes.words[term.end : term.end + 1] != ["that"] or term.end + 1 >= clause.end or "length" not in term.part.axes:
        return None
    way = _REACHING.get(notes.keys[term.end + 1])
    return way if way is not None and any(mark & _WISH for mark in notes.marks[clause.start : term.start]) else None


def _is_asked_for(notes: Notes, clause: Clause, at: int) -> bool:
    """Whether somebody is to change it, who has not yet done so."""
    said = notes.words[clause.start : at]
    if said[-1:] in (["not"], ["n't"]):
        return False
    if not said or (said[-1] in _ASKING and "i" not in said[-2:]):
        return True
    return any(mark & _WISH for mark in notes.marks[clause.start : at])
