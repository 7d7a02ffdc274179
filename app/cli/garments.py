"""`toile garments`: the styles, their sizes and points of measure."""

from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from app.cli.desk import (
    answer,
    example,
    json_option,
    note,
    read_file,
    read_length,
    read_pairs,
    reading,
    split_list,
    trying,
    unit_option,
    writing,
)
from app.cli.garment_facts import describe, tell_facts
from app.cli.garment_identity import change, put_away
from app.errors import RuleError
from app.models import Garment, LengthUnit, MeasureKind, PointOfMeasure
from app.services import blocks, chart_imports, garment_facts, garments, label, pictures, products, size_sets
from app.services.formats import rul
from app.services.point_library import STARTER_LIBRARY
from nlp.taxonomy import GarmentKind


@click.group("garments")
def commands() -> None:
    """The styles, their sizes and measures."""


for command in (describe, change, put_away):
    commands.add_command(command)


@commands.command("add", epilog=example('toile garments add "Marit shirt" --kind shirt --sizes XS,S,M,L,XL'))
@click.argument("name")
@click.option("--kind", type=click.Choice([kind.value for kind in GarmentKind]), help="What it is.")
@click.option("--sizes", default="", help="From the smallest to the largest, with commas.")
@click.option("--colours", default="", help="With commas.")
@click.option("--base-size", help="The size the others are graded from; else the middle one.")
@click.option("--style-number")
@click.option("--reference", help="How files name it: shop handle or product id.")
@click.option("--block", help="The block it is drawn from.")
@click.option("--fabric")
@click.option("--cut-for", help="Whom it is cut for, in words.")
@click.option("--season", help="As your label calls it.")
@click.option("--seam-allowance", default="", help="That the pattern is drawn with: 1 cm, included, none.")
@json_option
def add(
    name: str, kind: str | None, sizes: str, colours: str, base_size: str | None, style_number: str | None,
    reference: str | None, block: str | None, fabric: str | None, cut_for: str | None, season: str | None,
    seam_allowance: str, as_json: bool,
) -> None:  # fmt: skip
    """Add a garment."""
    with writing() as session:
        garment = garments.add_garment(
            session, name=name, kind=GarmentKind(kind) if kind else None, sizes=split_list(sizes),
            colours=split_list(colours), base_size=base_size, style_number=style_number, reference=reference,
            block=block, fabric=fabric, cut_for=cut_for, season=season,
            seam_allowance=garment_facts.read_seam_allowance(seam_allowance, label.get_label(session).unit),
        )  # fmt: skip
        session.flush()
        row = _row(garment)
    answer(row, as_json=as_json, lines=f"Added {row['name']}, number {row['id']}.")


