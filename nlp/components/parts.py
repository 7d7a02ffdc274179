"""Finds which part of the garment owns each judgement."""

from nlp.components.answers import refused
from nlp.components.comparatives import is_comparative
from nlp.components.echoes import echoed
from nlp.components.headings import headed_by
from nlp.components.nearby import nearby_claims
from nlp.components.notes import Claim, Clause, How, Notes, Term
from nlp.components.objects import objects, places
from nlp.components.owners import NamedParts, bare_parts, can_own
from nlp.components.phrase_parts import part_at, phrase_claims
from nlp.components.positions import position_of
from nlp.components.pronouns import taken_up
from nlp.components.remedies import remedied
from nlp.components.requests import requests
from nlp.components.singled_out import singled_out
from nlp.components.steps import step_for_many
from nlp.components.subjects import subjects
from nlp.components.unlike import unlike
from nlp.components.wanted import wanted_parts
from nlp.lexicon import Judgement, Part, Phrase, load_lexicon
from nlp.lexicon.cues import BITS

_COMMA, _AND = BITS["comma"], BITS["and"]
_FLAT = frozenset({"color", "pattern"})
"""What has a look and no shape: it does not fit or hang."""
_WITHOUT_MEASURE = _FLAT | {"picture", "model", "fabric", "texture", "quality"}
_FLATTERS_NOBODY = _FLAT | {"fabric", "hip", "leg", "bust", "waist_seam", "cut", "weight", "stretch", "texture"}
"""What flatters by the cut alone."""


@step_for_many("toile_parts")
def find_owners(comments: list[Notes]) -> None:
    """Note a claim for each judgement and owner, and for each phrase."""
    # One way of hearing after the other goes through all comments: its code stays in the processor's cache.
    for notes in comments:
        if notes.language == "en":
            notes.requests = requests(notes.words, notes.marks, notes.pieces)
    named = [_hear_clauses(notes) for notes in comments]
    bare = [*map(bare_parts, comments, named)]
    for hear in (echoed, unlike, refused, singled_out, wanted_parts, remedied):
        for at, notes in enumerate(comments):
            if claims := hear(notes, bare[at]):
                notes.claims += claims
                bare[at] = bare_parts(notes, named[at])
    for notes in comments:
        if not notes.claims:
            notes.claims += nearby_claims(notes)


def _hear_clauses(notes: Notes) -> NamedParts:
    """Note what each clause claims by its own terms; all parts that they name."""
    parts: NamedParts = []
    previous: Term | None = None
    sentence = -1
    for clause in notes.clauses:
        if clause.sentence != sentence:
            previous, sentence = headed_by(notes, clause), clause.sentence
            if previous is None and notes.words[clause.start] == "they":
                previous = taken_up(notes, clause)
        if clause.terms:
            named = _note_claims(notes, clause, previous, parts)
            previous = named or _named_within(notes, clause.terms[0]) or previous
    return parts


def _note_claims(notes: Notes, clause: Clause, previous: Term | None, parts: NamedParts) -> Term | None:
    """Note what a clause claims, and its parts; the first part that it names, for later ones to stand for."""
    named: Term | None = None
    past = 0
    for place, term in enumerate(clause.terms):
        entry = term.entry
        if isinstance(entry, Part):
            parts.append((clause, term, entry))
            if named is None and not (entry.body and _is_of_wearer(notes, term)):
                named = term
            if term.start >= past and (lies := position_of(notes, clause, term)):
                notes.claims.append(_claim_of_position(clause, lies))
                past = lies.end
        elif term.start < past:
            continue  # stands in what tells where a part lies
        elif isinstance(entry, Phrase):
            notes.claims += phrase_claims(notes, clause, place, entry, previous)
        else:
            notes.claims += _claims(notes, clause, place, entry, previous)
    return named


def _claim_of_position(clause: Clause, lies: Term) -> Claim:
    code = lies.entry.code if isinstance(lies.entry, Phrase) else None
    return Claim(lies, clause, None, None, None, "phrase", code, confidence=0.8)


def _named_within(notes: Notes, first: Term) -> Term | None:
    """The part in the plural that a phrase begins with ("the sleeves roll up"), for "they" to stand for."""
    if not isinstance(first.entry, Phrase) or not notes.words[first.start].endswith("s"):
        return None
    part = part_at(notes, first.start)
    return part if part is not None and not part.part.garment else None


