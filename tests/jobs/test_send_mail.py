"""The outbox survives a dead mail server: mail goes out when there is one again, once."""

from datetime import timedelta

import pytest
import time_machine

from app.errors import RuleError
from app.jobs import worker
from app.models import CorrectionKind, FeedbackSource, JobStatus, MailState, OutboxMail, now
from app.services import feedback, issues, jobs, mailing, outbox, packets, receipt_mail, wishes
from tests import cast
from tests.arranged import once
from tests.mail_server import serving_mail
from tests.traces import list_holding


@pytest.fixture
@once
def mail(session) -> OutboxMail:
    """Ana's wish for a new link."""
    sent = packets.send_packet(
        session, cast.make_sleeves_shorter(session, cast.make_shirt(session)), contact="Ana", address="ana@example.com"
    )
    sent.packet.expires_at = now() - timedelta(days=1)
    session.flush()
    asked = outbox.ask_for_link(session, sent.token)
    session.commit()
    return asked


def test_mail_that_is_due_is_a_job_of_the_worker_and_goes_out_once(session, mail_settings, mail):
    with serving_mail() as server:
        mail_settings["TOILE_SMTP_PORT"] = str(server.port)
        (job_id,) = worker.list_forsaken(mail_settings)
        worker.run(mail_settings, job_id)
        assert worker.list_forsaken(mail_settings) == []

    (letter,) = server.taken
    assert "ana@example.com" in server.recipients[0]
    token = letter.get_content().split("/m/")[1].split()[0]
    session.rollback()
    assert packets.open_packet(session, token) is mail.packet
    assert jobs.get_job(session, job_id).done == 1


@pytest.mark.parametrize("goodbye", ["421 closing", "no words of a mail server"])
def test_a_mail_that_was_taken_is_sent_however_the_server_takes_its_leave(session, mail_settings, mail, goodbye):
    with serving_mail() as server:
        server.goodbye = goodbye
        mail_settings["TOILE_SMTP_PORT"] = str(server.port)
        (job_id,) = worker.list_forsaken(mail_settings)
        worker.run(mail_settings, job_id)

    session.rollback()
    assert len(server.taken) == 1
    assert (mail.error, mail.attempts, mail.sent_at is not None) == (None, 1, True)


@pytest.mark.sqlite
def test_a_customers_address_is_in_no_file_once_their_mail_went_out(session, mail_settings, database_url):
    given = feedback.record_feedback(
        session, cast.make_shirt(session), source=FeedbackSource.FORM, fits_fine=True, idempotency_key="k" * 32
    )
    receipt_mail.mail_receipt(session, given.feedback, "zyzzyva@example.com", language="es")
    session.commit()
    with serving_mail() as server:
        mail_settings["TOILE_SMTP_PORT"] = str(server.port)
        (job_id,) = worker.list_forsaken(mail_settings)
        worker.run(mail_settings, job_id)

    (letter,) = server.taken
    assert f"https://fit.example.com/r/{given.receipt}?lang=es" in letter.get_content()
    assert list_holding(database_url, b"zyzzyva@") == []


@pytest.mark.sqlite
@pytest.mark.parametrize("key, left", [("k" * 32, [MailState.FAILED]), (None, [])], ids=["given up", "called off"])
def test_a_customers_address_is_in_no_file_once_their_mail_goes_out_no_more(
    session, mail_settings, database_url, key, left
):
    given = feedback.record_feedback(
        session, cast.make_shirt(session), source=FeedbackSource.FORM, fits_fine=True, idempotency_key=key
    )
    mail = receipt_mail.mail_receipt(session, given.feedback, "zyzzyva@example.com", language="en")
    mail.attempts = len(outbox.WAIT_AFTER)
    session.commit()

    (job_id,) = worker.list_forsaken(mail_settings)
    worker.run(mail_settings, job_id)

    session.rollback()
    assert [each.state for each in session.query(OutboxMail)] == left
    assert list_holding(database_url, b"zyzzyva@") == []


