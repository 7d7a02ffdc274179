"""Invitations: a private link that works once, for a week, until it is withdrawn; only its hash is stored."""

from datetime import timedelta

import pytest
import time_machine

from app.db import begin_writing
from app.errors import NotFound, RuleError
from app.models import AccountLink, Invitation, OutboxMail, Role, User, now
from app.services import accounts, audit, invitations, people
from tests import cast
from tests.arranged import once
from tests.waiting import commit_while


@pytest.fixture
@once
def admin(session) -> User:
    return cast.make_user(session, role=Role.ADMIN)


@pytest.fixture
@once
def invited(session, admin) -> invitations.Invited:
    made = invitations.invite(session, email=" Ana@Example.com ", role=Role.VIEWER, user=admin)
    session.flush()
    return made


@pytest.mark.every_database
def test_of_two_who_invite_somebody_at_once_one_is_refused(session):
    begin_writing(session)
    invitations.invite(session, email="bo@example.com", role=Role.VIEWER)

    with pytest.raises(RuleError, match=r"bo@example\.com is invited already"):
        commit_while(session, lambda own: invitations.invite(own, email="bo@example.com", role=Role.VIEWER))


def test_who_is_invited_comes_in_once_with_the_role_of_the_invitation(session, admin, invited):
    came = _accept(session, invited.token)

    assert (came.email, came.name, came.role) == ("ana@example.com", "Ana", Role.VIEWER)
    assert accounts.sign_in(session, email="ana@example.com", password="a long password") is came
    assert invitations.list_open(session) == []
    assert [(each.verb, each.user_id) for each in audit.list_events(session, invited.invitation)] == [
        ("invited", admin.id), ("accepted", came.id)
    ]  # fmt: skip
    with pytest.raises(NotFound, match="does not work, or no longer"):
        _accept(session, invited.token)


def test_the_link_is_long_and_stored_nowhere(session, invited):
    (link,) = session.query(AccountLink)

    assert len(invited.token) * 6 >= 128
    assert invited.token not in repr({**vars(link), **vars(invited.invitation)})


@pytest.mark.parametrize("case", ["wrong", "withdrawn", "a week later", "sent anew", "withdrawn while mailed"])
def test_every_useless_link_is_refused_alike(session, invited, case):
    token, later = invited.token, timedelta()
    match case:
        case "wrong":
            token = "wrong"
        case "withdrawn":
            invitations.withdraw(session, invited.invitation)
        case "a week later":
            later = invitations.WORKS_FOR
        case "sent anew":
            invitations.invite_again(session, invited.invitation)
        case "withdrawn while mailed":
            invited.invitation.withdrawn_at = now()

    with time_machine.travel(now() + later), pytest.raises(NotFound) as refusal:
        invitations.open_invitation(session, token)

    assert refusal.value.message == "This link does not work, or no longer."


def test_an_invitation_that_ran_out_is_sent_anew(session, invited):
    with time_machine.travel(now() + timedelta(days=9)):
        again = invitations.invite_again(session, invited.invitation, by_mail=True)

        assert invitations.open_invitation(session, again.token) is invited.invitation
        assert session.query(OutboxMail).one().address == "ana@example.com"


def test_withdrawing_calls_its_mail_off(session, admin):
    made = invitations.invite(session, email="bo@example.com", role=Role.ADMIN, by_mail=True, user=admin)

    invitations.withdraw(session, made.invitation, user=admin)

    session.expire_all()
    assert session.query(OutboxMail).one().next_try_at is None
    with pytest.raises(RuleError, match="is withdrawn: invite anew"):
        invitations.invite_again(session, made.invitation)


@pytest.mark.parametrize(
    "email, sentence",
    [
        ("ana@example.com", "ana@example.com is invited already"),
        ("mia@example.com", "There is a user with the address mia@example.com already"),
        ("gone@example.com", "Gone had this address and is deactivated"),
        ("a@b.com\r\nBcc: e@f.com", "is not an e-mail address"),
        ("a@localhost", "is not an e-mail address"),
    ],
)
def test_refuses_to_invite(session, admin, invited, email, sentence):
    people.deactivate(session, cast.make_user(session, name="Gone"))

    with pytest.raises(RuleError, match=sentence):
        invitations.invite(session, email=email, role=Role.DESIGNER, user=admin)

    assert session.query(Invitation).count() == 1


def _accept(session, token):
    return invitations.accept(
        session, token, name=" Ana ", password_hash=accounts.hash_password("a long password", email="ana@example.com")
    )
