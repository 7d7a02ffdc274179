"""Finds the lexicon's words in the comment and marks the words that change their meaning."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from nlp.components.notes import Notes, Term
from nlp.components.parted import LONGEST_TO_PART, parted_terms
from nlp.components.senses import has_other_sense, sense_rules
from nlp.components.size_names import RANKED, SIZE_NAMES, is_size_name
from nlp.components.steps import step_for_many
from nlp.components.wishes import SUPPOSING
from nlp.garments import GarmentKind
from nlp.lexicon import Judgement, Part, Phrase, load_lexicon, word_set
from nlp.lexicon.cues import BITS
from nlp.rules import RuleBook

_NOT, _CONTRAST, _BE, _TOO = BITS["not"], BITS["contrast"], BITS["be"], BITS["too"] | BITS["slight"]
_SIZES = ("small", "large")
_JUDGED = BITS["be"] | BITS["too"] | BITS["slight"] | BITS["strong"] | BITS["not"] | BITS["and"] | BITS["comma"]
_FAULT_NOUNS = word_set("fault_nouns")
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "tiny", "little", "of", "returns", "front", "with"})


@step_for_many("toile_terms")
def find_terms(comments: Sequence[Notes]) -> None:
    """Note cues and terms.

    Each of all comments before the next: so the code that is at work stays in the processor's cache, which takes a
    sixth less time than all of one comment after the other.
    """
    for note in (_note_cues, _note_entries, _note_fits, _drop_other_words):
        for notes in comments:
            note(notes)


def _note_cues(notes: Notes) -> None:
    """Note the cues of several words; each word's own is known."""
    notes.said = frozenset(notes.words)
    notes.marks.append(0)  # behind the last word, for what is looked at there
    for start, end, bits, _ in load_lexicon(notes.language).cues.find(notes.keys):
        if bits & _NOT:
            _spare(notes.marks, start, end)
            notes.denials[end - 1] = start
        notes.marks[end - 1] |= bits


def _note_entries(notes: Notes) -> None:
    """Note the terms as the lexicon and the label's own rules find them."""
    found: list[Term] = []
    for start, end, entry, denials in load_lexicon(notes.language).entries.find(notes.keys):
        term = Term(start, end, entry, denials)
        if 1 < end - start < LONGEST_TO_PART and (parted := parted_terms(notes, term)):
            found += parted
        else:
            found.append(term)
    notes.terms = found if notes.rules is None else _ruled(notes, notes.rules, found)


def _note_fits(notes: Notes) -> None:
    """Tell "fit" that is said of a part from the fit of the garment."""
    lexicon, found = load_lexicon(notes.language), notes.terms
    fit = lexicon.parts["fit"]
    for before, term in pairwise(found):
        if term.entry is fit and _is_fitting(notes, before, term):
            term.entry = lexicon.judgements["fits"]
    if "fit" in notes.keys:
        for place, term in enumerate(found[:-1]):
            if notes.keys[term.start] == "fit" and _fits_a_part(notes, found, place):
                term.entry, term.end = lexicon.judgements["fits"], term.start + 1


def _drop_other_words(notes: Notes) -> None:
    """Leave out what is something else than its term."""
    doubtful, words, found = _doubtful_words(notes.language), notes.words, notes.terms
    notes.terms = [
        term
        for place, term in enumerate(found)
        if not (words[term.start] in doubtful if term.end - term.start == 1 else _is_doubtful(words, term))
        or not _is_other_word(notes, found, place)
    ]


@cache
def _doubtful_words(language: str) -> frozenset[str]:
    """The words that can be something else than their term, where they stand alone."""
    return _FAULT_NOUNS | sense_rules(language).keys() | {*_SIZES, "short"}


_DOUBTFUL_FIRST, _DOUBTFUL_LAST = _FAULT_NOUNS | {*_SIZES, "like"}, frozenset({*_SIZES, "size", "old", "not", "n't"})
"""The words in front and at the end of longer terms by which these can be something else."""


