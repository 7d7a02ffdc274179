"""The decision about a fit point: kept with its reason, refused with what was typed."""

import re

import pytest

from app.models import Choice, Cluster, Decision, Route
from app.services import coding, decisions, evidence
from tests import cast
from tests.weighed import judge_garment


def test_a_decision_is_kept_with_its_reason(client, session, sign_in, point):
    user = sign_in()

    answer = client.post(
        f"/points/{point}/decide",
        data={"choice": "fix", "route": "pattern", "cause": "grading", "owner": "Ana", "round_number": "4",
              "reason": "The step is too steep above S."},
    )  # fmt: skip

    decision = session.query(Decision).one()
    assert (answer.status_code, answer.location) == (303, f"/points/{point}")
    assert (decision.choice, decision.route, decision.cause) == ("fix", "pattern", "grading")
    assert (decision.round_number, decision.owner, decision.user_id) == (4, "Ana", user.id)
    page = client.get(f"/points/{point}").text
    assert "Mia" in page
    assert "“The step is too steep above S.”" in page


def test_what_is_to_be_fixed_by_the_pattern_leads_into_a_draft_and_then_to_it(client, session, sign_in, point):
    sign_in()
    cluster = session.get(Cluster, point)
    cast.decide_to_fix(session, cluster)
    session.commit()
    assert "Draft the change" in client.get(f"/points/{point}").text

    cast.make_sleeves_shorter(session, cluster.garment, clusters=(cluster,))
    session.commit()

    page = client.get(f"/points/{point}").text
    assert "Draft the change" not in page
    assert '/revisions/2">pattern revision 2</a>, not cut yet.' in page


def test_a_fix_that_its_run_was_cut_without_is_drawn_for_the_next(client, session, sign_in, point):
    sign_in()
    cluster = session.get(Cluster, point)
    decisions.decide(session, cluster, choice=Choice.FIX, reason="Many ask for it.", round_number=1)
    cast.make_round(session, cluster.garment, locked=True)
    session.commit()

    page = client.get(f"/points/{point}").text

    assert "Draft the change" in page
    assert "Run 1 is cut without it: it comes with the next that has a line for it." in page
    assert re.search(r'name="round_number"[^>]*value="(\d+)"', page)[1] == "2"


def test_nothing_is_drawn_once_more_of_a_fix_that_a_run_was_cut_with(client, session, sign_in, point):
    sign_in()
    cluster = session.get(Cluster, point)
    cast.fix_sleeves(session, cluster.garment, cluster)
    cast.make_round(session, cluster.garment, locked=True)
    session.commit()

    page = client.get(f"/points/{point}").text

    assert "Draft the change" not in page
    assert "cut without it" not in page


def test_what_a_run_was_released_with_is_no_longer_to_be_fixed(client, session, sign_in, point):
    sign_in()
    cluster = session.get(Cluster, point)
    shirt = cluster.garment
    before = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=cluster.code.value, reporting=12, of=40, production_round=before)
    number = len(shirt.rounds) + 1
    decisions.decide(
        session, cluster, choice=Choice.FIX, route=Route.PATTERN, reason="Many say it.", round_number=number
    )
    cast.approve(session, cast.make_sleeves_shorter(session, shirt, clusters=(cluster,)))
    session.commit()
    assert "To be fixed" in client.get(f"/points/{point}").text

    cast.make_round(session, shirt, locked=True)
    judge_garment(session, shirt)
    session.commit()

    page = client.get(f"/points/{point}").text
    assert "To be fixed" not in page
    assert f'<h2 id="decision">Fixed in run {number}</h2>' in page


