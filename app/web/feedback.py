"""The customer's form, reached by the code on the care label, and the private receipt that shows and erases an answer.

Nobody signs in here, and the page holds no session: its idempotency key does for it what a CSRF token does elsewhere,
and lets one page be posted twice and stored once.
"""

import gzip
import secrets
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from app.db import begin_writing, db, write_durably
from app.errors import NotFound, RuleError
from app.models import (
    Feedback,
    FeedbackSource,
    Garment,
    Issue,
    Keeping,
    Label,
    LengthUnit,
    OverallFit,
    ProductionRound,
    Wear,
)
from app.services import feedback, jobs
from app.services.answers import TappedZone
from app.services.codes import ROUND_CODE_LENGTH, format_code, read_code
from app.services.heights import read_height
from app.services.label import get_label
from app.services.rounds import find_round_by_code
from app.services.sketches import Question, Sketch, get_sketch
from app.web.forms import Form, choices_of, strip
from app.web.security import csrf, limiter

pages = Blueprint("feedback", __name__)
csrf.exempt(pages)

ANSWERS_PER_ADDRESS = "60 per hour"
"""A whole shop may stand behind one address."""
CODES_PER_ADDRESS = "30 per minute"

OVERALL = {
    OverallFit.MUCH_TOO_SMALL: "much too small",
    OverallFit.TOO_SMALL: "a bit small",
    OverallFit.RIGHT: "right",
    OverallFit.TOO_LARGE: "a bit large",
    OverallFit.MUCH_TOO_LARGE: "much too large",
}
KEEPING = {
    Keeping.KEPT: "keeping it",
    Keeping.ALTERED: "having it altered",
    Keeping.SENT_BACK: "sending it back",
}
WEAR = {Wear.TRIED_ON: "just tried it on", Wear.WORN: "worn", Wear.WASHED: "washed"}

AMOUNTS = {
    LengthUnit.IN: (("0.375", "3/8"), ("0.75", "3/4"), ("1.25", "1 1/4"), ("2", "2+")),
    LengthUnit.CM: (("1", "1"), ("2", "2"), ("3", "3"), ("5", "5+")),
}


class CodeForm(Form):
    """The code on a care label."""

    class Meta:
        """Nothing here acts for anybody."""

        csrf = False

    code = StringField("Code on the care label")


class AnswerForm(Form):
    """Everything but the places, which depend on the garment; nothing is needed but one answer."""

    class Meta:
        """See the module: the key stands in for it."""

        csrf = False

    key = HiddenField()
    size = RadioField("Which size did you buy?", validators=[Optional()], validate_choice=False)
    colour = RadioField("Which colour?", validators=[Optional()], validate_choice=False)
    overall_fit = RadioField("How is it overall?", choices=choices_of(OVERALL), validators=[Optional()])
    rest_fits = BooleanField("Everything else fits")
    comment = TextAreaField("In your words")
    keeping = RadioField("You are", choices=choices_of(KEEPING), validators=[Optional()])
    wear = RadioField("So far", choices=choices_of(WEAR), validators=[Optional()])
    height = StringField("Your height", validators=[Length(max=20)])
    usual_size = StringField("The size you usually take", validators=[Length(max=20)])


@dataclass(frozen=True)
class Typed:
    """What was tapped at a question: the value and how much, as they came."""

    answer: str
    amount: str


@pages.get("/f")
def ask_code() -> str:
    """Ask for the code on the care label."""
    return render_template("feedback/code.html", form=CodeForm())


@pages.post("/f")
@limiter.limit(CODES_PER_ADDRESS)
def find_code() -> Response | tuple[str, int]:
    """Lead to the form of the garment that bears this code."""
    form = CodeForm()
    try:
        code = read_code(strip(form.code.data), length=ROUND_CODE_LENGTH)
        if find_round_by_code(db.session, code) is None:
            raise RuleError("No garment of this label has that code.", field="code")
    except RuleError as error:
        form.blame(error)
        return render_template("feedback/code.html", form=form), 422
    return redirect(url_for("feedback.show_form", code=code), 303)


