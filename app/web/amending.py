"""Changing an answer by its private link: the form comes back with all that was given, and takes its place."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from app.db import db, write_durably
from app.errors import NotFound, RuleError, translatable
from app.models import Feedback, Label, LengthUnit
from app.services import amending, feedback
from app.services.heights import write_height
from app.services.label import get_label
from app.web.answer_form import AnswerForm, read_answer, read_form, render_form, type_amount
from app.web.customers import TOO_OFTEN, have_it_read, open_to_customers
from app.web.erasing import clear_away
from app.web.forms import strip
from app.web.languages import choose_unit
from app.web.page_keys import make_key
from app.web.security import limiter
from app.web.uploads import Sent

CHANGES_PER_ADDRESS = "60 per hour"

pages = Blueprint("amending", __name__)
open_to_customers(pages)


@pages.get("/r/<token>/change/<int:moment>")
def ask(token: str, moment: int) -> str:
    """Show the form with what was given: in the first moment, or in the second one, after washing."""
    given = _get_moment(feedback.open_first(db.session, token), moment)
    return _render(token, moment, given, _fill_form(given))


@pages.post("/r/<token>/change/<int:moment>")
@limiter.limit(CHANGES_PER_ADDRESS)
def amend(token: str, moment: int) -> Response | tuple[str, int]:
    """Put what is said now in the place of what was said; words that are gone are gone from every file."""
    form = read_form()
    if status := form.refuse():
        return _refuse(token, moment, form), status
    try:
        with write_durably() as session:
            given = _get_moment(feedback.open_first(session, token), moment)
            changed = amending.amend_feedback(session, given, **_read(given, form, get_label(session)))
            garment_id = given.garment_id
            session.commit()
    except NotFound:
        raise
    except RuleError as error:
        form.blame(error)
        return _refuse(token, moment, form), 422
    if "comment" in changed:
        clear_away()
    if changed:
        have_it_read(garment_id)
    return redirect(url_for("receipts.show_receipt", token=token), 303)


@pages.errorhandler(429)
def slow_down(error: HTTPException) -> tuple[str, int]:
    """Too much from one address: what was typed comes back, to be sent again."""
    form = read_form()
    form.form_errors.append(TOO_OFTEN)
    place = request.view_args or {}
    return _refuse(place["token"], place["moment"], form), 429


def _get_moment(first: Feedback, moment: int) -> Feedback:
    """What was said in the first, second … moment."""
    moments = first.moments
    if not 1 <= moment <= len(moments):
        raise NotFound(translatable("This link shows nothing, or nothing any more."))
    return moments[moment - 1]


def _read(given: Feedback, form: AnswerForm, label: Label) -> dict[str, Any]:
    """What is said now, where it was not touched as it was given.

    A height is not rounded to what the page shows of it, and words that end their lines as a browser does, and not as
    they are kept, are no other words.
    """
    said = read_answer(given.garment, form.sent, label, changes=given)
    del said["idempotency_key"]
    if given.comment and said["comment"].splitlines() == given.comment.splitlines():
        said["comment"] = given.comment
    # Whichever unit the page had: what is chosen there is forgotten when the browser is closed.
    if strip(form.height.data) in (_write_height(given, in_feet=each) for each in (False, True)):
        said["height_mm"] = given.height_mm
    return said


def _fill_form(given: Feedback) -> AnswerForm:
    """The form as it would have been sent to say what was given."""
    fields = {
        "key": make_key(),
        "size": given.size.name if given.size else "",
        "colour": given.colour.name if given.colour else "",
        "overall_fit": given.overall_fit or "",
        "comment": given.comment or "",
        "keeping": given.keeping or "",
        "altered": type_amount(given.altered_by, given.altered_unit),
        "wear": given.wear or "",
        "height": _write_height(given, in_feet=choose_unit(get_label(db.session).unit) is LengthUnit.IN),
        "usual_size": given.usual_size or "",
    }
    if given.rest_fits or given.fits_fine:
        fields["rest_fits"] = "y"
    for zone in given.zone_answers:
        fields[f"zone-{zone.aspect}"] = zone.answer
        fields[f"amount-{zone.aspect}"] = type_amount(zone.amount, zone.amount_unit)
    return AnswerForm(Sent(MultiDict({name: str(value) for name, value in fields.items()})))


def _write_height(given: Feedback, *, in_feet: bool) -> str:
    return write_height(given.height_mm, in_feet=in_feet) if given.height_mm else ""


def _refuse(token: str, moment: int, form: AnswerForm) -> str:
    return _render(token, moment, _get_moment(feedback.open_first(db.session, token), moment), form)


def _render(token: str, moment: int, given: Feedback, form: AnswerForm) -> str:
    return render_form(
        given.garment, form, colour=given.colour, action=url_for("amending.amend", token=token, moment=moment),
        washed=given.first is not None, changing=url_for("receipts.show_receipt", token=token),
    )  # fmt: skip
