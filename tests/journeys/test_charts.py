"""A chart comes in on a phone: looked at, its columns and a measure named, put into the draft, looked over by axe."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from app.models import SizeChange
from app.services import revisions
from tests import cast
from tests.journeys.conftest import sign_in
from tests.journeys.test_accessibility import PHONE, WIDE, look_over

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

CHART = (
    "Punkt;Maß;kind;klein;M;L\nD1;Ärmel;straight;59;60;62,5\nD3;;half;16,2;17;x\n;Schlaufe;half;2;2;2\n"
    "Q1;Taille;;45;460;47\n"
)
FILE = {"name": "tabelle.csv", "mimeType": "text/csv", "buffer": CHART.encode()}


def test_a_chart_is_told_what_it_means_and_then_taken(session, open_page):
    shirt = cast.make_shirt(session)
    revisions.draft_revision(session, shirt)
    cast.make_user(session)
    session.commit()
    page = open_page(f"/garments/{shirt.id}/measures", phone=True)
    sign_in(page)

    page.get_by_label("Chart as CSV or XLSX").set_input_files([FILE])
    page.get_by_role("button", name="Look at it").click()
    page.get_by_label("Code", exact=True).select_option("Punkt")
    page.get_by_label("Name of the measure").select_option("Maß")
    page.get_by_label("Size S", exact=True).select_option("klein")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("main")).to_contain_text("L: the file says 62.5 cm, revision 2 says 61.0")
    page.get_by_label("Schlaufe").select_option("G2")
    page.get_by_label("Q1 Taille").select_option("half")
    page.get_by_label("Put values that differ into the draft").check()
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("main")).to_contain_text("61.0 → 62.5")
    expect(page.get_by_role("main")).to_contain_text("M is 460.0 cm beside 45.0 cm in S and 47.0 cm in L")
    expect(page.get_by_role("main")).to_contain_text("line 3: L: “x” is not a length")
    look_over(page, PHONE, WIDE)
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("main")).to_contain_text("D1 Sleeve length from shoulder, L: 61.0 → 62.5")
    look_over(page, PHONE, WIDE)
    page.get_by_role("link", name="The measures as they are now").click()
    expect(page.get_by_role("main")).to_contain_text("Schlaufe")
    look_over(page, PHONE, WIDE)

    session.rollback()
    change = session.query(SizeChange).one()
    assert (change.size.name, change.delta_mm, change.line.revision.number) == ("L", Decimal(15), 2)
