"""What changes after a sheet was received goes out alone, and the paper before says that it is replaced."""

from decimal import Decimal

from app.models import AnswerKind
from app.services import newer_sheets, packets, settling, sheets
from app.services.codes import format_code
from tests import cast


def test_a_sheet_after_a_received_one_shows_only_what_changed_since(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    first = cast.send_and_receive(session, draft).packet
    again = packets.send_packet(session, draft, contact="Ana").packet
    assert _numbers(session, again) == [line.number for line in draft.lines]
    assert newer_sheets.find_newer(session, first) is None

    packets.answer_line(session, first, draft.lines[0], kind=AnswerKind.DIFFERENTLY, new_mm={"M": Decimal(585)})
    settling.accept_answer(session, settling.get_answer(draft, 1))
    newer = packets.send_packet(session, draft, contact="Ana").packet
    to_another = packets.send_packet(session, draft, contact="Bea").packet

    sheet = sheets.build_sheet(session, newer)
    assert [line.number for line in sheet.lines] == [1]
    assert sheet.replaces.startswith(f"Replaces line 1 of the sheet {format_code(first.check_code)}.")
    assert len(sheets.build_sheet(session, newer, whole=True).lines) == len(draft.lines)
    assert newer_sheets.find_newer(session, first) is to_another
    assert newer_sheets.find_newer(session, newer) is None
    assert _numbers(session, first) == _numbers(session, to_another) == [line.number for line in draft.lines]


def _numbers(session, packet):
    return [line.number for line in sheets.build_sheet(session, packet).lines]
