"""`toile revisions`: the numbered versions of a pattern."""

from pathlib import Path
from typing import Any

import click

from app.cli.desk import (
    answer,
    example,
    json_option,
    read_length,
    read_pairs,
    reading,
    split_list,
    unit_option,
    write_file,
    writing,
)
from app.cli.revision_files import add_file, bundle, chart, overlay, remove_file, seamly
from app.errors import RuleError
from app.models import PatternRevision
from app.services import charts, clusters, garments, label, lengths, revisions


@click.group("revisions")
def commands() -> None:
    """The numbered versions of a pattern."""


for written in (chart, bundle, overlay, seamly, add_file, remove_file):
    commands.add_command(written)


@commands.command("draft", epilog=example('toile revisions draft "Marit shirt"'))
@click.argument("garment")
@json_option
def draft(garment: str, as_json: bool) -> None:
    """Draft the next revision, a full copy of the newest."""
    with writing() as session:
        revision = revisions.draft_revision(session, garments.get_garment(session, garment))
        session.flush()
        row = _row(revision)
    answer(row, as_json=as_json, lines=f"Drafted revision {row['number']} of {row['garment']}.")


@commands.command("change", epilog=example('toile revisions change "Marit shirt" 2 --pom D1 --by -2 --cluster 1'))
@click.argument("garment")
@click.argument("number", type=int)
@click.option("--pom", help="The point of measure that changes.")
@click.option("--by", "amount", help="By how much in every size, or per size: S=-1, M=-2.")
@click.option("--instruction", help="What no measure can say, in words.")
@click.option("--piece", help="The piece an instruction is about.")
@click.option("--cluster", "points", default="", help="The fit points it is drawn from, with commas.")
@click.option("--reason")
@unit_option
@json_option
def change(
    garment: str, number: int, pom: str | None, amount: str | None, instruction: str | None, piece: str | None,
    points: str, reason: str | None, unit: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Change a measure of a draft, or add an instruction to it."""
    if (pom is None) == (instruction is None):
        raise RuleError("Name a point of measure with --pom, or write an --instruction.")
    with writing() as session:
        found = garments.get_garment(session, garment)
        revision = revisions.get_revision(session, found, number)
        drawn_from = [clusters.get_cluster(session, _number(point)) for point in split_list(points)]
        if instruction is not None:
            line = revisions.add_instruction(
                session, revision, text=instruction, piece=piece, clusters=drawn_from, reason=reason
            )
        else:
            line = revisions.change_measure(
                session, revision, garments.get_point_of_measure(found, pom or ""), clusters=drawn_from,
                reason=reason, **_amounts(session, amount, unit),
            )  # fmt: skip
        session.flush()
        row = _row(revision) | {"line": line.number}
    answer(row, as_json=as_json, lines=f"Revision {row['number']} has line {row['line']} now.")


@commands.command("approve", epilog=example('toile revisions approve "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=int)
@json_option
def approve(garment: str, number: int, as_json: bool) -> None:
    """Approve a revision for cutting: its sheet is received and its samples are accepted or waived."""
    with writing() as session:
        revision = revisions.get_revision(session, garments.get_garment(session, garment), number)
        row = _row(revisions.approve(session, revision))
    answer(row, as_json=as_json, lines=f"Revision {row['number']} is approved.")


@commands.command("release", epilog=example('toile revisions release "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=int)
@click.option("--override-reason", help="Why it is released without approval.")
@json_option
def release(garment: str, number: int, override_reason: str | None, as_json: bool) -> None:
    """Make a revision the one that is cut; locking a run on it does so, too."""
    with writing() as session:
        revision = revisions.get_revision(session, garments.get_garment(session, garment), number)
        row = _row(revisions.release(session, revision, override_reason=override_reason))
    answer(row, as_json=as_json, lines=f"Revision {row['number']} is released.")


@commands.command("diff", epilog=example('toile revisions diff "Marit shirt" 1 2'))
@click.argument("garment")
@click.argument("old", type=int)
@click.argument("new", type=int)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Also write them side by side as this PDF.")
@json_option
def diff(garment: str, old: int, new: int, output: Path | None, as_json: bool) -> None:
    """Compare two revisions, point of measure by point of measure."""
    with reading() as session:
        found = garments.get_garment(session, garment)
        before, after = revisions.get_revision(session, found, old), revisions.get_revision(session, found, new)
        differences = revisions.compare(session, before, after)
        if output:
            write_file(output, charts.export_comparison(session, before, after))
        own = label.get_label(session)
        rows, lines = [], []
        for each in differences:
            for size in each.sizes:
                row = {"pom": each.pom.code, "name": each.pom.name, "size": size.size.name, "old_mm": size.old_mm,
                       "new_mm": size.new_mm, "delta_mm": size.delta_mm}  # fmt: skip
                rows.append(row)
                values = [
                    "not known" if value is None else lengths.write_length(value, own.unit, own.grid)
                    for value in (size.old_mm, size.new_mm)
                ]
                lines.append(f"{row['pom']} {row['name']}, {row['size']}: {' → '.join(values)} {own.unit}")
    answer(rows, as_json=as_json, lines=lines or "They do not differ in any measure.")


def _row(revision: PatternRevision) -> dict[str, Any]:
    return {
        "garment": revision.garment.name,
        "number": revision.number,
        "status": revision.status.value,
        "lines": len(revision.lines),
    }


def _number(text: str) -> int:
    if not text.isdecimal():
        raise RuleError(f"“{text}” is not the number of a fit point.")
    return int(text)


def _amounts(session: Any, amount: str | None, unit: str | None) -> dict[str, Any]:
    """One amount for all sizes, or one per size; without any the line is still to be measured."""
    if amount is None:
        return {}
    if "=" not in amount:
        return {"delta_mm": read_length(session, amount, unit)}
    pairs = read_pairs(amount, what="size")
    return {"per_size": {size: read_length(session, text, unit) for size, text in pairs.items()}}
