"""One fit point: words, corrections, the decision, merging and splitting, history."""

import pytest
from sqlalchemy import event

from app.db import db
from app.models import AuditEvent, Choice, Cluster, Decision, FeedbackSource, Issue, IssueOrigin, Job, Role, SubTheme
from app.services import clusters, diagnosing, evidence, feedback, grouping
from nlp.taxonomy import IssueCode
from tests.cast import get_point, make_answers, make_feedback, make_shirt

LONG, TIGHT = "sleeve.length/long", "sleeve.width/small"
SAID = "Lovely linen, but the sleeves are far too long."


def test_shows_the_sentence_the_words_and_why(client, sign_in, point):
    sign_in()

    page = client.get(f"/points/{point}").text

    assert "<h1>Sleeve too long</h1>" in page
    assert "13 of the 21 who answered" in page
    assert "Lovely linen, but <mark>the sleeves are far too long</mark>." in page
    assert "said of the sleeves" in page
    assert "12 by a tap" in page


def test_more_answers_ask_no_more_of_the_database(app, client, session, sign_in, point):
    sign_in()
    alone = list_asked(app, client, f"/points/{point}")
    for _ in range(3):
        said(session, point, SAID, 18, 46)

    asked = list_asked(app, client, f"/points/{point}")

    assert len(asked) == len(alone)
    assert not [each for each in asked if "feedback.garment_id" in each.partition("WHERE")[2]]


def test_words_of_customers_are_never_markup(client, session, sign_in, point):
    sign_in()
    said(session, point, "<script>alert(1)</script> sleeves too long", 26, 42)

    page = client.get(f"/points/{point}").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


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


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"reason": ""}, "reason", "A decision needs a reason."),
        ({"choice": ""}, "choice", "Choose one."),
        ({"choice": "defer", "round_number": ""}, "round_number", "Until which run is it put off?"),
        ({"choice": "watch", "watch_until": "2"}, "watch_until", "13 report it already"),
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


def test_a_rejected_reading_leaves_and_is_weighed_again(client, session, sign_in, point):
    sign_in()
    issue = worded(session)

    answer = client.post(f"/issues/{issue}/correct", data={f"issue-{issue}-kind": "rejected"})

    session.expire_all()
    assert answer.status_code == 303
    assert session.get(Issue, issue).standing_code is None
    assert [job.kind for job in session.query(Job)] == ["weigh"]
    assert "<mark>" not in client.get(f"/points/{point}").text


def test_a_confirmed_reading_says_by_whom(client, session, sign_in, point):
    sign_in()
    issue = worded(session)

    client.post(f"/issues/{issue}/correct", data={f"issue-{issue}-kind": "confirmed"})

    assert "confirmed by Mia" in client.get(f"/points/{point}").text


def test_a_recoded_reading_moves_and_needs_a_code(client, session, sign_in, point):
    sign_in()
    issue = worded(session)

    refused = client.post(f"/issues/{issue}/correct", data={f"issue-{issue}-kind": "recoded"})
    client.post(f"/issues/{issue}/correct", data={f"issue-{issue}-kind": "recoded", f"issue-{issue}-code": TIGHT})

    assert refused.status_code == 422
    assert "What is it, then?" in refused.text
    session.expire_all()
    assert session.get(Issue, issue).cluster.code == TIGHT


def test_merged_points_go_together_and_come_apart(client, session, sign_in, point, other):
    sign_in()

    merged = client.post(f"/points/{other}/merge", data={"into": str(point)})
    assert merged.location == f"/points/{point}"
    assert "Merged into this one" in client.get(f"/points/{point}").text
    assert "Take it out again" in client.get(f"/points/{other}").text

    client.post(f"/points/{other}/unmerge")
    session.expire_all()
    assert session.get(Cluster, other).merged_into is None
    assert "took it out again" in client.get(f"/points/{other}").text


def test_a_merge_needs_a_point_of_the_garment(client, sign_in, point, other):
    sign_in()

    answer = client.post(f"/points/{point}/merge", data={"into": "999"})

    assert answer.status_code == 422
    assert 'id="into-error"' in answer.text


def test_ticked_quotes_are_split_off(client, session, sign_in, point):
    sign_in()

    answer = client.post(f"/points/{point}/split", data={"name": "Cuffs over the hands", "issues": [worded(session)]})

    part = session.query(Cluster).filter_by(split_from_id=point).one()
    assert answer.location == f"/points/{part.id}"
    assert part.name == "Cuffs over the hands"
    assert "split off 1" in client.get(f"/points/{point}").text


