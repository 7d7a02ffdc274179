"""Finds which part of the garment owns each judgement."""

from collections.abc import Iterator

from nlp.components.comparatives import is_comparative
from nlp.components.echoes import echoed
from nlp.components.nearby import nearby_claims
from nlp.components.notes import Claim, Clause, How, Notes, Term
from nlp.components.objects import TERMS_AHEAD, objects, places
from nlp.components.owners import bare_parts, can_own
from nlp.components.phrase_parts import part_at, phrase_claims
from nlp.components.positions import position_of
from nlp.components.pronouns import taken_up
from nlp.components.remedies import remedied
from nlp.components.singled_out import singled_out
from nlp.components.steps import step
from nlp.components.subjects import subjects
from nlp.components.wanted import wanted_parts
from nlp.lexicon import Judgement, Part, Phrase, load_lexicon, word_set
from nlp.lexicon.cues import BITS

_COMMA, _AND = BITS["comma"], BITS["and"]
_DEGREES = BITS["too"] | BITS["slight"] | BITS["strong"]
_FLAT = frozenset({"color", "pattern"})
"""What has a look and no shape: it does not fit or hang."""
_WITHOUT_MEASURE = _FLAT | {"picture", "model", "fabric", "texture", "quality"}
_FLATTERS_NOBODY = _FLAT | {"fabric", "hip", "leg", "bust", "waist_seam", "cut", "weight", "stretch", "texture"}
"""What flatters by the cut alone."""


@step("toile_parts")
def find_owners(notes: Notes) -> None:
    """Note a claim for each judgement and owner, and for each phrase."""
    previous: Term | None = None
    sentence = -1
    for clause in notes.clauses:
        if clause.sentence != sentence:
            previous, sentence = _headed_by(notes, clause), clause.sentence
            if previous is None and notes.words[clause.start] == "they":
                previous = taken_up(notes, clause)
        if clause.terms:
            named = _note_claims(notes, clause, previous)
            previous = named or _named_within(notes, clause.terms[0]) or previous
    bare = bare_parts(notes)
    for hear in (echoed, singled_out, wanted_parts, remedied):
        if claims := hear(notes, bare):
            notes.claims += claims
            bare = bare_parts(notes)
    if not notes.claims:
        notes.claims += nearby_claims(notes)


_HEADING = frozenset(
    {"the", "as", "for", "and", "my", "its", "those", "these", "oh", "is", "are", "except", "only", "but", "just"}
)
_HEADING_MAX = 5
_BITS = (["bit"], ["part"], ["area"], ["section"])


def _is_place(term: Term) -> bool:
    return isinstance(term.entry, Part) and not term.part.garment


def _named_first(notes: Notes, clause: Clause) -> Term | None:
    """The part that a phrase begins with ("the sleeves reach my fingertips")."""
    parts = (part_at(notes, term.start) for term in clause.terms if isinstance(term.entry, Phrase))
    return next((part for part in parts if part is not None and _is_place(part)), None)


def _headed_by(notes: Notes, clause: Clause) -> Term | None:
    """The part that stands alone before what is said of it ("the waist: too tight", "the legs? too short")."""
    if not clause.number or notes.words[clause.start - 1] == "!":
        return None
    heading = notes.clauses[clause.number - 1]
    if notes.words[clause.start] == "that" and notes.words[clause.start + 1 : clause.start + 2] in _BITS:
        return next((term for term in reversed(heading.terms) if _is_place(term)), None) or _named_first(notes, heading)
    if len(heading.terms) != 1 or heading.end - heading.start > _HEADING_MAX:
        return _announced(notes, clause, heading)
    if notes.words[clause.start - 1] == "." and heading.contrasts:
        return _announced(notes, clause, heading)
    term = heading.terms[0]
    if not isinstance(term.entry, Part) or term.entry.garment:
        return None
    around = (*notes.words[heading.start : term.start], *notes.words[term.end : heading.end])
    return term if all(word in _HEADING for word in around) else None


_EXCEPTING = frozenset({"except", "from", "than", "of", "bar", "for", "only"})
_COMPLAINING = word_set("complaining")


def _announced(notes: Notes, clause: Clause, heading: Clause) -> Term | None:
    """The part that a sentence ends with, of which more follows ("all is well but for the waist. Too tight.")."""
    named = heading.terms[-1] if heading.terms else None
    if named is None or named.end != heading.end or not _is_place(named):
        return None
    if not notes.marks[clause.start] & _DEGREES:
        return None
    leads = notes.words[clause.start - 1] in (":", "?") or not _EXCEPTING.isdisjoint(
        notes.words[max(heading.start - 1, 0) : heading.start + 1]
    )
    return named if leads or not _COMPLAINING.isdisjoint(notes.words[heading.start : named.start]) else None


