"""Prepares a comment for the tokenizer and remembers where each character came from."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from nlp.lexicon.glosses import LETTERS, Glosses
from nlp.remembered import STRETCHES_MAX, Remembered

READ_MAX = 5_000
"""Longer comments are read up to here; the reading says so."""
_WORD_MAX = 40
"""Longer words are cut wherever the reading ends."""

# Runs are squeezed so that "sooo" and "!!!" meet the lexicon and cost nothing.
# A glance at the character in front of each group of alternatives spares most characters all of them.
_CHANGES = re.compile(
    r"(?=[<&])(?:(?P<space><[a-z/][^<>]{0,40}>|&nbsp;)"
    r"|(?P<entity>&(?:amp|quot|apos|lt|gt|#39|#34);))"
    r"|\*(?P<stressed>[a-z']+)\*"
    r"|(?P<run>(?P<char>[^\s\d])(?P=char){2,})"
    r"|(?=[.!?/+-])(?:(?P<short>(?<=\bw)/(?=\s)|(?<=\bw)/o\b|(?<=\bb)(?<!\d b)/c\b(?! cup))"
    r"|(?P<joined>(?<=[a-z])[.!?]{1,3}(?=[a-z]{2}))"
    r"|(?P<slash>(?<=[a-z])[/+](?=[a-z]))"
    r"|(?P<dash>(?<=\w)-{1,2}(?=\s)|--))"
)
_RUN_OF_LETTERS = re.compile(r"(\w)\1{2,}")
# Most words hold nothing of the kind, which two expressions that begin with one character see ten times faster.
_TO_CHANGE = re.compile(r"[<&*.!?/+-](?:(?<=[<&*])|(?<=-)[-\s]|(?<!-)[a-z.!?]|(?<=w/)\s)")
_RUN = re.compile(r"(.)\1\1")
_SHORT = {"/": "ith", "/o": "ithout", "/c": "ecause"}
"""What stands for the rest of "w/", "w/o" and "b/c"."""
_ENTITIES = {"&amp;": "&", "&quot;": '"', "&apos;": "'", "&lt;": "<", "&gt;": ">", "&#39;": "'", "&#34;": '"'}
_SAME_LENGTH = str.maketrans("’‘`´“”″′–—…\u00a0\0", "''''\"\"\"'--.  ")
_INCHES = re.compile(
    r"in\.(?:(?<=\din\.)|(?<=\d in\.))(?= (?:too|more|less|off|on|at|of|in|from|around|above|below|past|under|over"
    r"|extra|and|or|gap|(?:short|long|wid|narrow|high|low|small|larg|bigg|tight|loos|deep)er)\b)"
)
"""Inches whose sentence goes on behind them: that full stop ends none.

The letters come first in the expression, then the number in front of them: so it is tried in few places.
"""
_UNREADABLE = re.compile("[\ud800-\udfff\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]")


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where the characters of the prepared text stand in the original.

    Between two breaks both texts run in step; no breaks at all means that they are the same.
    """

    prepared: tuple[int, ...] = (0,)
    original: tuple[int, ...] = (0,)

    def to_original(self, position: int) -> int:
        """The original position of a character of the prepared text."""
        if len(self.prepared) == 1:
            return position
        at = bisect_right(self.prepared, position) - 1
        return self.original[at] + position - self.prepared[at]


IN_STEP = OffsetMap()
"""That of a text in which nothing was changed: every place is its own original."""


def prepare(text: str, glosses: Glosses | None = None) -> tuple[str, OffsetMap]:
    """The text as the tokenizer should see it: lower case, plain quotes, short runs, no markup.

    Words that have a gloss are put into English: the steps know the little words of other languages by it.
    """
    text = plain_letters(text)
    if glosses is not None:
        changes = _changes_and_words(glosses).finditer(text)
        return _rewrite(text, changes, partial(_replacement_or_gloss, glosses))
    stretches = text.split(" ")
    may_change = [*map(_may_change.__getitem__, stretches)]
    return with_changes(text, stretches, may_change) if any(may_change) else (text, IN_STEP)


