"""Finds the lexicon's words in the comment and marks the words that change their meaning."""

from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.notes import Notes, Term, notes_of
from nlp.components.senses import has_other_sense
from nlp.components.size_names import is_size_name
from nlp.lexicon import Judgement, Part, load_lexicon
from nlp.lexicon.cues import BITS

_MODALS = frozenset({"would", "'d", "could", "might"})


@Language.component("toile_terms")
def find_terms(doc: Doc) -> Doc:
    """Note keys, cues and terms."""
    notes = notes_of(doc)
    lexicon = load_lexicon(notes.language)
    notes.keys = lexicon.keys.of(notes.words)
    notes.marks = [0] * (len(notes.keys) + 1)
    denied: set[int] = set()
    inside: set[int] = set()
    for start, end, bits, _ in lexicon.cues.find(notes.keys):
        notes.marks[end - 1] |= bits
        if bits & BITS["not"]:
            denied.update(range(start, end - 1))
            inside.update(range(start, end))
    # A second look finds cues inside longer ones ("too" in "way too"), but "no" in "by no means" denies only once
    # and "but" in "anything but" turns nothing.
    for place, single in enumerate(map(lexicon.single_cues.get, notes.keys)):
        if single:
            spared = (BITS["contrast"] if place in inside else 0) | (BITS["not"] if place in denied else 0)
            notes.marks[place] |= single & ~spared
    found = [Term(*parts) for parts in lexicon.entries.find(notes.keys)]
    for before, term in pairwise(found):
        if _is_fitting(notes, before, term):
            term.entry = lexicon.judgements["fits"]
    notes.terms = [term for place, term in enumerate(found) if not _is_other_word(notes, found, place)]
    return doc


def _is_fitting(notes: Notes, before: Term, term: Term) -> bool:
    """Whether "fit" is the verb of a part ("the shoulders fit")."""
    if not (
        isinstance(term.entry, Part)
        and term.entry.name == "fit"
        and isinstance(before.entry, Part)
        and before.end == term.start
    ):
        return False
    after = notes.words[term.end] if term.end < len(notes.words) else "."
    return before.entry.body and after in (".", ",", "but", "and", "!", "me", ";", "in")


def _is_other_word(notes: Notes, found: list[Term], place: int) -> bool:
    """Whether the word is a size's name or another look-alike of a term."""
    term = found[place]
    if _is_only_wished(notes, term):
        return True
    if (
        isinstance(term.entry, Judgement)
        and term.end - term.start == 1
        and notes.words[term.start] in ("small", "large")
    ):
        return is_size_name(notes, term.start)
    return has_other_sense(notes, term, found[place + 1] if place + 1 < len(found) else None)


def _is_only_wished(notes: Notes, term: Term) -> bool:
    """Whether praise is none, for it tells what would have been liked."""
    if not (isinstance(term.entry, Judgement) and term.entry.name == "love"):
        return False
    return not _MODALS.isdisjoint(notes.words[term.start : term.end])
