"""One fit point: the words behind it, what is known of it, what happened to it."""

import pytest
from sqlalchemy import event

from app.db import db
from app.models import Choice, Cluster, FeedbackSource, ReadState, Role
from app.services import decisions, evidence, feedback, weighing
from tests.arranged import once
from tests.cast import get_point, make_feedback, make_shirt
from tests.web.conftest import LONG, SAID, list_twice, tell
from tests.weighed import diagnose_garment


def test_shows_the_sentence_the_words_and_why(client, sign_in, point):
    sign_in()

    page = client.get(f"/points/{point}").text

    assert "<h1>Sleeve too long</h1>" in page
    assert "13 of the 21 who answered" in page
    assert "Lovely linen, but <mark>the sleeves are far too long</mark>." in page
    assert "said of the sleeves" in page
    assert "· reader" not in page
    assert "12 by a tap" in page


def test_the_label_of_the_probable_cause_leads_to_its_field(client, session, sign_in, point):
    weighing.weigh(session, session.get_one(Cluster, point).garment)
    session.commit()
    sign_in()

    page = client.get(f"/points/{point}").text

    assert "where it sits" in page
    assert '<label for="cause">' in page
    assert list_twice(page) == []


def test_more_answers_ask_no_more_of_the_database(app, client, session, sign_in, point):
    sign_in()
    alone = list_asked(app, client, f"/points/{point}")
    for _ in range(3):
        tell(session, point, SAID, 18, 46)

    asked = list_asked(app, client, f"/points/{point}")

    assert len(asked) == len(alone)
    assert not [each for each in asked if "feedback.garment_id" in each.partition("WHERE")[2]]


def test_words_of_customers_are_never_markup(client, session, sign_in, point):
    sign_in()
    tell(session, point, "<script>alert(1)</script> sleeves too long", 26, 42)

    page = client.get(f"/points/{point}").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_shows_in_which_ways_a_point_is_told_with_their_quotes(client, sign_in, told):
    sign_in()

    page = " ".join(client.get(f"/points/{told}").text.split())

    assert '“cuffs over my hands”<span class="count"> 3 customers</span>' in page
    assert '“an inch too long”<span class="count"> 2 customers</span>' in page
    assert "1 put it in words of their own" in page
    assert "“Well, <mark>cuffs over my hands</mark>.”" in page


def test_a_point_without_alike_words_shows_no_ways(client, sign_in, point):
    sign_in()

    assert "Told in these ways" not in client.get(f"/points/{point}").text


def test_the_diagnosis_stands_first_and_the_suggestion_leads_into_a_draft(client, session, sign_in, asked_for_less):
    sign_in()

    page = client.get(f"/points/{asked_for_less}").text
    answer = client.post("/garments/1/revisions/draft", data={"point": asked_for_less})
    draft = client.get(answer.location).text

    assert "Base pattern <small>where it sits</small>" in page
    assert "8 asked for 1.25–5.00 cm less; 10 are happy; 1.00 cm suits most." in page
    assert "Suggested change: sleeve length from shoulder" in page
    assert "<td>−1.00</td>" in page
    assert answer.location == f"/garments/1/revisions/2?point={asked_for_less}#change"
    assert '<option value="D1" selected>' in draft
    assert 'value="−1.00"' in draft
    assert 'value="8 asked for 1.25–5.00 cm less; 10 are happy; 1.00 cm suits most."' in draft


def test_a_suggestion_keeps_the_capital_of_the_language_that_its_measure_is_called_in(
    client, session, sign_in, asked_for_less
):
    session.get_one(Cluster, asked_for_less).garment.points_of_measure[0].name = "Ärmellänge"
    session.commit()
    sign_in()

    assert "Suggested change: Ärmellänge" in client.get(f"/points/{asked_for_less}").text


def test_what_suits_most_names_its_source_where_another_heads_the_page(client, session, sign_in):
    shirt = make_shirt(session)
    zone = feedback.TappedZone("sleeve.length", "long", 25, "mm")
    feedback.record_feedback(session, shirt, source=FeedbackSource.FORM, zone_answers=[zone], rest_fits=True)
    make_feedback(session, shirt)
    for says in (LONG, *[None] * 5):
        review = make_feedback(session, shirt, says=says, source=FeedbackSource.REVIEW, comment="Lovely linen.")
        review.read_state = ReadState.READ
    weighing.weigh(session, shirt)
    session.commit()
    sign_in()

    page = client.get(f"/points/{get_point(session, shirt, LONG).id}").text

    assert "1 of the 2 who answered" in page
    assert "What suits most <small>told by the shop review</small>" in page
    assert "Nobody in the reviews said by how much; 5 say nothing of it." in page


def test_the_probable_cause_is_offered(client, sign_in, asked_for_less):
    sign_in()

    assert '<option value="base_pattern" selected>' in client.get(f"/points/{asked_for_less}").text


def test_history_tells_the_newest_decision_first(client, session, sign_in, point):
    cluster = session.get(Cluster, point)
    decisions.decide(session, cluster, choice=Choice.WATCH, reason="One more run.")
    decisions.decide(session, cluster, choice=Choice.KEEP, reason="It is meant so.")
    session.commit()
    sign_in()

    history = client.get(f"/points/{point}").text.partition('id="history"')[2]

    assert history.index("It is meant so.") < history.index("One more run.")


def test_a_viewer_looks_and_is_offered_no_act(client, sign_in, told):
    sign_in(role=Role.VIEWER)

    page = client.get(f"/points/{told}").text

    assert "the cuffs hang over my hands" in page
    for offered in ("<textarea", 'id="split"', "Split off<span", "Not said here"):
        assert offered not in page


def test_an_unknown_point_is_not_found(client, sign_in):
    sign_in()

    assert client.get("/points/99").status_code == 404


@pytest.fixture
@once
def asked_for_less(session):
    """The id of “sleeve too long”: 8 said by how much, 10 are happy, spread over the sizes alike."""
    shirt = make_shirt(session)
    for size, wishes, happy in (("S", (25, 25), 3), ("M", (13, 38, 51, 51), 4), ("L", (30, 45), 3)):
        for wish in wishes:
            zone = feedback.TappedZone("sleeve.length", "long", wish, "mm")
            feedback.record_feedback(
                session, shirt, source=FeedbackSource.FORM, size=size, zone_answers=[zone], rest_fits=True
            )
        for _ in range(happy):
            make_feedback(session, shirt, size=size)
    evidence.weigh_garment(session, shirt)
    diagnose_garment(session, shirt)
    session.commit()
    return get_point(session, shirt, LONG).id


def list_asked(app, client, path):
    """What a page asks of the database."""
    asked = []
    with app.app_context():
        engine = db.engine

    def note(connection, cursor, statement, *rest):
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    assert client.get(path).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return asked
