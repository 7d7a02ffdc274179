"""The tagger, loaded once for all readings, and a policy that believes what it is told to."""

import numpy as np
import pytest

from nlp.components import joined
from nlp.policy import FIGURES, KINDS, Kind, Policy, Table
from nlp.tagging import Tagger


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.fixture
def believe(monkeypatch):
    """Let the policy hold every candidate of a kind for so likely to be right."""

    def set_odds(**likely: float) -> None:
        def table(kind: Kind) -> Table:
            sure = likely.get(kind, 0.0)
            odds = np.log(sure / (1 - sure)) if sure else -50.0
            return Table(float(odds), {}, [0.0] * len(FIGURES), [0.0] * len(FIGURES))

        policy = Policy({kind: table(kind) for kind in KINDS})
        monkeypatch.setattr(joined, "load_policy", lambda: policy)

    return set_odds
