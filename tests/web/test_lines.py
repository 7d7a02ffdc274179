"""The lines of a revision on screen: typed, checked, kept, edited, marked on the sketch."""

import re
from decimal import Decimal

import pytest

from app.models import Direction
from app.services import revisions
from tests import cast
from tests.web.conftest import get_revision


def test_a_measured_change_is_shown_old_and_new(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location
    point = cast.get_point(session, shirt, "sleeve.length/long").id

    answer = client.post(
        f"{page}/lines", data={"pom": "D1", "delta": "−2", "points": [point], "reason": "Many ask for it."}
    )

    assert answer.status_code == 303
    (line,) = get_revision(session).lines
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

    assert [(each.size.name, each.delta_mm) for each in get_revision(session).lines[0].changes] == [
        ("L", 5),
        ("XL", 10),
    ]


def test_a_point_of_the_library_becomes_the_garments_when_it_changes(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    client.post(f"{page}/lines", data={"pom": "A1", "delta": "1"})

    (line,) = get_revision(session).lines
    assert (line.pom.name, line.pom.kind.value) == ("Chest width", "half")
    assert "not known" in client.get(page).text


def test_an_instruction_says_what_no_measure_can(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    client.post(f"{page}/lines", data={"text": "Rotate the dart to the side seam.", "piece": "Front"})
    moved = {"seam_or_point": "Shoulder seam", "direction": "forward", "amount": "3/8 in"}
    client.post(f"{page}/lines", data={"text": "To nothing at the neck.", **moved})

    dart, shoulder = get_revision(session).lines
    assert (dart.instruction, dart.amount_mm) == ("Rotate the dart to the side seam.", None)
    assert (shoulder.seam_or_point, shoulder.direction, shoulder.amount_mm) == (
        "Shoulder seam", Direction.FORWARD, Decimal("9.525"),
    )  # fmt: skip
    assert "Shoulder seam: 3/8 in towards the front" in client.get(page).text
    opened = client.get(f"{page}?line=2").text
    assert '<option value="forward" selected>' in opened
    assert 'value="3/8 in"' in opened
    client.post(f"{page}/lines/2", data={"text": "To nothing at the neck."})
    assert get_revision(session).lines[1].seam_or_point is None


def test_what_is_said_beside_a_line_stays_when_it_is_edited(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location
    beside = {"piece": "Sleeve, cuff", "priority": "must", "check_on_sample": "Raise the arm."}

    client.post(f"{page}/lines", data={"pom": "D1", "delta": "-2", **beside})

    assert "touches Sleeve, cuff · must · check on the sample: Raise the arm." in client.get(page).text
    opened = client.get(f"{page}?line=1").text
    assert 'value="Sleeve, cuff"' in opened
    assert '<option value="must" selected>' in opened
    client.post(f"{page}/lines/1", data={"pom": "D1", "delta": "-2", "priority": "may"})
    (line,) = get_revision(session).lines
    assert (line.piece, line.priority.value, line.check_on_sample) == (None, "may", None)


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"pom": "D1", "delta": "two"}, "“two” is not a length"),
        ({"pom": "D1", "delta": "0"}, "A change of nothing is no change."),
        ({"pom": "D1", "delta": "-90"}, "would be nothing or less"),
        ({"pom": "D1", "by-M": "a bit"}, "“a bit” is not a length"),
        ({}, "An instruction needs words."),
        ({"text": "Move it.", "amount": "a bit"}, "“a bit” is not a length"),
        ({"text": "Move it.", "amount": "-1"}, "How far is said without a minus"),
    ],
)
def test_a_refused_change_stands_at_its_field_and_keeps_the_rest(client, session, shirt, sign_in, typed, sentence):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    answer = client.post(f"{page}/lines", data=typed | {"reason": "So that it fits."})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="So that it fits."' in answer.text
    assert not get_revision(session).lines


