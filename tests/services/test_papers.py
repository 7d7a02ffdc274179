"""Paper: each pattern maker keeps A4 or Letter, and everything printed about a revision follows."""

import zipfile
from io import BytesIO

from app.models import LengthUnit, Paper
from app.services import charts, cutting, packets, papers
from tests.papers import measure_paper

A4, LETTER = (210, 297), (216, 279)


def test_a_sheet_is_on_what_was_asked_for_else_the_makers_last_else_what_goes_with_the_unit(session, draft):
    def send(contact, **options):
        return packets.send_packet(session, draft, contact=contact, **options).packet.paper

    assert send("Bo") is Paper.A4
    assert send("Cleo", unit=LengthUnit.IN) is Paper.LETTER
    assert send("Ana", paper=Paper.LETTER) is Paper.LETTER
    assert send(" ana") is Paper.LETTER
    assert send("Ana", paper=Paper.A4) is Paper.A4
    assert send("cleo", unit=LengthUnit.CM) is Paper.LETTER


def test_everything_about_a_revision_is_printed_on_the_paper_of_its_sheet(session, draft):
    packet = packets.send_packet(session, draft, contact="Ana", paper=Paper.LETTER).packet

    assert measure_paper(packets.export(session, packet, format="pdf")) == LETTER
    assert measure_paper(cutting.export_pattern_labels(session, packet)) == LETTER
    assert measure_paper(charts.export_chart(session, draft, format="pdf")) == LETTER[::-1]
    assert measure_paper(charts.export_comparison(session, draft.predecessor, draft)) == LETTER
    workbooks = (packets.export(session, packet, format="xlsx"), charts.export_chart(session, draft, format="xlsx"))
    for workbook in workbooks:
        with zipfile.ZipFile(BytesIO(workbook)) as parts:
            assert b'paperSize="1"' in parts.read("xl/worksheets/sheet1.xml")

    assert measure_paper(packets.export(session, packet, format="pdf", paper=Paper.A4)) == A4
    assert measure_paper(charts.export_chart(session, draft, format="pdf", paper=Paper.A4)) == A4[::-1]


def test_what_is_printed_before_any_sheet_follows_the_newest_of_the_garment(session, draft):
    assert papers.find_paper(session, draft, LengthUnit.CM) is Paper.A4
    assert papers.find_paper(session, draft, LengthUnit.IN) is Paper.LETTER
    packets.send_packet(session, draft, contact="Ana", paper=Paper.LETTER)

    assert papers.find_paper(session, draft.predecessor, LengthUnit.CM) is Paper.LETTER


def test_a_maker_who_changes_the_paper_gets_the_next_sheet_on_it(session, draft):
    packet = packets.send_packet(session, draft, contact="Ana").packet

    papers.change_paper(session, packet, Paper.LETTER)

    assert packets.send_packet(session, draft, contact="Ana").packet.paper is Paper.LETTER
