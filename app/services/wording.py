"""How sentences count, list and name things, and how what somebody typed is put on one line."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.models import ProductionRound
from app.services.label import get_label

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number_word(number: int) -> str:
    """Return a small number as a word, a larger one in digits."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def amount_of(number: int, thing: str) -> str:
    """Return "one change", "two changes", "13 changes"."""
    return f"{number_word(number)} {thing}{'' if number == 1 else 's'}"


def list_words(words: Sequence[str]) -> str:
    """Return "S", "S and M", "S, M and L"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def on_one_line(typed: str) -> str:
    """Return what somebody typed as a name or a phrase: one line, one space between words."""
    return " ".join(typed.replace("\0", " ").split())


def name_round(session: Session, production_round: ProductionRound) -> str:
    """Return "Run 3", or what else the label calls its production rounds."""
    return f"{get_label(session).run_word.capitalize()} {production_round.number}"