def _is_doubtful(words: list[str], term: Term) -> bool:
    """Whether a term of several words can be something else: few can, and the others need no closer look."""
    if words[term.start] in _DOUBTFUL_FIRST or words[term.end - 1] in _DOUBTFUL_LAST:
        return True
    return isinstance(term.entry, Judgement) and term.entry.name in _TOLD_OTHERWISE


def _spare(marks: list[int], start: int, end: int) -> None:
    """Take what a denial's words say alone: "by no means" denies once, "anything but" turns nothing."""
    for at in range(start, end - 1):
        marks[at] &= ~(_NOT | _CONTRAST)
    marks[end - 1] &= ~_CONTRAST


def _ruled(notes: Notes, rules: RuleBook, found: list[Term]) -> list[Term]:
    """The terms with those of the label's own rules in the place of what they overlap; notes where these hush."""
    own: list[Term] = []
    taken: set[int] = set()
    for start, end, rule, denials in rules.find(notes.words, notes.keys, notes.garment):
        if rule.code is None:
            notes.hushed.update(range(start, end))
            continue
        own.append(Term(start, end, Phrase(rule.code, rule=rule.phrase), denials))
        taken.update(range(start, end))
    if not own:
        return found
    left = [term for term in found if taken.isdisjoint(range(term.start, term.end))]
    return sorted([*left, *own], key=lambda term: term.start)


def _is_fitting(notes: Notes, before: Term, term: Term) -> bool:
    """Whether "fit", which this term is, is the verb of the part before it ("the shoulders fit")."""
    if not (isinstance(before.entry, Part) and before.end == term.start):
        return False
    after = notes.words[term.end] if term.end < len(notes.words) else "."
    return before.entry.body and after in (".", ",", "but", "and", "!", "me", ";", "in")


_POSSESSIVES = frozenset({"my", "his", "her", "your", "our", "their"})
_PLACING = frozenset({"in", "around", "round", "across", "over", "at", "through", "on"})


def _fits_a_part(notes: Notes, found: list[Term], place: int) -> bool:
    """Whether "fit" is said of a place of the body ("fits my big hips", "fit in the hips and bust")."""
    term, following = found[place], found[place + 1]
    words, start = notes.words, term.start
    before = found[place - 1] if place else None
    if before is not None and before.end == start and isinstance(before.entry, Judgement):
        return False  # "a loose fit at the hips"
    whole = isinstance(term.entry, Part) and term.entry.name == "fit"
    if not whole and not (
        isinstance(term.entry, Judgement)
        and term.entry.name.startswith("runs_")
        and not _POSSESSIVES.isdisjoint(words[start : term.end])
    ):
        return False
    if not isinstance(following.entry, Part) or not following.entry.body:
        return not whole and not _POSSESSIVES.isdisjoint(words[start : term.end])
    lead = words[start + 1 : following.start]
    if not lead or len(lead) > 4:
        return False
    return lead[0] in _POSSESSIVES or (lead[0] in _PLACING and lead[-1] in ("the", *_POSSESSIVES))


def _is_other_word(notes: Notes, found: list[Term], place: int) -> bool:
    """Whether the word is a size's name or another look-alike of a term."""
    term = found[place]
    if isinstance(term.entry, Phrase) and term.entry.rule:
        return False
    word = notes.words[term.start]
    if word in _FAULT_NOUNS and isinstance(term.entry, Judgement) and _is_noun(notes, term.start):
        before = found[place - 1] if place else None
        # "the top flares" has its subject right before it, "the subtle flare" has not
        return before is None or before.end != term.start or not isinstance(before.entry, Part)
    if word in _SIZES and isinstance(term.entry, Phrase) and notes.words[term.start - 1 : term.start] == ["the"]:
        return is_size_name(notes, term.start)  # "took the small in the top"
    if term.end - term.start > 1:
        if _names_size(notes, term) or _names_a_look(notes, term):
            return True
        if notes.words[term.end - 1] in ("not", "n't") and notes.words[term.end : term.end + 1] in (["just"], ["only"]):
            return True  # "the pockets aren't just for show"
        if isinstance(term.entry, Phrase):
            return _gives_examples(notes, term, term.entry)
        told_otherwise = _TOLD_OTHERWISE.get(term.entry.name)
        return told_otherwise is not None and told_otherwise(notes, term)
    if word in _SIZES and isinstance(term.entry, Judgement) and is_size_name(notes, term.start):
        return True
    if word == "short" and notes.garment is GarmentKind.SHORTS:
        return not notes.marks[term.start - 1] & _JUDGED if term.start else True  # "my favourite summer short"
    return has_other_sense(notes, term, found[place + 1] if place + 1 < len(found) else None)


