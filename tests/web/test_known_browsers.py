"""Wrong passwords are counted by account, and who guesses elsewhere keeps nobody out of a browser that is known."""

import pytest

from app.services import accounts, passwords
from app.web.known_browsers import COOKIE
from tests.cast import make_user

RIGHT = "a long password"


@pytest.fixture(autouse=True)
def mia(session) -> None:
    """Mia and Ana work here."""
    make_user(session)
    make_user(session, name="Ana")
    session.commit()


@pytest.mark.parametrize("address", ["mia@example.com", "nobody@example.com"])
def test_strangers_share_the_tries_at_an_address(app, address):
    _guess(app, address, number=20)

    answer = _sign_in(_call_from(app, 99), address.upper())

    assert answer.status_code == 429
    assert "Too many wrong passwords were tried with this address." in answer.text
    assert _sign_in(_call_from(app, 98), "ana@example.com").status_code == 303


def test_a_browser_that_its_owner_signed_in_with_goes_on(app):
    hers = _make_known(app, "mia@example.com")

    _guess(app, "mia@example.com", number=20)

    assert _sign_in(hers, "mia@example.com").status_code == 303
    assert "mia" not in hers.get_cookie(COOKIE).value


def test_the_cookie_of_one_account_opens_nothing_at_another(app):
    hers = _make_known(app, "ana@example.com")

    _guess(app, "mia@example.com", number=20)

    assert _sign_in(hers, "mia@example.com").status_code == 429


def test_a_known_browser_is_counted_too(app):
    hers = _make_known(app, "mia@example.com")
    for caller in range(20):
        hers.environ_base["REMOTE_ADDR"] = f"10.0.1.{caller}"
        assert _sign_in(hers, "mia@example.com", "wrong").status_code == 422

    assert _sign_in(hers, "mia@example.com").status_code == 429


def test_a_link_to_a_new_password_lets_in_whoever_is_kept_out(app, session):
    _guess(app, "mia@example.com", number=20)
    token = passwords.make_link(session, accounts.find_by_email(session, "mia@example.com"))
    session.commit()
    hers = _call_from(app, 1)

    hers.post(f"/reset/{token}", data={"password": "another long one"})

    assert hers.get("/garments").status_code == 200
    hers.post("/sign-out")
    assert _sign_in(hers, "mia@example.com", "another long one").status_code == 303


def _make_known(app, address):
    """A browser that somebody signed in with, and out again."""
    browser = _call_from(app, 1)
    _sign_in(browser, address)
    browser.post("/sign-out")
    return browser


def _guess(app, address, *, number):
    for caller in range(number):
        assert _sign_in(_call_from(app, 100 + caller), address, "wrong").status_code == 422


def _call_from(app, caller):
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"10.0.0.{caller}"
    return client


def _sign_in(client, address, password=RIGHT):
    return client.post("/sign-in", data={"email": address, "password": password})
