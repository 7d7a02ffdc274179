"""`toile tags`: what customers say again and again, as the label's own tags."""

from collections.abc import Iterable
from typing import Any

import click

from app.cli.desk import NUMBER, answer, do_now, example, json_option, reading, writing
from app.cli.previewing import examples_option, preview_now
from app.models import OwnTag
from app.services import jobs, naming, own_tags, previews, sub_themes
from app.services.own_tags import PLACES

READ_AGAIN = "Comments are read with it by `toile issues retag`."


def _described(command: Any) -> Any:
    """What tells a new tag, as options of a command."""
    for option in (
        click.option("--praise", is_flag=True, help="It is praise, not a fault."),
        click.option("--phrase", "phrases", multiple=True, help="How it is told (again for more); these become rules."),
        click.option("--theme", type=NUMBER, help="The theme it names, as `toile clusters unnamed` numbers it."),
        click.option("--place", type=click.Choice([*PLACES]), required=True, help="Where it belongs."),
        click.argument("name"),
    ):
        command = option(command)
    return command


@click.group("tags")
def commands() -> None:
    """What customers say again and again, as the label's own tags."""


@commands.command("preview", epilog=example('toile tags preview "Smells odd" --place fabric --phrase "awful smell"'))
@_described
@examples_option
@json_option
def preview(examples: int, as_json: bool, **described: Any) -> None:
    """Say what a new tag would change in the comments read so far, decided points first; nothing is kept."""
    preview_now(
        _request_preview(**described), examples=examples, as_json=as_json, nothing="The tag would change nothing.",
        then="Nothing is changed yet: `toile tags add` keeps the tag.",
    )  # fmt: skip


@commands.command("add", epilog=example('toile tags add "Smells odd" --place fabric --theme 3 --phrase "awful smell"'))
@_described
@json_option
def add(as_json: bool, **described: Any) -> None:
    """Keep a tag: its phrases mean it from now on, and the remarks of its theme are its issues."""
    job_id = _request_preview(**described)
    do_now(job_id)
    with writing() as session:
        tag = naming.keep(session, previews.get_preview(session, job_id))
        weighed = [jobs.request_weighing(session, garment).id for garment in naming.list_garments(session, tag)]
        row = _row(tag)
    for each in weighed:
        do_now(each)
    answer(row, as_json=as_json, lines=[f"Added tag {_line(row).strip()}", READ_AGAIN])


@commands.command("list", epilog=example("toile tags list"))
@json_option
def list_all(as_json: bool) -> None:
    """List the label's own tags, those that hold first."""
    with reading() as session:
        rows = [_row(tag) for tag in own_tags.list_tags(session)]
    answer(rows, as_json=as_json, lines=[_line(row) for row in rows] or "There are no tags yet.")


@commands.command("rename", epilog=example('toile tags rename 1 "Smells of paint"'))
@click.argument("tag", type=NUMBER)
@click.argument("name")
@json_option
def rename(tag: int, name: str, as_json: bool) -> None:
    """Call a tag something else; its fit points go with it."""
    with writing() as session:
        found = own_tags.get_tag(session, tag)
        naming.rename(session, found, name=name)
        row = _row(found)
    answer(row, as_json=as_json, lines=_line(row))


@commands.command("retire", epilog=example("toile tags retire 1"))
@click.argument("tag", type=NUMBER)
@json_option
def retire(tag: int, as_json: bool) -> None:
    """Let a tag rest with its rules; its fit points and what is decided of them stay."""
    _settle(tag, naming.retire, "Comments are read without it by `toile issues retag`.", as_json=as_json)


@commands.command("restore", epilog=example("toile tags restore 1"))
@click.argument("tag", type=NUMBER)
@json_option
def restore(tag: int, as_json: bool) -> None:
    """Bring a retired tag back; `toile rules on` lets its rules hold again."""
    _settle(tag, naming.bring_back, "Its rules are off: `toile rules on` lets them hold again.", as_json=as_json)


def _settle(tag: int, change: Any, then: str, *, as_json: bool) -> None:
    with writing() as session:
        found = own_tags.get_tag(session, tag)
        change(session, found)
        row = _row(found)
    answer(row, as_json=as_json, lines=[_line(row), then])


def _request_preview(
    *, name: str, place: str, praise: bool, phrases: Iterable[str], theme: int | None
) -> int:  # fmt: skip
    with writing() as session:
        named = None if theme is None else sub_themes.get_unnamed(session, theme)
        draft = naming.draft_tag(session, name=name, place=place, is_ok=praise, phrases=phrases, theme=named)
        return int(jobs.request_preview(session, tag=naming.pack(draft)).id)


def _row(tag: OwnTag) -> dict[str, Any]:
    return {
        "id": tag.id, "name": tag.name, "code": tag.code.value, "place": tag.place, "praise": tag.is_ok,
        "active": tag.active, "author": tag.author.name if tag.author else None,
    }  # fmt: skip


def _line(row: dict[str, Any]) -> str:
    praise = "  praise" if row["praise"] else ""
    return f"{row['id']:>4}  {row['name']}  {row['code']}{praise}{'' if row['active'] else '  retired'}"
