"""What the pattern maker answered, on the page of the revision: shown at its line, taken, left, replied to."""

import re
from decimal import Decimal

import pytest

from app.models import AnswerKind, Packet, PacketAnswer, PatternRevision, RevisionStatus, User
from app.services import packets, revisions
from tests import cast
from tests.arranged import once
from tests.web.conftest import get_revision, read_words
from tests.web.open_pages import open_page, read_fields
from tests.web.test_queries import ASKED_AT_MOST
from tests.web.watching import listening


def test_what_the_pattern_maker_answered_stands_at_its_line(client, session, draft, sign_in):
    sign_in()
    token = cast.send_and_receive(session, get_revision(session)).token
    session.commit()
    said = {"line-1-kind": "differently", "line-1-note": "At the cap.", "line-1-new-M": "58"}
    client.post(f"/m/{token}/answers", data=said)

    page = client.get(draft).text

    assert "done differently" in page
    assert "M:\N{NO-BREAK SPACE}58.00" in page
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert "Ana: done differently. “At the cap.” Measured back: M: 58.00" in words


def test_who_entered_an_answer_stands_apart_from_the_note(client, session, answered_differently, sign_in):
    sign_in()
    answer = session.query(PacketAnswer).one()
    answer.note, answer.entered_by_id = "At the cap.", session.query(User).one().id
    session.commit()

    words = re.sub(r"<[^>]+>", "", read_words(client.get(answered_differently)))

    assert "“At the cap.” Entered by Mia. Measured back: M: 60.00 → 58.50" in words


def test_sentences_that_end_with_an_abbreviated_name_have_one_full_stop(client, session, answered_differently, sign_in):
    mia, revision = sign_in(), get_revision(session)
    packet = session.query(Packet).one()
    mia.name, packet.received_by = "Mia K.", "Ines P."
    packet.answers[0].entered_by = revision.approved_by = mia
    revision.approved_at = packet.sent_at
    session.commit()

    page = read_words(client.get(answered_differently)) + read_words(client.get("/"))
    packet.received_at, packet.contact = None, "Ines P."
    packet.answers.clear()
    session.commit()
    home = read_words(client.get("/"))

    assert page.count("Line 1 was done differently by Ines P.") == 2
    assert "Entered by Mia K.</span>" in page
    assert re.search(r"Approved [^<]* by Mia K.</p>", page)
    assert "to Ines P.</li>" in home.replace(" </li>", "</li>")
    assert "P.." not in page + home
    assert "K.." not in page


def test_an_answer_is_told_as_of_whoever_gave_it_though_others_were_sent_the_sheet_since(
    client, session, answered_differently, sign_in
):
    sign_in()
    packets.send_packet(session, get_revision(session), contact="Cid")
    session.commit()

    page = read_words(client.get(answered_differently))

    assert "<strong>Ana: done differently.</strong>" in page


def test_what_was_done_differently_is_taken_with_one_click(client, session, answered_differently, sign_in):
    sign_in()
    page = re.sub(r"\s+", " ", client.get(answered_differently).text)
    assert "Line 1 was done differently by Ana." in page
    assert "If it is taken as it was done:" in page
    assert "XS, S, L and XL were not measured and keep the plan." in page

    answer = client.post(f"{answered_differently}/lines/1/accept")

    assert answer.location.endswith("#line-1")
    page = re.sub(r"\s+", " ", client.get(answered_differently).text)
    assert "<td>58.50</td>" in page
    assert "Agreed by Mia" in page
    assert "was done differently by Ana." not in page
    assert "keep the plan" not in page


