"""Two drawings over each other: what did not change lies together, what moved is seen."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.formats.dxf_aama import BOUNDARY, Piece, Stroke
from app.services.formats.pieces_svg import NEW, OLD, find_shift, write
from tests.services.formats.drawings import FRONT

SHORTER = (*FRONT[:2], (300, 590), (150, 690), (0, 590))


def test_old_is_grey_under_new_in_colour_and_true_to_scale():
    picture = _read(write([_piece(FRONT)], [_piece(SHORTER)], title="Shirt"))

    under, over = _strokes(picture)
    assert (under[0], over[0]) == (OLD, NEW)
    assert _height(under) - _height(over) == pytest.approx(10, abs=0.2)
    assert under[1][0] == over[1][0]


def test_a_piece_that_was_only_placed_elsewhere_lies_where_it_was():
    placed = [(x + 1234.5, y - 99) for x, y in FRONT]

    under, over = _strokes(_read(write([_piece(FRONT)], [_piece(placed)], title="Shirt")))

    assert under[1] == over[1]


def test_an_edit_is_no_shift():
    assert find_shift(FRONT, SHORTER) == (0, 0)
    assert find_shift(FRONT, [(x + 50, y) for x, y in SHORTER]) in {(50, 0), (50, -10)}
    assert find_shift(FRONT, ((1, 2), (9, 9))) == (0, 0)
    assert find_shift((), ()) == (0, 0)


def test_pieces_are_matched_by_name_and_what_is_new_or_gone_is_said():
    picture = write(
        [_piece(FRONT, "Front"), _piece(FRONT, "Yoke")], [_piece(FRONT, "FRONT"), _piece(FRONT, "Cuff")], title="Shirt"
    ).decode()

    assert "FRONT, M<" in picture
    assert "Cuff, M: new" in picture
    assert "Yoke, M: gone" in picture


def test_many_pieces_stand_in_rows():
    pieces = [_piece(FRONT, f"Piece {number}") for number in range(40)]

    width, height = map(float, _read(write(pieces, pieces, title="Shirt")).get("viewBox").split()[2:])

    assert width <= 1600
    assert height > 3 * 700


@given(st.text(st.characters(exclude_categories=[]), max_size=40), st.text(max_size=20))
def test_no_name_breaks_the_picture_or_runs_in_it(name, title):
    picture = _read(write([], [_piece(FRONT, name), _piece(FRONT, f"<script>{name}")], title=title))

    assert {element.tag.rpartition("}")[2] for element in picture.iter()} <= {
        "svg",
        "title",
        "g",
        "text",
        "path",
        "circle",
    }


def _piece(corners, name="Front", size="M"):
    return Piece(name, size, (Stroke(BOUNDARY, (*corners, corners[0])),))


def _read(picture):
    return ElementTree.fromstring(picture)


def _strokes(picture):
    """The colour of each stroke with its places."""
    found = []
    for group in picture.iter("{http://www.w3.org/2000/svg}g"):
        for path in group.findall("{http://www.w3.org/2000/svg}path"):
            places = [tuple(map(float, place.split())) for place in path.get("d")[1:].split(" L")]
            found.append((group.get("stroke"), places))
    return found


def _height(stroke):
    return max(y for _, y in stroke[1]) - min(y for _, y in stroke[1])
