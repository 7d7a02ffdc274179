"""`toile rounds codes`, `label` and `mail`: what leads the customers of a run to the form."""

from pathlib import Path

import click

from app.cli.desk import NUMBER, answer, example, json_option, note, reading, write_file, writing
from app.cli.numbered import get_round
from app.config import read_settings
from app.errors import RuleError
from app.services import care_labels, piece_codes, public_address
from app.services.codes import format_code
from app.services.label import get_label
from app.translations import LANGUAGES


@click.command("codes", epilog=example('toile rounds codes "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@json_option
def make_codes(garment: str, number: int, as_json: bool) -> None:
    """Make a code for each size and colour that is planned; those that have one keep it for ever."""
    with writing() as session:
        pieces = piece_codes.make_codes(session, get_round(session, garment, number))
        rows = [{"code": each.code, "piece": each.name, "planned": each.planned} for each in pieces]
        lines = [f"{format_code(each.code)}  {each.name}" for each in pieces]
    answer(rows, as_json=as_json, lines=lines)


@click.command("label", epilog=example('toile rounds label "Marit shirt" 2 --format pdf'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--format", "file_format", type=click.Choice(["pdf", "svg", "png"]), default="pdf", show_default=True)
@click.option(
    "--look",
    type=click.Choice([*care_labels.LOOKS, "code"]),
    default="care",
    show_default=True,
    help="What a sheet is cut into: care labels, swing-tag stickers or packing cards; or the code alone.",
)
@click.option("--each", is_flag=True, help="The code of each size and colour, on a sheet as often as planned.")
@click.option(
    "--side",
    type=NUMBER,
    default=care_labels.USUAL_SIDE_MM,
    show_default=True,
    help="Side of the code in mm, white margin included.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Else a name of its own in this folder.")
@json_option
def label(
    garment: str, number: int, file_format: str, look: str, each: bool, side: int, output: Path | None, as_json: bool
) -> None:  # fmt: skip
    """Write the labels of a run, whose codes lead customers to the form."""
    with reading() as session:
        house = get_label(session)
        public = public_address.get_checked_address(house, read_settings()["TOILE_PUBLIC_URL"])
        production_round = get_round(session, garment, number)
        whole = [piece_codes.whole_round(production_round)]
        pieces = piece_codes.get_pieces(production_round) if each else whole
        files = _draw_files(public, pieces, file_format=file_format, look=look, side=side)
        warning = public_address.warn(public, production_round)
        row = {"code": format_code(whole[0].code), "address": f"{public}/f/{whole[0].code}".upper(), "side_mm": side}
    if output is not None and len(files) > 1:
        raise RuleError(f"That makes {len(files)} files: leave --output out, and each gets its own name.")
    written = [output] if output else [Path(name) for name in files]
    for path, content in zip(written, files.values(), strict=True):
        write_file(path, content)
    note(warning)
    names = [str(path) for path in written]
    answer(row | {"file": names[0], "files": names}, as_json=as_json, lines=[f"Wrote {name}." for name in names])


@click.command("mail", epilog=example('toile rounds mail "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
@json_option
def mail(garment: str, number: int, language: str, as_json: bool) -> None:
    """Print the words for the mail that a shop sends once, two weeks after a delivery."""
    with reading() as session:
        public = public_address.get_checked_address(get_label(session), read_settings()["TOILE_PUBLIC_URL"])
        words = care_labels.write_mail(public, get_round(session, garment, number), language=language)
    answer({"mail": words}, as_json=as_json, lines=words)


def _draw_files(
    public: str, pieces: list[piece_codes.Piece], *, file_format: str, look: str, side: int
) -> dict[str, bytes]:
    """Each file by its name: one of sheets, or one of each code alone."""
    if look != "code":
        sheet, ending = care_labels.write_sheet(public, pieces, look=look, side_mm=side, format=file_format)
        return {f"{look}-{format_code(pieces[0].production_round.code)}.{ending}": sheet}
    drawn = [care_labels.draw_label(public, each, side_mm=side) for each in pieces]
    return {
        f"label-{each.code}-{side}mm.{file_format}": care_labels.write_label(each, format=file_format) for each in drawn
    }
