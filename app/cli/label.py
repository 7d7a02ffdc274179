"""`toile label`: the settings of the label."""

from typing import Any

import click

from app.cli.desk import answer, example, json_option, reading, writing
from app.errors import RuleError
from app.models import Label
from app.services import label


@click.group("label")
def commands() -> None:
    """The label's own settings."""


@commands.command("show", epilog=example("toile label show"))
@json_option
def show(as_json: bool) -> None:
    """Show every setting by its name."""
    with reading() as session:
        row = _row(label.get_label(session))
    answer(row, as_json=as_json, lines=_lines(row))


@commands.command("set", epilog=example("toile label set unit=in grid=1/8 'name=Atelier Nordlund'"))
@click.argument("settings", nargs=-1, required=True, metavar="NAME=VALUE...")
@json_option
def change(settings: tuple[str, ...], as_json: bool) -> None:
    """Change settings; `toile label show` names them."""
    typed = {}
    for pair in settings:
        name, equals, value = pair.partition("=")
        if not equals:
            raise RuleError(f"“{pair}” is no setting: write it as NAME=VALUE, like unit=cm.")
        typed[name.strip()] = label.read_setting(name.strip(), value)
    with writing() as session:
        row = _row(label.change_label(session, **typed))
    answer(row, as_json=as_json, lines=_lines({name: row[name] for name in typed}))


def _row(settings: Label) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in label.CHANGEABLE}


def _lines(row: dict[str, Any]) -> list[str]:
    return [f"{name} = {_say(value)}" for name, value in row.items()]


def _say(value: object) -> str:
    return ",".join(value) if isinstance(value, list) else "" if value is None else str(value)