def test_what_cannot_be_done_is_left_as_it_was_with_one_click(client, session, draft, sign_in):
    sign_in()
    token = cast.send_and_receive(session, get_revision(session)).token
    session.commit()
    client.post(
        f"/m/{token}/answers",
        data={"line-1-kind": "cannot", "line-1-note": "The cuff sits there.", "line-1-new-M": "58"},
    )
    page = read_words(client.get(draft))
    assert "M: 58.00 was measured, where 60.00 stays." in page.partition("If it is left as it was:")[2]
    assert "Leave it as it was" in page

    client.post(f"{draft}/lines/1/accept")

    page = client.get(draft).text
    assert "Agreed by Mia" in page
    assert "Stays as it was." in page
    assert "Still to be measured" not in page
    assert "Line 1 has no measurement yet." not in page
    assert "Stays as it was." in client.get(f"/m/{token}").text


def test_an_instruction_that_cannot_be_done_is_left_as_it_was_with_one_click(client, session, draft, sign_in):
    sign_in()
    revision = get_revision(session)
    revisions.add_instruction(session, revision, text="Rotate the dart.")
    token = cast.send_and_receive(session, revision).token
    session.commit()
    client.post(f"/m/{token}/answers", data={"line-2-kind": "cannot", "line-2-note": "There is none."})
    assert "Leave it as it was" in client.get(draft).text

    assert client.post(f"{draft}/lines/2/accept").status_code == 303

    page = read_words(client.get(draft))
    assert "Agreed by Mia" in page
    assert '<p>Stays as it was.</p> <p class="serif">Rotate the dart.</p>' in page
    assert "cannot be done, says Ana" not in page
    assert "Rotate the dart. Stays as it was." in read_words(client.get(f"/m/{token}"))


def test_what_is_answered_after_the_approval_is_settled_on_the_page(client, session, draft, sign_in):
    sign_in()
    revision = cast.approve(session, get_revision(session))
    values = {"old_mm": {"M": Decimal(600)}, "new_mm": {"M": Decimal(585)}}
    packets.answer_line(session, revision.packets[0], revision.lines[0], kind=AnswerKind.DIFFERENTLY, **values)
    session.commit()

    page = read_words(client.get(draft))

    assert "Before it can be cut" in page
    assert "Line 1 was done differently by Ana." in page
    assert "That takes the approval back." in page
    assert "Plan the run that is cut on it" not in page
    assert "Enter answers for Ana" in page
    assert client.post(f"{draft}/lines/1/reply", data={"line-1-reply": "Why?"}).status_code == 303
    client.post(f"{draft}/lines/1/accept")
    assert get_revision(session).approved_at is None


def test_values_are_asked_for_where_a_measure_was_done_differently_in_words(client, session, draft, sign_in):
    sign_in()
    token = cast.send_and_receive(session, get_revision(session)).token
    session.commit()
    client.post(f"/m/{token}/answers", data={"line-1-kind": "differently", "line-1-note": "3 mm instead."})
    page = client.get(draft).text
    assert "Take it as it was done" not in page

    (asked,) = re.findall(r'name="(line-1-reply)" value="(.+?)"', page)
    client.post(f"{draft}/lines/1/reply", data=dict([asked]))

    assert asked[1] in client.get(f"/m/{token}").text
    assert "Ask for the values" not in client.get(draft).text
    assert client.post(f"{draft}/lines/1/accept").status_code == 422


def test_values_can_be_asked_for_again_where_the_next_answer_has_none_either(client, session, draft, sign_in):
    sign_in()
    packet = cast.send_and_receive(session, get_revision(session)).packet
    session.commit()

    for _ in range(2):
        packets.answer_line(
            session, packet, packet.revision.lines[0], kind=AnswerKind.DIFFERENTLY, note="3 mm instead."
        )
        session.commit()
        assert "Ask for the values" in client.get(draft).text
        client.post(f"{draft}/lines/1/reply", data={"line-1-reply": "What does it measure?"})
        assert "Ask for the values" not in client.get(draft).text


def test_a_reply_stands_beside_the_note_of_what_is_agreed(client, session, answered_differently, sign_in):
    sign_in()
    client.post(f"{answered_differently}/lines/1/reply", data={"line-1-reply": "Is it enough?"})

    client.post(f"{answered_differently}/lines/1/accept")

    page = read_words(client.get(answered_differently))
    assert "Agreed by Mia" in page.partition("The label: “Is it enough?”")[2]


