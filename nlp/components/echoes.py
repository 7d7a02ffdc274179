"""Says of a part what was said of another before it ("the waist is tight, and so are the hips", "hips: ditto")."""

from dataclasses import replace

from nlp.components.notes import Claim, Clause, Notes, Term
from nlp.components.owners import NamedParts, can_own
from nlp.components.phrase_parts import code_of
from nlp.lexicon import Judgement, Part, word_set
from nlp.taxonomy import IssueCode

_ECHOING = word_set("echoing")
_BEING = frozenset({"is", "are", "was", "were", "do", "does", "did"})
_ALSO = frozenset({"too", "also", "likewise", "ditto", "either"})
_LED = frozenset({"the", "my", "its", "both"})
_SO = frozenset({"so", "as", "neither", "nor"})
_SAID = frozenset({
    ("same", "with"), ("same", "for"), ("same", "in"), ("same", "at"), ("same", "of"), ("goes", "for"), ("true", "of"),
    ("story", "with"), ("ditto", "for"), ("likewise", "for"),
})  # fmt: skip
_SAID_ALONE = frozenset({"ditto", "likewise"})
_LEADING = _BEING | _SAID_ALONE | {last for _, last in _SAID}


def echoed(notes: Notes, bare: NamedParts) -> list[Claim]:
    """The claims of parts of which only that they are as the one before is said."""
    found = [] if _TICKS.isdisjoint(notes.said) else _ticked(notes)
    if _ECHOING.isdisjoint(notes.said) or not notes.claims:
        return found
    for clause, term, part in bare:
        if not part.garment:
            reach = _reach_of_echo(notes, clause, term)
            if reach and (claim := _taken_up(notes, clause, term, reach)) is not None:
                found.append(claim)
    return found


_TICKS = frozenset({"tick", "yes"})


def _ticked(notes: Notes) -> list[Claim]:
    """The praise of parts that are only ticked off ("armholes, tick", "colour yes")."""
    return [
        Claim(term, clause, None, term.part, term, "phrase", term.part.codes["good"], confidence=0.6)
        for clause in notes.clauses
        for term in clause.terms
        if isinstance(term.entry, Part)
        and not term.part.garment
        and term.part.codes.get("good")
        and not _TICKS.isdisjoint(notes.words[term.end : term.end + 2])
        and notes.words[term.end] in (",", ":", *_TICKS)
    ]


_FAR, _NEAR = 12, 4


def _reach_of_echo(notes: Notes, clause: Clause, term: Term) -> int:
    """How many words in front of the part another may be judged that it is only said to be like; 0 if it is not."""
    words, start = notes.words, term.start
    while start and words[start - 1] in _LED:
        start -= 1
    if start and words[start - 1] in _LEADING:
        before = words[max(0, start - 2) : start]
        if before[-1] in _BEING and before[0] in _SO:
            return _FAR if _ends(notes, clause, term.end) else 0
        if before[-1] in _SAID_ALONE or tuple(before) in _SAID:
            return _FAR
    after = words[term.end : term.end + 3]
    if _ECHOING.isdisjoint(after) or (words[term.start - 1] not in _LED and after[:1] != [":"]):
        return 0  # as most
    if after[:1] and after[0] in _BEING:
        after = [word for word in after[1:] if word != ","]
    if after[:1] == [","] or after[:1] == [":"]:
        after = after[1:]
    if after[:1] and after[0] in _ALSO:
        return _NEAR if _ends(notes, clause, words.index(after[0], term.end) + 1) else 0
    return _NEAR if after[:2] in (["as", "well"], ["even", "more"]) or after[:2] == ["the", "same"] else 0


def _ends(notes: Notes, clause: Clause, at: int) -> bool:
    """Whether no more is said of it."""
    return at >= clause.end or notes.words[at] in (",", ".", "!", "and", "but", ";")


def _gap(notes: Notes, said: Claim, term: Term) -> int:
    """The words between what was judged and the part."""
    end = max(said.term.end, said.owner_term.end if said.owner_term is not None else 0)
    return sum(word.isalpha() for word in notes.words[end : term.start])


def _taken_up(notes: Notes, clause: Clause, term: Term, reach: int) -> Claim | None:
    """The claim of the part that was judged last before it, said of this one."""
    said = next((claim for claim in reversed(notes.claims) if claim.term.end <= term.start), None)
    if said is None or said.clause.sentence < clause.sentence - 1 or _gap(notes, said, term) > reach:
        return None
    if said.judgement is not None:
        if not can_own(term.part, said.judgement):
            return None
        return replace(said, owner=term.part, owner_term=term, how="of the subject before", confidence=0.6)
    code = said.code
    if not isinstance(code, IssueCode):
        return None
    axis = code.aspect.rpartition(".")[2]
    as_said = Judgement("", "good" if code.is_ok else code.value_word, None)
    if axis in ("quality", "fabric") or (not can_own(term.part, as_said) and axis not in term.part.axes):
        return None
    same = code_of(term.part, axis, code.value_word) or (term.part.codes.get("good") if code.is_ok else None)
    if same is None:
        return None
    return replace(said, owner=term.part, owner_term=term, code=same, how="of the subject before", confidence=0.6)
