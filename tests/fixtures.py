"""Fixtures of all tests: a database of its own for whoever asks, and the application on it.

Arrange with `session`, commit, then act through `client`.
"""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db import db, make_engine
from app.jobs import progress
from app.migrating import migrate
from app.services import accounts
from nlp import tagging
from tests.applications import let_go, serving_app
from tests.cluster import CLUSTER, EVERYTHING, by_one
from tests.databases import PostgreSQLDatabases, SQLiteDatabases

# Speed is measured by the benchmarks: a test is not wrong because the machine was busy.
settings.register_profile(
    "unhurried", deadline=None, max_examples=100 if EVERYTHING else 25, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")

progress.GIVEN_WAY = 0.0  # nobody else waits for a test's database
import_module("app.db").JOURNAL_TIMEOUT_MS = 1  # who still reads is the test itself


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run have in common."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[SQLiteDatabases]:
    template = shared / "template.db"
    with by_one(shared / "migrating") as is_first:
        if is_first:
            migrate(f"sqlite:///{template}")
    folder = tmp_path_factory.mktemp("sqlite")
    yield SQLiteDatabases(folder, template)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgresql_databases(request: pytest.FixtureRequest) -> Iterator[PostgreSQLDatabases]:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    databases = PostgreSQLDatabases(request.config.stash[CLUSTER], worker)
    yield databases
    databases.close()


@pytest.fixture(scope="session", autouse=True)
def hash_quickly() -> Iterator[None]:
    """Passwords of tests are nobody's secret: hashing them as carefully as real ones would take half the time."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_hasher", quick)
        yield


class _Raising(logging.Handler):
    """Raises what the reader stumbles over, and would else only tell in the log."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            raise record.exc_info[1]


@pytest.fixture(scope="session", autouse=True)
def stumble_aloud() -> Iterator[None]:
    """No test passes in silence because the reader could not read its comment."""
    raising = _Raising()
    tagging.logger.addHandler(raising)
    yield
    tagging.logger.removeHandler(raising)


@pytest.fixture(scope="session")
def compiled_templates(shared: Path) -> FileSystemBytecodeCache:
    """Templates compiled once for all applications of all workers."""
    folder = shared / "templates"
    folder.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


@pytest.fixture(scope="session")
def demo_data(shared: Path) -> Path:
    """A data folder with the demo collection, loaded by its command, once for all workers; copy it before use."""
    folder = shared / "demo"
    with by_one(shared / "demo loading") as is_first:
        if is_first:
            command = [sys.executable, "-m", "app.cli", "demo", "--load"]
            data = {"TOILE_DATA": str(folder), "TOILE_DATABASE_URL": ""}
            subprocess.run(
                command, check=True, capture_output=True, cwd=Path(__file__).parent.parent, env={**os.environ, **data}
            )
    return folder


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty database of the test's own."""
    with request.getfixturevalue(f"{request.param}_databases").copy() as url:
        yield url


@pytest.fixture(scope="session")
def engines() -> Iterator[dict[str, Engine]]:
    """Engines by address: an engine remembers the statements it has compiled."""
    made: dict[str, Engine] = {}
    yield made
    for engine in made.values():
        engine.dispose()


@pytest.fixture
def session(request: pytest.FixtureRequest, database_url: str, engines: dict[str, Engine]) -> Iterator[Session]:
    if database_url not in engines:
        engines[database_url] = make_engine(database_url)
    engine = engines[database_url]
    info = {}
    if engine.dialect.name == "sqlite":
        info["arrangement"] = request.getfixturevalue("sqlite_databases").arrangements.get(database_url)
    with Session(engine, info=info) as opened:
        yield opened
    let_go(engine)


@pytest.fixture(scope="session")
def applications() -> Iterator[dict[str, Flask]]:
    """Applications by the address of their database: putting one together takes longer than most tests."""
    made: dict[str, Flask] = {}
    yield made
    for application in made.values():
        with application.app_context():
            for engine in db.engines.values():
                engine.dispose()


@pytest.fixture
def app(
    database_url: str, tmp_path: Path, applications: dict[str, Flask], compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    with serving_app(database_url, tmp_path, applications, compiled_templates) as application:
        yield application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()
