"""Mailing: what waits in the outbox goes out; what no mail server takes is tried again later."""

from app.errors import RuleError
from app.jobs.progress import Progress
from app.services import mailing, outbox, posting
from app.services.mailing import MailServer


def work(progress: Progress) -> None:
    """Send what is due, each mail between two transactions of its own; without a mail server nothing happens."""
    server = mailing.read_server(progress.settings)
    if server is None:
        return
    with progress.reading() as session:
        due = outbox.list_due(session)
    for mail_id in due:
        _send(progress, server, mail_id)
    # A customer's address is kept no longer than its mail is on its way: until it went out, or was given up.
    progress.empty_journal()


def _send(progress: Progress, server: MailServer, mail_id: int) -> None:
    """Cut off between the two, a mail goes out once more, with another link; the one before it never works."""
    settings = progress.settings
    try:
        with progress.reading() as session:
            letter = posting.write_letter(
                session, mail_id, sender=settings["TOILE_SMTP_SENDER"], public_url=settings["TOILE_PUBLIC_URL"]
            )
        if letter is None:
            with progress.writing() as session:
                outbox.call_off(session, mail_id)
            return
        mailing.deliver(server, letter.message)
    except RuleError as refusal:
        with progress.writing() as session:
            outbox.note_failed(session, mail_id, refusal.message)
        return
    progress.done += 1
    with progress.writing() as session:
        posting.note_sent(session, letter)
