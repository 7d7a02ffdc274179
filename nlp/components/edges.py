"""Where a quote begins and ends: people read it by itself, so no little word may dangle at its edges."""

from nlp.components.notes import Notes
from nlp.lexicon import word_set

_NEEDS_MORE = word_set("needs_more")
_JOINING, _OPENING, _LEADING_ON = word_set("joining"), word_set("opening"), word_set("leading_on")
_DETERMINERS = word_set("determiners")
_LEFT_OUT_AT_END = _JOINING | _OPENING | _DETERMINERS - {"her", "that", "this"} | word_set("only_subjects")
_RELATING, _PLACING = word_set("relating"), word_set("placing")
_BEFORE_NOUNS = word_set("before_nouns")
_SUBJECTS = word_set("subjects") | _DETERMINERS
_BE = frozenset({"is", "was", "are", "were"})
_MARKS = frozenset(".,;:!?()…-\"'/\n")
_DRAWN_OUT_MAX = 4
"""So many words are added at most to what needs more to be said."""

_DOUBTFUL_FIRST = _MARKS | _JOINING | _LEADING_ON | _BE
_DOUBTFUL_LAST = _MARKS | _LEFT_OUT_AT_END | _NEEDS_MORE | _RELATING | _PLACING | {"you", "it"}


def trim(notes: Notes, first: int, last: int) -> tuple[int, int]:
    """The first token of a quote and the one behind its last, with what is said by its words and no more.

    "Front gapes when" leaves out its "when", "is too" takes in what it is, and "n't scratch" what that is half of.
    """
    words = notes.words
    if words[last - 1] in _DOUBTFUL_LAST or words[last - 1] in _BEFORE_NOUNS or _is_cut_in_two(notes, last):
        last = _end(notes, first, last)
    if words[first] in _DOUBTFUL_FIRST or _is_cut_in_two(notes, first):
        first = _begin(notes, first, last)
    return first, last


def _end(notes: Notes, first: int, last: int) -> int:
    end = last
    while end - first > 1:
        if notes.words[end - 1] in _NEEDS_MORE or _is_before_noun(notes, end):
            if drawn_out := _drawn_out(notes, end):
                return drawn_out
        elif not _dangles(notes, end):
            return end
        end -= 1
    return last if notes.words[first] in _DOUBTFUL_LAST else end


def _is_before_noun(notes: Notes, end: int) -> bool:
    """Whether the word in front of this token only says how what follows is ("a good size")."""
    return notes.words[end - 1] in _BEFORE_NOUNS and notes.words[end - 2] in _DETERMINERS


def _dangles(notes: Notes, end: int) -> bool:
    """Whether the word in front of this token tells nothing without what stands behind."""
    words = notes.words
    word, before, after = words[end - 1], words[end - 2], words[end] if end < len(words) else "."
    if word in _MARKS or word in _LEFT_OUT_AT_END or _is_cut_in_two(notes, end):
        return True
    if word in _RELATING:
        return after not in _MARKS and after not in _JOINING
    if word in _PLACING:
        return after in _DETERMINERS or after in _NEEDS_MORE
    return word in ("you", "it") and before in _OPENING


def _drawn_out(notes: Notes, end: int) -> int | None:
    """The token behind the first word from here on that says something; none where nothing is said any more."""
    words = notes.words
    for at in range(end, min(end + _DRAWN_OUT_MAX, len(words))):
        word = words[at]
        if word in _MARKS or word in _JOINING:
            return None
        if word not in _DOUBTFUL_LAST and not _is_cut_in_two(notes, at + 1):
            return at + 1
    return None


def _begin(notes: Notes, first: int, last: int) -> int:
    words, begin = notes.words, first
    while last - begin > 1:
        word, after = words[begin], words[begin + 1]
        opens = word in _LEADING_ON and after in _SUBJECTS
        if not (word in _MARKS or word in _JOINING or opens or (word in _BE and after == "that" and last - begin > 2)):
            break
        begin += 1
    while _is_cut_in_two(notes, begin) or (words[begin] in _BE and words[begin - 1 : begin] == ["there"]):
        begin -= 1
    return begin


def _is_cut_in_two(notes: Notes, at: int) -> bool:
    """Whether a word is written over the edge in front of this token ("do" and "nt", "it" and "'s", "5" and "cm")."""
    if not 0 < at < len(notes.words) or notes.end_of(at) != notes.starts[at]:
        return False
    word = notes.words[at]
    return (word[0].isalnum() and notes.words[at - 1][-1].isalnum()) or (word[0] == "'" and len(word) > 1)
