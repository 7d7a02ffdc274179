"""`toile rounds`: the production runs, the gate before the cut, and what was sold."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from app.cli import piece_measures
from app.cli.care_labels import label, mail, make_codes
from app.cli.desk import (
    DAY,
    NUMBER,
    answer,
    answer_with_file,
    dates_option,
    example,
    json_option,
    note,
    paper_option,
    read_file,
    read_pairs,
    reading,
    sure_option,
    trying,
    writing,
)
from app.cli.numbered import get_round
from app.config import read_settings
from app.errors import RuleError
from app.models import CountKind, Paper, ProductionRound, now
from app.services import cutting, garments, orders, revisions, round_removals, round_rules, rounds, selling
from app.services.reading_dates import DateOrder
from app.services.wording import name_file, say_shrinkage


@click.group("rounds")
def commands() -> None:
    """The production runs and their release to cut."""


for command in (
    make_codes, label, mail, piece_measures.sheet, piece_measures.measure, piece_measures.import_measures,
):  # fmt: skip
    commands.add_command(command)


@commands.command("plan", epilog=example('toile rounds plan "Marit shirt" --pieces "S=20, M=40, L=30"'))
@click.argument("garment")
@click.option("--pieces", default="", help="Planned per size: S=20, M=40.")
@click.option("--cut-on", type=DAY)
@click.option("--colour")
@click.option("--fabric-lot")
@click.option("--revision", type=NUMBER, help="The revision it is cut on; else the newest when it is released to cut.")
@json_option
def plan(
    garment: str, pieces: str, cut_on: datetime | None, colour: str | None, fabric_lot: str | None,
    revision: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Plan the next run of a garment; it gets the code for its care label."""
    with writing() as session:
        found = garments.get_garment(session, garment)
        planned = rounds.plan_round(
            session, found, planned=_pieces(pieces), cut_on=cut_on.date() if cut_on else None, colour=colour,
            fabric_lot=fabric_lot, revision=revisions.get_revision(session, found, revision) if revision else None,
        )  # fmt: skip
        session.flush()
        row = _row(planned)
    answer(row, as_json=as_json, lines=f"Planned run {row['number']}; its code is {row['code']}.")


