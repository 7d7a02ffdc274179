"""What is known of each code that a comment may tell, in figures and by name."""

import numpy as np
import pytest

from nlp.components import candidates
from nlp.components.candidates import gather
from nlp.garments import GarmentKind
from nlp.pipeline import build_pipeline, read_all
from nlp.policy import CERTAINTIES, FIGURES
from nlp.taxonomy import IssueCode
from tests.nlp.parrot import LONG, POCKETS, Parrot


class Duet(Parrot):
    """Hears two codes in everything, one of them better."""

    codes = (LONG, IssueCode.WAIST_WIDTH_SMALL)

    def sure_within(self, keys, starts, ends, among_many):
        return np.tile(np.array([0.2, 0.7, 0.1], dtype="float32"), (len(starts), 1))


def test_what_is_told_besides_speaks_against_neither() -> None:
    comment = "The sleeves are too long but the waist is far too tight."

    weighable = gather(read_all(build_pipeline(), [(comment, GarmentKind.KNIT)]), Duet())  # type: ignore[arg-type]

    figures = dict(zip([code for _, code, _ in weighable.claimed], weighable.figures.tolist(), strict=True))
    of_long = dict(zip(FIGURES, figures[LONG], strict=True))
    assert of_long["sure in sentence"] == pytest.approx(0.2)
    # The waist's 0.7 is left out, as it is claimed: the rest is shared by this code, with 0.2, and silence, with 0.1.
    assert 3 * of_long["sentence"] == pytest.approx(np.log(0.2 / 0.1), abs=1e-4)


def test_a_candidate_is_known_by_names_and_the_cues_of_its_clause() -> None:
    [notes] = read_all(build_pipeline(), [("I wish the sleeves came two inches longer, lovely as they are.", None)])

    weighable = gather([notes], Parrot(POCKETS))  # type: ignore[arg-type]

    known = dict(zip(weighable.kinds, weighable.names, strict=True))
    assert {"sleeve.length/short", "of its subject", "amount", "wished"} <= {*known["claimed"]}
    assert known["unclaimed"] == ["construction.pocket/poor"]
    wishes = dict(zip(known, weighable.figures[:, FIGURES.index("cue: wish")], strict=True))
    assert wishes["claimed"] == 1


def test_figures_stand_where_the_policy_looks_for_their_names(monkeypatch) -> None:
    comments = read_all(build_pipeline(), [("I wish the sleeves came two inches longer.", GarmentKind.KNIT)])
    usual = gather(comments, Duet()).figures  # type: ignore[arg-type]
    monkeypatch.setattr(candidates, "CERTAINTIES", CERTAINTIES[::-1])

    turned = gather(comments, Duet()).figures  # type: ignore[arg-type]

    count = len(CERTAINTIES)
    assert turned[:, :count].tolist() == usual[:, :count][:, ::-1].tolist()
    assert turned[:, count:].tolist() == usual[:, count:].tolist()
