"""`toile samples`: the fit samples of a revision."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import click

from app.cli.desk import (
    DAY,
    NUMBER,
    answer,
    example,
    json_option,
    read_length,
    read_pairs,
    sure_option,
    unit_option,
    writing,
)
from app.cli.numbered import get_revision
from app.models import SampleVerdict
from app.services import samples

measured_option = click.option("--measured", default="", help="Per point of measure: D1=58, D3=17.")


@click.group("samples")
def commands() -> None:
    """The fit samples."""


@commands.command("record", epilog=example('toile samples record "Marit shirt" 2 --verdict accepted --size M'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--verdict", type=click.Choice([each.value for each in SampleVerdict]), required=True)
@click.option("--size", help="Else the base size.")
@click.option("--stage", default="fit", show_default=True)
@click.option("--fabric")
@click.option("--sewn-on", type=DAY)
@click.option("--tried-on-by")
@click.option("--notes", help="What was seen, or why no sample is needed.")
@measured_option
@sure_option
@unit_option
@json_option
def record(
    garment: str, number: int, verdict: str, measured: str, unit: str | None, sewn_on: datetime | None, sure: bool,
    as_json: bool, size: str | None, stage: str, fabric: str | None, tried_on_by: str | None, notes: str | None,
) -> None:  # fmt: skip
    """Record a sample of a revision, or why none is needed."""
    with writing() as session:
        revision = get_revision(session, garment, number)
        sample = samples.record_sample(
            session, revision, verdict=SampleVerdict(verdict), size=size, stage=stage, fabric=fabric,
            sewn_on=sewn_on.date() if sewn_on else None, tried_on_by=tried_on_by, notes=notes,
            measures_mm=_read_measured(session, measured, unit), sure=sure,
        )  # fmt: skip
        session.flush()
        row = {"id": sample.id, "revision": number, "verdict": verdict, "status": revision.status.value}
    answer(row, as_json=as_json, lines=f"Recorded; revision {number} is {row['status']}.")


def _read_measured(session: Any, measured: str, unit: str | None) -> dict[str, Decimal]:
    pairs = read_pairs(measured, what="point")
    return {pom: read_length(session, text, unit) for pom, text in pairs.items()}
