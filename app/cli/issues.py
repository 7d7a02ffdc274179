"""`toile issues`: reads the comments that wait into issues, and what was read otherwise again."""

import click

from app.cli.desk import answer, do_now, example, json_option, writing
from app.cli.previewing import examples_option, preview_now
from app.services import garments, jobs


@click.group("issues")
def commands() -> None:
    """Read the comments that wait into issues."""


@commands.command("tag", epilog=example("toile issues tag"))
@click.option("--garment", help="Only what is about this garment.")
@click.option("--all", "again", is_flag=True, help="Read again what was read before; people's corrections stay.")
@json_option
def tag(garment: str | None, again: bool, as_json: bool) -> None:
    """Read comments into issues, place them in fit points and weigh these.

    What an older reader read, or one with other rules of the label, is read again.
    """
    _read(garment, again=again, as_json=as_json)


@commands.command("retag", epilog=example("toile issues retag --preview"))
@click.option("--garment", help="Only what is about this garment.")
@click.option("--preview", is_flag=True, help="Say what would change, and change nothing.")
@examples_option
@json_option
def retag(garment: str | None, preview: bool, examples: int, as_json: bool) -> None:
    """Read again what an older reader read, or one with other rules of the label; people's corrections stay."""
    if not preview:
        _read(garment, again=False, as_json=as_json)
        return
    with writing() as session:
        found = garments.get_garment(session, garment) if garment else None
        job_id = jobs.request_preview(session, found).id
    preview_now(
        job_id, examples=examples, as_json=as_json, nothing="Reading again would change nothing.",
        then="Nothing is changed yet: `toile issues retag` does it.",
    )  # fmt: skip


def _read(garment: str | None, *, again: bool, as_json: bool) -> None:
    with writing() as session:
        found = garments.get_garment(session, garment) if garment else None
        job_id = jobs.request_reading(session, found, again=again, outdated=True).id
    read = do_now(job_id)
    answer({"read": read, "job": job_id}, as_json=as_json, lines=f"Read {read} comments.")
