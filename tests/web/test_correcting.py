"""What was read, corrected: one quote, or all that are ticked in one act, which is taken back."""

import pytest

from app.models import AuditEvent, Issue, Job
from tests.web.conftest import LONG, TIGHT, find_worded, tell


def test_a_rejected_reading_leaves_and_is_weighed_again(client, session, sign_in, point):
    sign_in()
    issue = find_worded(session)

    answer = client.post(f"/issues/{issue}/correct", data={f"issue-{issue}-kind": "rejected"})

    session.expire_all()
    assert answer.status_code == 303
    assert session.get(Issue, issue).standing_code is None
    assert [job.kind for job in session.query(Job)] == ["weigh"]
    assert "<mark>" not in client.get(f"/points/{point}").text


def test_a_confirmed_reading_says_by_whom(client, session, sign_in, point):
    sign_in()
    issue = find_worded(session)

    client.post(f"/issues/{issue}/correct", data={f"issue-{issue}-kind": "confirmed"})

    assert "confirmed by Mia" in client.get(f"/points/{point}").text


def test_a_recoded_reading_moves_and_needs_a_code(client, session, sign_in, point):
    sign_in()
    issue = find_worded(session)

    refused = client.post(f"/issues/{issue}/correct", data={f"issue-{issue}-kind": "recoded"})
    client.post(f"/issues/{issue}/correct", data={f"issue-{issue}-kind": "recoded", f"issue-{issue}-code": TIGHT})

    assert refused.status_code == 422
    assert "What is it, then?" in refused.text
    session.expire_all()
    assert session.get(Issue, issue).cluster.code == TIGHT


def test_an_unknown_reading_is_not_found(client, sign_in):
    sign_in()

    assert client.post("/issues/99/correct").status_code == 404


@pytest.mark.parametrize("act", ["many", "split"])
def test_readings_that_no_database_holds_are_not_ticked(client, sign_in, point, act):
    sign_in()

    answer = client.post(f"/points/{point}/{act}", data={"issues": "9" * 20, "many-act": "rejected", "name": "Cuffs"})

    assert answer.status_code == 422


def test_who_has_all_quotes_before_her_has_them_again_after_an_act(client, session, sign_in, point):
    sign_in()
    chosen = find_worded(session)
    assert f'/points/{point}/many?all=1"' in client.get(f"/points/{point}?all=1").text

    many = client.post(f"/points/{point}/many?all=1", data={"issues": [chosen], "many-act": "confirmed"})
    one = client.post(f"/issues/{chosen}/correct?all=1", data={f"issue-{chosen}-kind": "confirmed"})
    undone = client.post(f"/acts/{_acts(session)[-1]}/undo?all=1")

    assert [each.location.partition("?")[2][:5] for each in (many, one)] == ["all=1", "all=1"]
    assert undone.location == f"/points/{point}?all=1#say"


def test_ticked_quotes_are_corrected_in_one_act_and_taken_back(client, session, sign_in, point):
    sign_in()
    tell(session, point, "The sleeves end at my fingertips.", 4, 32)
    chosen = [issue.id for issue in session.query(Issue).filter(Issue.span_start.is_not(None))]
    session.rollback()

    answer = client.post(f"/points/{point}/many", data={"issues": chosen, "many-act": "rejected"})

    assert answer.location == f"/points/{point}?done={_acts(session)[-1]}#say"
    page = " ".join(client.get(answer.location).text.split())
    assert "Mia took 2 quotes out: not said there." in page
    assert [session.get(Issue, each).standing_code for each in chosen] == [None, None]

    client.post(f"/acts/{_acts(session)[-1]}/undo")
    session.expire_all()
    assert [session.get(Issue, each).standing_code for each in chosen] == [LONG, LONG]
    assert "took back what was done to 2 quotes" in client.get(f"/points/{point}").text
    assert [job.kind for job in session.query(Job)] == ["weigh"]


def test_ticked_quotes_are_recoded_or_moved(client, session, sign_in, point, other):
    sign_in()
    issue = find_worded(session)

    moved = {"issues": [issue], "many-act": "moved", "many-into": str(other)}
    assert client.post(f"/points/{point}/many", data=moved).status_code == 303
    session.expire_all()
    assert session.get(Issue, issue).cluster_id == other
    session.rollback()

    recoded = {"issues": [issue], "many-act": "recoded", "many-code": "sleeve.length/short"}
    assert client.post(f"/points/{other}/many", data=recoded).status_code == 303
    client.post(f"/acts/{_acts(session)[-1]}/undo")
    session.expire_all()
    assert session.get(Issue, issue).cluster_id == other


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"many-act": "rejected"}, "Tick the quotes first."),
        ({"many-act": "recoded", "issues": ["ticked"]}, "What is it, then?"),
        ({"many-act": "moved", "issues": ["ticked"]}, "To which other fit point?"),
        ({"many-act": "nonsense", "issues": ["ticked"]}, "Choose what the ticked quotes are."),
        ({"many-act": "moved", "many-into": "999", "issues": ["ticked"]}, "Not a valid choice"),
    ],
)
def test_a_refused_act_on_many_keeps_the_ticks(client, session, sign_in, point, typed, sentence):
    sign_in()
    if "issues" in typed:
        typed = typed | {"issues": [find_worded(session)]}

    answer = client.post(f"/points/{point}/many", data=typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert ('form="split" checked' in " ".join(answer.text.split())) is ("issues" in typed)


def _acts(session):
    """The acts on many quotes, oldest first."""
    verbs = ("corrected_many", "moved_many")
    acts = [event.id for event in session.query(AuditEvent).order_by(AuditEvent.id) if event.verb in verbs]
    session.rollback()
    return acts
