"""The label's own trained reader: what it learns from, when it is kept, and what it must not hold."""

from io import BytesIO

import numpy as np
import pytest

import nlp.training as learning
from app.errors import RuleError
from app.models import CorrectionKind
from app.services import coding, issues, tagging, training
from nlp import fitting
from nlp.evaluate import Count
from nlp.policy import WEIGHTS, believing, read_policy
from nlp.tagging import TAGGER_VERSION, Tagger
from nlp.taxonomy import IssueCode
from nlp.trained import MODEL, TrainedReader
from nlp.training import score_on_tests
from tests import cast

LONG, WIDE = IssueCode.SLEEVE_LENGTH_LONG, IssueCode.SLEEVE_WIDTH_LARGE
POCKETS = IssueCode.CONSTRUCTION_POCKET_POOR


@pytest.fixture
def read(session):
    """Answers about a shirt, read."""
    shirt, tagger = cast.make_shirt(session), Tagger.load()

    def read(comment: str):
        answer = cast.make_feedback(session, shirt, comment=comment)
        tagging.tag_feedback(session, tagger, [answer])
        return answer

    return read


def test_learns_from_sentences_that_people_spoke_on(session, read):
    recoded = read("The sleeves are too long. Lovely colour.")
    issues.correct_issue(session, next(each for each in recoded.issues if each.code == LONG),
                         kind=CorrectionKind.RECODED, code=WIDE)  # fmt: skip
    rejected = read("The sleeves are far too long!")
    issues.correct_issue(session, rejected.issues[0], kind=CorrectionKind.REJECTED)
    marked = read("It came on Monday. Gubbins hid behind Xanthippe")
    coding.mark_words(session, marked, words="Gubbins hid", code=POCKETS)
    spam = read("The sleeves are much too long.")
    issues.correct_issue(session, spam.issues[0], kind=CorrectionKind.CONFIRMED)
    coding.mark_spam(session, spam)
    session.flush()

    assert [(text, codes) for _, text, codes in training.list_sentences(session)] == [
        ("The sleeves are too long.", {WIDE}),
        ("The sleeves are far too long!", set()),
        ("Gubbins hid behind Xanthippe", {POCKETS}),
    ]


def test_nothing_to_learn_from_is_said_so(session, tmp_path):
    with pytest.raises(RuleError, match="there is nothing to learn from"):
        training.train_on_corrections(session, tmp_path)


def test_a_file_of_another_version_is_as_good_as_none(tmp_path):
    assert training.find_model(tmp_path) is None

    with np.load(MODEL) as kept:
        learnt = {name: kept[name] for name in kept.files}
    whole, without_kinds = BytesIO(), BytesIO()
    np.savez(whole, **learnt | {"weights": learnt["weights"][:-1]})
    np.savez(without_kinds, **{name: array for name, array in learnt.items() if name != "kinds_named"})
    cut_off = whole.getvalue()[:-1_000]

    for content in (b"of another version", b"", cut_off, whole.getvalue(), without_kinds.getvalue()):
        (tmp_path / training.MODEL_FILE).write_bytes(content)

        assert training.find_model(tmp_path) is None


@pytest.fixture
def quick(monkeypatch):
    """Learns from an eighth of the corpus, once through."""
    monkeypatch.setattr(fitting, "BAG_EPOCHS", 1)
    monkeypatch.setattr(fitting, "AVERAGES_EPOCHS", 1)
    for name in ("read_sentences", "read_written", "read_excerpts", "read_fresh", "read_reviews"):
        few = [*getattr(learning, name)()][::8]
        monkeypatch.setattr(learning, name, lambda few=few: few)


@pytest.mark.thorough
@pytest.mark.parametrize(("found", "kept"), [(10, True), (9, False)])
def test_keeps_what_reads_the_tests_as_well_without_a_customers_rare_words(
    session, read, tmp_path, monkeypatch, quick, found, kept
):
    scores = iter([Count(found=10, missed=5), Count(found=found, missed=15 - found)])
    monkeypatch.setattr(training, "score_on_tests", lambda tagger: next(scores))
    for day in ("Monday", "Tuesday", "Friday"):
        answer = read(f"On {day} my gubbins went walkabout. Signed, Xanthippe{day}")
        coding.mark_words(session, answer, words="my gubbins went walkabout", code=POCKETS)
        coding.mark_words(session, answer, words="Signed", code=LONG)
    session.flush()

    done = training.train_on_corrections(session, tmp_path)

    model = training.find_model(tmp_path)
    assert (done.sentences, done.kept) == (6, kept)
    assert (model is not None) == kept
    if model is not None:
        assert {"gubbin", "gubbins"} & model.words
        assert [word for word in model.words if "xanthippe" in word] == []
        assert Tagger.load(model=model).version.startswith(f"{TAGGER_VERSION}+")


@pytest.mark.thorough
def test_what_was_trained_into_a_folder_is_scored_by_the_policy_that_lies_there(tmp_path, quick):
    trained = training.train_on_corpus(tmp_path)

    tagger = Tagger.load(model=TrainedReader((tmp_path / MODEL.name).read_bytes()))
    with believing(read_policy(tmp_path / WEIGHTS.name)):
        assert trained.after == score_on_tests(tagger)
    assert trained.after != score_on_tests(tagger), "by the policy that comes with Toile"
