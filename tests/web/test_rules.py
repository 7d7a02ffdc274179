"""The label's own rules by pages: started from a correction, previewed by the worker, kept, switched off."""

import pytest

from app.models import Choice, CorrectionKind, FeedbackSource, Issue, Job, LabelRule, Role
from app.services import decisions, issues, jobs, label_rules
from nlp.taxonomy import IssueCode
from tests.arranged import once
from tests.cast import get_point, make_feedback, make_shirt

LARGE = "sleeve.width/large"
TIGHT = "sleeve.width/small"
ZEPPELINS = {"phrase": "zeppelin sleeves", "code": LARGE, "kind": ""}
HUSHED = {"phrase": "statement cuffs", "code": "silence", "kind": "shirt"}


@pytest.fixture
def said(session, work) -> None:
    """Three reviews of a shirt, read."""

    @once
    def have_read(session) -> None:
        shirt = make_shirt(session)
        for comment in (
            "Such zeppelin sleeves!",
            "The <b>statement cuffs</b> are tight.",
            "Statement cuffs are tight.",
        ):
            make_feedback(session, shirt, comment=comment, source=FeedbackSource.REVIEW)
        jobs.request_reading(session)
        session.commit()
        work()

    have_read(session)


def test_from_preview_to_kept(client, session, sign_in, said, work):
    user = sign_in()

    asked = client.post("/rules/preview", data=ZEPPELINS)
    waiting = client.get(asked.location).text
    session.rollback()
    work()
    shown = " ".join(client.get(asked.location).text.split())
    kept = client.post("/rules", data=ZEPPELINS, follow_redirects=True).text
    session.rollback()
    work()

    assert asked.status_code == 303
    assert "0 of 3 comments compared so far." in waiting
    assert "Keep the rule" not in waiting
    assert "1 of 3 comments would be read otherwise." in shown
    assert "Such <mark>zeppelin sleeves</mark>!" in shown
    assert "Keep the rule" in shown
    assert "Kept." in kept
    assert "“zeppelin sleeves”" in kept
    [rule] = label_rules.list_rules(session)
    assert (rule.code, rule.kind, rule.author_id) == (LARGE, None, user.id)
    assert session.query(Issue).filter(Issue.code == IssueCode(LARGE)).count() == 1


def test_decided_points_stand_first_and_words_are_never_markup(client, session, sign_in, said, work):
    point = get_point(session, session.query(Issue).first().feedback.garment, TIGHT)
    decisions.decide(session, point, choice=Choice.KEEP, reason="It is the style.")
    session.commit()
    sign_in()

    asked = client.post("/rules/preview", data=HUSHED)
    work()
    page = " ".join(client.get(asked.location).text.split())

    assert "Decided points" in page
    assert "Linen shirt · kept as is" in page
    assert "<strong>2</strong> fewer" in page
    assert "&lt;b&gt;" in page
    assert "<b>statement" not in page
    assert "Not decided yet" not in page


def test_a_rule_that_changes_nothing_says_so(client, sign_in, said, work):
    sign_in()

    asked = client.post("/rules/preview", data=ZEPPELINS | {"kind": "dress"})
    work()

    assert "None of 3 comments would be read otherwise." in client.get(asked.location).text


@pytest.mark.parametrize("path", ["/rules", "/rules/preview"])
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"phrase": ""}, "A rule needs the words it is about."),
        ({"phrase": "the"}, "“the” stands in nearly every comment: add the words that tell it apart."),
        ({"code": ""}, "What does it mean?"),
        ({"code": "sleeve.width/huge"}, "Not a valid choice."),
        ({"phrase": "x" * 81}, "A rule is short: 80 letters at most."),
    ],
)
def test_a_refusal_stands_at_its_field(client, session, sign_in, path, typed, sentence):
    sign_in()

    answer = client.post(path, data=ZEPPELINS | typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.query(LabelRule).count() == 0
    assert session.query(Job).count() == 0


def test_a_rule_is_switched_off_and_on(client, session, sign_in):
    sign_in()
    client.post("/rules", data=HUSHED)

    off = client.post("/rules/1/off", follow_redirects=True).text
    active_then = session.get_one(LabelRule, 1).active
    session.rollback()
    on = client.post("/rules/1/on", follow_redirects=True).text
    session.rollback()

    assert (active_then, session.get_one(LabelRule, 1).active) == (False, True)
    assert "switch on" in off
    assert "switch off" in on
    assert client.post("/rules/1/on").status_code == 422
    assert client.post("/rules/7/off").status_code == 404


def test_a_correction_leads_to_a_rule_with_its_words_and_code(client, session, sign_in, said):
    issue = session.query(Issue).filter(Issue.code == IssueCode(TIGHT)).first()
    issue_id, point_id, words = issue.id, issue.cluster_id, issue.quote
    session.rollback()
    sign_in()

    offered = client.get(f"/points/{point_id}").text
    answer = client.post(
        f"/issues/{issue_id}/correct", data={f"issue-{issue_id}-kind": "recoded", f"issue-{issue_id}-code": LARGE}
    )
    kept = client.get(answer.location).text
    page = client.get(f"/rules?issue={issue_id}").text

    assert f'href="/rules?issue={issue_id}"' in offered
    assert answer.location == f"/points/{point_id}?corrected={issue_id}"
    assert f'Kept.</strong> Do others write so too? <a href="/rules?issue={issue_id}">Make this a rule</a>' in kept
    assert f'value="{words.replace("<", "&lt;").replace(">", "&gt;")}"' in page
    assert f'<option value="{LARGE}" selected>' in page


def test_a_rejected_reading_starts_as_silence(client, session, sign_in, said):
    issue = session.query(Issue).filter(Issue.code == IssueCode(TIGHT)).first()
    issues.correct_issue(session, issue, kind=CorrectionKind.REJECTED)
    issue_id = issue.id
    session.commit()
    sign_in()

    assert '<option value="silence" selected>' in client.get(f"/rules?issue={issue_id}").text
    assert client.get(f"/rules?issue={'9' * 20}").status_code == 200


def test_a_viewer_looks_and_does_not_act(client, sign_in, said):
    sign_in(role=Role.VIEWER)

    page = client.get("/rules").text

    assert "No rule yet" in page
    assert "Preview what it changes" not in page
    assert [client.post(path, data=ZEPPELINS).status_code for path in ("/rules", "/rules/preview", "/rules/1/off")] == [
        403, 403, 403,
    ]  # fmt: skip


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/rules").status_code == 302
    assert client.get("/rules/previews/1").status_code == 302


def test_other_jobs_have_no_preview(client, session, sign_in):
    job_id = jobs.request_reading(session).id
    session.commit()
    sign_in()

    assert client.get(f"/rules/previews/{job_id}").status_code == 404


def test_a_preview_of_reading_again_is_shown_too(client, session, sign_in, said, work):
    label_rules.add_rule(session, phrase="statement cuffs", code=None)
    job_id = jobs.request_preview(session).id
    session.commit()
    work()
    sign_in()

    page = client.get(f"/rules/previews/{job_id}").text

    assert "Reading again" in page
    assert "2 of 3 comments would be read otherwise." in page
    assert "Keep the rule" not in page
