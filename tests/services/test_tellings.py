"""Tellings: in what manner a fit point is told, added up when it is weighed and read by its page."""

import pytest

from app.models import IssueOrigin
from app.services import grouping, tellings, weighing
from tests import cast

pytestmark = pytest.mark.every_database

LONG = "sleeve.length/long"
WORDS = ("the cuffs hang over my hands", "cuffs over my hands", "an inch too long")


def test_a_weighing_adds_up_what_is_told_as_it_would_be_counted(session):
    shirt = cast.make_shirt(session)
    for words in WORDS:
        told = cast.make_feedback(session, shirt, says=LONG, comment=f"Well, {words}.")
        [issue] = told.issues
        issue.origin, issue.span_start, issue.span_end = IssueOrigin.COMMENT, 6, 6 + len(words)
        issue.stated, issue.low_mm, issue.high_mm = True, 20, 30
    cast.make_feedback(session, shirt, says=LONG)
    grouping.group_garment(session, shirt)
    point = cast.get_point(session, shirt, LONG)
    counted = tellings.read_told(session, point)

    weighing.weigh(session, shirt)

    assert point.telling
    assert tellings.read_told(session, point) == counted
    assert (counted.worded, counted.tapped, counted.stated, counted.returned) == (3, 1, 3, None)
    assert list(counted.amounts.values()) == [[25.0] * 3]
    assert ([customers for _, customers, _ in counted.ways.shared], counted.ways.alone) == ([2], 1)


def test_of_very_many_amounts_so_many_are_kept_that_they_can_be_drawn():
    amounts = [float(number) for number in range(1001)]

    kept = tellings._thin_out(amounts)

    assert len(kept) == tellings.DOTS_MAX
    assert kept[len(kept) // 2] == pytest.approx(500, abs=20)
    assert tellings._thin_out(amounts[:7]) == amounts[:7]
