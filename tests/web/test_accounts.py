"""Signing in and out."""

import re
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from app.services import accounts
from app.web.accounts import local_path
from tests.cast import make_user


def test_the_first_page_asks_who_is_there(client):
    answer = client.get("/", follow_redirects=True)

    assert answer.request.path == "/sign-in"
    assert "<h1>Sign in</h1>" in answer.text


def test_says_how_to_add_the_first_user(client):
    page = client.get("/sign-in").text

    assert "toile users add" in page
    assert 'name="password"' not in page


def test_a_wrong_address_and_a_wrong_password_are_answered_alike(client, session):
    make_user(session)
    session.commit()

    wrong_address = client.post("/sign-in", data={"email": "eve@example.com", "password": "a long password"})
    wrong_password = client.post("/sign-in", data={"email": "mia@example.com", "password": "another password"})

    assert wrong_address.status_code == wrong_password.status_code == 422
    assert _without_token(wrong_address.text).replace("eve@", "mia@") == _without_token(wrong_password.text)
    assert "That address and password do not belong together." in wrong_address.text


def test_a_refused_sign_in_keeps_the_address_and_never_the_password(client, session):
    make_user(session)
    session.commit()

    answer = client.post("/sign-in", data={"email": "mia@example.com", "password": "tell nobody"})

    assert 'value="mia@example.com"' in answer.text
    assert "tell nobody" not in answer.text


def test_goes_on_to_the_page_that_was_asked_for(client, session):
    make_user(session)
    session.commit()

    answer = client.post(
        "/sign-in", data={"email": "mia@example.com", "password": "a long password", "next": "/garments/new"}
    )

    assert answer.status_code == 303
    assert answer.location == "/garments/new"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:x", "", None]
)
def test_never_goes_on_to_somebody_elses_address(app, target):
    with app.test_request_context():
        assert local_path(target) == "/"


def test_a_password_is_hashed_anew_where_more_care_is_taken_by_now(client, session, monkeypatch):
    user = make_user(session)
    session.commit()
    before = user.password_hash
    session.rollback()
    monkeypatch.setattr(accounts, "_hasher", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))

    client.post("/sign-in", data={"email": "mia@example.com", "password": "another password"})
    assert user.password_hash == before
    session.rollback()

    client.post("/sign-in", data={"email": "mia@example.com", "password": "a long password"})
    after = user.password_hash
    assert "m=16,t=2" in after
    assert accounts.is_password_of(user, "a long password")
    accounts.keep_rehashed(session, accounts.Rehashed(before, "of a password that is not hers any more"))
    assert user.password_hash == after


def test_signing_out_ends_the_session(client, sign_in):
    sign_in()

    client.post("/sign-out")

    assert client.get("/garments").status_code == 302


def test_a_disabled_user_is_out_at_once(client, session, sign_in):
    user = sign_in()
    user.disabled_at = user.created_at + timedelta(days=1)
    session.commit()

    assert client.get("/garments").status_code == 302


def test_a_chosen_look_is_kept(client):
    client.post("/look", data={"theme": "dark", "next": "/sign-in"})
    assert 'data-look="dark"' in client.get("/sign-in").text

    client.post("/look", data={"theme": "", "next": "/sign-in"})
    assert "data-look" not in client.get("/sign-in").text


def _without_token(page):
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)
