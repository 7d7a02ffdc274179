"""Placing: issues go to the clusters of their codes, however many there are by one question."""

import pytest

from app.models import FeedbackSource, Issue, IssueOrigin
from app.services import feedback, placing
from nlp.taxonomy import IssueCode
from tests import cast
from tests.asking import listening_to

LONG, SHORT = IssueCode.SLEEVE_LENGTH_LONG, IssueCode.SLEEVE_LENGTH_SHORT
WIDE = IssueCode.SLEEVE_WIDTH_LARGE


@pytest.mark.every_database
def test_the_homes_of_many_codes_are_one_question(session, shirt):
    coat = cast.make_garment(session, name="Coat")
    places = [(shirt.id, LONG), (coat.id, LONG), (coat.id, SHORT)]
    made = placing.find_homes(session, places)

    with listening_to(session.get_bind()) as asked:
        found = placing.find_homes(session, [*reversed(places)])

    assert found == made
    assert [(made[place].garment_id, made[place].code) for place in places] == places
    assert len(asked) == 1


def test_issues_of_codes_that_are_known_are_placed_by_one_question(session, shirt):
    given = cast.make_feedback(session, shirt)
    homes = [placing.place_code(session, shirt.id, code) for code in (LONG, SHORT)]
    issues = [
        Issue(feedback=given, code=code, standing_code=standing, origin=IssueOrigin.COMMENT, severity=2)
        for code, standing in ((LONG, LONG), (SHORT, SHORT), (WIDE, None))
    ]
    session.add_all(issues)
    session.flush()

    with listening_to(session.get_bind()) as asked:
        placing.place_issues(session, issues)

    assert [issue.cluster for issue in issues] == [*homes, None]
    assert len(asked) == 1


def test_the_taps_of_a_customer_are_placed_by_one_question(session, shirt):
    homes = [placing.place_code(session, shirt.id, code) for code in (LONG, WIDE)]
    taps = [feedback.TappedZone("sleeve.length", "long"), feedback.TappedZone("sleeve.width", "large")]

    with listening_to(session.get_bind()) as asked:
        stored = feedback.record_feedback(session, shirt, source=FeedbackSource.FORM, zone_answers=taps)

    assert [issue.cluster for issue in stored.feedback.issues] == homes
    assert len([each for each in asked if "placement" in each]) == 1


def test_nothing_is_asked_where_nothing_is_to_be_placed(session, shirt):
    with listening_to(session.get_bind()) as asked:
        placing.place_issues(session, [])

    assert asked == []
