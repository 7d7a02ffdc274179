"""Forgot your password: the same answer whoever is meant, not too often, and plain words where no mail goes out."""

import re

import pytest

from app.models import OutboxMail
from tests import cast

MAIL = {"TOILE_SMTP_HOST": "mail", "TOILE_SMTP_SENDER": "a@b.com", "TOILE_PUBLIC_URL": "https://fit.example"}


def test_known_and_unknown_addresses_are_answered_alike(app, client, session):
    cast.make_user(session)
    session.commit()
    app.config |= MAIL

    known, unknown = (client.post("/forgot", data={"email": f"{name}@example.com"}) for name in ("mia", "eve"))

    token = r'name="csrf_token" value="[^"]*"'
    assert (known.status_code, re.sub(token, "", known.text)) == (unknown.status_code, re.sub(token, "", unknown.text))
    assert "a link to a new password is on its way" in known.text
    session.rollback()
    assert session.query(OutboxMail).one().address == "mia@example.com"


def test_asking_too_often_is_refused(app, client):
    app.config |= MAIL

    codes = [client.post("/forgot", data={"email": "mia@example.com"}).status_code for _ in range(6)]

    assert codes == [200] * 5 + [429]


def test_without_mail_it_says_who_helps(client, session):
    cast.make_user(session)
    session.commit()

    page = client.get("/forgot").text

    assert "/forgot" in client.get("/sign-in").text
    assert "Ask an admin of your label for a link" in page
    assert "toile users reset" in page
    assert '<input type="email"' not in page
    assert client.post("/forgot", data={"email": "mia@example.com"}).status_code == 422
    assert session.query(OutboxMail).count() == 0


@pytest.mark.parametrize("path", ["/reset/wrong", "/welcome/wrong"])
def test_a_useless_link_says_so_and_no_more(client, path):
    shown, posted = client.get(path), client.post(path, data={"name": "Eve", "password": "a long password"})

    assert (shown.status_code, posted.status_code) == (404, 404)
    assert "This link does not work, or no longer." in shown.text
    assert shown.text == posted.text
