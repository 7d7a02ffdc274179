"""Old stock: words for the product page while a fix is on its way."""

import pytest

from app.models import Choice, Route
from app.services import decisions, evidence
from app.services.old_stock import describe, is_on_its_way, write_notice
from nlp.taxonomy import IssueCode
from tests.cast import get_point, make_answers, make_shirt

LONG = "sleeve.length/long"


def test_a_fix_on_its_way_brings_words_with_the_count(session):
    point = _decide(session, Choice.FIX, round_number=2)

    notice = write_notice(point, {1})

    assert notice.words.startswith("The sleeves are longer than most expect.")
    assert "12 of the 20 customers who answered told us so." in notice.words
    assert notice.words.endswith("It is changed from the next cut on.")
    assert notice.until_round == 2


def test_once_a_run_with_the_fix_has_shipped_the_words_come_down(session):
    assert write_notice(_decide(session, Choice.FIX, round_number=2), {1, 2}) is None


def test_a_fix_without_a_named_run_keeps_its_words(session):
    point = _decide(session, Choice.FIX)

    assert is_on_its_way(point.decision, {1, 2, 3})


def test_what_is_mended_on_the_page_promises_no_change(session):
    point = _decide(session, Choice.FIX, route=Route.PRODUCT_PAGE)

    assert "changed" not in write_notice(point, ()).words


@pytest.mark.parametrize("choice", [Choice.KEEP, Choice.WATCH])
def test_only_a_fix_brings_words(session, choice):
    assert write_notice(_decide(session, choice), ()) is None


def test_an_undecided_point_brings_none(session):
    shirt = make_shirt(session)
    make_answers(session, shirt, says=LONG, reporting=12, of=20)

    assert write_notice(get_point(session, shirt, LONG), ()) is None


def test_what_is_unsafe_is_not_described(session):
    point = _decide(session, Choice.FIX)
    point.evidence[0].safety = True

    assert write_notice(point, ()) is None


def test_few_answers_are_not_cited_to_strangers(session):
    point = _decide(session, Choice.FIX, reporting=3, of=5)

    assert "customers" not in write_notice(point, ()).words


@pytest.mark.parametrize("code", [code for code in IssueCode if code.group == "fit" and not code.is_ok], ids=str)
def test_every_fault_of_fit_can_be_told_to_a_buyer(code):
    assert describe(code) or code.aspect == "shape.cut"


def test_a_seam_that_opens_is_mended_not_described():
    assert describe(IssueCode("construction.seam/poor")) is None


def _decide(session, choice, *, reporting=12, of=20, **details):
    """The fit point of a shirt's sleeves, decided."""
    shirt = make_shirt(session)
    make_answers(session, shirt, says=LONG, reporting=reporting, of=of)
    evidence.weigh_garment(session, shirt)
    point = get_point(session, shirt, LONG)
    decisions.decide(session, point, choice=choice, reason="Many say so.", **details)
    return point
