"""How a phrase is written in the lexicon's files: `(a|b|)` for alternatives, `<name>` for those of a class."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from nlp.lexicon.entries import PHRASE_SECTIONS


def written_out(phrases: list[str]) -> Iterator[list[str]]:
    """The phrases with their alternatives written out, as words."""
    for phrase in phrases:
        for choice in product(*map(alternatives_of, steps_of(phrase))):
            if words := " ".join(choice).split():
                yield words


_WITHIN = re.compile(r"\([^)]*\(")
_STEP = re.compile(r"(?:\([^()]*\)|[^\s()])+")
"""What stands between spaces: words and choices that may be glued to each other ("zip(|per)s")."""


def steps_of(phrase: str) -> list[str]:
    """The phrase as one step after the other."""
    if _WITHIN.search(phrase):
        raise ValueError(f"“{phrase}” has a choice within a choice: write the inner one out.")
    steps: list[str] = _STEP.findall(phrase.replace("-", " - ").replace("'", " '"))
    return steps


def alternatives_of(step: str) -> list[str]:
    """The alternatives of a step, each of them none, one or more words."""
    if "(" not in step:
        return [step]
    if step.endswith(")") and step.startswith("(") and step.count("(") == 1:
        return step[1:-1].split("|")
    return ["".join(choice) for choice in product(*(piece.split("|") for piece in _pieces(step)))]


_CHOICE = re.compile(r"\(([^()]*)\)")


def _pieces(step: str) -> Iterator[str]:
    last = 0
    for match in _CHOICE.finditer(step):
        yield step[last : match.start()]
        yield match.group(1)
        last = match.end()
    yield step[last:]


_CLASS = re.compile(r"<(\w+)>")


def with_classes(file: dict[str, Any]) -> dict[str, Any]:
    """The file with its classes written out in its phrases, as a choice or within one."""
    classes = file.pop("classes", None)
    if classes is None:
        return file

    def in_full(phrase: str) -> str:
        def choice(match: re.Match[str]) -> str:
            inside = phrase.rfind("(", 0, match.start()) > phrase.rfind(")", 0, match.start())
            alternatives: str = classes[match.group(1)]
            return alternatives if inside else f"({alternatives})"

        return _CLASS.sub(choice, phrase)

    for section in PHRASE_SECTIONS:
        for code, phrases in file.get(section, {}).items():
            file[section][code] = [in_full(phrase) for phrase in phrases]
    return file
