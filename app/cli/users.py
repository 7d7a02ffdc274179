"""`toile users`: who may sign in."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import click

from app.cli.desk import answer, example, json_option, reading, writing
from app.config import read_settings
from app.models import Digest, Role, User, now
from app.services import (
    accounts,
    digest_letters,
    digest_words,
    digests,
    invitations,
    letters,
    passwords,
    people,
    public_address,
)
from app.services.label import get_label

ROLES = click.Choice([role.value for role in Role])


@click.group("users")
def commands() -> None:
    """Who may sign in."""


@commands.command("list", epilog=example("toile users list"))
@json_option
def list_all(as_json: bool) -> None:
    """List who has an account, and who is invited."""
    with reading() as session:
        rows = [_row(each) for each in people.list_people(session)]
        invited = [{"email": each.email, "role": each.role.value} for each in invitations.list_open(session)]
    lines = [f"{row['email']}  {row['role']}  {row['name']}{'' if row['active'] else '  deactivated'}" for row in rows]
    lines += [f"{each['email']}  {each['role']}  invited" for each in invited]
    answer({"users": rows, "invited": invited}, as_json=as_json, lines=lines)


@commands.command("add", epilog=example('toile users add mia@example.com --name "Mia" --role admin'))
@click.argument("email", required=False)
@click.option("--name", help="Asked for if not given.")
@click.option("--role", type=ROLES, help="Else designer; the first one is an admin.")
@click.option("--password", help="Asked for if not given.")
@json_option
def add(email: str | None, name: str | None, role: str | None, password: str | None, as_json: bool) -> None:
    """Add somebody who can sign in; what is not given is asked for."""
    email, name = email or click.prompt("E-mail"), name or click.prompt("Name")
    password = password or click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with writing() as session:
        chosen = Role(role) if role else accounts.choose_role(session)
        user = accounts.add_user(session, email=email, name=name, password=password, role=chosen)
        session.flush()
        row = _row(user)
    answer(row, as_json=as_json, lines=f"{row['name']} can sign in as {row['email']}, {row['role']}.")


@commands.command("invite", epilog=example("toile users invite ana@example.com --role viewer"))
@click.argument("email")
@click.option("--role", type=ROLES, default=Role.DESIGNER.value)
@json_option
def invite(email: str, role: str, as_json: bool) -> None:
    """Make a private link by which somebody comes in; it works once, for a week, and is shown only now."""
    settings = read_settings()
    with writing() as session:
        invited = invitations.invite(session, email=email, role=Role(role), by_mail=letters.can_send(session, settings))
        link = _address(session, settings, f"/welcome/{invited.token}")
    answer({"email": email, "role": role, "link": link}, as_json=as_json, lines=f"Private link for {email}: {link}")


@commands.command("reset", epilog=example("toile users reset mia@example.com"))
@click.argument("email")
@click.option("--set", "asks", is_flag=True, help="Set a password here instead; it is asked for.")
@json_option
def reset(email: str, asks: bool, as_json: bool) -> None:
    """Make a private link to a new password; it works once, for an hour, and is shown only now."""
    settings = read_settings()
    password = click.prompt("New password", hide_input=True, confirmation_prompt=True) if asks else None
    with writing() as session:
        person = people.get_by_email(session, email)
        if password is not None:
            passwords.set_password(session, person, accounts.hash_password(password, email=person.email))
            row, line = {"email": person.email}, f"{person.name} has a new password; every browser is signed out."
        else:
            link = _address(session, settings, f"/reset/{passwords.make_link(session, person)}")
            row, line = {"email": person.email, "link": link}, f"Private link for {person.name}, for an hour: {link}"
    answer(row, as_json=as_json, lines=line)


@commands.command("role", epilog=example("toile users role mia@example.com admin"))
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@json_option
def change_role(email: str, role: str, as_json: bool) -> None:
    """Let somebody do more or less than before."""
    _act(email, partial(people.change_role, role=Role(role)), f"may act as {role}", as_json=as_json)


@commands.command("deactivate", epilog=example("toile users deactivate mia@example.com"))
@click.argument("email")
@json_option
def deactivate(email: str, as_json: bool) -> None:
    """Keep somebody out from now on; what they did stays under their name."""
    _act(email, people.deactivate, "is out", as_json=as_json)


@commands.command("reactivate", epilog=example("toile users reactivate mia@example.com"))
@click.argument("email")
@json_option
def reactivate(email: str, as_json: bool) -> None:
    """Let somebody in again."""
    _act(email, people.reactivate, "can sign in again", as_json=as_json)


@commands.command("digest", epilog=example("toile users digest mia@example.com"))
@click.argument("email")
@click.option("--html", "as_html", is_flag=True, help="Print it as the HTML that is mailed beside the text.")
@json_option
def digest(email: str, as_html: bool, as_json: bool) -> None:
    """Print what somebody's weekly digest would say now; nothing is sent or kept."""
    settings = read_settings()
    with reading() as session:
        person = people.get_by_email(session, email)
        drafted: Digest = digests.draft_digest(session, person, at=now())
        told = digest_words.tell(session, drafted, person)
        sending = letters.Sending("", _address(session, settings, ""), get_label(session).name)
        write = digest_letters.write_html if as_html else digest_letters.write_text
        words = write(told, sending, person.name)
        row = {"subject": digest_letters.say_subject(told), "is_news": digests.is_news(drafted), "text": words}
    answer(row, as_json=as_json, lines=words)


def _act(email: str, act: Callable[..., None], said: str, *, as_json: bool) -> None:
    """Do this to somebody's account, and say what is true of them now."""
    with writing() as session:
        person = people.get_by_email(session, email)
        act(session, person)
        row = _row(person)
    answer(row, as_json=as_json, lines=f"{row['name']} {said}.")


def _address(session: Any, settings: Mapping[str, str], path: str) -> str:
    """Where a page is: at the public address, else on this machine."""
    here = f"http://{settings['TOILE_HOST']}:{settings['TOILE_PORT']}"
    return (public_address.find_address(get_label(session), settings["TOILE_PUBLIC_URL"]) or here) + path


def _row(user: User) -> dict[str, Any]:
    return {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "role": user.role.value,
        "active": user.disabled_at is None,
    }
