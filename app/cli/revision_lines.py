"""What `toile revisions` does with the lines of a draft: written, reworded, dropped, their sketches marked."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import click

from app.cli.desk import (
    NUMBER,
    answer,
    example,
    json_option,
    read_length,
    read_numbers,
    read_pairs,
    unit_option,
    writing,
)
from app.cli.numbered import get_revision
from app.errors import RuleError
from app.models import Cluster, Direction, MarkKind, PatternRevision, Priority, RevisionLine
from app.services import clusters, garments, line_notes, line_views, lines, marks, moves, points_of_measure, revisions
from app.services.amounts import Amounts, Side
from app.services.moves import Move
from app.services.wording import split_list

piece_option = click.option("--piece", help="The pieces of the pattern that it touches.")
seam_option = click.option("--seam", help="The seam or the point of the pattern that an instruction moves.")
direction_option = click.option(
    "--direction", type=click.Choice([each.value for each in Direction]), help="Which way it moves that."
)
priority_option = click.option(
    "--priority", type=click.Choice([each.value for each in Priority]), help="How much it matters."
)
check_option = click.option("--check", help="What to check on the sample.")
points_option = click.option("--cluster", "points", default="", help="The fit points it is drawn from, with commas.")


def line_options(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command with the options that every line of a revision has, in the order of its help."""
    options = (
        piece_option, seam_option, direction_option, priority_option, check_option, points_option,
        click.option("--reason"), unit_option, json_option,
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command("change", epilog=example('toile revisions change "Marit shirt" 2 --pom D1 --by -2 --cluster 1'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--pom", help="The point of measure that changes.")
@click.option("--by", "amount", help="By how much in every size, or per size: S=-1, M=-2. How far, of an instruction.")
@click.option("--base", help="The new value of the base size; all others go with it.")
@click.option("--step", help="By how much the grade step grows.")
@click.option("--side", type=click.Choice([each.value for each in Side]), default=Side.BOTH.value, help="Of the base.")
@click.option("--old", "told", default="", help="What was measured before and the chart does not know: S=59, M=60.")
@click.option("--instruction", help="What no measure can say, in words.")
@line_options
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
        drawn_from = _read_points(session, points)
        if instruction is not None:
            move = _read_move(session, Move(), seam, direction, amount, unit)
            line = revisions.add_instruction(
                session, revision, text=instruction, move=move, clusters=drawn_from, reason=reason
            )
        else:
            point = points_of_measure.get_point_of_measure(found, pom or "")
            amounts = _read_amounts(session, amount, base=base, step=step, side=side, unit=unit)
            old_mm = _read_sizes(session, told, unit)
            line = revisions.change_measure(
                session, revision, point, per_size=lines.read_amounts(revision, point, amounts, old_mm), old_mm=old_mm,
                clusters=drawn_from, reason=reason,
            )  # fmt: skip
        _note_beside(line, piece, priority, check)
        session.flush()
        cautions = line_views.caution(session, lines.describe_change(line)) if line.pom else []
        row = revision_row(revision) | {"line": line.number, "cautions": cautions}
        if line.instruction:
            row["instruction"] = instruction_row(line)
    said = [f"Revision {row['number']} has line {row['line']} now.", *(f"Look again: {each}" for each in cautions)]
    answer(row, as_json=as_json, lines=said)


@click.command("reword", epilog=example('toile revisions reword "Marit shirt" 3 2 "To nothing at the neck."'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.argument("line", type=NUMBER)
@click.argument("words")
@click.option("--by", "amount", help="How far it moves what it moves.")
@line_options
def reword(
    garment: str, number: int, line: int, words: str, amount: str | None, piece: str | None, seam: str | None,
    direction: str | None, priority: str | None, check: str | None, points: str, reason: str | None, unit: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Put an instruction of a draft in other words; what is not said anew stays, its marks too."""
    with writing() as session:
        revision = get_revision(session, garment, number)
        found = lines.get_line(revision, line)
        revisions.rewrite_instruction(
            session, found, text=words, piece=found.piece,
            move=_read_move(session, moves.read_move(found), seam, direction, amount, unit),
            clusters=_read_points(session, points) or found.clusters, reason=reason or found.reason,
        )  # fmt: skip
        _note_beside(found, piece, priority, check)
        row = revision_row(revision) | {"line": line, "instruction": instruction_row(found)}
    answer(row, as_json=as_json, lines=f"Line {line} of revision {number} is reworded.")


@click.command("drop", epilog=example('toile revisions drop "Marit shirt" 3 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.argument("line", type=NUMBER)
@json_option
def drop(garment: str, number: int, line: int, as_json: bool) -> None:
    """Take a line out of a draft; its measures are again what they were."""
    with writing() as session:
        revision = get_revision(session, garment, number)
        revisions.drop_line(session, lines.get_line(revision, line))
    answer({"revision": number, "dropped": line}, as_json=as_json, lines=f"Revision {number} has no line {line} now.")


@click.command("mark", epilog=example('toile revisions mark "Marit shirt" 3 2 --at back/neck/middle'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.argument("line", type=NUMBER)
@click.option("--at", "start", help="A place of the list, or “back 50 12” on the sketch’s field of 100 by 106.")
@click.option("--to", "end", help="Where a line or an arrow ends.")
@click.option("--kind", type=click.Choice([each.value for each in MarkKind]), help="Else a point, or with --to a line.")
@json_option
def mark(
    garment: str, number: int, line: int, start: str | None, end: str | None, kind: str | None, as_json: bool
) -> None:
    """Mark the sketch of an instruction; without --at, list the places that have names."""
    with writing() as session:
        found = garments.get_garment(session, garment)
        instruction = lines.get_line(revisions.get_revision(session, found, number), line)
        if start is None:
            places = {key: spot.name for key, spot in marks.list_spots(found).items()}
            answer(places, as_json=as_json, lines=[f"{key:<24} {name}" for key, name in places.items()])
            return
        made = marks.add_mark(
            session, instruction, kind=MarkKind(kind or ("line" if end else "point")),
            start=marks.get_spot(found, start), end=marks.get_spot(found, end, field="end") if end else None,
        )  # fmt: skip
        row: dict[str, Any] = {"line": line, "mark": marks.label_mark(made), "kind": made.kind.value}
    answer(row, as_json=as_json, lines=f"Marked {row['kind']} {row['mark']}.")


def revision_row(revision: PatternRevision) -> dict[str, Any]:
    """Return what a script is told of a revision."""
    return {
        "garment": revision.garment.name,
        "number": revision.number,
        "status": revision.status.value,
        "lines": len(revision.lines),
    }


def instruction_row(line: RevisionLine) -> dict[str, Any]:
    """Return what a script is told of an instruction."""
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


def _note_beside(line: RevisionLine, piece: str | None, priority: str | None, check: str | None) -> None:
    """Write down what is said beside a line; what is not said stays."""
    line_notes.note_beside(
        line, piece=line.piece if piece is None else piece,
        priority=line.priority if priority is None else Priority(priority),
        check_on_sample=line.check_on_sample if check is None else check,
    )  # fmt: skip


def _read_points(session: Any, numbers: str) -> list[Cluster]:
    read = read_numbers(split_list(numbers), refusal=f"“{numbers}” does not name fit points by their numbers.")
    return [clusters.get_cluster(session, number) for number in read]


def _read_move(
    session: Any, before: Move, seam: str | None, direction: str | None, amount: str | None, unit: str | None
) -> Move:
    """What an instruction moves; what is not said of it is as before."""
    return Move(
        seam or before.seam_or_point, Direction(direction) if direction else before.direction,
        before.amount_mm if amount is None else read_length(session, amount, unit),
    )  # fmt: skip


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
