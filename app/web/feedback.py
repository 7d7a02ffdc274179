"""The customer's form, reached by the code on the care label."""

import gzip

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import StringField

from app.db import db, write_durably
from app.errors import NotFound, RuleError, translatable
from app.models import FeedbackSource, ProductionRound
from app.services import feedback
from app.services.codes import ROUND_CODE_LENGTH, read_code
from app.services.label import get_label
from app.services.rounds import find_round_by_code
from app.web.answer_form import AnswerForm, make_key, read_answer, read_form, render_form
from app.web.customers import ANSWERS_PER_ADDRESS, TOO_OFTEN, have_it_read, open_to_customers
from app.web.forms import Form, strip
from app.web.photos import keep_sent_photos
from app.web.security import limiter

pages = Blueprint("feedback", __name__)
open_to_customers(pages)

CODES_PER_ADDRESS = "30 per minute"

NO_GARMENT = translatable("No garment of this label has that code.")


class CodeForm(Form):
    """The code on a care label."""

    class Meta:
        """Nothing here acts for anybody."""

        csrf = False

    code = StringField(lazy_gettext("Code on the care label"))


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
            raise RuleError(NO_GARMENT, field="code")
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
    form = AnswerForm(key=make_key(), size=request.args.get("size"))
    return _render(production_round, form)


@pages.post("/f/<code>")
@limiter.limit(ANSWERS_PER_ADDRESS)
def answer(code: str) -> Response | tuple[str, int]:
    """Store an answer, durably and before anything else; then have its words read, and keep its photos."""
    form = read_form()
    if status := form.refuse():
        return _render(_get_round(code), form), status
    try:
        with write_durably() as session:
            production_round = find_round_by_code(session, code) or _get_round(code)
            given = read_answer(production_round.garment, form, get_label(session))
            recorded = feedback.record_feedback(
                session,
                production_round.garment,
                source=FeedbackSource.FORM,
                production_round=production_round,
                **given,
            )
            receipt, answer_id, garment_id = recorded.receipt, recorded.feedback.id, production_round.garment_id
            session.commit()
    except RuleError as error:
        form.blame(error)
        return _render(_get_round(code), form), 422
    have_it_read(garment_id)
    kept = keep_sent_photos(answer_id, form.sent)
    return redirect(url_for("receipts.show_receipt", token=receipt, photos=None if kept else "lost"), 303)


@pages.errorhandler(429)
def slow_down(error: HTTPException) -> tuple[str, int]:
    """Too much from one address: what was typed comes back, to be sent again."""
    if request.endpoint == "feedback.find_code":
        asked = CodeForm()
        asked.form_errors.append(TOO_OFTEN)
        return render_template("feedback/code.html", form=asked), 429
    if request.endpoint != "feedback.answer":
        return render_template("feedback/nothing.html", sentence=TOO_OFTEN), 429
    form = read_form()
    form.form_errors.append(TOO_OFTEN)
    return _render(_get_round(request.view_args["code"] if request.view_args else ""), form), 429


@pages.after_request
def send_lightly(response: Response) -> Response:
    """Compress the form, whose first visit is on a phone in a fitting room.

    Only the empty form: where a page repeats what somebody typed, its length would tell of what stands beside it.
    """
    response.vary.add("Accept-Encoding")
    if request.endpoint == "feedback.show_form" and response.status_code == 200 and request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(response.get_data(), mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _get_round(code: str) -> ProductionRound:
    production_round = find_round_by_code(db.session, code)
    if production_round is None:
        raise NotFound(NO_GARMENT, field="code")
    return production_round


def _render(production_round: ProductionRound, form: AnswerForm) -> str:
    action = url_for("feedback.answer", code=production_round.code)
    return render_form(production_round.garment, form, action=action, code=production_round.code)
