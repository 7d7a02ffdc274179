"""`toile feedback`: what customers say, from files and into files."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from app.cli.desk import answer, do_now, example, json_option, note, reading, writing
from app.errors import RuleError
from app.models import FeedbackSource
from app.services import coding, exports, garments, imports, inbox, jobs
from app.services.inbox import Filters, Folder

COLUMNS = ("text", "title", "garment", "kind", "size", "colour", "round", "id", "rating", "customer", "date")


@click.group("feedback")
def commands() -> None:
    """What customers say, from files and into files."""


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


def _filter_options(command: Callable[..., None]) -> Callable[..., None]:
    day = click.DateTime(["%Y-%m-%d"])
    for option in (
        click.option("--with-photo", is_flag=True, help="Only with a photo."),
        click.option("--to", "to_on", type=day, help="The last one."),
        click.option("--from", "from_on", type=day, help="The first day it was said."),
        click.option("--folder", type=click.Choice([each.value for each in Folder]), help="Else all but spam."),
        click.option("--source", type=click.Choice([each.value for each in FeedbackSource])),
        click.option("--size", help="Only from buyers of this size."),
        click.option("--round", "round_number", type=int, help="Only what is about runs of this number."),
        click.option("--garment", help="Only what is about this garment."),
        click.option("--words", default="", help='What has to be said: word word "words as they stand".'),
    ):
        command = option(command)
    return command


@commands.command("list", epilog=example('toile feedback list --words "sleeves" --folder not_read'))
@_filter_options
@click.option("--older-than", type=int, metavar="ANSWER", help="Go on below this answer.")
@json_option
def list_found(older_than: int | None, as_json: bool, **named: Any) -> None:
    """List what was said, the last to arrive first, as the inbox does."""
    with reading() as session:
        page = inbox.list_page(session, _read_filters(session, **named), older_than=older_than)
        rows: list[dict[str, Any]] = [
            {"answer": each.id, "garment": each.garment.name, "size": each.size.name if each.size else None,
             "source": each.source.value, "comment": each.comment, "says": inbox.list_titles(each)}
            for each in page.feedback
        ]  # fmt: skip
    lines = [
        f"{row['answer']}  {row['garment']}, {row['size'] or 'size not known'}: {'; '.join(row['says']) or '–'}"
        + (f"  “{row['comment']}”" if row["comment"] else "")
        for row in rows
    ]
    answer({"answers": rows, "older_than": page.older_than}, as_json=as_json, lines=lines or "Nothing is found.")


@commands.command("spam", epilog=example("toile feedback spam 12"))
@click.argument("feedback", type=int)
@click.option("--undo", is_flag=True, help="It is none: count it again.")
@json_option
def spam(feedback: int, undo: bool, as_json: bool) -> None:
    """Put an answer among the spam, where it counts nowhere, or take it out again."""
    with writing() as session:
        found = coding.get_feedback(session, feedback)
        (coding.unmark_spam if undo else coding.mark_spam)(session, found)
        job_id = jobs.request_weighing(session, found.garment).id
    do_now(job_id)
    answer(
        {"answer": feedback, "spam": not undo}, as_json=as_json,
        lines=f"Answer {feedback} {'counts again' if undo else 'counts nowhere'}.",
    )  # fmt: skip


@commands.command("export", epilog=example('toile feedback export --format xlsx --garment "Marit shirt"'))
@click.option("--format", "file_format", type=click.Choice(list(exports.WRITERS)), required=True, help="CSV as a ZIP.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Else feedback.zip, .json or .xlsx here.")
@_filter_options
@json_option
def export(file_format: str, output: Path | None, as_json: bool, **named: Any) -> None:
    """Write feedback and its issues into a file: what the inbox shows, with its filters."""
    path = output or Path(f"feedback.{exports.ENDINGS[file_format]}")
    with reading() as session:
        filters = _read_filters(session, **named)
        try:
            count = exports.write_export(session, filters, format=file_format, path=path)
        except OSError as error:
            raise RuleError(f"{path} cannot be written: {error.strerror}.") from error
    answer({"file": str(path), "answers": count}, as_json=as_json, lines=f"Wrote {count} answers into {path}.")


def _read_filters(
    session: Any, *, words: str, garment: str | None, round_number: int | None, size: str | None, source: str | None,
    folder: str | None, from_on: datetime | None, to_on: datetime | None, with_photo: bool,
) -> Filters:  # fmt: skip
    return Filters(
        words=words, garment_id=garments.get_garment(session, garment).id if garment else None,
        round_number=round_number, size=size, source=FeedbackSource(source) if source else None,
        folder=Folder(folder) if folder else None, has_photo=with_photo,
        from_on=from_on.date() if from_on else None, to_on=to_on.date() if to_on else None,
    )  # fmt: skip
