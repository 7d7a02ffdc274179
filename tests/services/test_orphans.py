"""Files that no row knows are taken away once they are old, and no others."""

import os
import time
from pathlib import Path

from app.services.orphans import remove_orphans


def test_what_is_old_and_unknown_is_taken_away(tmp_path):
    for name, age in (("old", 7200), ("fresh", 60), ("known", 7200)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)

    assert remove_orphans(tmp_path, {"known"}) == 1

    assert {path.name for path in tmp_path.iterdir()} == {"fresh", "known"}, "the row of a fresh one may be on its way"
    assert remove_orphans(tmp_path / "nowhere", set()) == 0


def test_what_goes_by_itself_meanwhile_holds_up_no_other(tmp_path, monkeypatch):
    (tmp_path / "old").touch()
    os.utime(tmp_path / "old", (0, 0))
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter((folder / "gone", folder / "old")))

    assert remove_orphans(tmp_path, set()) == 1
