"""Groups alike phrases inside one issue code, by the letters they share.

What comes out depends on nothing but the set of phrases: not on their order, nor on how often one was said.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from spacy.util import get_lang_class

from nlp.components.words import split_words
from nlp.lexicon import languages

GROUPING_VERSION = f"letters-1.{sha256(Path(__file__).read_bytes()).hexdigest()[:8]}"

PHRASES_MAX = 2_000
"""So many are compared each with each, which grows with the square; the rest join the nearest group."""

APART = 0.85
"""Groups whose phrases are further apart than this on average (cosine distance, 0–1) are not joined."""

LETTERS = (3, 4)
"""The runs of letters that are compared, within words."""

_LITTLE_WORDS = frozenset().union(*(get_lang_class(language).Defaults.stop_words for language in languages()))
"""Words that tell nothing of a phrase, in the languages that are read: "it", "after", "so"."""

_JOINED = frozenset({"n't", "nt", "not", "'s", "s", "'m", "m", "'re", "re", "'ve", "ve", "'ll", "'d"})
"""What is written together with a little word."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@dataclass(frozen=True)
class Group:
    """Alike phrases, the most typical first and of equals the shorter, and how like the group each of them is (0–1)."""

    phrases: tuple[str, ...]
    typicality: tuple[float, ...]


@dataclass(frozen=True)
class Grouping:
    """The groups of a set of phrases, and what it takes to let one more phrase join them."""

    groups: tuple[Group, ...]
    letters: "_Letters | None"
    middles: csr_matrix | None

    def find(self, phrase: str) -> tuple[int, float] | None:
        """Return the place of a phrase's group among the groups, and how typical of it the phrase is.

        One that was not there when the groups were made joins the nearest for the time being, if that is near enough.
        """
        if phrase in self._places:
            return self._places[phrase]
        if self.letters is None or self.middles is None or not phrase:
            return None
        alike = (self.letters.weigh([phrase]) @ self.middles.T).toarray()[0]
        nearest = int(alike.argmax())
        likeness = float(alike[nearest])
        return (nearest, likeness) if likeness >= 1 - APART else None

    @cached_property
    def _places(self) -> dict[str, tuple[int, float]]:
        return {
            phrase: (place, typicality)
            for place, group in enumerate(self.groups)
            for phrase, typicality in zip(group.phrases, group.typicality, strict=True)
        }


def normalise_phrase(quote: str) -> str:
    """Return a quote as it is compared: its words in small letters, without figures and marks."""
    plain = unicodedata.normalize("NFKC", quote).replace("’", "'").casefold()
    return " ".join(_WORD.findall(plain))


def group_alike(phrases: Iterable[str]) -> Grouping:
    """Return the groups of distinct normalised phrases, in the order of their smallest phrase hash."""
    distinct = sorted({phrase for phrase in phrases if phrase}, key=hash_phrase)
    if not distinct:
        return Grouping((), None, None)
    compared, rest = distinct[:PHRASES_MAX], distinct[PHRASES_MAX:]
    letters = _Letters(compared)
    weights = letters.weigh(compared)
    labels = _link(weights)
    middles = _middles(weights, labels)
    while rest:
        chunk, rest = rest[:PHRASES_MAX], rest[PHRASES_MAX:]
        more = letters.weigh(chunk)
        nearest = (more @ middles.T).toarray().argmax(axis=1)
        weights, labels = vstack([weights, more], format="csr"), np.concatenate([labels, nearest])
    return Grouping(_list_groups(distinct, weights, labels, middles), letters, middles)


def hash_phrase(phrase: str) -> str:
    """Return the hash that settles every tie between phrases."""
    return sha256(phrase.encode()).hexdigest()


