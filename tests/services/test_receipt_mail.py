"""A customer's private link by mail, and the end of all mail to an address."""

import pytest

from app.errors import NotFound, RuleError
from app.models import FeedbackSource, OutboxMail, StoppedAddress
from app.services import addresses, feedback, outbox, posting
from app.services.receipt_mail import mail_receipt
from tests import cast

SENDER = {"sender": "atelier@example.com", "public_url": "https://fit.example.com/"}


def test_the_letter_brings_the_private_link_and_the_address_goes_with_it(session):
    given = _give(session)
    mail = mail_receipt(session, given.feedback, " lena@example.com ", language="fr")

    letter = posting.write_letter(session, mail.id, **SENDER)
    assert letter.message["To"] == "lena@example.com"
    assert f"https://fit.example.com/r/{given.receipt}?lang=fr\n" in letter.message.get_content().replace("\r", "")

    posting.note_sent(session, letter)
    assert (mail.address, outbox.list_due(session)) == (None, [])


@pytest.mark.parametrize("typed", ["", "lena", "a@b.com, e@f.com", "a@b.com\r\nBcc: e@f.com"])
def test_what_is_no_address_is_refused(session, typed):
    with pytest.raises(RuleError, match="is not an e-mail address"):
        mail_receipt(session, _give(session).feedback, typed, language="en")


def test_three_times_a_day_is_enough(session):
    given = _give(session).feedback
    for _ in range(3):
        mail_receipt(session, given, "lena@example.com", language="en")

    with pytest.raises(RuleError, match="three times today"):
        mail_receipt(session, given, "lena@example.com", language="en")


def test_an_address_that_wants_no_mail_gets_none_and_nobody_is_told(session):
    given = _give(session).feedback
    mail_receipt(session, given, "lena@example.com", language="en")
    token = addresses.make_stop_token(session, "lena@example.com")

    addresses.stop_mail(session, token)
    addresses.stop_mail(session, token)

    assert session.query(OutboxMail).count() == 0
    assert mail_receipt(session, given, "Lena@example.com", language="en") is None
    assert mail_receipt(session, given, "bo@example.com", language="en") is not None
    assert "lena" not in session.query(StoppedAddress).one().key


@pytest.mark.parametrize("token", ["", "guessed", "é", "A" * 46, "QUJD" * 20])
def test_a_link_that_nobody_was_sent_stops_nothing(session, token):
    with pytest.raises(NotFound):
        addresses.stop_mail(session, token)

    assert session.query(StoppedAddress).count() == 0


def _give(session):
    given = feedback.record_feedback(
        session, cast.make_shirt(session), source=FeedbackSource.FORM, fits_fine=True, idempotency_key="k" * 32
    )
    session.flush()
    return given
