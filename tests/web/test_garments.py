"""The list of garments, a new one, and the page of one."""

import io
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from app.db import db
from app.models import Choice, CountKind, FeedbackSource, Garment, Remark, Role, Tally, now
from app.services import clusters, evidence, feedback, garments, grouping, judging, rounds
from tests.cast import (
    get_point,
    make_answers,
    make_feedback,
    make_round,
    make_shirt,
)

LINEN = {"name": "Linen shirt", "kind": "shirt", "sizes": "XS, S, M, L, XL"}
LONG = "sleeve.length/long"


def test_an_empty_list_leads_on(client, sign_in):
    sign_in()

    assert "add the first one" in client.get("/garments").text


def test_the_list_says_what_is_known_of_each(client, session, sign_in, answered_shirt):
    sign_in()

    page = client.get("/garments").text

    assert "Linen shirt" in page
    assert "8 of the 20 who answered" in page
    assert "<strong>1</strong>" in page


def test_a_garment_needs_a_name_a_kind_and_sizes(client, session, sign_in):
    sign_in()

    answer = client.post("/garments/new", data=LINEN | {"colours": "White, Navy", "base_size": "S"})

    shirt = session.query(Garment).one()
    assert answer.status_code == 303
    assert answer.location == f"/garments/{shirt.id}"
    assert [size.name for size in shirt.sizes] == ["XS", "S", "M", "L", "XL"]
    assert [colour.name for colour in shirt.colours] == ["White", "Navy"]
    assert shirt.base_size.name == "S"


def test_sizes_come_with_the_pattern(client, session, sign_in):
    sign_in()
    rules = b"UNITS: METRIC\nSIZE LIST: 36 38 40\nSAMPLE SIZE: 38\nRULE: DELTA 1\n0,0 0,0 0,0\nEND\n"

    client.post("/garments/new", data=LINEN | {"sizes": "", "rules": (io.BytesIO(rules), "linen.rul")})

    garment = session.query(Garment).one()
    assert ([size.name for size in garment.sizes], garment.base_size.name) == (["36", "38", "40"], "38")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "A garment needs a name."),
        ({"kind": ""}, "What kind of garment?"),
        ({"sizes": ""}, "Which sizes is it cut in?"),
        ({"sizes": "S, s"}, "A size is named twice."),
        ({"base_size": "XXL"}, "The base size XXL is not one of the sizes"),
    ],
)
def test_a_refusal_stands_at_its_field_and_keeps_the_rest(client, session, sign_in, typed, sentence):
    sign_in()

    answer = client.post("/garments/new", data=LINEN | {"colours": "White, Navy"} | typed)

    (field,) = typed
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'id="{field}-error"' in answer.text
    assert 'value="White, Navy"' in answer.text
    assert session.query(Garment).count() == 0


def test_a_garment_without_answers_says_what_comes_next(client, session, sign_in):
    shirt = make_shirt(session)
    code = make_round(session, shirt, locked=True).code
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}").text

    assert "No answers yet." in page
    assert code in page


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

    page = " ".join(client.get(f"/garments/{answered_shirt}").text.split())

    assert "Where it does not fit" in page
    assert page.count('class="place t4 ') == 2
    assert '<strong>1</strong> <a href="/points/1">Sleeve too long</a>' in page


def test_fault_that_no_point_tells_is_shown_in_its_words(client, session, sign_in):
    shirt = make_shirt(session)
    for words in ("The bow looks weird", "The bow looks really weird"):
        told = make_feedback(session, shirt, comment=f"{words}. <b>Else</b> fine.")
        session.add(Remark(feedback_id=told.id, span_start=0, span_end=len(words)))
    sign_in()
    assert "No two customers" in client.get(f"/garments/{shirt.id}/unnamed").text
    grouping.group_garment(session, shirt)
    session.commit()

    page = " ".join(client.get(f"/garments/{shirt.id}/unnamed").text.split())

    assert "No two customers" not in page
    assert '“The bow looks weird” <span class="count">2 customers</span>' in page
    assert "“<mark>The bow looks really weird</mark>. &lt;b&gt;Else&lt;/b&gt; fine.”" in page


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


