"""What tells a bot's answer from a customer's: what it does, never how many come from where it comes from."""

from datetime import timedelta
from itertools import count
from time import process_time

import pytest
import time_machine

from app.models import COMMENT_MAX, Feedback, FeedbackSource, SpamReason, now
from app.services import coding, evidence, feedback, label, spam
from app.services.feedback import TappedZone
from app.services.spam import Arrival, Lately
from tests import cast

LONG = "The sleeves are about two centimetres too long for me, the rest of the shirt fits well."


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "arrived, given, reason",
    [
        ({}, {"fits_fine": True}, None),
        ({"took_s": 0.6}, {"fits_fine": True}, None),
        ({"took_s": 0.6}, {"comment": LONG}, None),
        ({"took_s": -3600.0}, {"comment": "The clock was put back meanwhile."}, None),
        ({"is_trapped": True}, {"fits_fine": True}, SpamReason.TRAP),
        ({"took_s": None}, {"fits_fine": True}, SpamReason.NO_PAGE),
        ({"took_s": 0.3}, {"fits_fine": True}, SpamReason.TOO_FAST),
        ({"took_s": 0.3}, {"comment": LONG}, SpamReason.TOO_FAST),
        ({}, {"comment": "Look at https://cheap-pills.example/now"}, SpamReason.ADVERT),
        ({}, {"comment": "See www.linnea.example/shirts and https://linnea.example"}, None),
        ({}, {"comment": "I bought it (at www.linnea.example). And see https://linnea.example?size=m, please!"}, None),
        ({}, {"comment": "I said it here before: https://fit.linnea.example/r/abc"}, None),
        ({}, {"comment": "See https://linnea.example:443@pills.example"}, SpamReason.ADVERT),
        ({}, {"comment": "[url=pills.example]here[/url]"}, SpamReason.ADVERT),
        ({}, {"comment": "Earn money with crypto, ask me how"}, SpamReason.ADVERT),
        ({}, {"comment": "Best prices for backlinks: sales@rank.example"}, SpamReason.ADVERT),
        ({}, {"comment": "I wrote to hello@linnea.example and sent photos by WhatsApp: the seam opened."}, None),
        ({}, {"comment": "Jackpot! Best price I found, and an investment. Visit my mother in it."}, None),
        ({}, {"comment": "Rękawy są za długie o 2 cm, reszta leży dobrze."}, None),
    ],
)
def test_an_answer_is_judged_by_what_it_does(session, door, arrived, given, reason):
    label.change_label(session, return_url="https://www.linnea.example/returns")

    assert door(given, **arrived) is reason


def test_many_words_are_said_once_even_dressed_up_and_few_are_anybodys(session, door):
    assert door({"comment": LONG}) is None
    assert door({"comment": LONG.upper()}) is SpamReason.COPIED
    assert door({"comment": LONG.replace("for me", "for my wife")}, address="198.51.100.9") is SpamReason.COPIED
    for _ in range(2):
        assert door({"comment": "The sleeves are a bit too long."}) is None


def test_a_stored_comment_is_known_again_whoever_copies_it_however_late(session, door):
    cast.make_feedback(session, door.shirt, source=FeedbackSource.REVIEW, comment=LONG)

    assert door({"comment": LONG}) is SpamReason.COPIED


def test_one_browser_says_the_same_a_few_times_and_others_beside_it_go_on(door):
    taps = {"zone_answers": [TappedZone("sleeve.length", "long", 2.0, "cm")], "size": "M"}

    assert [door(taps) for _ in range(7)] == [None] * 5 + [SpamReason.REPEATED] * 2
    assert door(taps, browser="another phone") is None
    assert door({**taps, "size": "L"}) is None
    assert [door({"comment": "Too long."}) for _ in range(3)] == [None, None, SpamReason.REPEATED]


def test_one_page_sent_over_and_over_is_one_answer(door):
    assert {door({"comment": LONG}, key="the same page") for _ in range(20)} == {None}