@pages.get("/F/<code>")
def follow_label(code: str) -> Response:
    """Lead to the form from a label, whose code is in capitals: they make it coarser."""
    return redirect(url_for("feedback.show_form", code=code, size=request.args.get("size")))


@pages.get("/f/<code>")
@limiter.limit(CODES_PER_ADDRESS)
def show_form(code: str) -> str:
    """Show the form of the garment whose care label says this code."""
    production_round = _get_round(code)
    form = AnswerForm(formdata=None, key=secrets.token_urlsafe(24), size=request.args.get("size"))
    return _render(production_round, form)


@pages.post("/f/<code>")
@limiter.limit(ANSWERS_PER_ADDRESS)
def answer(code: str) -> Response | tuple[str, int]:
    """Store an answer, durably and before anything else; then ask the worker to read its words."""
    form = AnswerForm()
    if not form.validate_on_submit():
        return _render(_get_round(code), form), 422
    try:
        with write_durably() as session:
            production_round = find_round_by_code(session, code) or _get_round(code)
            given = _read_answer(production_round.garment, form, _choose_unit(get_label(session)))
            recorded = feedback.record_feedback(
                session,
                production_round.garment,
                source=FeedbackSource.FORM,
                production_round=production_round,
                **given,
            )
            receipt, garment_id = recorded.receipt, production_round.garment_id
            session.commit()
    except RuleError as error:
        form.blame(error)
        return _render(_get_round(code), form), 422
    _have_it_read(garment_id)
    return redirect(url_for("feedback.show_receipt", token=receipt), 303)


@pages.get("/r/<token>")
def show_receipt(token: str) -> str:
    """Show a customer what was given, by their private link."""
    return render_template("feedback/receipt.html", **_describe(token))


@pages.get("/r/<token>/washed")
def ask_washed(token: str) -> str:
    """Ask how it fits after washing."""
    first = feedback.open_first(db.session, token)
    return _render_washed(token, first, AnswerForm(formdata=None, key=secrets.token_urlsafe(24)))


@pages.post("/r/<token>/washed")
@limiter.limit(ANSWERS_PER_ADDRESS)
def answer_washed(token: str) -> Response | tuple[str, int]:
    """Store the second moment beside the first one."""
    form = AnswerForm()
    if not form.validate_on_submit():
        return _render_washed(token, feedback.open_first(db.session, token), form), 422
    try:
        with write_durably() as session:
            first = feedback.open_first(session, token)
            given = _read_answer(first.garment, form, _choose_unit(get_label(session)))
            feedback.record_washed(session, first, **given)
            garment_id = first.garment_id
            session.commit()
    except NotFound:
        raise
    except RuleError as error:
        form.blame(error)
        return _render_washed(token, feedback.open_first(db.session, token), form), 422
    _have_it_read(garment_id)
    return redirect(url_for("feedback.show_receipt", token=token), 303)


@pages.get("/r/<token>/erase")
def ask_erasure(token: str) -> str:
    """Ask whether the answer is really to be erased."""
    return render_template("feedback/erase.html", **_describe(token))


@pages.post("/r/<token>/erase")
def erase(token: str) -> str:
    """Erase an answer, its second moment too, and all that was read in them."""
    with write_durably() as session:
        given = feedback.open_first(session, token)
        garment = given.garment
        feedback.erase_feedback(session, given)
        job_id = jobs.request_weighing(session, garment).id
        session.commit()
    try:
        current_app.extensions["job_queue"].enqueue(job_id)
    except Exception:
        # The job's row is there, and the reaper hands it over; erased is erased.
        current_app.logger.exception("An answer was erased, but its weighing could not be handed over.")
    return render_template("feedback/erased.html")


@pages.errorhandler(NotFound)
def refuse_link(error: NotFound) -> tuple[str, int]:
    """Answer a wrong code, a wrong receipt and an erased answer in the form's own look."""
    return render_template("feedback/nothing.html", sentence=error.message), 404


