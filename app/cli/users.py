"""`toile users`: who may sign in."""

import click

from app.cli.desk import answer, example, json_option, writing
from app.models import Role
from app.services import accounts


@click.group("users")
def commands() -> None:
    """Who may sign in."""


@commands.command("add", epilog=example('toile users add mia@example.com --name "Mia" --role admin'))
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.DESIGNER.value)
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for if not given.")
@json_option
def add(email: str, name: str, role: str, password: str, as_json: bool) -> None:
    """Add somebody who can sign in."""
    with writing() as session:
        user = accounts.add_user(session, email=email, name=name, password=password, role=Role(role))
        session.flush()
        row = {"id": user.id, "email": user.email, "name": user.name, "role": user.role.value}
    answer(row, as_json=as_json, lines=f"{row['name']} can sign in as {row['email']}.")
