"""New passwords: asked for by mail without a word about who is known, set once behind a link, for an hour."""

from datetime import timedelta

import pytest
import time_machine

from app.errors import NotFound, RuleError
from app.models import AuditEvent, OutboxMail, now
from app.services import accounts, desk_sessions, invitations, passwords, people, posting
from tests import cast

SENDER = {"sender": "atelier@example.com", "public_url": "https://fit.example.com/"}
NEW = "another long password"


def test_a_link_sets_a_password_once_and_ends_every_session(session):
    mia = cast.make_user(session)
    keys = [desk_sessions.begin(session, mia) for _ in range(2)]
    token = passwords.make_link(session, mia)

    assert passwords.reset(session, token, password_hash=accounts.hash_password(NEW, email=mia.email)) is mia

    assert accounts.sign_in(session, email=mia.email, password=NEW) is mia
    assert [desk_sessions.find(session, key) for key in keys] == [None, None]
    with pytest.raises(NotFound):
        passwords.reset(session, token, password_hash=accounts.hash_password(NEW, email=mia.email))


@pytest.mark.parametrize("case", ["wrong", "an hour later", "newer", "deactivated", "changed meanwhile", "invitation"])
def test_every_useless_link_is_refused_alike(session, case):
    mia = cast.make_user(session)
    cast.make_user(session, name="Root", role="admin")
    token, later = passwords.make_link(session, mia), timedelta()
    match case:
        case "wrong":
            token = "wrong"
        case "an hour later":
            later = timedelta(hours=1)
        case "newer":
            passwords.make_link(session, mia)
        case "deactivated":
            people.deactivate(session, mia)
        case "changed meanwhile":
            passwords.set_password(session, mia, accounts.hash_password(NEW, email=mia.email))
        case "invitation":
            token = invitations.invite(session, email="bo@example.com", role="viewer").token

    with time_machine.travel(now() + later), pytest.raises(NotFound, match="does not work, or no longer"):
        passwords.find_person(session, token)


def test_who_asks_hears_nothing_and_gets_one_mail_whose_link_works_once_it_is_taken(session):
    mia = cast.make_user(session)

    for email in (" MIA@example.com", "mia@example.com", "eve@example.com"):
        assert passwords.ask_for_link(session, email) is None

    mail = session.query(OutboxMail).one()
    assert session.query(AuditEvent).filter_by(verb="asked for a link").count() == 3
    letter = posting.write_letter(session, mail.id, **SENDER)
    assert letter.message["To"] == "mia@example.com"
    assert f"https://fit.example.com/reset/{letter.token}" in letter.message.get_content()
    with pytest.raises(NotFound):
        passwords.find_person(session, letter.token)
    posting.note_sent(session, letter)
    assert passwords.find_person(session, letter.token) is mia
    assert posting.write_letter(session, mail.id, **SENDER) is None


@pytest.mark.parametrize("password, sentence", [("too short", "at least 10"), ("x" * 201, "at most 200")])
def test_a_password_has_a_length(password, sentence):
    with pytest.raises(RuleError, match=sentence):
        accounts.hash_password(password, email="mia@example.com")


def test_nobody_makes_a_link_for_who_is_deactivated(session):
    mia = cast.make_user(session)
    people.deactivate(session, mia)

    with pytest.raises(RuleError, match="Mia is deactivated"):
        passwords.make_link(session, mia)
