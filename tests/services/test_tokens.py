"""Tokens of programs: shown once, kept as hashes, revoked for good."""

import pytest
from sqlalchemy import select

from app.db import begin_writing
from app.errors import RuleError
from app.models import AuditEvent
from app.services import audit, tokens
from tests.waiting import commit_while


def test_a_token_is_known_by_its_secret_until_it_is_revoked(session):
    made = tokens.add_token(session, name="  Shop ", may_import=True)

    assert made.token.name == "Shop"
    assert made.secret.startswith(made.token.prefix)
    assert len(made.secret) - len(made.token.prefix) > 128 / 6
    assert tokens.find_token(session, made.secret) is made.token
    assert tokens.find_token(session, made.token.token_hash) is None

    tokens.revoke_token(session, made.token)
    assert tokens.find_token(session, made.secret) is None
    with pytest.raises(RuleError, match="The token “Shop” is revoked already"):
        tokens.revoke_token(session, made.token)
    assert [event.verb for event in audit.list_events(session, made.token)] == ["added", "revoked"]
    assert made.secret not in str([event.details for event in session.scalars(select(AuditEvent))])


def test_a_name_stands_for_one_token_that_holds(session):
    first = tokens.add_token(session, name="Shop")
    with pytest.raises(RuleError, match="There is a token “Shop” already"):
        tokens.add_token(session, name="Shop")

    tokens.revoke_token(session, first.token)
    second = tokens.add_token(session, name="Shop")

    assert [token.id for token in tokens.list_tokens(session)] == [second.token.id, first.token.id]


@pytest.mark.every_database
def test_of_two_who_add_a_token_of_one_name_at_once_one_is_refused(session):
    begin_writing(session)
    tokens.add_token(session, name="Shop")

    with pytest.raises(RuleError, match="There is a token “Shop” already"):
        commit_while(session, lambda own: tokens.add_token(own, name="Shop"))


@pytest.mark.parametrize("name", [" ", "\0", "a" * 121])
def test_a_token_has_a_name(session, name):
    with pytest.raises(RuleError, match="name"):
        tokens.add_token(session, name=name)
