"""A pattern revision on screen: drafted, changed, sent by a link shown once, sampled, approved, compared."""

import re
from decimal import Decimal
from io import BytesIO

import pytest

from app.models import AnswerKind, Packet, PatternRevision, RevisionStatus, Role, SampleVerdict
from app.services import packets, revisions
from tests import cast
from tests.services import pictures


@pytest.fixture
def shirt(session):
    """A shirt whose sleeves are to be fixed by the pattern."""
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=8, of=20)
    cast.decide_to_fix(session, cast.get_point(session, shirt, "sleeve.length/long"))
    session.commit()
    return shirt


@pytest.fixture
def draft(session, shirt):
    """The address of an open draft that takes 20 mm off the sleeves."""
    cast.make_sleeves_shorter(session, shirt)
    session.commit()
    return f"/garments/{shirt.id}/revisions/2"


@pytest.fixture
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


def _revision(session, number=2):
    session.rollback()
    return session.query(PatternRevision).filter_by(number=number).one()


def test_a_draft_copies_the_newest_and_a_second_click_leads_to_it(client, session, shirt, sign_in):
    sign_in()

    first = client.post(f"/garments/{shirt.id}/revisions/draft")
    second = client.post(f"/garments/{shirt.id}/revisions/draft")

    assert first.location == second.location == f"/garments/{shirt.id}/revisions/2"
    assert len(_revision(session).measures) == 10


def test_a_measured_change_is_shown_old_and_new(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location
    point = cast.get_point(session, shirt, "sleeve.length/long").id

    answer = client.post(
        f"{page}/lines", data={"pom": "D1", "delta": "−2", "points": [point], "reason": "Many ask for it."}
    )

    assert answer.status_code == 303
    (line,) = _revision(session).lines
    assert [cluster.id for cluster in line.clusters] == [point]
    shown = re.sub(r"\s+", " ", client.get(page).text)
    assert "<td>60.00</td>" in shown
    assert "<td>58.00</td>" in shown
    assert "<td>−2.00</td>" in shown
    assert "Many ask for it." in shown


def test_a_change_by_size(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    client.post(f"{page}/lines", data={"pom": "D3", "by-L": "0.5", "by-XL": "1"})

    assert [(each.size.name, each.delta_mm) for each in _revision(session).lines[0].changes] == [("L", 5), ("XL", 10)]


def test_a_point_of_the_library_becomes_the_garments_when_it_changes(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    client.post(f"{page}/lines", data={"pom": "A1", "delta": "1"})

    (line,) = _revision(session).lines
    assert (line.pom.name, line.pom.kind.value) == ("Chest width", "half")
    assert "not known" in client.get(page).text


def test_an_instruction_says_what_no_measure_can(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    client.post(f"{page}/lines", data={"text": "Rotate the dart to the side seam.", "piece": "Front"})

    assert _revision(session).lines[0].instruction == "Rotate the dart to the side seam."


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"pom": "D1", "delta": "two"}, "“two” is not a length"),
        ({"pom": "D1", "delta": "0"}, "A change of nothing is no change."),
        ({"pom": "D1", "delta": "-90"}, "would be nothing or less"),
        ({"pom": "D1", "by-M": "a bit"}, "“a bit” is not a length"),
        ({}, "An instruction needs words."),
    ],
)
def test_a_refused_change_stands_at_its_field_and_keeps_the_rest(client, session, shirt, sign_in, typed, sentence):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    answer = client.post(f"{page}/lines", data=typed | {"reason": "So that it fits."})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="So that it fits."' in answer.text
    assert not _revision(session).lines


