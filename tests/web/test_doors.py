"""A link that leads nowhere, any more or ever, is answered as any other; a new one can be asked for."""

import math
import time
from datetime import timedelta

import pytest

from app.models import now
from app.services import packets
from app.web.security import limiter

DOORS = (
    ("get", ""), ("get", "/sheet.pdf"), ("get", "/sheet.exe"), ("get", "/labels.pdf"), ("get", "/files/1"),
    ("post", ""), ("post", "/receive"), ("post", "/answers"), ("post", "/files"), ("post", "/files/1/remove"),
)  # fmt: skip


def test_guessing_links_is_slowed_down(client):
    answers = [client.get(f"/m/guess-{number}").status_code for number in range(61)]

    assert set(answers[:60]) == {404}
    assert answers[60] == 429


def test_guessing_codes_is_slowed_down_and_blames_no_code(client):
    answers = [client.post("/f", data={"code": "K7M2-4PQX"}) for _ in range(31)]

    assert {answer.status_code for answer in answers[:30]} == {422}
    assert answers[30].status_code == 429
    assert "That was too often." in answers[30].text
    assert "No form is behind that code." not in answers[30].text
    assert 'value="K7M2-4PQX"' in answers[30].text


def test_wrong_and_revoked_links_are_answered_alike(client, session, sent):
    packets.revoke(session, session.merge(sent.packet))
    session.commit()

    revoked, wrong = client.get(f"/m/{sent.token}"), client.get("/m/nothing")

    assert (revoked.status_code, wrong.status_code) == (404, 404)
    assert revoked.data == wrong.data


def test_wrong_expired_revoked_and_foreign_links_ask_alike(client, session, sent):
    token, packet = sent.token, session.merge(sent.packet)
    assert client.get(f"/m/{token}").status_code == 200
    pages = [(client.get("/m/nothing").data, client.post("/m/nothing").data)]
    for field in ("expires_at", "revoked_at"):
        setattr(packet, field, now() - timedelta(days=1))
        session.commit()
        pages.append((client.get(f"/m/{token}").data, client.post(f"/m/{token}").data))

    assert pages[0] == pages[1] == pages[2]
    assert b"Send me a new one" in pages[0][0]
    assert b"You asked for a new link." in pages[0][1]


def test_a_pattern_maker_whose_link_has_run_out_asks_and_the_label_sees_it(client, session, sent, sign_in):
    packet = session.merge(sent.packet)
    packet.expires_at = now() - timedelta(days=1)
    session.commit()

    client.post(f"/m/{sent.token}")

    sign_in()
    session.rollback()
    page = client.get(f"/garments/{packet.revision.garment_id}/revisions/2").text
    assert "Ana asked for a new link" in page
    assert "No e-mail address is known" in page
    assert "Ana asked for a new link</strong> to the sheet of" in client.get("/").text


def test_asking_for_links_is_slowed_down(client):
    answers = [client.post("/m/guess").status_code for _ in range(11)]

    assert (set(answers[:10]), answers[10]) == ({200}, 429)


def test_only_the_sheets_own_address_offers_a_new_link(client):
    assert "Send me a new one" not in client.get("/m/nothing/sheet.pdf").text


@pytest.mark.thorough
@pytest.mark.parametrize("method, path", DOORS)
def test_no_door_tells_a_wrong_link_from_an_old_one(client, session, sent, method, path):
    old = _make_old_links(session, sent)

    answers = []
    for link in ("nothing", "", *old):
        limiter.reset()
        answer = client.open(f"/m/{link or 'x' * 32}{path}", method=method.upper(), data={"name": "Ana"})
        answers.append((answer.status_code, answer.data, sorted(answer.headers.items())))

    assert all(each == answers[0] for each in answers)
    assert answers[0][0] == (200 if (method, path) == ("post", "") else 404)


@pytest.mark.thorough
def test_a_wrong_link_takes_as_long_as_an_old_one(client, session, sent):
    links = ("x" * 32, *_make_old_links(session, sent))
    quickest = dict.fromkeys(links, math.inf)
    for turn in range(400):
        for link in links:
            limiter.reset()
            started = time.perf_counter()
            client.get(f"/m/{link}")
            quickest[link] = min(quickest[link], time.perf_counter() - started)
        # The quickest of many, and of more where the machine has other things to do.
        if turn >= 40 and max(quickest.values()) < 1.5 * min(quickest.values()):
            return
    pytest.fail(f"Some links take longer than others: {quickest}")


def _make_old_links(session, sent) -> list[str]:
    """Links that worked once: one has run out, one was taken back, one was replaced by mail."""
    revision = session.merge(sent.packet).revision
    expired, revoked, mailed = (packets.send_packet(session, revision, contact="Ana") for _ in range(3))
    expired.packet.expires_at = now() - timedelta(days=1)
    packets.revoke(session, revoked.packet)
    mailed.packet.token_hash = packets.hash_token("another")
    session.commit()
    return [expired.token, revoked.token, mailed.token]
