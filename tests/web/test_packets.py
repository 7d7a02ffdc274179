"""The pattern maker needs no account: the sheet on screen, received, answered; a code tells what is current."""

import time
from datetime import timedelta
from decimal import Decimal

import pytest

from app.models import LengthUnit, MeasureKind, Packet, PacketAnswer, now
from app.services import garments, packets, revisions, settling
from app.web.security import limiter
from nlp.taxonomy import GarmentKind


def test_shows_old_and_new_in_the_makers_unit(client, sent):
    page = client.get(f"/m/{sent.token}")

    assert page.status_code == 200
    assert "Sleeve length" in page.text
    assert "23 5/8" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_receiving_notes_the_name(client, session, sent):
    answer = client.post(f"/m/{sent.token}/receive", data={"name": "Ana"})

    assert answer.status_code == 303
    session.expire_all()
    assert session.get(Packet, sent.packet.id).received_by == "Ana"


def test_receiving_needs_a_name(client, sent):
    answer = client.post(f"/m/{sent.token}/receive", data={"name": ""})

    assert answer.status_code == 422
    assert "Who received it?" in answer.text


def test_an_answer_brings_the_measured_values_in_fractions(client, session, sent):
    answer = _answer(client, sent, kind="done", **{"old-M": "23 5/8", "new-M": "22-13/16"})

    assert answer.status_code == 303
    (reading,) = session.query(PacketAnswer).one().readings
    assert (reading.old_mm, reading.new_mm) == (Decimal("600.075"), Decimal("579.4375"))
    page = client.get(f"/m/{sent.token}").text
    assert "· done" in page
    assert 'value="22 13/16"' in page


def test_a_refused_answer_keeps_what_was_typed(client, session, sent):
    answer = _answer(client, sent, kind="differently", note="took it at the cap", **{"new-M": "22 x"})

    assert answer.status_code == 422
    assert "“22 x” is not a length" in answer.text
    assert 'value="22 x"' in answer.text
    assert "took it at the cap" in answer.text
    assert session.query(PacketAnswer).count() == 0


def test_one_refused_line_does_not_lose_the_others(client, session, sent):
    answer = client.post(
        f"/m/{sent.token}/answers", data={"line-1-kind": "done", "line-2-kind": "question", "line-2-note": " "}
    )

    assert answer.status_code == 422
    assert "Not kept yet; the other lines are." in answer.text
    assert "What is the question?" in answer.text
    session.rollback()
    assert session.query(PacketAnswer).one().line.number == 1


def test_the_rest_is_done_as_written(client, session, sent):
    client.post(f"/m/{sent.token}/answers", data={"line-2-kind": "cannot", "line-2-note": "No room.", "rest": "done"})

    answers = {each.line.number: each.kind.value for each in session.query(PacketAnswer)}
    assert answers == {1: "done", 2: "cannot"}
    assert "all else is done" not in client.get(f"/m/{sent.token}").text


def test_an_answer_that_is_sent_again_unchanged_stays_as_it_was(client, session, sent):
    _answer(client, sent, kind="done", **{"new-M": "22 13/16"})
    first = session.query(PacketAnswer.answered_at).scalar()
    session.rollback()

    _answer(client, sent, kind="done", **{"new-M": "22 13/16"})

    assert session.query(PacketAnswer.answered_at).scalar() == first


def test_an_old_value_alone_is_asked_about(client, session, sent):
    answer = _answer(client, sent, kind="done", **{"old-M": "23 5/8"})

    assert answer.status_code == 422
    assert "What does M measure now?" in answer.text
    assert 'value="23 5/8"' in answer.text
    assert session.query(PacketAnswer).count() == 0


def test_an_answer_says_what_became_of_the_line(client, sent):
    answer = _answer(client, sent, note="x")

    assert answer.status_code == 422
    assert "Say what became of this line." in answer.text


def test_saying_nothing_answers_nothing(client, session, sent):
    assert client.post(f"/m/{sent.token}/answers").status_code == 303
    assert session.query(PacketAnswer).count() == 0


def test_what_the_label_replies_stands_at_the_line(client, session, sent):
    _answer(client, sent, kind="question", note="From the cap or the hem?")
    revision = session.query(Packet).one().revision
    settling.reply_to(session, settling.get_answer(revision, 1), reply="From the hem.")
    session.commit()

    assert "From the hem." in client.get(f"/m/{sent.token}").text


def test_the_page_has_nothing_that_leads_into_the_labels_rooms(client, sent):
    page = client.get(f"/m/{sent.token}").text

    assert "/garments" not in page
    assert "Sign out" not in page
    assert 'content="noindex, nofollow"' in page


def test_the_desk_enters_what_the_pattern_maker_said_by_telephone(client, session, sent, sign_in):
    sign_in()
    desk = f"/sheets/{sent.packet.id}"
    assert "You answer for Ana" in client.get(desk).text

    answer = client.post(f"{desk}/answers", data={"line-1-kind": "cannot", "line-1-note": "No cloth left."})

    assert answer.location == f"{desk}#answered"
    session.rollback()
    given = session.query(PacketAnswer).one()
    assert (given.entered_by.name, given.packet.received_by) == ("Mia", "Ana")
    assert "can’t, entered by Mia" in client.get(f"/m/{sent.token}").text
    assert client.get("/sheets/77").status_code == 404


