"""Mail to customers: their private link where they ask for it, and the end of all mail to an address."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import get_locale
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from app.db import db, empty_journal, write_durably
from app.errors import NotFound, RuleError
from app.services import addresses, feedback, jobs, letters, receipt_mail, wishes
from app.web.customers import TOO_OFTEN, open_to_customers
from app.web.receipts import MailForm, describe
from app.web.security import limiter
from app.work import hand_over

pages = Blueprint("customer_mail", __name__)
open_to_customers(pages)

MAILS_PER_ADDRESS = "10 per hour; 30 per day"
"""Of one network; of one receipt go fewer."""


@pages.post("/r/<token>/mail")
@limiter.limit(MAILS_PER_ADDRESS)
def mail_receipt(token: str) -> Response | tuple[str, int]:
    """Mail a customer their private link; where no mail can go out the page does not offer it."""
    form, job_id = MailForm(), None
    try:
        with write_durably() as session:
            given = feedback.open_first(session, token)
            if letters.can_send(session, current_app.config):
                receipt_mail.mail_receipt(session, given, form.email.data or "", language=get_locale().language)
                job_id = jobs.request_job(session, jobs.SEND_MAIL).id
            session.commit()
    except NotFound:
        raise
    except RuleError as error:
        form.blame(error)
        return _render(token, form), 422
    if job_id is None:
        return redirect(url_for("receipts.show_receipt", token=token), 303)
    hand_over(job_id)
    return redirect(url_for("receipts.show_receipt", token=token, mailed="y", _anchor="mail"), 303)


@pages.post("/r/<token>/forget")
@limiter.limit("120 per hour")
def forget_address(token: str) -> Response:
    """Erase the address of who wanted to hear of a fix."""
    with write_durably() as session:
        wishes.erase_wish(session, feedback.open_first(session, token))
        session.commit()
    empty_journal()
    return redirect(url_for("receipts.show_receipt", token=token), 303)


@pages.get("/no-mail/<token>")
@limiter.limit("60 per hour")
def ask_to_stop(token: str) -> str:
    """Ask whether an address is to be written to no more: programs that follow links change nothing."""
    addresses.open_stop_token(db.session, token)
    return render_template("feedback/stop.html", token=token, stopped=False)


@pages.post("/no-mail/<token>")
@limiter.limit("60 per hour")
def stop(token: str) -> str:
    """Write to an address no more; a mail program may ask for it by itself."""
    with write_durably() as session:
        addresses.stop_mail(session, token)
        session.commit()
    empty_journal()
    return render_template("feedback/stop.html", token=token, stopped=True)


@pages.errorhandler(429)
def slow_down(error: HTTPException) -> tuple[str, int]:
    """Too much from one address: the mail's own comes back, to be sent again."""
    if request.endpoint != "customer_mail.mail_receipt":
        return render_template("feedback/nothing.html", sentence=TOO_OFTEN), 429
    form = MailForm()
    form.email.errors = [TOO_OFTEN]
    return _render((request.view_args or {})["token"], form), 429


def _render(token: str, form: MailForm) -> str:
    shown = describe(token) | {"mail_form": form, "here": url_for("receipts.show_receipt", token=token)}
    return render_template("feedback/receipt.html", **shown, refusal=None)