def with_changes(text: str, stretches: list[str], may_change: list[bool]) -> tuple[str, OffsetMap]:
    """A text in plain letters as the tokenizer should see it, with what stands between two blanks and may change."""
    # Markup alone goes on over blanks.
    changes = _CHANGES.finditer(text) if "<" in text else _changes_within(text, stretches, may_change)
    return _rewrite(text, changes, _replacement)


def _changes_within(text: str, stretches: list[str], may_change: list[bool]) -> Iterator[re.Match[str]]:
    """The changes, looked for only in what stands between two blanks and may have any; a dash needs the blank."""
    at = 0
    for stretch, may in zip(stretches, may_change, strict=True):
        end = at + len(stretch) + 1
        if may:
            yield from _CHANGES.finditer(text, at, end)
        at = end


def has_what_changes(stretch: str) -> bool:
    """Whether anything may have to be changed in what stands between two blanks."""
    return bool(_TO_CHANGE.search(stretch + " ") or _RUN.search(stretch))


_may_change = Remembered(has_what_changes, STRETCHES_MAX)


def plain_letters(text: str) -> str:
    """What is read of a text, in lower case and with plain quotes, character for character."""
    text = text[: _end_of_reading(text)]
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    if "in. " in lowered:
        lowered = _INCHES.sub("in ", lowered)
    if lowered.isascii():
        return lowered.replace("`", "'").replace("\0", " ")
    return _UNREADABLE.sub(" ", lowered.translate(_SAME_LENGTH))


def _end_of_reading(text: str) -> int:
    """Where the reading ends, between two words: the first half of "shorts" or "thinking" says what nobody said."""
    end = READ_MAX
    while text[end - 1 : end + 1].isalnum() and len(text) > end > READ_MAX - _WORD_MAX:
        end -= 1
    return end if end > READ_MAX - _WORD_MAX else READ_MAX


def _replacement(match: re.Match[str]) -> str:
    if match["run"]:
        # "sooo" keeps two letters, "!!!" one mark, "..." stays a full stop.
        return match["char"] * 2 if match["char"].isalpha() else match["char"] + " "
    if match["stressed"]:
        return f" {match['stressed']} "  # a lone "*" ends a sentence
    if match["entity"]:
        return _ENTITIES[match["entity"]]
    if match["joined"]:
        return ". "
    if match["short"]:
        return _SHORT[match["short"]]
    if match["dash"]:
        return " - "
    return " / " if match["slash"] else " "


@cache
def _changes_and_words(glosses: Glosses) -> re.Pattern[str]:
    first, _, rest = _CHANGES.pattern.partition(r"|(?P<run>")
    words = rf"(?P<mark>{glosses.marks})|(?P<decimal>(?<=\d),(?=\d))|(?P<word>{glosses.pairs}|{LETTERS})"
    return re.compile(rf"{first}|{words}|(?P<run>{rest}")


def _replacement_or_gloss(glosses: Glosses, match: re.Match[str]) -> str:
    if match["word"]:
        return glosses.of(_RUN_OF_LETTERS.sub(r"\1\1", match["word"]))
    if match["mark"]:
        return glosses.of_mark(match["mark"])
    return "." if match["decimal"] else _replacement(match)


def _rewrite(
    text: str, changes: Iterable[re.Match[str]], replacement: Callable[[re.Match[str]], str]
) -> tuple[str, OffsetMap]:
    pieces: list[str] = []
    prepared, original = [0], [0]
    length = last = 0
    for match in changes:
        new = replacement(match)
        pieces += (text[last : match.start()], new)
        length += match.start() - last + len(new)
        last = match.end()
        prepared.append(length)
        original.append(last)
    if not pieces:
        return text, IN_STEP
    pieces.append(text[last:])
    return "".join(pieces), OffsetMap(tuple(prepared), tuple(original))
