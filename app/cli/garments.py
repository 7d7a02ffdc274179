"""`toile garments`: the styles, their sizes and points of measure."""

from pathlib import Path
from typing import Any

import click

from app.cli import charts
from app.cli.desk import answer, example, json_option, note, read_file, reading, trying, writing
from app.cli.garment_facts import describe, tell_facts, tell_garment
from app.cli.garment_identity import change, put_away
from app.errors import RuleError
from app.services import blocks, garment_facts, garments, label, pictures, products
from app.services.wording import split_list, split_sizes
from nlp.taxonomy import GarmentKind


@click.group("garments")
def commands() -> None:
    """The styles, their sizes and measures."""


for command in (
    describe,
    change,
    put_away,
    charts.measure,
    charts.change_measure,
    charts.import_rul,
    charts.import_chart,
):
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
            session, name=name, kind=GarmentKind(kind) if kind else None, sizes=split_sizes(sizes),
            colours=split_list(colours), base_size=base_size, style_number=style_number, reference=reference,
            block=block, fabric=fabric, cut_for=cut_for, season=season,
            seam_allowance=garment_facts.read_seam_allowance(seam_allowance, label.get_label(session).unit),
        )  # fmt: skip
        session.flush()
        row = tell_garment(garment)
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
            "added": [tell_garment(each) for each in taken.added], "known": taken.known, "articles": taken.articles,
            "rejects": [{"line": line, "reason": reason} for line, reason in taken.rejects],
        }  # fmt: skip
    for line, reason in taken.rejects:
        note(f"Line {line}: {reason}")
    lines = [f"{each['name']}  ({', '.join(each['sizes']) or 'no sizes'})" for each in row["added"]]
    told = f"{len(lines)} added, {row['known']} known before, {row['articles']} SKUs."
    answer(row, as_json=as_json, lines=[*lines, told + (" Nothing is changed: this is a preview." if preview else "")])


@commands.command("list", epilog=example("toile garments list"))
@json_option
def list_all(as_json: bool) -> None:
    """List the garments."""
    with reading() as session:
        rows = [tell_garment(garment) for garment in garments.list_garments(session)]
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
            tell_garment(found)
            | tell_facts(found)
            | {
                "points_of_measure": [charts.tell_point(pom) for pom in found.points_of_measure],
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
