"""What the pages of customers share: nobody signs in, nothing is kept in caches, refusals come in the form's look.

These pages hold no session: the idempotency key of a form does for it what a CSRF token does elsewhere, and lets one
page be posted twice and stored once; behind a receipt's link the link itself is the right to act.
"""

from flask import Blueprint, render_template
from flask_babel import lazy_gettext

from app.errors import NotFound
from app.reading import have_it_read as have_it_read
from app.web.languages import tell
from app.web.security import csrf, keep_private

ANSWERS_PER_ADDRESS = "240 per hour"
"""What is added behind receipts; a whole shop may stand behind one address."""

TOO_OFTEN = lazy_gettext("Much came from your network just now. Wait a few minutes and try again.")


def open_to_customers(pages: Blueprint) -> None:
    """Make a noun's pages those of customers."""
    csrf.exempt(pages)
    pages.register_error_handler(NotFound, _refuse_link)
    pages.after_request(keep_private)


def _refuse_link(error: NotFound) -> tuple[str, int]:
    """Answer a wrong code, a wrong receipt and an erased answer in the form's own look."""
    return render_template("feedback/nothing.html", sentence=tell(error)), 404
