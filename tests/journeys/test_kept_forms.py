"""What was typed when the session had ended is there again after signing in, with scripts and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.models import AnswerKind
from app.services import packets
from tests import cast
from tests.journeys.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.fixture(autouse=True)
def mia(session: Session) -> None:
    """Who has an account."""
    cast.make_user(session)
    session.commit()


def test_what_was_typed_outlives_a_session_that_ended_elsewhere(open_page: Callable[..., Page]):
    desk = open_page("/sign-in")
    sign_in(desk)
    desk.goto("/rules")
    phrase = desk.get_by_label("When somebody writes")
    phrase.fill("hits me funny")

    desk.context.clear_cookies()
    desk.locator("form[data-keep] button.primary").first.click()
    desk.wait_for_load_state()  # its script tells the server that this tab holds what was typed
    sign_in(desk)

    expect(desk.get_by_text("is here again: it is not sent yet")).to_be_visible()
    expect(phrase).to_have_value("hits me funny")
    desk.reload()
    expect(phrase).to_have_value("")


def test_what_came_while_nobody_was_signed_in_is_told_before_it_is_gone_over(
    session: Session, open_page: Callable[..., Page]
):
    shirt = cast.make_shirt(session)
    packet = cast.send_and_receive(session, cast.make_sleeves_shorter(session, shirt)).packet
    session.commit()
    desk = open_page(f"/sheets/{packet.id}")
    sign_in(desk)
    desk.get_by_role("radio", name="done").check()

    session.rollback()  # of what it saw before, nothing could be written any more
    packets.answer_line(session, packet, packet.revision.lines[0], kind=AnswerKind.CANNOT, note="No room.")
    session.commit()
    desk.context.clear_cookies()
    desk.get_by_role("button", name="Send the answers").click()
    desk.wait_for_load_state()
    sign_in(desk)
    expect(desk.get_by_text("is here again: it is not sent yet")).to_be_visible()
    desk.get_by_role("button", name="Send the answers").click()

    expect(desk.get_by_role("alert")).to_contain_text("Ana answered meanwhile")
    expect(desk.get_by_role("radio", name="done")).to_be_checked()


def test_what_was_typed_outlives_a_session_that_ended_where_no_script_runs(open_page: Callable[..., Page]):
    desk = open_page("/sign-in", script=False)
    sign_in(desk)
    desk.goto("/rules")
    desk.get_by_label("When somebody writes").fill("hits me funny")
    desk.get_by_label("it means").select_option(label="Garment too long")

    desk.context.clear_cookies()
    desk.locator("form[data-keep] button.primary").first.click()
    sign_in(desk)
    expect(desk.get_by_role("main")).to_contain_text("Nothing of it is done yet")
    expect(desk.get_by_role("definition")).to_have_text(["hits me funny", "Garment too long"])
    desk.get_by_role("button", name="Send it now").click()

    expect(desk.get_by_role("heading", level=1)).to_have_text("“hits me funny”")
