"""`toile revisions`: the numbered versions of a pattern."""

from pathlib import Path

import click

from app.cli.desk import NUMBER, answer, example, json_option, paper_option, read_pairs, reading, write_file, writing
from app.cli.numbered import get_revision
from app.cli.revision_files import add_file, bundle, chart, overlay, remove_file, seamly
from app.cli.revision_lines import change, drop, instruction_row, mark, revision_row, reword
from app.errors import RuleError
from app.models import Paper
from app.services import charts, comparing, garments, label, lengths, moves, rebasing, revisions


@click.group("revisions")
def commands() -> None:
    """The numbered versions of a pattern."""


for written in (change, reword, drop, mark, chart, bundle, overlay, seamly, add_file, remove_file):
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
        row = revision_row(revision)
    answer(row, as_json=as_json, lines=f"Drafted revision {row['number']} of {row['garment']}.")


@commands.command("rebase", epilog=example('toile revisions rebase "Marit shirt" 3 --keep D1=mine,D3=both'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--keep", "decided", default="", help="Of each measure that both changed: mine, theirs or both.")
@json_option
def rebase(garment: str, number: int, decided: str, as_json: bool) -> None:
    """Carry a draft over to the revision that has gone out since it was begun."""
    with writing() as session:
        draft = get_revision(session, garment, number)
        keep = {code: _read_keep(word) for code, word in read_pairs(decided, what="measure").items()}
        rebased = rebasing.rebase(session, draft, keep=keep)
        session.flush()
        row = {"draft": number, "revision": rebased.number, "lines": len(rebased.lines)}
    said = f"Draft {number} is carried on as revision {row['revision']}, with lines: {row['lines']}."
    answer(row, as_json=as_json, lines=said)


@commands.command("approve", epilog=example('toile revisions approve "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@json_option
def approve(garment: str, number: int, as_json: bool) -> None:
    """Approve a revision for cutting: its sheet is received and its samples are accepted or waived."""
    with writing() as session:
        revision = get_revision(session, garment, number)
        row = revision_row(revisions.approve(session, revision))
    answer(row, as_json=as_json, lines=f"Revision {row['number']} is approved.")


@commands.command("release", epilog=example('toile revisions release "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--override-reason", help="Why it is released without approval.")
@json_option
def release(garment: str, number: int, override_reason: str | None, as_json: bool) -> None:
    """Make a revision the one that is cut; locking a run on it does so, too."""
    with writing() as session:
        revision = get_revision(session, garment, number)
        row = revision_row(revisions.release(session, revision, override_reason=override_reason))
    answer(row, as_json=as_json, lines=f"Revision {row['number']} is released.")


@commands.command("diff", epilog=example('toile revisions diff "Marit shirt" 1 2'))
@click.argument("garment")
@click.argument("old", type=NUMBER)
@click.argument("new", type=NUMBER)
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
            rows.append({"revision": at, "is_new": instructed.is_new} | instruction_row(line))
            told.append(f"Instruction of revision {at}: {'. '.join(filter(None, (moved, line.instruction)))}")
    answer(rows, as_json=as_json, lines=told or "They do not differ in any measure.")


def _read_keep(word: str) -> rebasing.Keep:
    try:
        return rebasing.Keep(word)
    except ValueError as error:
        raise RuleError(f"“{word}” is not to be kept: say mine, theirs or both.", field="keep") from error
