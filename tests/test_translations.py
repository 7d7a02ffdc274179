"""The catalogues: nothing untranslated, nothing guessed, nothing lost, and the compiled ones say the same."""

import re
from collections import Counter
from gettext import GNUTranslations

import pytest

from app.translations import update
from app.web.languages import LANGUAGES
from nlp.taxonomy import IssueCode

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


@pytest.fixture(scope="module")
def collected():
    return update.collect()


@pytest.fixture(params=update.LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def messages(language):
    return [message for message in update.read_catalogue(language) if message.id]


def test_every_language_of_the_switch_but_english_has_a_catalogue():
    assert set(LANGUAGES) == {"en", *update.LANGUAGES}


def test_all_that_customers_read_is_collected(collected):
    said = {message.id for message in collected}

    assert {"Sleeves", "too long", "where it sits"} <= said, "the sketch"
    assert {code.title for code in IssueCode if not code.is_ok} <= said, "what is understood"
    assert "There is no such photo." in said, "what services refuse"
    assert "it is larger than %(number)s MB" in said, "what becomes of photos"
    assert "How does it fit?" in said, "templates"


def test_a_catalogue_is_complete_and_holds_nothing_else(collected, messages):
    wanted = {(message.id, message.context) for message in collected if message.id}

    assert {(message.id, message.context) for message in messages} == wanted, "run `make catalogues`"
    assert [message.id for message in messages if not message.string] == []


def test_nothing_in_it_was_guessed(language, messages):
    assert [message.id for message in messages if message.fuzzy] == []
    assert "fuzzy" not in update.find_file(language).read_text()


def test_it_keeps_placeholders_and_brings_no_markup(messages):
    for message in messages:
        assert Counter(PLACEHOLDER.findall(message.string)) == Counter(PLACEHOLDER.findall(message.id)), message.id
        assert not re.search(r"[<>&]", message.string), "a translation is not escaped"
        assert message.string.count('"') == message.id.count('"'), "nor may it end an attribute"
        assert message.string == message.string.strip()


def test_the_compiled_one_says_the_same(language, messages):
    with update.find_file(language).with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)

    for message in messages:
        said = compiled.pgettext(message.context, message.id) if message.context else compiled.gettext(message.id)
        assert said == message.string


def test_bringing_it_up_to_date_changes_nothing_where_nothing_is_new(language, collected):
    catalogue = update.bring_up_to_date(language, collected)

    assert update.compile_catalogue(catalogue) == update.find_file(language).with_suffix(".mo").read_bytes()


def test_what_is_new_waits_for_its_words(language):
    collected = update.Catalogue(fuzzy=False)
    collected.add("Sleeves")
    collected.add("Nobody has said this yet")

    catalogue = update.bring_up_to_date(language, collected)

    assert catalogue.get("Sleeves").string
    assert catalogue.get("Nobody has said this yet").string == ""
    assert len(catalogue) == 2
