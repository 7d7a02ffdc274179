"""What `toile revisions` does with open drafts: lines taken out, sketches marked, a draft carried over."""

from typing import Any

import click

from app.cli.desk import answer, example, json_option, read_pairs, writing
from app.errors import RuleError
from app.models import MarkKind
from app.services import garments, lines, marks, rebasing, revisions


@click.command("drop", epilog=example('toile revisions drop "Marit shirt" 3 2'))
@click.argument("garment")
@click.argument("number", type=int)
@click.argument("line", type=int)
@json_option
def drop(garment: str, number: int, line: int, as_json: bool) -> None:
    """Take a line out of a draft; its measures are again what they were."""
    with writing() as session:
        revision = revisions.get_revision(session, garments.get_garment(session, garment), number)
        revisions.drop_line(session, lines.get_line(revision, line))
    answer({"revision": number, "dropped": line}, as_json=as_json, lines=f"Revision {number} has no line {line} now.")


@click.command("mark", epilog=example('toile revisions mark "Marit shirt" 3 2 --at back/neck/middle'))
@click.argument("garment")
@click.argument("number", type=int)
@click.argument("line", type=int)
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


@click.command("rebase", epilog=example('toile revisions rebase "Marit shirt" 3 --keep D1=mine,D3=both'))
@click.argument("garment")
@click.argument("number", type=int)
@click.option("--keep", "decided", default="", help="Of each measure that both changed: mine, theirs or both.")
@json_option
def rebase(garment: str, number: int, decided: str, as_json: bool) -> None:
    """Carry a draft over to the revision that has gone out since it was begun."""
    with writing() as session:
        draft = revisions.get_revision(session, garments.get_garment(session, garment), number)
        keep = {code: _read_keep(word) for code, word in read_pairs(decided, what="measure").items()}
        rebased = rebasing.rebase(session, draft, keep=keep)
        session.flush()
        row = {"draft": number, "revision": rebased.number, "lines": len(rebased.lines)}
    said = f"Draft {number} is carried on as revision {row['revision']}, with lines: {row['lines']}."
    answer(row, as_json=as_json, lines=said)


def _read_keep(word: str) -> rebasing.Keep:
    try:
        return rebasing.Keep(word)
    except ValueError as error:
        raise RuleError(f"“{word}” is not to be kept: say mine, theirs or both.", field="keep") from error
