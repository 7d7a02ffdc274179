"""The letters to customers, in their language: their private link, and that what they named was changed."""

from collections.abc import Callable
from email.message import EmailMessage

from sqlalchemy.orm import Session

from app.errors import translatable
from app.models import Feedback, FixWish, Issue, OutboxMail
from app.services.addresses import make_stop_token
from app.services.excerpts import quote_alone
from app.services.feedback import make_receipt
from app.services.letters import Letter, Sending, plain, write_message
from app.services.wishes import list_fixed
from app.translations import load_catalogue
from nlp.taxonomy import IssueCode

HELLO = translatable("Hello,")
RECEIPT_SUBJECT = translatable("%(garment)s: your answer")
RECEIPT_LEADS = translatable("here is the private page with what you told us about %(garment)s:")
RECEIPT_PROMISES = translatable(
    "It shows your answer, changes it and erases it, for whoever has this link: keep it to yourself. We do not keep "
    "your address."
)
NEWS_SUBJECT = translatable("%(garment)s: we changed what you told us")
NEWS_TELLS = translatable(
    "you told us about %(garment)s: %(points)s. We have changed that, and a run made after yours has the change. "
    "Whether it fits better, those who wear it will tell."
)
NEWS_THANKS = translatable(
    "Thank you for saying it. You wanted to hear of it once: this was the mail, and your address is erased."
)
STOPS = translatable("You did not ask for this? Here you have us write to this address no more:")


def write_letter(session: Session, sending: Sending, mail: OutboxMail, *, address: str) -> Letter | None:
    """Return the mail to a customer, or None where it is not to go: the answer or the fix is there no longer."""
    language = mail.language or "en"
    if mail.feedback is not None:
        message = _write_receipt(session, sending, mail.feedback, address=address, language=language)
    else:
        assert mail.wish is not None
        message = _write_news(session, sending, mail.wish, address=address, language=language)
    return Letter(mail.id, message, None) if message is not None else None


def _write_receipt(
    session: Session, sending: Sending, feedback: Feedback, *, address: str, language: str
) -> EmailMessage | None:
    token = make_receipt(session, feedback.idempotency_key)
    if token is None:
        return None
    say, garment = load_catalogue(language).gettext, {"garment": plain(feedback.garment.name)}
    return _write(
        session, sending, to=address, language=language, subject=say(RECEIPT_SUBJECT) % garment,
        parts=(
            say(RECEIPT_LEADS) % garment,
            _lead(f"{sending.url}/r/{token}", language),
            say(RECEIPT_PROMISES),
        ),
    )  # fmt: skip


def _write_news(
    session: Session, sending: Sending, wish: FixWish, *, address: str, language: str
) -> EmailMessage | None:
    fixed = list_fixed(session, wish)
    if not fixed:
        return None
    say = load_catalogue(language).gettext
    points = ", ".join(_name(issue, say) for issue in fixed)
    told = {"garment": plain(wish.feedback.garment.name), "points": points}
    return _write(
        session, sending, to=address, language=language, subject=say(NEWS_SUBJECT) % told,
        parts=(say(NEWS_TELLS) % told, say(NEWS_THANKS)),
    )  # fmt: skip


def _name(issue: Issue, say: Callable[[str], str]) -> str:
    """What was changed; a tag of the label's own is a word of the desk, in one language: there it is what was said."""
    code = issue.standing_code
    return say(code.title) if isinstance(code, IssueCode) else f"“{plain(quote_alone(issue) or '')}”"


def _write(
    session: Session, sending: Sending, *, to: str, language: str, subject: str, parts: tuple[str, ...]
) -> EmailMessage:
    """A letter of these paragraphs; at its end, and in its head for mail programs, stands how to get no other."""
    stop = f"{sending.url}/no-mail/{make_stop_token(session, to)}"
    say = load_catalogue(language).gettext
    stops = f"{say(STOPS)}\n{_lead(stop, language)}"
    text = "\n\n".join((say(HELLO), *parts, sending.house, stops))
    message = write_message(sending, to=to, subject=subject, text=f"{text}\n")
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _lead(url: str, language: str) -> str:
    """A link to a page in the language of the letter; in English to that of the browser."""
    return url if language == "en" else f"{url}?lang={language}"
