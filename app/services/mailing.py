"""Hands mail to the label's mail server."""

import smtplib
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from email.message import EmailMessage

from app.errors import RuleError

SECONDS = 20
"""Longest wait for a mail server that does not answer."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, and how."""

    host: str
    port: int
    security: str
    """starttls, tls or none."""
    user: str
    password: str


def read_server(settings: Mapping[str, str]) -> MailServer | None:
    """Return the mail server of the settings, or None where there is none."""
    if not settings.get("TOILE_SMTP_HOST"):
        return None
    return MailServer(
        settings["TOILE_SMTP_HOST"], int(settings["TOILE_SMTP_PORT"]), settings["TOILE_SMTP_SECURITY"],
        settings["TOILE_SMTP_USER"], settings["TOILE_SMTP_PASSWORD"],
    )  # fmt: skip


def deliver(server: MailServer, message: EmailMessage) -> None:
    """Hand a mail over; refuses with a sentence where the server does not take it."""
    try:
        with closing(_connect(server)) as connection:
            if server.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)
            # It is taken by now: one that was sent again because of how the server takes its leave would come twice.
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise RuleError(f"{server.host} did not take the mail: {type(error).__name__}.") from error


def _connect(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(server.host, server.port, timeout=SECONDS)
