"""What it would bring to take an answer is said before it is taken: slips, sizes that nobody measured, the chart."""

from decimal import Decimal

import pytest

from app.models import AnswerKind
from app.services import packets, revisions, settling
from app.services.consequences import list_consequences
from app.services.label import change_label
from app.services.moves import Move
from tests import cast
from tests.arranged import once


@pytest.fixture
@once
def sent(session):
    """A sheet that takes 20 mm off the sleeves in all sizes, received by Ana."""
    revision = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    return cast.send_and_receive(session, revision).packet


def test_says_which_sizes_keep_the_plan_and_that_the_grading_changes(session, sent):
    answer = cast.answer_line(session, sent, new={"M": 585, "L": 595})

    assert list_consequences(session, answer) == [
        "XS, S and XL were not measured and keep the plan.",
        "The change would no longer be the same in all sizes: the grade steps change.",
    ]


def test_says_nothing_of_what_was_measured_in_all_sizes_and_is_taken_already(session, sent):
    answer = cast.answer_line(session, sent, new={"XS": 565, "S": 575, "M": 585, "L": 595, "XL": 605})
    assert list_consequences(session, answer) == []
    answer = cast.answer_line(session, sent, new={"M": 585})
    settling.accept_answer(session, answer)

    assert list_consequences(session, answer) == []


def test_says_what_a_slip_would_make_of_the_chart(session, sent):
    answer = cast.answer_line(session, sent, new={"XS": 560, "S": 570, "M": 5250, "L": 590, "XL": 600}, sure=True)

    told = list_consequences(session, answer)

    assert told[0] == "M: 525.00 cm, where 58.00 is asked for. Millimetres?"
    assert "+465.00 cm is more than one revision usually changes it (2.50 cm): sample first." in told
    assert "A size would be smaller than the one below it: L than M (59.00 cm against 525.00 cm)." in told


def test_what_stays_is_what_the_page_says_of_it(session, sent):
    change_label(session, grid="0.5")
    change = next(each for each in sent.revision.lines[0].changes if each.size.name == "M")
    change.old_mm, change.new_mm = Decimal(604), Decimal(584)
    answer = packets.answer_line(
        session, sent, sent.revision.lines[0], kind=AnswerKind.CANNOT, note="No room.", new_mm={"M": Decimal(590)}
    )

    assert list_consequences(session, answer) == ["M: 59.0 was measured, where 60.5 stays."]


def test_says_how_far_off_an_instruction_was_done(session):
    draft = revisions.draft_revision(session, cast.make_shirt(session))
    line = revisions.add_instruction(session, draft, text="Forward.", move=Move(amount_mm=Decimal(10)))
    packet = cast.send_and_receive(session, draft).packet
    answer = packets.answer_line(session, packet, line, kind=AnswerKind.DONE, amount_mm=Decimal(950), sure=True)

    assert list_consequences(session, answer) == ["95.00 cm, where 1.00 cm is asked for. Is the point in its place?"]


def test_says_what_keeps_it_from_being_taken(session):
    dress = cast.make_dress(session)
    revision = revisions.draft_revision(session, dress)
    revisions.change_measure(session, revision, dress.points_of_measure[0], delta_mm=Decimal(-20))
    packet = cast.send_and_receive(session, revision).packet

    answer = cast.answer_line(session, packet, new={"M": 700})

    assert list_consequences(session, answer) == ["Nobody knows what M measured before: ask Ana for the old value too."]


def test_says_what_was_measured_where_a_measure_that_cannot_change_stays(session, sent):
    cannot = {"kind": AnswerKind.CANNOT, "note": "The cuff sits there."}
    answer = cast.answer_line(session, sent, new={"M": 580, "L": 609}, **cannot)
    assert list_consequences(session, answer) == ["M: 58.00 was measured, where 60.00 stays."]

    answer = cast.answer_line(session, sent, new={"M": 590}, old={"M": 610}, **cannot)
    assert list_consequences(session, answer) == ["M: 59.00 was measured, where 61.00 stays."]

    settling.accept_answer(session, answer)
    assert list_consequences(session, answer) == []
