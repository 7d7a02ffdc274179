"""The page on which a garment's season, fabric and seam allowance are said."""

from app.models import Garment
from tests import cast


def test_what_is_said_of_a_garment_is_kept_and_shown_again(client, session, sign_in):
    shirt = cast.make_shirt(session)
    session.commit()
    sign_in()
    place = f"/garments/{shirt.id}/facts"

    kept = client.post(place, data={"season": " Spring 2027 ", "fabric": "Linen", "seam_allowance": "1.5"})

    assert kept.location == f"/garments/{shirt.id}"
    session.rollback()
    found = session.get(Garment, shirt.id)
    assert (found.season, found.fabric, found.cut_for) == ("Spring 2027", "Linen", None)
    assert 'value="1.50 cm"' in client.get(place).text
    client.post(place, data={"seam_allowance": "none"})
    assert 'value="none"' in client.get(place).text
    refused = client.post(place, data={"season": "Autumn", "seam_allowance": "a thumb"})
    assert (refused.status_code, 'value="Autumn"' in refused.text) == (422, True)
    assert "write 1 cm, included or none" in refused.text
