"""What every command shares: a session on the database, and how it answers people and scripts."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from app import in_use
from app.config import read_settings
from app.db import empty_journal_of, lend_engine, open_session
from app.errors import RuleError
from app.migrating import is_current, is_empty, migrate
from app.models import NUMBER_MAX, JobStatus, LengthUnit, Paper
from app.queue import JobQueue
from app.services import jobs, label, lengths
from app.services.reading_dates import YEARS, DateOrder
from app.services.wording import split_list

json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for scripts.")
"""Every command takes it."""

unit_option = click.option("--unit", type=click.Choice([unit.value for unit in LengthUnit]), help="Of what is typed.")

sure_option = click.option("--sure", is_flag=True, help="What was asked about is so: keep it.")

paper_option = click.option(
    "--paper",
    type=click.Choice([paper.value for paper in Paper]),
    callback=lambda context, option, value: Paper(value) if value else None,
    help="Else what the pattern maker printed on last, or what goes with the unit.",
)

dates_option = click.option(
    "--dates", type=click.Choice([order.value for order in DateOrder]), help="How dates like 05/03/2024 are meant."
)


class Day(click.DateTime):
    """A day that somebody plans or remembers, at its midnight."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return what was typed; a day of another age is a slip of the hand."""
        moment = super().convert(value, param, ctx)
        if moment.year not in YEARS:
            self.fail(f"{value!r} is no day of the years {YEARS[0]} to {YEARS[-1]}.", param, ctx)
        return moment


DAY = Day()

NUMBER = click.IntRange(0, NUMBER_MAX)
"""By which things are named, or counted; no database can look for more."""


def example(line: str) -> str:
    """Return the end of a command's help: one line to copy."""
    return f"\b\nExample:\n  {line}"


@contextmanager
def reading() -> Iterator[Any]:
    """Lend a session to look with."""
    with _current_database() as url, open_session(url) as session:
        yield session


@contextmanager
def writing() -> Iterator[Any]:
    """Lend a session that writes; it commits at the end of the block, or nothing is changed.

    No backup is restored meanwhile: what is written would lie in the data that was set aside.
    """
    with _current_database() as url, in_use.together(str(data_folder())), open_session(url, writes=True) as session:
        yield session
        session.commit()


def empty_journal() -> None:
    """Take out of SQLite's journal what a command has erased: it stays there while Toile is served."""
    with lend_engine(read_settings()["TOILE_DATABASE_URL"]) as engine:
        empty_journal_of(engine)


@contextmanager
def trying() -> Iterator[Any]:
    """Lend a session that writes and forgets: what would be done can be said, and nothing is changed."""
    with _current_database() as url, open_session(url, writes=True) as session:
        yield session


@contextmanager
def _current_database() -> Iterator[str]:
    """Lend the address of the database; the session on it has the connection that looked whether it is current."""
    settings = read_settings()
    with lend_engine(settings["TOILE_DATABASE_URL"]):
        yield database(settings)


def database(settings: Mapping[str, str] | None = None) -> str:
    """Return the address of the database; an empty one is made, an old one is left for `toile serve` to bring up."""
    url = (settings or read_settings())["TOILE_DATABASE_URL"]
    if is_current(url):
        return url
    if not is_empty(url):
        raise RuleError("The database is of another version of Toile: back it up, then run `toile serve` once.")
    migrate(url)
    return url


def data_folder() -> Path:
    """Return the folder that holds what this label keeps beside its database."""
    return Path(read_settings()["TOILE_DATA"])


def do_now(job_id: int) -> int:
    """Do a job here and now, as the worker would, and return how many it went through; refuses where it failed."""
    settings = read_settings()
    with in_use.together(settings["TOILE_DATA"]):
        JobQueue(settings).run_now(job_id)
    with open_session(settings["TOILE_DATABASE_URL"]) as session:
        job = jobs.get_job(session, job_id)
        if job.status is JobStatus.FAILED:
            raise RuleError(job.error or "The job failed.")
        return job.done


def read_length(session: Any, text: str, unit: str | None) -> Decimal:
    """Return in mm what was typed, in the named unit or the label's."""
    return lengths.read_length(text, LengthUnit(unit) if unit else label.get_label(session).unit)


def answer(result: Any, *, as_json: bool, lines: Sequence[str] | str) -> None:
    """Print the result: JSON for scripts, lines for people."""
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2, default=_plain))
    else:
        click.echo(lines if isinstance(lines, str) else "\n".join(lines))


def note(sentence: str) -> None:
    """Say something beside the answer."""
    click.echo(sentence, err=True)


def read_file(path: Path) -> bytes:
    """Return what a file holds; where it cannot be read, the refusal says why."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(f"{path} cannot be read: {error.strerror}.") from error


def write_file(path: Path, content: bytes) -> None:
    """Write a file; where that cannot be done, the refusal says why."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise RuleError(f"{path} cannot be written: {error.strerror}.") from error


def answer_with_file(path: Path, content: bytes, *, as_json: bool) -> None:
    """Write a file, and say where it lies and how large it is."""
    write_file(path, content)
    answer({"file": str(path), "bytes": len(content)}, as_json=as_json, lines=f"Wrote {path}.")


def read_pairs(text: str, *, what: str) -> dict[str, str]:
    """Return the pairs of "XS=10, S=20"."""
    pairs = {}
    for part in split_list(text):
        name, equals, value = part.rpartition("=")
        if not equals or not name.strip() or not value.strip():
            raise RuleError(f"“{part}” is no {what}: write it as {what.upper()}=…, like M=10.")
        pairs[name.strip()] = value.strip()
    return pairs


def read_numbers(texts: Iterable[str], *, refusal: str) -> list[int]:
    """Return the numbers that things are named by; refuses, in that sentence, what no thing is named by."""
    typed = list(texts)
    if not all(text.isdecimal() and int(text) <= NUMBER_MAX for text in typed):
        raise RuleError(refusal)
    return [int(text) for text in typed]


def _plain(value: object) -> object:
    """JSON has no dates and no decimals."""
    return value.isoformat() if isinstance(value, date) else str(value)
