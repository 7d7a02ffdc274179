"""The demo's sheet, that of its trousers, from both sides: out, received, answered, measured back, sewn, released."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app.models import AnswerKind, Packet, Paper, RoundStatus
from app.services import garments
from app.services.demo import collection
from app.services.demo.trousers import INES
from tests.journeys.conftest import sign_in
from tests.papers import measure_paper, read_pages

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

MAKER = collection.PATTERN_MAKER

OLD = {"34": "34.5", "36": "36.5", "38": "38.5", "40": "40.5", "42": "42.5", "44": "44.5"}
NEW = {"34": "33.25", "36": "35.25", "38": "37.25", "40": "39.25", "42": "41.25", "44": "43.25"}
"""The waistband taken in by 12.5 mm, where the sheet asks for 15."""


@pytest.fixture
def database_url(demo_data: Path, tmp_path: Path) -> str:
    """A copy of the demo collection, on which everything may be done."""
    return f"sqlite:///{shutil.copytree(demo_data, tmp_path / 'demo') / 'toile.db'}"


def test_the_demos_sheet_goes_out_comes_back_and_is_cut(session, open_page: Callable[..., Page]):
    desk = _open_trousers(open_page)
    maker = open_page(_send(desk), phone=True)

    _receive_and_answer(maker)
    assert _read_paper(maker) == (216, 279)
    _settle(desk)
    maker.reload()
    expect(_line(maker, 1)).to_contain_text("agreed")
    expect(_line(maker, 2)).to_contain_text("0.50 cm taken in")
    _line(maker, 2).get_by_label("Moved on the new pattern by").fill("0.4")
    _line(maker, 2).get_by_role("radio", name="done").check()
    maker.get_by_role("button", name="Send the answers").click()
    expect(maker.locator("#line-2-name")).to_contain_text("done")
    expect(maker.get_by_role("button", name="Send, all else is done as written")).to_have_count(0)

    desk.reload()
    expect(desk.get_by_role("main")).to_contain_text("0.40 cm where 0.50 cm was asked for")
    _sew_and_approve(desk)
    _release(desk)

    session.rollback()
    cut = garments.get_garment(session, INES.style_number).rounds[-1]
    assert (cut.number, cut.status, cut.revision.number) == (4, RoundStatus.LOCKED, 2)
    (packet,) = session.query(Packet).filter_by(revision_id=cut.revision_id)
    assert (packet.received_by, packet.paper) == (MAKER, Paper.LETTER)
    assert [(each.kind, each.accepted, each.amount_mm) for each in packet.answers] == [
        (AnswerKind.DIFFERENTLY, True, None), (AnswerKind.DONE, None, 4),
    ]  # fmt: skip
    waist = [change.delta_mm for change in cut.revision.lines[0].changes]
    assert [float(delta) for delta in waist] == [-12.5] * len(OLD)


def _open_trousers(open_page: Callable[..., Page]) -> Page:
    """The desk, at the draft that lies there since the demo was loaded."""
    desk = open_page("/sign-in")
    sign_in(desk, collection.DESIGNER_EMAIL, collection.DESIGNER_PASSWORD)
    desk.get_by_role("navigation", name="Main").get_by_role("link", name="Garments").click()
    desk.get_by_role("link", name=INES.name).click()
    desk.get_by_role("link", name="pattern revision 2").first.click()
    expect(desk.get_by_role("region", name=re.compile("^1 Waistband relaxed"))).to_contain_text("37.00")
    return desk


def _send(desk: Page) -> str:
    """Send it on Letter; returns the private link, which is shown once."""
    desk.get_by_label("To whom").fill(MAKER)
    desk.get_by_label("Paper").select_option(label="US Letter")
    desk.get_by_role("button", name="Send the sheet").click()
    return desk.get_by_role("status").get_by_role("link").inner_text().strip()


def _line(maker: Page, number: int) -> Locator:
    return maker.locator(f"#line-{number}")


def _receive_and_answer(maker: Page) -> None:
    maker.get_by_label("Your name").fill(MAKER)
    maker.get_by_role("button", name="Received").click()
    expect(maker.get_by_role("main")).to_contain_text(f"Received by {MAKER}")
    waist = _line(maker, 1)
    waist.get_by_role("radio", name="differently").check()
    waist.get_by_label("Note").fill("The zip needs 2.5 mm of it on each half.")
    for pattern, readings in (("old", OLD), ("new", NEW)):
        for size, value in readings.items():
            waist.get_by_label(f"Measured on the {pattern} pattern, {size}", exact=True).fill(value)
    _line(maker, 2).get_by_role("radio", name="question").check()
    _line(maker, 2).get_by_label("Note").fill("Half at CB, half in the darts?")
    maker.get_by_role("button", name="Send the answers").click()
    expect(maker.get_by_role("main")).to_contain_text("· differently")


def _read_paper(maker: Page) -> tuple[int, int]:
    """Width and height of the sheet that the link hands over, in mm."""
    with maker.expect_download() as started:
        maker.get_by_role("link", name="sheet as PDF").click()
    document = started.value.path().read_bytes()
    assert len(read_pages(document)) == 1
    return measure_paper(document)


def _settle(desk: Page) -> None:
    """Take what was done differently, and answer what was asked."""
    desk.reload()
    expect(desk.get_by_role("main")).to_contain_text("38: 38.50 → 37.25")
    desk.get_by_role("button", name="Take it as it was done").click()
    expect(desk.get_by_role("main")).to_contain_text(f"Agreed by {collection.DESIGNER_NAME}")
    desk.get_by_label("Your reply").fill("Yes, half each.")
    desk.get_by_role("button", name="Reply").click()
    expect(desk.get_by_role("main")).to_contain_text("“Yes, half each.”")


def _sew_and_approve(desk: Page) -> None:
    desk.reload()
    samples = desk.get_by_role("region", name="Fit samples")
    samples.get_by_role("radio", name="accepted", exact=True).check()
    samples.get_by_label("Size").select_option("38")
    samples.get_by_label("Tried on by").fill("Karin")
    samples.get_by_label(re.compile("^Waistband relaxed.*measured in centimetres")).fill("37.25")
    samples.get_by_role("button", name="Keep the sample").click()
    expect(samples).to_contain_text("tried on by Karin")
    desk.get_by_role("button", name="Approve for cutting").click()
    expect(desk.get_by_role("main")).to_contain_text(f"by {collection.DESIGNER_NAME}")


def _release(desk: Page) -> None:
    desk.get_by_role("link", name=INES.name).click()
    desk.get_by_role("link", name="Plan a run").click()
    desk.get_by_label("38", exact=True).fill("40")
    desk.get_by_role("button", name="Plan it").click()
    expect(desk.get_by_role("region", name="Before the cut")).not_to_contain_text("open:")
    desk.get_by_role("button", name="Release to cut").click()
    expect(desk.get_by_role("main")).to_contain_text("released to cut")
