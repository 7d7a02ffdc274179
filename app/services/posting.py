"""Posting: what a mail of the outbox says when it goes out, whoever it is to, and what follows once it is taken."""

from sqlalchemy.orm import Session

from app.models import OutboxMail
from app.services import account_letters, account_links, customer_letters, digest_letters, outbox, sheet_letters
from app.services.letters import Letter, read_sending


def write_letter(session: Session, mail_id: int, *, sender: str, public_url: str) -> Letter | None:
    """Return a mail ready to go out, or None where it has gone or was called off meanwhile.

    The label's own sender and public address win over those of the settings.
    """
    mail = session.get(OutboxMail, mail_id)
    if mail is None or mail.next_try_at is None or mail.address is None:
        return None
    sending = read_sending(session, sender=sender, public_url=public_url)
    if mail.packet is not None:
        return sheet_letters.write_letter(sending, mail, mail.packet, address=mail.address)
    if mail.digest is not None:
        message = digest_letters.write_digest(session, sending, mail.digest, address=mail.address)
        return Letter(mail.id, message, None)
    if mail.feedback is not None or mail.wish is not None:
        return customer_letters.write_letter(session, sending, mail, address=mail.address)
    token = account_links.make_token()
    if mail.invitation is not None:
        return Letter(
            mail.id, account_letters.write_invitation(sending, mail.invitation, token, address=mail.address), token
        )
    assert mail.user is not None
    return Letter(mail.id, account_letters.write_reset(sending, mail.user, token, address=mail.address), token)


def note_sent(session: Session, letter: Letter) -> None:
    """Let the letter's link work, now that a mail server has taken it."""
    mail = outbox.note_sent(session, letter)
    owner = None if mail is None else mail.invitation or mail.user
    if owner is not None and letter.token is not None:
        account_links.keep_link(session, letter.token, owner)
