"""Knows which parts "it" and "they" stand for, where they do not stand for the garment."""

from nlp.components.notes import Clause, Notes, Term
from nlp.components.owners import can_own
from nlp.garments import GarmentKind
from nlp.lexicon import Judgement, Part, Phrase, load_lexicon, word_set
from nlp.lexicon.cues import BITS

_PLACE = BITS["place"]


def taken_up(notes: Notes, clause: Clause) -> Term | None:
    """The parts that "they" at the head of a sentence stands for, named last before it ("the sleeves. They are …")."""
    if not clause.number or not _may_be_parts(notes):
        return None
    named = [term for term in notes.clauses[clause.number - 1].terms if _is_in_plural(notes, term)]
    return named[-1] if named else None


def _may_be_parts(notes: Notes) -> bool:
    """Whether "they" can stand for parts: on a pair it stands for the garment."""
    if notes.garment in (None, GarmentKind.SLEEPWEAR):  # shops keep jackets and dresses there, too
        return not any(isinstance(term.entry, Part) and _names_pair(notes, term) for term in notes.terms)
    return not notes.garment.is_pair


def _names_pair(notes: Notes, term: Term) -> bool:
    """Whether trousers are named, not only "they"."""
    return term.part.name == "legwear" and not notes.marks[term.start] & BITS["pronoun"]


def _is_in_plural(notes: Notes, term: Term) -> bool:
    """Whether parts are named in the plural."""
    last = notes.words[term.end - 1]
    return term.names_place and last.endswith("s") and last not in _PEOPLE


_PEOPLE = frozenset({"girls", "ladies"})


def stood_for(
    notes: Notes, clause: Clause, before: list[Term], term: Term, judgement: Judgement, previous: Term | None
) -> Term | None:
    """The part that a pronoun stands for, if it stands for one and not for the garment."""
    complained = _told_of(notes, clause, before, term, judgement) if notes.words[term.start] in _IT else None
    if complained is None and notes.words[term.start - 1] == "if":
        complained = _wished_of(notes, clause, before, term, judgement)
    if complained is None and previous is not None and _sets_right(notes, clause, term, judgement, previous):
        return previous
    if complained is None and notes.all_marks & _OTHERWISE and notes.marks[term.start] & BITS["pronoun"]:
        complained = _set_against_another(notes, clause, before, term, judgement)
    if complained is not None or notes.words[term.start] not in ("they", "them", "these"):
        return complained
    return antecedent(notes, before, previous, judgement)


def _sets_right(notes: Notes, clause: Clause, term: Term, judgement: Judgement, previous: Term) -> bool:
    """Whether it is told how a part is instead of what was denied of it ("the waist is not loose, it is tight")."""
    if notes.words[term.start] not in _IT or not clause.number or term.start != clause.start:
        return False
    said = notes.clauses[clause.number - 1]
    if said.sentence != clause.sentence or not said.marks & BITS["not"] or clause.contrasts or not said.terms:
        return False
    denied = said.terms[-1].entry
    opposes = isinstance(denied, Judgement) and denied.axis == judgement.axis and denied.value != judgement.value
    return bool(judgement.axis) and opposes and not previous.part.garment and can_own(previous.part, judgement)


_HOPED = BITS["fear"] | BITS["others"]
_OTHER = BITS["other_garment"]
_OTHERWISE = _HOPED | _OTHER


def _set_against_another(
    notes: Notes, clause: Clause, before: list[Term], term: Term, judgement: Judgement
) -> Term | None:
    """The part that is otherwise than on another garment or than was thought.

    "On my old one the bust gaped, on this it fits", "I thought the bust would fit but it is too tight".
    """
    earlier = notes.clauses[clause.number - 1] if clause.number else clause
    first = earlier.start if earlier.sentence == clause.sentence else clause.start
    if "this" in notes.words[max(clause.start, term.start - 4) : term.start]:
        if not any(mark & _OTHER for mark in notes.marks[first : clause.end]):
            return None
    elif not (clause.contrasts and first < clause.start and earlier.marks & _HOPED and _leads(notes, clause, term)):
        return None
    elif not judgement.axis or sum(isinstance(one.entry, Part) for one in earlier.terms) != 1:
        return None  # "it is perfect" takes back what was feared
    named = [*(earlier.terms if first < clause.start else ()), *before]
    owned = (one for one in reversed(named) if one.names_place)
    return next((one for one in owned if can_own(one.part, judgement)), None)


def _leads(notes: Notes, clause: Clause, term: Term) -> bool:
    """Whether a pronoun is what the clause is about."""
    return term.start == clause.start or notes.keys[term.start - 1] in ("find", "think")


_IT = ("it", "they")


def _told_of(notes: Notes, clause: Clause, before: list[Term], term: Term, judgement: Judgement) -> Term | None:
    """The part that was named right before for more to be told of it."""
    return (
        _complained_of(notes, clause, judgement)
        or _does_not(notes, clause, judgement)
        or _led_to(notes, clause, before, term, judgement)
    )