_HAVING = frozenset({"my", "have", "'ve", "having"})


def _is_of_wearer(notes: Notes, term: Term) -> bool:
    """Whether this part of a body is the writer's own ("I have a short torso"), of which nothing more is said."""
    return not _HAVING.isdisjoint(notes.words[max(0, term.start - 4) : term.start])


_SHAPING = frozenset({"fit", "hang"})


def _claims(notes: Notes, clause: Clause, place: int, judgement: Judgement, previous: Term | None) -> list[Claim]:
    term = clause.terms[place]
    if (
        clause.marks & _COMMA
        and place + 1 < len(clause.terms)
        and (special := places(notes, clause, place, judgement, after_comma=True))
    ):
        named = next(iter(subjects(notes, clause, place, judgement, previous)), None)
        part = named.part if named is not None else None
        whole = Claim(term, clause, judgement, part, named, "of its subject", confidence=0.8)
        return [
            whole,
            *(Claim(term, clause, judgement, owner.part, owner, "in its place", confidence=0.8) for owner in special),
        ]
    if not _POINTING.isdisjoint(notes.said) and (owner := _named_there(notes, clause, term, judgement)):
        return [Claim(term, clause, judgement, owner.part, owner, "of the subject before", confidence=0.6)]
    if "would" in notes.said and (owner := _named_where_mended(notes, term, judgement)):
        return [Claim(term, clause, judgement, owner.part, owner, "of the subject before", confidence=0.6)]
    shapes = not _SHAPING.isdisjoint(notes.keys[term.start : term.end])
    claims = _claims_of_named(notes, clause, place, judgement, previous, shapes=shapes)
    if claims is not None:
        return claims
    if previous is not None and not _suits_later(previous.part, judgement, shapes=shapes):
        previous = None
    return [_claim_of_earlier_part(notes, clause, place, judgement, previous)]


def _claims_of_named(
    notes: Notes, clause: Clause, place: int, judgement: Judgement, previous: Term | None, *, shapes: bool
) -> list[Claim] | None:
    """The claims of parts that the clause names, one way of owning after the other; None where it names none."""
    how: How = "before its noun"
    confidence = 0.85
    owners: list[Term] = []
    if place + 1 < len(clause.terms):
        owners = _suited(objects(notes, clause, place, judgement), judgement, shapes=shapes)
        if not owners:
            how, owners = "in its place", _suited(places(notes, clause, place, judgement), judgement, shapes=shapes)
    if place and not owners:
        owners = subjects(notes, clause, place, judgement, previous)
        if judgement.name == "flattering" and not shapes and _have_looks_alone(owners):
            return []
        how, confidence, owners = "of its subject", 0.8, _suited(owners, judgement, shapes=shapes)
    if not owners:
        return None
    term = clause.terms[place]
    return [Claim(term, clause, judgement, owner.part, owner, how, None, confidence) for owner in owners]


_FAR_BACK = 14
"""So many words in front of "there" the place may be named."""
_SPOTS = frozenset({"area", "spot", "region", "section", "department"})
_POINTING = _SPOTS | {"there"}
_POINTING_BACK = frozenset({"there", "in", "at", "around"})


def _named_there(notes: Notes, clause: Clause, term: Term, judgement: Judgement) -> Term | None:
    """The place that "there" points back to ("creases across my thighs, it is too snug there")."""
    leads = notes.words[clause.start] == "there" and notes.words[clause.start + 1] in ("it", "they")
    if not leads and not _points_back(notes, term.end):
        return None
    places = load_lexicon(notes.language).part_keys
    for at in range(term.start - 1, max(-1, term.start - _FAR_BACK), -1):
        if notes.keys[at] in places:
            named = part_at(notes, at)
            return named if named is not None and can_own(named.part, judgement) else None
    return None


def _points_back(notes: Notes, at: int) -> bool:
    """Whether "there" or "in that area" follows, which stands for the place named last."""
    said = notes.words[at : at + 3]
    if not said or said[0] not in _POINTING_BACK:
        return False
    return said[0] == "there" or (said[1:2] in (["that"], ["this"]) and not _SPOTS.isdisjoint(said))


