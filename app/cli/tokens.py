"""`toile tokens`: the programs that may call the API."""

from typing import Any

import click

from app.cli.desk import NUMBER, answer, example, json_option, reading, writing
from app.models import ApiToken
from app.services import tokens


@click.group("tokens")
def commands() -> None:
    """The programs that may call the API."""


@commands.command("add", epilog=example('toile tokens add "Shop" --may-import'))
@click.argument("name")
@click.option("--may-import", is_flag=True, help="It may send whole files and read what came of them.")
@json_option
def add(name: str, may_import: bool, as_json: bool) -> None:
    """Make a token for a program; its secret is shown now and never again."""
    with writing() as session:
        made = tokens.add_token(session, name=name, may_import=may_import)
        session.flush()
        row = _row(made.token) | {"secret": made.secret}
    answer(row, as_json=as_json, lines=[row["secret"], f"Give it to {row['name']} now: it is not shown again."])


@commands.command("list", epilog=example("toile tokens list"))
@json_option
def list_all(as_json: bool) -> None:
    """List the tokens, those that hold first."""
    with reading() as session:
        rows = [_row(token) for token in tokens.list_tokens(session)]
    answer(rows, as_json=as_json, lines=[_line(row) for row in rows] or "There are no tokens yet.")


@commands.command("revoke", epilog=example("toile tokens revoke 1"))
@click.argument("token", type=NUMBER)
@json_option
def revoke(token: int, as_json: bool) -> None:
    """Let a token open nothing any more."""
    with writing() as session:
        found = tokens.get_token(session, token)
        tokens.revoke_token(session, found)
        row = _row(found)
    answer(row, as_json=as_json, lines=_line(row))


def _row(token: ApiToken) -> dict[str, Any]:
    return {
        "id": token.id,
        "name": token.name,
        "prefix": token.prefix,
        "may_import": token.may_import,
        "last_used_on": token.last_used_on,
        "revoked_at": token.revoked_at,
    }


def _line(row: dict[str, Any]) -> str:
    may = "feedback and files" if row["may_import"] else "feedback"
    used = f"used last {row['last_used_on']}" if row["last_used_on"] else "never used"
    return f"{row['id']:>4}  {row['prefix']}…  {row['name']}: {may}, {'revoked' if row['revoked_at'] else used}"
