"""`toile nlp`: measures the reader of comments."""

from pathlib import Path
from typing import Literal

import click

from app.cli.desk import answer, example, json_option

Part = Literal["development", "held-out", "all"]


@click.group("nlp")
def commands() -> None:
    """Measure the reader of comments."""


@commands.command("evaluate", epilog=example("toile nlp evaluate gold.jsonl --development"))
@click.argument("gold", type=click.Path(path_type=Path), required=False)
@click.option("--development", "part", flag_value="development", default="development", help="Two thirds; the default.")
@click.option("--held-out", "part", flag_value="held-out", help="The third that is looked at once per issue.")
@click.option("--all", "part", flag_value="all")
@click.option("--language", default="en", show_default=True, help="Without a file: which of the project's own.")
@json_option
def evaluate(gold: Path | None, part: Part, language: str, as_json: bool) -> None:
    """Score the reader on labelled comments; nothing of the part that was not asked for is shown.

    Without a file it is scored on the sentences that were written for the project, in English or another language.
    """
    from app.services.reading_files import as_figures, as_table, score

    scores = score(gold, part, language)
    answer({"part": part if gold else "sentences", **as_figures(scores)}, as_json=as_json, lines=as_table(scores))
