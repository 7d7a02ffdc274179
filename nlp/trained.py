"""The trained reader: how sure a clause's words make it of each issue code, learnt from labelled sentences.

Two that err in other places, and the mean of both: a bag of n-grams (`bag.py`), which hears what stands together, and a
network over the mean of the words' vectors (`averages.py`), which hears what words are alike. What both learnt is kept
as one small file: what, not how. A clause is read by its words and by their kinds (`lexicon/en/kinds.toml`), so that
"throttled by the collar" says something to a reader who has only met "strangled by the neckband".
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import chain, repeat
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.averages import Averages
from nlp.bag import NO_KIND, Bag, layout
from nlp.lexicon import load_lexicon
from nlp.sums import Matrix, Places, spread
from nlp.taxonomy import IssueCode

MODEL = Path(__file__).parent / "model" / "en.npz"
"""What `toile nlp train` learns from `nlp/corpus`."""

AMONG_MANY = "§"
"""Stands before a clause of a comment of many sentences, of which most say nothing."""
_KIND = "="
"""Tells a kind of words from a word."""
_IN_A_MODEL = frozenset({"kinds_named", "pairs"})
_RARE_ROW = 0
"""Where the places of all other words stand."""


@cache
def kinds_of_words() -> Mapping[str, str]:
    """The kind of each everyday word, by the word's key."""
    lexicon = load_lexicon("en")
    return {
        lexicon.keys(word): _KIND + kind for kind, words in lexicon.settings["kinds"].items() for word in words.split()
    }


@cache
def names_of_kinds() -> tuple[str, ...]:
    """All kinds, in the order of their vectors."""
    return tuple(sorted(set(kinds_of_words().values())))