def test_a_split_needs_a_name_and_keeps_the_ticks(client, session, sign_in, point):
    sign_in()

    answer = client.post(f"/points/{point}/split", data={"name": "", "issues": [worded(session)]})

    assert answer.status_code == 422
    assert "What is split off needs a name." in answer.text
    assert 'form="split" checked' in " ".join(answer.text.split())


@pytest.mark.parametrize("action", ["decide", "merge", "unmerge", "split"])
def test_a_viewer_looks_and_does_not_act(client, session, sign_in, point, action):
    sign_in(role=Role.VIEWER)

    assert client.get(f"/points/{point}").status_code == 200
    assert client.post(f"/points/{point}/{action}").status_code == 403
    assert client.post(f"/issues/{worded(session)}/correct").status_code == 403
    assert "<textarea" not in client.get(f"/points/{point}").text


def test_an_unknown_point_is_not_found(client, sign_in):
    sign_in()

    assert client.get("/points/99").status_code == 404
    assert client.post("/issues/99/correct").status_code == 404


def test_history_tells_the_newest_decision_first(client, session, sign_in, point):
    cluster = session.get(Cluster, point)
    clusters.decide(session, cluster, choice=Choice.WATCH, reason="One more run.")
    clusters.decide(session, cluster, choice=Choice.KEEP, reason="It is meant so.")
    session.commit()
    sign_in()

    history = client.get(f"/points/{point}").text.partition('id="history"')[2]

    assert history.index("It is meant so.") < history.index("One more run.")


@pytest.fixture
def point(session):
    """The id of “sleeve too long”: 12 of 20 tapped it, one more wrote it."""
    shirt = make_shirt(session)
    make_answers(session, shirt, says=LONG, reporting=12, of=20)
    cluster = get_point(session, shirt, LONG)
    said(session, cluster.id, SAID, 18, 46)
    evidence.weigh_garment(session, shirt)
    session.commit()
    return cluster.id


@pytest.fixture
def other(session, point):
    """The id of a second fit point of the same shirt."""
    shirt = session.get(Cluster, point).garment
    make_answers(session, shirt, says=TIGHT, reporting=4, of=4)
    evidence.weigh_garment(session, shirt)
    session.commit()
    return get_point(session, shirt, TIGHT).id


@pytest.fixture
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
    diagnosing.diagnose_garment(session, shirt)
    session.commit()
    return get_point(session, shirt, LONG).id


def said(session, cluster_id, comment, start, end):
    """Have a customer write it, read as the fit point's code."""
    cluster = session.get(Cluster, cluster_id)
    answer = feedback.record_feedback(
        session, cluster.garment, source=FeedbackSource.FORM, comment=comment, size="L", rest_fits=True
    ).feedback
    code = IssueCode(LONG)
    answer.issues.append(
        Issue(code=code, standing_code=code, origin=IssueOrigin.COMMENT, severity=2, span_start=start, span_end=end,
              confidence=0.9, why="said of the sleeves", tagger_version="rules 1", cluster=cluster)
    )  # fmt: skip
    session.commit()


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


def worded(session):
    """The id of the issue that stands on words."""
    issue = session.query(Issue).filter(Issue.span_start.is_not(None)).one().id
    session.rollback()
    return issue


def test_the_diagnosis_stands_first_and_the_suggestion_leads_into_a_draft(client, session, sign_in, asked_for_less):
    sign_in()

    page = client.get(f"/points/{asked_for_less}").text
    answer = client.post("/garments/1/revisions/draft", data={"point": asked_for_less})
    draft = client.get(answer.location).text

    assert "Base pattern <small>where it sits</small>" in page
    assert "8 asked for 1.25–5.00 cm less; 10 are happy; 1.00 cm suits most." in page
    assert "D1 Sleeve length from shoulder −1.00 cm" in page
    assert answer.location == f"/garments/1/revisions/2?point={asked_for_less}#change"
    assert '<option value="D1" selected>' in draft
    assert 'value="−1.00"' in draft
    assert 'value="8 asked for 1.25–5.00 cm less; 10 are happy; 1.00 cm suits most."' in draft


def test_the_probable_cause_is_offered(client, sign_in, asked_for_less):
    sign_in()

    assert '<option value="base_pattern" selected>' in client.get(f"/points/{asked_for_less}").text


