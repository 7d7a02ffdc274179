"""The list of garments, a new one, and the page of one."""

from datetime import timedelta

import pytest

from app.models import Choice, FeedbackSource, Garment, Remark, Role, now
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
    assert "Not named yet" not in client.get(f"/garments/{shirt.id}").text
    grouping.group_garment(session, shirt)
    session.commit()

    page = " ".join(client.get(f"/garments/{shirt.id}").text.split())

    assert "Not named yet" in page
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
    session.commit()
    sign_in()

    assert "praised by 3 people" in client.get(f"/garments/{shirt.id}").text


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


@pytest.fixture
def answered_shirt(session):
    """The id of a shirt whose sleeves 12 of 20 call too long."""
    shirt = make_shirt(session)
    run = make_round(session, shirt, locked=True)
    make_answers(session, shirt, says=LONG, reporting=12, of=20, production_round=run)
    evidence.weigh_garment(session, shirt)
    session.commit()
    return shirt.id
