"""What was typed when the session had ended comes back after signing in, and is done only when its reader says so."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest

from app.models import DeskSession, LabelRule, User
from app.services import passwords
from app.web import kept_forms
from tests.cast import make_user
from tests.web.conftest import read_words

OURS = {"Origin": "http://localhost"}
RULE = {"phrase": "hits me <funny>", "code": "body.length/long"}


def test_what_was_typed_is_shown_after_signing_in_and_sent_when_that_is_said(app, client, session, sign_in):
    app.config["WTF_CSRF_ENABLED"] = True
    mia = sign_in()
    page = client.get("/rules").text
    session.query(User).filter_by(id=mia.id).one().disabled_at = mia.created_at
    make_user(session, name="Ada")
    session.commit()

    asked = client.post("/rules", data={**RULE, "csrf_token": read_field(page, "csrf_token")}, headers=OURS)
    refused = client.post("/sign-in", data=read_sign_in(asked.text, "ada@example.com", "not her password"))
    shown = client.post("/sign-in", data=read_sign_in(refused.text, "ada@example.com", "a long password"))

    assert (asked.status_code, asked.headers["Cache-Control"]) == (401, "no-store")
    assert "What you typed is there again once you have signed in" in asked.text
    assert "Nothing of it is done yet" in shown.text
    assert "<dt>When somebody writes</dt> <dd>hits me &lt;funny&gt;</dd>" in read_words(shown)
    assert count_rules(session) == 0

    sent = client.post("/rules", data={name: read_field(shown.text, name) for name in (*RULE, "csrf_token")})

    assert sent.status_code == 303
    assert count_rules(session) == 1


def test_a_page_that_carries_what_was_typed_is_kept_by_no_browser(client, session):
    make_user(session)
    session.commit()
    asked = client.post("/rules", data=RULE, headers=OURS)

    refused = client.post("/sign-in", data=read_sign_in(asked.text, "mia@example.com", "not her password"))
    again = client.post("/sign-in/kept", data=read_carried(asked.text))

    assert [each.status_code for each in (asked, refused, again)] == [401, 422, 401]
    assert {each.headers.get("Cache-Control") for each in (asked, refused, again)} == {"no-store"}


def test_who_signed_in_anew_in_another_window_sends_it_at_once(app, client, session, sign_in):
    app.config["WTF_CSRF_ENABLED"] = True
    sign_in()

    shown = client.post("/rules", data={**RULE, "csrf_token": "of the session before"}, headers=OURS)

    assert shown.status_code == 400
    assert "Send it now" in shown.text
    assert count_rules(session) == 0


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        (
            "/feedback/1/mark",
            {"words": "Wide.", "code": "waist.width/large"},
            {"The words": "Wide.", "That says": "Waist too wide"},
        ),
        ("/feedback/1/issues/2", {"act": "rejected", "instead": "waist.width/large"}, {}),
        (
            "/garments/1/rounds/1/plan",
            {"fabric_lot": "", "pieces-XS": "20", "D1 M 2": "6"},
            {"XS": "20", "D1 M 2": "6"},
        ),
        (
            "/sheets/1/answers",
            {"line-1-seen": "2026-05-01T10:00:00+00:00 0123456789abcdef", "line-1-new-M": "58"},
            {"1-new-M": "58"},
        ),
    ],
    ids=["in words", "not what was only there", "a cell by its place", "not what the page sent along"],
)
def test_tells_what_a_person_typed_or_chose(app, session, path, typed, told):
    form = kept_forms.KeptForm(path, "/", tuple(typed.items()), had_files=False)

    with app.test_request_context():
        assert {each.label: each.value for each in kept_forms.tell_typed(form)} == told


@pytest.mark.parametrize(
    ("path", "data", "headers"),
    [
        ("/rules", RULE, {}),
        ("/rules", RULE, {"Origin": "https://elsewhere.example"}),
        ("/rules", RULE, {"Origin": "null"}),
        ("/rules", RULE, {**OURS, "Sec-Fetch-Site": "cross-site"}),
        ("/rules", {"phrase": "x" * kept_forms.KEPT_MAX}, OURS),
        ("/notes/new", {"comment": "x" * 500_001, "photos": (BytesIO(b"a photo"), "cuff.jpg")}, OURS),
        ("/rules", {"phrase": " "}, OURS),
        ("/account/password", {"old": "a long password", "password": "a longer password"}, OURS),
    ],
    ids=[
        "from nowhere", "from elsewhere", "from a frame", "across sites", "too large", "too large beside photos",
        "empty", "a secret",
    ],
)  # fmt: skip
def test_keeps_nothing_that_our_own_pages_did_not_send_or_that_is_no_words_of_anybody(client, path, data, headers):
    answer = client.post(path, data=data, headers=headers)

    assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/sign-in")


@pytest.mark.parametrize("where", ["this browser", "another one"])
def test_what_was_typed_is_still_there_once_a_new_password_is_set(app, client, session, sign_in, where):
    app.config.update({"WTF_CSRF_ENABLED": True, "TOILE_SMTP_HOST": "mail", "TOILE_SMTP_SENDER": "a@b.com"})
    app.config["TOILE_PUBLIC_URL"] = "https://fit.example"
    mia = sign_in()
    page = client.get("/rules").text
    token = passwords.make_link(session, session.get_one(User, mia.id))
    session.query(DeskSession).delete()
    session.commit()

    asked = client.post("/rules", data={**RULE, "csrf_token": read_field(page, "csrf_token")}, headers=OURS)
    forgot = client.post("/forgot/kept", data=read_carried(asked.text))
    sent = client.post("/forgot", data={**read_carried(forgot.text), "email": "mia@example.com"})
    behind_link = client if where == "this browser" else app.test_client()
    reset = behind_link.get(f"/reset/{token}").text
    behind_link.post(f"/reset/{token}", data={**read_carried(reset), "password": "quite another password"})
    shown = client.post("/sign-in/kept", data=read_carried(sent.text))
    if where == "another one":
        assert "What you typed is there again once you have signed in" in shown.text
        shown = client.post("/sign-in", data=read_sign_in(shown.text, "mia@example.com", "quite another password"))

    assert "a link to a new password is on its way there" in sent.text
    assert "Leave it open, and go on here once you have your new password" in sent.text
    assert "Nothing of it is done yet" in shown.text
    assert "<dt>When somebody writes</dt> <dd>hits me &lt;funny&gt;</dd>" in read_words(shown)
    sent = client.post("/rules", data={name: read_field(shown.text, name) for name in (*RULE, "csrf_token")})
    assert (sent.status_code, count_rules(session)) == (303, 1)


def test_who_has_nothing_kept_is_only_asked_who_they_are(client):
    assert client.post("/sign-in/kept", data={"kept": "bent"}).location == "/sign-in"
    assert "Leave it open" not in client.post("/forgot/kept", data={"kept": "bent"}).text


@pytest.mark.parametrize("change", ["another browser", "old", "bent"])
def test_what_is_sealed_opens_in_its_own_browser_for_a_day(client, session, monkeypatch, change):
    make_user(session)
    session.commit()
    data = read_sign_in(client.post("/rules", data=RULE, headers=OURS).text, "mia@example.com", "a long password")

    match change:
        case "another browser":
            client.delete_cookie("toile")
        case "old":
            monkeypatch.setattr(kept_forms, "KEPT_FOR", timedelta(days=-1))
        case "bent":
            data["kept"] = data["kept"][:-1]
    answer = client.post("/sign-in", data=data)

    assert (answer.status_code, answer.location) == (303, "/rules")


def read_sign_in(page: str, email: str, password: str) -> dict[str, str]:
    """What a browser without scripts sends of the page that asks who is there."""
    carried = {name: read_field(page, name) for name in ("next", "kept") if f'name="{name}"' in page}
    token = {"csrf_token": read_field(page, "csrf_token")} if "csrf_token" in page else {}
    return {**carried, **token, "email": email, "password": password}


def read_carried(page: str) -> dict[str, str]:
    """What the hidden fields of a page hold that are carried on."""
    return {name: read_field(page, name) for name in ("csrf_token", "kept") if f'name="{name}"' in page}


def read_field(page: str, name: str) -> str:
    """Return what a hidden field of a page holds."""
    tag = next(tag for tag in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in tag)
    return unescape(re.search(r'value="([^"]*)"', tag)[1])


def count_rules(session) -> int:
    session.rollback()
    return session.query(LabelRule).count()
