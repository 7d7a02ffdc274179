"""Fixtures of all tests: a database of its own for whoever asks, and the application on it.

A test runs on SQLite; marked `every_database`, it runs on PostgreSQL too: what is about locks, queues, migrations and
the evidence's own SQL. With TOILE_TEST_EVERYTHING=1, as in CI, every test that takes `session` does, unless it
takes `app`, `client` or `runner`. Arrange with `session`, commit, then act through `client`.
"""

import fcntl
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app import create_app
from app.api.security import calls
from app.db import db, make_engine
from app.jobs import progress
from app.queue import JobQueue
from app.services import accounts
from app.web.limiting import limiter
from app.web.spam import lately
from tests.databases import EVERYTHING, Cluster, PostgreSQLDatabases, SQLiteDatabases, find_postgresql

pytest_plugins = ["tests.equipment"]

# Speed is measured by the benchmarks: a test is not wrong because the machine was busy.
settings.register_profile("unhurried", deadline=None, max_examples=100 if EVERYTHING else 25)
settings.load_profile("unhurried")

progress.GIVEN_WAY = 0.0  # nobody else waits for a test's database

CLUSTER = pytest.StashKey[Cluster]()
ON_SQLITE = pytest.param("sqlite", id="sqlite")
ON_POSTGRESQL = pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgresql)


def pytest_configure(config: pytest.Config) -> None:
    """Agree on the folder of the PostgreSQL cluster; the first test that needs it starts it."""
    if hasattr(config, "workerinput"):
        if "cluster" in config.workerinput:
            config.stash[CLUSTER] = Cluster(Path(config.workerinput["cluster"]))
    elif find_postgresql():
        config.stash[CLUSTER] = Cluster.make_folder()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    """Tell each worker where the cluster is."""
    if CLUSTER in node.config.stash:
        node.workerinput["cluster"] = str(node.config.stash[CLUSTER].folder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what reads the demo collection follow one upon the other: one worker loads it, and none waits for it."""
    items.sort(key=lambda item: "demo_data" not in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays until the end: modules, tests, the application's map."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that agreed on the cluster stops it, after all workers."""
    if CLUSTER in config.stash and not hasattr(config, "workerinput"):
        config.stash[CLUSTER].stop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Choose the databases a test runs on."""
    if "database_url" not in metafunc.fixturenames:
        return
    marked = metafunc.definition.get_closest_marker
    on_both = marked("every_database") or (EVERYTHING and "app" not in metafunc.fixturenames)
    databases = [ON_SQLITE, ON_POSTGRESQL] if on_both and not marked("sqlite") else [ON_SQLITE]
    metafunc.parametrize("database_url", databases, indirect=True)


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SQLiteDatabases]:
    folder = tmp_path_factory.mktemp("sqlite")
    yield SQLiteDatabases(folder)
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


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for all applications of a worker."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo collection, loaded by its command, once for all workers; copy it before use."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "loaded").exists():
            data = {"TOILE_DATA": str(folder / "data"), "TOILE_DATABASE_URL": ""}
            command = [sys.executable, "-m", "app.cli", "demo", "--load"]
            subprocess.run(
                command, check=True, capture_output=True, cwd=Path(__file__).parent.parent, env={**os.environ, **data}
            )
            (folder / "loaded").touch()
    return folder / "data"


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


def let_go(engine: Engine) -> None:
    """Close the connections to a file that is replaced after the test; those to PostgreSQL are used again."""
    if engine.dialect.name == "sqlite":
        engine.dispose()


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


@contextmanager
def serving_app(
    database_url: str, folder: Path, applications: dict[str, Flask], compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    """The application with this database and data folder, as if nobody had used it; its connections are closed."""
    settings = {
        "TOILE_DATA": str(folder),
        "TOILE_DATABASE_URL": database_url,
        "TOILE_SECRET_KEY": "only for tests " * 3,
    }
    if database_url not in applications:
        application = applications[database_url] = create_app(settings)
        application.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        application.jinja_env.bytecode_cache = compiled_templates
    application = applications[database_url]
    as_it_was = dict(application.config)
    application.config.update(settings)
    application.extensions["job_queue"] = JobQueue(dict(application.config))
    application.extensions.pop("form_pages", None)
    limiter.reset()
    calls.storage.reset()
    lately.forget()
    yield application
    with application.app_context():
        for engine in db.engines.values():
            let_go(engine)
    application.config.clear()
    application.config.update(as_it_was)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()
