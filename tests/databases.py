"""Throw-away databases: copies of a template that is migrated once for all workers."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from app.migrating import migrate
from app.models import Base
from tests.arranged import Arrangement, Copies
from tests.cluster import Cluster


class SQLiteDatabases:
    """Copies of one migrated SQLite file; a path is used again, so that its engine can be."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.folder = folder
        self.template = template
        self.numbers = count(1)
        self.free: list[Path] = []
        self.copies = Copies(folder)
        self.arrangements: dict[str, Arrangement] = {}

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Lend the address of a fresh copy."""
        path = self.free.pop() if self.free else self.folder / f"{next(self.numbers)}.db"
        shutil.copyfile(self.template, path)
        url = f"sqlite:///{path}"
        self.arrangements[url] = Arrangement(path, self.copies)
        yield url
        for ending in ("", "-wal", "-shm", "-journal"):
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
        self.free.append(path)


class PostgreSQLDatabases:
    """One migrated PostgreSQL database per worker, emptied after each test: copying one takes ten times as long."""

    TEMPLATE = "migrated"

    def __init__(self, cluster: Cluster, worker: str) -> None:
        self.cluster = cluster
        self.worker = worker
        self.numbers = count(1)
        self.clean: str | None = None
        self.server: Engine = create_engine(cluster.url("postgres"), isolation_level="AUTOCOMMIT")
        cluster.start_once(self._make_template)

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

    def _make_template(self) -> None:
        self._execute(f"DROP DATABASE IF EXISTS {self.TEMPLATE} WITH (FORCE)")  # of a worker that came no further
        self._execute(f"CREATE DATABASE {self.TEMPLATE}")
        migrate(self.cluster.url(self.TEMPLATE))

    def _make(self) -> "PostgreSQLDatabase":
        name = f"test_{self.worker}_{next(self.numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {self.TEMPLATE}")
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
