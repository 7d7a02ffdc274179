"""My account: name, password, digest, and signing out everywhere; a cookie is worth what the database says."""

from datetime import timedelta

import pytest

from app.models import AuditEvent, DeskSession, Role, User, now

WORDS = {"email": "mia@example.com", "password": "a long password"}


def test_a_name_and_the_wish_for_a_digest_are_kept(client, session, sign_in):
    sign_in(role=Role.VIEWER)

    page = client.post("/account", data={"name": "Mia Lund"}, follow_redirects=True).text

    assert "Kept." in page
    assert "Mia Lund" in page
    session.rollback()
    assert session.query(User).one().wants_digest is False
    assert client.post("/account", data={"name": " "}).status_code == 422


def test_a_new_password_ends_the_other_sessions_and_not_this_one(app, client, session, sign_in):
    sign_in()
    other = app.test_client()
    other.post("/sign-in", data=WORDS)
    assert "In 2 browsers" in client.get("/account").text

    wrong = client.post("/account/password", data={"old": "not my password", "password": "another long one"})
    assert (wrong.status_code, "That is not your password." in wrong.text) == (422, True)
    own = client.post("/account/password", data={"old": "a long password", "password": "mia@example.com"})
    assert (own.status_code, "made of your own address" in own.text) == (422, True)
    assert other.get("/garments").status_code == 200
    client.post("/account/password", data={"old": "a long password", "password": "another long one"})

    assert other.get("/garments").status_code == 302
    assert "In this browser alone." in client.get("/account").text
    assert other.post("/sign-in", data=WORDS).status_code == 422
    assert other.post("/sign-in", data=WORDS | {"password": "another long one"}).status_code == 303


def test_signing_out_makes_every_copy_of_the_cookie_worthless(app, client, sign_in):
    sign_in()
    copied = client.get_cookie("toile").value

    client.post("/sign-out")

    thief = app.test_client()
    thief.set_cookie("toile", copied)
    assert thief.get("/garments").status_code == 302


def test_signing_out_everywhere_ends_all_of_them(app, client, session, sign_in):
    sign_in()
    other = app.test_client()
    other.post("/sign-in", data=WORDS)

    page = client.post("/account/sign-out-everywhere", follow_redirects=True).text

    assert "You are signed out everywhere." in page
    assert [each.get("/garments").status_code for each in (client, other)] == [302, 302]
    assert session.query(DeskSession).count() == 0


def test_a_session_from_before_the_sign_in_does_not_live_on(client, session, sign_in):
    client.set_cookie("toile", "what somebody else has set")
    sign_in()
    first = client.get_cookie("toile").value
    client.post("/sign-in", data=WORDS)

    assert client.get_cookie("toile").value != first
    assert session.query(DeskSession).count() == 1


@pytest.mark.parametrize("days, code", [(13, 200), (15, 302)])
def test_who_was_idle_too_long_signs_in_again(client, session, sign_in, days, code):
    sign_in()

    session.query(DeskSession).one().seen_at = now() - timedelta(days=days)
    session.commit()

    assert client.get("/garments").status_code == code
    session.rollback()
    assert (session.query(DeskSession).one().seen_at > now() - timedelta(minutes=5)) is (code == 200)


def test_signing_in_out_and_being_refused_stand_in_the_audit_trail(client, session, sign_in):
    sign_in()
    client.post("/sign-out")
    for email in ("mia@example.com", "eve@example.com"):
        client.post("/sign-in", data={"email": email, "password": "not the password"})

    session.rollback()
    trail = [(each.verb, each.subject_type) for each in session.query(AuditEvent).order_by(AuditEvent.id)]
    assert trail == [
        ("added", "user"), ("signed in", "user"), ("signed out", "user"), ("sign-in refused", "user"),
        ("sign-in refused", "label"),
    ]  # fmt: skip
