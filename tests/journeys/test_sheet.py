"""The sheet from both sides: mailed, received, answered line by line, measured back, settled, sampled, cut."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.models import AnswerKind, LengthUnit, Packet, ProductionRound, RoundStatus, now
from app.services import packets, points_of_measure, revisions
from tests import cast
from tests.journeys.conftest import sign_in
from tests.mail_server import MailServer, serving_mail
from tests.services.formats.drawings import FRONT, make_dxf

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

WIDER = {"XS": "15.9", "S": "16.7", "M": "17.5", "L": "18.3", "XL": "19.1"}
"""The bicep 5 mm wider, where the sheet asks for 10."""

DRAWING = {"name": "front.dxf", "mimeType": "application/dxf", "buffer": make_dxf(("FRONT", "M", FRONT))}


@pytest.fixture
def revision_page(session) -> str:
    """The address of a draft of the shirt: sleeves shorter, bicep wider, a notch moved."""
    shirt = cast.make_shirt(session)
    cast.make_round(session, shirt, locked=True)
    draft = cast.make_sleeves_shorter(session, shirt)
    revisions.change_measure(session, draft, points_of_measure.get_point_of_measure(shirt, "D3"), delta_mm=Decimal(10))
    revisions.add_instruction(session, draft, text="Move the elbow notch 1 cm up.", piece="sleeve")
    cast.make_user(session)
    session.commit()
    return f"/garments/{shirt.id}/revisions/2"


@pytest.fixture
def mail_server(app: Flask) -> Iterator[MailServer]:
    """A mail server that the application and its worker know."""
    with serving_mail() as server:
        app.config.update(
            TOILE_SMTP_HOST="127.0.0.1", TOILE_SMTP_PORT=str(server.port), TOILE_SMTP_SECURITY="none",
            TOILE_SMTP_USER="", TOILE_SMTP_PASSWORD="", TOILE_SMTP_SENDER="atelier@example.com",
            TOILE_PUBLIC_URL="https://fit.example.com",
        )  # fmt: skip
        app.extensions["job_queue"].settings = dict(app.config)
        yield server


def test_a_sheet_goes_out_and_comes_back_line_by_line(session, revision_page, open_page, work, mail_server):
    desk = _open_desk(open_page, revision_page)
    _send(desk, "Ana", "ana@example.com")
    work()
    desk.reload()
    expect(desk.locator("#sheet")).to_contain_text("Mailed to ana@example.com")
    maker = open_page(_read_link(mail_server), phone=True)

    _receive(maker, "Ana")
    _answer(maker, 1, "done", old={"M": "60"}, new={"M": "58"})
    _answer(maker, 2, "differently", note="Half of it at the seam.", new=WIDER)
    _answer(maker, 3, "question", note="Front and back?")
    maker.get_by_role("button", name="Send the answers").click()
    expect(maker.locator("#line-3-name")).to_contain_text("question")
    maker.get_by_label("Add a file").set_input_files([DRAWING])
    maker.get_by_role("button", name="Add the file").click()
    expect(maker.locator("#files")).to_contain_text("front.dxf")

    _settle(desk)
    maker.reload()
    expect(maker.locator("#line-2-name")).to_contain_text("agreed")
    expect(maker.locator("#line-3")).to_contain_text("Both.")
    _answer(maker, 3, "done", note="")
    maker.get_by_role("button", name="Send the answers").click()
    expect(maker.locator("#line-3-name")).to_contain_text("done")

    _sample_and_approve(desk)
    _cut(desk)
    session.rollback()
    cut = session.query(ProductionRound).filter_by(number=2).one()
    assert (cut.status, cut.revision.number) == (RoundStatus.LOCKED, 2)
    assert [file["name"] for file in cut.snapshot["files"]] == ["front.dxf"]
    packet = session.query(Packet).one()
    assert {answer.line.number: answer.kind for answer in packet.answers} == {
        1: AnswerKind.DONE, 2: AnswerKind.DIFFERENTLY, 3: AnswerKind.DONE,
    }  # fmt: skip
    _check(open_page("/check", phone=True), packet.check_code)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_names_of_rows_stay_while_their_sizes_scroll_by(revision_page, open_page, scheme):
    page = open_page(revision_page, phone=True)
    sign_in(page)
    page.set_viewport_size({"width": 240, "height": 640})
    page.emulate_media(color_scheme=scheme)
    table = page.get_by_role("region", name="Sleeve length from shoulder by size")
    name = table.get_by_role("rowheader", name="Change")

    name.scroll_into_view_if_needed()
    table.evaluate("table => { table.scrollLeft = 40 }")

    assert table.evaluate("table => table.scrollLeft") > 0
    expect(name).to_be_in_viewport(ratio=1)
    assert name.evaluate("name => getComputedStyle(name).backgroundColor") == page.evaluate(
        "getComputedStyle(document.body).backgroundColor"
    ), "The sizes show through."


@pytest.mark.parametrize("unit, grid", [(LengthUnit.CM, "0.25"), (LengthUnit.IN, "1/16")])
def test_on_a_phone_no_size_of_a_measure_lies_beyond_the_edge(session, open_page, unit, grid):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    sent = packets.send_packet(session, draft, contact="Ana", unit=unit, grid=grid)
    session.commit()
    page = open_page(f"/m/{sent.token}", phone=True)
    region = page.get_by_role("region", name="Sleeve length from shoulder by size")
    table = region.get_by_role("table")

    assert region.evaluate("region => region.scrollWidth <= region.clientWidth")
    expect(table.get_by_role("row")).to_have_count(7)
    rows = table.get_by_role("row")
    new, heads = rows.filter(has_text="New, revision 2"), table.get_by_role("columnheader")
    for place, size in enumerate(cast.SIZES):
        head, value = heads.nth(place + 1).bounding_box(), new.get_by_role("cell").nth(place).bounding_box()
        assert head["y"] == value["y"], size
        for pattern in ("old", "new"):
            box = table.get_by_label(f"Measured on the {pattern} pattern, {size}", exact=True).bounding_box()
            assert box["x"] >= 0, size
            assert box["x"] + box["width"] <= 390, size


def test_a_link_that_has_run_out_is_asked_anew(app, session, revision_page, open_page, work, mail_server):
    desk = _open_desk(open_page, revision_page)
    _send(desk, "Ana", "ana@example.com")
    work()
    old = _read_link(mail_server)
    session.rollback()
    session.query(Packet).one().expires_at = now() - timedelta(days=1)
    session.commit()

    maker = open_page(old, phone=True)
    expect(maker.get_by_role("heading", level=1)).to_have_text("This link does not work, or no longer.")
    maker.get_by_role("button", name="Send me a new one").click()
    expect(maker.get_by_role("main")).to_contain_text("You asked for a new link.")
    desk.reload()
    expect(desk.locator("#sheet")).to_contain_text("Ana asked for a new link")
    app.extensions["job_queue"].reap()
    work()

    new = _read_link(mail_server)
    maker.goto(new)
    _receive(maker, "Ana")
    desk.reload()
    expect(desk.locator("#sheet")).not_to_contain_text("asked for a new link")
    maker.goto(old)
    expect(maker.get_by_role("heading", level=1)).to_have_text("This link does not work, or no longer.")


def _open_desk(open_page: Callable[..., Page], place: str) -> Page:
    page = open_page(place)
    sign_in(page)
    return page


def _send(desk: Page, contact: str, address: str) -> None:
    desk.get_by_label("To whom").fill(contact)
    desk.get_by_label("E-mail").fill(address)
    desk.get_by_role("button", name="Send the sheet").click()
    expect(desk.locator("#sheet")).to_contain_text(f"A mail brings {contact} a link of its own.")


def _read_link(server: MailServer) -> str:
    """The path of the link in the newest mail."""
    return f"/m/{server.taken[-1].get_content().split('/m/')[1].split()[0]}"


def _receive(maker: Page, name: str) -> None:
    maker.get_by_label("Your name").fill(name)
    maker.get_by_role("button", name="Received").click()
    expect(maker.get_by_role("main")).to_contain_text(f"Received by {name}")


Readings = dict[str, str]


def _answer(
    maker: Page, number: int, kind: str, *, note: str = "", old: Readings | None = None, new: Readings | None = None
) -> None:
    """Say what became of a line, and what its sizes measure on the old pattern and on the new one."""
    line = maker.locator(f"#line-{number}")
    line.get_by_role("radio", name=kind).check()
    line.get_by_label("Note").fill(note)
    for pattern, readings in (("old", old), ("new", new)):
        for size, value in (readings or {}).items():
            line.get_by_label(f"Measured on the {pattern} pattern, {size}", exact=True).fill(value)


def _settle(desk: Page) -> None:
    """Take what was done differently, and answer what was asked."""
    desk.reload()
    expect(desk.get_by_role("main")).to_contain_text("Measured back: M: 60.00 → 58.00")
    desk.get_by_role("button", name="Take it as it was done").click()
    expect(desk.get_by_role("main")).to_contain_text("Agreed by Mia")
    desk.get_by_label("Your reply").fill("Both.")
    desk.get_by_role("button", name="Reply").click()
    expect(desk.get_by_role("main")).to_contain_text("Mia: “Both.”")


def _sample_and_approve(desk: Page) -> None:
    desk.reload()
    desk.get_by_role("radio", name="accepted").check()
    desk.get_by_label("Bicep, measured in centimetres").fill("17.5")
    desk.get_by_role("button", name="Keep the sample").click()
    expect(desk.locator("#samples")).to_contain_text("17.50")
    desk.get_by_role("button", name="Approve for cutting").click()
    expect(desk.get_by_role("main")).to_contain_text("Approved")


def _cut(desk: Page) -> None:
    desk.get_by_role("link", name="Linen shirt").click()
    desk.get_by_role("link", name="Plan a run").click()
    desk.get_by_label("M", exact=True).fill("40")
    desk.get_by_role("button", name="Plan it").click()
    desk.get_by_role("button", name="Release to cut").click()
    expect(desk.get_by_role("main")).to_contain_text("released to cut")


def _check(page: Page, code: str) -> None:
    """Type the code on the paper: it is current, and line 2 is another since it was printed."""
    page.get_by_label("Check code").fill(code.lower())
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status")).to_have_text("Current.")
    expect(page.get_by_role("main")).to_contain_text("Line 2 came to something else after this sheet was sent")
