"""Throw-away databases: a migrated template per worker, copied for every test that asks for one."""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from app.db import migrate
from app.models import Base
from tests.arranged import Arrangement, Copies

EVERYTHING = os.environ.get("TOILE_TEST_EVERYTHING") == "1"
"""Whether all that takes a session runs on PostgreSQL too; else only what is marked so."""

OWNERS = ("postgres", "nobody")
"""PostgreSQL refuses to run as root, so root starts it as the first of these that the machine has."""

CLUSTER_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c autovacuum=off -c wal_level=minimal -c max_wal_senders=0"
)


def find_postgresql() -> Path | None:
    """Return the folder of PostgreSQL's newest server programs, or None where there are none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    return debian[-1].parent if debian else Path(on_path).parent if on_path else None


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

    def start_once(self) -> None:
        """Start it unless another worker has."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.data.exists():
                self._start()

    def stop(self) -> None:
        """Stop it if it was started and remove its folder."""
        if self.data.exists():
            self._run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={self.data}")
        shutil.rmtree(self.folder)

    def _start(self) -> None:
        if owner := _owner():
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._run(
            "initdb", "--username=toile", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", self.data
        )
        options = f"{CLUSTER_OPTIONS} -c unix_socket_directories='{self.folder}'"
        log = self.folder / "log"
        self._run("pg_ctl", "start", "--wait", f"--pgdata={self.data}", f"--log={log}", f"--options={options}")

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


def _owner() -> pwd.struct_passwd | None:
    """Return the account a cluster started by root belongs to; everybody else's belongs to themselves."""
    if os.geteuid() != 0:
        return None
    return next(account for account in pwd.getpwall() if account.pw_name in OWNERS)


class SQLiteDatabases:
    """Copies of one migrated SQLite file; a path is used again, so that its engine can be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.db"
        self.numbers = count(1)
        self.free: list[Path] = []
        self.copies = Copies(folder)
        self.arrangements: dict[str, Arrangement] = {}
        migrate(f"sqlite:///{self.template}")

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Lend the address of a fresh copy."""
        path = self.free.pop() if self.free else self.folder / f"{next(self.numbers)}.db"
        shutil.copyfile(self.template, path)
        url = f"sqlite:///{path}"
        self.arrangements[url] = Arrangement(path, self.copies)
        yield url
        for file in self.folder.glob(f"{path.name}*"):
            file.unlink()
        self.free.append(path)


class PostgreSQLDatabases:
    """One migrated PostgreSQL database per worker, emptied after each test: copying one takes ten times as long."""

    def __init__(self, cluster: Cluster, worker: str) -> None:
        self.cluster = cluster
        self.worker = worker
        self.numbers = count(1)
        self.clean: str | None = None
        cluster.start_once()
        self.server: Engine = create_engine(cluster.url("postgres"), isolation_level="AUTOCOMMIT")

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Lend the address of an empty, migrated database."""
        self.clean = self.clean or self._make()
        database, self.clean = self.clean, None
        yield self.cluster.url(database.name)
        if database.empty():
            self.clean = database
        else:
            database.engine.dispose()
            self._execute(f"DROP DATABASE {database.name} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the server."""
        if self.clean:
            self.clean.engine.dispose()
        self.server.dispose()

    def _make(self) -> "PostgreSQLDatabase":
        name = f"test_{self.worker}_{next(self.numbers)}"
        self._execute(f"CREATE DATABASE {name}")
        migrate(self.cluster.url(name))
        return PostgreSQLDatabase(name, create_engine(self.cluster.url(name)))

    def _execute(self, statement: str) -> None:
        with self.server.connect() as connection:
            connection.execute(text(statement))


class PostgreSQLDatabase:
    """A migrated database that is emptied after each test."""

    FILLED = " UNION ALL ".join(
        f"SELECT '{table.name}' WHERE EXISTS (SELECT FROM \"{table.name}\")" for table in Base.metadata.sorted_tables
    )

    def __init__(self, name: str, engine: Engine) -> None:
        self.name = name
        self.engine = engine
        self.version = self._version()

    def empty(self) -> bool:
        """Empty it of its rows; False where its tables are other ones now or somebody still holds them."""
        try:
            if self._version() != self.version:
                return False
            with self.engine.begin() as connection:
                connection.execute(text("SET lock_timeout = 500"))
                if tables := connection.scalars(text(self.FILLED)).all():
                    names = ", ".join(f'"{name}"' for name in tables)
                    connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        except DBAPIError:
            return False
        return True

    def _version(self) -> str | None:
        with self.engine.connect() as connection:
            return connection.scalar(text("SELECT version_num FROM alembic_version"))
