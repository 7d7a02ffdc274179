"""How sentences and files count, list and name things, and how lists and names that somebody typed are read."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from app.models import PatternRevision, ProductionRound
from app.services.label import get_label

LINES_NAMED = 8
"""So many lines of a file are named that one reason holds for."""

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


def with_stop(words: str) -> str:
    """Return the end of a sentence with its full stop; a name such as "Ines P." has brought it."""
    return words if words.endswith(".") else words + "."


def gather_lines(told: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    """Return the lines of a file that one reason holds for, "Lines 2, 4 and 5", with it, in the order of the file."""
    by_reason: dict[str, list[int]] = {}
    for line, reason in told:
        by_reason.setdefault(reason, []).append(line)
    return [(_name_lines(lines), reason) for reason, lines in by_reason.items()]


def _name_lines(lines: Sequence[int]) -> str:
    if len(lines) == 1:
        return f"Line {lines[0]}"
    named = [str(line) for line in lines[:LINES_NAMED]]
    return f"Lines {list_words([*named, f'{len(lines) - len(named)} more'] if len(lines) > len(named) else named)}"


def on_one_line(typed: str) -> str:
    """Return what somebody typed as a name or a phrase: one line, one space between words."""
    return " ".join(typed.replace("\0", " ").split())


_LETTERS = re.compile(r"\d?X*[SL]|M", re.IGNORECASE)
"""Sizes in letters, XXS to 5XL."""


def split_list(typed: str | None) -> list[str]:
    """Return the parts of a list that somebody typed with commas, or semicolons, or a line each."""
    return [part for part in (each.strip() for each in re.split(r"[,;\n]", typed or "")) if part]


def split_sizes(typed: str | None) -> list[str]:
    """Return the sizes of a list, also of "S M L" and "36 38 40"; W28 L32 is one."""
    parts = split_list(typed)
    words = parts[0].split() if len(parts) == 1 else []
    are_sizes = all(word.isdigit() for word in words) or all(_LETTERS.fullmatch(word) for word in words)
    return words if len(words) > 1 and are_sizes else parts


def name_file(about: PatternRevision | ProductionRound, ending: str) -> str:
    """Return what a file about a revision or a run is called: "LS-01-revision-2.pdf", "LS-01-run-3-ticket.pdf"."""
    kind = "revision" if isinstance(about, PatternRevision) else "run"
    garment = about.garment.style_number or about.garment.name
    folded = "".join(each if each.isalnum() else "-" for each in garment).strip("-")
    return f"{folded or 'pattern'}-{kind}-{about.number}{ending}"


def name_round(session: Session, production_round: ProductionRound) -> str:
    """Return "Run 3", or what else the label calls its production rounds."""
    return f"{get_label(session).run_word.capitalize()} {production_round.number}"


def say_shrinkage(production_round: ProductionRound) -> str | None:
    """Return what the fabric of a round loses in the wash, where that was measured: "shrinkage 3 % in length"."""
    measured = {
        "length": production_round.shrinkage_length_percent,
        "width": production_round.shrinkage_width_percent,
    }
    told = [f"{percent:g} % in {way}" for way, percent in measured.items() if percent is not None]
    return f"shrinkage {list_words(told)}" if told else None
