"""`toile garments describe`: season, fabric, seam allowance, whom it is cut for."""

from typing import Any

import click

from app.cli.desk import answer, example, json_option, unit_option, writing
from app.models import Garment, LengthUnit
from app.services import garment_facts, garments, label


@click.command("describe", epilog=example('toile garments describe "Marit shirt" --seam-allowance "1 cm"'))
@click.argument("garment")
@click.option("--season", help="As your label calls it: Spring 2027, all year.")
@click.option("--fabric")
@click.option("--cut-for", help="Whom it is cut for, in words.")
@click.option("--seam-allowance", help="That the pattern is drawn with: 1 cm, 3/8, included (it differs), none.")
@unit_option
@json_option
def describe(
    garment: str, season: str | None, fabric: str | None, cut_for: str | None, seam_allowance: str | None,
    unit: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Say more of a garment, for the head of its sheets; what is not named stays, an empty "" takes it away."""
    with writing() as session:
        found = garments.get_garment(session, garment)
        allowance = garment_facts.tell_seam_allowance(found)
        if seam_allowance is not None:
            typed_in = LengthUnit(unit) if unit else found.pattern_unit or label.get_label(session).unit
            allowance = garment_facts.read_seam_allowance(seam_allowance, typed_in)
        garment_facts.change_facts(
            session, found, seam_allowance=allowance,
            season=found.season if season is None else season,
            fabric=found.fabric if fabric is None else fabric,
            cut_for=found.cut_for if cut_for is None else cut_for,
        )  # fmt: skip
        row = {"id": found.id, "name": found.name} | tell_facts(found)
    answer(row, as_json=as_json, lines=f"{row['name']} is described.")


def tell_facts(garment: Garment) -> dict[str, Any]:
    """Return what is known of a garment, for scripts."""
    return {
        "season": garment.season,
        "fabric": garment.fabric,
        "cut_for": garment.cut_for,
        "seam_allowance_included": garment.seam_allowance_included,
        "seam_allowance_mm": garment.seam_allowance_mm,
    }


def tell_garment(garment: Garment) -> dict[str, Any]:
    """Return which garment it is, for scripts."""
    return {
        "id": garment.id,
        "name": garment.name,
        "kind": garment.kind.value if garment.kind else None,
        "style_number": garment.style_number,
        "reference": garment.reference,
        "sizes": [size.name for size in garment.sizes],
        "colours": [colour.name for colour in garment.colours],
    }
