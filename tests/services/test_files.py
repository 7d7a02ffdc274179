"""Files beside a revision: kept under a random name, hashed, limited, never found by another revision."""

import hashlib
import io
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotFound, RuleError
from app.models import NAME_MAX
from app.services import audit, files
from tests import cast


def test_a_file_lies_under_a_random_name_and_only_its_owner_reads_it(session, tmp_path):
    revision = cast.make_shirt(session).revisions[0]

    file = _add(session, tmp_path, revision, "front.dxf", b"0\nSECTION")

    path = files.find_path(tmp_path, file)
    assert path.read_bytes() == b"0\nSECTION"
    assert "front" not in path.name
    assert path.suffix == ""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (file.name, file.size, file.sha256) == ("front.dxf", 9, hashlib.sha256(b"0\nSECTION").hexdigest())


def test_what_does_not_end_well_leaves_no_bytes(tmp_path):
    def break_off() -> None:
        with files.keeping(tmp_path, io.BytesIO(b"x")):
            raise RuleError("No.")

    with pytest.raises(RuleError):
        break_off()

    assert list((tmp_path / files.FOLDER).iterdir()) == []


@pytest.mark.parametrize(
    "content, sentence", [(b"", "This file is empty"), (b"x" * 11, "A file may have 0 MB at most")]
)
def test_refuses_what_is_empty_or_too_large(tmp_path, monkeypatch, content, sentence):
    monkeypatch.setattr(files, "FILE_MAX", 10)

    with pytest.raises(RuleError, match=sentence), files.keeping(tmp_path, io.BytesIO(content)):
        pass

    assert list((tmp_path / files.FOLDER).iterdir()) == []


@pytest.mark.parametrize(
    "limit, value, sentence",
    [("FILES_MAX", 1, "Revision 1 has 1 files already"), ("TOTAL_MAX", 5, "would be more than 0 MB")],
)
def test_nobody_fills_the_disk(session, tmp_path, monkeypatch, limit, value, sentence):
    revision = cast.make_shirt(session).revisions[0]
    _add(session, tmp_path, revision, "one.pdf", b"one")
    monkeypatch.setattr(files, limit, value)

    with pytest.raises(RuleError, match=sentence):
        _add(session, tmp_path, revision, "two.pdf", b"two")

    assert len(list((tmp_path / files.FOLDER).iterdir())) == 1


def test_a_file_of_another_revision_does_not_exist(session, tmp_path):
    shirt = cast.make_shirt(session)
    file = _add(session, tmp_path, shirt.revisions[0], "front.dxf", b"x")
    draft = cast.make_sleeves_shorter(session, shirt)
    session.flush()

    with pytest.raises(NotFound):
        files.get_file(draft, file.id)


@pytest.mark.parametrize(
    "given_name, kept",
    [
        ("../../etc/passwd", "passwd"), ("C:\\patterns\\front.DXF", "front.DXF"), ("a\0b\r\n.pdf", "ab  .pdf"),
        ("..", "file"), ("", "file"), ('x<">|?*:.rul', "x-------.rul"), ("袖.dxf", "袖.dxf"),
        ("\u202egpj.exe", "gpj.exe"), (".htaccess", "htaccess"), (f"{'n' * 300}.dxf", f"{'n' * 116}.dxf"),
    ],
)  # fmt: skip
def test_a_name_is_a_name_and_never_a_path(given_name, kept):
    assert files.clean_name(given_name) == kept


@given(st.text(st.characters(exclude_categories=[])))
def test_every_name_can_be_saved_anywhere(name):
    kept = files.clean_name(name)

    assert 0 < len(kept) <= NAME_MAX
    assert not set(kept) & set('/\\<>:"|?*\0\n\r')
    assert kept.encode()


def test_a_removed_file_leaves_its_name_its_hash_and_who_removed_it(session, tmp_path):
    revision = cast.make_shirt(session).revisions[0]
    file = _add(session, tmp_path, revision, "front.dxf", b"x")

    files.remove_file(session, file, user=cast.make_user(session))
    files.drop_bytes(tmp_path, file.stored_as)

    assert (revision.files_here, file.name, file.removed_by) == ([], "front.dxf", "Mia")
    assert audit.list_events(session, revision)[-1].details["sha256"] == file.sha256
    assert list((tmp_path / files.FOLDER).iterdir()) == []
    with pytest.raises(NotFound):
        files.get_file(revision, file.id)
    with pytest.raises(NotFound):
        files.remove_file(session, file)


def test_who_comes_by_a_link_removes_what_came_by_it_and_nothing_else(session, tmp_path):
    sent = cast.send_and_receive(session, cast.make_sleeves_shorter(session, cast.make_shirt(session)))
    revision = sent.packet.revision
    own = _add(session, tmp_path, revision, "front.dxf", b"x", packet=sent.packet)
    other = _add(session, tmp_path, revision, "marker.pdf", b"y", user=cast.make_user(session))

    with pytest.raises(RuleError, match="is Mia’s: ask the label to remove it"):
        files.remove_file(session, other, packet=sent.packet)

    assert files.remove_file(session, own, packet=sent.packet).removed_by == "Ana"


def test_what_was_released_to_cut_goes_only_where_the_label_says_so(session, tmp_path):
    shirt = cast.make_shirt(session)
    file = _add(session, tmp_path, shirt.revisions[0], "front.dxf", b"x")
    cut = cast.make_round(session, shirt, locked=True)
    assert cut.snapshot["files"] == [{"name": "front.dxf", "sha256": file.sha256}]

    with pytest.raises(RuleError, match="part of what was released to cut with Run 1: only the label removes it"):
        files.remove_file(session, file)

    files.remove_file(session, file, although_cut=True)
    assert audit.list_events(session, shirt.revisions[0])[-1].details["although_cut"] is True


def _add(session, folder, revision, name, content, **by):
    with files.keeping(folder, io.BytesIO(content)) as kept:
        file = files.add_file(session, revision, kept, name=name, **by)
        session.flush()
        return file
