"""The list of garments, a new one, and what the page of one says when little is known of it."""

import io
from datetime import timedelta

import pytest

from app.models import Choice, CountKind, FeedbackSource, Garment, Role, now
from app.services import clusters, decisions, evidence, feedback, garments, rounds
from tests.arranged import once
from tests.cast import make_answers, make_feedback, make_garment, make_round, make_shirt
from tests.web.conftest import LONG
from tests.web.watching import listening
from tests.weighed import judge_garment

LINEN = {"name": "Linen shirt", "kind": "shirt", "sizes": "XS, S, M, L, XL"}


def test_an_empty_list_leads_on(client, sign_in):
    sign_in()

    assert "add the first one" in client.get("/garments").text


def test_the_list_says_what_is_known_of_each(client, session, sign_in, answered_shirt):
    sign_in()

    page = client.get("/garments").text

    assert "Linen shirt" in page
    assert "8 of the 20 who answered" in page
    assert "<strong>1</strong>" in page


@pytest.fixture
def many_garments(session):
    """More garments than anybody looks over, one of them no longer made."""
    for number in range(12):
        make_garment(session, name=f"Shirt {number}", style_number=f"S-{number}")
    trousers = make_garment(session, name="Élan trousers", style_number="T-7")
    trousers.block = "Straight leg"
    session.commit()
    return trousers


@pytest.mark.parametrize("words", ["elan", "t-7", "straight", "TROUSERS élan"])
def test_a_long_list_is_searched_by_name_number_and_block(client, sign_in, many_garments, words):
    sign_in()

    page = client.get("/garments", query_string={"words": words}).text

    assert "Élan trousers" in page
    assert "Shirt 3" not in page
    assert "Show all garments" in page


def test_a_search_finds_what_is_no_longer_made_too(client, session, sign_in, many_garments):
    many_garments.retired_at = now()
    session.commit()
    sign_in()

    page = client.get("/garments?words=elan").text

    assert "No garment that is still made goes by “elan”" in page
    assert f'<a href="/garments/{many_garments.id}">Élan trousers</a>' in page


def test_a_search_that_finds_nothing_keeps_what_was_typed(client, sign_in, many_garments):
    sign_in()

    page = client.get("/garments?words=kimono").text

    assert "No garment goes by “kimono”" in page
    assert 'value="kimono"' in page
    assert ">Blocks</a>" in page, "what else the page leads to is the same"


def test_a_short_list_offers_no_search(client, sign_in, answered_shirt):
    sign_in()

    assert 'role="search"' not in client.get("/garments").text


def test_a_garment_needs_a_name_a_kind_and_sizes(client, session, sign_in):
    sign_in()

    answer = client.post("/garments/new", data=LINEN | {
        "colours": "White, Navy", "base_size": "S", "season": "Spring 2027", "seam_allowance": "1",
    })  # fmt: skip

    shirt = session.query(Garment).one()
    assert answer.status_code == 303
    assert answer.location == f"/garments/{shirt.id}"
    assert [size.name for size in shirt.sizes] == ["XS", "S", "M", "L", "XL"]
    assert [colour.name for colour in shirt.colours] == ["White", "Navy"]
    assert shirt.base_size.name == "S"
    assert (shirt.season, shirt.seam_allowance_included, shirt.seam_allowance_mm) == ("Spring 2027", True, 10)


def test_sizes_come_with_the_pattern(client, session, sign_in):
    sign_in()
    rules = b"UNITS: METRIC\nSIZE LIST: 36 38 40\nSAMPLE SIZE: 38\nRULE: DELTA 1\n0,0 0,0 0,0\nEND\n"

    client.post("/garments/new", data=LINEN | {"sizes": "", "rules": (io.BytesIO(rules), "linen.rul")})

    garment = session.query(Garment).one()
    assert ([size.name for size in garment.sizes], garment.base_size.name) == (["36", "38", "40"], "38")


def test_all_that_a_garment_lacks_is_said_at_once(client, sign_in):
    sign_in()

    page = client.post("/garments/new", data={}).text

    for sentence in ("A garment needs a name.", "What kind of garment?", "Which sizes is it cut in?"):
        assert sentence in page


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


@pytest.mark.parametrize("locked", [True, False])
def test_a_garment_without_answers_leads_to_the_care_label_of_its_run(client, session, sign_in, locked):
    shirt = make_shirt(session)
    code = make_round(session, shirt, locked=locked).code
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}").text

    assert "No answers yet." in page
    assert code in page
    assert f'href="/garments/{shirt.id}/rounds/1#care-label"' in page
    assert "Plan the first run" not in page


def test_a_garment_without_runs_says_what_comes_next(client, session, sign_in):
    shirt = make_shirt(session)
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}").text

    assert "Plan the first run</a>: its code on the care label leads customers to the form." in page


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


@pytest.mark.parametrize("path", ["", "?size=M", "/readings"])
def test_a_page_asks_the_database_eight_times_at_most(app, client, session, sign_in, path):
    shirt = _make_much(session)
    sign_in()

    with listening(app) as asked:
        assert client.get(f"/garments/{shirt}{path}").status_code == 200

    assert len(asked) <= 8, "\n".join(each[:50] + " … " + each[each.index("FROM") :][:200] for each in asked)


@once
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
        decisions.decide(session, cluster, choice=Choice.FIX, reason="Often.", route="factory", round_number=4)
    fixed = make_round(session, shirt, locked=True)
    make_answers(session, shirt, says=LONG, reporting=2, of=20, production_round=fixed)
    evidence.weigh_garment(session, shirt)
    judge_garment(session, shirt)
    rounds.plan_round(session, shirt, planned={"M": 10}, cut_on=now().date() + timedelta(days=60))
    session.commit()
    return shirt.id
