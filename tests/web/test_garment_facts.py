"""The page on which a garment's name, sizes, season and seam allowance are said, and on which it is put away."""

from app.models import Garment
from tests import cast
from tests.web.open_pages import open_page, read_fields

SHIRT = {"name": "Linen shirt", "kind": "shirt", "sizes": "XS, S, M, L, XL", "colours": "White, Navy"}


def test_what_is_said_of_a_garment_is_kept_and_shown_again(client, session, sign_in):
    shirt = cast.make_shirt(session)
    session.commit()
    sign_in()
    place = f"/garments/{shirt.id}/facts"

    kept = client.post(place, data={**SHIRT, "season": " Spring 2027 ", "fabric": "Linen", "seam_allowance": "1.5"})

    assert kept.location == f"/garments/{shirt.id}"
    session.rollback()
    found = session.get(Garment, shirt.id)
    assert (found.season, found.fabric, found.cut_for) == ("Spring 2027", "Linen", None)
    assert 'value="1.50 cm"' in client.get(place).text
    client.post(place, data={**SHIRT, "seam_allowance": "none"})
    assert 'value="none"' in client.get(place).text
    refused = client.post(place, data={**SHIRT, "season": "Autumn", "seam_allowance": "a thumb"})
    assert (refused.status_code, 'value="Autumn"' in refused.text) == (422, True)
    assert "write 1 cm, included or none" in refused.text


def test_what_was_mistyped_of_a_garment_is_put_right(client, session, sign_in):
    added = cast.make_garment(session, name="Tpo")
    session.commit()
    sign_in()

    client.post(f"/garments/{added.id}/facts", data={"name": "Top", "kind": "knit", "sizes": "36; 38;40"})

    session.rollback()
    found = session.get(Garment, added.id)
    assert (found.name, found.kind.value, [size.name for size in found.sizes]) == ("Top", "knit", ["36", "38", "40"])


def test_what_others_said_of_a_garment_meanwhile_is_not_taken_back(client, session, sign_in):
    shirt = cast.make_shirt(session)
    session.commit()
    sign_in()
    place = f"/garments/{shirt.id}/facts"
    opened = open_page(client, place, sends_to=place)
    client.post(place, data=opened | {"sizes": "XS, S, M, L, XL, XXL", "kind": "knit", "season": "Spring 2027"})

    told = client.post(place, data=opened | {"fabric": "Linen", "kind": "dress", "season": ""})

    assert told.status_code == 422
    assert "“Knit” was written here meanwhile." in told.text
    again = read_fields(told.text, sends_to=place)
    for _ in range(2):
        assert client.post(place, data=again | {"seam_allowance": "1 cm"}).status_code == 303
    session.rollback()
    found = session.get(Garment, shirt.id)
    assert (found.kind.value, found.fabric, found.season) == ("dress", "Linen", "Spring 2027")
    assert found.sizes[-1].name == "XXL"


def test_a_garment_that_is_no_longer_made_leaves_the_list_and_comes_back(client, session, sign_in):
    tote = cast.make_garment(session, name="Tote")
    session.commit()
    sign_in()

    client.post(f"/garments/{tote.id}/away")

    assert "No longer made: <a" in client.get("/garments").text
    client.post(f"/garments/{tote.id}/away")
    assert "No longer made" not in client.get("/garments").text