def inherit_ids(groups: Sequence[Collection[str]], known: Mapping[int, Collection[str]]) -> list[int | None]:
    """Return for each group the known id that shares most phrases with it, None for a new one.

    An id goes to one group only, the greatest overlap first; ties go by the smallest phrase hash.
    """
    at = {phrase: place for place, group in enumerate(groups) for phrase in group}
    overlaps: dict[tuple[int, int], list[str]] = {}
    for known_id, phrases in known.items():
        for phrase in set(phrases) & at.keys():
            overlaps.setdefault((at[phrase], known_id), []).append(hash_phrase(phrase))
    ids: list[int | None] = [None] * len(groups)
    ranked = sorted(overlaps.items(), key=lambda pair: (-len(pair[1]), min(pair[1])))
    for (place, known_id), _ in ranked:
        if ids[place] is None and known_id not in ids:
            ids[place] = known_id
    return ids


class _Letters:
    """Weighs phrases by their runs of letters; what all of them have in common counts least."""

    def __init__(self, phrases: Sequence[str]) -> None:
        # Runs never cross words, and few words make many phrases: each word is cut up once.
        self._words = CountVectorizer(analyzer=_telling_words, dtype=np.float32)
        self._runs = CountVectorizer(analyzer="char_wb", ngram_range=LETTERS, dtype=np.float32)
        said = self._words.fit_transform(phrases)
        self._cut = self._runs.fit_transform(self._words.get_feature_names_out())
        self._rarity = TfidfTransformer(sublinear_tf=True).fit(said @ self._cut)

    def weigh(self, phrases: Sequence[str]) -> csr_matrix:
        """Return a row of length 1 for each phrase."""
        words = CountVectorizer(analyzer=_telling_words, dtype=np.float32)
        said = words.fit_transform(phrases)
        rows: csr_matrix = self._rarity.transform(said @ self._runs.transform(words.get_feature_names_out())).tocsr()
        return rows


def _telling_words(phrase: str) -> list[str]:
    """The words of a phrase without the little ones; all of them where there are no others."""
    words = phrase.split()
    return [word for word in words if not _is_little(word)] or words


@lru_cache(maxsize=20_000)
def _is_little(word: str) -> bool:
    """Whether a word tells nothing of a phrase, nor what it is put together from ("doesn't", "dont", "it's")."""
    first, *joined = split_words(word)[0]
    return first in _LITTLE_WORDS and _JOINED.issuperset(joined)


def _link(weights: csr_matrix) -> np.ndarray:
    """The number of each phrase's group: average linkage, groups counted from 0 in the order of the phrases."""
    number = weights.shape[0]
    if number == 1:
        return np.zeros(1, dtype=int)
    # Few runs of letters that are in nearly every phrase multiply faster as a plain matrix.
    if weights.shape[1] < number:
        plain = weights.toarray()
        alike = plain @ plain.T
    else:
        alike = (weights @ weights.T).toarray()
    # Rounded: what is joined first must not hang on the last bit of a sum.
    distances = np.clip(1 - alike[np.triu_indices(number, 1)], 0, 1).round(5)
    labels = fcluster(linkage(distances, "average"), APART, "distance")
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse]


def _middles(weights: csr_matrix, labels: np.ndarray) -> csr_matrix:
    """The mean of each group: what a phrase has in common with it is what it has with its phrases on average."""
    sizes = np.bincount(labels)
    places = (labels, np.arange(len(labels)))
    means: csr_matrix = (csr_matrix((1 / sizes[labels], places), dtype=np.float32) @ weights).tocsr()
    return means


def _list_groups(
    phrases: Sequence[str], weights: csr_matrix, labels: np.ndarray, middles: csr_matrix
) -> tuple[Group, ...]:
    """The phrases by their groups, the most typical first; phrases come in the order of their hashes."""
    # Rounded: which of two is more typical must not hang on the last bit of a sum.
    typicality = np.asarray(weights.multiply(middles[labels]).sum(axis=1)).ravel().round(4)
    lengths = np.array([len(phrase) for phrase in phrases])
    ranked = np.lexsort((np.arange(len(labels)), lengths, -typicality, labels))
    ends = np.cumsum(np.bincount(labels))
    return tuple(
        Group(tuple(phrases[at] for at in places), tuple(float(typicality[at]) for at in places))
        for places in np.split(ranked, ends[:-1])
    )