@pages.errorhandler(429)
def slow_down(error: HTTPException) -> tuple[str, int]:
    """Too much from one address: what was typed comes back, to be sent again."""
    sentence = "Much came from your network just now. Wait a few minutes and try again."
    if request.endpoint == "feedback.find_code":
        asked = CodeForm()
        asked.form_errors.append(sentence)
        return render_template("feedback/code.html", form=asked), 429
    if request.endpoint not in ("feedback.answer", "feedback.answer_washed"):
        return render_template("feedback/nothing.html", sentence=sentence), 429
    form = AnswerForm()
    form.form_errors.append(sentence)
    if request.endpoint == "feedback.answer_washed":
        token = request.view_args["token"] if request.view_args else ""
        return _render_washed(token, feedback.open_first(db.session, token), form), 429
    return _render(_get_round(request.view_args["code"] if request.view_args else ""), form), 429


@pages.after_request
def keep_private(response: Response) -> Response:
    """Keep receipts and keys out of caches and search engines."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@pages.after_request
def send_lightly(response: Response) -> Response:
    """Compress the form, whose first visit is on a phone in a fitting room.

    Only the empty form: where a page repeats what somebody typed, its length would tell of what stands beside it.
    """
    response.headers["Vary"] = "Accept-Encoding"
    if request.endpoint == "feedback.show_form" and response.status_code == 200 and request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(response.get_data(), mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _get_round(code: str) -> ProductionRound:
    production_round = find_round_by_code(db.session, code)
    if production_round is None:
        raise NotFound("No garment of this label has that code.", field="code")
    return production_round


def _read_answer(garment: Garment, form: AnswerForm, unit: LengthUnit) -> dict[str, Any]:
    """What was given, as `record_feedback` takes it; the large button on top says that all fits.

    What was said to be off before weighs more than that button: then it is all else that fits.
    """
    fine = "fine" in request.form
    sketch = get_sketch(garment.kind)
    zones = _read_zones(sketch, unit)
    overall = OverallFit(form.overall_fit.data) if form.overall_fit.data else None
    off = (
        overall not in (None, OverallFit.RIGHT)
        or any(zone.answer != "ok" for zone in zones)
        or any(_read_others(sketch).values())
    )
    height = strip(form.height.data)
    return {
        "comment": _join_words(sketch, form.comment.data),
        "size": form.size.data or None,
        "colour": form.colour.data or None,
        "overall_fit": overall,
        "fits_fine": fine and not off,
        "rest_fits": bool(form.rest_fits.data) or (fine and off),
        "zone_answers": zones,
        "keeping": Keeping(form.keeping.data) if form.keeping.data else None,
        "wear": Wear(form.wear.data) if form.wear.data else None,
        "usual_size": (form.usual_size.data or "").replace("\0", ""),
        "height_mm": read_height(height) if height else None,
        "idempotency_key": _read_key(form.key.data),
    }


def _have_it_read(garment_id: int) -> None:
    """Ask for reading and weighing in a transaction of its own: whatever becomes of it, the answer is stored."""
    try:
        begin_writing(db.session)
        job = jobs.request_job(db.session, jobs.READ_COMMENTS, arguments={"garment": garment_id, "again": False})
        job_id = job.id
        db.session.commit()
        current_app.extensions["job_queue"].enqueue(job_id)
    except Exception:
        # Whoever reads next reads this answer too; the customer has done their part.
        db.session.rollback()
        current_app.logger.exception("An answer was stored, but its reading could not be asked for.")


def _read_zones(sketch: Sketch, unit: LengthUnit) -> list[TappedZone]:
    """What was tapped, with how much; an amount without an answer says nothing."""
    tapped = []
    for question in (question for zone in sketch.zones for question in zone.questions):
        typed = _read_question(question)
        if not typed.answer:
            continue
        amount = _read_amount(typed.amount) if typed.answer != "ok" else None
        tapped.append(TappedZone(question.aspect, typed.answer, amount, unit.value if amount is not None else None))
    return tapped


def _read_question(question: Question) -> Typed:
    return Typed(
        request.form.get(f"zone-{question.aspect}", "").strip(),
        request.form.get(f"amount-{question.aspect}", "").strip(),
    )


def _read_others(sketch: Sketch) -> dict[str, str]:
    """What else is off at a place, in a few words, by the place's key; empty where nothing was typed."""
    return {zone.key: request.form.get(f"other-{zone.key}", "").strip() for zone in sketch.zones}


