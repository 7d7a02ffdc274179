"""What customers read in other languages: a catalogue for each, as .po for people and .mo for the pages."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
"""What customers are spoken to in; English is what stands in the code."""


@cache
def load_catalogue(language: str) -> NullTranslations:
    """Return the words of a language, for what is written where no page is asked for."""
    return translation("messages", Path(__file__).parent, [language], fallback=language == "en")
