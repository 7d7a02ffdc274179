"""`toile nlp`: measures the reader of comments and trains what the rules leave open."""

from pathlib import Path
from typing import Literal

import click

from app.cli.desk import answer, data_folder, example, json_option, reading

GoldPart = Literal["development", "held-out", "all"]


@click.group("nlp")
def commands() -> None:
    """Measure the reader of comments, and train it."""


@commands.command("evaluate", epilog=example("toile nlp evaluate gold.jsonl --development"))
@click.argument("gold", type=click.Path(path_type=Path), required=False)
@click.option("--development", "part", flag_value="development", default="development", help="Two thirds; the default.")
@click.option("--held-out", "part", flag_value="held-out", help="The third that is looked at once per issue.")
@click.option("--all", "part", flag_value="all")
@click.option("--language", default="en", show_default=True, help="Without a file: which of the project's own.")
@json_option
def evaluate(gold: Path | None, part: GoldPart, language: str, as_json: bool) -> None:
    """Score the reader on labelled comments; nothing of the part that was not asked for is shown.

    Without a file it is scored on the sentences that were written for the project, in English or another language.
    """
    from app.services.reading_files import as_figures, as_table, score

    scores = score(gold, part, language)
    answer({"part": part if gold else "sentences", **as_figures(scores)}, as_json=as_json, lines=as_table(scores))


@commands.command("train", epilog=example("toile nlp train --corrections"))
@click.option("--corrections", is_flag=True, help="Learn from the label's confirmed corrections and marked words too.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder in which to keep what the corpus alone teaches.",
)  # fmt: skip
@json_option
def train(corrections: bool, output: Path | None, as_json: bool) -> None:
    """Train the reader of what the rules leave open; it takes a few minutes.

    From Toile's own sentences the model that comes with it is made anew. With the label's corrections a model of the
    label's is kept in the data folder, unless it reads Toile's own tests worse; `toile issues retag`
    then reads with it.
    """
    from app.services.training import train_on_corpus, train_on_corrections

    if corrections:
        if output:
            raise click.UsageError("A model of the label's corrections is kept in the data folder, nowhere else.")
        with reading() as session:
            training = train_on_corrections(session, data_folder())
    else:
        training = train_on_corpus(output, tell=lambda line: click.echo(line, err=True))
    before, after = (f"{count.found} right, {count.invented} wrong" for count in (training.before, training.after))
    answer(
        {"sentences": training.sentences, "kept": training.kept, "f1_before": training.before.f1,
         "f1_after": training.after.f1},
        as_json=as_json,
        lines=[
            f"Learnt from {training.sentences:,} sentences.",
            f"On the tests: {before} before, {after} now.",
            "The model is kept." if training.kept else "The model reads the tests worse and is not kept.",
        ],
    )  # fmt: skip
