"""`toile issues`: reads the comments that wait into issues."""

import click

from app.cli.desk import answer, do_now, example, json_option, writing
from app.services import garments, jobs


@click.group("issues")
def commands() -> None:
    """Read the comments that wait into issues."""


@commands.command("tag", epilog=example("toile issues tag"))
@click.option("--garment", help="Only what is about this garment.")
@click.option("--all", "again", is_flag=True, help="Read again what was read before; people's corrections stay.")
@json_option
def tag(garment: str | None, again: bool, as_json: bool) -> None:
    """Read comments into issues, place them in fit points and weigh these."""
    with writing() as session:
        found = garments.get_garment(session, garment) if garment else None
        job_id = jobs.request_reading(session, found, again=again).id
    read = do_now(job_id)
    answer({"read": read, "job": job_id}, as_json=as_json, lines=f"Read {read} comments.")
