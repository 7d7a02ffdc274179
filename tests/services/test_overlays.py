"""The pieces of two revisions over each other, from the newest DXF file beside each."""

import io

import pytest

from app.errors import NotFound
from app.services import files, overlays
from tests import cast
from tests.services.formats.drawings import FRONT, make_dxf


def test_draws_the_base_size_of_the_newest_files(session, tmp_path):
    shirt = cast.make_shirt(session)
    first, second = shirt.revisions[0], cast.make_sleeves_shorter(session, shirt)
    _lay(session, tmp_path, first, "old.DXF", make_dxf(("FRONT", "M", FRONT), ("FRONT", "L", FRONT)))
    _lay(session, tmp_path, second, "wrong.dxf", b"nothing")
    _lay(session, tmp_path, second, "new.dxf", make_dxf(("FRONT", "M", FRONT), ("CUFF", None, FRONT)))

    picture = overlays.draw_overlay(first, second, folder=tmp_path).decode()

    assert "pieces of revision 1 in grey, of revision 2 in blue" in picture
    assert "FRONT, M<" in picture
    assert "CUFF: new" in picture
    assert "FRONT, L" not in picture
    assert "FRONT, L: gone" in overlays.draw_overlay(first, second, folder=tmp_path, size="L").decode()


def test_shows_a_size_that_changed_and_of_those_the_base_size_first(session, tmp_path):
    drawings = _lay_both(session, tmp_path, ("FRONT", "s", FRONT), ("FRONT", "M", FRONT), ("FRONT", "XL", FRONT))

    assert drawings.sizes == ("S", "M", "XL")
    assert drawings.choose_size(None, {"L", "XL"}, "M") == "XL"
    assert drawings.choose_size(None, {"S", "M"}, "M") == "M"
    assert drawings.choose_size(None, set(), "M") == "M"
    assert drawings.choose_size("S", {"XL"}, "M") == "S"
    assert drawings.choose_size("XXL", {"XL"}, "M") == "XL"
    assert drawings.choose_size(None, set(), "L") == "S"


def test_where_no_piece_names_a_size_none_is_chosen(session, tmp_path):
    drawings = _lay_both(session, tmp_path, ("FRONT", None, FRONT))

    assert (drawings.sizes, drawings.choose_size("M", {"M"}, "M")) == ((), None)


def test_says_of_which_revision_the_units_are_missing(session, tmp_path):
    drawings = _lay_both(session, tmp_path, ("FRONT", "M", FRONT), units=None)

    assert drawings.unmeasured == ("2",)
    assert drawings.unmeasured_sentence == "The DXF file of revision 2 does not say its units."


def test_says_why_there_is_nothing_to_see(session, tmp_path):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)
    _lay(session, tmp_path, shirt.revisions[0], "old.dxf", b"nothing")
    assert overlays.find_drawings(shirt.revisions[0], draft, folder=tmp_path) is None
    _lay(session, tmp_path, draft, "new.dxf", make_dxf(("FRONT", "M", FRONT)))

    assert "This is no DXF file" in overlays.find_drawings(shirt.revisions[0], draft, folder=tmp_path).refusal


def test_says_which_revision_has_no_drawing(session, tmp_path):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)
    _lay(session, tmp_path, shirt.revisions[0], "old.dxf", make_dxf(("FRONT", "M", FRONT)))

    with pytest.raises(NotFound, match="No DXF file lies beside revision 2"):
        overlays.draw_overlay(shirt.revisions[0], draft, folder=tmp_path)


def _lay_both(session, folder, *pieces, units="METRIC"):
    """What is told of two drawings, of which the second one has these pieces."""
    shirt = cast.make_shirt(session)
    first, second = shirt.revisions[0], cast.make_sleeves_shorter(session, shirt)
    _lay(session, folder, first, "old.dxf", make_dxf(("BACK", None, FRONT)))
    _lay(session, folder, second, "new.dxf", make_dxf(*pieces, units=units))
    return overlays.find_drawings(first, second, folder=folder)


def _lay(session, folder, revision, name, content):
    with files.keeping(folder, io.BytesIO(content)) as kept:
        files.add_file(session, revision, kept, name=name)
        session.flush()
