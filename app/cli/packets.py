"""`toile packets`: the correction sheets, as files and as links for the pattern maker."""

from pathlib import Path
from typing import Any

import click

from app.cli.desk import (
    NUMBER,
    answer,
    answer_with_file,
    do_now,
    example,
    json_option,
    note,
    paper_option,
    reading,
    write_file,
    writing,
)
from app.cli.numbered import get_revision
from app.config import read_settings
from app.errors import RuleError
from app.models import Packet, Paper, PatternRevision
from app.services import cutting, jobs, mailing, outbox, packets
from app.services.codes import format_code
from app.services.wording import name_file, with_stop

FORMATS = ("pdf", "xlsx", "csv", "json")


@click.group("packets")
def commands() -> None:
    """The correction sheets for the pattern maker."""


@commands.command("send", epilog=example('toile packets send "Marit shirt" 2 --contact "Ana"'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--contact", required=True, help="The pattern maker.")
@click.option("--email", help="Where the link goes, and a new one once it has run out; else the one that is known.")
@paper_option
@click.option("--mail/--no-mail", default=True, help="Mail the link, where an address and a mail server are known.")
@json_option
def send(
    garment: str, number: int, contact: str, email: str | None, paper: Paper | None, mail: bool, as_json: bool
) -> None:
    """Send a revision's sheet: its lines are frozen, and the pattern maker gets a private link, shown only now."""
    with writing() as session:
        revision = get_revision(session, garment, number)
        sent = packets.send_packet(session, revision, contact=contact, address=email, paper=paper)
        row = _row(sent.packet) | {"link": f"/m/{sent.token}"}
        mails = mail and sent.packet.address is not None and mailing.read_server(read_settings()) is not None
        job_id = _put_into_outbox(session, sent.packet) if mails else None
    lines = [f"Sent; check code {format_code(row['check_code'])}.", f"Private link: {row['link']}"]
    if job_id is not None:
        row["mailed"] = do_now(job_id) > 0
        lines.append("A mail brings a link, too." if row["mailed"] else "The mail server did not take the mail yet.")
    answer(row, as_json=as_json, lines=lines)


@commands.command("labels", epilog=example('toile packets labels "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Else a name of its own in this folder.")
@paper_option
@json_option
def labels(garment: str, number: int, output: Path | None, paper: Paper | None, as_json: bool) -> None:
    """Write the labels to stick on the pattern, one a size, as the newest sheet of a revision says them."""
    with reading() as session:
        packet = _newest(get_revision(session, garment, number))
        content = cutting.export_pattern_labels(session, packet, paper=paper)
        path = output or Path(name_file(packet.revision, "-pattern-labels.pdf"))
    answer_with_file(path, content, as_json=as_json)


@commands.command("mail", epilog=example('toile packets mail "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@json_option
def mail_again(garment: str, number: int, as_json: bool) -> None:
    """Mail a link to the newest sheet of a revision; the link of the mail before no longer works."""
    if mailing.read_server(read_settings()) is None:
        raise RuleError("No mail server is set up: TOILE_SMTP_HOST names one.")
    with writing() as session:
        packet = _newest(get_revision(session, garment, number))
        job_id, row = _put_into_outbox(session, packet), _row(packet)
    row["mailed"] = do_now(job_id) > 0
    answer(row, as_json=as_json, lines="Mailed." if row["mailed"] else "The mail server did not take the mail yet.")


@commands.command("revoke", epilog=example('toile packets revoke "Marit shirt" 2'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@json_option
def revoke(garment: str, number: int, as_json: bool) -> None:
    """Take the links of the newest sheet of a revision back; the sheet and its answers stay."""
    with writing() as session:
        row = _row(packets.revoke(session, _newest(get_revision(session, garment, number))))
    answer(row, as_json=as_json, lines="Its links no longer work.")


@commands.command("receive", epilog=example('toile packets receive "Marit shirt" 2 --name "Ana"'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--name", required=True, help="Who has the sheet.")
@json_option
def receive(garment: str, number: int, name: str, as_json: bool) -> None:
    """Note that the pattern maker has the newest sheet of a revision, told by telephone or on paper."""
    with writing() as session:
        row = _row(packets.receive(session, _newest(get_revision(session, garment, number)), name=name))
    answer(row, as_json=as_json, lines=with_stop(f"Received by {name}"))


@commands.command("export", epilog=example('toile packets export "Marit shirt" 2 --format pdf'))
@click.argument("garment")
@click.argument("number", type=NUMBER)
@click.option("--format", "file_format", type=click.Choice(FORMATS), required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Else a name of its own in this folder.")
@click.option("--contact", default="Pattern maker", show_default=True, help="Whom it is for, where it is not sent yet.")
@paper_option
@json_option
def export(
    garment: str, number: int, file_format: str, output: Path | None, contact: str, paper: Paper | None, as_json: bool
) -> None:
    """Write the sheet of a revision as a file; what was not sent yet is sent by that, and its lines are frozen."""
    with writing() as session:
        revision = get_revision(session, garment, number)
        if not revision.packets:
            packets.send_packet(session, revision, contact=contact, paper=paper)
            session.flush()
            note(f"Revision {number} counts as sent to {contact}: its lines are frozen now.")
    with reading() as session:
        packet = _newest(get_revision(session, garment, number))
        revision = packet.revision
        content = packets.export(
            session, packet, format=file_format, paper=paper, configured=read_settings()["TOILE_PUBLIC_URL"]
        )
        path = output or Path(name_file(revision, f".{file_format}"))
        write_file(path, content)
        row = _row(packet) | {"file": str(path), "bytes": len(content)}
    answer(row, as_json=as_json, lines=f"Wrote {path}.")


def _put_into_outbox(session: Any, packet: Packet) -> int:
    outbox.mail_link(session, packet)
    job_id: int = jobs.request_job(session, jobs.SEND_MAIL).id
    return job_id


def _newest(revision: PatternRevision) -> Packet:
    if not revision.packets:
        raise RuleError(f"The sheet of revision {revision.number} has not been sent yet.")
    return revision.packets[-1]


def _row(packet: Packet) -> dict[str, Any]:
    return {
        "garment": packet.revision.garment.name,
        "revision": packet.revision.number,
        "contact": packet.contact,
        "paper": packet.paper.value,
        "check_code": packet.check_code,
        "received_by": packet.received_by,
    }