_DO = (["do", "n't"], ["does", "n't"], ["do", "not"], ["does", "not"])


def _does_not(notes: Notes, clause: Clause, judgement: Judgement) -> Term | None:
    """The part that does not do as another does ("the waist fits but the thighs don't, they are too tight")."""
    if not clause.number:
        return None
    said = notes.clauses[clause.number - 1]
    if len(said.terms) != 1 or notes.words[said.end - 2 : said.end] not in _DO:
        return None
    named = said.terms[0]
    return named if isinstance(named.entry, Part) and can_own(named.part, judgement) else None


_LEADING = (["as", "for"], ["looked", "at"], ["about", "the"], ["checked", "the"], ["regarding", "the"])


def _led_to(notes: Notes, clause: Clause, before: list[Term], term: Term, judgement: Judgement) -> Term | None:
    """The part that the writer turns to ("as for the hood, it is too big", "looked at the waist first. It is …")."""
    if _TURNING.isdisjoint(notes.said):
        return None
    first = clause
    if not before and clause.number and term.start <= clause.start + 1:
        first, before = notes.clauses[clause.number - 1], notes.clauses[clause.number - 1].terms
    named = before[-1] if before else None
    if named is None or not named.names_place or not can_own(named.part, judgement):
        return None
    said = notes.words[max(first.start, named.start - 3) : named.start]
    return named if any(said[at : at + 2] in _LEADING for at in range(len(said))) else None


_TURNING = frozenset(pair[0] for pair in _LEADING)
_SPEAKERS = word_set("speakers")


def _wished_of(notes: Notes, clause: Clause, before: list[Term], term: Term, judgement: Judgement) -> Term | None:
    """The part that would do if it were otherwise ("the sleeves would be perfect if they were longer")."""
    first = clause.terms[0]
    if isinstance(first.entry, Phrase):
        alone = load_lexicon(notes.language).entries.alone(notes.keys[first.start])
        first = Term(first.start, first.start + 1, alone) if isinstance(alone, Part) else first
    named = [first, *before]
    for one in reversed(named):
        if not one.names_place or not can_own(one.part, judgement):
            continue
        if not _SPEAKERS.isdisjoint(notes.words[one.end : term.start]):
            return None  # "the straps are pretty and I would keep it if it were longer"
        return one if _is_in_plural(notes, one) is (notes.words[term.start] != "it") else None
    return None


_COMPLAINING = word_set("complaining")


def _complained_of(notes: Notes, clause: Clause, judgement: Judgement) -> Term | None:
    """The part that "it" stands for behind a complaint ("my one complaint is the hood, it is too big")."""
    if not clause.number or _COMPLAINING.isdisjoint(notes.said):
        return None
    said = notes.clauses[clause.number - 1]
    first = said.start - said.contrasts  # "the only problem is the hood": the complaint is what sets it against
    goes_on = said.sentence == clause.sentence or notes.words[clause.start - 1] == ":"
    if not goes_on or _COMPLAINING.isdisjoint(notes.words[first : said.end]):
        return None
    parts = (_named_last(notes, term) for term in said.terms)
    named = [term for term in parts if term is not None and not term.part.garment]
    return named[-1] if named and can_own(named[-1].part, judgement) else None


def _named_last(notes: Notes, term: Term) -> Term | None:
    """The part itself, or that at the end of a phrase ("the problem is the lining")."""
    if isinstance(term.entry, Phrase):
        alone = load_lexicon(notes.language).entries.alone(notes.keys[term.end - 1])
        return Term(term.end - 1, term.end, alone) if isinstance(alone, Part) else None
    return term if isinstance(term.entry, Part) else None


def antecedent(notes: Notes, before: list[Term], previous: Term | None, judgement: Judgement) -> Term | None:
    """Whom "they" stands for: the last parts named in the plural, on a garment that is no pair ("straps … they")."""
    if not _may_be_parts(notes):
        return None
    named = [*reversed(before), *([previous] if previous else [])]
    return next((term for term in named if _is_in_plural(notes, term) and can_own(term.part, judgement)), None)


_VERBS_IN_PLURAL = frozenset({"are", "fit"})


def leaves_to_others(notes: Notes, clause: Clause, before: list[Term], at: int, judgement: Judgement) -> bool:
    """Whether a pronoun leaves the judgement to others: to the place named first, or to the parts that "they" are.

    German says "in den Schultern ist es zu eng", and "sie" for one garment as for its sleeves.
    """
    term = before[at]
    if not notes.marks[term.start] & BITS["pronoun"] or not term.part.garment:
        return False
    if not _VERBS_IN_PLURAL.isdisjoint(notes.words[max(clause.start, term.start - 1) : term.end + 1]):
        return True
    return any(
        isinstance(one.entry, Part)
        and not one.entry.garment
        and can_own(one.entry, judgement)
        and any(notes.marks[i] & _PLACE for i in range(max(clause.start, one.start - 2), one.start))
        for one in before[:at]
    )