def test_what_is_being_typed_is_answered_with_old_new_and_what_is_worth_a_second_look(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    typed = client.post(f"{page}/lines/preview", data={"pom": "D1", "delta": "-2,7"}).text
    new_point = client.post(f"{page}/lines/preview", data={"pom": "A1", "base": "54", "old-M": "53"}).text
    unfinished = client.post(f"{page}/lines/preview", data={"pom": "D1", "delta": "1/"}).text
    of_nothing = client.post(f"{page}/lines/preview", data={"delta": "1"}).text

    assert "<td>57.25</td>" in typed
    assert "sample first" in typed
    assert "Off the maker’s grid" in typed
    assert "Walk and true up: slit or placket" in typed
    assert "<td>54.00</td>" in new_point
    assert "“1/” is not a length" in unfinished
    assert "are shown here before anything is kept" in of_nothing
    assert not get_revision(session).lines
    assert [pom.code for pom in get_revision(session).garment.points_of_measure] == ["D1", "D3"]


def test_without_script_a_button_checks_before_anything_is_kept(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    checked = client.post(f"{page}/lines", data={"pom": "D1", "delta": "-1 3/8 in", "check": "y"})

    assert checked.status_code == 200
    assert "sample first" in checked.text
    assert 'value="-1 3/8 in"' in checked.text
    assert not get_revision(session).lines


def test_a_new_line_is_drawn_from_the_one_point_that_waits_for_it_and_from_no_other(client, session, shirt, sign_in):
    point = cast.get_point(session, shirt, "sleeve.length/long")
    cast.decide_to_fix(session, point)
    session.commit()
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location
    assert client.get(page).text.count(f"<summary>Drawn from: {point.name}</summary>") == 2

    client.post(f"{page}/lines", data={"pom": "D1", "delta": "−2", "points": [point.id]})

    assert client.get(page).text.count("<summary>Drawn from: no fit point yet</summary>") == 2


def test_a_point_that_no_database_holds_is_nothing_to_draw_from(client, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location
    point = "9" * 20

    assert client.get(f"{page}?point={point}").status_code == 200
    assert client.post(f"{page}/lines/preview", data={"pom": "D1", "delta": "-1", "points": point}).status_code == 200
    assert client.post(f"{page}/lines", data={"pom": "D1", "delta": "-1", "points": point}).status_code == 422


def test_a_line_is_edited(client, session, draft, sign_in):
    sign_in()
    point = cast.get_point(session, get_revision(session).garment, "sleeve.length/long").id
    client.post(f"{draft}/lines", data={"text": "Rotate the dart.", "reason": "It gapes."})
    assert 'value="−2.00"' in client.get(f"{draft}?line=1").text
    assert "Rotate the dart.</textarea>" in client.get(f"{draft}?line=2").text

    client.post(f"{draft}/lines/1", data={"pom": "D1", "step": "-0.5", "side": "larger", "points": [point]})
    client.post(f"{draft}/lines/2", data={"text": "Rotate the dart to the armhole."})

    measured, instruction = get_revision(session).lines
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
    assert [(mark.kind, mark.x, mark.y) for mark in get_revision(session).lines[1].marks] == [
        ("point", 50, 12.3), ("line", 50, 8.5),
    ]  # fmt: skip
    assert ">2b</text>" in client.get(draft).text
    token = cast.send_and_receive(session, get_revision(session)).token
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

    assert get_revision(session).lines[1].marks == []


def test_a_line_is_taken_out_of_a_draft(client, session, draft, sign_in):
    sign_in()

    assert client.post(f"{draft}/lines/1/drop").status_code == 303
    assert not get_revision(session).lines
    assert client.post(f"{draft}/lines/1/drop").status_code == 404


def test_the_unmeasured_line_is_named(client, session, shirt, sign_in):
    sign_in()
    revision = revisions.draft_revision(session, shirt)
    revisions.change_measure(session, revision, shirt.points_of_measure[0])
    session.commit()

    assert "Line 1 has no measurement yet." in client.get(f"/garments/{shirt.id}/revisions/2").text
