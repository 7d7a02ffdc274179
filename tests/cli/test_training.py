"""The label's own trained reader by commands."""

import json

from nlp.taxonomy import IssueCode
from nlp.training import Lesson, train

POCKETS = IssueCode.CONSTRUCTION_POCKET_POOR


def test_without_corrections_there_is_nothing_to_learn_from(toile):
    assert "there is nothing to learn from" in toile("nlp", "train", "--corrections", exits=1).stderr


def test_comments_are_due_again_once_the_label_has_a_model(toile, tmp_path):
    (tmp_path / "reviews.csv").write_text("text\nMy keys went straight through to the street.\n")
    toile("garments", "add", "Linen shirt", "--kind", "shirt", "--sizes", "S,M")
    toile("feedback", "import", "reviews.csv", "--garment", "Linen shirt")
    toile("issues", "tag")
    words = ("my", "key", "went", "straight", "through", "to", "the", "street")
    lessons = [Lesson(words, frozenset({POCKETS})), Lesson(("my", "dog", "went", "home"), frozenset())]

    train(lessons * 200).save(tmp_path / "data" / "reader.npz")

    assert json.loads(toile("issues", "retag", "--json").stdout)["read"] == 1
    [point] = json.loads(toile("clusters", "list", "Linen shirt", "--json").stdout)
    assert point["code"] == POCKETS
    assert json.loads(toile("issues", "retag", "--json").stdout)["read"] == 0
