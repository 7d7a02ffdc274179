"""Says of a part that it is not as another before it ("the cut is like the photo, the colour isn't")."""

import re

from nlp.components.notes import Claim, Clause, Notes, Term
from nlp.components.owners import NamedParts
from nlp.lexicon import Part
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode, code_named

_IS_NOT = re.compile(r"(?:is|are|was|were|do|does|did|has|have|fares?|can|could) ?(?:not|n't|less so)$")
_NOT = BITS["not"]
_APART_MAX = 10
"""So many words apart the other part may be judged."""


def unlike(notes: Notes, bare: NamedParts) -> list[Claim]:
    """The claims of parts of which only that they are not as the one before is said."""
    if not notes.all_marks & _NOT or not notes.claims:
        return []
    found = (_set_apart(notes, clause, term, part) for clause, term, part in bare if not part.garment)
    return [claim for claim in found if claim is not None]


def _set_apart(notes: Notes, clause: Clause, term: Term, part: Part) -> Claim | None:
    """The claim of a part behind which no more than a denial stands."""
    if not _IS_NOT.match(" ".join(notes.words[term.end : clause.end])):
        return None
    said = next((claim for claim in reversed(notes.claims) if claim.term.end <= term.start), None)
    if said is None or term.start - said.term.end > _APART_MAX or said.clause.sentence < clause.sentence - 1:
        return None
    if said.owner is part or any(mark & _NOT for mark in notes.marks[said.clause.start : said.term.end]):
        return None
    code = _otherwise(said, part)
    if code is None:
        return None
    place = Term(term.start, clause.end, term.entry)
    return Claim(place, clause, None, part, term, "phrase", code, confidence=0.6)


def _otherwise(said: Claim, part: Part) -> IssueCode | None:
    """What a part is that is not as the other one was said to be."""
    judgement = said.judgement
    if judgement is not None and judgement.name == "room":
        return code_named(f"{part.axes['width']}/small") if "width" in part.axes else None
    bad = part.codes.get("bad") if said.words_praise else None
    return None if bad is IssueCode.SHAPE_CUT_POOR or (judgement is not None and judgement.name in _OPEN) else bad


_OPEN = ("fits", "true_to_size")
"""What can be wrong either way where it does not hold."""
