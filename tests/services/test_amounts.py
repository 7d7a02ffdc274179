"""What is typed of a change becomes a change per size."""

from decimal import Decimal

import pytest

from app.errors import RuleError
from app.services import lines, revisions
from app.services.amounts import Amounts, Side
from tests import cast


@pytest.mark.parametrize(
    "said, deltas",
    [
        ({"every": -20}, [-20, -20, -20, -20, -20]),
        ({"base": 585}, [-15, -15, -15, -15, -15]),
        ({"step": -2}, [4, 2, 0, -2, -4]),
        ({"step": -2, "side": Side.LARGER}, [0, 0, 0, -2, -4]),
        ({"every": 5, "step": 1, "side": Side.SMALLER}, [3, 4, 5, 5, 5]),
        ({"every": -20, "by_size": {"XL": Decimal(-30)}}, [-20, -20, -20, -20, -30]),
        ({"to_size": {"S": Decimal(588)}}, [0, -2, 0, 0, 0]),
    ],
)
def test_base_value_grade_step_and_single_sizes(session, said, deltas):
    draft, sleeve = _draft(session)
    amounts = Amounts(**{name: Decimal(each) if isinstance(each, int) else each for name, each in said.items()})

    assert list(lines.read_amounts(draft, sleeve, amounts, {}).values()) == deltas


@pytest.mark.parametrize(
    "said, sentence",
    [
        ({"every": Decimal(1), "base": Decimal(1)}, "not both"),
        ({"by_size": {"M": Decimal(1)}, "to_size": {"M": Decimal(1)}}, "Say by how much M changes, or its new value"),
    ],
)
def test_refuses_to_be_told_twice(session, said, sentence):
    draft, sleeve = _draft(session)

    with pytest.raises(RuleError, match=sentence):
        lines.read_amounts(draft, sleeve, Amounts(**said), {})


def test_a_new_value_needs_an_old_one_which_may_be_told_with_it(session):
    dress = cast.make_dress(session)
    draft, (skirt,) = revisions.draft_revision(session, dress), dress.points_of_measure
    amounts, old_mm = Amounts(to_size={"M": Decimal(710)}), {"M": Decimal(700)}

    with pytest.raises(RuleError, match="What M measured before is not known"):
        lines.read_amounts(draft, skirt, amounts, {})
    line = revisions.change_measure(
        session, draft, skirt, per_size=lines.read_amounts(draft, skirt, amounts, old_mm), old_mm=old_mm
    )

    (change,) = line.changes
    assert (change.old_mm, change.new_mm) == (700, 710)
    assert [(measure.size.name, measure.value_mm) for measure in draft.measures] == [("M", 710)]
    assert dress.revisions[0].measures == []


def _draft(session):
    shirt = cast.make_shirt(session)
    return revisions.draft_revision(session, shirt), shirt.points_of_measure[0]
