"""What guards every page: headers, cookies, CSRF, rate limits, roles, errors in the look of the rest."""

import pytest
from flask import Flask

from app import create_app
from app.models import Role
from app.web.security import Limits, login_required


@pytest.mark.parametrize("path", ["/sign-in", "/nothing-here", "/static/css/toile.css"])
def test_every_answer_carries_the_headers(client, path):
    with client.get(path) as answer:
        headers = answer.headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "configured, told", [("https://fit.example.com", "max-age=31536000"), ("http://fit.local", None), ("", None)]
)
def test_browsers_are_told_to_ask_by_https_alone_where_that_is_the_address(tmp_path, configured, told):
    app = create_app({"TOILE_DATA": str(tmp_path), "TOILE_PUBLIC_URL": configured, "TOILE_SECRET_KEY": "t" * 32})

    with app.test_client().get("/static/css/toile.css") as answer:
        assert answer.headers.get("Strict-Transport-Security") == told


def test_what_somebody_sees_after_signing_in_is_not_kept(client, sign_in):
    sign_in()

    assert client.get("/garments").headers["Cache-Control"] == "no-store"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client, sign_in):
    sign_in()

    cookie = client.get_cookie("toile")

    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert cookie.expires is not None


@pytest.mark.parametrize(
    "scheme, configured, secure", [("https", "", True), ("http", "", False), ("http", "https://fit.example.com", True)]
)
def test_cookies_go_back_by_https_alone_wherever_that_is_spoken(app, client, scheme, configured, secure):
    app.config["TOILE_PUBLIC_URL"] = configured

    session = client.get("/sign-in", base_url=f"{scheme}://fit.example.com").headers["Set-Cookie"]
    look = client.post("/look", data={"theme": "dark"}, base_url=f"{scheme}://fit.example.com").headers["Set-Cookie"]
    language = client.get("/f?lang=de", base_url=f"{scheme}://fit.example.com").headers["Set-Cookie"]

    assert ["Secure" in each.split("; ") for each in (session, look, language)] == [secure] * 3


def test_a_form_without_its_token_is_refused(app, client):
    app.config["WTF_CSRF_ENABLED"] = True

    answer = client.post("/sign-in", data={"email": "mia@example.com", "password": "a long password"})

    assert answer.status_code == 400
    assert "This form has been open too long." in answer.text


def test_who_was_signed_out_while_writing_is_led_back_to_the_page_of_the_form(app, client):
    form = "/garments/1/revisions/3/lines"

    ended = client.post(form)
    app.config["WTF_CSRF_ENABLED"] = True
    stale = client.post(form, headers={"Referer": "http://localhost/garments/1/revisions/3?point=2"})

    assert (ended.status_code, ended.location) == (302, "/sign-in?next=/garments/1/revisions/3&meanwhile=1")
    assert "You were signed out meanwhile" in client.get(ended.location).text
    assert 'href="/sign-in?next=/garments/1/revisions/3?point%3D2"' in stale.text


def test_guessing_passwords_is_slowed_down(client):
    answers = [client.post("/sign-in", data={"email": "a@example.com", "password": "x" * 12}) for _ in range(11)]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert "That was too often." in answers[-1].text


@pytest.mark.parametrize(("method", "path", "code"), [("get", "/nothing-here", 404), ("put", "/sign-in", 405)])
def test_errors_have_a_page_of_ours(client, method, path, code):
    answer = getattr(client, method)(path)

    assert answer.status_code == code
    assert "To the start" in answer.text


def test_at_the_desk_an_error_leads_on(client, sign_in):
    outside = client.get("/garments/1x").text
    sign_in(role=Role.VIEWER)
    gone, refused = (
        client.get("/garments/999"),
        client.post("/garments/new", headers={"Referer": "http://localhost/garments"}),
    )

    assert 'aria-label="Main"' not in outside
    assert (gone.status_code, refused.status_code) == (404, 403)
    assert 'aria-label="Main"' in gone.text
    assert "all garments" in gone.text
    assert 'aria-label="Main"' in refused.text
    assert 'class="button" href="/garments"' in refused.text


def test_a_request_that_is_too_large_is_told_so(app, client):
    app.config["MAX_CONTENT_LENGTH"] = 100

    answer = client.post("/sign-in", data={"email": "a" * 200})

    assert answer.status_code == 413
    assert "That is too large." in answer.text


def test_what_breaks_says_so_without_details(app, client, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "accounts.show_sign_in", lambda: 1 // 0)

    answer = client.get("/sign-in")

    assert answer.status_code == 500
    assert "Nothing of yours was lost." in answer.text
    assert "ZeroDivision" not in answer.text


@pytest.mark.parametrize(
    "view, address",
    [
        ("packets.download_sheet", "/m/{}/sheet.pdf"),
        ("receipts.ask_erasure", "/r/{}/erase"),
        ("customer_mail.ask_to_stop", "/no-mail/{}"),
        ("links.show_reset", "/reset/{}"),
        ("links.show_welcome", "/welcome/{}"),
    ],
)
def test_what_breaks_behind_a_private_link_leaves_it_out_of_the_log(app, client, monkeypatch, caplog, view, address):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, view, lambda **named: 1 // 0)

    assert client.get(address.format("k3y-of-somebody")).status_code == 500

    assert address.format("…") in caplog.text
    assert "k3y-of-somebody" not in caplog.text


def test_what_breaks_at_the_desk_leads_on_unless_nobody_was_looked_up_before(app, client, sign_in, monkeypatch):
    sign_in()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "garments.show_garments", login_required(lambda: 1 // 0))
    monkeypatch.setitem(app.view_functions, "accounts.show_sign_in", lambda: 1 // 0)

    at_desk, unknown = client.get("/garments"), client.get("/sign-in")

    assert (at_desk.status_code, unknown.status_code) == (500, 500)
    assert 'aria-label="Main"' in at_desk.text
    assert 'aria-label="Main"' not in unknown.text, "the database may be what broke: it is asked nothing more"


@pytest.mark.parametrize("path", ["/garments", "/garments/new", "/settings"])
def test_a_stranger_is_asked_to_sign_in(client, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=")


def test_a_viewer_looks_and_does_not_act(client, sign_in):
    sign_in(role=Role.VIEWER)

    assert client.get("/garments").status_code == 200
    answer = client.post("/garments/new", data={"name": "Linen shirt"})
    assert answer.status_code == 403
    assert "You may look, not act, here." in answer.text


def test_a_view_that_is_left_free_is_not_held_to_limits():
    app, limits = Flask(__name__), Limits(lambda: "somebody", storage_uri="memory://")
    for name in ("held", "free"):
        app.add_url_rule(f"/{name}", name, limits.limit("1 per hour")(lambda: "Here you are."))
    limits.init_app(app)
    limits.leave_free("free")

    answers = [app.test_client().get(f"/{name}").status_code for name in ("held", "held", "free", "free")]

    assert answers == [200, 429, 200, 200]
