"""`toile rules`: what the label means by its own words."""

from typing import Any

import click

from app.cli.desk import NUMBER, answer, example, json_option, reading, writing
from app.cli.previewing import examples_option, preview_now, say_code
from app.models import LabelRule
from app.services import jobs, label_rules
from nlp.taxonomy import GarmentKind

code_option = click.option("--code", required=True, help="Such as sleeve.length/long, or an own tag’s; or silence.")
kind_option = click.option(
    "--kind", type=click.Choice([kind.value for kind in GarmentKind]), help="Only on garments of this kind."
)
READ_AGAIN = "Comments are read with it by `toile issues retag`."


@click.group("rules")
def commands() -> None:
    """What the label means by its own words."""


@commands.command("preview", epilog=example('toile rules preview "hits me funny" --code body.length/long --kind dress'))
@click.argument("phrase")
@code_option
@kind_option
@examples_option
@json_option
def preview(phrase: str, code: str, kind: str | None, examples: int, as_json: bool) -> None:
    """Say what a new rule would change in the comments read so far, decided points first; nothing is kept."""
    with writing() as session:
        rule = label_rules.draft_rule(
            session, phrase=phrase, code=label_rules.read_code(session, code), kind=_kind(kind)
        )
        job_id = jobs.request_preview(session, rule=label_rules.pack(rule)).id
    preview_now(
        job_id, examples=examples, as_json=as_json, nothing="The rule would change nothing.",
        then="Nothing is changed yet: `toile rules add` keeps the rule.",
    )  # fmt: skip


@commands.command("add", epilog=example('toile rules add "statement cuffs" --code silence'))
@click.argument("phrase")
@code_option
@kind_option
@json_option
def add(phrase: str, code: str, kind: str | None, as_json: bool) -> None:
    """Keep a rule: a phrase, however inflected or misspelled, means a code or nothing at all."""
    with writing() as session:
        rule = label_rules.add_rule(session, phrase=phrase, code=label_rules.read_code(session, code), kind=_kind(kind))
        session.flush()
        row = _row(rule)
    answer(row, as_json=as_json, lines=[f"Added rule {_line(row).strip()}", READ_AGAIN])


@commands.command("list", epilog=example("toile rules list"))
@json_option
def list_all(as_json: bool) -> None:
    """List the label's rules, those that hold first."""
    with reading() as session:
        rows = [_row(rule) for rule in label_rules.list_rules(session)]
    answer(rows, as_json=as_json, lines=[_line(row) for row in rows] or "There are no rules yet.")


@commands.command("off", epilog=example("toile rules off 1"))
@click.argument("rule", type=NUMBER)
@json_option
def switch_off(rule: int, as_json: bool) -> None:
    """Let a rule rest."""
    with writing() as session:
        found = label_rules.get_rule(session, rule)
        label_rules.switch_off(session, found)
        row = _row(found)
    answer(row, as_json=as_json, lines=[_line(row), "Comments are read without it by `toile issues retag`."])


@commands.command("on", epilog=example("toile rules on 1"))
@click.argument("rule", type=NUMBER)
@json_option
def switch_on(rule: int, as_json: bool) -> None:
    """Let a rule hold again."""
    with writing() as session:
        found = label_rules.get_rule(session, rule)
        label_rules.switch_on(session, found)
        row = _row(found)
    answer(row, as_json=as_json, lines=[_line(row), READ_AGAIN])


def _kind(kind: str | None) -> GarmentKind | None:
    return GarmentKind(kind) if kind else None


def _row(rule: LabelRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "phrase": rule.phrase,
        "code": say_code(rule.code),
        "kind": rule.kind.value if rule.kind else None,
        "active": rule.active,
        "author": rule.author.name if rule.author else None,
    }


def _line(row: dict[str, Any]) -> str:
    where = f"  on {row['kind']}" if row["kind"] else ""
    return f"{row['id']:>4}  “{row['phrase']}” → {row['code']}{where}{'' if row['active'] else '  off'}"
