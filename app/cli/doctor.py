"""`toile doctor`: says what is wrong with a set-up and how to mend it."""

import sqlite3
import stat
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import click

from app.cli.desk import answer, database, example, json_option
from app.config import read_settings
from app.db import open_session
from app.errors import RuleError
from app.queue import JobQueue
from app.services import accounts, label, mailing, public_address

Settings = Mapping[str, str]


@click.command("doctor", epilog=example("toile doctor"))
@json_option
@click.pass_context
def commands(ctx: click.Context, as_json: bool) -> None:
    """Look the set-up over; each line says what is wrong and how to mend it. The exit code is 1 if something is."""
    settings: dict[str, str] = {}

    def understand() -> str:
        settings.update(read_settings())
        return f"All are understood; the data lies in {settings['TOILE_DATA']}."

    rows = [_row("settings", understand)]
    if settings:
        rows += [_row(name, partial(check, settings)) for name, check in CHECKS.items()]
    lines = [f"{'ok    ' if row['ok'] else 'wrong '} {row['name']:10} {row['sentence']}" for row in rows]
    answer(rows, as_json=as_json, lines=lines)
    if not all(row["ok"] for row in rows):
        ctx.exit(1)


def _row(name: str, check: Callable[[], str]) -> dict[str, str | bool]:
    try:
        return {"name": name, "ok": True, "sentence": check()}
    except RuleError as refusal:
        return {"name": name, "ok": False, "sentence": refusal.message}


def _check_folder(settings: Settings) -> str:
    folder = Path(settings["TOILE_DATA"])
    try:
        with tempfile.TemporaryFile(dir=folder):
            return "It can be written to."
    except OSError as error:
        raise RuleError(
            f"{folder} cannot be written to ({error.strerror}): give it to the user who runs Toile, or set TOILE_DATA."
        ) from error


def _check_database(settings: Settings) -> str:
    database(settings)
    return "It answers and is of this version."


def _check_secret(settings: Settings) -> str:
    path = Path(settings["TOILE_DATA"]) / "secret.key"
    if not path.exists():
        return "It is given by TOILE_SECRET_KEY."
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise RuleError(f"Others can read {path}, and with it sign in as anybody: chmod 600 {path}")
    return "It is kept beside the data, readable by its owner only; `toile backups make` keeps it with all else."


def _check_queue(settings: Settings) -> str:
    try:
        waiting = JobQueue(settings).count_waiting()
    except sqlite3.Error as error:
        raise RuleError(f"queue.db cannot be used: {error}. Stop Toile and delete it: no work is lost.") from error
    return f"It works; {waiting} messages wait for the worker, which `toile serve` runs."


def _check_address(settings: Settings) -> str:
    url = database(settings)
    with open_session(url, writes=True) as session:
        house = label.get_label(session)
        secret, last = house.customer_secret, house.public_url_answered_at
        if not (settings["TOILE_PUBLIC_URL"] or house.public_url):
            return "Not set: links lead to this machine only. Set TOILE_PUBLIC_URL before labels are sewn in."
        address = public_address.choose_address(house, settings["TOILE_PUBLIC_URL"])
        session.commit()
    try:
        public_address.ask_address(address, secret=secret)
    except RuleError as refusal:
        since = f" It last answered on {last:%Y-%m-%d}." if last else ""
        raise RuleError(f"{refusal.message}{since} Labels that are sewn in lead there.") from refusal
    with open_session(url, writes=True) as session:
        public_address.record_answer(session, address)
        session.commit()
    return f"{address} leads to this Toile: labels may be printed."


def _check_mail(settings: Settings) -> str:
    server = mailing.read_server(settings)
    if server is None:
        return "No mail server: the pages say who asked for a new link. Set TOILE_SMTP_HOST to have it sent."
    with open_session(database(settings)) as session:
        if not (label.get_label(session).sender or settings["TOILE_SMTP_SENDER"]):
            raise RuleError("Mail has no sender yet: set TOILE_SMTP_SENDER.")
    return f"It goes out through {server.host}."


def _check_people(settings: Settings) -> str:
    with open_session(database(settings)) as session:
        if not accounts.has_users(session):
            return "Nobody can sign in yet: toile users add you@example.com --name You --role admin"
        return f"Somebody can sign in to {label.get_label(session).name}."


def _check_reader(settings: Settings) -> str:
    from app.services.reading_files import TAGGER_VERSION, load_reader

    load_reader()
    return f"The lexicon loads; version {TAGGER_VERSION}."


CHECKS: dict[str, Callable[[Settings], str]] = {
    "folder": _check_folder,
    "database": _check_database,
    "secret": _check_secret,
    "queue": _check_queue,
    "address": _check_address,
    "mail": _check_mail,
    "people": _check_people,
    "reader": _check_reader,
}
