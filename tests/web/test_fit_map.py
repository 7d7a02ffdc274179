"""The fit points on the page of a garment: how many, where, in which sizes, since when, and what was decided."""

import re
from datetime import date, timedelta

from app.models import Choice, CountKind, Garment, ProductionRound, Remark, now
from app.services import decisions, evidence, grouping, rounds
from app.services.deadlines import Deadline
from app.web.filters import say_days_left
from tests.cast import (
    decide_to_fix,
    get_point,
    make_answers,
    make_feedback,
    make_round,
    make_shirt,
    make_sleeves_shorter,
    send_and_receive,
)
from tests.web.conftest import LONG, read_words
from tests.weighed import judge_garment


def test_fit_points_come_with_their_count_sizes_and_range(client, sign_in, answered_shirt):
    sign_in()

    page = client.get(f"/garments/{answered_shirt}").text

    assert "Sleeve too long" in page
    assert "12 of the 20 who answered" in page
    assert 'aria-label="likely between' in page
    assert ">clear<" in page
    assert "1 point undecided" in page


def test_the_sketch_leads_to_the_point_of_a_place(client, sign_in, answered_shirt):
    sign_in()

    page = read_words(client.get(f"/garments/{answered_shirt}"))

    assert "Where it does not fit" in page
    assert page.count('class="place t4 ') == 2
    assert '<strong>1</strong> <a href="/points/1">Sleeve too long</a>' in page


def test_under_five_answers_a_cell_is_hatched(client, session, sign_in):
    shirt = make_shirt(session)
    make_answers(session, shirt, says=LONG, reporting=3, of=6)
    make_feedback(session, shirt, says=LONG, size="XL")
    evidence.weigh_garment(session, shirt)
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}").text

    assert 'class="t4"><a href="/points/' in page
    assert 'title="1 of 1 asked"' in page
    assert page.count('<td class="thin">') == 4


def test_each_size_says_how_many_buyers_answered_and_whom_it_fits(client, session, sign_in):
    shirt = make_shirt(session)
    run = make_round(session, shirt, locked=True)
    rounds.record_count(session, run, kind=CountKind.SOLD, size="XL", quantity=41, counted_on=now().date())
    make_feedback(session, shirt, production_round=run, size="XL")
    make_feedback(session, shirt, says=LONG, production_round=run, size="XL")
    evidence.weigh_garment(session, shirt)
    session.commit()
    sign_in()

    page = read_words(client.get(f"/garments/{shirt.id}"))

    assert "2 of 41 buyers answered<br>1 of 2 fit fine" in page
    assert "1 of the 2 who answered." in page


def test_the_trend_is_drawn_and_said_in_words(client, session, sign_in):
    shirt = make_shirt(session)
    for reporting in (2, 16):
        run = make_round(session, shirt, locked=True)
        make_answers(session, shirt, says=LONG, reporting=reporting, of=20, production_round=run)
    evidence.weigh_garment(session, shirt)
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}").text

    assert 'aria-label="run 1: 2 of the 20 who answered, run 2: 16 of the 20 who answered"' in page
    assert "Rose in run 2" in page


def test_fault_that_no_point_tells_is_shown_in_its_words(client, session, sign_in):
    shirt = make_shirt(session)
    for words in ("The bow looks weird", "The bow looks really weird"):
        told = make_feedback(session, shirt, comment=f"{words}. <b>Else</b> fine.")
        session.add(Remark(feedback_id=told.id, span_start=0, span_end=len(words)))
    sign_in()
    assert "no two customers say" in client.get(f"/garments/{shirt.id}/unnamed").text
    grouping.group_garment(session, shirt)
    session.commit()

    page = read_words(client.get(f"/garments/{shirt.id}/unnamed"))

    assert "no two customers say" not in page
    assert '“The bow looks weird” <span class="count">2 customers</span>' in page
    assert "“<mark>The bow looks really weird</mark>. &lt;b&gt;Else&lt;/b&gt; fine.”" in page


def test_praise_is_said_by_how_many(client, session, sign_in):
    shirt = make_shirt(session)
    for _ in range(3):
        make_feedback(session, shirt, says="neck.width/ok")
    evidence.weigh_garment(session, shirt)
    session.commit()
    sign_in()

    assert "praised by 3 people" in client.get(f"/garments/{shirt.id}").text


def test_praise_warns_of_the_change_that_may_spoil_it(client, session, sign_in):
    shirt = make_shirt(session)
    make_answers(session, shirt, says="shoulder.width/large", reporting=12, of=20)
    for _ in range(3):
        make_feedback(session, shirt, says="sleeve.length/ok")
    evidence.weigh_garment(session, shirt)
    session.commit()
    sign_in()

    page = read_words(client.get(f"/garments/{shirt.id}"))

    assert 'Mind it when you change <a href="/points/1">Shoulders too wide</a>' in page


