"""The pattern maker needs no account: the sheet on screen and as a file, received, told what is current."""

from decimal import Decimal

import pytest

from app.models import Packet, PacketAnswer, Paper
from app.services import packets, points_of_measure, revisions, rounds
from tests import cast
from tests.papers import measure_paper
from tests.web.conftest import read_words


def test_shows_old_and_new_in_the_makers_unit(client, sent):
    page = client.get(f"/m/{sent.token}")

    assert page.status_code == 200
    assert "Sleeve length" in page.text
    assert "23 5/8" in page.text
    assert "All measures in inches, on a grid of 1/8" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_shows_what_the_paper_says_of_fabric_half_measures_and_the_grid(client, session, shirt):
    shirt.block, shirt.fabric, shirt.cut_for = "Shirt block 2", "Linen", "Women of 162 to 176 cm"
    rounds.record_shrinkage(session, cast.make_round(session, shirt), length=3.5, width=2.0)
    draft = revisions.draft_revision(session, shirt)
    bicep = points_of_measure.get_point_of_measure(shirt, "D3")
    revisions.change_measure(session, draft, bicep, delta_mm=Decimal(6))
    sent = packets.send_packet(session, draft, contact="Ana")
    session.commit()

    page = read_words(client.get(f"/m/{sent.token}"))

    assert "XS to XL · base M · Shirt block 2" in page
    assert "Linen, shrinkage 3.5 % in length and 2 % in width · Women of 162 to 176 cm" in page
    assert "Before the grid: every size +0.60 cm." in page
    assert "all round" in page


def test_what_is_not_known_is_neither_old_nor_new(client, session):
    dress = cast.make_dress(session)
    draft = revisions.draft_revision(session, dress)
    revisions.change_measure(session, draft, dress.points_of_measure[0], delta_mm=Decimal(15))
    sent = packets.send_packet(session, draft, contact="Ana")
    session.commit()

    page = read_words(client.get(f"/m/{sent.token}"))

    assert page.count('<td role="cell">not known</td>') == 2 * len(cast.SIZES)
    assert "Old value not known: +1.50 cm." in page


def test_receiving_notes_the_name(client, session, sent):
    answer = client.post(f"/m/{sent.token}/receive", data={"name": "Ana"})

    assert answer.status_code == 303
    session.expire_all()
    assert session.get(Packet, sent.packet.id).received_by == "Ana"


def test_receiving_needs_a_name(client, sent):
    answer = client.post(f"/m/{sent.token}/receive", data={"name": ""})

    assert answer.status_code == 422
    assert "Who received it?" in answer.text


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


def test_the_maker_chooses_the_paper_of_the_files(client, session, sent):
    assert "The files are laid out on US Letter." in client.get(f"/m/{sent.token}").text

    answer = client.post(f"/m/{sent.token}/paper", data={"paper": "a4"})

    assert answer.status_code == 303
    assert "Lay them out on US Letter" in client.get(f"/m/{sent.token}").text
    assert measure_paper(client.get(f"/m/{sent.token}/sheet.pdf").data) == (210, 297)
    client.post(f"/m/{sent.token}/paper", data={"paper": "napkin"})
    session.rollback()
    assert session.get(Packet, sent.packet.id).paper is Paper.A4


@pytest.mark.parametrize("extension, start", [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_hands_the_sheet_over_as_a_file(client, sent, extension, start):
    file = client.get(f"/m/{sent.token}/sheet.{extension}")

    assert file.status_code == 200
    assert file.data.startswith(start)
