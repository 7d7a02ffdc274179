"""`toile outcomes`: whether the fixes worked."""

import click

from app.cli.desk import answer, example, json_option, reading
from app.services import garments, outcomes


@click.group("outcomes")
def commands() -> None:
    """Whether the fixes worked."""


@commands.command("show", epilog=example('toile outcomes show "Marit shirt"'))
@click.argument("garment")
@json_option
def show(garment: str, as_json: bool) -> None:
    """Show the verdicts on a garment's fixes, the newest run first."""
    with reading() as session:
        rows = [
            {
                "point": outcome.cluster.name,
                "code": outcome.cluster.code.value,
                "round": outcome.fixed_in.number,
                "source": outcome.source.value,
                "verdict": outcome.verdict,
                "before": [outcome.before_reporting, outcome.before_answered],
                "after": [outcome.after_reporting, outcome.after_answered],
                "sentence": outcomes.say(outcome),
            }
            for outcome in outcomes.list_outcomes(session, garments.get_garment(session, garment))
        ]
    lines = [f"{row['point']}, fixed in run {row['round']}, {row['source']}: {row['sentence']}" for row in rows]
    answer(rows, as_json=as_json, lines=lines or "No fix has been cut yet.")
