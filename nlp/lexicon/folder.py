"""Reads a language's folder into what the steps look words up in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, product
from pathlib import Path
from sys import intern
from threading import Lock
from typing import Any

from nlp.collecting import making_what_stays
from nlp.lexicon.cues import BITS
from nlp.lexicon.entries import Entry, Judgement, Part, entries_of
from nlp.lexicon.forms import Keys, Stemming
from nlp.lexicon.glosses import FILE as GLOSSES_FILE
from nlp.lexicon.glosses import Glosses, glossed, glosses_of
from nlp.lexicon.notation import alternatives_of, steps_of, with_classes, written_out
from nlp.lexicon.toml import read_toml
from nlp.lexicon.trie import Trie

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, ready to be looked up."""

    keys: Keys
    entries: Trie[Entry]
    cues: Trie[int]
    single_cues: Mapping[str, int]
    parts: Mapping[str, Part]
    judgements: Mapping[str, Judgement]
    part_keys: frozenset[str]
    """The keys of single words that name a measured part."""
    settings: Mapping[str, Any] = field(default_factory=dict)


def word_set(name: str, language: str = "en") -> frozenset[str]:
    """One of the little sets of words in `words.toml`."""
    return _word_sets(language)[name]


@cache
def _word_sets(language: str) -> Mapping[str, frozenset[str]]:
    sets = read_toml(_FOLDER / language / "words.toml")["word_sets"]
    return {name: frozenset(map(intern, words.split())) for name, words in sets.items()}


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder, English first."""
    return ("en", *sorted(path.parent.name for path in _FOLDER.glob("*/forms.toml") if path.parent.name != "en"))


@cache
def function_words(language: str) -> Mapping[str, Any]:
    """The words that give a language away, without reading the rest of its folder."""
    words: Mapping[str, Any] = read_toml(_FOLDER / language / "forms.toml")["function_words"]
    return words


_read: dict[str, Lexicon] = {}
_reading = Lock()


def load_lexicon(language: str = "en") -> Lexicon:
    """A language's words; its folder is read once, however many threads ask for it first."""
    lexicon = _read.get(language)
    if lexicon is None:
        with _reading:
            lexicon = _read.get(language) or _read_folder(language)
            _read[language] = lexicon
    return lexicon


Learnt = Callable[[str], Sequence[Sequence[str]]]
"""Gives the alternatives of a phrase's step, as keys."""
_SECTIONS = ("part", "judgement", "phrases", "strong", "slight", "hindered", "unsafe", "cues")


@making_what_stays()
def _read_folder(language: str) -> Lexicon:
    glosses = glosses_of(language)
    files = [
        _glossed(with_classes(read_toml(path)), glosses)
        for path in sorted((_FOLDER / language).glob("*.toml"))
        if path.name != GLOSSES_FILE
    ]
    settings = {name: value for file in files for name, value in file.items() if name not in _SECTIONS}
    keys = Keys(
        alike=settings["alike"],
        kept=settings["kept"],
        ordinary=" ".join(settings["ordinary"]).split(),
        stemming=Stemming(**settings["stemming"]) if "stemming" in settings else None,
    )
    keys.mend(settings["mended"])
    for words in (settings["function_words"]["own"], *settings.get("nearby", {}).get("kinds", {}).values()):
        for word in words.split():
            keys.learn(word)
    entries: Trie[Entry] = Trie(
        {keys.learn(word) for word in settings["fillers"]}, denials={keys.learn("not"), keys.learn("never")}
    )
    # Many phrases share their words and their classes of words: each is taken apart but once.
    keys_of = cache(lambda words: keys.learn_all(words.split()))
    learnt = cache(lambda step: [*map(keys_of, alternatives_of(step))])
    parts, judgements = _learn_entries(files, keys, entries, learnt)
    cues, single_cues = _learn_cues(files, keys, learnt)
    return Lexicon(keys, entries, cues, single_cues, parts, judgements, _part_keys(files, keys), settings)


