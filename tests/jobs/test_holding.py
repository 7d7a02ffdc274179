"""A job whose worker died or was stopped is known by what it left behind; one that is over leaves nothing."""

import signal
import subprocess
import sys

import pytest
from sqlalchemy.exc import OperationalError

from app.jobs import holding
from app.jobs.holding import list_left
from app.services.jobs import Superseded
from tests.equipment import ROOT


def test_who_is_at_a_job_holds_it_and_leaves_nothing(tmp_path):
    with holding.holding(str(tmp_path), 7) as hold:
        assert not hold.is_ours
        hold.keep(1)
        assert list_left(str(tmp_path)) == {}
        with holding.holding(str(tmp_path), 7) as other:
            other.keep(2)
            assert not other.is_ours
    assert list(tmp_path.glob("*/*")) == []


def test_who_is_killed_leaves_the_job(tmp_path):
    program = (
        "import sys, time; from app.jobs.holding import holding\n"
        f"with holding({str(tmp_path)!r}, 7) as hold:\n    hold.keep(1); print(flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        assert list_left(str(tmp_path)) == {}
        process.send_signal(signal.SIGKILL)

    assert list_left(str(tmp_path)) == {7: 1}
    with holding.holding(str(tmp_path), 7) as hold:
        assert hold.left_at == 1
        assert list_left(str(tmp_path)) == {}
    assert list_left(str(tmp_path)) == {}


@pytest.mark.parametrize("end", [KeyboardInterrupt(), OperationalError("BEGIN", None, Exception("gone"))])
def test_who_is_stopped_leaves_the_job(tmp_path, end):
    with pytest.raises(type(end)):
        end_by(end, str(tmp_path))

    assert list_left(str(tmp_path)) == {7: 1}


@pytest.mark.parametrize("end", [KeyError("a fault"), Superseded("Job 7 is no longer at attempt 1.")])
def test_what_broke_off_or_was_taken_over_is_left_by_nobody(tmp_path, end):
    with pytest.raises(type(end)):
        end_by(end, str(tmp_path))

    assert list_left(str(tmp_path)) == {}
    assert list(tmp_path.glob("*/*")) == []


def test_who_goes_on_holds_the_job_at_the_next_attempt(tmp_path):
    for attempt in (1, 12):
        with pytest.raises(KeyboardInterrupt):
            end_by(KeyboardInterrupt(), str(tmp_path), attempt)

    assert list_left(str(tmp_path)) == {7: 12}


def test_a_hold_that_tells_no_attempt_is_left_at_none(tmp_path):
    (tmp_path / "working").mkdir()
    (tmp_path / "working" / "7").touch()

    assert list_left(str(tmp_path)) == {7: None}


def test_what_only_looked_at_a_job_holds_nothing(tmp_path):
    with holding.holding(str(tmp_path), 7):
        assert list(tmp_path.iterdir()) == []


def test_without_locks_hearts_alone_tell(tmp_path, monkeypatch):
    monkeypatch.setattr(holding, "_has_locks", False)

    with holding.holding(str(tmp_path), 7) as hold:
        hold.keep(1)
        assert not hold.is_ours
    assert list_left(str(tmp_path)) == {}


def end_by(end, data, attempt=1):
    """Be at a job until something ends it."""
    with holding.holding(data, 7) as hold:
        hold.keep(attempt)
        raise end


def test_a_hold_gets_its_name_once_it_is_locked(tmp_path, monkeypatch):
    seen, lock = [], holding.fcntl.flock

    def look_before_it_is_locked(*rest):
        monkeypatch.setattr(holding.fcntl, "flock", lock)
        seen.append(list_left(str(tmp_path)))
        holding.fcntl.flock(*rest)

    with holding.holding(str(tmp_path), 7) as hold:
        monkeypatch.setattr(holding.fcntl, "flock", look_before_it_is_locked)
        hold.keep(1)
        seen.append(list_left(str(tmp_path)))

    assert seen == [{}, {}]
    assert not any((tmp_path / "working").iterdir())