def test_what_a_draft_leaves_as_it_was_may_be_drawn_anew(client, session, sign_in, point):
    sign_in()
    cluster = session.get(Cluster, point)
    cast.decide_to_fix(session, cluster)
    cast.leave_as_it_was(session, cast.make_sleeves_shorter(session, cluster.garment, clusters=(cluster,)))
    session.commit()

    assert "Draft the change" in client.get(f"/points/{point}").text


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"reason": ""}, "reason", "A decision needs a reason."),
        ({"choice": ""}, "choice", "Choose what happens."),
        ({"choice": "defer", "round_number": ""}, "round_number", "Until which run is it put off?"),
        ({"choice": "watch", "watch_until": "2"}, "watch_until", "13 report it already"),
        ({"choice": "watch", "watch_until": "9" * 20}, "watch_until", "No label has so many customers."),
        ({"due_on": "0026-12-20"}, "due_on", "Type a day of the years 1990 to 2099."),
    ],
)
def test_a_refused_decision_keeps_what_was_typed(client, session, sign_in, point, typed, field, sentence):
    sign_in()
    whole = {"choice": "fix", "route": "factory", "owner": "Ana of the atelier", "reason": "Because."}

    answer = client.post(f"/points/{point}/decide", data=whole | typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'id="{field}-error"' in answer.text
    assert 'value="Ana of the atelier"' in answer.text
    assert session.query(Decision).count() == 0


def test_a_fix_for_a_run_that_is_cut_is_refused_at_its_number(client, session, sign_in, point):
    sign_in()
    cast.make_round(session, session.get(Cluster, point).garment, locked=True)
    session.commit()

    answer = client.post(f"/points/{point}/decide", data={"choice": "fix", "reason": "Shorter.", "round_number": "1"})

    assert answer.status_code == 422
    assert "Run 1 is cut already: a fix can be first in 2 or later." in answer.text
    assert 'id="round_number-error"' in answer.text


def test_what_is_asked_again_is_offered_the_next_run(client, session, sign_in, point):
    sign_in()
    cluster = session.get(Cluster, point)
    decisions.decide(session, cluster, choice=Choice.FIX, reason="Sewn too long.", route=Route.FACTORY, round_number=1)
    cast.make_round(session, cluster.garment, locked=True)
    session.commit()
    offered = re.compile(r'name="round_number"[^>]*value="(\d+)"')
    assert offered.search(client.get(f"/points/{point}").text)[1] == "1"

    cluster.headline.since_round = 1
    session.commit()

    assert offered.search(client.get(f"/points/{point}").text)[1] == "2"


def test_nobody_decides_unawares_over_what_was_decided_meanwhile(client, session, sign_in, point):
    sign_in()
    fix = {"choice": "fix", "route": "pattern", "reason": "The step is too steep.", "seen": "0"}
    for _ in range(2):  # a second click stores nothing more
        assert client.post(f"/points/{point}/decide", data=fix).status_code == 303
    assert session.query(Decision).count() == 1
    session.rollback()

    late = client.post(f"/points/{point}/decide", data={"choice": "keep", "reason": "They like it.", "seen": "0"})

    assert late.status_code == 422
    assert "Mia decided meanwhile" in late.text
    assert "They like it.</textarea>" in late.text
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', late.text)[1]
    client.post(f"/points/{point}/decide", data={"choice": "keep", "reason": "They like it.", "seen": seen})
    assert [each.choice for each in session.query(Decision).order_by(Decision.id)] == ["fix", "keep"]


def test_a_danger_that_is_told_once_it_was_decided_asks_again_on_its_page_and_before_all_else(
    client, session, sign_in, point
):
    sign_in()
    cluster = session.get(Cluster, point)
    decisions.decide(session, cluster, choice=Choice.KEEP, reason="They like it long.")
    session.commit()
    asked = "A danger has been told since: decide again."
    garment, decide = f"/garments/{cluster.garment_id}", f'href="/points/{point}#decide"'
    assert asked not in client.get(f"/points/{point}").text
    assert not [page for page in ("/", garment) if decide in client.get(page).text]

    _tell_of_danger(session, cluster)

    page, home = client.get(f"/points/{point}").text, " ".join(client.get("/").text.split())
    assert asked in page
    assert "Decide otherwise" not in page
    again = "It may hurt somebody, decide again, a danger has been told since:"
    assert f"<strong>{again}</strong> <a {decide}>Sleeve too long</a>" in home
    assert decide in client.get(garment).text
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', page)[1]
    said = {"choice": "keep", "reason": "It was another garment.", "seen": seen}
    assert client.post(f"/points/{point}/decide", data=said).status_code == 303
    assert asked not in client.get(f"/points/{point}").text
    assert not [page for page in ("/", garment) if decide in client.get(page).text]


def test_nobody_decides_unaware_of_a_danger_that_was_told_since_the_page_was_opened(client, session, sign_in, point):
    sign_in()
    _tell_of_danger(session, session.get(Cluster, point))

    late = client.post(f"/points/{point}/decide", data={"choice": "keep", "reason": "They like it.", "seen": "0"})

    assert late.status_code == 422
    assert "Somebody told of a danger here meanwhile: look at that first, then decide." in late.text
    assert "They like it.</textarea>" in late.text
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', late.text)[1]
    said = {"choice": "keep", "reason": "They like it.", "seen": seen}
    assert client.post(f"/points/{point}/decide", data=said).status_code == 303
    assert session.query(Decision).one().unsafe


def test_what_nobody_can_have_seen_is_taken_for_what_stands_there(client, session, sign_in, point):
    sign_in()

    answer = client.post(f"/points/{point}/decide", data={"choice": "fix", "reason": "Too steep.", "seen": "9" * 5000})

    assert answer.status_code == 303
    assert session.query(Decision).one().reason == "Too steep."


def _tell_of_danger(session, cluster: Cluster) -> None:
    coding.flag_safety(session, cluster.issues[0], is_unsafe=True)
    evidence.weigh_garment(session, cluster.garment)
    session.commit()
