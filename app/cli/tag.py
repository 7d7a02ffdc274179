"""`toile tag`: comments of a file into tags, without a database."""

import json
import sys
from contextlib import ExitStack
from typing import IO

import click

from app.cli.desk import example, note
from app.errors import RuleError


@click.command("tag", epilog=example("toile tag comments.jsonl -o tags.jsonl --processes 2"))
@click.argument("source", metavar="IN.jsonl")
@click.option("-o", "--output", metavar="OUT.jsonl", help="Else standard output.")
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="As it is: the answer is JSON lines always.")
@click.pass_context
def commands(ctx: click.Context, source: str, output: str | None, processes: int, as_json: bool) -> None:
    """Read a file of {"id", "text", "garment"} rows into rows of tags, in the same order.

    A bad line is named on stderr with its number, the rest is written, and the exit code is 1. "-" reads from
    standard input. Offsets count the code points of the original text.
    """
    from app.services.reading_files import tag_lines

    bad: list[int] = []

    def tell(number: int, problem: str) -> None:
        bad.append(number)
        note(f"Line {number}: {problem}")

    with ExitStack() as stack:
        lines = stack.enter_context(_open(source, "rb")) if source != "-" else sys.stdin.buffer
        target = stack.enter_context(_open(output, "wb")) if output else sys.stdout.buffer
        for row in tag_lines(lines, processes=processes, tell=tell):
            # A lone surrogate has no UTF-8; its escape means the same in JSON.
            target.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        target.flush()
    if bad:
        ctx.exit(1)


def _open(path: str, mode: str) -> IO[bytes]:
    try:
        return open(path, mode)  # noqa: PTH123 (the caller's stack closes it)
    except OSError as error:
        raise RuleError(f"{path} cannot be opened: {error.strerror}.") from error
