"""How a preview is made and printed, for whichever command asks for one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import click

from app.cli.desk import answer, do_now, reading
from app.services import jobs, label_rules, previews
from app.services.previews import EXAMPLES_KEPT, Flip, Preview, Words
from nlp.taxonomy import Code

AROUND = 40
"""Characters shown before and after quoted words."""

SECONDS_BETWEEN = 0.5

examples_option = click.option(
    "--examples", type=click.IntRange(0, EXAMPLES_KEPT), default=3, show_default=True, help="Quotes for each change."
)


def preview_now(job_id: int, *, examples: int, nothing: str, then: str, as_json: bool) -> None:
    """Do a preview's job and print what it found; `nothing` is said where nothing would change, else `then`."""
    with _telling_progress(job_id):
        do_now(job_id)
    with reading() as session:
        preview = previews.view_preview(session, jobs.get_job(session, job_id), examples=examples)
        row = _row(preview)
        lines = [*_lines(preview), then] if preview.flips else [nothing]
    answer(row, as_json=as_json, lines=[f"Compared {preview.read} comments; {preview.changed} would change.", *lines])


def say_code(code: Code | None) -> str:
    """Return what a rule says, as it is typed."""
    return code.value if code else label_rules.SILENCE


@contextmanager
def _telling_progress(job_id: int) -> Iterator[None]:
    """On a terminal, say now and then how many comments are compared; a script hears nothing of it."""
    watched, over = sys.stderr.isatty(), Event()

    def tell() -> None:
        while not over.wait(SECONDS_BETWEEN):
            with reading() as session:
                job = jobs.get_job(session, job_id)
                click.echo(f"\r{job.done} of {job.total} comments compared", nl=False, err=True)

    teller = Thread(target=tell, daemon=True)
    if watched:
        teller.start()
    try:
        yield
    finally:
        over.set()
        if watched:
            teller.join()
            click.echo(f"\r{' ' * 60}\r", nl=False, err=True)


def _lines(preview: Preview) -> list[str]:
    lines = []
    heading = ""
    for flip in preview.flips:
        group = "Decided points" if flip.is_decided else "Not decided yet"
        if group != heading:
            heading = group
            lines.append(f"{heading}:")
        lines.append(f"  {_line(flip)}")
        lines += [f"    + {_quote(words)}" for words in flip.appearing]
        lines += [f"    - {_quote(words)}" for words in flip.vanishing]
    return lines


def _line(flip: Flip) -> str:
    point = flip.point
    decided = f" ({point.decision.choice.value})" if point and point.decision else ""
    counts = [("appear", flip.appear), ("vanish", flip.vanish), ("stay by a person’s word", flip.stay)]
    changes = ", ".join(f"{number} {verb}" for verb, number in counts if number)
    return f"{flip.garment.name} · {flip.title}{decided}: {changes}"


def _quote(words: Words) -> str:
    """The words with a little of what stands around them."""
    before, after = words.before, words.after
    before = before if len(before) <= AROUND else f"…{before[-AROUND:]}"
    after = after if len(after) <= AROUND else f"{after[:AROUND]}…"
    return f"{before}[{words.words}]{after}".replace("\n", " ")


def _row(preview: Preview) -> dict[str, Any]:
    rule = preview.rule
    return {
        "rule": rule and {"phrase": rule.phrase, "code": say_code(rule.code), "kind": rule.kind},
        "compared": preview.read,
        "changed": preview.changed,
        "flips": [
            {
                "garment": flip.garment.name, "code": flip.code.value, "says": flip.title,
                "point": flip.point.id if flip.point else None,
                "decision": flip.point.decision.choice.value if flip.point and flip.point.decision else None,
                "appear": flip.appear, "vanish": flip.vanish, "stay": flip.stay,
                "appearing": [words.words for words in flip.appearing],
                "vanishing": [words.words for words in flip.vanishing],
            }
            for flip in preview.flips
        ],
    }  # fmt: skip
