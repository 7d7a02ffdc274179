"""Hears what a part lacks by how it should be changed ("please raise the neckline", "the armholes brought in")."""

from nlp.components.notes import Claim, Clause, Notes, Term
from nlp.components.phrase_parts import code_of
from nlp.lexicon import Part, word_set
from nlp.lexicon.cues import BITS

_WAYS = {
    "up": ("rais", "lift", "heighten", "elevat"),
    "down": ("lower", "drop"),
    "longer": ("lengthen", "extend", "elongat"),
    "shorter": ("shorten", "crop"),
    "wider": ("widen", "loosen", "broaden", "expand", "enlarg"),
    "narrower": ("narrow", "tighten", "taper", "slim"),
}
_WAY_OF = {key: way for way, keys in _WAYS.items() for key in keys}
_MOVING = frozenset({"bring", "brought", "tak", "took", "taken", "mov", "pull", "let", "nip", "put", "pinch", "hik"})
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
_CHANGING = frozenset(_WAY_OF) | _MOVING | {"reach", "stop", "cover", "end", "com", "get", "finish"}
_WISH = BITS["wish"]


def remedied(notes: Notes) -> list[Claim]:
    """The claims of parts of which only is said how they should be changed."""
    if _CHANGING.isdisjoint(notes.keys):
        return []
    owned = {claim.owner_term.start for claim in notes.claims if claim.owner_term is not None}
    found = []
    for clause in notes.clauses:
        for term in clause.terms:
            if isinstance(term.entry, Part) and not term.part.garment and term.start not in owned:
                claim = _remedy(notes, clause, term)
                if claim is not None:
                    found.append(claim)
    return found


def _remedy(notes: Notes, clause: Clause, term: Term) -> Claim | None:
    keys, words = notes.keys, notes.words
    before = range(max(clause.start, term.start - 4), term.start)
    behind = range(term.end, min(term.end + 4, clause.end))
    if (way := _way_of_relative(notes, clause, term)) is not None:
        return _claim_of(clause, term, way, (term.start, term.end + 2))
    for at in (*reversed(before), *behind):
        way = _WAY_OF.get(keys[at])
        if way is None and keys[at] in _MOVING:
            way = next((_PARTICLES[word] for word in words[at + 1 : max(at, term.end) + 3] if word in _PARTICLES), None)
        if way is None or words[at].endswith(("s", "ing")) or not _is_asked_for(notes, clause, at):
            continue
        if (claim := _claim_of(clause, term, way, (min(at, term.start), max(at + 1, term.end)))) is not None:
            return claim
    return None


def _claim_of(clause: Clause, term: Term, way: str, place: tuple[int, int]) -> Claim | None:
    for axis, value in _FAULTS[way]:
        if axis in term.part.axes and (code := code_of(term.part, axis, value)) is not None:
            return Claim(Term(*place, term.entry), clause, None, term.part, term, "phrase", code, confidence=0.6)
    return None


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
    if not said or (said[-1] in _ASKING and "i" not in said[-2:]):
        return True
    return any(mark & _WISH for mark in notes.marks[clause.start : at])
