"""The label's settings page."""

from decimal import Decimal

import pytest

from app.models import Label, LengthUnit, Role
from app.services.label import SHARE_MAX, SHARE_MIN, change_label
from tests.web.open_pages import open_page, read_fields

SETTINGS = {
    "name": "Atelier Nordlund",
    "unit": "in",
    "grid": "1/8",
    "run_word": "drop",
    "p_ref": "12",
    "proof_threshold": "95",
    "leeway_length_mm": "12",
    "leeway_girth_mm": "18",
    "pattern_days": "4",
    "sample_days": "8",
    "override_role": "admin",
    "sender": "",
    "public_url": "",
    "return_url": "",
}


def test_an_admin_changes_the_settings(client, session, sign_in):
    sign_in(role=Role.ADMIN)

    answer = client.post("/settings", data=SETTINGS, follow_redirects=True)

    assert "Kept." in answer.text
    label = session.get(Label, 1)
    assert (label.name, label.unit, label.grid) == ("Atelier Nordlund", LengthUnit.IN, "1/8")
    assert label.p_ref == pytest.approx(0.12)
    assert label.proof_threshold == pytest.approx(0.95)
    assert "Atelier Nordlund" in client.get("/settings").text


def test_what_another_admin_set_meanwhile_is_not_taken_back(client, session, sign_in):
    sign_in(role=Role.ADMIN)
    opened = open_page(client, "/settings", sends_to="/settings")
    client.post("/settings", data=opened | {"pattern_days": "17", "run_word": "drop"})

    told = client.post("/settings", data=opened | {"sample_days": "9", "run_word": "cut", "leeway_girth_mm": "250"})

    assert told.status_code == 422
    assert "“drop” was written here meanwhile." in told.text
    again = read_fields(told.text, sends_to="/settings") | {"leeway_girth_mm": "12.50"}
    assert [client.post("/settings", data=again).status_code for _ in range(2)] == [303, 303]
    label = session.get(Label, 1)
    assert (label.pattern_days, label.sample_days, label.run_word, label.leeway_girth_mm) == (17, 9, "cut", 12.5)


def test_a_share_that_the_command_line_takes_keeps_the_page_from_nothing(client, session, sign_in):
    sign_in(role=Role.ADMIN)
    change_label(session, p_ref=float(SHARE_MIN), proof_threshold=float(SHARE_MAX))
    session.commit()

    page = " ".join(client.get("/settings").text.split())
    assert 'name="p_ref" value="0.1"' in page
    assert 'name="proof_threshold" value="99.9"' in page
    assert client.post("/settings", data=SETTINGS | {"p_ref": "0.1", "proof_threshold": "99.9"}).status_code == 303


def test_customers_are_led_to_the_shop_for_returns_as_soon_as_it_is_known(client, session, code, sign_in):
    sign_in(role=Role.ADMIN)
    shop = "https://shop.example/returns?from=fit&lang=de"
    assert "Return it to the shop" not in client.get(f"/f/{code}").text

    client.post("/settings", data=SETTINGS | {"return_url": shop})
    page, german = (client.get(f"/f/{code}", headers={"Accept-Language": each}).text for each in ("en", "de"))

    assert f'<a href="{shop.replace("&", "&amp;")}"' in page
    assert "Return it to the shop" in page
    assert "Zurück an den Shop schicken" in german
    client.post("/settings", data=SETTINGS)
    assert "Return it to the shop" not in client.get(f"/f/{code}").text


def test_the_unit_takes_its_smallest_step_along(client, session, sign_in):
    sign_in(role=Role.ADMIN)
    as_shown = SETTINGS | {"grid": "0.25"}

    for unit, grid in (("in", "1/16"), ("mm", "1"), ("cm", "0.1")):
        client.post("/settings", data=as_shown | {"unit": unit})
        session.rollback()
        label = session.get(Label, 1)
        assert (label.unit, label.grid) == (unit, grid)
        as_shown["grid"] = grid


def test_numbers_are_typed_with_a_comma_too(client, session, sign_in):
    sign_in(role=Role.ADMIN)

    assert client.post("/settings", data=SETTINGS | {"p_ref": "7,5", "leeway_girth_mm": "12,5"}).status_code == 303

    label = session.get(Label, 1)
    assert (label.p_ref, label.leeway_girth_mm) == (pytest.approx(0.075), Decimal("12.5"))


@pytest.mark.parametrize(
    "sender", ["fit@lind.example", "Atelier Lind <fit@lind.example>", '"Lind, B." <b@lind.example>']
)
def test_mail_comes_from_an_address_with_or_without_a_name(client, session, sign_in, sender):
    sign_in(role=Role.ADMIN)

    client.post("/settings", data=SETTINGS | {"sender": sender, "public_url": "https://fit.lind.example/"})

    label = session.get(Label, 1)
    assert (label.sender, label.public_url) == (sender, "https://fit.lind.example/")


def test_shows_shares_in_100(client, sign_in):
    sign_in(role=Role.ADMIN)

    page = " ".join(client.get("/settings").text.split())

    assert 'id="p_ref" name="p_ref" value="10"' in page
    assert 'id="proof_threshold" name="proof_threshold" value="99"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"grid": "0.5"}, "In inches the smallest step on paper can be 1/16, 1/8, 1/4, not 0.5."),
        ({"p_ref": "0"}, "A point matters from, in 100 customers: 0.1 to 99.9."),
        ({"proof_threshold": "150"}, "A fix is proven when sure by, in 100: 0.1 to 99.9."),
        ({"leeway_girth_mm": "wide"}, "Type a number."),
        ({"leeway_girth_mm": "sNaN"}, "Type a number."),
        ({"p_ref": "-inf"}, "Type a number."),
        ({"sender": "nope"}, "Mail comes from an address, such as fit@example.com"),
        ({"sender": "a@lind.example, b@lind.example"}, "Mail comes from an address, such as fit@example.com"),
        ({"public_url": "https://lind.example/fit"}, "needs a name of its own: https://lind.example, not"),
        ({"public_url": "https://"}, "a whole one that begins with https://"),
        ({"public_url": "fit.example.com"}, "a whole one that begins with https://"),
        ({"public_url": "http://fit.example.com"}, "a whole one that begins with https://"),
        ({"name": ""}, "A label has a name."),
        ({"name": "L" * 121}, "This is longer than 120 characters."),
        ({"sample_days": "many"}, "Type a whole number."),
        ({"return_url": "javascript:alert(1)//shop.example"}, "Where the shop takes returns is a whole address"),
        ({"return_url": "https://you:secret@shop.example"}, "Where the shop takes returns is a whole address"),
    ],
)
def test_a_refusal_stands_at_its_field_and_keeps_the_rest(client, session, sign_in, typed, sentence):
    sign_in(role=Role.ADMIN)

    answer = client.post("/settings", data=SETTINGS | typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="12"' in answer.text or "12" in typed.values()
    assert session.get(Label, 1) is None


@pytest.mark.parametrize("role", [Role.DESIGNER, Role.VIEWER])
def test_only_an_admin_sees_them(client, sign_in, role):
    sign_in(role=role)

    assert client.get("/settings").status_code == 403
    assert client.post("/settings", data=SETTINGS).status_code == 403