def test_price_photo_and_colour_stand_apart_from_the_fit_points(client, session, sign_in):
    shirt = make_shirt(session)
    for says in ("price.value/poor", LONG):
        make_answers(session, shirt, says=says, reporting=12, of=20)
    evidence.weigh_garment(session, shirt)
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}").text

    points, _, product_page = page.partition("For the product page")
    assert "Not worth the price" not in points
    assert "Not worth the price" in product_page


def test_a_cut_day_is_counted_back_to_the_day_the_corrections_go_out(client, session, sign_in):
    shirt = make_shirt(session)
    _plan_run(session, shirt, days=60)
    sign_in()

    page = client.get(f"/garments/{shirt.id}").text

    assert '<p class="serif days">No points undecided</p>' in page
    assert "Corrections out" in page


def test_days_are_left_to_decide_then_for_the_corrections_and_none_once_those_are_out(
    client, session, sign_in, answered_shirt
):
    shirt, point = _plan_next(session, answered_shirt, days=60)
    sign_in()

    def read_both():
        pages = [client.get(path).text for path in (f"/garments/{answered_shirt}", "/")]
        return [re.findall(r'<p class="(?:serif )?days">(?:\d+ )?(.*?)</p>', page) for page in pages]

    assert read_both() == [["days to decide"], ["days to decide"]]
    decide_to_fix(session, point)
    draft = make_sleeves_shorter(session, shirt, clusters=(point,))
    session.commit()
    assert read_both() == [["days for the corrections"], ["days for the corrections"]]
    send_and_receive(session, draft)
    session.commit()
    assert read_both() == [["No points undecided"], []]


def test_the_last_day_is_to_decide_on_or_to_send_the_corrections():
    deadline = Deadline(ProductionRound(), *[date(2026, 5, 4)] * 3, days_left=0)

    assert say_days_left(deadline, undecided=True, waits=True) == "Decide today"
    assert say_days_left(deadline, undecided=False, waits=True) == "Corrections are due today"
    assert say_days_left(deadline, undecided=False, waits=False) is None


def test_corrections_were_due_only_while_something_is_open_that_they_wait_for(client, session, sign_in, answered_shirt):
    shirt, point = _plan_next(session, answered_shirt, days=3)
    sign_in()

    def read_head():
        return re.search(r'<p class="serif days">(.*?)</p>', client.get(f"/garments/{answered_shirt}").text)[1]

    assert read_head().startswith("Corrections were due "), "A point is undecided."
    decide_to_fix(session, point)
    session.commit()
    assert read_head().startswith("Corrections were due "), "Nobody has drawn the fix."
    draft = make_sleeves_shorter(session, shirt, clusters=(point,))
    session.commit()
    assert read_head().startswith("Corrections were due "), "The draft has not gone out."
    send_and_receive(session, draft)
    session.commit()
    assert read_head() == "No points undecided"


def test_no_corrections_were_due_of_a_garment_that_nobody_has_answered_about(client, session, sign_in):
    shirt = make_shirt(session)
    _plan_run(session, shirt, days=3)
    sign_in()

    page = client.get(f"/garments/{shirt.id}").text

    assert "Corrections were due" not in page
    assert '<p class="serif days">No points undecided</p>' in page


def test_a_decided_fix_offers_words_for_the_old_stock(client, session, sign_in, answered_shirt):
    shirt = session.get(Garment, answered_shirt)
    decisions.decide(
        session, get_point(session, shirt, LONG), choice=Choice.FIX, reason="Too long.", route="pattern", round_number=2
    )
    session.commit()
    sign_in()

    page = read_words(client.get(f"/garments/{answered_shirt}"))

    assert "Old stock" in page
    assert "The sleeves are longer than most expect." in page
    assert "until run 2 ships" in page


def test_a_fix_that_was_judged_says_so(client, session, sign_in):
    shirt = make_shirt(session)
    make_answers(
        session, shirt, says=LONG, reporting=12, of=20, production_round=make_round(session, shirt, locked=True)
    )
    evidence.weigh_garment(session, shirt)
    decisions.decide(
        session, get_point(session, shirt, LONG), choice=Choice.FIX, reason="Too long.", route="factory", round_number=2
    )
    make_answers(
        session, shirt, says=LONG, reporting=0, of=20, production_round=make_round(session, shirt, locked=True)
    )
    evidence.weigh_garment(session, shirt)
    judge_garment(session, shirt)
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}").text

    assert "Did it work" in page
    assert "12 of 20, now 0 of 20" in page


def _plan_run(session, shirt, *, days):
    """A run that is cut in so many days."""
    rounds.plan_round(session, shirt, planned={"M": 10}, cut_on=now().date() + timedelta(days=days))
    session.commit()


def _plan_next(session, garment_id, *, days):
    """The same of a shirt whose sleeves many call too long, and the point that says so."""
    shirt = session.get(Garment, garment_id)
    _plan_run(session, shirt, days=days)
    return shirt, get_point(session, shirt, LONG)
