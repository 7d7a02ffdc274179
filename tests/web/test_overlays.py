"""The pieces of two revisions, drawn over each other beside their comparison."""

from decimal import Decimal

from app.services import points_of_measure, revisions
from tests import cast
from tests.services.formats.drawings import FRONT, make_dxf
from tests.web.conftest import lay_file


def test_the_pieces_of_two_revisions_are_shown_over_each_other(client, revision, sign_in):
    sign_in()
    place = f"/garments/{revision.garment_id}/revisions"
    assert "pieces.svg" not in client.get(f"{place}/1/compare/2").text
    assert client.get(f"{place}/1/compare/2/pieces.svg").status_code == 404
    for number in (1, 2):
        lay_file(client, f"{place}/{number}/files", make_dxf(("<b>FRONT</b>", "M", FRONT)), "front.dxf")

    picture = client.get(f"{place}/1/compare/2/pieces.svg")

    assert "1/compare/2/pieces.svg" in client.get(f"{place}/1/compare/2").text
    assert picture.mimetype == "image/svg+xml"
    assert picture.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "&lt;b&gt;FRONT&lt;/b&gt;" in picture.text


def test_the_pieces_are_shown_in_a_size_that_changed_or_any_other(client, session, sign_in):
    sign_in()
    shirt = cast.make_shirt(session)
    sleeve = points_of_measure.get_point_of_measure(shirt, "D1")
    revisions.change_measure(session, revisions.draft_revision(session, shirt), sleeve, per_size={"L": Decimal(5)})
    place = f"/garments/{shirt.id}/revisions"
    session.commit()
    for number in (1, 2):
        drawn = make_dxf(("FRONT", "M", FRONT), ("FRONT", "L", FRONT))
        lay_file(client, f"{place}/{number}/files", drawn, "front.dxf")

    page = client.get(f"{place}/1/compare/2").text
    other = client.get(f"{place}/1/compare/2?size=M").text

    assert "pieces.svg?size=L" in page
    assert "in size L." in page
    assert "compare/2?size=M#pieces" in page
    assert "pieces.svg?size=M" in other
    assert "in size M, the base size." in other
    assert "FRONT, L<" in client.get(f"{place}/1/compare/2/pieces.svg?size=L").text


def test_of_a_drawing_that_does_not_say_its_units_they_are_asked(client, revision, sign_in):
    sign_in()
    place = f"/garments/{revision.garment_id}/revisions"
    for number, units in ((1, "METRIC"), (2, None)):
        lay_file(client, f"{place}/{number}/files", make_dxf(("FRONT", "M", FRONT), units=units), "front.dxf")

    asked = client.get(f"{place}/1/compare/2").text
    answered = client.get(f"{place}/1/compare/2?units=english").text

    assert "The DXF file of revision 2 does not say its units." in asked
    assert "pieces.svg" not in asked
    assert "units=english#pieces" in asked
    assert "pieces.svg?size=M&amp;units=english" in answered
    assert client.get(f"{place}/1/compare/2/pieces.svg?units=english").status_code == 200
    assert client.get(f"{place}/1/compare/2/pieces.svg?units=ells").status_code == 422


def test_a_drawing_that_cannot_be_read_says_why(client, revision, sign_in):
    sign_in()
    place = f"/garments/{revision.garment_id}/revisions"
    for number in (1, 2):
        lay_file(client, f"{place}/{number}/files", b"nothing", "front.dxf")
    page = client.get(f"{place}/1/compare/2").text
    assert ("This is no DXF file" in page, "pieces.svg" in page) == (True, False)

    refused = client.get(f"{place}/1/compare/2/pieces.svg")

    assert refused.status_code == 422
    assert "This is no DXF file" in refused.text
