"""Fixtures of all tests: a database of its own for whoever asks, and the application on it.

A test that takes `session` runs on SQLite and on PostgreSQL; one that takes `app`, `client` or `runner` on SQLite,
or on both if it is marked `every_database`. Arrange with `session`, commit, then act through `client`.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy.orm import Session

from app import create_app
from app.db import db, make_engine
from tests.databases import Cluster, PostgreSQLDatabases, SQLiteDatabases, find_postgresql

pytest_plugins = ["tests.equipment"]

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


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that agreed on the cluster stops it, after all workers."""
    if CLUSTER in config.stash and not hasattr(config, "workerinput"):
        config.stash[CLUSTER].stop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Choose the databases a test runs on."""
    if "database_url" not in metafunc.fixturenames:
        return
    marked = metafunc.definition.get_closest_marker
    on_both = "app" not in metafunc.fixturenames or marked("every_database")
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


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty database of the test's own."""
    with request.getfixturevalue(f"{request.param}_databases").copy() as url:
        yield url


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    with ExitStack() as stack:
        engine = make_engine(database_url)
        stack.callback(engine.dispose)
        yield stack.enter_context(Session(engine))


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    application = create_app(
        {"TOILE_DATA": str(tmp_path), "TOILE_DATABASE_URL": database_url, "TOILE_SECRET_KEY": "only for tests " * 3}
    )
    application.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield application
    with application.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()
