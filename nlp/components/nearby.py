"""Claims what a place and what happens there say together, where the words between are no phrase of the lexicon."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress, count

from nlp.components.answers import is_refused
from nlp.components.asked_for import requests_in
from nlp.components.notes import Claim, Clause, How, Notes, Term
from nlp.lexicon import Phrase, load_lexicon
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode

_SPAN_MAX = 7
_NOT = BITS["not"]
_HINDERED = _NOT | BITS["hard"]
NEARBY: How = "by a place and what happens there"
_PURPOSE = frozenset({"so", "to", "keep", "stop", "if"})


@dataclass(frozen=True, slots=True)
class Combination:
    """Kinds of words that say a code together, as bits."""

    needs: int
    phrase: Phrase


@cache
def _combinations(language: str) -> tuple[dict[str, int], tuple[Combination, ...]]:
    """The kinds of each key as bits, and what they say together, those that need most first."""
    lexicon = load_lexicon(language)
    data = lexicon.settings.get("nearby")
    if not data:
        return {}, ()
    bits = {name: 1 << place for place, name in enumerate(data["kinds"])}
    kinds: dict[str, int] = {}
    for name, words in data["kinds"].items():
        for word in words.split():
            key = lexicon.keys(word)
            kinds[key] = kinds.get(key, 0) | bits[name]
    combinations = []
    for code, rows in data["rules"].items():
        for row in rows:
            names = row.replace("!", "").split()
            phrase = Phrase(IssueCode(code), hindered="!" in row)
            combinations.append(Combination(sum(bits[name] for name in names), phrase))
    combinations.sort(key=lambda each: -each.needs.bit_count())
    return kinds, tuple(combinations)


@lru_cache(maxsize=4096)
def _combinations_of(language: str, said: int) -> tuple[Combination, ...]:
    """Those of which all kinds of words are said."""
    return tuple(each for each in _combinations(language)[1] if said & each.needs == each.needs)


def nearby_claims(notes: Notes) -> list[Claim]:
    """What clauses say by the kinds of their words: a guess, for a comment that says nothing else."""
    kinds = _combinations(notes.language)[0]
    places = [*compress(count(), map(kinds.__contains__, notes.keys))]
    claims: list[Claim] = []
    if len(places) < 2:
        return claims
    past = 0
    for clause in notes.clauses:
        first, past = past, bisect_left(places, clause.end, past)
        if past - first > 1:
            found = [(at, kinds[notes.keys[at]]) for at in places[first:past] if at >= clause.start]
            if claim := _claim_of_kinds(notes, clause, found):
                claims.append(claim)
    return claims


def _claim_of_kinds(notes: Notes, clause: Clause, found: list[tuple[int, int]]) -> Claim | None:
    """What the clause says by the kinds of words found in it, if it says one thing."""
    said = 0
    for _, bits in found:
        said |= bits
    for combination in _combinations_of(notes.language, said):
        places = _places(found, combination.needs)
        if places is None:
            continue
        start, end = places
        if combination.phrase.hindered and not (
            requests_in(notes, clause)
            or is_refused(notes, clause)
            or any(mark & _HINDERED for mark in notes.marks[clause.start : end])
        ):
            continue
        denials = sum(1 for at in range(start, end) if notes.marks[at] & _NOT)
        if denials and not combination.phrase.hindered and not _PURPOSE.isdisjoint(notes.words[clause.start : end]):
            continue  # "pinned it so that my bra does not show"
        term = Term(start, end, combination.phrase, denials)
        return Claim(term, clause, None, None, None, NEARBY, combination.phrase.code, confidence=0.6)
    return None


def _places(found: list[tuple[int, int]], needs: int) -> tuple[int, int] | None:
    """The first and the last word of those that are needed, each kind by a word of its own."""
    left, places = needs, []
    for at, bits in found:
        mine = bits & left
        if mine:
            left &= ~(mine & -mine)
            places.append(at)
    if left or places[-1] - places[0] > _SPAN_MAX:
        return None
    return places[0], places[-1] + 1
