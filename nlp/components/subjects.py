"""Finds the parts in front of a judgement that it is said of ("the sleeves and the hem are long")."""

from nlp.components.notes import Clause, Notes, Term
from nlp.components.owners import can_own, listed_with
from nlp.components.pronouns import leaves_to_others, stood_for
from nlp.lexicon import Judgement, Part
from nlp.lexicon.cues import BITS, DEGREES

_PLACE, _THAN = BITS["place"], BITS["than"]


def subjects(notes: Notes, clause: Clause, place: int, judgement: Judgement, previous: Term | None) -> list[Term]:
    """The nearest parts before it that can have the judgement."""
    before = clause.terms[:place]
    for at in range(len(before) - 1, -1, -1):
        term = before[at]
        if not isinstance(term.entry, Part) or not can_own(term.entry, judgement) or _is_measure(notes, term):
            continue
        if term.entry.name == "model" and not _speaks_itself(notes, term, clause.terms[place]):
            continue  # "in the store" is where it was tried, not what was too big
        if term.entry.garment and at and (notes.marks[term.start - 1] | notes.marks[term.start - 2]) & _THAN:
            continue  # "the lining is shorter than the skirt and rides up"
        if at and (_is_told_apart(notes, term) or _is_no_subject(notes, term)):
            continue
        meant = stood_for(notes, clause, before[:at], term, judgement, previous)
        if meant is not None:
            return [meant]
        if notes.language == "en" and at and _is_placed_before(notes, before[at - 1], term):
            continue  # "at the waist it is too tight"
        if notes.language != "en" and leaves_to_others(notes, clause, before, at, judgement):
            continue
        if _belongs_to_garment(notes, before, at, judgement) or _only_locates(notes, before, at, judgement):
            continue
        return listed_with(notes, clause, before[:at], term, judgement)
    return []


_AT = frozenset({"in", "at", "around", "across", "through", "over"})


def _is_placed_before(notes: Notes, place: Term, term: Term) -> bool:
    """Whether a pronoun follows the place that is told of ("in the hips it …")."""
    if not notes.marks[term.start] & BITS["pronoun"] or not place.names_place:
        return False
    gap = notes.words[place.end : term.start]
    return gap in ([], [","]) and not _AT.isdisjoint(notes.words[max(0, place.start - 2) : place.start])


_COUNTS = frozenset({"a", "half", "one", "two", "three", "few", "several", "1", "2", "3", "4", "1/2", "whole", "full"})


def _is_no_subject(notes: Notes, term: Term) -> bool:
    """Whether it counts or only says how ("half a size bigger", "should have been cut narrower")."""
    word, before = notes.words[term.start], notes.words[term.start - 1]
    if term.end - term.start > 1:
        return False
    return (word in ("size", "sizes") and before in _COUNTS) or (word == "cut" and notes.keys[term.start - 1] == "be")


def _is_told_apart(notes: Notes, term: Term) -> bool:
    """Whether it is named only as what is not meant ("the cuffs, not the collar, are tight")."""
    words, start = notes.words, term.start
    if words[term.end] != ",":
        return False
    said = words[start - 3 : start] if words[start - 1] in ("the", "my", "its") else words[start - 2 : start]
    return said[:2] == [",", "not"]


_INCHES = frozenset({"in", "inch", '"'})


def _is_measure(notes: Notes, term: Term) -> bool:
    """Whether the writer's measure is told ("26.5 in waist, short")."""
    words, at = notes.words, term.start
    return at > 0 and words[at - 1] in _INCHES and words[at - 2][:1].isdigit()


def _speaks_itself(notes: Notes, term: Term, said: Term) -> bool:
    """Whether a verb follows what is no part of the garment ("the shoes were tight"), which is not a place."""
    if _is_placed(notes, term):
        return False
    adjacent = isinstance(said.entry, Judgement) and bool(said.entry.axis)
    return bool(notes.marks[term.end] & BITS["be"]) or (
        adjacent and all(notes.marks[at] & DEGREES for at in range(term.end, said.start))
    )


def _is_placed(notes: Notes, term: Term) -> bool:
    """Whether a preposition stands before the part."""
    marks, at = notes.marks, term.start
    return bool((at > 0 and marks[at - 1] & _PLACE) or (at > 1 and marks[at - 2] & _PLACE))


def _only_locates(notes: Notes, before: list[Term], at: int, judgement: Judgement) -> bool:
    """Whether the part only says where ("the embroidery on the back is lovely")."""
    term = before[at]
    if not _is_placed(notes, term):
        return False
    if judgement.axis == "length" and _is_placed_by_other(notes, before, at):
        return True
    if judgement.axis == "width" and notes.words[term.start : term.end] in _SIDES:
        return any(_is_measured_at(one, term, judgement) for one in before[:at])
    if judgement.value not in ("good", "bad"):
        return False
    return any(
        isinstance(one.entry, Part) and one.entry.name != "fit" and one.entry.codes.get(judgement.value)
        for one in before[:at]
    )


def _is_placed_by_other(notes: Notes, before: list[Term], at: int) -> bool:
    """Whether the place is that of another judgement, before a comma ("long in the arms, a bit cropped")."""
    end = before[at].end
    if at == 0 or notes.words[end : end + 1] != [","] or not isinstance(before[at - 1].entry, Judgement):
        return False
    gap = range(before[at - 1].end, before[at].start)
    return len(gap) <= 3 and any(notes.marks[i] & _PLACE for i in gap)  # not "shame about the straps, too long"


_SIDES = (["front"], ["back"], ["side"], ["sides"], ["bottom"])


def _is_measured_at(one: Term, side: Term, judgement: Judgement) -> bool:
    """Whether a part is named right before the side that it is measured at ("the neck in the front is tight")."""
    if not one.names_place or not 0 < side.start - one.end <= 3:
        return False
    return bool(one.part.axes) and can_own(one.part, judgement)


def _belongs_to_garment(notes: Notes, before: list[Term], at: int, judgement: Judgement) -> bool:
    """Whether the garment is named only to say whose part is meant: "the sleeves of this shirt are long"."""
    term = before[at]
    return bool(at and term.part.garment) and any(
        term.start - one.end <= 4
        and isinstance(one.entry, Part)
        and not one.entry.garment
        and can_own(one.entry, judgement)
        and notes.marks_of(range(one.end, term.start)) & _PLACE
        for one in before[:at]
    )
