"""Commands as somebody types them, in a data folder of their own."""

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
def served(
    tmp_path, database_address: str, applications: dict[str, Flask], compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    """The pages of what the commands work on."""
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)  # commands before may have made it
    with serving_app(database_address, folder, applications, compiled_templates) as application:
        yield application
