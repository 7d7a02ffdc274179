"""Hearing: whom a garment fits, by the button for that or by all that was tapped and read."""

import pytest

from app.models import CorrectionKind, FeedbackSource, OverallFit
from app.services import coding, feedback, issues
from app.services.answers import TappedZone
from app.services.hearing import hear_garment
from nlp.taxonomy import IssueCode
from tests import cast

RIGHT = {"overall_fit": OverallFit.RIGHT, "rest_fits": True}
LOVELY, LONG = "It is lovely, and falls well.", "The sleeves are long, the price is steep."


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ({"fits_fine": True}, True),
        (RIGHT, True),
        (RIGHT | {"comment": LOVELY}, True),
        (RIGHT | {"zone_answers": [TappedZone(aspect="neck.width", answer="ok")]}, True),
        (RIGHT | {"zone_answers": [TappedZone(aspect="sleeve.length", answer="long")]}, False),
        (RIGHT | {"overall_fit": OverallFit.TOO_LARGE}, False),
        ({"overall_fit": OverallFit.RIGHT, "comment": LOVELY}, False),
        ({"rest_fits": True, "comment": LOVELY}, False),
    ],
)
def test_it_fits_who_says_so_or_finds_it_right_in_all(session, shirt, given, fits):
    _answer(session, shirt, **given)

    assert _fits(session, shirt) == [fits]


def test_it_fits_whoever_finds_no_fault_of_fit_in_words(session, shirt):
    answer = _answer(session, shirt, **RIGHT, comment=LONG)

    coding.mark_words(session, answer, words="the price is steep", code=IssueCode("price.value/poor"))
    assert _fits(session, shirt) == [True]

    read = coding.mark_words(session, answer, words="The sleeves are long", code=IssueCode("sleeve.length/long"))
    assert _fits(session, shirt) == [False]

    issues.correct_issue(session, read, kind=CorrectionKind.REJECTED)
    assert _fits(session, shirt) == [True]


def _answer(session, shirt, **given):
    return feedback.record_feedback(session, shirt, source=FeedbackSource.FORM, **given).feedback


def _fits(session, shirt):
    return [answer.fits_fine for answer in hear_garment(session, shirt).answers]


@pytest.fixture
def shirt(session):
    return cast.make_shirt(session)
