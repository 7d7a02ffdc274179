"""What is imported to read: not all of spaCy and scipy, and all of them for whoever asks later."""


def test_reading_imports_no_command_line_of_spacys_no_components_and_no_matrices_of_scipys(
    told_by_a_reader: list[str],
) -> None:
    loaded = told_by_a_reader[0].split()

    assert "spacy.language" in loaded
    assert {"spacy.cli", "spacy.pipeline", "spacy.ml", "scipy.sparse"}.isdisjoint(loaded)


def test_who_asks_later_gets_the_real_ones(told_by_a_reader: list[str]) -> None:
    assert told_by_a_reader[1:] == ["2 EnglishLemmatizer", "3 3"]
