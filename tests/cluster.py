"""The PostgreSQL that tests run on: a cluster in a folder of its own, where the machine has the server's programs."""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

EVERYTHING = os.environ.get("TOILE_TEST_EVERYTHING") == "1"
"""Whether all that takes a session runs on PostgreSQL too; else only what is marked so."""

OWNERS = ("postgres", "nobody")
"""PostgreSQL refuses to run as root, so root starts it as the first of these that the machine has."""

PATIENCE = "--timeout=600"
"""Seconds until pg_ctl gives up; a minute if it is not told."""

CLUSTER_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c autovacuum=off -c wal_level=minimal -c max_wal_senders=0"
)


def find_postgresql() -> Path | None:
    """Return the folder of PostgreSQL's newest server programs, or None where there are none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    return debian[-1].parent if debian else Path(on_path).parent if on_path else None


@contextmanager
def by_one(lock: Path) -> Iterator[bool]:
    """Tell the first of all workers that it is the one to do this; the others wait, and do it where it failed."""
    done = lock.with_name(f"{lock.name}, done")
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield not done.exists()
        done.touch()


class Cluster:
    """A PostgreSQL cluster in a folder of its own, reached by its socket alone, shared by all test workers.

    The folder lies directly in the temporary directory: its owner cannot pass through pytest's, which is root's.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    @classmethod
    def make_folder(cls) -> "Cluster":
        """Return a cluster that is not started yet."""
        return cls(Path(tempfile.mkdtemp(prefix="toile-postgresql-")))

    def url(self, database: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql+psycopg://toile@/{database}?host={self.folder}"

    def start_once(self, make_template: Callable[[], None]) -> None:
        """Start it and make what its databases are copied from, unless another worker has."""
        with by_one(self.folder / "starting") as is_first:
            if is_first:
                self._start()
        with by_one(self.folder / "making the template") as is_first:
            if is_first:
                make_template()

    def stop(self) -> None:
        """Stop it if it was started and remove its folder."""
        if self.data.exists():
            self._run("pg_ctl", "stop", "--mode=immediate", PATIENCE, f"--pgdata={self.data}")
        shutil.rmtree(self.folder)

    def _start(self) -> None:
        if owner := _owner():
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._run(
            "initdb", "--username=toile", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", self.data
        )
        options = f"{CLUSTER_OPTIONS} -c unix_socket_directories='{self.folder}'"
        log = self.folder / "log"
        started = ("start", "--wait", PATIENCE, f"--pgdata={self.data}", f"--log={log}", f"--options={options}")
        self._run("pg_ctl", *started)

    def _run(self, program: str, *arguments: str | Path) -> None:
        folder = find_postgresql()
        assert folder
        owner = _owner()
        subprocess.run(
            [folder / program, *arguments],
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            user=owner and owner.pw_uid,
            group=owner and owner.pw_gid,
            extra_groups=[] if owner else None,
        )


CLUSTER = pytest.StashKey[Cluster]()
"""Where the run keeps the cluster that all its workers share."""


def _owner() -> pwd.struct_passwd | None:
    """Return the account a cluster started by root belongs to; everybody else's belongs to themselves."""
    if os.geteuid() != 0:
        return None
    return next(account for account in pwd.getpwall() if account.pw_name in OWNERS)
