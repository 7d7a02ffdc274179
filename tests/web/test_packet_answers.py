"""The lines of a sheet answered by the pattern maker: read, refused at their field, kept, replied to."""

import re
from decimal import Decimal

from app.models import AnswerKind, Packet, PacketAnswer
from app.services import rounds, settling
from tests.web.conftest import answer_line, read_words
from tests.web.open_pages import open_page, read_fields


def test_an_answer_brings_the_measured_values_in_fractions(client, session, sent):
    answer = answer_line(client, sent, kind="done", **{"old-M": "23 5/8", "new-M": "22-13/16"})

    assert answer.status_code == 303
    (reading,) = session.query(PacketAnswer).one().readings
    assert (reading.old_mm, reading.new_mm) == (Decimal("600.075"), Decimal("579.4375"))
    page = client.get(f"/m/{sent.token}").text
    assert "· done" in page
    assert 'value="22 13/16"' in page


def test_how_far_an_instruction_was_moved_is_answered_in_the_makers_unit(client, session, sent):
    asked = read_words(client.get(f"/m/{sent.token}"))
    assert "Elbow notch: 3/8 in up" in asked
    assert "Moved on the new pattern by, in inches" in asked
    line = {"line-2-kind": "differently"}

    refused = client.post(f"/m/{sent.token}/answers", data={**line, "line-2-amount": "−1/4"})
    client.post(f"/m/{sent.token}/answers", data={**line, "line-2-amount": "1/4"})

    assert (refused.status_code, "How far is said without a minus" in refused.text) == (422, True)
    session.rollback()
    assert session.query(PacketAnswer).one().amount_mm == Decimal("6.35")
    assert 'value="1/4"' in client.get(f"/m/{sent.token}").text


def test_a_value_between_the_marks_of_the_tape_stands_in_its_field_as_it_was_typed(client, session, sent):
    answer_line(client, sent, kind="done", **{"new-M": "579.5 mm"})

    assert 'value="579.5 mm"' in client.get(f"/m/{sent.token}").text


def test_a_refused_answer_keeps_what_was_typed(client, session, sent):
    answer = answer_line(client, sent, kind="differently", note="took it at the cap", **{"new-M": "22 x"})

    assert answer.status_code == 422
    assert '<a href="#line-1-new-M">Line 1: “22 x” is not a length' in answer.text
    assert 'value="22 x"' in answer.text
    assert "took it at the cap" in answer.text
    assert session.query(PacketAnswer).count() == 0


def test_a_slip_is_asked_about_with_all_that_was_typed_and_kept_once_it_is_said_to_be_so(client, session, sent):
    typed = {"kind": "done", "note": "as asked", "new-S": "22 3/8", "new-M": "58", "new-L": "2.32"}

    asked = answer_line(client, sent, **typed)

    assert asked.status_code == 422
    words = read_words(asked)
    assert '<a href="#line-1-new-M">Line 1: M: 58 in, where 22 7/8 is asked for. Centimetres?</a>' in words
    assert "where 23 1/4 is asked for. Is the point in its place?" in words
    assert 'value="2.32"' in words
    assert "as asked" in words
    assert 'value="new-L=2.32 new-M=58 new-S=22 3/8"' in words
    assert "It is so, and done differently" in words
    session.rollback()
    assert session.query(PacketAnswer).count() == 0

    changed = answer_line(client, sent, **typed | {"new-L": "232", "sure": "new-L=2.32 new-M=58 new-S=22 3/8"})
    assert (changed.status_code, "L: 232 in" in changed.text) == (422, True)
    kept = answer_line(client, sent, **typed, sure="new-L=2.32 new-M=58 new-S=22 3/8")

    assert kept.status_code == 303
    session.rollback()
    answer = session.query(PacketAnswer).one()
    assert (answer.kind, len(answer.readings)) == (AnswerKind.DIFFERENTLY, 3)


def test_how_far_something_was_moved_is_asked_about_where_it_is_far_off(client, session, sent):
    asked = client.post(f"/m/{sent.token}/answers", data={"line-2-kind": "differently", "line-2-amount": "9.5"})

    assert "9 1/2 in, where 3/8 in is asked for. Millimetres?" in asked.text
    assert "It is so: keep what is typed." in asked.text
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


