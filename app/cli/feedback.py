"""`toile feedback`: what customers say, from files."""

from collections.abc import Callable
from pathlib import Path

import click

from app.cli.desk import answer, example, json_option, note, writing
from app.errors import RuleError
from app.models import FeedbackSource
from app.services import garments, imports

COLUMNS = ("text", "title", "garment", "kind", "size", "colour", "round", "id", "rating", "customer", "date")


@click.group("feedback")
def commands() -> None:
    """What customers say, from files."""


def _column_options(command: Callable[..., None]) -> Callable[..., None]:
    for name in reversed(COLUMNS):
        help_text = f"The column that holds the {name}, where its own name does not tell."
        command = click.option(f"--{name}-column", metavar="COLUMN", help=help_text)(command)
    return command


@commands.command("import", epilog=example("toile feedback import reviews.csv --add-garments"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--garment", help="The garment that the whole file is about.")
@click.option("--round", "production_round", help="The run that the whole file is about: its number or code.")
@click.option(
    "--source", type=click.Choice([source.value for source in FeedbackSource]), default=FeedbackSource.REVIEW.value
)
@click.option("--add-garments", is_flag=True, help="Add garments that the file names and Toile does not know.")
@_column_options
@json_option
def import_file(
    file: Path, garment: str | None, production_round: str | None, source: str,
    add_garments: bool, as_json: bool, **named: str | None,
) -> None:  # fmt: skip
    """Import reviews, returns or notes from a CSV file; rows that are there already are not doubled.

    Rows that cannot be taken are named on stderr with their line, the others are kept, and the exit code is 1.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise RuleError(f"{file} cannot be read: {error.strerror}.") from error
    columns = {name.removesuffix("_column"): column for name, column in named.items() if column}
    with writing() as session:
        run = imports.import_feedback(
            session, content, file_name=file.name, source=FeedbackSource(source), columns=columns,
            garment=garments.get_garment(session, garment) if garment else None,
            production_round=production_round, add_garments=add_garments,
        )  # fmt: skip
        rejects = [{"line": reject.line, "reason": reject.reason} for reject in run.rejects]
        row = {"stored": run.stored, "known": run.known, "columns": run.columns, "rejects": rejects}
    for reject in rejects:
        note(f"Line {reject['line']}: {reject['reason']}")
    answer(
        row, as_json=as_json,
        lines=f"Stored {row['stored']}, known before {row['known']}, not taken {len(rejects)}.",
    )  # fmt: skip
    if rejects:
        click.get_current_context().exit(1)
