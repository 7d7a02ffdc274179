"""What leaves this package: the mentions read in one comment."""

from typing import Literal, NamedTuple

from nlp.taxonomy import Code

Unit = Literal["in", "cm", "mm", "size"]
Hedge = Literal["exact", "about", "or so", "range", "vague"]
ReadingState = Literal["read", "not_read"]


class Amount(NamedTuple):
    """How much, as the writer said it.

    `low_mm` and `high_mm` bound the length meant, in millimetres (None for sizes). A vague
    word ("a little") is not `stated`: its interval is an assumption, its value the midpoint in its unit.
    """

    value: float
    unit: Unit
    low_mm: float | None
    high_mm: float | None
    hedge: Hedge
    stated: bool


class IssueMention(NamedTuple):
    """One issue found in a comment, with the words that carry it.

    `start` and `end` are code points of the original text and `quote == text[start:end]`.
    Severity is 0 for `ok`, else 1 (slight) to 3 (strong); confidence lies between 0 and 1.
    """

    code: Code
    severity: int
    safety: bool
    amount: Amount | None
    quote: str
    start: int
    end: int
    confidence: float
    why: str


class Reading(NamedTuple):
    """A comment as read, or the reason why it could not be read.

    A comment cut at the stated length is `read`, with a note in `reason`.
    """

    state: ReadingState
    reason: str | None
    mentions: tuple[IssueMention, ...]
    remarks: tuple[tuple[int, int], ...] = ()
    """Start and end of each clause that finds fault but gave no mention, as code points of the original text."""
