"""Clicking twice: whoever is impatient with a page that takes long has done it once."""

import re
from time import sleep

import pytest
from playwright.sync_api import expect

from app.models import ProductionRound
from tests import cast
from tests.journeys.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def test_what_is_clicked_twice_is_done_once_and_once_more_after_going_back(app, open_page, session, monkeypatch):
    save = app.view_functions["rounds.save_round"]
    monkeypatch.setitem(app.view_functions, "rounds.save_round", lambda **named: (save(**named), sleep(1))[0])
    shirt = cast.make_shirt(session)
    cast.make_user(session)
    session.commit()
    page = open_page("/sign-in")
    sign_in(page)

    page.goto(f"/garments/{shirt.id}/rounds/new")
    page.get_by_role("button", name="Plan it").evaluate(
        "each => { each.click(); setTimeout(() => each.click(), 300); }"
    )
    expect(page).to_have_url(re.compile(r"/rounds/\d$"))
    session.rollback()
    assert [each.number for each in session.query(ProductionRound)] == [1]

    page.go_back()
    page.get_by_role("button", name="Plan it").click()
    expect(page).to_have_url(re.compile("/rounds/2$"))
