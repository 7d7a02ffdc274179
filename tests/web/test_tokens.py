"""The page of programs and tokens."""

import re

import pytest
from sqlalchemy import select

from app.models import ApiToken, Role
from app.services import tokens


def test_a_token_is_made_shown_once_and_revoked(client, session, sign_in):
    sign_in(role=Role.ADMIN)

    made = client.post("/settings/tokens", data={"name": "Shop", "may_import": "y"})

    secret = re.search(r"toile_[\w-]{32}", made.text)[0]
    assert made.headers["Cache-Control"] == "no-store"
    assert f'data-copy="{secret}"' in made.text
    token = session.scalars(select(ApiToken)).one()
    assert (token.name, token.may_import, token.author.name) == ("Shop", True, "Mia")
    assert tokens.find_token(session, secret) is token
    listed = client.get("/settings/tokens").text
    assert secret not in listed
    assert f"{token.prefix}…" in listed
    assert "send feedback, import files" in listed

    revoked = client.post(f"/settings/tokens/{token.id}/revoke", follow_redirects=True)
    assert "revoked" in revoked.text
    session.rollback()
    assert tokens.find_token(session, secret) is None


def test_sending_the_page_again_makes_no_second_token(client, session, sign_in):
    sign_in(role=Role.ADMIN)

    first, again = (client.post("/settings/tokens", data={"name": "Shop"}) for _ in range(2))

    assert (first.status_code, again.status_code) == (200, 422)
    assert "There is a token “Shop” already" in again.text
    assert len(session.scalars(select(ApiToken)).all()) == 1


@pytest.mark.parametrize("role", [Role.DESIGNER, Role.VIEWER])
def test_only_an_admin_makes_and_revokes_tokens(client, session, sign_in, role):
    token = tokens.add_token(session, name="Shop").token
    session.commit()
    sign_in(role=role)

    answers = [
        client.get("/settings/tokens"),
        client.post("/settings/tokens", data={"name": "Mine"}),
        client.post(f"/settings/tokens/{token.id}/revoke"),
    ]

    assert {answer.status_code for answer in answers} == {403}
