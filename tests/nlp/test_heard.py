"""What the trained reader hears in a sentence, in its clauses and in the stretches between its joints."""

import numpy as np

from nlp.components.heard import HeardClauses, codes_heard, listen
from nlp.pipeline import build_pipeline, read_all
from nlp.taxonomy import IssueCode
from tests.nlp.parrot import LONG, POCKETS, Parrot


class Listener(Parrot):
    """Is sure of what stands by itself, and half as sure where anything stands beside it."""

    codes = (LONG, POCKETS)

    def __init__(self, *told: tuple[str, ...]) -> None:
        self.told, self.heard = told, list[tuple[str, ...]]()

    def sure_within(self, keys, starts, ends, among_many):
        rows = []
        for start, end in zip(starts, ends, strict=True):
            said = tuple(keys[start:end])
            self.heard.append(said)
            of_each = [0.8 if said == words else 0.4 if _holds(said, words) else 0.01 for words in self.told]
            rows.append([*of_each, 1 - sum(of_each)])
        return np.array(rows, dtype="float32")


def _holds(said: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(said[at : at + len(words)] == words for at in range(len(said)))


def _listen(comment: str, *told: str) -> tuple[HeardClauses, dict[IssueCode, float], list[tuple[str, ...]]]:
    """What is heard, how surely of each code, and the stretches that were listened to."""
    notes, *others = read_all(build_pipeline(), [(comment, None), *((words, None) for words in told)])
    reader = Listener(*(tuple(each.keys) for each in others))
    clauses = listen([notes], reader)  # type: ignore[arg-type]
    [heard] = codes_heard([notes], clauses, reader)  # type: ignore[arg-type]
    return clauses, {code: round(likely, 2) for code, (likely, *_) in heard.items()}, reader.heard


def test_what_is_told_in_one_breath_with_something_else_is_heard_as_if_by_itself() -> None:
    _, heard, _ = _listen(
        "We went to Wales and our keys ran off, in my hand the pockets", "in my hand the pockets", "our keys ran off"
    )

    assert heard == {LONG: 0.8, POCKETS: 0.8}


def test_around_a_claim_it_listens_again_only_where_it_doubts_it() -> None:
    comment = "I am petite and the sleeves are too long, oh dear me"

    doubted, _, more = _listen(comment, "the sleeves are too long", "x")
    sure, _, fewer = _listen(comment, "the sleeves are too long, oh dear me", "x")

    assert [round(float(each.surest[0, 0]), 2) for each in (doubted, sure)] == [0.8, 0.8]
    assert len(more) > len(fewer)


def test_nothing_is_heard_of_a_stretch_that_holds_a_claim() -> None:
    told = "the collar is too tight and the colour"

    _, heard, _ = _listen(f"The sleeves are too short, {told} is lovely.", "x", told)

    assert POCKETS not in heard


def test_no_stretch_is_listened_to_twice_nor_a_word_by_itself() -> None:
    *_, stretches = _listen("The sleeves, oh, the sleeves are too long, and I am tall.", "x", "y")

    assert len(stretches) == len(set(stretches))
    assert all(len(stretch) > 1 for stretch in stretches)


def test_a_stretch_ends_with_its_sentence() -> None:
    *_, stretches = _listen("Nice. I love it, really I do. The end, then", "x", "y")

    assert not any({"nic", "lov"} <= set(stretch) or {"do", "end"} <= set(stretch) for stretch in stretches)
