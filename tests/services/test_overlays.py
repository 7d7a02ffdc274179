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


def test_says_which_revision_has_no_drawing(session, tmp_path):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)
    _lay(session, tmp_path, shirt.revisions[0], "old.dxf", make_dxf(("FRONT", "M", FRONT)))

    with pytest.raises(NotFound, match="No DXF file lies beside revision 2"):
        overlays.draw_overlay(shirt.revisions[0], draft, folder=tmp_path)


def _lay(session, folder, revision, name, content):
    with files.keeping(folder, io.BytesIO(content)) as kept:
        files.add_file(session, revision, kept, name=name)
        session.flush()
