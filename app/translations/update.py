"""Bring the catalogues up to date with what customers read: `python -m app.translations.update`, or `make catalogues`.

New words come in untranslated, old ones go; a test names what is missing. English needs no catalogue: it is what stands
in the code.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app import translations
from app.services.sketches import get_sketch
from nlp.taxonomy import GarmentKind, IssueCode

FOLDER = Path(__file__).parent
LANGUAGES = tuple(language for language in translations.LANGUAGES if language != "en")

METHODS = [("templates/feedback/**.html", "jinja2"), ("web/**.py", "python"), ("services/**.py", "python")]
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None, "lazy_pgettext": ((1, "c"), 2), "translatable": None}


class Catalogue(Catalog):
    """A catalogue whose head is the same whenever it is written: dates and names of tools say nothing to a reader."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What reading it needs."""
        language = str(self.locale) if self.locale else ""
        return [
            ("Language", language),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", self.plural_forms),
        ]


def collect() -> Catalogue:
    """Return all that customers read: what is marked in code and templates, the sketches' words, the issues' titles."""
    catalogue = Catalogue(fuzzy=False)
    for _, _, message, comments, context in extract_from_dir(FOLDER.parent, METHODS, keywords=KEYWORDS):
        catalogue.add(message, auto_comments=comments, context=context)
    for words in (*_sketch_words(), *(code.title for code in IssueCode if not code.is_ok)):
        catalogue.add(words)
    return catalogue


def find_file(language: str) -> Path:
    """Return where a language's catalogue lies; the compiled one lies beside it."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def read_catalogue(language: str) -> Catalog:
    """Return a language's catalogue; one that is not there yet is empty."""
    path = find_file(language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compile_catalogue(catalogue: Catalog) -> bytes:
    """Return a catalogue as the pages load it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def _sketch_words() -> Iterator[str]:
    for zone in (zone for kind in (None, *GarmentKind) for zone in get_sketch(kind).zones):
        yield zone.name
        for question in zone.questions:
            yield question.name
            yield from (words for _, words in question.answers)


def bring_up_to_date(language: str, collected: Catalogue) -> Catalogue:
    """Return what was collected with what is translated of it already."""
    known = read_catalogue(language)
    catalogue = Catalogue(language, header_comment="# What customers read on Toile's pages.", fuzzy=False)
    for message in collected:
        if message.id:
            before = known.get(message.id, message.context)
            catalogue.add(message.id, before.string if before else "", context=message.context, flags=message.flags)
    return catalogue


def main() -> None:
    """Write every catalogue anew."""
    collected = collect()
    for language in LANGUAGES:
        catalogue = bring_up_to_date(language, collected)
        path = find_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, no_location=True, sort_output=True)
        path.with_suffix(".mo").write_bytes(compile_catalogue(catalogue))


if __name__ == "__main__":
    main()