def test_a_stranger_does_not_answer_at_the_desk(client, sent):
    assert client.get(f"/sheets/{sent.packet.id}").status_code == 302
    assert client.post(f"/sheets/{sent.packet.id}/answers", data={"line-1-kind": "done"}).status_code == 302


def test_guessing_links_is_slowed_down(client):
    answers = [client.get(f"/m/guess-{number}").status_code for number in range(61)]

    assert set(answers[:60]) == {404}
    assert answers[60] == 429


@pytest.mark.parametrize("extension, start", [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_hands_the_sheet_over_as_a_file(client, sent, extension, start):
    file = client.get(f"/m/{sent.token}/sheet.{extension}")

    assert file.status_code == 200
    assert file.data.startswith(start)


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


DOORS = (
    ("get", ""), ("get", "/sheet.pdf"), ("get", "/sheet.exe"), ("get", "/labels.pdf"), ("get", "/files/1"),
    ("post", ""), ("post", "/receive"), ("post", "/answers"), ("post", "/files"), ("post", "/files/1/remove"),
)  # fmt: skip


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
    took: dict[str, list[float]] = {link: [] for link in links}
    for _ in range(40):
        for link in links:
            limiter.reset()
            started = time.perf_counter()
            client.get(f"/m/{link}")
            took[link].append(time.perf_counter() - started)

    # The quickest of many: the machine has other things to do.
    quickest = [min(each) for each in took.values()]
    assert max(quickest) < 1.5 * min(quickest)


def _make_old_links(session, sent) -> list[str]:
    """Links that worked once: one has run out, one was taken back, one was replaced by mail."""
    revision = session.merge(sent.packet).revision
    expired, revoked, mailed = (packets.send_packet(session, revision, contact="Ana") for _ in range(3))
    expired.packet.expires_at = now() - timedelta(days=1)
    packets.revoke(session, revoked.packet)
    mailed.packet.token_hash = packets.hash_token("another")
    session.commit()
    return [expired.token, revoked.token, mailed.token]


def test_asking_for_links_is_slowed_down(client):
    answers = [client.post("/m/guess").status_code for _ in range(11)]

    assert (set(answers[:10]), answers[10]) == ({200}, 429)


def test_only_the_sheets_own_address_offers_a_new_link(client):
    assert "Send me a new one" not in client.get("/m/nothing/sheet.pdf").text


def test_a_check_code_says_current_and_nothing_else(client, sent):
    page = client.post("/check", data={"code": sent.packet.check_code.lower()})

    assert "Current." in page.text
    assert "Linen shirt" not in page.text


def test_a_check_code_of_an_older_sheet_names_the_revision_that_replaced_it(client, session, sent):
    shirt = garments.get_garment(session, "LS-01")
    draft = revisions.draft_revision(session, shirt)
    revisions.add_instruction(session, draft, text="Move the notch.")
    packets.send_packet(session, draft, contact="Ana")
    session.commit()

    page = client.post("/check", data={"code": sent.packet.check_code})

    assert "Replaced by revision 3" in page.text


def test_a_check_code_tells_of_what_was_agreed_since(client, session, sent):
    _answer(client, sent, kind="differently", **{"new-M": "22"})
    settling.accept_answer(session, settling.get_answer(session.query(Packet).one().revision, 1))
    session.commit()

    page = client.post("/check", data={"code": sent.packet.check_code}).text

    assert "Line 1 came to something else after this sheet was sent" in page
    packet = session.query(Packet).one()
    packets.receive(session, packet, name="Ana")
    newer = packets.send_packet(session, packet.revision, contact="Ana")
    session.commit()
    assert "Replaced by a newer sheet" in client.post("/check", data={"code": sent.packet.check_code}).text
    assert "Replaced by the sheet of" in client.get(f"/m/{sent.token}").text
    page = client.get(f"/m/{newer.token}").text
    assert "Replaces line 1 of the sheet" in page
    assert 'id="line-1"' in page
    assert 'id="line-2"' not in page
    client.post(f"/m/{newer.token}/answers", data={"rest": "done"})
    session.rollback()
    assert session.query(PacketAnswer).count() == 2


def test_a_check_code_with_a_slip_is_refused(client):
    page = client.post("/check", data={"code": "K7M"})

    assert page.status_code == 422
    assert 'value="K7M"' in page.text


def _answer(client, sent, **fields):
    """Answer line 1."""
    return client.post(f"/m/{sent.token}/answers", data={f"line-1-{name}": value for name, value in fields.items()})


@pytest.fixture
def sent(session):
    """The sheet of a shirt whose sleeves become 20 mm shorter and whose notch moves, sent to Ana in inches."""
    shirt = garments.add_garment(
        session, name="Linen shirt", kind=GarmentKind.SHIRT, sizes=("S", "M", "L"), style_number="LS-01"
    )
    draft = revisions.draft_revision(session, shirt)
    sleeve = garments.add_point_of_measure(
        session, shirt, code="D1", name="Sleeve length from shoulder", kind=MeasureKind.STRAIGHT,
        values_mm={"S": Decimal(590), "M": Decimal(600), "L": Decimal(610)},
    )  # fmt: skip
    revisions.change_measure(session, draft, sleeve, delta_mm=Decimal(-20))
    revisions.add_instruction(session, draft, text="Move the notch.")
    sent = packets.send_packet(session, draft, contact="Ana", unit=LengthUnit.IN, grid="1/8")
    session.commit()
    return sent