class TrainedReader:
    """Codes, the words it knows, and what they say of them; those with the same version read the same and are equal."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        all_kinds = names_of_kinds()
        with np.load(BytesIO(content)) as kept:
            if not _IN_A_MODEL.issubset(kept.files) or kept["kinds_named"].tolist() != [*all_kinds]:
                raise ValueError("The model was learnt by another version of Toile.")
            learnt = {name: kept[name] for name in kept.files}
        self.codes = tuple(IssueCode(code) for code in learnt["codes"].tolist())
        words = tuple(learnt["words"].tolist())
        self.words = frozenset(words)
        self.version = sha256(content).hexdigest()[:12]
        kinds = kinds_of_words()
        self._column_of = {code: column for column, code in enumerate(self.codes)}
        keys = sorted(self.words | kinds.keys())
        self._row_of = {intern(key): row for row, key in enumerate(keys, start=_RARE_ROW + 1)}
        # What each key is laid out as, its word and its kind, so that a comment's keys are looked up once.
        place_of = {word: place for place, word in enumerate(words)}
        kind_of = {kind: place for place, kind in enumerate(all_kinds)}
        rare = len(words)
        word_at = np.array([rare, *(place_of.get(key, rare) for key in keys)])
        kind_at = np.array([kind_of.get(kinds.get(key, ""), NO_KIND) for key in ("", *keys)])
        self._averages = Averages(learnt, word_at, kind_at)
        self._word_at, self._kind_at = word_at, np.where(kind_at == NO_KIND, NO_KIND, rare + 1 + kind_at)
        places, bounds = layout(words, all_kinds)
        if learnt["weights"].shape != (len(self.codes) + 1, places + len(learnt["pairs"])):
            raise ValueError("The model is of another size.")
        self._bag = Bag(learnt, places, bounds)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TrainedReader) and other.version == self.version

    def __hash__(self) -> int:
        return hash(self.version)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travels to another process as what is kept of it."""
        return TrainedReader, (self._content,)

    def save(self, path: Path) -> None:
        """Keep it in a file."""
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(self._content)
        unfinished.replace(path)  # whoever reads it meanwhile finds the old one or the new one, never half of it

    def scores(self, clauses: Sequence[Sequence[str]]) -> Matrix:
        """How sure it is of each code (columns) in each clause (rows), given as the keys of its words.

        The codes of a clause and its silence share one certainty: the surer of one, the less sure of all others.
        """
        return _shared_out(self.logits(clauses))[:, :-1]

    def sure_within(self, rows: Places, starts: Places, ends: Places, among_many: Places) -> Matrix:
        """The same for stretches of looked-up keys, from each start up to its end; in the last column of its silence.

        They may hold one another. 1 marks a stretch of a comment of many sentences, 0 one of a short comment.
        """
        within, counts = ends - starts, ends - starts + among_many
        laid_out = np.full(counts.sum(), self._row_of.get(AMONG_MANY, _RARE_ROW))
        first = counts.cumsum() - counts + among_many
        laid_out[spread(first, within)] = rows[spread(starts, within)]
        return _shared_out(self._logits(laid_out, counts))

    def logits(self, clauses: Sequence[Sequence[str]]) -> Matrix:
        """What speaks for each code and for silence (columns) in clauses (rows), given as the keys of their words."""
        counts = np.fromiter(map(len, clauses), "int64", len(clauses))
        return self._logits(self.look_up(chain.from_iterable(clauses), int(counts.sum())), counts)

    def look_up(self, keys: Iterable[str], count: int) -> Places:
        """The rows of so many keys, by which it reads them."""
        return np.fromiter(map(self._row_of.get, keys, repeat(_RARE_ROW)), "int64", count)

    def _logits(self, rows: Places, counts: Places) -> Matrix:
        spoken = self._averages.logits(rows, counts)
        spoken += self._bag.logits(self._word_at[rows], self._kind_at[rows], counts)
        spoken *= 0.5
        return spoken

    def columns_of(self, codes: Iterable[IssueCode]) -> list[int]:
        """Where each code stands in what it gives; for one that it never met, where silence does."""
        return [*map(self._column_of.get, codes, repeat(len(self.codes)))]

    def weightiest(self, told: Sequence[tuple[Sequence[str], IssueCode]], limit: int = 3) -> list[list[int]]:
        """For each clause and a code: places of the words without which it would be least sure of it, in order."""
        if not told:
            return []
        lengths = np.array([len(keys) for keys, _ in told])
        rows = self.look_up(chain.from_iterable(keys for keys, _ in told), int(lengths.sum()))
        # Each clause as it is, and then without its first word, without its second …
        variants = lengths + 1
        counts = np.repeat(lengths, variants)
        without = rows[spread(np.repeat(lengths.cumsum() - lengths, variants), counts)]
        word = spread(np.full(len(told), -1), variants)
        without[(counts.cumsum() - counts + word)[word >= 0]] = _RARE_ROW
        columns = np.repeat(self.columns_of(code for _, code in told), variants)
        sure = _shared_out(self._logits(without, counts))[np.arange(len(counts)), columns].tolist()
        found: list[list[int]] = []
        for keys, _ in told:
            whole, *lacking = sure[: len(keys) + 1]
            del sure[: len(keys) + 1]
            weightiest = sorted(range(len(keys)), key=lacking.__getitem__)[:limit]
            found.append(sorted(at for at in weightiest if lacking[at] < whole))
        return found


def _shared_out(logits: Matrix) -> Matrix:
    """Certainties that add up to one in each row, in the place of these logits."""
    # Of rows as short as these numpy finds the most by `fmax` in two thirds of the time, and adds up in a quarter.
    logits -= np.fmax.reduce(logits, axis=1, keepdims=True)
    sure: Matrix = np.exp(logits, out=logits)
    sure /= np.einsum("ij->i", sure)[:, np.newaxis]
    return sure


def pack(codes: Sequence[IssueCode], words: Sequence[str], learnt: Mapping[str, NDArray[Any]]) -> TrainedReader:
    """The reader that was learnt, of these words in their order: what its bag and its averages keep."""
    buffer = BytesIO()
    names = {"codes": np.array(codes), "words": np.array(words), "kinds_named": np.array(names_of_kinds())}
    kept: dict[str, Any] = {**names, **learnt}
    np.savez_compressed(buffer, **kept)
    return TrainedReader(buffer.getvalue())


@cache
def load_trained(path: Path = MODEL) -> TrainedReader:
    """The reader of a file, read once."""
    return TrainedReader(path.read_bytes())
