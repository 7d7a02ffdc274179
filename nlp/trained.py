"""The trained reader: how sure a clause's words make it of each issue code, learnt from labelled sentences.

spaCy's bag of n-grams (the model of `textcat_multilabel`), kept as one small file: what is learnt, not how. A clause is
read twice, word by word and kind of word by kind of word (`lexicon/en/kinds.toml`), so that "throttled by the collar"
says something to a reader who has only met "strangled by the neckband".
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import chain, repeat
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.lean_spacy import NumpyOps, get_string_id
from nlp.lexicon import load_lexicon
from nlp.sums import sums_of_rows
from nlp.taxonomy import IssueCode

Matrix = NDArray[np.float32]
Places = NDArray[np.int64]

MODEL = Path(__file__).parent / "model" / "en.npz"
"""What `toile nlp train` learns from `nlp/corpus`."""

LENGTH = 2**16
"""Rows of weights that the n-grams share by their hash: 12 MB unpacked."""
RARE = "?"
"""Stands for every word that the training met too seldom."""
BOUNDS = ("<", ">")
"""Stand before and behind every clause; the second behind its kinds of words, too."""
AMONG_MANY = "§"
"""Stands before a clause of a comment of many sentences, of which most say nothing."""
_KIND = "="
"""Tells a kind of words from a word."""
_NO_KIND = -1
_RARE_ROW = 0
"""Where the places of all other words stand."""


@cache
def kinds_of_words() -> Mapping[str, str]:
    """The kind of each everyday word, by the word's key."""
    lexicon = load_lexicon("en")
    return {
        lexicon.keys(word): _KIND + kind for kind, words in lexicon.settings["kinds"].items() for word in words.split()
    }


def as_learnt(keys: Sequence[str], known: Container[str]) -> list[str]:
    """A clause as it is learnt and read: its words, rare ones all alike, then the kinds of its words."""
    kinds = kinds_of_words()
    first, last = BOUNDS
    return [
        first,
        *(key if key in known else RARE for key in keys),
        last,
        *(kinds[key] for key in keys if key in kinds),
        last,
    ]


class TrainedReader:
    """Codes, the words it knows, and the weights of their n-grams; two with the same version read the same."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        with np.load(BytesIO(content)) as kept:
            self.codes = tuple(IssueCode(code) for code in kept["codes"].tolist())
            self.words = frozenset(kept["words"].tolist())
            weights = kept["weights"]  # unpacked anew each time that it is asked for
            if weights.shape != (len(self.codes) + 1, LENGTH) or "steps" not in kept:
                raise ValueError("The model is of another size.")
            self._steps, self._biases = kept["steps"], kept["biases"]
        self.version = sha256(content).hexdigest()[:12]
        kinds = kinds_of_words()
        words = (*self.words, *BOUNDS, RARE, *sorted(set(kinds.values())))
        places = {word: place for place, word in enumerate(words)}
        self._ids = np.array([get_string_id(word) for word in words], dtype="uint64")
        # Turned, so that what an n-gram weighs for all codes lies side by side: spaCy's own layout is read in leaps
        # through memory, which took four times as long. Behind that stands what each word weighs by itself, which is
        # looked up so often that all of it is hashed but once, and a last row that weighs nothing.
        by_hash = np.ascontiguousarray(weights.T).astype("int16")
        first, second = _rows_of(self._ids)
        nothing = np.zeros((1, len(weights)), "int16")
        self._weights = np.concatenate([by_hash, by_hash[first] + by_hash[second], nothing])
        self._column_of = {code: column for column, code in enumerate(self.codes)}
        self._bounds = tuple(places[bound] for bound in BOUNDS)
        # Both places of a key, the word's and its kind's, by one look-up.
        keys = [*(self.words | kinds.keys())]
        self._row_of = {intern(key): row for row, key in enumerate(keys, start=_RARE_ROW + 1)}
        self._word_at = np.array([places.get(key, places[RARE]) for key in (RARE, *keys)])
        self._kind_at = np.array([places.get(kinds.get(key, ""), _NO_KIND) for key in ("", *keys)])

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

    def sure_within(self, keys: Sequence[str], starts: Places, ends: Places, among_many: Places) -> Matrix:
        """The same for stretches of these keys, from each start up to its end, and of its silence in the last column.

        They may hold one another. 1 marks a stretch of a comment of many sentences, 0 one of a short comment.
        """
        within, counts = ends - starts, ends - starts + among_many
        rows = np.full(counts.sum(), self._row_of.get(AMONG_MANY, _RARE_ROW))
        first = counts.cumsum() - counts + among_many
        rows[_spread(first, within)] = self._rows(keys, len(keys))[_spread(starts, within)]
        return _shared_out(self._logits(rows, counts))

    def logits(self, clauses: Sequence[Sequence[str]]) -> Matrix:
        """What spaCy's model gives for these clauses (`as_learnt`), for many of them in a few steps."""
        counts = np.fromiter(map(len, clauses), "int64", len(clauses))
        return self._logits(self._rows(chain.from_iterable(clauses), int(counts.sum())), counts)

    def _rows(self, keys: Iterable[str], count: int) -> Places:
        return np.fromiter(map(self._row_of.get, keys, repeat(_RARE_ROW)), "int64", count)

    def _logits(self, rows: Places, counts: Places) -> Matrix:
        places, lengths = self._laid_out(rows, counts)
        # Of each word: itself, and the pair that it begins by both its rows.
        weighed = np.empty((len(places), 3), "int32")
        weighed[:, 0] = LENGTH + places
        weighed[:-1, 1:] = _rows_of(_OPS.ngrams(2, self._ids[places])).T
        weighed[lengths.cumsum() - 1, 1:] = len(self._weights) - 1  # from one clause to the next is no pair
        summed = sums_of_rows(self._weights, weighed.ravel(), 3 * lengths)
        summed *= self._steps
        summed += self._biases
        return summed

    def columns_of(self, codes: Iterable[IssueCode]) -> list[int]:
        """Where each code stands in what it gives; for one that it never met, where silence does."""
        return [*map(self._column_of.get, codes, repeat(len(self.codes)))]

    def _laid_out(self, rows: Places, counts: Places) -> tuple[Places, Places]:
        """The places of what is read of each clause, one clause after the other, and how many they are of each.

        Given as the rows of its keys, so many of each clause.
        """
        kinds = self._kind_at[rows]
        has_kind = kinds != _NO_KIND
        clause_of = np.repeat(np.arange(len(counts)), counts)
        kind_counts = np.bincount(clause_of[has_kind], minlength=len(counts))
        lengths = counts + kind_counts + 3
        starts = np.cumsum(lengths) - lengths
        first, last = self._bounds
        places = np.full(lengths.sum(), last)
        places[starts] = first
        places[_spread(starts + 1, counts)] = self._word_at[rows]
        places[_spread(starts + counts + 2, kind_counts)] = kinds[has_kind]
        return places, lengths

    def weightiest(self, told: Sequence[tuple[Sequence[str], IssueCode]], limit: int = 3) -> list[list[int]]:
        """For each clause and a code: places of the words without which it would be least sure of it, in order."""
        if not told:
            return []
        lengths = np.array([len(keys) for keys, _ in told])
        rows = self._rows(chain.from_iterable(keys for keys, _ in told), int(lengths.sum()))
        # Each clause as it is, and then without its first word, without its second …
        variants = lengths + 1
        counts = np.repeat(lengths, variants)
        without = rows[_spread(np.repeat(lengths.cumsum() - lengths, variants), counts)]
        word = _spread(np.full(len(told), -1), variants)
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


