"""`toile feedback import` and `match`: files of reviews, returns and notes, and which garments they mean."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from app.cli.desk import answer, dates_option, example, json_option, note, read_file, reading, write_file, writing
from app.models import FeedbackSource, ImportRun, RejectKind
from app.services import garments, import_files, imports
from app.services.import_files import Options
from app.services.matching import remember_name
from app.services.reading_dates import DateOrder
from app.services.rejects import write_rejects
from app.services.shop_exports import FIELDS
from app.services.wording import gather_lines

HANDLED = {"garment": "handle or number of the garment", "product": "title of the garment", "customer": "e-mail"}


def _column_options(command: Callable[..., None]) -> Callable[..., None]:
    for name in reversed(FIELDS):
        what = HANDLED.get(name, name.replace("_", " "))
        help_text = f"The column that holds the {what}, where its own name does not tell."
        command = click.option(f"--{name.replace('_', '-')}-column", metavar="COLUMN", help=help_text)(command)
    return command


@click.command("import", epilog=example("toile feedback import reviews.csv --add-garments"))
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
    Rows that cannot be taken are named on stderr with their line, the others are kept, and the exit code is 1. A
    size, colour, rating or date that cannot be read is named there too; its row is taken without it.
    """
    content = read_file(file)
    columns = {name.removesuffix("_column"): column for name, column in named.items() if column is not None}
    with reading() if preview else writing() as session:
        options = Options(
            columns=columns,
            dates=DateOrder(dates) if dates else None,
            source=FeedbackSource(source) if source else None,
            garment=garments.get_garment(session, garment) if garment else None,
            production_round=production_round,
            add_garments=add_garments,
            as_new=as_new,
        )
        if preview:
            found = imports.preview_import(session, import_files.read_file(session, content, options))
            _show_preview(found, as_json=as_json)
            return
        row = _row(imports.import_feedback(session, content, file_name=file.name, options=options))
        left = _write_left(session, content, options, row["rejects"]) if rejects and row["rejects"] else b""
    for each in row["changes"] + row["rejects"]:
        note(f"Line {each['line']}: {each['reason']}")
    for sentence in _gather_partly((each["line"], each["reason"]) for each in row["partly"]):
        note(sentence)
    if rejects and left:
        write_file(rejects, left)
        note(f"Wrote them to {rejects}: mend them there and import that file.")
    answer(row, as_json=as_json, lines=_count(row))
    if row["rejects"]:
        click.get_current_context().exit(1)


@click.command("match", epilog=example('toile feedback match linen-shirt-2 "Linen shirt"'))
@click.argument("name")
@click.argument("garment")
@json_option
def match(name: str, garment: str, as_json: bool) -> None:
    """Say which garment files mean by a handle, product id or title; it is remembered."""
    with writing() as session:
        found = garments.get_garment(session, garment)
        remember_name(session, name, found)
        row = {"name": name, "garment": found.name}
    answer(row, as_json=as_json, lines=f"Files that say “{name}” mean {row['garment']}.")


def _write_left(session: Any, content: bytes, options: Options, left: list[dict[str, Any]]) -> bytes:
    """The rows that were not taken as a file, with what those without an id are known by."""
    file = import_files.read_file(session, content, options)
    marks = file.mark_rows({each["line"] for each in left})
    return write_rejects(content, [(each["line"], each["reason"]) for each in left], marks=marks)


def _show_preview(preview: imports.Preview, *, as_json: bool) -> None:
    """Show which column is read as what, the first answers, the counts, and what would not be taken."""
    file = preview.file
    row = {
        "export": file.export.name, "columns": dict(file.columns), "dates": file.order, "counts": preview.counts,
        "first": [{"line": each.line, "garment": each.garment_name} | _plain(each.answer) for each in preview.first],
        "rejects": [{"line": line, "reason": reason} for line, reason in preview.rejects],
        "partly": [{"line": line, "reason": reason} for line, reason in preview.partly],
        "unknown_garments": preview.unknown_garments,
    }  # fmt: skip
    lines = [
        f"Read as: {file.export.name}. Nothing is stored.",
        *(f"{name:>14}  {column}" for name, column in file.columns.items()),
        *(f"Line {each.line}: {each.garment_name} · {(each.answer['comment'] or '')[:70]}" for each in preview.first),
        *(f"New garment: {name}" for name in preview.unknown_garments),
        *(f"Line {line}: {reason}" for line, reason in preview.rejects),
        *_gather_partly(preview.partly),
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
        "partly": [row for row in rows if row["kind"] == RejectKind.PARTLY],
        "rejects": [row for row in rows if row["kind"] not in (RejectKind.CHANGED, RejectKind.PARTLY)],
    }  # fmt: skip


def _gather_partly(partly: Iterable[tuple[int, str]]) -> list[str]:
    return [f"{lines}: {reason} Taken without that." for lines, reason in gather_lines(partly)]


def _count(row: Mapping[str, Any]) -> str:
    partly = len({each["line"] for each in row["partly"]})
    stored = f"Stored {row['stored']}{f' ({partly} in part)' if partly else ''}"
    more = "".join(f", {name} {row[name]}" for name in ("changed", "dropped") if row[name])
    return f"{stored}, known before {row['known']}{more}, not taken {len(row['rejects'])}."
