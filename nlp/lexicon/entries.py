"""What a word of the lexicon can stand for: a part of the garment, a judgement, or a phrase with its own code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nlp.taxonomy import Code, IssueCode

_AXES = {
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


@dataclass(frozen=True, slots=True)
class Judgement:
    """A fit word or opinion."""

    name: str
    value: str
    alone: IssueCode | None
    inherent: bool = False
    attributive: bool = False
    """Judges before its noun in any case ("tight sleeves"), unlike "long sleeves", which are only too long sleeves."""
    strong: bool = False
    axis: str = ""
    asked: bool = False
    """Asks by itself for what is missing ("an inch more"): no wish turns it."""
    lack: str = ""
    """What its denial says ("not roomy" is small); empty where a denial is praise."""

    @property
    def praises(self) -> bool:
        """Whether it is praise."""
        return self.value in ("good", "ok")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that carry a code by themselves."""

    code: Code
    severity: int | None = None
    hindered: bool = False
    unsafe: bool = False
    """Tells by itself that somebody was or may be hurt."""
    rule: str = ""
    """The phrase of the label's own rule that says so; the lexicon's own phrases have none."""

    @property
    def praises(self) -> bool:
        """Whether it is praise."""
        return self.code.is_ok


Entry = Part | Judgement | Phrase

PHRASE_SECTIONS = {"phrases": None, "strong": 3, "slight": 1, "hindered": None, "unsafe": 3}
"""The sections of a file that hold phrases, with the severity that each gives."""


def entries_of(files: list[dict[str, Any]]) -> Iterator[tuple[Entry, list[str]]]:
    """The entries of a language's files, each with the phrases that stand for it."""
    for file in files:
        for section, severity in PHRASE_SECTIONS.items():
            for code, phrases in file.get(section, {}).items():
                is_hindered, is_unsafe = section == "hindered", section == "unsafe"
                yield Phrase(IssueCode(code), severity, hindered=is_hindered, unsafe=is_unsafe), phrases
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
    )


def _judgement(name: str, row: dict[str, Any]) -> Judgement:
    return Judgement(
        name=name,
        value=row.get("value", ""),
        alone=IssueCode(row["alone"]) if row.get("alone") else None,
        inherent=row.get("inherent", False),
        attributive=row.get("attributive", False),
        strong=row.get("strong", False),
        axis=_AXES.get(row.get("value", ""), ""),
        asked=row.get("asked", False),
        lack=row.get("lack", ""),
    )
