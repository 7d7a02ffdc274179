"""The label's own tags by pages: a theme gets a name, is previewed, and counts as a fit point from then on."""

import pytest

from app.models import Choice, Cluster, FeedbackSource, Issue, IssueOrigin, LabelRule, OwnTag, Remark, Role
from app.services import clusters, jobs, naming, sub_themes
from tests.arranged import once
from tests.cast import make_dress, make_feedback, make_shirt

RUSTLES = {"name": "Rustles", "place": "fabric", "is_ok": "", "phrases": "awful rustle\n\n the rustle is awful "}
RUSTLING = ("The rustle is awful.", "The rustle is simply awful.", "It has such an awful rustle.")


@pytest.fixture
def theme(session, work) -> int:
    """Three reviews of a shirt and one of a dress that find a fault which no code tells, read; the shirt's theme."""

    @once
    def have_read(session) -> int:
        shirt, dress = make_shirt(session), make_dress(session)
        for garment, comment in (*((shirt, each) for each in RUSTLING), (dress, "Awful rustles, that.")):
            make_feedback(session, garment, comment=comment, source=FeedbackSource.REVIEW)
        jobs.request_reading(session)
        session.commit()
        work()
        [found] = sub_themes.list_unnamed(session, shirt)
        return found.id

    return have_read(session)


def test_a_theme_is_named_counts_as_a_fit_point_and_is_decided(client, session, sign_in, theme, work):
    user = sign_in()

    unnamed = client.get("/garments/1/unnamed").text
    asked = client.get(f"/themes/{theme}/tag").text
    previewed = client.post(f"/themes/{theme}/tag", data=RUSTLES)
    waiting = client.get(previewed.location).text
    work()
    shown = " ".join(client.get(previewed.location).text.split())
    kept_then = session.query(OwnTag).count()
    session.rollback()
    kept = client.post(previewed.location)
    at_once = client.get(kept.location).text
    work()
    page = " ".join(client.get(kept.location).text.split())
    tag = session.query(OwnTag).one()
    points = {point.garment.name: point for point in naming.list_points(session, tag)}

    assert f'href="/themes/{theme}/tag"' in unnamed
    assert "awful rustle" in asked
    assert "Keep the tag" not in waiting
    assert "4 comments would be read otherwise." in shown
    assert "<mark>The rustle is awful</mark>" in shown
    assert kept_then == 0
    assert "Kept." in at_once
    assert (tag.name, tag.place, tag.author_id, tag.code.value) == ("Rustles", "fabric", user.id, "fabric.own1/poor")
    assert [rule.phrase for rule in naming.list_rules(session, tag)] == ["awful rustle", "the rustle is awful"]
    assert {name: len(point.issues) for name, point in points.items()} == {"Linen shirt": 3, "Wrap dress": 1}
    assert "3 of 3 reviews" in page
    assert session.query(Remark).count() == 0

    shirt = points["Linen shirt"].id
    session.rollback()
    point = client.get(f"/points/{shirt}").text
    decided = client.post(
        f"/points/{shirt}/decide", data={"choice": "fix", "route": "fabric", "reason": "Air it.", "round_number": "2"}
    )
    session.rollback()

    assert "Rustles" in point
    assert "its theme was named" in point
    assert decided.status_code == 303
    assert clusters.get_cluster(session, shirt).decision.choice is Choice.FIX


def test_what_was_named_outlives_reading_again_and_is_coded_by_hand(client, session, sign_in, theme, work):
    sign_in()
    keep(client, work, f"/themes/{theme}/tag", RUSTLES | {"phrases": ""})
    other = make_feedback(session, session.get_one(Cluster, 1).garment, comment="Hm.", says="sleeve.length/long")
    session.commit()
    code = session.query(OwnTag).one().code.value
    answer_id, issue_id = other.id, other.issues[0].id
    jobs.request_reading(session, again=True)
    session.commit()
    work()

    offered = client.get("/points/1").text
    recoded = client.post(
        f"/issues/{issue_id}/correct", data={f"issue-{issue_id}-kind": "recoded", f"issue-{issue_id}-code": code}
    )
    by_hand = client.get(f"/feedback/{answer_id}").text
    session.rollback()

    assert {issue.origin for issue in session.query(Issue).filter(Issue.code == code)} == {IssueOrigin.PERSON}
    assert session.query(Remark).count() == 0
    assert f'value="{code}"' in offered
    assert recoded.status_code == 303
    assert session.get_one(Issue, issue_id).standing_code == code
    assert 'label="Your own tags"' in by_hand


def test_a_tag_is_renamed_retired_and_brought_back(client, session, sign_in, theme, work):
    sign_in()
    keep(client, work, f"/themes/{theme}/tag", RUSTLES)

    renamed = client.post("/tags/1/name", data={"name": "Rustles loudly"})
    taken = client.post("/tags/1/name", data={"name": "no stretch"})
    retired = client.post("/tags/1/retire", follow_redirects=True).text
    work()
    on_rules = client.get("/rules").text
    switched = client.post("/rules/1/on")
    session.rollback()
    points = naming.list_points(session, session.query(OwnTag).one())
    counted = {point.garment.name: len(point.issues) for point in points}
    names = {point.name for point in points}
    session.rollback()
    back = client.post("/tags/1/restore", follow_redirects=True).text

    assert renamed.status_code == 303
    assert (taken.status_code, "can be said already" in taken.text) == (422, True)
    assert "retired: nothing more is read as it" in retired
    assert "Rustles loudly" in on_rules
    assert 'value="fabric.own1/poor"' not in on_rules
    assert switched.status_code == 422
    assert counted == {"Linen shirt": 3, "Wrap dress": 1}
    assert names == {"Rustles loudly"}
    assert "Retire the tag" in back


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "What is it called?"),
        ({"name": "x" * 61}, "A tag has a short name: 60 letters at most."),
        ({"name": "Sleeve too long"}, "“Sleeve too long” can be said already: choose another name."),
        ({"place": ""}, "Where?"),
        ({"phrases": "the"}, "stands in nearly every comment"),
        ({"phrases": "\n".join(f"smells of paint {number}" for number in range(13))}, "12 phrases are enough"),
    ],
)
def test_a_refusal_stands_at_its_field(client, session, sign_in, typed, sentence):
    sign_in()

    answer = client.post("/tags/preview", data=RUSTLES | typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.query(LabelRule).count() == 0


def test_a_viewer_sees_tags_and_names_none(client, session, sign_in, theme, work):
    sign_in()
    keep(client, work, "/tags/preview", RUSTLES)
    sign_in(name="Ana", role=Role.VIEWER)

    assert "Rustles" in client.get("/tags").text
    assert "Keep the name" not in client.get("/tags/1").text
    assert "Give it a name" not in client.get("/garments/1/unnamed").text
    assert client.get(f"/themes/{theme}/tag").status_code == 403


def keep(client, work, address, data):
    """Preview a tag and keep it."""
    previewed = client.post(address, data=data)
    work()
    client.post(previewed.location)
    work()