def _part_keys(files: list[dict[str, Any]], keys: Keys) -> frozenset[str]:
    """The keys of single words that name a part with a measure."""
    named = (
        row for file in files for name, row in file.get("part", {}).items() if row.get("axes") and name != "length"
    )
    phrases = (words for row in named for words in written_out(row["words"]))
    return frozenset(keys.learn(words[0]) for words in phrases if len(words) == 1)


_AS_WRITTEN = frozenset({"function_words", "stemming"})
_PLAIN_TEXT = frozenset({"words", "before", "after", "needs", "hazard_words"})


def _glossed(value: Any, glosses: Glosses | None, name: str = "") -> Any:
    """The same data with its phrases as they are met in a prepared comment."""
    if glosses is None or name in _AS_WRITTEN:
        return value
    if isinstance(value, dict):
        return {key: _glossed(inner, glosses, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_glossed(inner, glosses, "words") for inner in value]
    if isinstance(value, str) and name in _PLAIN_TEXT:
        return glossed(value, glosses)
    return value


def _learn_entries(
    files: list[dict[str, Any]], keys: Keys, entries: Trie[Entry], learnt: Learnt
) -> tuple[dict[str, Part], dict[str, Judgement]]:
    parts: dict[str, Part] = {}
    judgements: dict[str, Judgement] = {}
    for entry, phrases in entries_of(files):
        if isinstance(entry, Part):
            parts[entry.name] = entry
        elif isinstance(entry, Judgement):
            judgements[entry.name] = entry
        for phrase in phrases:
            steps = steps_of(phrase)
            entries.add([*map(learnt, steps)], entry)
            if isinstance(entry, Part) or len(steps) == 1:
                _learn_single_words(phrase, entry, keys, entries)
    return parts, judgements


def _learn_single_words(phrase: str, entry: Entry, keys: Keys, entries: Trie[Entry]) -> None:
    """Mend misspellings of a part's words and of what is said in one word; compare adjectives."""
    for words in written_out([phrase]):
        if isinstance(entry, Part) or len(words) == 1:
            keys.mend(words)
        if isinstance(entry, Judgement) and len(words) == 1 and 3 <= len(words[0]) <= 9:
            for form in _compared(words[0]):
                if form in _OTHER_WORDS:
                    continue
                entries.add([[[keys.learn(form)]]], entry)


_OTHER_WORDS = frozenset({"broker", "lover", "offer"})
"""What looks like a comparative."""


def _compared(word: str) -> tuple[str, str]:
    """The comparative and superlative of a short adjective."""
    root = word.removesuffix("e")
    if word.endswith("y"):
        root = word[:-1] + "i"
    elif len(word) <= 4 and word[-1] not in "aeiouwyx" and word[-2] in "aeiou" and word[-3:-2] not in "aeiou":
        root = word + word[-1]
    return root + "er", root + "est"


def _learn_cues(files: list[dict[str, Any]], keys: Keys, learnt: Learnt) -> tuple[Trie[int], dict[str, int]]:
    """The cues of several words as a trie, each with all its kinds; and those of one word."""
    bits_of: dict[tuple[str, ...], int] = {}
    for file in files:
        for kind, phrases in file.get("cues", {}).items():
            for phrase in phrases:
                for choice in product(*map(learnt, steps_of(phrase))):
                    cue = tuple(chain.from_iterable(choice))
                    bits_of[cue] = bits_of.get(cue, 0) | BITS[kind]
    cues: Trie[int] = Trie({keys.learn("-")})
    for cue, bits in bits_of.items():
        if len(cue) > 1 and bits != BITS["known"]:  # "on my" changes nothing, and would hide "my old one" behind it
            cues.add([[cue]], bits)
    return cues, {cue[0]: bits for cue, bits in bits_of.items() if len(cue) == 1}
