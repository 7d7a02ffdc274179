"""`toile rounds`: the production runs, the gate before the cut, and what was sold."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from app.cli import piece_measures
from app.cli.desk import (
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
    trying,
    write_file,
    writing,
)
from app.config import read_settings
from app.errors import RuleError
from app.models import CountKind, Paper, ProductionRound, now
from app.services import (
    care_labels,
    cutting,
    garments,
    gate,
    locking,
    orders,
    piece_codes,
    public_address,
    revisions,
    rounds,
    selling,
)  # fmt: skip
from app.services.codes import format_code
from app.services.label import get_label
from app.services.reading_dates import DateOrder
from app.translations import LANGUAGES

DATE = click.DateTime(["%Y-%m-%d"])


@click.group("rounds")
def commands() -> None:
    """The production runs and their release to cut."""


for measured in (piece_measures.sheet, piece_measures.measure, piece_measures.import_measures):
    commands.add_command(measured)


@commands.command("plan", epilog=example('toile rounds plan "Marit shirt" --pieces "S=20, M=40, L=30"'))
@click.argument("garment")
@click.option("--pieces", default="", help="Planned per size: S=20, M=40.")
@click.option("--cut-on", type=DATE)
@click.option("--colour")
@click.option("--fabric-lot")
@click.option("--revision", type=int, help="The revision it is cut on; else the newest when it is released to cut.")
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


@commands.command("gate", epilog=example('toile rounds gate "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=int)
@json_option
@click.pass_context
def show_gate(ctx: click.Context, garment: str, number: int, as_json: bool) -> None:
    """Show what stands between a run and its release to cut; the exit code is 1 while something does."""
    with reading() as session:
        checked = gate.check_gate(session, _get(session, garment, number))
        items = [{"name": each.name, "passed": each.passed, "sentence": each.sentence} for each in checked.items]
        row = {"passes": checked.passes, "items": items, "warnings": list(checked.warnings)}
    lines = [f"{'ok  ' if each['passed'] else 'open'}  {each['sentence']}" for each in items]
    answer(row, as_json=as_json, lines=[*lines, *(f"note  {warning}" for warning in checked.warnings)])
    if not checked.passes:
        ctx.exit(1)


@commands.command("lock", epilog=example('toile rounds lock "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=int)
@click.option("--override-reason", help="Why it is cut although the gate is not passed.")
@json_option
def lock(garment: str, number: int, override_reason: str | None, as_json: bool) -> None:
    """Release a run to cut: what is cut is copied and no longer changes."""
    with writing() as session:
        row = _row(locking.lock_round(session, _get(session, garment, number), override_reason=override_reason))
    answer(row, as_json=as_json, lines=f"Run {row['number']} is released to cut on revision {row['revision']}.")


@commands.command("count", epilog=example('toile rounds count "Marit shirt" 2 --kind sold --pieces "S=12, M=30"'))
@click.argument("garment")
@click.argument("number", type=int)
@click.option("--kind", type=click.Choice([kind.value for kind in CountKind]), required=True)
@click.option("--pieces", required=True, help="All so far, per size: S=12, M=30.")
@click.option("--on", "counted_on", type=DATE, help="Else today.")
@click.option("--on-sale-since", type=DATE, help="The first day on which it could be bought.")
@click.option("--colour")
@json_option
def count(
    garment: str, number: int, kind: str, pieces: str, counted_on: datetime | None, on_sale_since: datetime | None,
    colour: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Count what was cut, sold, returned or left over so far."""
    with writing() as session:
        production_round = _get(session, garment, number)
        if on_sale_since:
            selling.open_sale(session, production_round, on_sale_since.date())
        for size, quantity in _pieces(pieces).items():
            rounds.record_count(
                session, production_round, kind=CountKind(kind), size=size, quantity=quantity, colour=colour,
                counted_on=(counted_on or now()).date(),
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


@commands.command("codes", epilog=example('toile rounds codes "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=int)
@json_option
def make_codes(garment: str, number: int, as_json: bool) -> None:
    """Make a code for each size and colour that is planned; those that have one keep it for ever."""
    with writing() as session:
        pieces = piece_codes.make_codes(session, _get(session, garment, number))
        rows = [{"code": each.code, "piece": each.name, "planned": each.planned} for each in pieces]
        lines = [f"{format_code(each.code)}  {each.name}" for each in pieces]
    answer(rows, as_json=as_json, lines=lines)


@commands.command("ticket", epilog=example('toile rounds ticket "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=int)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Else a name of its own in this folder.")
@paper_option
@json_option
def ticket(garment: str, number: int, output: Path | None, paper: Paper | None, as_json: bool) -> None:
    """Write the ticket of a run for the cutting table: its pattern, its pieces, what is to be measured."""
    with reading() as session:
        content = cutting.export_cut_ticket(session, _get(session, garment, number), paper=paper)
    path = output or Path(f"run-{number}-ticket.pdf")
    answer_with_file(path, content, as_json=as_json)


@commands.command("label", epilog=example('toile rounds label "Marit shirt" 2 --format pdf'))
@click.argument("garment")
@click.argument("number", type=int)
@click.option("--format", "file_format", type=click.Choice(["pdf", "svg", "png"]), default="pdf", show_default=True)
@click.option(
    "--look",
    type=click.Choice([*care_labels.LOOKS, "code"]),
    default="care",
    show_default=True,
    help="What a sheet is cut into: care labels, swing-tag stickers or packing cards; or the code alone.",
)
@click.option("--each", is_flag=True, help="The code of each size and colour, on a sheet as often as planned.")
@click.option(
    "--side",
    type=int,
    default=care_labels.USUAL_SIDE_MM,
    show_default=True,
    help="Side of the code in mm, white margin included.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Else a name of its own in this folder.")
@json_option
def label(
    garment: str, number: int, file_format: str, look: str, each: bool, side: int, output: Path | None, as_json: bool
) -> None:  # fmt: skip
    """Write the labels of a run, whose codes lead customers to the form."""
    with reading() as session:
        house = get_label(session)
        public = public_address.get_checked_address(house, read_settings()["TOILE_PUBLIC_URL"])
        production_round = _get(session, garment, number)
        whole = [piece_codes.whole_round(production_round)]
        pieces = piece_codes.get_pieces(production_round) if each else whole
        files = _draw_files(public, pieces, file_format=file_format, look=look, side=side)
        warning = public_address.warn(public, production_round)
        row = {"code": format_code(whole[0].code), "address": f"{public}/f/{whole[0].code}".upper(), "side_mm": side}
    if output is not None and len(files) > 1:
        raise RuleError(f"That makes {len(files)} files: leave --output out, and each gets its own name.")
    written = [output] if output else [Path(name) for name in files]
    for path, content in zip(written, files.values(), strict=True):
        write_file(path, content)
    note(warning)
    names = [str(path) for path in written]
    answer(row | {"file": names[0], "files": names}, as_json=as_json, lines=[f"Wrote {name}." for name in names])


@commands.command("mail", epilog=example('toile rounds mail "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=int)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
@json_option
def mail(garment: str, number: int, language: str, as_json: bool) -> None:
    """Print the words for the mail that a shop sends once, two weeks after a delivery."""
    with reading() as session:
        public = public_address.get_checked_address(get_label(session), read_settings()["TOILE_PUBLIC_URL"])
        words = care_labels.write_mail(public, _get(session, garment, number), language=language)
    answer({"mail": words}, as_json=as_json, lines=words)


@commands.command("close", epilog=example('toile rounds close "Marit shirt" 1'))
@click.argument("garment")
@click.argument("number", type=int)
@json_option
def close(garment: str, number: int, as_json: bool) -> None:
    """Close a run that is sold; what customers say of it still counts."""
    with writing() as session:
        row = _row(rounds.close_round(session, _get(session, garment, number)))
    answer(row, as_json=as_json, lines=f"Run {row['number']} is closed.")


def _get(session: Any, garment: str, number: int) -> ProductionRound:
    return rounds.get_round(session, garments.get_garment(session, garment), number)


def _draw_files(
    public: str, pieces: list[piece_codes.Piece], *, file_format: str, look: str, side: int
) -> dict[str, bytes]:
    """Each file by its name: one of sheets, or one of each code alone."""
    if look != "code":
        sheet, ending = care_labels.write_sheet(public, pieces, look=look, side_mm=side, format=file_format)
        return {f"{look}-{format_code(pieces[0].production_round.code)}.{ending}": sheet}
    drawn = [care_labels.draw_label(public, each, side_mm=side) for each in pieces]
    return {
        f"label-{each.code}-{side}mm.{file_format}": care_labels.write_label(each, format=file_format) for each in drawn
    }


def _pieces(text: str) -> dict[str, int]:
    pairs = read_pairs(text, what="size")
    for size, pieces in pairs.items():
        if not pieces.isdecimal():
            raise RuleError(f"{size} needs a whole number of pieces, not “{pieces}”.")
    return {size: int(pieces) for size, pieces in pairs.items()}


def _row(production_round: ProductionRound) -> dict[str, Any]:
    return {
        "garment": production_round.garment.name,
        "number": production_round.number,
        "status": production_round.status.value,
        "code": production_round.code,
        "revision": production_round.revision.number if production_round.revision else None,
    }
