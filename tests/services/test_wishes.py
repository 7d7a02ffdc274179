"""Who wants to hear when it is fixed hears it once: when a later run with the fix is released, and stays so a day."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.models import Choice, FeedbackSource, FixWish, OutboxMail, Outcome, now
from app.services import addresses, coding, decisions, feedback, garments, outbox, posting, rounds, wishes
from app.services.locking import unlock_round
from tests import cast
from tests.arranged import once

LONG, TIGHT = "sleeve.length/long", "sleeve.width/small"
SENDER = {"sender": "atelier@example.com", "public_url": "https://fit.example.com/"}


@pytest.fixture
@once
def shirt(session):
    """A shirt that was cut once and whose sleeves are to be shortened in the next run."""
    shirt = cast.make_shirt(session)
    cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=1, of=1, production_round=shirt.rounds[0])
    point = cast.get_point(session, shirt, LONG)
    cast.decide_to_fix(session, point)
    cast.make_sleeves_shorter(session, shirt, clusters=(point,))
    session.commit()
    return shirt


def test_a_mail_waits_a_day_once_the_next_run_with_the_fix_is_released(session, shirt):
    wish = _wish(session, shirt)
    assert _list_mails(session) == []

    run = cast.make_round(session, shirt, locked=True)

    (mail,) = _list_mails(session)
    assert (mail.wish, mail.address, wish.production_round) == (wish, "lena@example.com", run)
    assert outbox.list_due(session) == []
    with _later(days=1, minutes=1):
        assert outbox.list_due(session) == [mail.id]


def test_the_letter_says_what_was_changed_and_no_more_and_the_address_goes_with_it(session, shirt):
    wish = _wish(session, shirt, language="de", also=TIGHT)
    cast.make_round(session, shirt, locked=True)
    (mail,) = _list_mails(session)

    letter = posting.write_letter(session, mail.id, **SENDER)
    posting.note_sent(session, letter)

    words = letter.message.get_content().replace("\r", "")
    assert letter.message["To"] == "lena@example.com"
    assert "Ärmel zu lang" in words
    assert "zu eng" not in words, "that was not changed"
    stop = letter.message["List-Unsubscribe"].strip("<>")
    assert f"{stop}?lang=de\n" in words
    assert f"List-Unsubscribe: <{stop}>\r\n".encode() in letter.message.as_bytes(), "as mail programs read it"
    assert (mail.address, wish.address) == (None, None)
    assert wish.told_at is not None
    assert wishes.settle_wishes(session, shirt) == []
    assert posting.write_letter(session, mail.id, **SENDER) is None


def test_a_letter_goes_out_from_an_address_with_umlauts_too(session, shirt):
    _wish(session, shirt)
    cast.make_round(session, shirt, locked=True)
    (mail,) = _list_mails(session)

    letter = posting.write_letter(session, mail.id, **SENDER | {"public_url": "https://größe.example.com"})

    assert b"List-Unsubscribe: =?utf-8?" in letter.message.as_bytes()


def test_whoever_named_something_else_or_wears_the_new_run_hears_nothing(session, shirt):
    _wish(session, shirt, says=TIGHT)
    run = cast.make_round(session, shirt, locked=True)
    _wish(session, shirt, run=run)

    assert wishes.settle_wishes(session, shirt) == []
    assert _list_mails(session) == []


def test_one_address_is_written_to_once_for_all_its_answers(session, shirt):
    kept = [_wish(session, shirt), _wish(session, shirt, address="Lena@Example.com")]
    cast.make_round(session, shirt, locked=True)

    (mail,) = _list_mails(session)
    posting.note_sent(session, posting.write_letter(session, mail.id, **SENDER))

    assert [wish.address for wish in kept] == [None, None]


def test_who_answers_about_an_old_run_later_hears_of_the_fix_unless_it_did_not_help(session, shirt):
    run = cast.make_round(session, shirt, locked=True)
    _wish(session, shirt)
    (mail,) = wishes.settle_wishes(session, shirt)
    assert wishes.settle_wishes(session, shirt) == [], "asked again nothing is doubled"

    point = cast.get_point(session, shirt, LONG)
    session.add(
        Outcome(
            cluster=point, fixed_in=run, source=FeedbackSource.FORM, verdict="worse", before_reporting=1,
            before_answered=1, after_reporting=9, after_answered=10, judged_at_answers=10, next_look=20,
        )
    )  # fmt: skip
    assert wishes.settle_wishes(session, shirt) == []
    assert mail not in _list_mails(session)


def test_a_release_that_is_taken_back_calls_the_mail_off(session, shirt):
    wish = _wish(session, shirt)
    run = cast.make_round(session, shirt, locked=True)

    unlock_round(session, run, reason="The fabric is late.")
    assert (_list_mails(session), wish.production_round, wish.address) == ([], None, "lena@example.com")

    rounds.lock_round(session, run, override_reason="Now it is there.")
    assert len(_list_mails(session)) == 1


def test_a_point_that_is_kept_as_it_is_is_no_fix(session):
    shirt = cast.make_shirt(session)
    cast.make_round(session, shirt, locked=True)
    _wish(session, shirt)
    decisions.decide(session, cast.get_point(session, shirt, LONG), choice=Choice.KEEP, reason="It is meant so.")

    cast.make_round(session, shirt, locked=True)

    assert _list_mails(session) == []


def test_the_desk_counts_people_not_answers(session, shirt):
    point = cast.get_point(session, shirt, LONG)
    for address in ("lena@example.com", "LENA@example.com", "bo@example.com"):
        given = _wish(session, shirt, address=address).feedback
    feedback.record_washed(session, given, zone_answers=[feedback.TappedZone("sleeve.length", "long")])
    session.flush()

    assert session.scalar(select(wishes.count_wishes([point.id]))) == 2


def test_erasing_the_answer_or_the_wish_erases_address_and_mail(session, shirt):
    first, second = _wish(session, shirt), _wish(session, shirt, address="bo@example.com")
    cast.make_round(session, shirt, locked=True)
    assert len(_list_mails(session)) == 2

    feedback.erase_feedback(session, first.feedback)
    wishes.erase_wish(session, second.feedback)

    session.expire_all()
    assert (session.query(FixWish).count(), session.query(OutboxMail).count()) == (0, 0)


def test_what_no_mail_server_takes_is_given_up_and_forgotten(session, shirt):
    wish = _wish(session, shirt)
    cast.make_round(session, shirt, locked=True)
    (mail,) = _list_mails(session)

    for _ in range(len(outbox.WAIT_AFTER) + 1):
        outbox.note_failed(session, mail.id, "mail.example.com did not take the mail.")

    assert (mail.address, wish.address, wish.told_at) == (None, None, None)


def test_a_wish_that_nobody_could_fulfil_is_forgotten_in_time(session, shirt):
    _wish(session, shirt)
    with _later(days=729):
        wishes.forget_old(session)
        assert session.query(FixWish).count() == 1
    with _later(days=731):
        wishes.forget_old(session)
        assert session.query(FixWish).count() == 0


def test_spam_waits_for_no_fix_once_a_person_says_so_or_nobody_has_for_a_month(session, shirt):
    marked, taken = _wish(session, shirt), _wish(session, shirt, address="bo@example.com")
    cast.make_round(session, shirt, locked=True)

    coding.mark_spam(session, marked.feedback)
    taken.feedback.is_spam = True

    session.flush()
    session.expire_all()
    assert [mail.wish for mail in _list_mails(session)] == [taken]
    with _later(days=29):
        wishes.forget_old(session)
        assert session.query(FixWish).one() is taken
    with _later(days=31):
        wishes.forget_old(session)
        assert (session.query(FixWish).count(), session.query(OutboxMail).count()) == (0, 0)


def test_nothing_is_kept_where_all_fits_or_the_address_wants_no_mail(session, shirt):
    fine = feedback.record_feedback(session, shirt, source=FeedbackSource.FORM, fits_fine=True).feedback
    assert wishes.keep_wish(session, fine, "lena@example.com", language="en") is None

    _wish(session, shirt)
    addresses.stop_mail(session, addresses.make_stop_token(session, "LENA@example.com"))

    assert session.query(FixWish).count() == 0
    assert _wish(session, shirt) is None


def _wish(session, shirt, *, says=LONG, run=None, address="lena@example.com", language="en", also=None):
    """Somebody's wish, with an answer about the first run unless another is named."""
    given = feedback.record_feedback(
        session, garments.get_garment_by_id(session, shirt.id), source=FeedbackSource.FORM,
        production_round=run or shirt.rounds[0],
        zone_answers=[feedback.TappedZone(*each.split("/")) for each in (says, also) if each],
    ).feedback  # fmt: skip
    session.flush()
    return wishes.keep_wish(session, given, address, language=language)


def _list_mails(session):
    return session.query(OutboxMail).order_by(OutboxMail.id).all()


def _later(**ahead):
    return time_machine.travel(now() + timedelta(**ahead), tick=False)
