"""`toile garments measure`, `change-measure`, `import-rul` and `import-chart`: sizes and the chart of measures."""

from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from app.cli.desk import (
    answer,
    do_now,
    example,
    json_option,
    read_file,
    read_length,
    read_pairs,
    sure_option,
    trying,
    unit_option,
    writing,
)
from app.cli.garment_facts import tell_garment
from app.errors import RuleError
from app.models import LengthUnit, MeasureKind, PointOfMeasure
from app.services import chart_imports, garments, jobs, label, points_of_measure, size_sets
from app.services.chart_filling import TakenRow
from app.services.formats import rul
from app.services.point_library import STARTER_LIBRARY


@click.command("measure", epilog=example('toile garments measure "Marit shirt" D1 --values "S=59, M=60, L=61"'))
@click.argument("garment")
@click.argument("code")
@click.option("--name", help="Else the starter library's.")
@click.option("--kind", type=click.Choice([kind.value for kind in MeasureKind]), help="Else the starter library's.")
@click.option("--values", default="", help="Per size, as far as they are known: S=59, M=60.")
@click.option("--tolerance", help="More or less, the same.")
@click.option("--critical", is_flag=True)
@sure_option
@unit_option
@json_option
def measure(
    garment: str, code: str, name: str | None, kind: str | None, values: str, tolerance: str | None, critical: bool,
    sure: bool, unit: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Add a point of measure to a garment's chart."""
    starter = STARTER_LIBRARY.get(code)
    if starter is None and not (name and kind):
        raise RuleError(f"{code} is not in the starter library: give it a --name and a --kind.")
    with writing() as session:
        allowed = read_length(session, tolerance, unit) if tolerance else None
        pom = points_of_measure.add_point_of_measure(
            session, garments.get_garment(session, garment), code=code, critical=critical,
            name=name or (starter.name if starter else ""),
            kind=MeasureKind(kind) if kind else starter.kind if starter else MeasureKind.STRAIGHT,
            how_to_measure=starter.how_to_measure if starter else None,
            tolerance_plus_mm=allowed, tolerance_minus_mm=allowed,
            values_mm=_read_values(session, values, unit), sure=sure,
        )  # fmt: skip
        job_id, row = jobs.request_weighing(session, pom.garment).id, tell_point(pom)
    do_now(job_id)
    answer(row, as_json=as_json, lines=f"Added {row['code']} {row['name']}.")


@click.command("change-measure", epilog=example('toile garments change-measure "Marit shirt" D1 --name "Sleeve"'))
@click.argument("garment")
@click.argument("code")
@click.option("--name")
@click.option("--kind", type=click.Choice([kind.value for kind in MeasureKind]))
@click.option("--how", help="How to measure; '' for nothing.")
@click.option("--tolerance", help="More or less, the same; '' for the usual one.")
@click.option("--critical/--not-critical", default=None)
@click.option("--away/--in-use", default=None, help="Measure it no longer, or again.")
@unit_option
@json_option
def change_measure(
    garment: str, code: str, name: str | None, kind: str | None, how: str | None, tolerance: str | None,
    critical: bool | None, away: bool | None, unit: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Describe a point of measure otherwise, put it away or take it up again."""
    with writing() as session:
        pom = points_of_measure.get_point_of_measure(garments.get_garment(session, garment), code)
        said: dict[str, Any] = {"name": name, "kind": MeasureKind(kind) if kind else None, "critical": critical}
        said = {field: value for field, value in said.items() if value is not None}
        if how is not None:
            said["how_to_measure"] = how or None
        if tolerance is not None:
            allowed = read_length(session, tolerance, unit) if tolerance else None
            said |= {"tolerance_plus_mm": allowed, "tolerance_minus_mm": allowed}
        points_of_measure.describe_point(session, pom, replace(points_of_measure.describe(pom), **said))
        if away is not None:
            (points_of_measure.put_away if away else points_of_measure.take_up)(session, pom)
        job_id, row = jobs.request_weighing(session, pom.garment).id, tell_point(pom)
    do_now(job_id)
    state = "" if row["in_use"] else ", put away"
    answer(row, as_json=as_json, lines=f"{row['code']} {row['name']}, {row['kind']}{state}.")


@click.command("import-rul", epilog=example('toile garments import-rul "Marit shirt" marit.rul'))
@click.argument("garment")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def import_rul(garment: str, file: Path, as_json: bool) -> None:
    """Set up a garment's sizes, base size and unit from the grade rule table of its pattern."""
    table = rul.read(read_file(file))
    with writing() as session:
        found = size_sets.set_up_sizes(session, garments.get_garment(session, garment), table)
        unit = found.pattern_unit or label.get_label(session).unit
        row = tell_garment(found) | {"base_size": found.base_size_name, "unit": unit.value, "rules": table.rules}
    answer(row, as_json=as_json, lines=[
        f"{row['name']} is cut in {', '.join(row['sizes'])}; base size {row['base_size']}, papers in {row['unit']}.",
        f"{row['rules']} grade rules were read and left alone: they move points of the pattern, not measures.",
    ])  # fmt: skip


@click.command("import-chart", epilog=example('toile garments import-chart "Marit shirt" chart.xlsx --preview'))
@click.argument("garment")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", "columns", multiple=True, help="Which column is what: code=POM, M=Medium (again for more).")
@click.option("--into-draft", is_flag=True, help="Values that differ become changes of the open draft.")
@click.option("--preview", is_flag=True, help="Only say what would be done.")
@unit_option
@json_option
def import_chart(
    garment: str, file: Path, columns: tuple[str, ...], into_draft: bool, preview: bool, unit: str | None, as_json: bool
) -> None:
    """Import a measurement chart from CSV or XLSX: what is new is kept, what does not fit is named with its place."""
    content = read_file(file)
    named = _read_columns(columns)
    with trying() if preview else writing() as session:
        found = garments.get_garment(session, garment)
        done = chart_imports.import_chart(
            session, found, content, unit=LengthUnit(unit) if unit else None, columns=named, into_draft=into_draft
        )
        job_id = jobs.request_weighing(session, found).id
    if not preview:
        do_now(job_id)
    row = asdict(done) | {"preview": preview}
    read_as = ", ".join(f"{name} from “{head}”" for name, head in done.columns.items())
    answer(row, as_json=as_json, lines=[
        f"Columns: {read_as}; lengths in {done.unit}.",
        *([f"Not read: {', '.join(done.ignored)}."] if done.ignored else []),
        *map(_say_taken, done.taken),
        *(f"Worth a look: {each.code} {each.name}: {slip}" for each in done.taken for slip in each.slips),
        *([f"Worth a look: {done.off_grid}"] if done.off_grid else []),
        *(f"{each.place}: not taken. {each.reason}" for each in done.refused),
        f"{len(done.taken)} rows {'would be taken' if preview else 'taken'}, {len(done.refused)} not.",
    ])  # fmt: skip


def _say_taken(row: TakenRow) -> str:
    """ "line 2: D1 Sleeve, replaced, 0 values (M: 60.0 → 61.0)"."""
    said = f"{row.place}: {row.code} {row.name}, {row.outcome}, {row.values} values"
    return f"{said} ({', '.join(row.changes)})" if row.changes else said


def _read_columns(columns: tuple[str, ...]) -> dict[str, str]:
    """What is named as "code=POM"; a head may hold commas."""
    named = {}
    for each in columns:
        name, equals, head = each.partition("=")
        if not equals or not name.strip() or not head.strip():
            raise RuleError(f"“{each}” names no column: write it as code=POM or M=Medium.")
        named[name.strip()] = head.strip()
    return named


def tell_point(pom: PointOfMeasure) -> dict[str, Any]:
    """Return what a point of measure is, for scripts."""
    return {
        "code": pom.code, "name": pom.name, "kind": pom.kind.value, "critical": pom.critical,
        "in_use": pom.retired_at is None,
    }  # fmt: skip


def _read_values(session: Any, values: str, unit: str | None) -> dict[str, Decimal]:
    return {size: read_length(session, text, unit) for size, text in read_pairs(values, what="size").items()}