def _named_where_mended(notes: Notes, term: Term, judgement: Judgement) -> Term | None:
    """The part that more of it would mend ("an inch longer and the sleeves would be perfect")."""
    if notes.words[term.end : term.end + 2] != ["and", "the"] or notes.words[term.end + 3 : term.end + 4] != ["would"]:
        return None
    if notes.keys[term.end + 4 : term.end + 5] != ["have"] and not any(
        mark & BITS["better"] for mark in notes.marks[term.end + 4 : term.end + 8]
    ):
        return None
    named = part_at(notes, term.end + 2) if is_comparative(notes.words[term.end - 1]) else None
    return named if named is not None and can_own(named.part, judgement) else None


def _have_looks_alone(owners: list[Term]) -> bool:
    """Whether a colour is all that flatters, which says nothing of the cut."""
    return bool(owners) and all(owner.part.name in _FLAT for owner in owners)


def _suited(owners: list[Term], judgement: Judgement, *, shapes: bool) -> list[Term]:
    """Those of the owners that fit, hang or flatter by themselves, where that is said."""
    if not shapes and judgement.name != "flattering":
        return owners
    return [owner for owner in owners if _suits(owner.part, judgement, shapes=shapes)]


def _suits(part: Part, judgement: Judgement, *, shapes: bool) -> bool:
    """Whether a part fits, hangs or flatters by itself."""
    if shapes and part.name in _FLAT:
        return False
    return judgement.name != "flattering" or part.name not in _FLATTERS_NOBODY


def _suits_later(part: Part, judgement: Judgement, *, shapes: bool) -> bool:
    """Whether what is said later on can still be said of the part, not of the garment."""
    if part.name in _WITHOUT_MEASURE and judgement.axis in ("width", "length"):
        return False  # "lovely in the picture, far too big in my hands"
    if part.name == "fabric":
        return judgement.name not in ("well_made", "badly_made")
    return part.name not in _FLAT or not (shapes or judgement.name in ("flattering", "unflattering"))


def _claim_of_earlier_part(
    notes: Notes, clause: Clause, place: int, judgement: Judgement, previous: Term | None
) -> Claim:
    """The claim of a part named earlier, or in a phrase right before; otherwise of the whole garment."""
    term = clause.terms[place]
    how: How = "of the subject before"
    if judgement.axis in ("width", "length") and notes.words[term.end : term.end + 2] == ["on", "me"]:
        previous = None  # "a bit big on me" is big as a whole
    if notes.words[term.start - 1] == "otherwise":
        return Claim(term, clause, judgement, None, None, "of the garment", None, 0.7)
    if previous is not None and previous.part.name == "model" and notes.words[term.start - 1] == "too":
        previous = None  # "tried it in the store (too long …)"
    if previous is not None and can_own(previous.part, judgement) and not previous.part.garment:
        return Claim(term, clause, judgement, previous.part, previous, how, confidence=0.6)
    named = _named_in_phrase(notes, clause, place, judgement)
    if named is not None:
        return Claim(term, clause, judgement, named, clause.terms[place - 1], how, confidence=0.6)
    return Claim(term, clause, judgement, None, None, "of the garment", None, 0.7)


_GAP_MAX = 3


def _told_of_last(notes: Notes, clause: Clause, before: Term, place: int, judgement: Judgement) -> Part | None:
    """The detail that a phrase right before ends with ("I love that the lining doesn't ride up")."""
    between = range(before.end, clause.terms[place].start)
    if len(between) > _GAP_MAX or notes.marks_of(between) & (_AND | _COMMA):
        return None
    named = part_at(notes, before.end - 1)
    details = named is not None and named.part.name in _DETAILS and can_own(named.part, judgement)
    return named.part if named is not None and details else None


_DETAILS = frozenset({"lining", "closure", "pocket", "trim", "seam"})


def _named_in_phrase(notes: Notes, clause: Clause, place: int, judgement: Judgement) -> Part | None:
    """The part that a phrase right before it named ("the waistband is comfy and does not dig in")."""
    before = clause.terms[place - 1] if place else None
    if before is None or not isinstance(before.entry, Phrase):
        return None
    if (told := _told_of_last(notes, clause, before, place, judgement)) is not None:
        return told
    if judgement.axis not in ("width", "length"):
        return None
    lexicon = load_lexicon(notes.language)
    part = lexicon.parts.get(before.entry.code.zone) or lexicon.parts.get(notes.words[before.start].rstrip("s"))
    names = not lexicon.part_keys.isdisjoint(notes.keys[before.start : before.end])
    joined = notes.marks_of(range(before.end, clause.terms[place].start)) & (_AND | _COMMA)
    return part if part and part.body and names and joined and can_own(part, judgement) else None