@pytest.fixture
def told(session):
    """The id of “sleeve too long”, which three customers put one way, two another way, and one in her own words."""
    shirt = make_shirt(session)
    make_answers(session, shirt, says=TIGHT, reporting=1, of=1)
    make_answers(session, shirt, says=LONG, reporting=1, of=1)
    point = get_point(session, shirt, LONG).id
    for words in (
        "the cuffs hang over my hands", "cuffs over my hands", "the cuffs cover my hands",
        "an inch too long", "about an inch too long", "fit for a gorilla",
    ):  # fmt: skip
        said(session, point, f"Well, {words}.", 6, 6 + len(words))
    grouping.group_garment(session, shirt)
    session.commit()
    return point


def test_shows_in_which_ways_a_point_is_told_with_their_quotes(client, sign_in, told):
    sign_in()

    page = " ".join(client.get(f"/points/{told}").text.split())

    assert '“the cuffs hang over my hands” <span class="count">3 customers</span>' in page
    assert '“an inch too long” <span class="count">2 customers</span>' in page
    assert "1 put it in words of their own" in page
    assert "“Well, <mark>cuffs over my hands</mark>.”" in page


def test_a_point_without_alike_words_shows_no_ways(client, sign_in, point):
    sign_in()

    assert "Told in these ways" not in client.get(f"/points/{point}").text


def test_what_is_told_in_one_way_is_split_off_and_weighed_again(client, session, sign_in, told):
    sign_in()
    [cuffs] = [theme.id for theme in session.query(SubTheme) if len(theme.quotes) == 3]
    session.rollback()

    answer = client.post(f"/points/{told}/sub-themes/{cuffs}/split", data={f"sub-theme-{cuffs}-name": "Cuffs too long"})

    part = session.query(Cluster).filter_by(name="Cuffs too long").one()
    assert (answer.status_code, answer.location) == (303, f"/points/{part.id}")
    assert (len(part.issues), part.split_from_id) == (3, told)
    assert session.get(SubTheme, cuffs).cluster is part
    assert session.query(Job).one().kind == "weigh"


def test_a_part_without_a_name_stays_and_says_why(client, session, sign_in, told):
    sign_in()
    theme = session.query(SubTheme).first().id
    session.rollback()

    answer = client.post(f"/points/{told}/sub-themes/{theme}/split", data={f"sub-theme-{theme}-name": " "})

    assert answer.status_code == 422
    assert "What is split off needs a name." in answer.text
    assert session.query(Cluster).count() == 2


def test_who_may_only_look_splits_nothing(client, session, sign_in, told):
    sign_in(role=Role.VIEWER)
    theme = session.query(SubTheme).first().id
    session.rollback()

    assert "Split off<span" not in client.get(f"/points/{told}").text
    assert client.post(f"/points/{told}/sub-themes/{theme}/split").status_code == 403


def test_ticked_quotes_are_corrected_in_one_act_and_taken_back(client, session, sign_in, point):
    sign_in()
    said(session, point, "The sleeves end at my fingertips.", 4, 32)
    chosen = [issue.id for issue in session.query(Issue).filter(Issue.span_start.is_not(None))]
    session.rollback()

    answer = client.post(f"/points/{point}/many", data={"issues": chosen, "many-act": "rejected"})

    assert answer.location == f"/points/{point}?done={_acts(session)[-1]}#say"
    page = " ".join(client.get(answer.location).text.split())
    assert "Mia said it is not said in 2 quotes." in page
    assert [session.get(Issue, each).standing_code for each in chosen] == [None, None]

    client.post(f"/acts/{_acts(session)[-1]}/undo")
    session.expire_all()
    assert [session.get(Issue, each).standing_code for each in chosen] == [LONG, LONG]
    assert "took back what was done to 2 quotes" in client.get(f"/points/{point}").text
    assert [job.kind for job in session.query(Job)] == ["weigh"]


def test_ticked_quotes_are_recoded_or_moved(client, session, sign_in, point, other):
    sign_in()
    issue = worded(session)

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
        typed = typed | {"issues": [worded(session)]}

    answer = client.post(f"/points/{point}/many", data=typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert ('form="split" checked' in " ".join(answer.text.split())) is ("issues" in typed)


def test_a_viewer_corrects_no_many(client, session, sign_in, point):
    sign_in(role=Role.VIEWER)

    assert client.post(f"/points/{point}/many").status_code == 403
    assert client.post("/acts/1/undo").status_code == 403
    assert 'id="split"' not in client.get(f"/points/{point}").text


def _acts(session):
    """The acts on many quotes, oldest first."""
    verbs = ("corrected_many", "moved_many")
    acts = [event.id for event in session.query(AuditEvent).order_by(AuditEvent.id) if event.verb in verbs]
    session.rollback()
    return acts
