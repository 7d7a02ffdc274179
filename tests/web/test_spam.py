"""Bots at the customer's door, and honest people behind the same address: who is told from whom, and what is shown."""

import random
import re
from collections import Counter
from datetime import UTC, datetime
from time import time

import pytest
import time_machine
from werkzeug.middleware.proxy_fix import ProxyFix

from app.models import Feedback, Role, SpamReason
from app.services import feedback
from tests import cast
from tests.web.conftest import open_form, read_words

SHOP = "203.0.113.7"

PHONES = [
    f"Mozilla/5.0 ({system}) AppleWebKit/605.1.15 Version/{version}"
    for system in ("iPhone; CPU iPhone OS 18_6", "Linux; Android 16; Pixel 9", "Linux; Android 15; SM-S921B")
    for version in ("17.6", "18.5")
]

REVIEW = "I love the linen and the colour, yet the sleeves cover my thumbs and the shoulders pull when I reach forward."

HONEST = [
    *({"fine": "y", "size": size} for size in ("XS", "S", "M", "M", "L", "XL") for _ in "12"),
    *({"zone-sleeve.length": "long", "amount-sleeve.length": "2 cm", "rest_fits": "y", "size": s} for s in ("S", "M")),
    *({"comment": words} for words in (
        "Fits perfectly.", "Fits perfectly.", "The sleeves are a bit too long.", "The sleeves are a bit too long.",
        "Die Ärmel sind etwa 2 cm zu lang, sonst passt alles.", "Les manches sont un peu longues.",
        "Me queda grande de hombros.", "Rękawy są za długie o 2 cm, reszta leży dobrze.", "袖が少し長いです。", "👍👍",
        "I wrote to hello@linnea.example about the seam, it opened after one wash.", "99 € well spent!",
        "The sleeves are about two centimetres too long for me, and the rest of the shirt fits as it should.",
        "The waist is about two centimetres too tight for me, and the rest of the shirt fits as it should.",
        "Tight across the back when I drive; I am 178 and usually wear M, this is the L.", "too short", "Zu kurz.",
        "My arms are long and for once the cuffs reach my wrists. The second button gapes a little when I sit.",
    )),
    *({"overall_fit": fit, "size": "M"} for fit in ("right", "too_small", "too_large", "much_too_small")),
    *({"zone-hip.width": "small", "size": size, "keeping": "sent_back"} for size in ("S", "M", "L")),
    *({"fine": "y", "size": "M", "wear": wear} for wear in ("worn", "washed", "tried_on")),
    *({"fine": "y", "size": "L", "height": height} for height in ("158", "163", "167", "171", "176", "182", "186")),
    {"fine": "y", "comment": "The best shirt I have had in years, thank you."},
]  # fmt: skip


