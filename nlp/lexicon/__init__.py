"""The words of garment feedback as data, one folder per language.

A folder holds TOML files, one per garment zone plus `judgements` and `cues`, and `forms.toml` for spelling.
A phrase is written in plain words; `(a|b|)` stands for alternatives, `_` for any one word, `<name>` for those of
`[classes]`. Inflections need not be listed. To add a language, write its folder; nothing here knows English.

The steps name a few little words ("too", "my", "would"), and they name them in English. Another language says in
`glosses.toml` which of its words stand for them: they are put in their place before anything is looked up, in the
comments as in the lexicon, which is written in plain words of its language.

    [part.NAME]       words, axes (width, length … → aspect), codes (judgement → code, "" = silent), body, garment
    [judgement.NAME]  words, value ("small", "long" …), alone (its code with no part named), inherent, attributive,
                      asked ("an inch more"), lack (what its denial says)
    [phrases]         code → phrases that say it by themselves; [strong] and [slight] likewise, with that severity
    [hindered]        code → phrases that say it only where it does not work ("could not get it over my head")
    [cues]            kind → words that change what a judgement means ("not", "wish", "usually")
    [classes]         name → alternatives that many phrases of the file share ("armpit|underarm")
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from nlp.lexicon.cues import BITS
from nlp.lexicon.forms import Keys, Stemming
from nlp.lexicon.glosses import FILE as GLOSSES_FILE
from nlp.lexicon.glosses import Glosses, glossed, glosses_of
from nlp.lexicon.trie import Trie
from nlp.taxonomy import GarmentKind, IssueCode

FOLDER = Path(__file__).parent

AXES = {
    "small": "width",
    "large": "width",
    "short": "length",
    "long": "length",
    "high": "height",
    "low": "height",
    "thin": "weight",
    "thick": "weight",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A place or property of a garment, and what can be said of it."""

    name: str
    axes: Mapping[str, str]
    codes: Mapping[str, IssueCode | None]
    body: bool = False
    garment: bool = False
    kind: GarmentKind | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A fit word or opinion.

    `attributive` says whether it judges before a noun: "plain" (always), "degree" (only "too long sleeves") or "never".
    """

    name: str
    value: str
    alone: IssueCode | None
    inherent: bool = False
    attributive: str = "degree"
    slight: bool = False
    strong: bool = False
    axis: str = ""
    asked: bool = False
    """Asks by itself for what is missing ("an inch more"): no wish turns it."""
    lack: str = ""
    """What its denial says ("not roomy" is small); empty where a denial is praise."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that carry a code by themselves."""

    code: IssueCode
    severity: int | None = None
    hindered: bool = False
    rule: str = ""
    """The phrase of the label's own rule that says so; the lexicon's own phrases have none."""


Entry = Part | Judgement | Phrase


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


@cache
def word_set(name: str, language: str = "en") -> frozenset[str]:
    """One of the little sets of words in `words.toml`."""
    sets = tomllib.loads((FOLDER / language / "words.toml").read_text("utf-8"))["word_sets"]
    return frozenset(sets[name].split())


def load_lexicon(language: str = "en") -> Lexicon:
    """A language's words; its folder is read once."""
    return _read_folder(language)


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder, English first."""
    return ("en", *sorted(path.parent.name for path in FOLDER.glob("*/forms.toml") if path.parent.name != "en"))


@cache
def function_words(language: str) -> Mapping[str, Any]:
    """The words that give a language away, without reading the rest of its folder."""
    words: Mapping[str, Any] = tomllib.loads((FOLDER / language / "forms.toml").read_text("utf-8"))["function_words"]
    return words


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


_CLASS = re.compile(r"<(\w+)>")


def _with_classes(file: dict[str, Any]) -> dict[str, Any]:
    """The file with its classes written out in its phrases, as a choice or within one."""
    classes = file.pop("classes", None)
    if classes is None:
        return file

    def written_out(phrase: str) -> str:
        def choice(match: re.Match[str]) -> str:
            inside = phrase.rfind("(", 0, match.start()) > phrase.rfind(")", 0, match.start())
            alternatives: str = classes[match.group(1)]
            return alternatives if inside else f"({alternatives})"

        return _CLASS.sub(choice, phrase)

    for section in _SEVERITY:
        for code, phrases in file.get(section, {}).items():
            file[section][code] = [written_out(phrase) for phrase in phrases]
    return file


@cache
def _read_folder(language: str) -> Lexicon:
    glosses = glosses_of(language)
    files = [
        _glossed(_with_classes(tomllib.loads(path.read_text("utf-8"))), glosses)
        for path in sorted((FOLDER / language).glob("*.toml"))
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
    for word in settings["function_words"]["own"].split():
        keys.learn(word)
    entries: Trie[Entry] = Trie(
        {keys.learn(word) for word in settings["fillers"]}, denials={keys.learn("not"), keys.learn("never")}
    )
    parts, judgements = _learn_entries(files, keys, entries)
    cues, single_cues = _learn_cues(files, keys)
    measured = [part for part in parts.values() if part.axes and part.name != "length"]
    named = {
        words[0]
        for row in files
        for name, part in row.get("part", {}).items()
        if parts[name] in measured
        for words in _expand(part["words"])
        if len(words) == 1
    }
    part_keys = frozenset(keys.learn(word) for word in named)
    return Lexicon(keys, entries, cues, single_cues, parts, judgements, part_keys, settings)


def _learn_entries(
    files: list[dict[str, Any]], keys: Keys, entries: Trie[Entry]
) -> tuple[dict[str, Part], dict[str, Judgement]]:
    parts: dict[str, Part] = {}
    judgements: dict[str, Judgement] = {}
    for entry, phrases in _entries(files):
        if isinstance(entry, Part):
            parts[entry.name] = entry
        elif isinstance(entry, Judgement):
            judgements[entry.name] = entry
        for phrase in phrases:
            steps = _steps(phrase)
            entries.add([[[keys.learn(word) for word in words] for words in step] for step in steps], entry)
            if isinstance(entry, Part) or len(steps) == 1:
                _learn_single_words(phrase, entry, keys, entries)
    return parts, judgements


def _learn_single_words(phrase: str, entry: Entry, keys: Keys, entries: Trie[Entry]) -> None:
    """Mend misspellings of a part's words and of what is said in one word; compare adjectives."""
    for words in _expand([phrase]):
        if isinstance(entry, Part) or len(words) == 1:
            keys.mend(words)
        if isinstance(entry, Judgement) and len(words) == 1 and 3 <= len(words[0]) <= 9:
            for form in _compared(words[0]):
                entries.add([[[keys.learn(form)]]], entry)