@commands.command("import", epilog=example("toile garments import products.csv"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Show what would be added, and change nothing.")
@json_option
def import_file(file: Path, preview: bool, as_json: bool) -> None:
    """Add the garments of a shop's products file, with their sizes, colours and SKUs.

    Garments that are there already get what is new; lines that cannot be taken are named on stderr.
    """
    content = read_file(file)
    with trying() if preview else writing() as session:
        taken = products.import_products(session, content)
        session.flush()
        row: dict[str, Any] = {
            "added": [_row(garment) for garment in taken.added], "known": taken.known, "articles": taken.articles,
            "rejects": [{"line": line, "reason": reason} for line, reason in taken.rejects],
        }  # fmt: skip
    for line, reason in taken.rejects:
        note(f"Line {line}: {reason}")
    lines = [f"{each['name']}  ({', '.join(each['sizes']) or 'no sizes'})" for each in row["added"]]
    told = f"{len(lines)} added, {row['known']} known before, {row['articles']} SKUs."
    answer(row, as_json=as_json, lines=[*lines, told + (" Nothing is changed: this is a preview." if preview else "")])


@commands.command("measure", epilog=example('toile garments measure "Marit shirt" D1 --values "S=59, M=60, L=61"'))
@click.argument("garment")
@click.argument("code")
@click.option("--name", help="Else the starter library's.")
@click.option("--kind", type=click.Choice([kind.value for kind in MeasureKind]), help="Else the starter library's.")
@click.option("--values", default="", help="Per size, as far as they are known: S=59, M=60.")
@click.option("--tolerance", help="More or less, the same.")
@click.option("--critical", is_flag=True)
@unit_option
@json_option
def measure(
    garment: str, code: str, name: str | None, kind: str | None, values: str, tolerance: str | None, critical: bool,
    unit: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Add a point of measure to a garment's chart."""
    starter = STARTER_LIBRARY.get(code)
    if starter is None and not (name and kind):
        raise RuleError(f"{code} is not in the starter library: give it a --name and a --kind.")
    with writing() as session:
        allowed = read_length(session, tolerance, unit) if tolerance else None
        pom = garments.add_point_of_measure(
            session, garments.get_garment(session, garment), code=code, critical=critical,
            name=name or (starter.name if starter else ""),
            kind=MeasureKind(kind) if kind else starter.kind if starter else MeasureKind.STRAIGHT,
            how_to_measure=starter.how_to_measure if starter else None,
            tolerance_plus_mm=allowed, tolerance_minus_mm=allowed,
            values_mm=_read_values(session, values, unit),
        )  # fmt: skip
        row = _pom_row(pom)
    answer(row, as_json=as_json, lines=f"Added {row['code']} {row['name']}.")


@commands.command("import-rul", epilog=example('toile garments import-rul "Marit shirt" marit.rul'))
@click.argument("garment")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def import_rul(garment: str, file: Path, as_json: bool) -> None:
    """Set up a garment's sizes, base size and unit from the grade rule table of its pattern."""
    table = rul.read(read_file(file))
    with writing() as session:
        found = size_sets.set_up_sizes(session, garments.get_garment(session, garment), table)
        unit = found.pattern_unit or label.get_label(session).unit
        row = _row(found) | {"base_size": found.base_size_name, "unit": unit.value, "rules": table.rules}
    answer(row, as_json=as_json, lines=[
        f"{row['name']} is cut in {', '.join(row['sizes'])}; base size {row['base_size']}, papers in {row['unit']}.",
        f"{row['rules']} grade rules were read and left alone: they move points of the pattern, not measures.",
    ])  # fmt: skip


@commands.command("import-chart", epilog=example('toile garments import-chart "Marit shirt" chart.xlsx --preview'))
@click.argument("garment")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", "columns", multiple=True, help="Which column is what: code=POM, M=Medium (again for more).")
@click.option("--into-draft", is_flag=True, help="Values that differ become changes of the open draft.")
@click.option("--preview", is_flag=True, help="Only say what would be done.")
@unit_option
@json_option
def import_chart(
    garment: str, file: Path, columns: tuple[str, ...], into_draft: bool, preview: bool, unit: str | None, as_json: bool
) -> None:
    """Import a measurement chart from CSV or XLSX: what is new is kept, what does not fit is named with its place."""
    content = read_file(file)
    named = _read_columns(columns)
    with trying() if preview else writing() as session:
        done = chart_imports.import_chart(
            session, garments.get_garment(session, garment), content, unit=LengthUnit(unit) if unit else None,
            columns=named, into_draft=into_draft,
        )  # fmt: skip
        session.flush()
    row = asdict(done) | {"preview": preview}
    read_as = ", ".join(f"{name} from “{head}”" for name, head in done.columns.items())
    answer(row, as_json=as_json, lines=[
        f"Columns: {read_as}; lengths in {done.unit}.",
        *([f"Not read: {', '.join(done.ignored)}."] if done.ignored else []),
        *(f"{each.place}: {each.code} {each.name}, {each.outcome}, {each.values} values" for each in done.taken),
        *(f"{each.place}: not taken. {each.reason}" for each in done.refused),
        f"{len(done.taken)} rows {'would be taken' if preview else 'taken'}, {len(done.refused)} not.",
    ])  # fmt: skip


@commands.command("list", epilog=example("toile garments list"))
@json_option
def list_all(as_json: bool) -> None:
    """List the garments."""
    with reading() as session:
        rows = [_row(garment) for garment in garments.list_garments(session)]
    lines = [f"{row['id']:>4}  {row['name']}  ({row['kind'] or 'kind unknown'})" for row in rows]
    answer(rows, as_json=as_json, lines=lines or "There are no garments yet.")


@commands.command("show", epilog=example('toile garments show "Marit shirt"'))
@click.argument("garment")
@json_option
def show(garment: str, as_json: bool) -> None:
    """Show a garment with its sizes, measures, revisions and runs."""
    with reading() as session:
        found = garments.get_garment(session, garment)
        row = (
            _row(found)
            | tell_facts(found)
            | {
                "points_of_measure": [_pom_row(pom) for pom in found.points_of_measure],
                "revisions": [{"number": each.number, "status": each.status.value} for each in found.revisions],
                "rounds": [
                    {"number": each.number, "status": each.status.value, "code": each.code} for each in found.rounds
                ],
            }
        )
    lines = [
        f"{row['name']}, number {row['id']}, {row['kind'] or 'kind unknown'}",
        f"Sizes: {', '.join(row['sizes']) or 'not known yet'}",
        *(f"{fact.capitalize()}: {row[fact]}" for fact in ("season", "fabric") if row[fact]),
        *(f"{pom['code']:>6}  {pom['name']} ({pom['kind']})" for pom in row["points_of_measure"]),
        *(f"Revision {each['number']}: {each['status']}" for each in row["revisions"]),
        *(f"Run {each['number']}: {each['status']}, code {each['code']}" for each in row["rounds"]),
    ]
    answer(row, as_json=as_json, lines=lines)


@commands.command("blocks", epilog=example("toile garments blocks"))
@json_option
def list_blocks(as_json: bool) -> None:
    """List the blocks with their garments, the faults that these have, and what was carried to the block."""
    with reading() as session:
        rows: list[dict[str, Any]] = [
            {
                "block": block.name, "garments": [garment.name for garment in block.garments],
                "faults": [
                    {"code": fault.code.value, "garments": [point.garment.name for point in fault.points],
                     "points": [point.id for point in fault.points]}
                    for fault in block.faults
                ],
                "carried": [point.id for point in block.carried],
            }
            for block in blocks.list_blocks(session)
        ]  # fmt: skip
    lines = [
        line
        for row in rows
        for line in (
            f"{row['block']}: {', '.join(row['garments'])}",
            *(f"  {fault['code']}  {', '.join(fault['garments'])}" for fault in row["faults"]),
        )
    ]
    answer(rows, as_json=as_json, lines=lines or "No garment names its block yet.")


def _read_columns(columns: tuple[str, ...]) -> dict[str, str]:
    """What is named as "code=POM"; a head may hold commas."""
    named = {}
    for each in columns:
        name, equals, head = each.partition("=")
        if not equals or not name.strip() or not head.strip():
            raise RuleError(f"“{each}” names no column: write it as code=POM or M=Medium.")
        named[name.strip()] = head.strip()
    return named


@commands.command("picture", epilog=example('toile garments picture "Marit shirt" marit-navy.jpg --colour Navy'))
@click.argument("garment")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--colour", help="The colour that it shows; else it stands for all that have none of their own.")
@click.option("--remove", is_flag=True, help="Take the picture away.")
@json_option
def picture(garment: str, file: Path | None, colour: str | None, remove: bool, as_json: bool) -> None:
    """Set the picture on top of the customer's form, or remove it."""
    if (file is None) is not remove:
        raise RuleError("Name a picture, or --remove it.")
    drawn = pictures.draw_picture(read_file(file)) if file else None
    with writing() as session:
        found = garments.get_garment(session, garment)
        if drawn is not None:
            pictures.set_picture(session, found, drawn, colour=colour)
        else:
            pictures.remove_picture(session, found, pictures.get_picture(session, found, colour=colour).name)
        row = {"garment": found.name, "colour": colour, "bytes": len(drawn.content) if drawn else None}
    answer(row, as_json=as_json, lines=f"The form of {row['garment']} shows {'it' if drawn else 'its sketch again'}.")


def _row(garment: Garment) -> dict[str, Any]:
    return {
        "id": garment.id,
        "name": garment.name,
        "kind": garment.kind.value if garment.kind else None,
        "style_number": garment.style_number,
        "reference": garment.reference,
        "sizes": [size.name for size in garment.sizes],
        "colours": [colour.name for colour in garment.colours],
    }


def _pom_row(pom: PointOfMeasure) -> dict[str, Any]:
    return {"code": pom.code, "name": pom.name, "kind": pom.kind.value, "critical": pom.critical}


def _read_values(session: Any, values: str, unit: str | None) -> dict[str, Decimal]:
    return {size: read_length(session, text, unit) for size, text in read_pairs(values, what="size").items()}