def test_word_of_a_fix_waits_for_the_weighing_and_is_called_off_where_it_is_not_true_any_more(session, mail_settings):
    shirt = cast.make_shirt(session)
    cast.make_round(session, shirt, locked=True)
    given = cast.make_feedback(session, shirt, says="sleeve.length/long", production_round=shirt.rounds[0])
    point = cast.get_point(session, shirt, "sleeve.length/long")
    cast.make_sleeves_shorter(session, shirt, clusters=(point,))
    cast.make_round(session, shirt, locked=True)
    wish = wishes.keep_wish(session, given, "lena@example.com", language="en")
    job_id = jobs.request_weighing(session, shirt).id
    session.commit()

    worker.run(mail_settings, job_id)
    session.rollback()
    assert wish.production_round is shirt.rounds[1]

    with serving_mail() as server, time_machine.travel(now() + timedelta(days=2), tick=True):
        issues.correct_issue(session, given.issues[0], kind=CorrectionKind.REJECTED)
        session.commit()
        mail_settings["TOILE_SMTP_PORT"] = str(server.port)
        (job_id,) = worker.list_forsaken(mail_settings)
        worker.run(mail_settings, job_id)
        assert worker.list_forsaken(mail_settings) == []

    session.rollback()
    assert server.taken == []
    assert (session.query(OutboxMail).count(), wish.production_round, wish.address) == (0, None, "lena@example.com")


@pytest.mark.parametrize("refuses", [True, False])
def test_an_answer_that_is_erased_while_its_mail_is_on_its_way_holds_up_no_other(
    session, mail_settings, monkeypatch, refuses
):
    shirt = cast.make_shirt(session)
    first, other = (
        feedback.record_feedback(session, shirt, source=FeedbackSource.FORM, fits_fine=True, idempotency_key=key * 32)
        for key in "ab"
    )
    for given, address in ((first, "mia@example.com"), (other, "lou@example.com")):
        receipt_mail.mail_receipt(session, given.feedback, address, language="en")
    session.commit()
    deliver = mailing.deliver

    def erase_meanwhile(server, message):
        if message["To"] == "mia@example.com":
            session.rollback()
            feedback.erase_feedback(session, first.feedback)
            session.commit()
            if refuses:
                raise RuleError("Nobody of this name is here.")
        deliver(server, message)

    monkeypatch.setattr(mailing, "deliver", erase_meanwhile)
    with serving_mail() as server:
        mail_settings["TOILE_SMTP_PORT"] = str(server.port)
        (job_id,) = worker.list_forsaken(mail_settings)
        worker.run(mail_settings, job_id)

    session.rollback()
    assert jobs.get_job(session, job_id).status is JobStatus.DONE
    assert [letter["To"] for letter in server.taken][-1] == "lou@example.com"


@pytest.mark.parametrize("refuses", [True, False])
def test_a_mail_server_that_is_dead_or_refuses_loses_nothing(session, mail_settings, mail, refuses):
    with serving_mail() as server:
        server.refuses = refuses
        if refuses:
            mail_settings["TOILE_SMTP_PORT"] = str(server.port)
        (job_id,) = worker.list_forsaken(mail_settings)
        worker.run(mail_settings, job_id)

    session.rollback()
    assert "127.0.0.1 did not take the mail" in mail.error
    assert (mail.sent_at, mail.attempts) == (None, 1)
    assert mail.next_try_at > now()
    assert jobs.get_job(session, job_id).status is JobStatus.DONE

    mail.next_try_at = now()
    session.commit()
    with serving_mail() as server:
        mail_settings["TOILE_SMTP_PORT"] = str(server.port)
        (job_id,) = worker.list_forsaken(mail_settings)
        worker.run(mail_settings, job_id)
    assert len(server.taken) == 1


def test_without_a_mail_server_nothing_breaks_and_nothing_is_tried(session, mail_settings, mail):
    mail_settings["TOILE_SMTP_HOST"] = ""
    job = jobs.request_job(session, jobs.SEND_MAIL)
    session.commit()

    assert worker.list_forsaken(mail_settings) == []
    worker.run(mail_settings, job.id)

    session.rollback()
    assert (job.status, mail.attempts) == (JobStatus.DONE, 0)
