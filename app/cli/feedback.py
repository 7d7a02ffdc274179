"""`toile feedback`: what customers say, from files and into files."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from app.cli.desk import (
    answer,
    dates_option,
    do_now,
    example,
    json_option,
    note,
    read_file,
    reading,
    write_file,
    writing,
)
from app.config import read_settings
from app.errors import RuleError
from app.models import FeedbackSource, Heard, ImportRun, RejectKind
from app.services import coding, exports, garments, import_files, imports, inbox, jobs, notes, photos, rounds
from app.services.inbox import Filters, Folder
from app.services.photos import Upload
from app.services.reading_dates import DateOrder
from app.services.rejects import write_rejects
from app.services.shop_exports import FIELDS
from app.services.spam import REASONS

HANDLED = {"garment": "handle or number of the garment", "product": "title of the garment", "customer": "e-mail"}


@click.group("feedback")
def commands() -> None:
    """What customers say, from files and into files."""


def _column_options(command: Callable[..., None]) -> Callable[..., None]:
    for name in reversed(FIELDS):
        what = HANDLED.get(name, name.replace("_", " "))
        help_text = f"The column that holds the {what}, where its own name does not tell."
        command = click.option(f"--{name.replace('_', '-')}-column", metavar="COLUMN", help=help_text)(command)
    return command


@commands.command("import", epilog=example("toile feedback import reviews.csv --add-garments"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--garment", help="The garment that the whole file is about.")
@click.option("--round", "production_round", help="The run that the whole file is about: its number or code.")
@click.option(
    "--source", type=click.Choice([source.value for source in FeedbackSource]), help="Else what the export is of."
)
@click.option("--add-garments", is_flag=True, help="Add garments that the file names and Toile does not know.")
@dates_option
@click.option("--as-new", is_flag=True, help="Take rows that look like changed ones as answers of their own.")
@click.option("--preview", is_flag=True, help="Show what would be imported, and store nothing.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Write the rows that were not taken to this file.")
@_column_options
@json_option
def import_file(
    file: Path, garment: str | None, production_round: str | None, source: str | None, add_garments: bool,
    dates: str | None, as_new: bool, preview: bool, rejects: Path | None, as_json: bool, **named: str | None,
) -> None:  # fmt: skip
    """Import reviews, returns or notes from a CSV file; rows that are there already are not doubled.

    Exports of Judge.me, Loox, Yotpo, Okendo, PowerReviews, Shopify Product Reviews and Loop are known by their header.
    Rows that cannot be taken are named on stderr with their line, the others are kept, and the exit code is 1.
    """
    content = read_file(file)
    columns = {name.removesuffix("_column"): column for name, column in named.items() if column is not None}
    with reading() if preview else writing() as session:
        options: dict[str, Any] = {
            "source": FeedbackSource(source) if source else None,
            "garment": garments.get_garment(session, garment) if garment else None,
            "production_round": production_round,
            "columns": columns,
            "dates": DateOrder(dates) if dates else None,
            "add_garments": add_garments,
        }
        if preview:
            read = import_files.read_file(session, content, **options)
            _show_preview(imports.preview_import(session, read, as_new=as_new), as_json=as_json)
            return
        row = _row(imports.import_feedback(session, content, file_name=file.name, as_new=as_new, **options))
    for each in row["changes"] + row["rejects"]:
        note(f"Line {each['line']}: {each['reason']}")
    if rejects is not None and row["rejects"]:
        to_mend = [(each["line"], each["reason"]) for each in row["rejects"]]
        write_file(rejects, write_rejects(content, to_mend))
        note(f"Wrote them to {rejects}: mend them there and import that file.")
    answer(row, as_json=as_json, lines=_count(row))
    if row["rejects"]:
        click.get_current_context().exit(1)


@commands.command("match", epilog=example('toile feedback match linen-shirt-2 "Linen shirt"'))
@click.argument("name")
@click.argument("garment")
@json_option
def match(name: str, garment: str, as_json: bool) -> None:
    """Say which garment files mean by a handle, product id or title; it is remembered."""
    with writing() as session:
        found = garments.get_garment(session, garment)
        imports.match_garment(session, name, found)
        row = {"name": name, "garment": found.name}
    answer(row, as_json=as_json, lines=f"Files that say “{name}” mean {row['garment']}.")


@commands.command("note", epilog=example('toile feedback note "Marit shirt" "The cuff catches." --heard fitting'))
@click.argument("garment")
@click.argument("words")
@click.option("--heard", type=click.Choice([each.value for each in Heard]), required=True, help="Where it comes from.")
@click.option("--size", help="The size that was worn.")
@click.option("--round", "number", type=int, help="The run that the piece is from, by its number.")
@click.option("--photo", "paths", type=click.Path(path_type=Path), multiple=True, help="Up to five.")
@json_option
def keep_note(
    garment: str, words: str, heard: str, size: str | None, number: int | None, paths: tuple[Path, ...], as_json: bool
) -> None:
    """Keep what the label itself hears or sees; it is read like any answer, and counted apart from customers."""
    uploads = [Upload(path.name, read_file(path)) for path in paths]
    with writing() as session:
        found = notes.search_garment(session, garment)
        production_round = rounds.get_round(session, found, number) if number else None
        recorded = notes.record_note(
            session, found, words=words, heard=Heard(heard), size=size, production_round=production_round
        )
        jobs.request_job(session, jobs.READ_COMMENTS, arguments={"garment": found.id, "again": False})
        row: dict[str, Any] = {"answer": recorded.feedback.id, "garment": found.name, "heard": heard}
    row["photos"], dropped = _keep_photos(row["answer"], uploads)
    for sentence in dropped:
        note(sentence)
    answer(row, as_json=as_json, lines=f"Kept as answer {row['answer']} about {row['garment']}; it is read next.")


def _keep_photos(feedback_id: int, uploads: list[Upload]) -> tuple[int, list[str]]:
    """How many photos are kept with an answer, and a sentence for each that is not."""
    folder = photos.find_folder(read_settings()["TOILE_DATA"])
    taken = photos.take_in(uploads, folder)
    with writing() as session:
        unneeded = photos.keep_photos(session, feedback_id, taken)
    photos.discard(unneeded, folder)
    reasons = [(each.file_name, each.reason.value.replace("_", " ")) for each in taken if each.reason]
    return len(taken) - len(reasons), [f"{name} is not kept: {reason}." for name, reason in reasons]


def _show_preview(preview: imports.Preview, *, as_json: bool) -> None:
    """Show which column is read as what, the first answers, the counts, and what would not be taken."""
    file = preview.file
    row = {
        "export": file.export.name, "columns": dict(file.columns), "dates": file.order, "counts": preview.counts,
        "first": [{"line": each.line, "garment": each.garment_name} | _plain(each.answer) for each in preview.first],
        "rejects": [{"line": line, "reason": reason} for line, reason in preview.rejects],
        "unknown_garments": preview.unknown_garments,
    }  # fmt: skip
    lines = [
        f"Read as: {file.export.name}. Nothing is stored.",
        *(f"{name:>14}  {column}" for name, column in file.columns.items()),
        *(f"Line {each.line}: {each.garment_name} · {(each.answer['comment'] or '')[:70]}" for each in preview.first),
        *(f"New garment: {name}" for name in preview.unknown_garments),
        *(f"Line {line}: {reason}" for line, reason in preview.rejects),
        ", ".join(f"{count} {kind}" for kind, count in preview.counts.items()) + ".",
    ]
    answer(row, as_json=as_json, lines=lines)


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    shown = ("comment", "rating", "size", "colour", "answered_at")
    return {name: said[name] for name in shown}


def _row(run: ImportRun) -> dict[str, Any]:
    rows = [{"line": each.line, "reason": each.reason, "kind": each.kind.value} for each in run.rejects]
    return {
        "stored": run.stored, "known": run.known, "changed": run.changed, "dropped": run.dropped,
        "export": run.export, "columns": run.columns,
        "changes": [row for row in rows if row["kind"] == RejectKind.CHANGED],
        "rejects": [row for row in rows if row["kind"] != RejectKind.CHANGED],
    }  # fmt: skip


def _count(row: Mapping[str, Any]) -> str:
    more = "".join(f", {name} {row[name]}" for name in ("changed", "dropped") if row[name])
    return f"Stored {row['stored']}, known before {row['known']}{more}, not taken {len(row['rejects'])}."


def _filter_options(command: Callable[..., None]) -> Callable[..., None]:
    day = click.DateTime(["%Y-%m-%d"])
    for option in (
        click.option("--with-photo", is_flag=True, help="Only with a photo."),
        click.option("--to", "to_on", type=day, help="The last one."),
        click.option("--from", "from_on", type=day, help="The first day it was said."),
        click.option("--folder", type=click.Choice([each.value for each in Folder]), help="Else all but spam."),
        click.option("--heard", type=click.Choice([each.value for each in Heard]), help="Of the label's own notes."),
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
             "source": each.source.value, "comment": each.comment, "says": inbox.list_titles(session, each),
             "spam": each.is_spam, "spam_reason": REASONS[each.spam_reason] if each.spam_reason else None}
            for each in page.feedback
        ]  # fmt: skip
    lines = [
        f"{row['answer']}  {row['garment']}, {row['size'] or 'size not known'}: {'; '.join(row['says']) or '–'}"
        + (f"  “{row['comment']}”" if row["comment"] else "")
        + (f"  Taken for spam: {row['spam_reason']}." if row["spam"] and row["spam_reason"] else "")
        for row in rows
    ]
    if page.looked and page.older_than:
        lines.append(f"{page.looked} were looked through; --older-than {page.older_than} looks through older ones.")
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
    heard: str | None, folder: str | None, from_on: datetime | None, to_on: datetime | None, with_photo: bool,
) -> Filters:  # fmt: skip
    return Filters(
        words=words, garment_id=garments.get_garment(session, garment).id if garment else None,
        round_number=round_number, size=size, source=FeedbackSource(source) if source else None,
        heard=Heard(heard) if heard else None, folder=Folder(folder) if folder else None, has_photo=with_photo,
        from_on=from_on.date() if from_on else None, to_on=to_on.date() if to_on else None,
    )  # fmt: skip
