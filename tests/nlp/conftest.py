"""The tagger, loaded once for all readings."""

import pytest

from nlp.tagging import Tagger


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return Tagger.load()