_OPS = NumpyOps()


def _shared_out(logits: Matrix) -> Matrix:
    """Certainties that add up to one in each row, in the place of these logits."""
    # Of rows as short as these numpy finds the most by `fmax` in two thirds of the time, and adds up in a quarter.
    logits -= np.fmax.reduce(logits, axis=1, keepdims=True)
    sure: Matrix = np.exp(logits, out=logits)
    sure /= np.einsum("ij->i", sure)[:, np.newaxis]
    return sure


def _spread(starts: Places, counts: Places) -> Places:
    """As many places in a row, from each start on, as are counted of it."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(counts.sum())


def _rows_of(keys: NDArray[np.uint64]) -> Places:
    """The two rows of each n-gram, found as in thinc's SparseLinear (MurmurHash3 of 32 bits, seeds 0 and 1)."""
    mixed: NDArray[np.uint32] = np.repeat(np.array([[0], [1]], dtype="uint32"), len(keys), axis=1)
    for part in (keys & np.uint64(0xFFFFFFFF), keys >> np.uint64(32)):
        block = part.astype("uint32") * np.uint32(0xCC9E2D51)
        mixed ^= _turned(block, 15) * np.uint32(0x1B873593)
        mixed = _turned(mixed, 13) * np.uint32(5) + np.uint32(0xE6546B64)
    mixed ^= np.uint32(8)
    mixed = (mixed ^ (mixed >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    mixed = (mixed ^ (mixed >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    mixed &= np.uint32(LENGTH - 1)
    return mixed.astype("int64")


def _turned(values: NDArray[np.uint32], by: int) -> NDArray[np.uint32]:
    turned: NDArray[np.uint32] = (values << np.uint32(by)) | (values >> np.uint32(32 - by))
    return turned


def pack(codes: Sequence[IssueCode], words: Iterable[str], weights: Matrix, biases: Matrix) -> TrainedReader:
    """The reader that was learnt; 255 steps between a code's least and most weight say as much as all its digits."""
    steps = np.maximum(np.abs(weights).max(axis=1), 1e-6).astype("float32") / np.float32(127)
    buffer = BytesIO()
    np.savez_compressed(
        buffer, codes=np.array(codes), words=np.array(sorted(words)), biases=biases, steps=steps,
        weights=np.rint(weights / steps[:, np.newaxis]).astype("int8"),
    )  # fmt: skip
    return TrainedReader(buffer.getvalue())


@cache
def load_trained(path: Path = MODEL) -> TrainedReader:
    """The reader of a file, read once."""
    return TrainedReader(path.read_bytes())
