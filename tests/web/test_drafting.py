"""The page of a draft leads on: to what waits to be written first, then to the pattern maker."""

import re

from app.models import Choice, Route
from app.services import decisions
from tests import cast


def test_one_button_of_a_draft_is_filled_that_of_the_next_step(client, session, shirt, sign_in, draft):
    sign_in()
    point = cast.get_point(session, shirt, "sleeve.length/long").id

    def list_filled(asked: str = "") -> list[str]:
        return re.findall(r'class="primary[^>]*>\s*([^<]*?)\s*<', client.get(draft + asked).text)

    assert list_filled() == ["Put it into the revision"], "A decided fix has no line yet."
    assert list_filled("?line=1") == ["Keep the line"]
    client.post(f"{draft}/lines/1", data={"pom": "D1", "delta": "−2", "points": [point]})
    assert list_filled() == ["Send the sheet"]


def test_a_line_is_drawn_from_what_waits_for_the_pattern_and_not_from_a_fix_that_goes_elsewhere(
    client, session, shirt, sign_in
):
    cast.make_answers(session, shirt, says="body.length/short", reporting=3, of=3)
    cast.make_answers(session, shirt, says="shoulder.width/large", reporting=3, of=3)
    wide = cast.get_point(session, shirt, "shoulder.width/large")
    decisions.decide(session, wide, choice=Choice.FIX, route=Route.BLOCK, reason="The block is wide; this shirt stays.")
    session.commit()
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location

    offered = re.findall(r'name="points"[^>]*>\s*<span>([^<]*)</span>', client.get(page).text)

    assert offered[: len(offered) // 2] == ["Sleeve too long", "Garment too short"]
