"""`toile serve`: the pages and the worker."""

import click

from app.cli.desk import example, note
from app.config import read_settings


@click.command("serve", epilog=example("toile serve --port 8080"))
@click.option("--port", type=click.IntRange(1, 65535), help="Else TOILE_PORT.")
def commands(port: int | None) -> None:
    """Serve the pages and work off what they ask for, in two processes, until Ctrl-C."""
    from app.cli.serving import serve

    serve(
        read_settings({"TOILE_PORT": str(port)} if port else None),
        tell=lambda address: note(f"Toile answers at {address}. Ctrl-C ends it."),
    )