def _learn_cues(files: list[dict[str, Any]], keys: Keys) -> tuple[Trie[int], dict[str, int]]:
    """The cues of several words as a trie, each with all its kinds; and those of one word."""
    bits_of: dict[tuple[str, ...], int] = {}
    for file in files:
        for kind, phrases in file.get("cues", {}).items():
            for words in _expand(phrases):
                cue = tuple(keys.learn(word) for word in words)
                bits_of[cue] = bits_of.get(cue, 0) | BITS[kind]
    cues: Trie[int] = Trie({keys.learn("-")})
    for cue, bits in bits_of.items():
        if len(cue) > 1:
            cues.add([[cue]], bits)
    return cues, {cue[0]: bits for cue, bits in bits_of.items() if len(cue) == 1}


_SECTIONS = ("part", "judgement", "phrases", "strong", "slight", "hindered", "cues")
_SEVERITY = {"phrases": None, "strong": 3, "slight": 1, "hindered": None}


def _entries(files: list[dict[str, Any]]) -> Iterator[tuple[Entry, list[str]]]:
    for file in files:
        for section, severity in _SEVERITY.items():
            for code, phrases in file.get(section, {}).items():
                yield Phrase(IssueCode(code), severity, hindered=section == "hindered"), phrases
        for name, row in file.get("part", {}).items():
            yield _part(name, row), row["words"]
        for name, row in file.get("judgement", {}).items():
            yield _judgement(name, row), row["words"]


def _part(name: str, row: dict[str, Any]) -> Part:
    return Part(
        name=name,
        axes=row.get("axes", {}),
        codes={word: IssueCode(code) if code else None for word, code in row.get("codes", {}).items()},
        body=row.get("body", False),
        garment=row.get("garment", False),
        kind=GarmentKind(row["kind"]) if "kind" in row else None,
    )


def _judgement(name: str, row: dict[str, Any]) -> Judgement:
    return Judgement(
        name=name,
        value=row.get("value", ""),
        alone=IssueCode(row["alone"]) if row.get("alone") else None,
        inherent=row.get("inherent", False),
        attributive=row.get("attributive", "degree"),
        slight=row.get("slight", False),
        strong=row.get("strong", False),
        axis=AXES.get(row.get("value", ""), ""),
        asked=row.get("asked", False),
        lack=row.get("lack", ""),
    )


def _compared(word: str) -> tuple[str, str]:
    """The comparative and superlative of a short adjective."""
    root = word.removesuffix("e")
    if word.endswith("y"):
        root = word[:-1] + "i"
    elif len(word) <= 4 and word[-1] not in "aeiouwyx" and word[-2] in "aeiou" and word[-3:-2] not in "aeiou":
        root = word + word[-1]
    return root + "er", root + "est"


_CHOICE = re.compile(r"\(([^()]*)\)")
_STEP = re.compile(r"(?:\([^()]*\)|[^\s()])+")
"""What stands between spaces: words and choices that may be glued to each other ("zip(|per)s")."""


def _expand(phrases: list[str]) -> Iterator[list[str]]:
    """The phrases with their alternatives written out, as words."""
    for phrase in phrases:
        for choice in product(*_steps(phrase)):
            if words := [word for words in choice for word in words]:
                yield words


def _steps(phrase: str) -> list[list[list[str]]]:
    """The phrase as one step after the other, each with its alternatives, each of them none, one or more words."""
    if re.search(r"\([^)]*\(", phrase):
        raise ValueError(f"“{phrase}” has a choice within a choice: write the inner one out.")
    return [_alternatives(step) for step in _STEP.findall(phrase.replace("-", " - ").replace("'", " '"))]


def _alternatives(step: str) -> list[list[str]]:
    if "(" not in step:
        return [[step]]
    if step.endswith(")") and step.startswith("(") and step.count("(") == 1:
        return [choice.split() for choice in step[1:-1].split("|")]
    return ["".join(choice).split() for choice in product(*(piece.split("|") for piece in _pieces(step)))]


def _pieces(step: str) -> Iterator[str]:
    last = 0
    for match in _CHOICE.finditer(step):
        yield step[last : match.start()]
        yield match.group(1)
        last = match.end()
    yield step[last:]
