"""A code typed off a label: mistyped, offered, and what it knows of the garment corrected by who wears it."""

import pytest
from playwright.sync_api import expect

from app.models import Feedback
from app.services import piece_codes, rounds
from tests import cast

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_mistyped_code_leads_to_the_form_all_the_same(session, open_page, script):
    run = rounds.plan_round(session, cast.make_shirt(session), planned={"S": 5}, colour="Navy")
    (piece,) = piece_codes.make_codes(session, run)
    code = piece.code
    session.commit()
    phone = open_page("/f", phone=True, script=script)

    phone.get_by_label("Code on the care label").fill(code[:-1].lower() + ("2" if code[-1] != "2" else "3"))
    phone.get_by_role("button", name="Go on").click()
    expect(phone.get_by_role("main")).to_contain_text("one of its characters is off")
    phone.get_by_role("link", name=f"{code[:4]}-{code[4:]}").click()
    expect(phone.locator("#size").get_by_role("radio", checked=True)).to_have_value("S")
    expect(phone.locator("#colour").get_by_role("radio", checked=True)).to_have_value("Navy")
    phone.locator("#size").get_by_role("radio", name="M", exact=True).check()
    phone.get_by_role("button", name="Everything fits fine").click()

    expect(phone.get_by_role("main")).to_contain_text("M, Navy")
    session.rollback()
    given = session.query(Feedback).one()
    assert (given.size.name, given.colour.name, given.fits_fine) == ("M", "Navy", True)
