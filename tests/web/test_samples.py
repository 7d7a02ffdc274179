"""Fit samples on screen: beside the spec, with photos, leading on to the next draft."""

import re
from decimal import Decimal
from io import BytesIO

from tests import cast
from tests.services import pictures
from tests.web.conftest import get_revision
from tests.web.open_pages import open_page


def test_a_sample_is_shown_beside_the_spec_with_its_photos_and_its_approval_names_it(client, session, draft, sign_in):
    sign_in()
    revision = get_revision(session)
    revision.garment.points_of_measure[0].tolerance_plus_mm = Decimal(5)
    cast.send_and_receive(session, revision)
    session.commit()
    tried = {"verdict": "accepted", "size": "M", "measured-D1": "58,7", "tried_on_by": "Lea"}

    no_picture = client.post(f"{draft}/samples", data=tried | {"photos": (BytesIO(b"GIF89a"), "front.gif")})
    assert (no_picture.status_code, "“front.gif” is not kept" in no_picture.text) == (422, True)
    assert not get_revision(session).samples
    both = [(BytesIO(pictures.jpeg()), "front.jpg"), (BytesIO(pictures.png()), "back.png")]
    assert client.post(f"{draft}/samples", data=tried | {"photos": both}).status_code == 303
    assert "Worth a look: The sample in M was accepted with sleeve" in client.get(draft).text
    client.post(f"{draft}/approve")

    page = re.sub(r"\s+", " ", client.get(draft).text)
    assert "<td>58.00</td> <td>58.70</td>" in page
    assert "▲ +0.70 <span" in page
    assert "by Mia, on the sample in M." in page
    (sample,) = get_revision(session).samples
    assert len(sample.photos) == 2
    assert client.get(f"/samples/photos/{sample.photos[0].name}/small").mimetype == "image/jpeg"
    assert client.get("/samples/photos/nothing/small").status_code == 404
    first = sample.photos[0].name
    client.post(f"/samples/photos/{first}/erase")
    assert client.get(f"/samples/photos/{first}/small").status_code == 404
    assert len(get_revision(session).samples[0].photos) == 1


def test_a_sample_with_changes_leads_on_to_the_next_draft(client, session, draft, sign_in):
    sign_in()
    cast.send_and_receive(session, get_revision(session))
    session.commit()

    answer = client.post(f"{draft}/samples", data={"verdict": "with_changes", "notes": "Half a centimetre more."})

    assert answer.location.endswith("/revisions/3")
    assert get_revision(session, 3).predecessor.number == 2


def test_the_size_that_a_sample_is_missing_in_is_offered_first(client, session, shirt, sign_in):
    sign_in()
    page = client.post(f"/garments/{shirt.id}/revisions/draft").location
    client.post(f"{page}/lines", data={"pom": "D3", "by-L": "0.5", "by-XL": "1"})
    session.rollback()
    cast.send_and_receive(session, get_revision(session))
    session.commit()

    assert '<option value="L" selected>' in client.get(page).text
    client.post(f"{page}/samples", data={"verdict": "accepted", "size": "L"})
    assert '<option value="XL" selected>' in client.get(page).text


def test_a_sample_is_waived_with_a_reason_only(client, session, draft, sign_in):
    sign_in()
    cast.send_and_receive(session, get_revision(session))
    session.commit()

    answer = client.post(f"{draft}/samples", data={"verdict": "waived", "notes": ""})

    assert answer.status_code == 422
    assert "A sample is waived with a reason." in answer.text


def test_what_no_sample_measures_is_kept_once_it_is_said_that_it_is_so(client, session, draft, sign_in):
    sign_in()
    cast.send_and_receive(session, get_revision(session))
    session.commit()
    tried = {"verdict": "accepted", "size": "M", "measured-D1": "635"}

    asked = client.post(f"{draft}/samples", data=tried)

    question = "Sleeve length from shoulder: 635.0 cm, where 58.0 cm is asked for."
    assert (asked.status_code, question in asked.text) == (422, True)
    assert not get_revision(session).samples
    client.post(f"{draft}/samples", data=tried | {"sure": re.search(r'name="sure" value="([^"]+)"', asked.text)[1]})
    assert get_revision(session).samples[0].measures[0].value_mm == 6350


def test_what_was_read_wrong_on_a_sample_is_measured_again(client, session, draft, sign_in):
    sign_in()
    cast.send_and_receive(session, get_revision(session))
    session.commit()
    client.post(f"{draft}/samples", data={"verdict": "accepted", "size": "M", "measured-D1": "53.5"})
    place = f"{draft}/samples/{get_revision(session).samples[0].id}/measures"
    opened = open_page(client, draft, sends_to=place)
    assert opened["again-D1"] == "53.50"

    unread = client.post(place, data=opened | {"again-D1": "long"})
    assert (unread.status_code, unread.text.count('value="long"')) == (422, 1)
    assert client.post(place, data=opened | {"again-D1": "58.5"}).location.endswith("/revisions/2#samples")

    assert "<td>58.50</td>" in client.get(draft).text
    late = client.post(place, data=opened | {"again-D1": "59"})
    assert (late.status_code, "D1: “58.50” was written here meanwhile." in late.text) == (422, True)
    client.post(place, data=open_page(client, draft, sends_to=place) | {"again-D1": ""})
    session.rollback()
    assert get_revision(session).samples[0].measures == []
