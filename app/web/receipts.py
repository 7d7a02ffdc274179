"""The customer's receipt: a private link that shows what was given, takes a second moment, and erases it all."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import format_date, gettext, lazy_gettext
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import StringField

from app.db import db, write_durably
from app.errors import NotFound, RuleError
from app.models import Feedback, Issue, LengthUnit
from app.services import amending, erasing, feedback, letters, photos, pictures
from app.services.codes import format_code
from app.services.excerpts import quote_alone
from app.services.heights import write_height
from app.services.label import get_label
from app.web.amounts import write_amount
from app.web.answer_form import (
    KEEPING,
    OVERALL,
    WEAR,
    AnswerForm,
    read_answer,
    read_form,
    render_form,
)
from app.web.customers import ANSWERS_PER_ADDRESS, TOO_OFTEN, have_it_read, open_to_customers
from app.web.erasing import clear_away
from app.web.forms import Form
from app.web.languages import choose_unit
from app.web.page_keys import make_key
from app.web.photos import DROPPED, find_folder, keep_sent_photos
from app.web.security import limiter
from app.web.uploads import TOO_LARGE, read_sent
from nlp.taxonomy import IssueCode

pages = Blueprint("receipts", __name__)
open_to_customers(pages)

CHANGES_PER_ADDRESS = "120 per hour"


class MailForm(Form):
    """Where the private link is mailed to."""

    class Meta:
        """The link is the right to act."""

        csrf = False

    email = StringField(lazy_gettext("Your e-mail"))


@pages.get("/r/<token>")
def show_receipt(token: str) -> str:
    """Show a customer what was given, by their private link."""
    lost = gettext("Your photos did not reach us; your answer did.") if request.args.get("photos") == "lost" else None
    return render_template("feedback/receipt.html", **describe(token), refusal=lost)


@pages.get("/r/<token>/washed")
def ask_washed(token: str) -> str:
    """Ask how it fits after washing."""
    first = feedback.open_first(db.session, token)
    return _render_washed(token, first, AnswerForm(key=make_key()))


@pages.post("/r/<token>/washed")
@limiter.limit(ANSWERS_PER_ADDRESS)
def answer_washed(token: str) -> Response | tuple[str, int]:
    """Store the second moment beside the first one."""
    form = read_form()
    if status := form.refuse():
        return _render_washed(token, feedback.open_first(db.session, token), form), status
    try:
        with write_durably() as session:
            first = feedback.open_first(session, token)
            given = read_answer(first.garment, form.sent, get_label(session))
            recorded = feedback.record_washed(session, first, **given)
            answer_id, garment_id = recorded.feedback.id, first.garment_id
            session.commit()
    except NotFound:
        raise
    except RuleError as error:
        form.blame(error)
        return _render_washed(token, feedback.open_first(db.session, token), form), 422
    have_it_read(garment_id)
    return _back(token, kept=keep_sent_photos(answer_id, form.sent))


@pages.post("/r/<token>/photos")
@limiter.limit(ANSWERS_PER_ADDRESS)
def add_photos(token: str) -> Response | tuple[str, int]:
    """Add photos to an answer."""
    answer_id = feedback.open_first(db.session, token).id
    sent = read_sent()
    if sent.is_too_large:
        receipt = url_for("receipts.show_receipt", token=token)
        return render_template("feedback/receipt.html", **describe(token), refusal=TOO_LARGE, here=receipt), 413
    return _back(token, kept=keep_sent_photos(answer_id, sent))


@pages.post("/r/<token>/photos/<name>")
@limiter.limit(CHANGES_PER_ADDRESS)
def change_photo(token: str, name: str) -> Response:
    """Let the pattern maker see a photo, or no longer, or take it back."""
    with write_durably() as session:
        photo = photos.get_own_photo(feedback.open_first(session, token), name)
        if "erase" in request.form:
            photos.erase_photo(session, photo, find_folder())
        else:
            photo.maker_may_see = "show" in request.form
        session.commit()
    return _back(token)


@pages.get("/r/<token>/erase")
def ask_erasure(token: str) -> str:
    """Ask whether the answer is really to be erased."""
    return render_template("feedback/erase.html", **_describe_piece(token, feedback.open_first(db.session, token)))


@pages.post("/r/<token>/erase")
def erase(token: str) -> str:
    """Erase an answer, its second moment too, their photos and all that was read in them."""
    with write_durably() as session:
        asked = erasing.erase_answers(session, [feedback.open_first(session, token)], find_folder())
        job_ids = [each.id for each in asked]
        session.commit()
    clear_away(job_ids)
    return render_template("feedback/erased.html")


@pages.errorhandler(429)
def slow_down(error: HTTPException) -> tuple[str, int]:
    """Too much from one address: what was typed comes back, to be sent again."""
    token = request.view_args["token"] if request.view_args else ""
    if request.endpoint != "receipts.answer_washed":
        receipt = url_for("receipts.show_receipt", token=token)
        return render_template("feedback/nothing.html", sentence=TOO_OFTEN, here=receipt), 429
    form = read_form()
    form.form_errors.append(TOO_OFTEN)
    return _render_washed(token, feedback.open_first(db.session, token), form), 429


def _back(token: str, *, kept: bool = True) -> Response:
    """To the receipt, which says if photos were lost."""
    place = "photos-given" if request.endpoint in ("receipts.add_photos", "receipts.change_photo") else None
    return redirect(url_for("receipts.show_receipt", token=token, photos=None if kept else "lost", _anchor=place), 303)


def _render_washed(token: str, first: Feedback, form: AnswerForm) -> str:
    action = url_for("receipts.answer_washed", token=token)
    return render_form(first.garment, form, colour=first.colour, action=action, washed=True)


def describe(token: str) -> dict[str, object]:
    """Return what the page of a receipt shows."""
    given = feedback.open_first(db.session, token)
    production_round = given.production_round
    in_inches = choose_unit(get_label(db.session).unit) is LengthUnit.IN
    return _describe_piece(token, given) | {
        "given": given,
        "given_on": lambda each: format_date(each.answered_at or each.received_at, "long"),
        "list_said": _list_said,
        "say_keeping": _say_keeping,
        "say_height": lambda each: write_height(each.height_mm, in_feet=in_inches) if each.height_mm else None,
        "overalls": OVERALL,
        "wears": WEAR,
        "code": format_code(production_round.code) if production_round else None,
        "sent": url_for("feedback.show_form", code=production_round.code) if production_round else None,
        "wish": given.wish,
        "told_on": format_date(given.wish.told_at, "long") if given.wish and given.wish.told_at else None,
        "offers_mail": letters.can_send(db.session, current_app.config),
        "mail_form": MailForm(formdata=None),
        "mailed": "mailed" in request.args,
        "changed_on": {
            moment: format_date(at, "long") for moment, at in amending.list_changed(db.session, given).items()
        },
        "photos": photos.list_own_photos(given),
        "dropped": [
            (each.file_name, DROPPED[each.reason]) for moment in (given, *given.later) for each in moment.dropped_photos
        ],
        "room": photos.PHOTOS_MAX - len(given.photos),
    }


def _describe_piece(token: str, given: Feedback) -> dict[str, object]:
    """What stands above all pages of a receipt."""
    return {
        "token": token,
        "garment": given.garment,
        "picture": pictures.find_picture(db.session, given.garment, given.colour),
        "label": get_label(db.session),
    }


def _list_said(given: Feedback) -> list[str]:
    said = [_say(issue) for issue in given.issues if issue.standing_code and not issue.standing_code.is_ok]
    return list(filter(None, said))


def _say(issue: Issue) -> str:
    """Return "Sleeve too long, about 2 cm"; only what was said itself, not what a reader assumed.

    What the label calls its own tag is a word of the desk, in one language: there the customer's own words stand.
    """
    code = issue.standing_code
    if not isinstance(code, IssueCode):
        return f"“{quote}”" if (quote := quote_alone(issue)) else ""
    title = str(gettext(code.title))
    if not (issue.stated and issue.amount and issue.amount_unit):
        return title
    return f"{title}, {gettext('about %(amount)s', amount=write_amount(issue.amount, issue.amount_unit))}"


def _say_keeping(given: Feedback) -> str:
    """Return "having it altered, about 2 cm"."""
    keeping = str(KEEPING[given.keeping]) if given.keeping else ""
    if not (given.altered_by and given.altered_unit):
        return keeping
    return f"{keeping}, {gettext('about %(amount)s', amount=write_amount(given.altered_by, given.altered_unit))}"
