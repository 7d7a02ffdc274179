"""The wish to hear when it is fixed, as the form asks for it: an address, and a tick that says what it is for."""

from typing import Any

from flask import current_app
from flask_babel import get_locale

from app.errors import RuleError, translatable
from app.services import letters, wishes
from app.services.feedback import Recorded
from app.web.uploads import Sent


def keep_wish(session: Any, recorded: Recorded, sent: Sent) -> None:
    """Keep with a new answer what its customer wishes; where no mail can go out nothing was asked, and is kept."""
    if not letters.can_send(session, current_app.config):
        return
    address, may_write = sent.get("email"), sent.is_ticked("tell_me")
    if address and not may_write:
        raise RuleError(translatable("Tick that we may write to you, or leave the address empty."), field="tell_me")
    if may_write and not address:
        raise RuleError(translatable("Where to? Type your e-mail, or take the tick out."), field="email")
    if address and recorded.created:
        wishes.keep_wish(session, recorded.feedback, address, language=get_locale().language)
