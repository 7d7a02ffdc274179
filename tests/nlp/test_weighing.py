"""What the policy learns, and from what: comments that its reader did not learn from."""

import numpy as np

from nlp import training
from nlp.evaluate import is_held_back, is_set_aside, read_fresh, read_reviews
from nlp.policy import FIGURES, KINDS, WEIGHTS, Kind, load_policy, read_policy
from nlp.training import Lesson, corpus_lessons, rows_set_aside, train
from nlp.weighing import Case, learn_policy
from tests.nlp.parrot import POCKETS


def case(right: bool, *names: str, kind: Kind = "claimed", figure: float = 0.0) -> Case:
    figures = [figure, *[0.0] * (len(FIGURES) - 1)]
    return Case(0, POCKETS, kind, names, figures, 1.0, right)


def test_learns_what_speaks_for_and_against() -> None:
    cases = [case(True, "denied"), case(True, "denied", figure=1), case(False, "wished"), case(False, figure=-1)] * 40

    learnt = learn_policy([*cases, *(case(False, kind=kind) for kind in KINDS for _ in range(9))])
    table = learnt.tables["claimed"]

    assert table.names["denied"] > 1 > -0.5 > table.names["wished"]
    assert table.figures[0] > 0.1
    flat = np.zeros((1, len(FIGURES)), "float32")
    denied, unknown = (
        learnt.odds("claimed", [[name]], flat, np.ones(1, "float32")) for name in ("denied", "never met")
    )
    assert denied > 0 > unknown


def test_the_committed_policy_is_a_table_that_people_can_read(tmp_path) -> None:
    load_policy().save(tmp_path / WEIGHTS.name)

    assert (tmp_path / WEIGHTS.name).read_bytes() == WEIGHTS.read_bytes()
    assert read_policy(tmp_path / WEIGHTS.name) == load_policy()
    assert all(len(table.names) > 10 for table in load_policy().tables.values())


def test_what_the_policy_is_learnt_on_its_reader_did_not_learn_from() -> None:
    fresh = [row for row in [*read_fresh(), *read_reviews()] if not is_held_back(row["text"])]
    aside = rows_set_aside()

    assert 0.45 < len(aside) / len(fresh) < 0.55
    assert all(is_set_aside(row["text"]) for row in aside)


def test_a_reader_that_learns_without_them_has_fewer_lessons(monkeypatch) -> None:
    for name in ("read_fresh", "read_written", "read_excerpts", "read_reviews", "read_sentences"):
        some = [*getattr(training, name)()][::60]  # of all, as customers wrote them: what is read takes a minute
        monkeypatch.setattr(training, name, lambda some=some: some)

    without, everything = corpus_lessons(for_policy=True), corpus_lessons()

    assert len(everything) - len(without) > len(rows_set_aside()) * 0.9 > 50
    assert train(without[:200]).codes
    assert isinstance(without[0], Lesson)
