"""Links that a page shows for others to open lead to the public address, whichever one the desk itself came by."""

import pytest

from app.models import Role
from app.services import label

PUBLIC = "https://fit.example.com"


@pytest.fixture(params=["TOILE_PUBLIC_URL", "the label's settings"])
def named(request, app, session):
    """The public address, named in either way."""
    if request.param == "TOILE_PUBLIC_URL":
        app.config["TOILE_PUBLIC_URL"] = f"{PUBLIC}/"
        label.change_label(session, public_url="https://of.old.example.com")
    else:
        label.change_label(session, public_url=PUBLIC)
    session.commit()


@pytest.mark.usefixtures("named")
def test_who_is_let_in_gets_a_link_to_the_public_address(client, sign_in):
    mia = sign_in(role=Role.ADMIN)

    client.post("/people/invite", data={"email": "ana@example.com", "role": "viewer"})
    client.post(f"/people/{mia.id}/reset")

    assert f'href="{PUBLIC}/welcome/' in client.get("/people").text
    assert f'href="{PUBLIC}/reset/' in client.get(f"/people/{mia.id}").text


@pytest.mark.usefixtures("named")
def test_the_pattern_makers_link_leads_to_the_public_address(client, draft, sign_in):
    sign_in()

    client.post(f"{draft}/send", data={"contact": "Ana", "days": "30"})

    assert f'href="{PUBLIC}/m/' in client.get(draft).text


@pytest.mark.usefixtures("named")
def test_the_customers_form_of_a_run_is_at_the_public_address(client, cut, sign_in):
    sign_in()

    assert f'href="{PUBLIC}/f/' in client.get(cut).text
