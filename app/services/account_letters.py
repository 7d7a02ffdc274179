"""The letters to the label's own people: come in, and choose a new password."""

from email.message import EmailMessage

from app.models import Invitation, User
from app.services.account_links import RESET_WORKS_FOR
from app.services.letters import Sending, plain, write_message


def write_invitation(sending: Sending, invitation: Invitation, token: str, *, address: str) -> EmailMessage:
    """Return the mail that brings an invitation's link."""
    inviter = plain(invitation.invited_by.name) if invitation.invited_by else sending.house
    return write_message(
        sending, to=address, subject=f"{inviter} invites you to {sending.house} on Toile",
        text=(
            f"Hello,\n\n{inviter} invites you to the review desk of {sending.house}. Choose a name and a password here:"
            f"\n\n{sending.url}/welcome/{token}\n\nThe link works once, until {invitation.expires_at:%d %B %Y}.\n"
            f"You do not know what this is about? Then leave it.\n\n{sending.house}\n"
        ),
    )  # fmt: skip


def write_reset(sending: Sending, user: User, token: str, *, address: str) -> EmailMessage:
    """Return the mail that brings a link to a new password."""
    minutes = int(RESET_WORKS_FOR.total_seconds() // 60)
    return write_message(
        sending, to=address, subject=f"{sending.house}: a new password",
        text=(
            f"Hello {plain(user.name)},\n\nchoose a new password here:\n\n{sending.url}/reset/{token}\n\n"
            f"The link works once, for {minutes} minutes. You did not ask for it? Then leave it: nobody else got this "
            f"mail, and the password you have goes on working.\n\n{sending.house}\n"
        ),
    )  # fmt: skip
