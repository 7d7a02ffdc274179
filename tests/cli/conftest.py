"""Commands as somebody types them, in a data folder of their own."""

import shlex
from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from app.cli import main
from tests.applications import serving_app
from tests.databases import SQLiteDatabases

Toile = Callable[..., Result]


@pytest.fixture
def database_address(sqlite_databases: SQLiteDatabases):
    with sqlite_databases.copy() as url:
        yield url


@pytest.fixture
def toile(tmp_path, monkeypatch, database_address: str) -> Toile:
    """Run a command in an empty folder; an exception that is no refusal fails the test."""
    monkeypatch.setenv("TOILE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TOILE_DATABASE_URL", database_address)
    monkeypatch.chdir(tmp_path)
    runner = CliRunner(catch_exceptions=False)

    def run(*words: str, exits: int = 0, typed: str | None = None) -> Result:
        result = runner.invoke(main, list(words), input=typed, prog_name="toile")
        assert result.exit_code == exits, result.output
        return result

    return run


@pytest.fixture
def begin_with(toile: Toile, database_address: str, sqlite_databases: SQLiteDatabases) -> Callable[..., None]:
    """Have commands make what tests begin with, `begin_with("garments add …", …)`: once, then they are lent a copy.

    They come before all else, and make nothing but rows.
    """
    arrangement = sqlite_databases.arrangements[database_address]

    def make(*commands: str) -> None:
        assert arrangement.steps == ()
        steps = tuple((command, b"") for command in commands)
        if steps in arrangement.copies.kept:
            arrangement.lend(steps)
            return
        for command in commands:
            toile(*shlex.split(command))
        arrangement.keep(steps, b"")

    return make


@pytest.fixture
def served(
    tmp_path, database_address: str, applications: dict[str, Flask], compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    """The pages of what the commands work on."""
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)  # commands before may have made it
    with serving_app(database_address, folder, applications, compiled_templates) as application:
        yield application
