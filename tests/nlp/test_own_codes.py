"""The codes of a label's own tags are taken apart as the 91 are, and what is none is refused."""

import pickle

import pytest

from nlp.own_codes import DRAFT_ID, OwnCode, find_code, is_draft, own_code, read_code
from nlp.taxonomy import GarmentKind, IssueCode


def test_an_own_code_says_where_it_belongs_and_which_way() -> None:
    code = own_code("sleeve", 12, is_ok=False)

    assert (code, code.value, code.tag_id) == ("sleeve.own12/poor", "sleeve.own12/poor", 12)
    assert (code.aspect, code.value_word, code.zone, code.group, code.is_ok) == (
        "sleeve.own12", "poor", "sleeve", "fit", False,
    )  # fmt: skip
    assert (code.opposite, code.coupled, code.poms(GarmentKind.SHIRT), code.on_product_page) == (None, (), (), False)
    assert own_code("experience", 1, is_ok=True).is_ok
    assert [own_code(place, 1, is_ok=True).group for place in ("fabric", "construction", "experience", "shape")] == [
        "fabric", "construction", "experience", "fit",
    ]  # fmt: skip


def test_both_kinds_are_read_from_their_values() -> None:
    assert read_code("sleeve.length/long") is IssueCode.SLEEVE_LENGTH_LONG
    assert read_code("sleeve.own12/poor") == own_code("sleeve", 12, is_ok=False)
    assert pickle.loads(pickle.dumps(read_code("sleeve.own12/poor"))) == OwnCode("sleeve.own12/poor")
    assert is_draft(own_code("neck", DRAFT_ID, is_ok=True))
    assert not is_draft(IssueCode.SLEEVE_LENGTH_LONG)


@pytest.mark.parametrize("text", ["", "sleeve", "moon.own1/poor", "sleeve.own/poor", "sleeve.own1/long", "sleeve.own1"])
def test_what_is_no_code_is_refused(text: str) -> None:
    assert find_code(text) is None
    with pytest.raises(ValueError, match="is not an issue code"):
        read_code(text)
    with pytest.raises(ValueError, match="is not the code of an own tag"):
        OwnCode(text)
