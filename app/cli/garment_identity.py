"""`toile garments change` and `put-away`: name, kind, sizes and colours put right, and what is no longer made."""

import click

from app.cli.desk import answer, example, json_option, writing
from app.services import garment_identity, garments
from app.services.wording import split_list, split_sizes
from nlp.taxonomy import GarmentKind


@click.command("change", epilog=example('toile garments change "Marit shirt" --sizes XXS,XS,S,M,L,XL'))
@click.argument("garment")
@click.option("--name")
@click.option("--kind", type=click.Choice([kind.value for kind in GarmentKind]), help="What it is.")
@click.option("--sizes", help="All of them, from the smallest; one that answers, runs or measures name stays.")
@click.option("--colours", help="All of them, with commas.")
@click.option("--base-size", help="The size the others are graded from.")
@click.option("--style-number")
@click.option("--block", help="The block it is drawn from.")
@json_option
def change(
    garment: str, name: str | None, kind: str | None, sizes: str | None, colours: str | None, base_size: str | None,
    style_number: str | None, block: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Put right what a garment is; what is not named stays."""
    with writing() as session:
        found = garments.get_garment(session, garment)
        garment_identity.change_identity(
            session, found, name=found.name if name is None else name, kind=GarmentKind(kind) if kind else found.kind,
            sizes=[each.name for each in found.sizes] if sizes is None else split_sizes(sizes),
            colours=[each.name for each in found.colours] if colours is None else split_list(colours),
            base_size=found.base_size_name if base_size is None else base_size,
            style_number=found.style_number if style_number is None else style_number,
            block=found.block if block is None else block,
        )  # fmt: skip
        row = {"id": found.id, "name": found.name, "sizes": [each.name for each in found.sizes]}
    answer(row, as_json=as_json, lines=f"{row['name']} is changed.")


@click.command("put-away", epilog=example('toile garments put-away "Canvas tote"'))
@click.argument("garment")
@click.option("--back", is_flag=True, help="Take it up again.")
@json_option
def put_away(garment: str, back: bool, as_json: bool) -> None:
    """Take a garment that is no longer made off the lists; its codes lead to its form for ever."""
    with writing() as session:
        found = garments.get_garment(session, garment)
        (garment_identity.take_up if back else garment_identity.put_away)(session, found)
        row = {"id": found.id, "name": found.name, "made": found.retired_at is None}
    answer(row, as_json=as_json, lines=f"{row['name']} is {'made again' if back else 'no longer made'}.")