def test_far_more_than_a_label_has_customers_is_a_flood(door, monkeypatch):
    monkeypatch.setattr(spam, "FLOOD", {spam.HOUR_S: 3})

    said = [door({"comment": f"Word number {number}"}) for number in range(4)]

    assert said == [None, None, None, SpamReason.FLOOD]
    assert door({"comment": "Somewhere else"}, address="198.51.100.9") is None


def test_what_is_remembered_of_an_answer_is_small_and_tells_nobody_who_said_what(door):
    door({"comment": f"{LONG} {'Zyzzyva ' * 2000}"})

    remembered = repr(vars(door.lately))
    assert "page 0" in remembered
    assert len(remembered) < 3000
    for said in ("zyzzyva", "sleeves", "203.0.113.7", "a phone"):
        assert said not in remembered.lower()


def test_after_a_day_nothing_of_an_answer_is_remembered(door):
    assert door({"comment": LONG}) is None

    with time_machine.travel(now() + timedelta(days=1, seconds=1)):
        assert door({"fits_fine": True}, address="198.51.100.9") is None
        assert "page 0" not in repr(vars(door.lately))
        assert door({"comment": LONG.replace("for me", "for my wife")}) is None


@pytest.mark.sqlite
@pytest.mark.parametrize("part", ["a@", "a.", "https://", "www.", "<a ", "+1 ", "visit my ", "crypto", "a\u0301", "[/"])
def test_no_words_hold_up_the_customers_who_come_next(door, part):
    words = (part * COMMENT_MAX)[:COMMENT_MAX]
    started = process_time()  # what other tests compute meanwhile holds up nobody

    door({"comment": words})

    assert process_time() - started < 1, "a hundredth of it here: what grew with the square of the words would not end"


def test_spam_is_stored_with_its_reason_counts_nowhere_and_a_persons_word_holds(session, door):
    given = {"zone_answers": [TappedZone("sleeve.length", "long")], "size": "M", "idempotency_key": "k" * 32}
    stored = feedback.record_feedback(
        session, door.shirt, source=FeedbackSource.FORM, spam_reason=SpamReason.TRAP, **given
    )
    washed = feedback.record_washed(session, stored.feedback, fits_fine=True).feedback
    evidence.weigh_garment(session, door.shirt)

    assert {stored.feedback.spam_reason, washed.spam_reason} == {SpamReason.TRAP}
    assert (stored.feedback.is_spam, washed.is_spam) == (True, True)
    assert stored.feedback.issues[0].cluster is None
    assert feedback.open_receipt(session, stored.receipt) is stored.feedback

    coding.unmark_spam(session, stored.feedback)
    again = feedback.record_feedback(
        session, door.shirt, source=FeedbackSource.FORM, spam_reason=SpamReason.TRAP, **given
    )
    later = feedback.record_washed(session, stored.feedback, comment="It shrank.").feedback
    evidence.weigh_garment(session, door.shirt)

    assert (again.created, again.feedback.is_spam, later.is_spam) == (False, False, False)
    assert stored.feedback.spam_reason is SpamReason.TRAP, "why it was taken for spam stays beside what a person says"
    assert cast.get_point(session, door.shirt, "sleeve.length/long").evidence[0].reporting == 1


@pytest.fixture
def door(session):
    """Judge an answer as one of a customer who took half a minute; what is none is not stored, what is one is."""
    shirt = cast.make_shirt(session)
    lately, keys = Lately(), count()

    def judge(given, *, key=None, address="203.0.113.7", browser="a phone", took_s=30.0, is_trapped=False):
        key = key or f"page {next(keys)}"
        told = {"comment": None, "idempotency_key": key} | given
        reason = spam.find_reason(
            session.connection(), Arrival(key, address, browser, took_s, is_trapped), shirt, told,
            label=label.get_label(session), lately=lately, configured="https://fit.linnea.example",
        )  # fmt: skip
        if reason is None:
            feedback.record_feedback(session, shirt, source=FeedbackSource.FORM, **told)
        return reason

    judge.shirt, judge.lately = shirt, lately
    assert session.query(Feedback).count() == 0
    return judge
