"""Which phrases tell a theme: what its clauses have in common, short enough to be rules. Loads without spaCy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from nlp.lexicon import Judgement, load_lexicon
from nlp.rules import is_too_common, phrase_keys, phrase_words

COMPARED_MAX = 20
"""Clauses that are compared each with each, the most typical ones."""

PROPOSED_MAX = 5
WORDS_MAX = 6
"""A longer phrase is met by nobody else."""


@dataclass(frozen=True)
class _Told:
    """A clause as rules meet it, from the first word that says something to the last: what counts, and its keys."""

    words: tuple[str, ...]
    keys: tuple[str, ...]

    def holds(self, keys: Sequence[str]) -> bool:
        return any(self.keys[at : at + len(keys)] == keys for at in range(len(self.keys) - len(keys) + 1))


def propose_phrases(clauses: Sequence[str], language: str = "en") -> list[str]:
    """The phrases that most of these clauses share, the longest first, then short clauses that share none.

    Where the clauses hold words that judge, a phrase holds one too: else it would be met in praise as well.
    """
    told = [each for each in (_told_in(clause, language) for clause in clauses[:COMPARED_MAX]) if each.keys]
    shared = {run.keys: run for one, other in combinations(told, 2) for run in _common_runs(one, other)}
    judged = any(_judges(each, language) for each in told)
    proposed: list[_Told] = []
    open_ones = list(told)
    for run in sorted(shared.values(), key=lambda run: (-len(run.keys), run.words)):
        met = [each for each in open_ones if each.holds(run.keys)]
        if len(met) > 1 and _can_be_rule(run, language) and (not judged or _judges(run, language)):
            proposed.append(run)
            open_ones = [each for each in open_ones if each not in met]
    proposed += [each for each in dict.fromkeys(open_ones) if _can_be_rule(each, language)]
    return [" ".join(each.words) for each in proposed[:PROPOSED_MAX]]


def _told_in(clause: str, language: str) -> _Told:
    fillers = _fillers(language)
    kept = [
        (word, key)
        for word in phrase_words(clause)
        for key in phrase_keys(word, language)
        if key not in fillers
    ]  # fmt: skip
    while kept and is_too_common(kept[0][0], language):
        del kept[0]
    while kept and is_too_common(kept[-1][0], language):
        del kept[-1]
    return _Told(tuple(word for word, _ in kept), tuple(key for _, key in kept))


@cache
def _fillers(language: str) -> frozenset[str]:
    lexicon = load_lexicon(language)
    return frozenset(lexicon.keys.of(lexicon.settings["fillers"]))


def _common_runs(one: _Told, other: _Told) -> Iterator[_Told]:
    """The longest run of words that two clauses share, if it is more than a word."""
    best = max(
        (
            (length, start)
            for start in range(len(one.keys))
            for length in range(2, min(len(one.keys) - start, WORDS_MAX) + 1)
            if other.holds(one.keys[start : start + length])
        ),
        default=None,
        key=lambda each: (each[0], -each[1]),
    )
    if best:
        length, start = best
        yield _Told(one.words[start : start + length], one.keys[start : start + length])


def _judges(told: _Told, language: str) -> bool:
    return any(isinstance(entry, Judgement) for _, _, entry, _ in load_lexicon(language).entries.find(told.keys))


def _can_be_rule(told: _Told, language: str) -> bool:
    return 1 < len(told.words) <= WORDS_MAX and not is_too_common(" ".join(told.words), language)