def test_what_is_cut_says_so_and_keeps_what_was_typed(client, session, sent):
    revision = session.query(Packet).one().revision
    rounds.lock_round(session, rounds.plan_round(session, revision.garment), override_reason="The cloth is booked.")
    session.commit()
    assert "Revision 2 is released to cut." in client.get(f"/m/{sent.token}").text

    answer = answer_line(client, sent, kind="cannot", note="No room.")

    assert answer.status_code == 422
    assert "Line 1: Revision 2 is released to cut already" in answer.text
    assert "No room." in answer.text
    session.rollback()
    assert session.query(PacketAnswer).count() == 0


def test_the_rest_is_done_as_written(client, session, sent):
    client.post(f"/m/{sent.token}/answers", data={"line-2-kind": "cannot", "line-2-note": "No room.", "rest": "done"})

    answers = {each.line.number: each.kind.value for each in session.query(PacketAnswer)}
    assert answers == {1: "done", 2: "cannot"}
    assert "all else is done" not in client.get(f"/m/{sent.token}").text


def test_an_answer_that_is_sent_again_unchanged_stays_as_it_was(client, session, sent):
    answer_line(client, sent, kind="done", **{"new-M": "22 13/16"})
    first = session.query(PacketAnswer.answered_at).scalar()
    session.rollback()

    answer_line(client, sent, kind="done", **{"new-M": "22 13/16"})

    assert session.query(PacketAnswer.answered_at).scalar() == first


def test_an_old_value_alone_is_asked_about(client, session, sent):
    answer = answer_line(client, sent, kind="done", **{"old-M": "23 5/8"})

    assert answer.status_code == 422
    assert "What does M measure now?" in answer.text
    assert 'value="23 5/8"' in answer.text
    assert session.query(PacketAnswer).count() == 0


def test_an_answer_says_what_became_of_the_line(client, sent):
    answer = answer_line(client, sent, note="x")

    assert answer.status_code == 422
    assert "Say what became of this line." in answer.text


def test_saying_nothing_answers_nothing_and_is_told_so(client, session, sent):
    answer = client.post(f"/m/{sent.token}/answers")

    assert answer.status_code == 422
    assert "Nothing is answered yet." in answer.text
    assert session.query(PacketAnswer).count() == 0


def test_saying_nothing_more_leaves_what_is_answered(client, session, sent):
    answer_line(client, sent, kind="done", **{"new-M": "22 13/16"})

    assert client.post(f"/m/{sent.token}/answers").status_code == 303
    assert session.query(PacketAnswer).count() == 1


def test_what_the_label_replies_stands_at_the_line(client, session, sent):
    answer_line(client, sent, kind="question", note="From the cap or the hem?")
    revision = session.query(Packet).one().revision
    settling.reply_to(session, settling.get_answer(revision, 1), reply="From the hem.")
    session.commit()

    sheet = read_words(client.get(f"/m/{sent.token}"))
    assert "From the hem." in sheet
    assert re.search(r'<br> <strong>.+ replied</strong> to <a href="#line-1">line 1</a>\.', sheet)
    client.post(f"/m/{sent.token}/answers", data=open_sheet(client, sent) | {"line-1-kind": "done"})
    assert " replied</strong>" not in read_words(client.get(f"/m/{sent.token}"))


def test_a_question_that_was_replied_to_keeps_its_reply_once_the_line_is_done(client, session, sent, sign_in):
    answer_line(client, sent, kind="question", note="From the cap?")
    revision = session.query(Packet).one().revision
    settling.reply_to(session, settling.get_answer(revision, 1), reply="From the hem.")
    session.commit()

    client.post(f"/m/{sent.token}/answers", data=open_sheet(client, sent) | {"line-1-kind": "done"})

    assert read_answers(session)[1] == ("done", "From the cap?", None)
    sheet = read_words(client.get(f"/m/{sent.token}"))
    assert re.search(r"“From the cap\?” <strong>.+?:</strong> From the hem\.", sheet)
    sign_in()
    desk = read_words(client.get(f"/garments/{revision.garment_id}/revisions/{revision.number}"))
    assert "The label: “From the hem.”" in desk.partition("“From the cap?”")[2]


def test_a_question_and_its_reply_stay_readable_once_the_line_is_done_without_a_word(client, session, sent, sign_in):
    answer_line(client, sent, kind="question", note="From the cap?")
    revision = session.query(Packet).one().revision
    settling.reply_to(session, settling.get_answer(revision, 1), reply="From the hem.")
    session.commit()

    client.post(f"/m/{sent.token}/answers", data=open_sheet(client, sent) | {"line-1-kind": "done", "line-1-note": ""})

    assert read_answers(session)[1] == ("done", None, None)
    assert re.search(r"“From the cap\?” [^“]+: From the hem\.", read_words(client.get(f"/m/{sent.token}")))
    sign_in()
    desk = read_words(client.get(f"/garments/{revision.garment_id}/revisions/{revision.number}"))
    assert re.search(r": “From the cap\?” <br> The label, \d+ \w+( \d+)?: “From the hem\.” .+: done\.", desk)