def _names_a_look(notes: Notes, term: Term) -> bool:
    """Whether "old" names a look, not what wear has done ("a little old lady", "old-fashioned")."""
    if notes.words[term.end - 1] != "old":
        return False
    after = [word for word in notes.words[term.end : term.end + 2] if word != "-"][:1]
    return after in (["lady"], ["fashioned"], ["school"], ["world"])


def _gives_examples(notes: Notes, term: Term, phrase: Phrase) -> bool:
    """Whether "like" names examples and likes nothing ("no frills like belt loops")."""
    if notes.words[term.start] != "like":
        return False
    return phrase.code.group == "construction" and _LIKING.isdisjoint(notes.words[max(0, term.start - 2) : term.start])


_LIKING = frozenset({"i", "do", "n't", "not", "did", "really", "also", "we", "would", "they", "she", "still"})


def _names_size(notes: Notes, term: Term) -> bool:
    """Whether a size is only named ("it was a size large"), unlike "runs a size large"."""
    words, end = notes.words, term.end
    if words[end - 1] == "size":
        # "I am a perfect size 6"
        return not RANKED.isdisjoint(words[end : end + 1]) and words[term.start - 1 : term.start] == ["a"]
    if words[end - 1] not in _SIZES or words[end - 2] != "size":
        return False
    return bool(notes.marks[term.start] & _BE) and notes.keys[term.start] == "be"


def _takes_size(notes: Notes, term: Term) -> bool:
    """Whether a size is taken, nothing taken in ("I took these in the 30", "I take this in a small")."""
    behind = notes.words[term.end : term.end + 2]
    if behind[:1] == ["size"] or not SIZE_NAMES.isdisjoint(behind):
        return True
    return behind[:1] in (["the"], ["a"], ["an"]) and not RANKED.isdisjoint(behind)


_BEFORE_NOUNS = frozenset({"a", "the", "this", "its", "with"})


def _is_noun(notes: Notes, at: int) -> bool:
    """Whether an article stands before the word, or before its adjective ("the cut in front", "a slight flare")."""
    before = notes.words[max(0, at - 2) : at]
    if not before:
        return False
    return before[-1] in _ARTICLES or (before[0] in _BEFORE_NOUNS and not notes.marks[at - 1] & _TOO)


def _is_only_wished(notes: Notes, term: Term) -> bool:
    """Whether praise is none, for it tells what would have been liked."""
    return not SUPPOSING.isdisjoint(notes.words[term.start : term.end])


def _disappoints(notes: Notes, term: Term) -> bool:
    """Whether it lets somebody down ("only the collar lets it down"), unlike a hem that is let down."""
    if notes.words[term.start + 1] not in ("it", "them", "me", "this"):
        return False
    return notes.words[term.start - 1] not in _LETTING


_LETTING = frozenset(
    {"to", "be", "have", "had", "could", "can", "i", "will", "and", "would", "she", "tailor", "'ll", "'d"}
)
_TOLD_OTHERWISE = {"love": _is_only_wished, "taken_in": _takes_size, "let_down": _disappoints}
"""What else a judgement of several words can tell, by its name."""
