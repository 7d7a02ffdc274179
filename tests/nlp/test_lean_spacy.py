"""What is imported to read: not all of spaCy and scipy, and all of them for whoever asks later."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from nlp.lean_spacy import our_components_alone
from tests.nlp.conftest import Told


def test_reading_imports_no_command_line_of_spacys_no_components_and_no_matrices_of_scipys(
    told_by_a_reader: Told,
) -> None:
    loaded = told_by_a_reader.imported.split()

    assert "spacy.language" in loaded
    assert {"spacy.cli", "spacy.pipeline", "spacy.ml", "scipy.sparse"}.isdisjoint(loaded)


def test_who_asks_later_gets_the_real_ones(told_by_a_reader: Told) -> None:
    assert told_by_a_reader.got_later == "2 EnglishLemmatizer"
    assert told_by_a_reader.multiplied_later == "3 3"


def test_threads_make_pipelines_one_after_the_other() -> None:
    """At once, the second would take for spaCy's own what the first has put in its place, and leave it there."""
    entered = Event()

    def enter() -> None:
        with our_components_alone():
            entered.set()

    with ThreadPoolExecutor(1) as pool:
        with our_components_alone():
            pool.submit(enter)
            assert not entered.wait(0.1)
        assert entered.wait(60)