@pytest.mark.thorough
def test_a_thousand_bots_and_fifty_people_behind_one_address(client, session, code):
    """S14: 99 of 100 bots count nowhere though nothing is lost, and every one of the people is heard."""
    chance = random.Random(14)
    shirt = session.query(Feedback).first() or cast.make_feedback(session, _shirt(session), comment=REVIEW)
    session.commit()
    sends = [("a customer", given) for given in HONEST]
    sends += [(family, None) for family in BOTS for _ in range(1000 // len(BOTS))]
    chance.shuffle(sends)
    receipts = []

    with time_machine.travel(datetime(2026, 11, 27, 10, tzinfo=UTC), tick=False) as clock:
        for number, (family, given) in enumerate(sends):
            send = BOTS.get(family, _be_a_customer)
            answer = send(_Door(client, code, clock, chance), given or number)
            receipts.append((family, answer.status_code, answer.location))
            clock.shift(3600 / len(sends))

    assert len(HONEST) == 50
    assert {status for _, status, _ in receipts} == {303}
    sent, out = Counter(), Counter()
    for family, _, location in receipts:
        sent[family] += 1
        out[family] += feedback.open_receipt(session, location.split("/")[2].partition("?")[0]).is_spam
    print({family: f"{out[family]} of {sent[family]}" for family in sent})
    assert out["a customer"] == 0
    assert sum(out.values()) >= 990
    assert all(out[family] >= 0.95 * sent[family] for family in BOTS)
    assert session.query(Feedback).filter(Feedback.id != shirt.id).count() == 1050, "nothing is lost"


def test_spam_lies_in_the_folder_with_its_reason_and_a_designers_word_holds(client, session, code, sign_in):
    body = {"key": open_form(client), "zone-sleeve.length": "long", "homepage": "https://pills.example"}
    receipt = client.post(f"/f/{code}", data=body).location
    given = session.query(Feedback).one()
    answer, reason = given.id, "Taken for spam as it came in: a field is filled that no person sees"
    session.rollback()
    assert "Sleeve too long" in client.get(receipt).text, "who was taken for a bot sees what a customer sees"
    sign_in()

    assert f"/feedback/{answer}" not in client.get("/feedback").text
    assert reason in read_words(client.get("/feedback?folder=spam"))
    assert "a field is filled that no person sees" in read_words(client.get(f"/feedback/{answer}"))
    client.post(f"/feedback/{answer}/unspam")
    client.post(f"/f/{code}", data=body)

    session.expire_all()
    given = session.query(Feedback).one()
    assert (given.is_spam, given.spam_reason) == (False, SpamReason.TRAP)
    assert given.issues[0].cluster is not None
    assert reason in read_words(client.get(f"/feedback/{answer}"))


def test_of_what_is_far_too_much_the_page_comes_back_with_what_was_typed(client, session, code, monkeypatch):
    monkeypatch.setattr("app.web.spam.SPAM_PER_ADDRESS", "1 per hour")
    first, second = (
        client.post(f"/f/{code}", data={"key": f"no page of ours {number}", "comment": f"Cuff number {number}."})
        for number in "12"
    )

    assert (first.status_code, second.status_code) == (303, 429)
    assert "Cuff number 2." in second.text
    assert [each.comment for each in session.query(Feedback)] == ["Cuff number 1."]
    assert client.post(f"/f/{code}", data={"key": open_form(client), "comment": "Too short."}).status_code == 303


def test_no_person_meets_the_field_that_is_a_trap(client, code):
    page = client.get(f"/f/{code}").text

    trap = re.search(r'<div class="unseen" aria-hidden="true">.*?</div>', page, re.DOTALL).group()
    assert all(each in trap for each in ('name="homepage"', 'tabindex="-1"', 'autocomplete="off"', "Leave this empty"))


def test_a_header_says_who_calls_only_where_a_proxy_is_trusted(client, app, session, code, monkeypatch):
    def send(address, forwarded=None):
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        body = {"key": open_form(client), "comment": "Too short."}
        client.post(f"/f/{code}", data=body, headers=headers, environ_base={"REMOTE_ADDR": address})
        session.rollback()
        return session.query(Feedback).order_by(Feedback.id.desc()).first().spam_reason

    bot = [send("198.51.100.9", forwarded=f"192.0.2.{number}") for number in range(2)]
    bot += [send("198.51.100.9", forwarded=SHOP) for _ in range(2)]
    assert bot == [None, None, SpamReason.REPEATED, SpamReason.REPEATED], "other addresses are no way round"
    assert [send(SHOP) for _ in range(2)] == [None, None], "and nobody is blamed for what came in their name"
    assert send("2001:db8::1") is None
    assert [send(f"2001:db8::{number}") for number in (2, 3)] == [None, SpamReason.REPEATED], "one house, one address"

    monkeypatch.setattr(app, "wsgi_app", ProxyFix(app.wsgi_app, x_for=1))
    through = [send("10.0.0.1", forwarded=f"192.0.2.{number}, 198.51.100.77") for number in range(3)]
    assert through == [None, None, SpamReason.REPEATED], "the proxy's own word counts, not what stands before it"
    assert send("10.0.0.1", forwarded="198.51.100.78") is None


def test_a_viewer_reads_why_and_takes_nothing_out(client, session, code, sign_in):
    client.post(f"/f/{code}", data={"key": "no page of ours", "fine": "y"})
    sign_in(role=Role.VIEWER)

    assert "without the form being opened" in read_words(client.get("/feedback?folder=spam"))
    assert client.post(f"/feedback/{session.query(Feedback).one().id}/unspam").status_code == 403


class _Door:
    """The form as somebody meets it: opened, looked at for a while, sent."""

    def __init__(self, client, code, clock, chance):
        self.client, self.code, self.clock, self.chance = client, code, clock, chance

    def open(self):
        page = self.client.get(f"/f/{self.code}", environ_base={"REMOTE_ADDR": SHOP})
        return re.search(r'name="key" type="hidden" value="([^"]+)"', page.text).group(1)

    def send(self, key=None, *, waits=None, phone=None, forwarded=None, **given):
        sends_at = time()
        self.clock.move_to(sends_at - (self.chance.uniform(4, 40) if waits is None else waits))
        key = key or self.open()
        self.clock.move_to(sends_at)
        headers = {"User-Agent": phone or PHONES[0], "Accept-Language": "en-GB"}
        headers |= {"X-Forwarded-For": forwarded} if forwarded else {}
        return self.client.post(
            f"/f/{self.code}", data={"key": key, **given}, headers=headers, environ_base={"REMOTE_ADDR": SHOP}
        )


def _be_a_customer(door, given):
    return door.send(phone=door.chance.choice(PHONES), **given)


def _tell_a_story(door, number):
    """A real browser that waits, each time with other words of the same story, from one phone after the other."""
    pick = door.chance.choice
    words = (
        f"I {pick(['came', 'stumbled'])} across a page where a {pick(['kind', 'gifted'])} doctor who mends broken "
        f"{pick(['marriages', 'homes'])} left his number, and within {pick(['two', 'three', 'four'])} days my husband "
        f"was {pick(['back', 'home'])} with me and the children again, {pick(['so', 'and'])} if you want yours to "
        "come back write to him and he will help you as he has helped me and my sister"
    )
    return door.send(comment=words, phone=pick(PHONES), size=pick(["S", "M", "L"]))


BOTS = {
    "never opens the form": lambda door, number: door.send(f"{number:032}", comment=f"Nice shirt {number}"),
    "fills every field": lambda door, number: door.send(comment=f"Nice {number}", homepage="Ann", height="170"),
    "opens it and sends at once": lambda door, number: door.send(waits=0.4, comment=f"Nice shirt {number}"),
    "waits and leaves links": lambda door, number: door.send(comment=f"Good. More at https://pills{number}.example/"),
    "waits and leaves markup": lambda door, number: door.send(comment=f"<a href=//a{number}.example>here</a> good"),
    "sells without a link": lambda door, number: door.send(comment=f"Bitcoin pays: passive income, ask {number}"),
    "copies an honest comment": lambda door, number: door.send(comment=REVIEW, phone=door.chance.choice(PHONES)),
    "is a real browser and tells a story": _tell_a_story,
    "taps the same over and over": lambda door, number: door.send(**{"zone-body.length": "short", "size": "S"}),
    "says the same under other addresses": lambda door, number: door.send(
        comment="Much too small", forwarded=f"192.0.2.{number % 250}"
    ),
}  # fmt: skip
"""Families of bots; each sends by the address of the shop whose customers answer meanwhile."""


def _shirt(session):
    return cast.make_garment(session, name="Another shirt")
