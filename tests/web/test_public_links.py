"""Links that a page shows for others to open lead to the public address, whichever one the desk itself came by."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from app.models import Role
from app.services import label
from app.services.packets import SentPacket
from tests import cast
from tests.papers import read_pages

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

    invited = client.post("/people/invite", data={"email": "ana@example.com", "role": "viewer"})
    reset = client.post(f"/people/{mia.id}/reset")

    assert f'href="{PUBLIC}/welcome/' in invited.text
    assert f'href="{PUBLIC}/reset/' in reset.text


@pytest.mark.usefixtures("named")
def test_the_pattern_makers_link_leads_to_the_public_address(client, draft, sign_in):
    sign_in()

    page = client.post(f"{draft}/send", data={"contact": "Ana", "days": "30"}).text

    assert f'href="{PUBLIC}/m/' in page


@pytest.mark.parametrize(
    "public, is_warned", [(PUBLIC, False), ("http://127.0.0.1:8000", True), ("https://toile:8443", True), ("", True)]
)
def test_a_link_that_may_open_nothing_elsewhere_says_so(app, client, draft, sign_in, public, is_warned):
    app.config["TOILE_PUBLIC_URL"] = public
    sign_in()

    page = client.post(f"{draft}/send", data={"contact": "Ana", "days": "30"}).text

    assert "Send this private link to Ana." in page
    assert (f"It begins with {public or 'http://localhost'}, which may open nothing elsewhere" in page) is is_warned


@pytest.mark.usefixtures("named")
def test_papers_say_where_to_check_them_at_the_public_address(client, session, sign_in):
    sign_in()
    sent = _cut_as_sent(session)
    place = f"/garments/{sent.packet.revision.garment_id}"

    with client.get(f"{place}/revisions/2/everything.zip") as answer:
        everything = ZipFile(BytesIO(answer.data))

    papers = (
        client.get(f"{place}/rounds/1/ticket.pdf").data, client.get(f"{place}/revisions/2/sheet.pdf").data,
        client.get(f"/m/{sent.token}/sheet.pdf").data, everything.read("sheet.pdf"),
    )  # fmt: skip
    for paper in papers:
        assert "fit.example.com/check" in " ".join(read_pages(paper))
        assert "of.old.example.com" not in " ".join(read_pages(paper))


@pytest.mark.parametrize("configured", ["", "http://127.0.0.1:8000"])
def test_papers_lead_nowhere_that_only_this_machine_can_reach(app, client, session, sign_in, configured):
    app.config["TOILE_PUBLIC_URL"] = configured
    label.change_label(session, name="Nordlund")
    sign_in()
    sent = _cut_as_sent(session)
    place = f"/garments/{sent.packet.revision.garment_id}"

    ticket, sheet = (
        " ".join(read_pages(client.get(f"{place}/{paper}").data))
        for paper in ("rounds/1/ticket.pdf", "revisions/2/sheet.pdf")
    )

    assert "Ask Nordlund whether it is current." in ticket
    assert "Ask Nordlund whether this paper is current." in sheet
    assert "/check" not in ticket + sheet


@pytest.mark.usefixtures("named")
def test_the_customers_form_of_a_run_is_at_the_public_address(client, cut, sign_in):
    sign_in()

    assert f'href="{PUBLIC}/f/' in client.get(cut).text


def _cut_as_sent(session) -> SentPacket:
    """The sheet of a shirt's second revision, on which its first run is cut."""
    shirt = cast.make_shirt(session)
    sent = cast.send_and_receive(session, cast.make_sleeves_shorter(session, shirt))
    cast.make_round(session, shirt, locked=True)
    session.commit()
    return sent