def test_an_open_page_takes_back_nothing_that_was_not_touched_on_it(client, session, sent, sign_in):
    answer_line(client, sent, kind="question", note="How far?\r\nAt the cap?", **{"new-M": "22 13/16"})
    opened = open_sheet(client, sent)
    tell_by_telephone(client, sent, sign_in)

    answer = client.post(f"/m/{sent.token}/answers", data=opened | {"line-2-kind": "done"})

    assert answer.status_code == 303
    assert read_answers(session) == {1: ("done", "Told by telephone.", "Mia"), 2: ("done", None, None)}


def test_the_rest_leaves_what_was_answered_since_the_page_was_opened(client, session, sent, sign_in):
    opened = open_sheet(client, sent)
    tell_by_telephone(client, sent, sign_in, kind="cannot")

    client.post(f"/m/{sent.token}/answers", data=opened | {"rest": "done"})

    assert read_answers(session) == {1: ("cannot", "Told by telephone.", "Mia"), 2: ("done", None, None)}


def test_what_was_answered_meanwhile_is_told_and_what_was_typed_waits_for_another_word(client, session, sent, sign_in):
    opened = open_sheet(client, sent)
    tell_by_telephone(client, sent, sign_in)
    other = {"line-1-kind": "differently", "line-1-new-M": "22 7/8", "line-2-kind": "done"}

    told = client.post(f"/m/{sent.token}/answers", data=opened | other)

    assert told.status_code == 422
    assert "Line 1: Mia answered meanwhile, as it stands here now. Say it again if you see it otherwise." in told.text
    assert "done · “Told by telephone.”" in told.text
    assert read_answers(session) == {1: ("done", "Told by telephone.", "Mia"), 2: ("done", None, None)}
    again = read_fields(told.text, sends_to=f"/m/{sent.token}/answers")
    assert (again["line-1-kind"], again["line-1-new-M"]) == ("differently", "22 7/8")
    assert client.post(f"/m/{sent.token}/answers", data=again).status_code == 303
    assert read_answers(session)[1] == ("differently", None, None)


def test_what_the_label_replied_meanwhile_is_read_before_the_answer_is_another(client, session, sent):
    answer_line(client, sent, kind="question", note="From the cap or the hem?")
    opened = open_sheet(client, sent)
    revision = session.query(Packet).one().revision
    settling.reply_to(session, settling.get_answer(revision, 1), reply="From the hem.")
    session.commit()

    told = client.post(f"/m/{sent.token}/answers", data=opened | {"line-1-kind": "done"})

    assert told.status_code == 422
    assert "replied meanwhile" in told.text
    assert "From the hem." in told.text
    assert client.post(f"/m/{sent.token}/answers", data=opened | {"line-2-kind": "done"}).status_code == 303
    session.rollback()
    assert settling.get_answer(session.query(Packet).one().revision, 1).reply == "From the hem."


def test_the_same_form_sent_twice_is_kept_once(client, session, sent):
    typed = {"line-1-kind": "differently", "line-1-note": " At the cap. ", "line-1-new-M": "22-13/16"}
    form = open_sheet(client, sent) | typed

    first, second = (client.post(f"/m/{sent.token}/answers", data=form) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert read_answers(session) == {1: ("differently", "At the cap.", None)}


def open_sheet(client, sent):
    """What the page behind the link sends once it is open."""
    return open_page(client, f"/m/{sent.token}", sends_to=f"/m/{sent.token}/answers")


def tell_by_telephone(client, sent, sign_in, *, kind="done"):
    """Have the desk enter what became of line 1."""
    sign_in()
    desk = f"/sheets/{sent.packet.id}/answers"
    client.post(desk, data={"line-1-kind": kind, "line-1-note": "Told by telephone.", "line-1-new-M": ""})


def read_answers(session):
    """What is answered to each line, and who of the label entered it."""
    session.rollback()
    return {
        each.line.number: (each.kind.value, each.note, each.entered_by and each.entered_by.name)
        for each in session.query(PacketAnswer)
    }
