"""How the tests are run; their fixtures are in `tests.fixtures`.

A test runs on SQLite; marked `every_database`, it runs on PostgreSQL too: what is about locks, queues, migrations and
the evidence's own SQL. With TOILE_TEST_EVERYTHING=1, as in CI, every test that takes `session` does, unless it
takes `app`, `client` or `runner`.
"""

import gc
import os
import shutil
import sys
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from tests.cluster import CLUSTER, EVERYTHING, Cluster, find_postgresql

pytest_plugins = ["tests.equipment"]

# As with `make test`: each of the processes that tests start would compile Toile anew, and each run the tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

gc.disable()  # until all is imported and collected: nothing of that is garbage

ON_SQLITE = pytest.param("sqlite", id="sqlite")
ON_POSTGRESQL = pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgresql)


MEMORY = Path("/dev/shm")
"""What is thrown away after a test need not reach the disk first: SQLite waits for it at every turn."""

ROOM = 1 << 30
"""Bytes; a run needs a fraction of them."""


def has_room_in_memory() -> bool:
    """Return whether this machine has room for the files of a run in its memory, and nobody wants them elsewhere."""
    return "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM


def pytest_configure(config: pytest.Config) -> None:
    """Agree on the folder of the PostgreSQL cluster; the first test that needs it starts it.

    The process that only hands out tests loads no fixture, and with it nothing of Toile: its workers wait for it.
    """
    is_worker = hasattr(config, "workerinput")
    if not is_worker and has_room_in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if is_worker or config.getoption("dist", "no") == "no":
        config.pluginmanager.import_plugin("tests.fixtures")
    if is_worker:
        config.pluginmanager.set_blocked("terminalreporter")  # it would write line after line to nobody
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
    """Begin with what takes minutes, so that nobody waits for it at the end; let the demo collection's readers follow.

    These stand one upon the other: one worker loads the collection, and none waits for it.
    """
    items.sort(
        key=lambda item: (
            item.get_closest_marker("lasting") is None,
            "demo_data" not in getattr(item, "fixturenames", ()),
        )
    )


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays until the end: modules, tests, the application's map."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep to a worker what nobody reads: the names by which a test is chosen were most of what it reports."""
    if report.passed:
        report.keywords = {}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Have a worker tell how a test went in one message; that its setup began, passed and so on were four more.

    Who asks how long each of these lasted is told all.
    """
    if not hasattr(item.config, "workerinput") or item.config.option.durations:
        return None
    for report in runtestprotocol(item, nextitem=nextitem, log=False):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that agreed on the cluster stops it, after all workers; these have told all, and are gone at once.

    To look once more for garbage, and to put away each thing that it still has, would take a worker seconds.
    """
    if hasattr(config, "workerinput"):
        os._exit(0)
    if CLUSTER in config.stash:
        config.stash[CLUSTER].stop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Choose the databases a test runs on."""
    if "database_url" not in metafunc.fixturenames:
        return
    marked = metafunc.definition.get_closest_marker
    on_both = marked("every_database") or (EVERYTHING and "app" not in metafunc.fixturenames)
    databases = [ON_SQLITE, ON_POSTGRESQL] if on_both and not marked("sqlite") else [ON_SQLITE]
    metafunc.parametrize("database_url", databases, indirect=True)