def test_what_is_being_typed_is_answered_with_old_new_and_what_is_worth_a_second_look(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    typed = client.post(f"{page}/lines/preview", data={"pom": "D1", "delta": "-2,7"}).text
    new_point = client.post(f"{page}/lines/preview", data={"pom": "A1", "base": "54", "old-M": "53"}).text
    unfinished = client.post(f"{page}/lines/preview", data={"pom": "D1", "delta": "1/"}).text

    assert "<td>57.25</td>" in typed
    assert "sample first" in typed
    assert "Off the maker’s grid" in typed
    assert "Walk and true up: slit or placket" in typed
    assert "<td>54.00</td>" in new_point
    assert "“1/” is not a length" in unfinished
    assert not _revision(session).lines
    assert [pom.code for pom in _revision(session).garment.points_of_measure] == ["D1", "D3"]


def test_without_script_a_button_checks_before_anything_is_kept(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    checked = client.post(f"{page}/lines", data={"pom": "D1", "delta": "-1 3/8 in", "check": "y"})

    assert checked.status_code == 200
    assert "sample first" in checked.text
    assert 'value="-1 3/8 in"' in checked.text
    assert not _revision(session).lines


def test_a_line_is_edited(client, session, draft, sign_in):
    sign_in()
    point = cast.get_point(session, _revision(session).garment, "sleeve.length/long").id
    client.post(f"{draft}/lines", data={"text": "Rotate the dart.", "reason": "It gapes."})
    assert 'value="−2.00"' in client.get(f"{draft}?line=1").text
    assert "Rotate the dart.</textarea>" in client.get(f"{draft}?line=2").text

    client.post(f"{draft}/lines/1", data={"pom": "D1", "step": "-0.5", "side": "larger", "points": [point]})
    client.post(f"{draft}/lines/2", data={"text": "Rotate the dart to the armhole."})

    measured, instruction = _revision(session).lines
    assert [(each.size.name, each.delta_mm) for each in measured.changes] == [("L", -5), ("XL", -10)]
    assert [cluster.id for cluster in measured.clusters] == [point]
    assert (instruction.instruction, instruction.reason) == ("Rotate the dart to the armhole.", None)
    assert 'value="−0.50"' in client.get(f"{draft}?line=1").text
    other = client.post(f"{draft}/lines/2", data={"pom": "D1", "delta": "1"})
    assert (other.status_code, "Line 2 is about something else now" in other.text) == (422, True)
    assert client.get(f"{draft}?line=9").status_code == 404


def test_an_instruction_is_marked_by_tap_and_by_list_and_the_pattern_maker_sees_it(client, session, draft, sign_in):
    sign_in()
    client.post(f"{draft}/lines", data={"text": "Lower the back neck, blend to nothing at the shoulder."})
    marks = f"{draft}/lines/2/marks"

    client.post(marks, data={"mark-2-kind": "point", "mark-2-tapped_start": "back 50 12.34"})
    listed = {"mark-2-kind": "line", "mark-2-start": "back/neck/middle", "mark-2-end": "back/shoulder/right"}
    assert client.post(marks, data=listed).location.endswith("#line-2")
    refused = client.post(marks, data={"mark-2-kind": "arrow", "mark-2-tapped_start": "back 50 900"})

    assert (refused.status_code, "beside the sketch" in refused.text) == (422, True)
    assert [(mark.kind, mark.x, mark.y) for mark in _revision(session).lines[1].marks] == [
        ("point", 50, 12.3), ("line", 50, 8.5),
    ]  # fmt: skip
    assert 'y="1.6">2b</text>' in client.get(draft).text
    token = cast.send_and_receive(session, _revision(session)).token
    session.commit()
    sheet = client.get(f"/m/{token}").text
    assert 'aria-label="Marks of line 2, back: 2a, 2b"' in sheet
    assert 'aria-label="Where the measures of the lines are taken, front: 1"' in sheet
    assert client.post(f"{marks}/1/drop").status_code == 422


def test_a_mark_is_taken_off(client, session, draft, sign_in):
    sign_in()
    client.post(f"{draft}/lines", data={"text": "Rotate the dart."})
    client.post(f"{draft}/lines/2/marks", data={"mark-2-kind": "point", "mark-2-start": "front/bust/left"})

    client.post(f"{draft}/lines/2/marks/1/drop")

    assert _revision(session).lines[1].marks == []


def test_a_line_is_taken_out_of_a_draft(client, session, draft, sign_in):
    sign_in()

    assert client.post(f"{draft}/lines/1/drop").status_code == 303
    assert not _revision(session).lines
    assert client.post(f"{draft}/lines/1/drop").status_code == 404


def test_two_drafts_know_of_each_other_and_the_one_left_behind_is_rebased(client, session, draft, sign_in):
    sign_in()
    garment = draft.partition("/revisions")[0]
    other = client.post(f"{garment}/revisions/draft", data={"beside": "y"}).location
    client.post(f"{other}/lines", data={"pom": "D1", "delta": "-0.5"})
    assert "Both change Sleeve length from shoulder." in re.sub(r"\s+", " ", client.get(other).text)
    cast.send_and_receive(session, _revision(session))
    session.commit()

    page = re.sub(r"\s+", " ", client.get(other).text)
    assert "Revision 2 has gone out since" in page
    assert all(f"<td>{each}</td>" in page for each in ("59.50", "58.00", "57.50"))
    undecided = client.post(f"{other}/rebase")
    assert (undecided.status_code, "keep mine, theirs, or both?" in undecided.text) == (422, True)
    rebased = client.post(f"{other}/rebase", data={"keep-D1": "mine"}).location

    assert rebased.endswith("/revisions/4")
    assert "Carried on from" in client.get(rebased).text
    assert "it was never sent" in client.get(other).text
    assert {change.delta_mm for change in _revision(session, 4).lines[0].changes} == {Decimal(15)}


def test_the_link_is_shown_once_and_works(client, session, draft, sign_in):
    sign_in()

    client.post(f"{draft}/send", data={"contact": "Ana", "days": "30"})
    page = client.get(draft).text
    link = re.search(r"/m/[\w-]{32}", page)

    assert link
    assert client.get(link[0]).status_code == 200
    assert "/m/" not in client.get(draft).text
    assert _revision(session).status is RevisionStatus.SENT


def test_what_is_sent_is_frozen(client, session, draft, sign_in):
    sign_in()
    client.post(f"{draft}/send", data={"contact": "Ana", "days": "30"})

    answer = client.post(f"{draft}/lines", data={"text": "One more thing."})

    assert answer.status_code == 422
    assert "its lines are frozen: draft the next one" in answer.text


def test_a_sheet_goes_to_somebody(client, session, draft, sign_in):
    sign_in()

    answer = client.post(f"{draft}/send", data={"contact": "", "days": "30"})

    assert answer.status_code == 422
    assert "To whom does the sheet go?" in answer.text
    assert session.query(Packet).count() == 0


def test_the_sheet_is_handed_over_as_a_file(client, session, draft, sign_in):
    sign_in()
    assert client.get(f"{draft}/sheet.pdf").status_code == 404
    client.post(f"{draft}/send", data={"contact": "Ana", "days": "30"})

    assert client.get(f"{draft}/sheet.pdf").data.startswith(b"%PDF")
    assert client.get(f"{draft}/sheet.json").json
    assert client.get(f"{draft}/sheet.exe").status_code == 404


def test_the_page_says_what_is_needed_and_approves_when_it_is_there(client, session, draft, sign_in):
    sign_in()
    sent = cast.send_and_receive(session, _revision(session))
    assert sent
    session.commit()
    assert "needs an accepted sample" in client.get(draft).text

    refused = client.post(f"{draft}/approve")
    assert refused.status_code == 422

    client.post(
        f"{draft}/samples",
        data={"verdict": "accepted", "size": "M", "measured-D1": "58.1", "tried_on_by": "Lea", "notes": "Good."},
    )
    (sample,) = _revision(session).samples
    assert (sample.verdict, sample.size.name, sample.measures[0].value_mm) == (SampleVerdict.ACCEPTED, "M", 581)

    assert "Approve for cutting" in client.get(draft).text
    assert client.post(f"{draft}/approve").status_code == 303
    assert _revision(session).approved_by.name == "Mia"


def test_a_sample_is_shown_beside_the_spec_with_its_photos_and_its_approval_names_it(client, session, draft, sign_in):
    sign_in()
    revision = _revision(session)
    revision.garment.points_of_measure[0].tolerance_plus_mm = Decimal(5)
    cast.send_and_receive(session, revision)
    session.commit()
    tried = {"verdict": "accepted", "size": "M", "measured-D1": "58,7", "tried_on_by": "Lea"}

    no_picture = client.post(f"{draft}/samples", data=tried | {"photos": (BytesIO(b"GIF89a"), "front.gif")})
    assert (no_picture.status_code, "“front.gif” is not kept" in no_picture.text) == (422, True)
    assert not _revision(session).samples
    both = [(BytesIO(pictures.jpeg()), "front.jpg"), (BytesIO(pictures.png()), "back.png")]
    assert client.post(f"{draft}/samples", data=tried | {"photos": both}).status_code == 303
    client.post(f"{draft}/approve")

    page = re.sub(r"\s+", " ", client.get(draft).text)
    assert "<td>58.00</td> <td>58.70</td>" in page
    assert "▲ +0.70 <span" in page
    assert "by Mia, on the sample in M." in page
    (sample,) = _revision(session).samples
    assert len(sample.photos) == 2
    assert client.get(f"/samples/photos/{sample.photos[0].name}/small").mimetype == "image/jpeg"
    assert client.get("/samples/photos/nothing/small").status_code == 404
    first = sample.photos[0].name
    client.post(f"/samples/photos/{first}/erase")
    assert client.get(f"/samples/photos/{first}/small").status_code == 404
    assert len(_revision(session).samples[0].photos) == 1


def test_a_sample_with_changes_leads_on_to_the_next_draft(client, session, draft, sign_in):
    sign_in()
    cast.send_and_receive(session, _revision(session))
    session.commit()

    answer = client.post(f"{draft}/samples", data={"verdict": "with_changes", "notes": "Half a centimetre more."})

    assert answer.location.endswith("/revisions/3")
    assert _revision(session, 3).predecessor.number == 2


def test_a_sample_is_waived_with_a_reason_only(client, session, draft, sign_in):
    sign_in()
    cast.send_and_receive(session, _revision(session))
    session.commit()

    answer = client.post(f"{draft}/samples", data={"verdict": "waived", "notes": ""})

    assert answer.status_code == 422
    assert "A sample is waived with a reason." in answer.text


def test_what_the_pattern_maker_answered_stands_at_its_line(client, session, draft, sign_in):
    sign_in()
    token = cast.send_and_receive(session, _revision(session)).token
    session.commit()
    said = {"line-1-kind": "differently", "line-1-note": "At the cap.", "line-1-new-M": "58"}
    client.post(f"/m/{token}/answers", data=said)

    page = client.get(draft).text

    assert "done differently" in page
    assert "At the cap." in page
    assert "M: 58.00" in page


def test_what_was_done_differently_is_taken_with_one_click(client, session, answered_differently, sign_in):
    sign_in()
    page = re.sub(r"\s+", " ", client.get(answered_differently).text)
    assert "Line 1 was done differently by Ana." in page

    answer = client.post(f"{answered_differently}/lines/1/accept")

    assert answer.location.endswith("#line-1")
    page = re.sub(r"\s+", " ", client.get(answered_differently).text)
    assert "<td>58.50</td>" in page
    assert "Agreed by Mia" in page
    assert "was done differently by Ana." not in page


def test_a_reply_is_kept_and_an_empty_one_is_refused(client, session, answered_differently, sign_in):
    sign_in()

    empty = client.post(f"{answered_differently}/lines/1/reply", data={"line-1-reply": ""})
    kept = client.post(f"{answered_differently}/lines/1/reply", data={"line-1-reply": "Two full centimetres, please."})

    assert (empty.status_code, kept.status_code) == (422, 303)
    assert "What do you say to it?" in empty.text
    assert "“Two full centimetres, please.”" in client.get(answered_differently).text


def test_two_revisions_stand_side_by_side(client, session, draft, shirt, sign_in):
    sign_in()

    page = client.get(f"/garments/{shirt.id}/revisions/1/compare/2").text

    assert "Sleeve length from shoulder" in page
    assert "−2.00" in page
    assert "Bicep" not in page


def test_a_viewer_looks_and_changes_nothing(client, session, draft, sign_in):
    sign_in(role=Role.VIEWER)

    page = client.get(draft).text
    assert "Change a measure" not in page
    assert "Edit line" not in page
    for action in ("lines", "lines/1", "lines/preview", "lines/1/drop", "lines/1/marks", "lines/1/marks/1/drop", "send",
                   "samples", "approve", "rebase"):  # fmt: skip
        assert client.post(f"{draft}/{action}").status_code == 403


def test_an_unknown_revision_is_not_there(client, shirt, sign_in):
    sign_in()

    assert client.get(f"/garments/{shirt.id}/revisions/9").status_code == 404


def test_the_unmeasured_line_is_named(client, session, shirt, sign_in):
    sign_in()
    revision = revisions.draft_revision(session, shirt)
    revisions.change_measure(session, revision, shirt.points_of_measure[0])
    session.commit()

    assert "Line 1 has no measurement yet." in client.get(f"/garments/{shirt.id}/revisions/2").text
