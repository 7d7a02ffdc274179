"""`toile feedback`: what customers say, from files and into files."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from app.cli.desk import (
    DAY,
    NUMBER,
    answer,
    do_now,
    empty_journal,
    example,
    json_option,
    note,
    read_file,
    reading,
    writing,
)
from app.cli.erasing import erase
from app.cli.imports import import_file, match
from app.config import read_settings
from app.errors import RuleError
from app.models import FeedbackSource, Heard
from app.services import coding, exports, garments, inbox, jobs, notes, photos, rounds
from app.services.inbox import Filters, Folder
from app.services.photos import Upload
from app.services.spam import REASONS


@click.group("feedback")
def commands() -> None:
    """What customers say, from files and into files."""


for command in (import_file, match, erase):
    commands.add_command(command)


@commands.command("note", epilog=example('toile feedback note "Marit shirt" "The cuff catches." --heard fitting'))
@click.argument("garment")
@click.argument("words")
@click.option("--heard", type=click.Choice([each.value for each in Heard]), required=True, help="Where it comes from.")
@click.option("--size", help="The size that was worn.")
@click.option("--round", "number", type=NUMBER, help="The run that the piece is from, by its number.")
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


def _filter_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--with-photo", is_flag=True, help="Only with a photo."),
        click.option("--to", "to_on", type=DAY, help="The last one."),
        click.option("--from", "from_on", type=DAY, help="The first day it was said."),
        click.option("--folder", type=click.Choice([each.value for each in Folder]), help="Else all but spam."),
        click.option("--heard", type=click.Choice([each.value for each in Heard]), help="Of the label's own notes."),
        click.option("--source", type=click.Choice([each.value for each in FeedbackSource])),
        click.option("--size", help="Only from buyers of this size."),
        click.option("--round", "round_number", type=NUMBER, help="Only what is about runs of this number."),
        click.option("--garment", help="Only what is about this garment."),
        click.option("--words", default="", help='What has to be said: word word "words as they stand".'),
    ):
        command = option(command)
    return command


@commands.command("list", epilog=example('toile feedback list --words "sleeves" --folder not_read'))
@_filter_options
@click.option("--older-than", type=NUMBER, metavar="ANSWER", help="Go on below this answer.")
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
    if page.looked.number and page.older_than:
        lines.append(
            f"{page.looked.number} were looked through; --older-than {page.older_than} looks through older ones."
        )
    answer({"answers": rows, "older_than": page.older_than}, as_json=as_json, lines=lines or "Nothing is found.")


@commands.command("spam", epilog=example("toile feedback spam 12"))
@click.argument("feedback", type=NUMBER)
@click.option("--undo", is_flag=True, help="It is none: count it again.")
@json_option
def spam(feedback: int, undo: bool, as_json: bool) -> None:
    """Put an answer among the spam, where it counts nowhere, or take it out again."""
    with writing() as session:
        found = coding.get_feedback(session, feedback)
        (coding.unmark_spam if undo else coding.mark_spam)(session, found)
        job_id = jobs.request_weighing(session, found.garment).id
    if not undo:
        empty_journal()  # the address of who wanted to hear of a fix went with it
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
