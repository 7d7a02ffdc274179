"""A new link for whose link has run out: to the known address only, once an hour, until a mail server takes it."""

from datetime import timedelta

import pytest
import time_machine

from app.errors import NotFound, RuleError
from app.models import OutboxMail, now
from app.services import label, letters, outbox, packets, posting
from tests import cast

SENDER = {"sender": "atelier@example.com", "public_url": "https://fit.example.com/"}


def test_a_link_that_has_run_out_is_asked_anew_to_the_known_address(session):
    sent = _send(session)

    with _later(days=61):
        mail = outbox.ask_for_link(session, sent.token)
        session.flush()

        assert (mail.address, mail.packet) == ("ana@example.com", sent.packet)
        assert outbox.list_all_requests(session) == [mail]
        assert outbox.list_due(session) == [mail.id]


@pytest.mark.parametrize("case", ["works", "wrong", "revoked"])
def test_any_other_link_asks_for_nothing(session, case):
    sent = _send(session)
    if case == "revoked":
        packets.revoke(session, sent.packet)

    with _later(days=0 if case == "works" else 61):
        assert outbox.ask_for_link(session, "wrong" if case == "wrong" else sent.token) is None

    assert session.query(OutboxMail).count() == 0


def test_links_begin_with_the_address_of_the_environment_before_that_of_the_settings(session):
    label.change_label(session, public_url="https://old.example.com")

    assert letters.read_sending(session, **SENDER).url == "https://fit.example.com"
    assert letters.read_sending(session, **SENDER | {"public_url": ""}).url == "https://old.example.com"


def test_asking_again_and_again_makes_one_mail(session):
    sent = _send(session)
    with _later(days=61):
        mails = [outbox.ask_for_link(session, sent.token) for _ in range(3)]

    assert [mail is None for mail in mails] == [False, True, True]


def test_the_letter_brings_a_link_that_works_once_it_was_taken(session):
    sent = _send(session)
    with _later(days=61):
        mail = outbox.ask_for_link(session, sent.token)
        session.flush()
        letter = posting.write_letter(session, mail.id, **SENDER)

        assert letter.message["To"] == "ana@example.com"
        assert f"https://fit.example.com/m/{letter.token}\n" in letter.message.get_content().replace("\r", "")
        with pytest.raises(NotFound):
            packets.open_packet(session, letter.token)

        posting.note_sent(session, letter)

        assert packets.open_packet(session, letter.token) is sent.packet
        assert (outbox.list_due(session), outbox.list_all_requests(session)) == ([], [])
        assert posting.write_letter(session, mail.id, **SENDER) is None


def test_an_old_link_may_ask_again_where_the_mail_got_lost(session):
    sent = _send(session)
    with _later(days=61):
        mail = outbox.ask_for_link(session, sent.token)
        session.flush()
        posting.note_sent(session, posting.write_letter(session, mail.id, **SENDER))
        assert outbox.ask_for_link(session, sent.token) is None
    with _later(days=62):
        assert outbox.ask_for_link(session, sent.token).packet is sent.packet


def test_what_no_mail_server_takes_is_tried_later_and_later_and_given_up_in_the_end(session):
    sent = _send(session)
    with _later(days=61):
        mail = outbox.ask_for_link(session, sent.token)
        session.flush()
        waits = []
        for _ in outbox.WAIT_AFTER:
            outbox.note_failed(session, mail.id, "mail.example.com did not take the mail.")
            waits.append(mail.next_try_at - now())
        assert waits == sorted(waits)
        assert waits[0] < timedelta(minutes=2)

        outbox.note_failed(session, mail.id, "mail.example.com did not take the mail.")

        assert (mail.next_try_at, mail.error) == (None, "mail.example.com did not take the mail.")
        assert outbox.list_all_requests(session) == [mail]


def test_without_an_address_nothing_goes_out_and_the_label_sees_who_asked(session):
    sent = _send(session, contact="Ana", address=None)
    with _later(days=61):
        mail = outbox.ask_for_link(session, sent.token)
        session.flush()

        assert outbox.list_due(session) == []
        assert outbox.list_all_requests(session) == [mail]


@pytest.mark.parametrize("answer", ["newer", "revoked"])
def test_a_request_is_answered_by_a_newer_sheet_or_ended_by_revoking(session, answer):
    sent = _send(session)
    with _later(days=61):
        outbox.ask_for_link(session, sent.token)
    with _later(days=62):
        if answer == "newer":
            packets.send_packet(session, sent.packet.revision, contact="Ana")
        else:
            packets.revoke(session, sent.packet)
        session.flush()

        assert (outbox.list_due(session), outbox.list_all_requests(session)) == ([], [])


@pytest.mark.parametrize(
    "missing, sentence", [("sender", "Mail has no sender yet"), ("public_url", "A link needs a public address")]
)
def test_a_letter_needs_a_sender_and_an_address_to_lead_to(session, missing, sentence):
    sent = _send(session)
    with _later(days=61):
        mail = outbox.ask_for_link(session, sent.token)
        session.flush()

        with pytest.raises(RuleError, match=sentence):
            posting.write_letter(session, mail.id, **SENDER | {missing: ""})


def test_the_labels_own_sender_wins_and_no_name_adds_a_head_line(session):
    label.change_label(session, sender="mia@example.com")
    sent = _send(session)
    sent.packet.revision.garment.name = "Shirt\r\nBcc: eve@example.com"
    with _later(days=61):
        mail = outbox.ask_for_link(session, sent.token)
        session.flush()

        message = posting.write_letter(session, mail.id, **SENDER).message

    assert message["From"] == "mia@example.com"
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Shirt  Bcc: eve@example.com: a new link")


@pytest.mark.parametrize(
    "typed", ["Ana", "a@b", "a@b.com, e@f.com", "a@b.com\r\nBcc: e@f.com", "<a@b.com>", "a b@c.de"]
)
def test_what_is_no_address_is_refused(session, typed):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match="is not an e-mail address"):
        packets.send_packet(session, draft, contact="Ana", address=typed)


def test_a_contact_that_is_an_address_is_the_address(session):
    assert _send(session, contact="bo@example.com", address=None).packet.address == "bo@example.com"


def _send(session, contact="Ana", address="ana@example.com"):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    sent = packets.send_packet(session, draft, contact=contact, address=address)
    session.flush()
    return sent


def _later(*, days):
    return time_machine.travel(now() + timedelta(days=days), tick=False)
