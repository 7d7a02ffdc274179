"""`toile revisions`: the numbered versions of a pattern."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from app.cli.desk import (
    answer,
    example,
    json_option,
    paper_option,
    read_length,
    read_pairs,
    reading,
    split_list,
    unit_option,
    write_file,
    writing,
)
from app.cli.revision_drafts import drop, mark, rebase
from app.cli.revision_files import add_file, bundle, chart, overlay, remove_file, seamly
from app.errors import RuleError
from app.models import Direction, Paper, PatternRevision, Priority, RevisionLine
from app.services import (
    charts,
    clusters,
    comparing,
    garments,
    label,
    lengths,
    line_notes,
    line_views,
    lines,
    moves,
    revisions,
)
from app.services.amounts import Amounts, Side
from app.services.moves import Move


@click.group("revisions")
def commands() -> None:
    """The numbered versions of a pattern."""


for written in (drop, mark, rebase, chart, bundle, overlay, seamly, add_file, remove_file):
    commands.add_command(written)


@commands.command("draft", epilog=example('toile revisions draft "Marit shirt"'))
@click.argument("garment")
@click.option("--beside", is_flag=True, help="Although another draft is open.")
@json_option
def draft(garment: str, beside: bool, as_json: bool) -> None:
    """Draft the next revision, a full copy of the newest that went out."""
    with writing() as session:
        revision = revisions.draft_revision(session, garments.get_garment(session, garment), beside=beside)
        session.flush()
        row = _row(revision)
    answer(row, as_json=as_json, lines=f"Drafted revision {row['number']} of {row['garment']}.")


@commands.command("change", epilog=example('toile revisions change "Marit shirt" 2 --pom D1 --by -2 --cluster 1'))
@click.argument("garment")
@click.argument("number", type=int)
@click.option("--pom", help="The point of measure that changes.")
@click.option("--by", "amount", help="By how much in every size, or per size: S=-1, M=-2. How far, of an instruction.")
@click.option("--base", help="The new value of the base size; all others go with it.")
@click.option("--step", help="By how much the grade step grows.")
@click.option("--side", type=click.Choice([each.value for each in Side]), default=Side.BOTH.value, help="Of the base.")
@click.option("--old", "told", default="", help="What was measured before and the chart does not know: S=59, M=60.")
@click.option("--instruction", help="What no measure can say, in words.")
@click.option("--piece", help="The pieces of the pattern that it touches.")
@click.option("--seam", help="The seam or the point of the pattern that an instruction moves.")
@click.option("--direction", type=click.Choice([each.value for each in Direction]), help="Which way it moves that.")
@click.option("--priority", type=click.Choice([each.value for each in Priority]), help="How much it matters.")
@click.option("--check", help="What to check on the sample.")
@click.option("--cluster", "points", default="", help="The fit points it is drawn from, with commas.")
@click.option("--reason")
@unit_option
@json_option
def change(
    garment: str, number: int, pom: str | None, amount: str | None, base: str | None, step: str | None, side: str,
    told: str, instruction: str | None, piece: str | None, seam: str | None, direction: str | None,
    priority: str | None, check: str | None, points: str, reason: str | None, unit: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Change a measure of a draft, or add an instruction to it."""
    _ensure_one_kind(pom, instruction, of_measures=base or step or told, of_instructions=seam or direction)
    with writing() as session:
        found = garments.get_garment(session, garment)
        revision = revisions.get_revision(session, found, number)
        drawn_from = [clusters.get_cluster(session, _number(point)) for point in split_list(points)]
        if instruction is not None:
            move = Move(
                seam, Direction(direction) if direction else None,
                None if amount is None else read_length(session, amount, unit),
            )  # fmt: skip
            line = revisions.add_instruction(
                session, revision, text=instruction, piece=piece, move=move, clusters=drawn_from, reason=reason
            )
        else:
            point = garments.get_point_of_measure(found, pom or "")
            amounts = _read_amounts(session, amount, base=base, step=step, side=side, unit=unit)
            old_mm = _read_sizes(session, told, unit)
            line = revisions.change_measure(
                session, revision, point, per_size=lines.read_amounts(revision, point, amounts, old_mm), old_mm=old_mm,
                clusters=drawn_from, reason=reason,
            )  # fmt: skip
        line_notes.note_beside(
            line, piece=line.piece if piece is None else piece,
            priority=line.priority if priority is None else Priority(priority),
            check_on_sample=line.check_on_sample if check is None else check,
        )  # fmt: skip
        session.flush()
        cautions = line_views.caution(session, lines.describe_change(line)) if line.pom else []
        row = _row(revision) | {"line": line.number, "cautions": cautions}
        if line.instruction:
            row["instruction"] = _instruction(line)
    said = [f"Revision {row['number']} has line {row['line']} now.", *(f"Look again: {each}" for each in cautions)]
    answer(row, as_json=as_json, lines=said)


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
@paper_option
@json_option
def diff(garment: str, old: int, new: int, output: Path | None, paper: Paper | None, as_json: bool) -> None:
    """Compare two revisions, point of measure by point of measure."""
    with reading() as session:
        found = garments.get_garment(session, garment)
        before, after = revisions.get_revision(session, found, old), revisions.get_revision(session, found, new)
        differences = revisions.compare(session, before, after)
        if output:
            write_file(output, charts.export_comparison(session, before, after, paper=paper))
        own = label.get_label(session)
        rows, told = [], []
        for each in differences:
            for size in each.sizes:
                row = {"pom": each.pom.code, "name": each.pom.name, "size": size.size.name, "old_mm": size.old_mm,
                       "new_mm": size.new_mm, "delta_mm": size.delta_mm}  # fmt: skip
                rows.append(row)
                values = [
                    "not known" if value is None else lengths.write_length(value, own.unit, own.grid)
                    for value in (size.old_mm, size.new_mm)
                ]
                told.append(f"{row['pom']} {row['name']}, {row['size']}: {' → '.join(values)} {own.unit}")
        for instructed in comparing.list_instructions(before, after):
            line = instructed.line
            at, moved = line.revision.number, moves.tell_move(line, own.unit, own.grid)
            rows.append({"revision": at, "is_new": instructed.is_new} | _instruction(line))
            told.append(f"Instruction of revision {at}: {'. '.join(filter(None, (moved, line.instruction)))}")
    answer(rows, as_json=as_json, lines=told or "They do not differ in any measure.")


