"""What is tapped is an issue at once, and what a piece is altered by says how much where it can only mean one place."""

import pytest

from app.errors import RuleError
from app.models import FeedbackSource, Keeping
from app.services import feedback, tagging
from app.services.feedback import TappedZone
from nlp.tagging import Tagger
from tests import cast

LONG, FINE = TappedZone("sleeve.length", "long"), TappedZone("hip.width", "ok")
TIGHT, MEASURED = TappedZone("hip.width", "small"), TappedZone("sleeve.length", "long", 3.0, "cm")
POOR = TappedZone("construction.closure", "poor")


@pytest.mark.parametrize(
    "zones, amounts",
    [
        ([LONG], [(2.0, "cm", 10.0, 30.0)]),
        ([FINE, LONG], [(None, None, None, None), (2.0, "cm", 10.0, 30.0)]),
        ([MEASURED], [(3.0, "cm", 20.0, 40.0)]),
        ([LONG, TIGHT], [(None, None, None, None)] * 2),
        ([POOR], [(None, None, None, None)]),
    ],
    ids=["one place", "the other is fine", "it was tapped", "which of two?", "not a length"],
)
def test_what_a_piece_is_altered_by_is_the_amount_of_the_one_place_that_is_off(session, zones, amounts):
    given = _answer(session, zones, altered_by=2.0, altered_unit="cm")

    said = [(issue.amount, issue.amount_unit, issue.low_mm, issue.high_mm) for issue in given.issues]
    assert said == amounts
    assert (given.altered_by, given.altered_unit) == (2.0, "cm")


def test_reading_the_words_anew_leaves_it(session):
    given = _answer(session, [LONG], altered_by=2.0, altered_unit="cm", comment="The sleeves are too long.")

    for _ in "12":
        tagging.tag_feedback(session, Tagger.load(), [given])

    (issue,) = given.issues
    assert (issue.amount, issue.low_mm, issue.high_mm, issue.stated, issue.hedge) == (2.0, 10.0, 30.0, True, "about")


@pytest.mark.parametrize(
    "altered, sentence",
    [
        ({"keeping": Keeping.KEPT, "altered_by": 2.0, "altered_unit": "cm"}, "Only of a piece that is altered"),
        ({"altered_by": 2.0, "altered_unit": "size"}, "That amount cannot be read"),
        ({"altered_by": -1.0, "altered_unit": "cm"}, "That amount cannot be read"),
        ({"altered_by": 2.0}, "That amount cannot be read"),
    ],
)
def test_an_amount_is_one_of_a_piece_that_is_altered(session, altered, sentence):
    with pytest.raises(RuleError, match=sentence):
        _answer(session, [LONG], **altered)


def _answer(session, zones, *, keeping=Keeping.ALTERED, **given):
    return feedback.record_feedback(
        session, cast.make_shirt(session), source=FeedbackSource.FORM, zone_answers=zones, keeping=keeping, **given
    ).feedback
