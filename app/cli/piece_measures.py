"""What `toile rounds` does with the pieces of a run: the sheet for the cutting table, and what comes back."""

from pathlib import Path

import click

from app.cli.desk import (
    NUMBER,
    answer,
    answer_with_file,
    example,
    json_option,
    note,
    paper_option,
    read_file,
    read_length,
    read_numbers,
    read_pairs,
    reading,
    trying,
    unit_option,
    writing,
)
from app.cli.numbered import get_round
from app.models import LengthUnit, Paper
from app.services import measure_imports, measure_views, measuring_sheets, piece_measures
from app.services.piece_measures import Spot
from app.services.wording import name_file

washed_option = click.option("--washed", is_flag=True, help="After one wash; else before final pressing.")


@click.command("measuring-sheet", epilog=example('toile rounds measuring-sheet "Marit shirt" 2 --format pdf'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--format", "file_format", type=click.Choice(list(measuring_sheets.FORMATS)), required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Else a name of its own in this folder.")
@paper_option
@json_option
def sheet(garment: str, number: int, file_format: str, output: Path | None, paper: Paper | None, as_json: bool) -> None:
    """Write the sheet for the cutting table: which pieces of a run to measure, and where."""
    with reading() as session:
        production_round = get_round(session, garment, number)
        content = measuring_sheets.export_sheet(session, production_round, format=file_format, paper=paper)
        path = output or Path(name_file(production_round, f"-measuring.{file_format}"))
    answer_with_file(path, content, as_json=as_json)


@click.command("measure", epilog=example('toile rounds measure "Marit shirt" 2 D1 M --values "1=60.4, 2=60.6"'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.argument("pom")
@click.argument("size")
@click.option("--values", required=True, help="By the number of the piece: 1=60.4, 2=60.6.")
@washed_option
@unit_option
@json_option
def measure(
    garment: str, number: int, pom: str, size: str, values: str, washed: bool, unit: str | None, as_json: bool
) -> None:
    """Keep what was measured on the pieces of one size, and say what is off."""
    typed = read_pairs(values, what="piece")
    pieces = read_numbers(typed, refusal="Pieces are named by their numbers: 1=60.4, 2=60.6.")
    with writing() as session:
        production_round = get_round(session, garment, number)
        lengths = {
            Spot(pom, size, piece, washed): read_length(session, text, unit)
            for piece, text in zip(pieces, typed.values(), strict=True)
        }
        changed = piece_measures.record_measures(session, production_round, lengths)
        off = measure_views.say_off_spec(session, production_round)
    answer({"changed": changed, "off_spec": off}, as_json=as_json, lines=[f"Kept {changed} measures.", *off])


@click.command("import-measures", epilog=example('toile rounds import-measures "Marit shirt" 2 measured.xlsx'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.argument("file", type=click.Path(path_type=Path))
@washed_option
@click.option("--preview", is_flag=True, help="Only say what would be done.")
@unit_option
@json_option
def import_measures(
    garment: str, number: int, file: Path, washed: bool, preview: bool, unit: str | None, as_json: bool
) -> None:
    """Take the measures of pieces from the filled-in sheet, or a CSV with a column for each piece ("M 1")."""
    content = read_file(file)
    with trying() if preview else writing() as session:
        production_round = get_round(session, garment, number)
        done = measure_imports.import_measures(
            session, production_round, content, washed=washed, unit=LengthUnit(unit) if unit else None
        )
        off = measure_views.say_off_spec(session, production_round)
    for place, reason in done.refused:
        note(f"{place}: {reason}")
    row = {
        "read": done.read, "changed": done.changed, "unit": done.unit.value, "preview": preview, "off_spec": off,
        "refused": [{"place": place, "reason": reason} for place, reason in done.refused],
    }  # fmt: skip
    told = f"{done.read} measures read in {done.unit.value}, {done.changed} of them new or changed."
    answer(row, as_json=as_json, lines=[told, *off, *(["Nothing is changed: this is a preview."] if preview else [])])