@commands.command("shrinkage", epilog=example('toile rounds shrinkage "Marit shirt" 2 --length 3 --width 1.5'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--length", type=float, help="Percent that it loses in length; below 0 it grows.")
@click.option("--width", type=float, help="The same in width; one left out stays as it is.")
@click.option("--unmeasured", is_flag=True, help="Take both away: it was not measured.")
@json_option
def record_shrinkage(
    garment: str, number: int, length: float | None, width: float | None, unmeasured: bool, as_json: bool
) -> None:
    """Keep what the fabric of a planned run loses in the wash: the correction sheet says so."""
    named = length is not None or width is not None
    if named == unmeasured:
        raise RuleError("Say --length, --width or both, or that it is --unmeasured.")
    with writing() as session:
        planned = get_round(session, garment, number)
        if named:
            length = planned.shrinkage_length_percent if length is None else length
            width = planned.shrinkage_width_percent if width is None else width
        rounds.record_shrinkage(session, planned, length=length, width=width)
        said = say_shrinkage(planned) or "no shrinkage measured"
        row = _row(planned) | {"shrinkage_length_percent": length, "shrinkage_width_percent": width}
    answer(row, as_json=as_json, lines=f"Run {row['number']}: {said}.")


@commands.command("change", epilog=example('toile rounds change "Marit shirt" 2 --cut-on 2027-05-31'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--pieces", default="", help="Planned per size instead of what was planned in this colour: S=20, M=40.")
@click.option("--cut-on", type=DAY)
@click.option("--colour")
@click.option("--fabric-lot")
@click.option("--revision", type=NUMBER, help="The revision it is cut on.")
@json_option
def change(
    garment: str, number: int, pieces: str, cut_on: datetime | None, colour: str | None, fabric_lot: str | None,
    revision: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Change what is named of a run until it is released to cut."""
    if colour and not pieces:
        raise RuleError("Say with --pieces how many of that colour are cut.")
    with writing() as session:
        planned = get_round(session, garment, number)
        rounds.change_round(
            session, planned, planned=_pieces(pieces) if pieces else None, cut_on=cut_on.date() if cut_on else None,
            colour=colour, fabric_lot=fabric_lot,
            revision=revisions.get_revision(session, planned.garment, revision) if revision else None,
        )  # fmt: skip
        session.flush()
        on = planned.cut_on.isoformat() if planned.cut_on else None
        row = _row(planned) | {"cut_on": on, "fabric_lot": planned.fabric_lot}
    answer(row, as_json=as_json, lines=f"Run {row['number']} is changed.")


@commands.command("remove", epilog=example('toile rounds remove "Marit shirt" 2 --unprinted'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--unprinted", is_flag=True, help="Say so: no care label with its code is printed.")
@json_option
def remove(garment: str, number: int, unprinted: bool, as_json: bool) -> None:
    """Take a planned run away while nothing hangs on it; a label with its code would lead nowhere."""
    with writing() as session:
        planned = get_round(session, garment, number)
        row = {"garment": planned.garment.name, "number": planned.number, "code": planned.code}
        if not unprinted:
            raise RuleError(f"Say with --unprinted that no care label with the code {planned.code} is printed.")
        round_removals.remove_round(session, planned)
    answer(row, as_json=as_json, lines=f"Run {row['number']} is taken away, and its code {row['code']} with it.")


@commands.command("gate", epilog=example('toile rounds gate "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@json_option
@click.pass_context
def show_gate(ctx: click.Context, garment: str, number: int, as_json: bool) -> None:
    """Show what stands between a run and its release to cut; the exit code is 1 while something does."""
    with reading() as session:
        checked = rounds.check_gate(session, get_round(session, garment, number))
        items = [{"name": each.name, "passed": each.passed, "sentence": each.sentence} for each in checked.items]
        row = {"passes": checked.passes, "items": items, "warnings": list(checked.warnings)}
    lines = [f"{'ok  ' if each['passed'] else 'open'}  {each['sentence']}" for each in items]
    answer(row, as_json=as_json, lines=[*lines, *(f"note  {warning}" for warning in checked.warnings)])
    if not checked.passes:
        ctx.exit(1)


@commands.command("lock", epilog=example('toile rounds lock "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--override-reason", help="Why it is cut although the gate is not passed.")
@json_option
def lock(garment: str, number: int, override_reason: str | None, as_json: bool) -> None:
    """Release a run to cut: what is cut is copied and no longer changes."""
    with writing() as session:
        row = _row(rounds.lock_round(session, get_round(session, garment, number), override_reason=override_reason))
    answer(row, as_json=as_json, lines=f"Run {row['number']} is released to cut on revision {row['revision']}.")


@commands.command("count", epilog=example('toile rounds count "Marit shirt" 2 --kind sold --pieces "S=12, M=30"'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--kind", type=click.Choice([kind.value for kind in CountKind]), required=True)
@click.option("--pieces", required=True, help="All so far, per size: S=12, M=30.")
@click.option("--on", "counted_on", type=DAY, help="Else today.")
@click.option("--on-sale-since", type=DAY, help="The first day on which it could be bought.")
@click.option("--colour")
@sure_option
@json_option
def count(
    garment: str, number: int, kind: str, pieces: str, counted_on: datetime | None, on_sale_since: datetime | None,
    colour: str | None, sure: bool, as_json: bool,
) -> None:  # fmt: skip
    """Count what was cut, sold, returned or left over so far."""
    with writing() as session:
        production_round = get_round(session, garment, number)
        if on_sale_since:
            selling.open_sale(session, production_round, on_sale_since.date())
        rounds.record_counts(
            session, production_round, kind=CountKind(kind), pieces=_pieces(pieces), colour=colour,
            counted_on=(counted_on or now()).date(), sure=sure,
        )  # fmt: skip
        sold_out = [each.sentence for each in selling.list_sold_out(production_round)]
        row = _row(production_round) | {"sold_out": sold_out}
    answer(row, as_json=as_json, lines=[f"Counted {kind} of run {row['number']}.", *sold_out])


@commands.command("import-orders", epilog=example("toile rounds import-orders orders.csv"))
@click.argument("file", type=click.Path(path_type=Path))
@dates_option
@click.option("--preview", is_flag=True, help="Show what would be counted, and change nothing.")
@json_option
def import_orders(file: Path, dates: str | None, preview: bool, as_json: bool) -> None:
    """Count what was sold and returned per run, size and colour from a shop's orders file.

    A piece counts for a run only where it must be from it; files may overlap. Lines that cannot be taken are named on
    stderr. Reviews whose customer bought one size of the garment get that size.
    """
    content = read_file(file)
    with trying() if preview else writing() as session:
        taken = orders.import_orders(session, content, dates=DateOrder(dates) if dates else None)
    for line, reason in taken.rejects:
        note(f"Line {line}: {reason}")
    row = asdict(taken) | {"rejects": [{"line": line, "reason": reason} for line, reason in taken.rejects]}
    lines = [
        f"{taken.stored} lines of orders new, {taken.changed} changed, {taken.known} known before.",
        f"So far {taken.sold} pieces are sold and {taken.returned} returned; of {taken.unplaced} the run is not known.",
        f"{taken.bracketed} orders tried two sizes and sent some back. {taken.recovered} answers got their size.",
        *([f"{taken.kept} counts were higher before and stay: not all orders are here."] if taken.kept else []),
        *(["Nothing is changed: this is a preview."] if preview else []),
    ]
    answer(row, as_json=as_json, lines=lines)


@commands.command("ticket", epilog=example('toile rounds ticket "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Else a name of its own in this folder.")
@paper_option
@json_option
def ticket(garment: str, number: int, output: Path | None, paper: Paper | None, as_json: bool) -> None:
    """Write the ticket of a run for the cutting table: its pattern, its pieces, what is to be measured."""
    with reading() as session:
        production_round = get_round(session, garment, number)
        content = cutting.export_cut_ticket(
            session, production_round, paper=paper, configured=read_settings()["TOILE_PUBLIC_URL"]
        )
        path = output or Path(name_file(production_round, "-ticket.pdf"))
    answer_with_file(path, content, as_json=as_json)


@commands.command("close", epilog=example('toile rounds close "Marit shirt" 1'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@json_option
def close(garment: str, number: int, as_json: bool) -> None:
    """Close a run that is sold; what customers say of it still counts."""
    with writing() as session:
        row = _row(rounds.close_round(session, get_round(session, garment, number)))
    answer(row, as_json=as_json, lines=f"Run {row['number']} is closed.")


def _pieces(text: str) -> dict[str, int]:
    return round_rules.read_pieces(read_pairs(text, what="size"))


def _row(production_round: ProductionRound) -> dict[str, Any]:
    return {
        "garment": production_round.garment.name,
        "number": production_round.number,
        "status": production_round.status.value,
        "code": production_round.code,
        "revision": production_round.revision.number if production_round.revision else None,
    }