def _note_claims(notes: Notes, clause: Clause, previous: Term | None) -> Term | None:
    """Note what a clause claims; the first part that it names, for later ones to stand for."""
    named: Term | None = None
    past = 0
    for place, term in enumerate(clause.terms):
        entry = term.entry
        if isinstance(entry, Part):
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
    if not _POINTING.isdisjoint(notes.said) and (owner := _named_there(notes, term, judgement)):
        return [Claim(term, clause, judgement, owner.part, owner, "of the subject before", confidence=0.6)]
    if "would" in notes.said and (owner := _named_where_mended(notes, term, judgement)):
        return [Claim(term, clause, judgement, owner.part, owner, "of the subject before", confidence=0.6)]
    shapes = not _SHAPING.isdisjoint(notes.keys[term.start : term.end])
    flatters = judgement.name == "flattering"
    for how, confidence, owners in _possible_owners(notes, clause, place, judgement, previous):
        if flatters and not shapes and how == "of its subject" and _have_looks_alone(owners):
            return []
        if shapes or flatters:
            owners = [owner for owner in owners if _suits(owner.part, judgement, shapes=shapes)]
        if owners:
            return [Claim(term, clause, judgement, owner.part, owner, how, None, confidence) for owner in owners]
    if previous is not None and not _suits_later(previous.part, judgement, shapes=shapes):
        previous = None
    return [_claim_of_earlier_part(notes, clause, place, judgement, previous)]


_FAR_BACK = 14
"""So many words in front of "there" the place may be named."""
_SPOTS = frozenset({"area", "spot", "region", "section", "department"})
_POINTING = _SPOTS | {"there"}


def _named_there(notes: Notes, term: Term, judgement: Judgement) -> Term | None:
    """The place that "there" points back to ("creases across my thighs, it is too snug there")."""
    clause = notes.clause_at(term.start)
    first = clause.start if clause is not None else term.start
    leads = notes.words[first] == "there" and notes.words[first + 1] in ("it", "they")
    if notes.words[term.end : term.end + 1] != ["there"] and not leads and not _points_back(notes, term.end):
        return None
    places = load_lexicon(notes.language).part_keys
    for at in range(term.start - 1, max(-1, term.start - _FAR_BACK), -1):
        if notes.keys[at] in places:
            named = part_at(notes, at)
            return named if named is not None and can_own(named.part, judgement) else None
    return None


def _points_back(notes: Notes, at: int) -> bool:
    """Whether "in that area" follows, which stands for the place named last."""
    said = notes.words[at : at + 3]
    leads = said[:1] in (["in"], ["at"], ["around"]) and said[1:2] in (["that"], ["this"])
    return leads and not _SPOTS.isdisjoint(said)


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


def _possible_owners(
    notes: Notes, clause: Clause, place: int, judgement: Judgement, previous: Term | None
) -> Iterator[tuple[How, float, list[Term]]]:
    """One way of owning after the other, looked for only as long as it is asked for more."""
    if any(isinstance(term.entry, Part) for term in clause.terms[place + 1 : place + TERMS_AHEAD]):
        yield "before its noun", 0.85, objects(notes, clause, place, judgement)
        yield "in its place", 0.85, places(notes, clause, place, judgement)
    if place:
        yield "of its subject", 0.8, subjects(notes, clause, place, judgement, previous)


def _claim_of_earlier_part(
    notes: Notes, clause: Clause, place: int, judgement: Judgement, previous: Term | None
) -> Claim:
    """The claim of a part named earlier, or in a phrase right before; otherwise of the whole garment."""
    term = clause.terms[place]
    how: How = "of the subject before"
    if judgement.axis in ("width", "length") and notes.words[term.end : term.end + 2] == ["on", "me"]:
        previous = None  # "a bit big on me" is big as a whole
    if notes.words[term.start - 1] == "otherwise":
        return Claim(term, clause, judgement, None, None, "of the garment", confidence=0.7)
    if previous is not None and previous.part.name == "model" and notes.words[term.start - 1] == "too":
        previous = None  # "tried it in the store (too long …)"
    if previous is not None and can_own(previous.part, judgement) and not previous.part.garment:
        return Claim(term, clause, judgement, previous.part, previous, how, confidence=0.6)
    named = _named_in_phrase(notes, clause, place, judgement)
    if named is not None:
        return Claim(term, clause, judgement, named, clause.terms[place - 1], how, confidence=0.6)
    return Claim(term, clause, judgement, None, None, "of the garment", confidence=0.7)


def _named_in_phrase(notes: Notes, clause: Clause, place: int, judgement: Judgement) -> Part | None:
    """The part that a phrase right before it named ("the waistband is comfy and does not dig in")."""
    before = clause.terms[place - 1] if place else None
    if before is None or not isinstance(before.entry, Phrase) or judgement.axis not in ("width", "length"):
        return None
    lexicon = load_lexicon(notes.language)
    zone = before.entry.code.aspect.partition(".")[0]
    part = lexicon.parts.get(zone) or lexicon.parts.get(notes.words[before.start].rstrip("s"))
    names = not lexicon.part_keys.isdisjoint(notes.keys[before.start : before.end])
    joined = any(notes.marks[at] & (_AND | _COMMA) for at in range(before.end, clause.terms[place].start))
    return part if part and part.body and names and joined and can_own(part, judgement) else None
