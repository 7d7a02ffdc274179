"""`toile demo`: the made-up label, loaded once, served, with its addresses."""

import subprocess
import sys

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from app.cli.desk import example, note
from app.config import read_settings
from app.db import begin_writing, open_session
from app.errors import RuleError
from app.migrating import migrate
from app.models import now
from app.services.demo.planting import DEFAULT_SEED


@click.command("demo", epilog=example("toile demo --seed 11 --port 8080"))
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="Draws the customers' words.")
@click.option("--port", type=click.IntRange(1, 65535), help="Else TOILE_PORT; a taken one is no hindrance.")
@click.option("--load", is_flag=True, help="Load the collection and end.")
def commands(seed: int, port: int | None, load: bool) -> None:
    """Load the demo collection, serve it and print what to open. A second run goes on with the same data."""
    settings = read_settings({"TOILE_PORT": str(port)} if port else None)
    migrate(settings["TOILE_DATABASE_URL"])
    if load:
        load_label(settings["TOILE_DATABASE_URL"], seed)
        return
    from app.services.demo.showing import is_loaded

    with open_session(settings["TOILE_DATABASE_URL"]) as session:
        loaded = is_loaded(session)
    if not loaded:
        # In a process of its own: this one will serve pages and shall not carry spaCy about.
        command = [sys.executable, "-m", "app.cli", "demo", "--load", "--seed", str(seed)]
        done = subprocess.run(command)  # noqa: S603 (our own words, and a number)
        if done.returncode:
            raise RuleError("The demo collection could not be loaded; nothing of it was kept.")
    from app.cli.serving import serve

    serve(settings, other_port=True, tell=lambda address: _print_addresses(settings["TOILE_DATABASE_URL"], address))


def load_label(url: str, seed: int = DEFAULT_SEED) -> None:
    """Load the collection in one transaction: all of it or nothing."""
    from app.services.demo.loading import load_collection
    from app.services.demo.planting import plan_collection

    total = sum(len(answers) for answers in plan_collection(seed).values())
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total} answers"))
    with Progress(*columns, TimeElapsedColumn()) as progress, open_session(url) as session:
        task = progress.add_task("The demo collection", total=total)

        def tell(scene: str, answers: int) -> None:
            progress.update(task, description=scene, advance=answers)

        begin_writing(session)
        load_collection(session, seed=seed, today=now().date(), tell=tell)
        session.commit()
        progress.update(task, description="The demo collection is loaded.")


def _print_addresses(url: str, address: str) -> None:
    """Print what to open: a link for the pattern maker is made anew each time, for it is stored nowhere."""
    from app.services.demo.showing import open_showcase

    with open_session(url, writes=True) as session:
        showcase = open_showcase(session)
        session.commit()
    note("")
    note(f"Customer's form       {address}/f/{showcase.round_code}")
    note(f"Review desk           {address}/   ({showcase.email}, password {showcase.password})")
    if showcase.sheet_token:
        note(f"Pattern maker's link  {address}/m/{showcase.sheet_token}")
    note("")
    note("Ctrl-C ends it.")