def test_a_cut_day_is_counted_back_to_the_day_the_corrections_go_out(client, session, sign_in):
    shirt = make_shirt(session)
    rounds.plan_round(session, shirt, planned={"M": 10}, cut_on=now().date() + timedelta(days=60))
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}").text

    assert "days to decide" in page
    assert "Corrections out" in page


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

    page = _words(client.get(f"/garments/{shirt.id}"))

    assert 'Mind it when you change <a href="/points/1">Shoulders too wide</a>' in page


def test_each_size_says_how_many_buyers_answered_and_whom_it_fits(client, session, sign_in):
    shirt = make_shirt(session)
    run = make_round(session, shirt, locked=True)
    rounds.record_count(session, run, kind=CountKind.SOLD, size="XL", quantity=41, counted_on=now().date())
    make_feedback(session, shirt, production_round=run, size="XL")
    make_feedback(session, shirt, says=LONG, production_round=run, size="XL")
    evidence.weigh_garment(session, shirt)
    session.commit()
    sign_in()

    page = _words(client.get(f"/garments/{shirt.id}"))

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


def test_counts_narrow_to_what_the_address_says_while_states_stay(client, session, sign_in, shirt_in_two_sizes):
    sign_in()

    page = _words(client.get(f"/garments/{shirt_in_two_sizes}?size=XL&run=1"))

    assert "<strong>4 of the 6 who answered here</strong>" in page
    assert "12 of the 26 who answered in all" in page
    assert "these <strong>6 answers</strong>" in page
    assert "place in the list and the sketch are of all answers" in page
    assert "How sure of all answers" in page
    assert ">clear<" in page
    assert '<option value="XL" selected>XL</option>' in page


def test_what_nobody_of_them_was_asked_says_so(client, sign_in, shirt_in_two_sizes):
    sign_in()

    page = client.get(f"/garments/{shirt_in_two_sizes}?size=XS").text

    assert "nobody here was asked" in page


def test_an_address_names_only_what_is_chosen(client, sign_in, shirt_in_two_sizes):
    sign_in()

    answer = client.get(f"/garments/{shirt_in_two_sizes}?run=&size=XL&colour=&source=")

    assert answer.status_code == 303
    assert answer.location == f"/garments/{shirt_in_two_sizes}?size=XL"


def test_an_address_that_names_an_unknown_size_is_refused(client, sign_in, shirt_in_two_sizes):
    sign_in()

    answer = client.get(f"/garments/{shirt_in_two_sizes}?size=XXXL")

    assert answer.status_code == 404
    assert "has no size “XXXL”" in answer.text


def test_the_heads_of_the_table_narrow_further(client, sign_in, shirt_in_two_sizes):
    sign_in()

    page = client.get(f"/garments/{shirt_in_two_sizes}?run=1").text

    assert f'href="/garments/{shirt_in_two_sizes}?run=1&amp;size=XL"' in page


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


def test_a_decided_fix_offers_words_for_the_old_stock(client, session, sign_in, answered_shirt):
    shirt = session.get(Garment, answered_shirt)
    clusters.decide(
        session, get_point(session, shirt, LONG), choice=Choice.FIX, reason="Too long.", route="pattern", round_number=2
    )
    session.commit()
    sign_in()

    page = _words(client.get(f"/garments/{answered_shirt}"))

    assert "Old stock" in page
    assert "The sleeves are longer than most expect." in page
    assert "until run 2 ships" in page


def test_what_was_weighed_before_answers_were_counted_says_so(client, session, sign_in, answered_shirt):
    session.query(Tally).delete()
    session.commit()
    sign_in()

    page = client.get(f"/garments/{answered_shirt}").text

    assert "12 of the 20 who answered" in page
    assert "counted with the next weighing" in page


@pytest.mark.parametrize("path", ["", "?size=M", "/readings"])
def test_a_page_asks_the_database_eight_times_at_most(app, client, session, sign_in, path):
    shirt = _make_much(session)
    sign_in()

    with _counting(app) as asked:
        assert client.get(f"/garments/{shirt}{path}").status_code == 200

    assert len(asked) <= 8, "\n".join(each[:50] + " … " + each[each.index("FROM") :][:200] for each in asked)


