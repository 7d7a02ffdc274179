"""Excerpts: the part of a comment that can stand alone around words that were read in it.

The reader marks what it stood on, which may begin or end in the midst of a thought ("it odd that it is too big").
"""

import re

from app.models import Issue

QUOTE_MAX = 90
"""Characters of a quote: what a pattern maker reads in passing."""

CLAUSE_MAX = 60
"""Characters of a quote that names others like it: what is read at a glance."""

_STOP = r"(?<!\bca)(?<!\bapprox)\.(?!(?<=\d\.)\d)"
"""A full stop that ends something: "1.5 cm" and "ca. 2 cm" have none."""

SENTENCE = re.compile(rf"(?:(?!{_STOP})[^!?\n])+[.!?]*", re.IGNORECASE)
"""A sentence of a comment."""

_JOINS = "and|but|while|whereas|although|though|because|which|und|aber|während|obwohl|weil|et|mais|pero"
"""Words that begin another thought; "if" and "when" belong to theirs, which would say something else without them."""

_EDGE = re.compile(rf"{_STOP}|[!?;()\n]|[,:](?!\d)|\s[-–—]+\s|--|\b(?:{_JOINS})\b", re.IGNORECASE)
"""Where a thought ends and the next one begins."""

_IN_WORD = re.compile(r"[\w'’]")

_TRAILING = " \t\r\n,;"

_LOOSE = ' \t\r\n,;:.-–—("“”'


def cut_quote(comment: str, start: int, end: int | None) -> str | None:
    """Return the sentence around a span if it is short enough, else its clause, else its words, else nothing."""
    sentences = SENTENCE.finditer(comment)
    around = next((each for each in sentences if each.start() <= start and (end or 0) <= each.end()), None)
    first, last = take_whole_words(comment, start, len(comment) if end is None else end)
    clause_first, clause_last = _find_clause(comment, first, last)
    clause = comment[clause_first:clause_last].strip(_LOOSE)
    for quote in (around.group() if around else "", clause, comment[first:last]):
        plain = " ".join(quote.split())
        if plain and len(plain) <= QUOTE_MAX:
            return plain
    return None


def cut_clause(comment: str, start: int, end: int) -> str:
    """Return the clause around a span if it is read at a glance, else the span with "…" where it was cut."""
    start, end = take_whole_words(comment, start, end)
    first, last = _find_clause(comment, start, end)
    pieces = comment[first:last], comment[first:start], comment[start:end], comment[end:last]
    clause, before, words, after = (" ".join(each.strip(_LOOSE).split()) for each in pieces)
    if len(clause) <= CLAUSE_MAX:
        return clause
    return " ".join(filter(None, ("…" if before else "", words, "…" if after else "")))


def quote_alone(issue: Issue) -> str | None:
    """Return the words behind an issue so that they can be read alone, or None where it was tapped."""
    if issue.span_start is None or issue.span_end is None or not issue.feedback.comment:
        return None
    return cut_clause(issue.feedback.comment, issue.span_start, issue.span_end)


def take_whole_words(comment: str, start: int, end: int) -> tuple[int, int]:
    """Return a span that cuts no word apart, without the comma after it: "n't like," is "don't like"."""
    while start < end <= len(comment) and comment[end - 1] in _TRAILING:
        end -= 1
    while 0 < start < len(comment) and _IN_WORD.match(comment[start]) and _IN_WORD.match(comment[start - 1]):
        start -= 1
    while 0 < end < len(comment) and _IN_WORD.match(comment[end - 1]) and _IN_WORD.match(comment[end]):
        end += 1
    return start, end


def _find_clause(comment: str, start: int, end: int) -> tuple[int, int]:
    """The first and the last place of the clause around a span."""
    first = max((each.end() for each in _EDGE.finditer(comment, 0, start)), default=0)
    edge = _EDGE.search(comment, end)
    return first, edge.start() if edge else len(comment)
