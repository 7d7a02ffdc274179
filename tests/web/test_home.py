"""The first page: what needs somebody, in sentences that lead where it is done."""

from app.models import Cluster
from app.services import evidence, packets
from tests import cast

LONG = "sleeve.length/long"


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/").location == "/sign-in?next=%2F"


def test_an_empty_desk_leads_to_the_first_answers(client, sign_in):
    sign_in()

    page = client.get("/").text

    assert 'href="/garments/new"' in page
    assert 'href="/imports"' in page


def test_nothing_to_do_says_so(client, session, sign_in):
    cast.make_shirt(session)
    session.commit()
    sign_in()

    assert "Nothing needs you today." in client.get("/").text


def test_what_needs_somebody_leads_there(client, session, sign_in):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=8, of=10)
    evidence.weigh_garment(session, shirt)
    packets.send_packet(session, cast.make_sleeves_shorter(session, shirt), contact="Ana")
    point = cast.get_point(session, shirt, LONG).id
    session.commit()
    sign_in()

    page = " ".join(client.get("/").text.split())

    assert f'<strong>Decide:</strong> <a href="/points/{point}#decide">Sleeve too long</a>' in page
    assert "8 of the 10 who answered" in page
    session.get(Cluster, point).evidence[0].safety = True
    session.commit()
    assert f'<strong>It may hurt somebody, decide:</strong> <a href="/points/{point}#decide">' in " ".join(
        client.get("/").text.split()
    )
    assert "<strong>Not received yet:</strong> the sheet of" in page
    assert "to Ana." in page