def test_a_fix_that_was_judged_says_so(client, session, sign_in):
    shirt = make_shirt(session)
    make_answers(
        session, shirt, says=LONG, reporting=12, of=20, production_round=make_round(session, shirt, locked=True)
    )
    evidence.weigh_garment(session, shirt)
    clusters.decide(
        session, get_point(session, shirt, LONG), choice=Choice.FIX, reason="Too long.", route="factory", round_number=2
    )
    make_answers(
        session, shirt, says=LONG, reporting=0, of=20, production_round=make_round(session, shirt, locked=True)
    )
    evidence.weigh_garment(session, shirt)
    judging.judge_garment(session, shirt)
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}").text

    assert "Did it work" in page
    assert "12 of 20, now 0 of 20" in page


def test_a_garment_of_an_import_without_sizes_has_a_page(client, session, sign_in):
    bare = garments.add_garment(session, name="Clothing 1078", kind=None, reference="1078")
    for _ in range(3):
        feedback.record_feedback(session, bare, source=FeedbackSource.REVIEW, comment="The sleeves are too long.")
    session.commit()
    sign_in()

    page = client.get(f"/garments/{bare.id}").text

    assert "kind not known" in page
    assert "3 comments not read yet" in page


def test_a_viewer_sees_no_button(client, sign_in, answered_shirt):
    sign_in(role=Role.VIEWER)

    page = client.get(f"/garments/{answered_shirt}").text

    assert "undecided" in page
    assert "Decide<" not in page
    assert client.get("/garments/new").status_code == 403


def test_an_unknown_garment_is_not_found(client, sign_in):
    sign_in()

    answer = client.get("/garments/99")

    assert answer.status_code == 404
    assert "There is no garment “99”." in answer.text


def _words(answer):
    """A page without the indentation of its templates."""
    return " ".join(answer.text.split())


def _make_much(session):
    """The id of a shirt with runs, revisions, decisions, verdicts, praise, readings: all that a page may ask for."""
    shirt = make_shirt(session)
    for says in (LONG, "bust.width/small", "neck.width/ok"):
        run = make_round(session, shirt, locked=True)
        rounds.record_count(session, run, kind=CountKind.SOLD, size="M", quantity=9, counted_on=now().date())
        make_answers(session, shirt, says=says, reporting=12, of=20, production_round=run)
        for source in FeedbackSource:
            make_feedback(session, shirt, says=says, source=source, comment="The sleeves are wonderful.")
    evidence.weigh_garment(session, shirt)
    for cluster in clusters.list_clusters(session, shirt):
        clusters.decide(session, cluster, choice=Choice.FIX, reason="Often.", route="factory", round_number=3)
    evidence.weigh_garment(session, shirt)
    judging.judge_garment(session, shirt)
    rounds.plan_round(session, shirt, planned={"M": 10}, cut_on=now().date() + timedelta(days=60))
    session.commit()
    return shirt.id


@contextmanager
def _counting(app):
    """The questions that the application asks its database meanwhile."""
    asked = []
    with app.app_context():
        engine = db.engine

    def listen(connection, cursor, statement, *rest):
        if statement.startswith(("SELECT", "WITH")):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    yield asked
    event.remove(engine, "before_cursor_execute", listen)


@pytest.fixture
def shirt_in_two_sizes(session):
    """The id of a shirt in two runs: sleeves too long for 8 of 20 in M, and for 4 of 6 in XL."""
    shirt = make_shirt(session)
    runs = [make_round(session, shirt, locked=True) for _ in range(2)]
    make_answers(session, shirt, says=LONG, reporting=8, of=20, production_round=runs[1])
    for place in range(6):
        make_feedback(session, shirt, says=LONG if place < 4 else None, size="XL", production_round=runs[0])
    evidence.weigh_garment(session, shirt)
    session.commit()
    return shirt.id


@pytest.fixture
def answered_shirt(session):
    """The id of a shirt whose sleeves 12 of 20 call too long."""
    shirt = make_shirt(session)
    run = make_round(session, shirt, locked=True)
    make_answers(session, shirt, says=LONG, reporting=12, of=20, production_round=run)
    evidence.weigh_garment(session, shirt)
    session.commit()
    return shirt.id