def test_what_cannot_be_taken_any_more_is_told_at_its_line(client, session, answered_differently, sign_in):
    sign_in()
    garment = get_revision(session).garment
    revisions.draft_revision(session, garment)
    session.commit()
    page = client.get(answered_differently).text
    assert "Revision 3 was drafted from it: change the measure there." in page
    assert "Take it as it was done" not in page

    copied = client.post(f"{answered_differently}/lines/1/accept")

    assert copied.status_code == 422
    assert "Revision 3 was drafted from it already" in copied.text.partition('id="line-1"')[2]
    get_revision(session).status = RevisionStatus.RELEASED
    session.commit()
    cut = client.post(f"{answered_differently}/lines/1/accept")
    assert cut.status_code == 422
    assert "Revision 2 is released: draft the next one." in cut.text.partition('id="line-1"')[2]


def test_the_page_of_the_next_revision_tells_what_is_open_and_asks_no_more_for_it(
    app, client, session, answered_differently, sign_in
):
    sign_in()
    garment_id = get_revision(session).garment_id
    revisions.draft_revision(session, get_revision(session).garment)
    session.commit()

    with listening(app) as asked:
        page = read_words(client.get(f"/garments/{garment_id}/revisions/3"))

    assert "Line 1 of revision 2 was done differently by Ana." in page
    assert len(asked) <= ASKED_AT_MOST["revision"]


def test_an_approval_is_refused_on_the_page_where_an_answer_came_meanwhile(
    client, session, answered_differently, sign_in
):
    sign_in()
    cast.accept_sample(session, get_revision(session))
    session.commit()

    refused = client.post(f"{answered_differently}/approve")

    assert refused.status_code == 422
    assert "Line 1 was done differently by Ana. Settle it first." in read_words(refused)
    assert "Take it as it was done" in refused.text


def test_a_reply_is_kept_and_an_empty_one_is_refused(client, session, answered_differently, sign_in):
    sign_in()

    empty = client.post(f"{answered_differently}/lines/1/reply", data={"line-1-reply": ""})
    kept = client.post(f"{answered_differently}/lines/1/reply", data={"line-1-reply": "Two full centimetres, please."})

    assert (empty.status_code, kept.status_code) == (422, 303)
    assert "What do you say to it?" in empty.text
    assert "“Two full centimetres, please.”" in client.get(answered_differently).text


@pytest.mark.parametrize("act", ["accept", "reply"])
def test_nobody_settles_what_is_not_on_their_page(client, session, answered_differently, sign_in, act):
    sign_in()
    place = f"{answered_differently}/lines/1/{act}"
    opened = open_page(client, answered_differently, sends_to=place) | {"line-1-reply": "Two centimetres, please."}
    packet = session.query(Packet).one()
    new_mm = {"M": Decimal(590)}
    packets.answer_line(session, packet, packet.revision.lines[0], kind=AnswerKind.DIFFERENTLY, new_mm=new_mm)
    session.commit()

    told = client.post(place, data=opened)

    assert told.status_code == 422
    assert "Ana answered meanwhile, as it stands here now." in told.text
    assert 'value="Two centimetres, please."' in told.text
    again = read_fields(told.text, sends_to=place)
    for _ in range(2):  # a second click is not another word
        assert client.post(place, data=again).status_code == 303
    session.rollback()
    assert session.query(PacketAnswer).one().accepted is (act == "accept")


@pytest.fixture
@once
def answered_differently(session, draft):
    """The address of a revision whose pattern maker took off 15 mm, not 20."""
    revision = session.query(PatternRevision).filter_by(number=2).one()
    packet = cast.send_and_receive(session, revision).packet
    packets.answer_line(
        session, packet, revision.lines[0], kind=AnswerKind.DIFFERENTLY,
        old_mm={"M": Decimal(600)}, new_mm={"M": Decimal(585)},
    )  # fmt: skip
    session.commit()
    return draft
