"""The check code on a sheet tells whether it is current, and nothing else."""

from app.models import Packet, PacketAnswer
from app.services import garments, packets, revisions, settling
from tests.web.conftest import answer_line


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
    answer_line(client, sent, kind="differently", **{"new-M": "22"})
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
