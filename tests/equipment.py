"""What the machine offers to the tests; what is missing is named at the end, with the command that provides it."""

import os
import shutil
from pathlib import Path

import pytest

from tests.cluster import EVERYTHING, find_postgresql

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "feedback-gold"
"""The labelled comments; they are nowhere but on the machines of those who develop Toile."""

NO_SKIPS = os.environ.get("TOILE_TEST_NO_SKIPS") == "1"


def find_chromium() -> str | None:
    """Return Chromium's program, or None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def find_office() -> str | None:
    """Return LibreOffice's program, or None where there is none; nothing of Toile needs it."""
    return shutil.which("soffice")


def _missing() -> dict[str, str]:
    """Return, per marker, what this machine lacks and the command that provides it."""
    missing = {}
    if not find_postgresql():
        missing["postgresql"] = "PostgreSQL's server programs are missing: apt-get install postgresql"
    if not find_chromium():
        missing["browser"] = "Chromium is missing: apt-get install chromium"
    return missing


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what the machine cannot run; leave out what reads the labelled comments or has LibreOffice read."""
    missing = _missing()
    is_here = {"gold": GOLD.is_dir(), "office": find_office(), "thorough": EVERYTHING}
    absent = {marker for marker in is_here if not is_here[marker]}
    kept, left_out = [], []
    for item in items:
        markers = {mark.name for mark in item.iter_markers()}
        for marker in missing.keys() & markers:
            item.add_marker(pytest.mark.skip(reason=missing[marker]))
        (left_out if absent & markers else kept).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def _skipped(config: pytest.Config) -> dict[str, int]:
    """Return how many tests were skipped for each reason."""
    counts: dict[str, int] = {}
    for report in config.pluginmanager.get_plugin("terminalreporter").stats.get("skipped", []):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        counts[reason] = counts.get(reason, 0) + 1
    return counts


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With TOILE_TEST_NO_SKIPS=1 a skipped test is a failed run."""
    if NO_SKIPS and not hasattr(session.config, "workerinput") and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """End with the list of what was not run, and why."""
    skipped = _skipped(config)
    if skipped:
        terminalreporter.section(
            "skipped, a failure here" if NO_SKIPS else "skipped", yellow=not NO_SKIPS, red=NO_SKIPS
        )
        for reason, number in sorted(skipped.items()):
            terminalreporter.line(f"{number:4} × {reason}")
    if not GOLD.is_dir():
        terminalreporter.line("Left out: tests marked “gold”; the labelled comments are not beside the project.")
    if not find_office():
        terminalreporter.line("Left out: tests marked “office”; LibreOffice is not on this machine.")
    if not EVERYTHING:
        terminalreporter.line(
            "Left out: the services once more on PostgreSQL, tests marked “thorough”; "
            "TOILE_TEST_EVERYTHING=1 make test runs them."
        )
