"""The sheet goes out: its link is shown once, a mail brings another, and the page says what became of that."""

import re

import pytest

from app.jobs import worker
from app.models import Job, OutboxMail, Packet, PatternRevision, Role
from app.services import outbox
from tests import cast
from tests.arranged import once
from tests.mail_server import serving_mail


def test_a_mail_brings_a_link_beside_the_one_that_is_shown(client, session, place, sign_in, mail_server):
    sign_in()

    page = _send(client, place, contact="Ana", address="ana@example.com")

    assert "A mail brings Ana a link of its own." in page
    assert "The mail to ana@example.com is on its way." in page
    _work(session, mail_server.settings)
    shown, mailed = re.search(r"/m/([\w-]{32})", page)[1], _read_link(mail_server.taken[0])
    assert shown != mailed
    assert [client.get(f"/m/{link}").status_code for link in (shown, mailed)] == [200, 200]
    assert "Mailed to ana@example.com" in client.get(place).text

    client.post(f"/sheets/{_packet_id(session)}/mail")
    _work(session, mail_server.settings)

    again = _read_link(mail_server.taken[1])
    assert [client.get(f"/m/{link}").status_code for link in (shown, mailed, again)] == [200, 404, 200]

    client.post(f"/sheets/{_packet_id(session)}/take-back")

    assert "Its link was taken back" in client.get(place).text
    assert [client.get(f"/m/{link}").status_code for link in (shown, again)] == [404, 404]


def test_the_page_says_why_a_mail_waits_and_when_it_was_given_up(client, session, place, sign_in, mail_server):
    sign_in()
    mail_server.refuses = True
    _send(client, place, contact="Ana", address="ana@example.com")
    packet_id = _packet_id(session)

    _work(session, mail_server.settings)

    waiting = client.get(place).text
    assert "waits for the mail server and is tried again. 127.0.0.1 did not take the mail" in waiting
    assert "on its way already" in client.post(f"/sheets/{packet_id}/mail").text
    mail = session.query(OutboxMail).one()
    for _ in outbox.WAIT_AFTER:
        outbox.note_failed(session, mail.id, "127.0.0.1 did not take the mail.")
    session.commit()
    assert "The mail to ana@example.com was given up." in client.get(place).text
    assert "Mail the link again" in client.get(place).text


def test_without_a_mail_server_the_page_says_so_and_the_link_is_shown(client, session, place, sign_in):
    sign_in()
    assert "no mail server is set up" in client.get(place).text

    page = _send(client, place, contact="Ana", address="ana@example.com")

    assert "Send this private link to Ana." in page
    assert "No mail went out: no mail server is set up." in page
    assert session.query(OutboxMail).count() == 0
    refused = client.post(f"/sheets/{_packet_id(session)}/mail")
    assert (refused.status_code, "No mail server is set up: tell the link yourself." in refused.text) == (422, True)


def test_an_address_is_given_once_for_each_pattern_maker(client, session, place, sign_in, mail_server):
    sign_in()
    _send(client, place, contact="Ana", address="ana@example.com")
    assert "ana@example.com for Ana" in client.get(place).text

    _send(client, place, contact="ana")
    _send(client, place, contact="Bo")

    session.rollback()
    assert [packet.address for packet in session.query(Packet).order_by(Packet.id)] == ["ana@example.com"] * 2 + [None]
    assert [mail.packet.contact for mail in session.query(OutboxMail)] == ["Ana", "ana"]
    assert "No mail went out: no address of Bo is known." in client.get(place).text


def test_the_desk_chooses_the_paper_and_changes_it(client, session, place, sign_in):
    sign_in()
    client.post(f"{place}/send", data={"contact": "Ana", "days": "60", "paper": "letter"})
    assert "The files are laid out on US Letter." in client.get(place).text

    client.post(f"/sheets/{_packet_id(session)}/paper", data={"paper": "a4"})

    assert "The files are laid out on A4." in client.get(place).text


def test_a_mail_that_is_not_wanted_does_not_go_out(client, session, place, sign_in, mail_server):
    sign_in()

    client.post(f"{place}/send", data={"contact": "Ana", "address": "ana@example.com", "days": "60"})

    assert session.query(OutboxMail).count() == 0


@pytest.mark.parametrize("act", ["mail", "take-back"])
def test_a_stranger_and_a_viewer_neither_mail_nor_take_back(client, session, place, sign_in, act):
    sent = cast.send_and_receive(session, session.query(PatternRevision).filter_by(number=2).one())
    session.commit()
    address = f"/sheets/{sent.packet.id}/{act}"

    assert client.post(address).status_code == 302
    sign_in(role=Role.VIEWER)
    assert client.post(address).status_code == 403


@pytest.fixture
@once
def place(session) -> str:
    """The address of a draft that takes 20 mm off the sleeves."""
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    session.commit()
    return f"/garments/{draft.garment_id}/revisions/2"


@pytest.fixture
def mail_server(app, database_url, tmp_path):
    """A mail server that the application knows."""
    with serving_mail() as server:
        app.config.update(
            TOILE_SMTP_HOST="127.0.0.1", TOILE_SMTP_PORT=str(server.port), TOILE_SMTP_SECURITY="none",
            TOILE_SMTP_USER="", TOILE_SMTP_PASSWORD="", TOILE_SMTP_SENDER="atelier@example.com",
            TOILE_PUBLIC_URL="https://fit.example.com",
        )  # fmt: skip
        server.settings = dict(app.config)
        yield server


def _send(client, place, *, contact, address=""):
    """Send the sheet and return the page that answers."""
    answer = client.post(f"{place}/send", data={"contact": contact, "address": address, "days": "60", "mail": "y"})
    assert answer.status_code == 200
    return answer.text


def _work(session, settings):
    """Do what waits, as the worker does."""
    session.rollback()
    newest = session.query(Job.id).order_by(Job.id.desc()).limit(1).scalar()
    session.rollback()
    worker.run(settings, newest)
    session.rollback()


def _read_link(letter):
    return letter.get_content().split("/m/")[1].split()[0]


def _packet_id(session):
    session.rollback()
    packet_id = session.query(Packet.id).order_by(Packet.id.desc()).limit(1).scalar()
    session.rollback()
    return packet_id
