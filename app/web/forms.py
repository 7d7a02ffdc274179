"""What all forms share: their parent, choices from our enums, a rule's refusal at the field it is about."""

import enum
from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations
from typing import Any

import wtforms
from babel.support import Translations
from flask import request
from flask_babel import get_locale
from flask_wtf import FlaskForm
from wtforms.i18n import messages_path

from app.db import db
from app.errors import Doubtful, RuleError
from app.models import NUMBER_MAX
from app.services.reading_dates import YEARS
from app.web.languages import tell

SURE = "sure"
"""What the box is called that says of what is asked about that it is so."""


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form whose refusals stand at their fields; what belongs to no field stands on top.

    A refusal ends the transaction: its page is drawn anew, and nobody waits for the lock until it is.
    """

    asked_of: tuple[str, ...] = ()
    """How the names of fields begin whose values may be asked about: who ticks that it is so says it of these alone."""
    doubted = ""
    """What is asked about, as it was typed; the page has a box then to tick that it is so."""

    class Meta:
        """What forms say by themselves is in the language of the page."""

        def get_translations(self, form: wtforms.Form) -> NullTranslations:
            """Return the words of WTForms; each language is read once, and not at each request."""
            return _load_words(get_locale().language)

    @property
    def is_sure(self) -> bool:
        """Return whether it was ticked that what is typed is so, once it was asked about."""
        return strip(request.form.get(SURE)) == self._write_typed()

    def validate_on_submit(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether the form was sent and holds what its fields ask for."""
        if not self.is_submitted():
            return False
        is_taken = bool(self.validate(extra_validators=extra_validators))
        if not is_taken:
            db.session.rollback()
        return is_taken

    def blame(self, error: RuleError) -> None:
        """Put a rule's sentence where it belongs."""
        db.session.rollback()
        if isinstance(error, Doubtful):
            self.form_errors.extend(error.questions.values())
            self.doubted = self._write_typed()
            return
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(tell(error))
        else:
            field.errors = [*field.errors, tell(error)]

    def _write_typed(self) -> str:
        typed = {name: strip(text) for name, text in request.form.items() if name.startswith(self.asked_of)}
        return " ".join(f"{name}={text}" for name, text in sorted(typed.items()) if text)


class NumberField(wtforms.DecimalField):
    """A number with a point or a comma."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; with letters in it, as "nan" or "1e9", it is a number to Python and to nobody else."""
        typed = [each.replace(",", ".").replace("−", "-") for each in valuelist]
        super().process_formdata(["" if any(map(str.isalpha, each)) else each for each in typed])


PLAIN = {
    "Not a valid integer value.": "Type a whole number.",
    "Not a valid decimal value.": "Type a number.",
    "Not a valid date value.": "That is not a day.",
    "Field cannot be longer than %(max)d characters.": "This is longer than %(max)d characters.",
}
"""What WTForms says in a programmer's English, in ours."""


class _PlainEnglish(NullTranslations):
    def gettext(self, message: str) -> str:
        return PLAIN.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@cache
def _load_words(language: str) -> NullTranslations:
    return _PlainEnglish() if language == "en" else Translations.load(messages_path(), [language], "wtforms")


class DayField(wtforms.DateField):
    """A day that somebody plans or remembers; one of another age is a slip of the hand."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed or chosen."""
        super().process_formdata(valuelist)
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            raise ValueError(f"Type a day of the years {YEARS[0]} to {YEARS[-1]}.")


def choices_of(words: Mapping[Any, str], *, empty: str | None = None) -> list[Any]:
    """Return choices in the order of these words; `empty` heads them as the choice of nothing."""
    pairs = [("", empty)] if empty is not None else []
    pairs += [(key.value if isinstance(key, enum.Enum) else key, text) for key, text in words.items()]
    return [make_choice(value, text) for value, text in pairs]


def make_choice(value: str | int, text: str) -> Any:
    """Return one choice; WTForms has them as a class since 3.3, its published types not yet."""
    return wtforms.SelectChoice(value, text)  # type: ignore[attr-defined]


def read_number(text: str) -> int:
    """Return the number that an address or a form names something by; what none is, and no database holds, is refused.

    By ValueError, as `int` does: fields and requests know what to make of that.
    """
    number = int(text)
    if not 0 <= number <= NUMBER_MAX:
        raise ValueError(number)
    return number


def strip(text: str | None) -> str:
    """Return what was typed without the spaces around it."""
    return (text or "").strip()
