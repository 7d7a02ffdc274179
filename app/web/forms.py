"""What all forms share: their parent, choices from our enums, a rule's refusal at the field it is about."""

import enum
import re
from collections.abc import Iterable, Mapping
from functools import cache
from gettext import NullTranslations
from typing import Any

import wtforms
from babel.support import Translations
from flask_babel import get_locale
from flask_wtf import FlaskForm
from wtforms.i18n import messages_path

from app.errors import RuleError
from app.models import PatternRevision
from app.web.languages import tell

_LETTERS = re.compile(r"\d?X*[SL]|M", re.IGNORECASE)
"""Sizes in letters, XXS to 5XL."""


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form whose refusals stand at their fields; what belongs to no field stands on top."""

    class Meta:
        """What forms say by themselves is in the language of the page."""

        def get_translations(self, form: wtforms.Form) -> NullTranslations:
            """Return the words of WTForms; each language is read once, and not at each request."""
            return _load_words(get_locale().language)

    def blame(self, error: RuleError) -> None:
        """Put a rule's sentence where it belongs."""
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(tell(error))
        else:
            field.errors = [*field.errors, tell(error)]


@cache
def _load_words(language: str) -> NullTranslations:
    return Translations.load(messages_path(), [language], "wtforms")


def choices_of(words: Mapping[Any, str], *, empty: str | None = None) -> list[Any]:
    """Return choices in the order of these words; `empty` heads them as the choice of nothing."""
    pairs = [("", empty)] if empty is not None else []
    pairs += [(key.value if isinstance(key, enum.Enum) else key, text) for key, text in words.items()]
    return [make_choice(value, text) for value, text in pairs]


def make_choice(value: str | int, text: str) -> Any:
    """Return one choice; WTForms has them as a class since 3.3, its published types not yet."""
    return wtforms.SelectChoice(value, text)  # type: ignore[attr-defined]


def split_list(text: str | None) -> list[str]:
    """Return the parts of a list that somebody typed with commas, or semicolons, or a line each."""
    return [part for part in (each.strip() for each in re.split(r"[,;\n]", text or "")) if part]


def split_sizes(text: str | None) -> list[str]:
    """Return the sizes of a list, also of "S M L" and "36 38 40"; W28 L32 is one."""
    parts = split_list(text)
    words = parts[0].split() if len(parts) == 1 else []
    are_sizes = all(word.isdigit() for word in words) or all(_LETTERS.fullmatch(word) for word in words)
    return words if len(words) > 1 and are_sizes else parts


def strip(text: str | None) -> str:
    """Return what was typed without the spaces around it."""
    return (text or "").strip()


def names_of(fields: Iterable[wtforms.Field]) -> list[str]:
    """Return the names of fields that hold an error."""
    return [field.name for field in fields if field.errors]


def name_file(revision: PatternRevision, ending: str) -> str:
    """Return what a file about a revision is called when it is saved: "LS-01-revision-2.pdf"."""
    return f"{revision.garment.style_number or 'pattern'}-revision-{revision.number}{ending}"
