"""What `toile revisions` writes: the whole chart, everything as a ZIP, changes for drawing programs."""

from io import BytesIO
from pathlib import Path

import click

from app.cli.desk import (
    NUMBER,
    answer,
    answer_with_file,
    example,
    json_option,
    paper_option,
    read_file,
    reading,
    unit_option,
    writing,
)
from app.cli.numbered import get_revision
from app.config import read_settings
from app.errors import RuleError
from app.models import LengthUnit, Paper
from app.services import bundles, charts, files, garments, overlays, revisions
from app.services.formats.rul import Units
from app.services.formats.seamly import SUFFIXES, Program
from app.services.wording import name_file

output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Else a name of its own in this folder."
)


@click.command("chart", epilog=example('toile revisions chart "Marit shirt" 2 --format xlsx'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--format", "file_format", type=click.Choice(list(charts.FORMATS)), required=True)
@click.option("--grid", help="What values are rounded to: 0.5, 1/8.")
@unit_option
@paper_option
@output_option
@json_option
def chart(
    garment: str, number: int, file_format: str, grid: str | None, unit: str | None, paper: Paper | None,
    output: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Write the whole measurement chart of a revision as a file."""
    with reading() as session:
        revision = get_revision(session, garment, number)
        content = charts.export_chart(
            session, revision, format=file_format, unit=LengthUnit(unit) if unit else None, grid=grid, paper=paper
        )
        path = output or Path(name_file(revision, f"-chart.{file_format}"))
    answer_with_file(path, content, as_json=as_json)


@click.command("zip", epilog=example('toile revisions zip "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@output_option
@json_option
def bundle(garment: str, number: int, output: Path | None, as_json: bool) -> None:
    """Write everything about a revision as one ZIP: sheet, chart, samples, history, its files."""
    with reading() as session:
        revision = get_revision(session, garment, number)
        path = output or Path(name_file(revision, ".zip"))
        # Whole or absent: what breaks off half way leaves no file of that name.
        half = path.with_name(f"{path.name}.part")
        try:
            with half.open("wb") as target:
                settings = read_settings()
                folder, configured = Path(settings["TOILE_DATA"]), settings["TOILE_PUBLIC_URL"]
                bundles.write_bundle(session, revision, target, folder=folder, configured=configured)
            half.replace(path)
        except OSError as error:
            raise RuleError(f"{path} cannot be written: {error.strerror}.") from error
        finally:
            half.unlink(missing_ok=True)
    answer({"file": str(path), "bytes": path.stat().st_size}, as_json=as_json, lines=f"Wrote {path}.")


@click.command("file", epilog=example('toile revisions file "Marit shirt" 2 front.dxf'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def add_file(garment: str, number: int, file: Path, as_json: bool) -> None:
    """Lay a file beside a revision: DXF, RUL, PDF, any. It is kept as it is and never opened."""
    content = read_file(file)
    with files.keeping(Path(read_settings()["TOILE_DATA"]), BytesIO(content)) as kept, writing() as session:
        revision = get_revision(session, garment, number)
        row = {"file": files.add_file(session, revision, kept, name=file.name).name, "bytes": kept.size,
               "sha256": kept.sha256}  # fmt: skip
    answer(row, as_json=as_json, lines=f"{row['file']} lies beside revision {number}; SHA-256 {row['sha256']}.")


@click.command("remove-file", epilog=example('toile revisions remove-file "Marit shirt" 2 front.dxf'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.argument("name")
@click.option("--although-cut", is_flag=True, help="A run was cut from the revision; the file may go all the same.")
@json_option
def remove_file(garment: str, number: int, name: str, although_cut: bool, as_json: bool) -> None:
    """Remove a file that lies beside a revision, the newest of that name; its name and its hash stay."""
    with writing() as session:
        revision = get_revision(session, garment, number)
        file = files.remove_file(session, files.get_file_named(revision, name), although_cut=although_cut)
        row, stored_as = {"file": file.name, "sha256": file.sha256, "removed_by": file.removed_by}, file.stored_as
    files.drop_bytes(Path(read_settings()["TOILE_DATA"]), stored_as)
    answer(row, as_json=as_json, lines=f"{row['file']} is removed; SHA-256 {row['sha256']} stays in the history.")


@click.command("overlay", epilog=example('toile revisions overlay "Marit shirt" 1 2 --size M'))
@click.argument("garment")
@click.argument("old", type=NUMBER)
@click.argument("new", type=NUMBER)
@click.option("--size", help="Else the base size.")
@click.option("--units", type=click.Choice([each.value for each in Units]), help="Where a file does not say its own.")
@output_option
@json_option
def overlay(
    garment: str, old: int, new: int, size: str | None, units: str | None, output: Path | None, as_json: bool
) -> None:
    """Draw the pieces of two revisions over each other, from the DXF files beside them, as SVG."""
    with reading() as session:
        found = garments.get_garment(session, garment)
        before, after = revisions.get_revision(session, found, old), revisions.get_revision(session, found, new)
        content = overlays.draw_overlay(
            before, after, folder=Path(read_settings()["TOILE_DATA"]), size=size, units=Units(units) if units else None
        )
        path = output or Path(name_file(after, f"-over-{old}.svg"))
    answer_with_file(path, content, as_json=as_json)


@click.command("seamly", epilog=example('toile revisions seamly "Marit shirt" 2 --size M'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--size", help="Else the base size.")
@click.option(
    "--program", type=click.Choice([each.value for each in Program]), default=Program.SEAMLY.value, show_default=True
)
@output_option
@json_option
def seamly(garment: str, number: int, size: str | None, program: str, output: Path | None, as_json: bool) -> None:
    """Write the measured changes of a revision as custom @ measures of Seamly2D or Valentina, for one size."""
    with reading() as session:
        revision = get_revision(session, garment, number)
        content = charts.export_custom_measures(session, revision, program=Program(program), size=size)
        path = output or Path(name_file(revision, f".{SUFFIXES[Program(program)]}"))
    answer_with_file(path, content, as_json=as_json)
