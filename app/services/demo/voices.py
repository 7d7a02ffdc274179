"""The customers' voices: joins sentences of the bank so that a comment reads like a person.

The bank is `sentences/<garment>.toml`, by theme and by how much people mind, and `sentences/everyone.toml`.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, NamedTuple

from nlp.taxonomy import IssueCode

MM_PER_UNIT = {"cm": 10.0, "in": 25.4}

MOODS = {"slight": 25, "plain": 45, "strong": 10, "measured": 20}
"""How people put a complaint, weighted; a theme need not have all of them."""


GOES_BACK = re.compile(r"goes back|sen[dt] (it|them) back", re.IGNORECASE)
STAYS = re.compile(r"I will keep it|Keeping it anyway", re.IGNORECASE)
PERHAPS = re.compile(r"Not sure yet if I keep it", re.IGNORECASE)
"""What a comment says of what becomes of the piece; what is ticked on the form says the same."""


class SaidAmount(NamedTuple):
    """An amount as people write it, and as they would tap it."""

    words: str
    value: float
    unit: str

    @property
    def mm(self) -> float:
        """Return its length in mm."""
        return self.value * MM_PER_UNIT[self.unit]


class Said(NamedTuple):
    """A comment, and the amount named in it for the first complaint."""

    text: str
    amount: SaidAmount | None = None


@dataclass(frozen=True)
class Bank:
    """All sentences that the customers of one garment draw from."""

    themes: dict[str, dict[str, list[str]]]
    openers: list[str]
    closers: list[str]
    sighs: list[str]
    wishes: list[str]
    """How people begin and end who have something to complain of."""
    chatter: list[str]
    unreadable: list[str]
    amounts: list[SaidAmount]

    def complain(
        self, rng: Random, codes: Sequence[IssueCode], *, amount_mm: tuple[float, float], goes_back: bool = False
    ) -> Said:
        """Return a comment with these complaints; an amount, where one is said, is of the first.

        Who sends the piece back, or says so, does not say at the end that she keeps it.
        """
        amount = self.draw_amount(rng, amount_mm)
        first, is_measured = self._complaint(rng, codes[0], amount)
        sentences = [first, *(self._complaint(rng, code, amount, measured=False)[0] for code in codes[1:])]
        rng.shuffle(sentences)
        if rng.random() < 0.45:
            sentences.insert(0, rng.choice(self.openers + self.sighs))
        if rng.random() < 0.4:
            closing, goes_back = rng.choice(self.closers + self.wishes), goes_back or _says(GOES_BACK, sentences)
            if not (goes_back and (_says(STAYS, [closing]) or _says(PERHAPS, [closing]))):
                sentences.append(closing)
        return Said(_as_typed(rng, sentences), amount if is_measured else None)

    def praise(self, rng: Random, codes: Sequence[IssueCode]) -> str:
        """Return a comment that likes these things."""
        sentences = [rng.choice(self.themes[code]["praise"]) for code in codes]
        if rng.random() < 0.4:
            sentences.insert(0, rng.choice(self.openers))
        if rng.random() < 0.2:
            sentences.append(rng.choice(self.closers))
        return _as_typed(rng, sentences)

    def chat(self, rng: Random) -> str:
        """Return a comment that says nothing about the garment."""
        return _as_typed(rng, [rng.choice(self.openers), rng.choice(self.chatter)][rng.random() < 0.6 :])

    def warn(self, rng: Random) -> str:
        """Return a comment about something that hurt."""
        warnings = [sentence for moods in self.themes.values() for sentence in moods.get("safety", ())]
        return rng.choice(warnings)

    def draw_amount(self, rng: Random, between_mm: tuple[float, float]) -> SaidAmount:
        """Return one of the ways to say an amount in this range."""
        low, high = between_mm
        return rng.choice([amount for amount in self.amounts if low <= amount.mm <= high])

    def _complaint(
        self, rng: Random, code: IssueCode, amount: SaidAmount, *, measured: bool = True
    ) -> tuple[str, bool]:
        """Return a sentence of a complaint, and whether it names the amount."""
        moods = {mood: weight for mood, weight in MOODS.items() if mood in self.themes[code]}
        if not measured:
            moods.pop("measured", None)
        mood = rng.choices(list(moods), weights=list(moods.values()))[0]
        sentence = rng.choice(self.themes[code][mood]).format(amount=amount.words)
        return sentence[0].upper() + sentence[1:], mood == "measured"


@cache
def read_bank(garment: str) -> Bank:
    """Return the sentences for a garment of the collection, by its key."""
    everyone = _read("everyone")
    amounts = [SaidAmount(each["words"], float(each["value"]), each["unit"]) for each in everyone.pop("amounts")]
    return Bank(themes=_read(garment), amounts=amounts, **everyone)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "sentences" / f"{name}.toml").read_text(encoding="utf-8"))


def _says(what: re.Pattern[str], sentences: Sequence[str]) -> bool:
    return any(what.search(sentence) for sentence in sentences)


def _as_typed(rng: Random, sentences: Sequence[str]) -> str:
    """Not everybody types like a copywriter: some skip capitals, some the last full stop, some shout."""
    text = " ".join(sentences)
    habit = rng.random()
    if habit < 0.08:
        return text.lower()
    if habit < 0.14:
        return text.removesuffix(".")
    if habit < 0.18:
        return text.removesuffix(".") + "!"
    if habit < 0.21:
        return re.sub(r"\. (?!I\b)(\w)", lambda found: f", {found[1].lower()}", text).removesuffix(".")
    return text
