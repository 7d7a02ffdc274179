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
from app.errors import RuleError
from app.models import SampleVerdict
from app.services import samples
from app.services.wording import split_list

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


@commands.command("measure", epilog=example('toile samples measure "Marit shirt" 2 --measured D1=58.5'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--size", help="Else the base size; of several samples the newest.")
@measured_option
@click.option("--take-back", default="", help="What was read in the wrong place: D1, D3.")
@sure_option
@unit_option
@json_option
def measure(
    garment: str, number: int, size: str | None, measured: str, take_back: str, sure: bool, unit: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Measure a sample again: the newest reading counts, the history keeps what was read before."""
    with writing() as session:
        sample = samples.get_newest(get_revision(session, garment, number), size)
        read = dict.fromkeys(split_list(take_back)) | _read_measured(session, measured, unit)
        if not read:
            raise RuleError("Say with --measured what it measures, or what to --take-back.")
        samples.measure_again(session, sample, read, sure=sure)
        session.flush()
        measures = {each.pom.code: each.value_mm for each in sample.measures}
        row = {"id": sample.id, "revision": number, "measures_mm": measures}
    written = [f"{code} {value.normalize():f} mm" for code, value in measures.items()]
    answer(row, as_json=as_json, lines=f"Measured: {', '.join(written) or 'nothing'}.")


def _read_measured(session: Any, measured: str, unit: str | None) -> dict[str, Decimal]:
    pairs = read_pairs(measured, what="point")
    return {pom: read_length(session, text, unit) for pom, text in pairs.items()}
