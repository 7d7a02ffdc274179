"""An instruction is marked on the garment's own flat."""

import pytest

from app.errors import NotFound, RuleError
from app.models import MarkKind
from app.services import audit, marks, packets, revisions
from app.services.formats import pdf
from app.services.sheets import build_sheet
from tests import cast
from tests.papers import read_pages


def test_marks_are_named_by_their_line_and_go_with_the_sheet(session):
    line = _instruction(session)
    garment = line.revision.garment
    back, shoulder = marks.get_spot(garment, "back/neck/middle"), marks.get_spot(garment, "back/shoulder/left")
    marks.add_mark(session, line, kind=MarkKind.POINT, start=back)
    assert [mark.label for mark in marks.list_marks(line)] == ["1"]

    marks.add_mark(session, line, kind=MarkKind.ARROW, start=back, end=shoulder)

    assert [mark.label for mark in marks.list_marks(line)] == ["1a", "1b"]
    packet = packets.send_packet(session, line.revision, contact="Ana").packet
    sheet = build_sheet(session, packet)
    arrow = sheet.lines[0].marks[1]
    assert (arrow.kind, arrow.side, arrow.x, arrow.y, arrow.to_x, arrow.to_y) == ("arrow", "back", 50, 8.5, 36, 17.5)
    assert "1b" in read_pages(pdf.write(sheet))[0]
    with pytest.raises(RuleError, match="frozen"):
        marks.drop_mark(session, line, 1)


def test_what_is_taken_off_is_gone_and_both_are_in_the_history(session):
    line = _instruction(session)
    for x in (10, 20):
        marks.add_mark(session, line, kind=MarkKind.POINT, start=marks.get_spot(line.revision.garment, f"front {x} 5"))

    marks.drop_mark(session, line, 1)

    assert [mark.x for mark in line.marks] == [20]
    assert [event.verb for event in audit.list_events(session, line.revision)][-3:] == ["marked", "marked", "unmarked"]
    with pytest.raises(NotFound):
        marks.drop_mark(session, line, 1)


@pytest.mark.parametrize(
    "kind, start, end, sentence",
    [
        ("point", "front 101 5", None, "beside the sketch"),
        ("point", "front nan 5", None, "beside the sketch"),
        ("point", "inside 1 5", None, "Which place?"),
        ("line", "front 1 5", None, "A line has two places"),
        ("line", "front 1 5", "back 1 9", "on the same side"),
        ("arrow", "front 1 5", "front 1.01 5", "ends elsewhere"),
    ],
)
def test_refuses_what_cannot_be_drawn(session, kind, start, end, sentence):
    line = _instruction(session)
    garment = line.revision.garment

    with pytest.raises(RuleError, match=sentence):
        marks.add_mark(
            session, line, kind=MarkKind(kind), start=marks.get_spot(garment, start),
            end=marks.get_spot(garment, end) if end else None,
        )  # fmt: skip

    assert line.marks == []


def test_refuses_a_tenth_mark_and_a_mark_on_a_measure(session):
    line = _instruction(session)
    spot = marks.get_spot(line.revision.garment, "front 5 5")
    for _ in range(marks.MARKS_MAX):
        marks.add_mark(session, line, kind=MarkKind.POINT, start=spot)

    with pytest.raises(RuleError, match="has 9 marks already"):
        marks.add_mark(session, line, kind=MarkKind.POINT, start=spot)
    sleeve = line.revision.garment.points_of_measure[0]
    measured = revisions.change_measure(session, line.revision, sleeve)
    with pytest.raises(RuleError, match="drawn where that is taken"):
        marks.add_mark(session, measured, kind=MarkKind.POINT, start=spot)


@pytest.mark.parametrize("name", ["Bicep", "Oberarmweite", "Bizeps"])
def test_a_measure_is_drawn_where_it_is_taken_in_whichever_language_it_is_called(session, name):
    shirt = cast.make_shirt(session)
    bicep = shirt.points_of_measure[1]
    bicep.name = name

    line = revisions.change_measure(session, revisions.draft_revision(session, shirt), bicep)

    assert [(mark.x, mark.y) for mark in marks.list_marks(line)] == [(70, 43)]


def _instruction(session):
    draft = revisions.draft_revision(session, cast.make_shirt(session))
    return revisions.add_instruction(session, draft, text="Lower the back neck, blend to nothing at the shoulder.")
