"""Takes terms of several words apart where these belong to different things ("how short the sleeves are")."""

from nlp.components.notes import Notes, Term
from nlp.lexicon import Part, Phrase, load_lexicon, word_set
from nlp.taxonomy import IssueCode

LONGEST_TO_PART = 5
"""Terms of so many words or more hold together."""
_OF_TRIM = (IssueCode.CONSTRUCTION_TRIM_OK, IssueCode.CONSTRUCTION_TRIM_POOR)
_MEASURES = ("long", "short")
_LIKENING = word_set("likening")


def parted_terms(notes: Notes, term: Term) -> list[Term]:
    """The terms within one of two to four words that belong to different things; nothing where it holds together."""
    words, start, end, entry = notes.words, term.start, term.end, term.entry
    if isinstance(entry, Part):
        if end - start == 3:
            return _parted(notes, term)
        # "too long sleeves" are too long, "long sleeves" a kind of sleeves
        apart = end - start == 2 and words[start] in _MEASURES and words[start - 1 : start] == ["too"]
    elif words[end - 1] == "kind" and words[end : end + 1] == ["of"]:
        apart = True  # "the waist was kind of tight"
    elif isinstance(entry, Phrase) and entry.code in _OF_TRIM:
        # "scratchy and the collar tight", "the collar even more so", "the collar as well as the cuffs"
        apart = words[start + 1] == "and" or words[end - 1 : end + 1] == ["even", "more"] or words[end - 2] == "as"
    else:
        apart = False
    if apart:
        entries = load_lexicon(notes.language).entries
        alone = ((at, entries.alone(notes.keys[at])) for at in range(start, end))
        return [Term(at, at + 1, entry) for at, entry in alone if entry is not None]
    likens = end - start == 3 and words[start] == "like" and words[start - 1] in _LIKENING
    return _likened(notes, term) if likens else []


def _likened(notes: Notes, term: Term) -> list[Term]:
    """The part alone, where "like" is no liking ("I felt like the lining was short")."""
    part = load_lexicon(notes.language).entries.alone(notes.keys[term.end - 1])
    if not isinstance(term.entry, Phrase) or not term.entry.code.is_ok or not isinstance(part, Part):
        return [term]
    return [Term(term.end - 1, term.end, part)]


def _parted(notes: Notes, term: Term) -> list[Term]:
    """A measure and its part, where an article parts them ("how short the sleeves are"), unlike "short sleeves"."""
    words, lexicon = notes.words[term.start : term.end], load_lexicon(notes.language)
    part = lexicon.entries.alone(notes.keys[term.end - 1])
    if words[0] not in ("long", "short", "low", "high") or words[1] != "the" or not isinstance(part, Part):
        return [term]
    return [Term(term.start, term.start + 1, lexicon.judgements[words[0]]), Term(term.end - 1, term.end, part)]