def _join_words(sketch: Sketch, comment: str | None) -> str:
    """All words of an answer, those about a place behind its name: the reader of words takes them from there."""
    others = _read_others(sketch)
    about = [f"{zone.name}: {others[zone.key]}" for zone in sketch.zones if others[zone.key]]
    return "\n".join([*about, strip(comment)])


def _read_key(text: str | None) -> str:
    """The page's key; a page that lost it, or made one that no database holds, is still heard, under a new one."""
    key = (text or "")[:64]
    return key if key and key.isascii() and key.isprintable() else secrets.token_urlsafe(24)


def _read_amount(text: str) -> float | None:
    if text not in {value for amounts in AMOUNTS.values() for value, _ in amounts}:
        return None
    return float(text)


def _choose_unit(label: Label) -> LengthUnit:
    """Customers are asked in inches or in centimetres."""
    return LengthUnit.IN if label.unit is LengthUnit.IN else LengthUnit.CM


def _render(production_round: ProductionRound, form: AnswerForm) -> str:
    action = url_for("feedback.answer", code=production_round.code)
    return _render_form(production_round.garment, form, action=action, code=production_round.code)


def _render_washed(token: str, first: Feedback, form: AnswerForm) -> str:
    return _render_form(first.garment, form, action=url_for("feedback.answer_washed", token=token), washed=True)


def _render_form(garment: Garment, form: AnswerForm, **page: object) -> str:
    """The form on a page that says where it is sent, and whether it asks again, after washing."""
    label = get_label(db.session)
    unit = _choose_unit(label)
    sketch = get_sketch(garment.kind)
    typed = {q.aspect: _read_question(q) for zone in sketch.zones for q in zone.questions}
    form.size.choices = choices_of({size.name: size.name for size in garment.sizes} | {"": "not sure"})
    form.colour.choices = choices_of({colour.name: colour.name for colour in garment.colours})
    return render_template(
        "feedback/form.html",
        label=label,
        garment=garment,
        form=form,
        sketch=sketch,
        typed=typed,
        answered=[aspect for aspect, each in typed.items() if each.answer],
        others=_read_others(sketch),
        amounts=AMOUNTS[unit],
        unit=unit.value,
        **{"code": None, "washed": False} | page,
    )


def _describe(token: str) -> dict[str, object]:
    given = feedback.open_first(db.session, token)
    production_round = given.production_round
    return {
        "given": given,
        "later": [(each, _list_said(each)) for each in given.later],
        "overalls": OVERALL,
        "garment": given.garment,
        "label": get_label(db.session),
        "code": format_code(production_round.code) if production_round else None,
        "sent": url_for("feedback.show_form", code=production_round.code) if production_round else None,
        "overall": OVERALL[given.overall_fit] if given.overall_fit else None,
        "said": _list_said(given),
        "keeping": KEEPING[given.keeping] if given.keeping else None,
        "wear": WEAR[given.wear] if given.wear else None,
        "token": token,
    }


def _list_said(given: Feedback) -> list[str]:
    return [_say(issue) for issue in given.issues if issue.standing_code and not issue.standing_code.is_ok]


def _say(issue: Issue) -> str:
    """Return "Sleeve too long, about 2 cm"; only what was said itself, not what a reader assumed."""
    title = issue.standing_code.title if issue.standing_code else ""
    return f"{title}, about {issue.amount:g} {issue.amount_unit}" if issue.stated and issue.amount else title