def _row(revision: PatternRevision) -> dict[str, Any]:
    return {
        "garment": revision.garment.name,
        "number": revision.number,
        "status": revision.status.value,
        "lines": len(revision.lines),
    }


def _instruction(line: RevisionLine) -> dict[str, Any]:
    return {
        "instruction": line.instruction,
        "piece": line.piece,
        "seam_or_point": line.seam_or_point,
        "direction": line.direction.value if line.direction else None,
        "amount_mm": line.amount_mm,
    }


def _ensure_one_kind(
    pom: str | None, instruction: str | None, *, of_measures: str | None, of_instructions: str | None
) -> None:
    """A line changes a measure or is an instruction, and is told by what belongs to that."""
    if (pom is None) == (instruction is None):
        raise RuleError("Name a point of measure with --pom, or write an --instruction.")
    if pom is not None and of_instructions:
        raise RuleError("Only an --instruction has a --seam and a --direction.")
    if instruction is not None and of_measures:
        raise RuleError("An instruction is moved --by one amount: --base, --step and --old are a measure’s.")


def _number(text: str) -> int:
    if not text.isdecimal():
        raise RuleError(f"“{text}” is not the number of a fit point.")
    return int(text)


def _read_amounts(
    session: Any, amount: str | None, *, base: str | None, step: str | None, side: str, unit: str | None
) -> Amounts:
    """What is said of a change; an amount is for all sizes, or names them. Without any it is still to be measured."""
    every, new_base, growth = (
        None if text is None else read_length(session, text, unit)
        for text in (None if amount and "=" in amount else amount, base, step)
    )
    by_size = _read_sizes(session, amount, unit) if amount and "=" in amount else {}
    return Amounts(every, new_base, growth, Side(side), by_size)


def _read_sizes(session: Any, text: str, unit: str | None) -> dict[str, Decimal]:
    return {size: read_length(session, each, unit) for size, each in read_pairs(text, what="size").items()}
