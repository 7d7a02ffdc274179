"""Hears what is wished to be there at all ("a lining would have made all the difference", "could do with a zip")."""

from nlp.components.notes import Claim, Clause, Notes, Term
from nlp.components.owners import NamedParts
from nlp.components.wishes import SUPPOSING
from nlp.lexicon.cues import BITS

_WANTED = ("lining", "pocket", "closure")
_ASKING = SUPPOSING | {"please", "next"}
_MISSED = frozenset({"have", "be", "help", "make", "go", "do", "save", "improve", "solve", "fix", "not"})
_ONE = frozenset({"a", "an", "some", "another", "any", "proper", "real", "decent", "with", "inner", "inside", "hidden"})
_WISH = BITS["wish"]
_REACH = 6


def wanted_parts(notes: Notes, bare: NamedParts) -> list[Claim]:
    """What of the garment is missing, by a wish for it."""
    if not notes.all_marks & _WISH and _ASKING.isdisjoint(notes.said):
        return []
    return [
        Claim(term, clause, None, part, term, "phrase", part.codes["bad"], severity=1, confidence=0.6)
        for clause, term, part in bare
        if part.name in _WANTED and _is_wanted(notes, clause, term)
    ]


def _is_wanted(notes: Notes, clause: Clause, term: Term) -> bool:
    words, start = notes.words, term.start
    one = not _ONE.isdisjoint(words[max(clause.start, start - 2) : start])
    if not one and not (start == clause.start and words[term.end - 1].endswith("s")):
        return False
    after = words[term.end : term.end + 2]
    if start - one <= clause.start and (after[:1] == ["please"] or after in (["next", "time"], ["for", "next"])):
        return True  # "pockets next time please"
    if after[:1] and after[0] in SUPPOSING:
        return after[1:2] != [] and after[1] in _MISSED
    wish = next(
        (at for at in range(start - 1, max(clause.start, start - _REACH) - 1, -1) if notes.marks[at] & _WISH), -1
    )
    return (
        wish >= 0
        and words[wish] != "prefer"
        and not any(notes.marks[at] & (BITS["be"] | BITS["comma"]) for at in range(wish + 1, start))
    )
