"""The customer's form, reached by the code on the care label."""

from functools import lru_cache, partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from flask_babel import lazy_gettext
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import StringField

from app import reading
from app.db import db
from app.errors import NotFound, RuleError, translatable
from app.models import FeedbackSource, SpamReason
from app.services import feedback
from app.services.codes import ROUND_CODE_LENGTH, format_code, read_code
from app.services.form_state import read_form_state
from app.services.label import get_label, hold_label
from app.services.piece_codes import Piece, find_piece, offer_code
from app.services.public_address import answer_question
from app.together import write_together
from app.web import spam
from app.web.answer_form import AnswerForm, is_well_formed, read_answer, render_form
from app.web.customers import TOO_OFTEN, have_it_read, open_to_customers
from app.web.form_pages import give_form
from app.web.forms import Form, strip
from app.web.known_pieces import KnownPiece, find_known_piece
from app.web.photos import keep_sent_photos
from app.web.security import limiter
from app.web.uploads import Sent, read_sent
from app.web.wishes import keep_wish

pages = Blueprint("feedback", __name__)
open_to_customers(pages)

QUESTION_MAX = 64
CHECKS_PER_ADDRESS = "30 per minute"

NO_GARMENT = translatable("No garment of this label has that code.")


class CodeForm(Form):
    """The code on a care label."""

    class Meta:
        """Nothing here acts for anybody."""

        csrf = False

    code = StringField(lazy_gettext("Code on the care label"))


class ToReceipt(FlaskResponse):
    """Leads to the receipt, without the page that `redirect` writes: the server would send it by itself, and wait."""

    default_mimetype = None

    def get_wsgi_headers(self, environ: Any) -> Headers:
        """Return its headers as they are: the address is one of ours, and nothing stands on the page."""
        self.headers["Content-Length"] = "0"
        return self.headers


@pages.get("/f")
def ask_code() -> str:
    """Ask for the code on the care label."""
    return _render_code(CodeForm(code=request.args.get("code")))


@pages.get("/F")
def ask_code_in_capitals() -> Response:
    """Lead who typed the address as the label's code has it."""
    return redirect(url_for("feedback.ask_code"))


@pages.post("/f")
def find_code() -> Response | tuple[str, int]:
    """Lead to the form of the garment that bears this code; one that is a slip off is offered."""
    form = CodeForm()
    try:
        piece = _read_piece(strip(form.code.data))
    except RuleError as error:
        spam.count_wrong_code()
        form.blame(error)
        return _render_code(form, offered=offer_code(db.session, strip(form.code.data))), 422
    return redirect(url_for("feedback.show_form", code=piece.code), 303)


@pages.get("/F/<code>")
def follow_label(code: str) -> Response:
    """Lead to the form from a label, whose code is in capitals: they make it coarser."""
    return redirect(url_for("feedback.show_form", code=code, size=request.args.get("size")))


@pages.get("/F/CHECK/<question>")
@limiter.limit(CHECKS_PER_ADDRESS)
def answer_check(question: str) -> tuple[str, int, dict[str, str]]:
    """Answer whoever asks whether labels lead to this Toile: only it knows what to say."""
    said = answer_question(get_label(db.session).customer_secret, question[:QUESTION_MAX])
    return said, 200, {"Content-Type": "text/plain"}


@pages.get("/f/<code>")
def show_form(code: str) -> Response | tuple[str, int]:
    """Show the form of the garment whose label says this code; the size and colour it knows can be changed."""
    state = read_form_state(db.engine, code)
    return _refuse_code(code) if state is None else give_form(state, partial(_render_empty, code))


@pages.post("/f/<code>")
def answer(code: str) -> Response | tuple[str, int]:
    """Store an answer, durably and before anything else; then have its words read, and keep its photos.

    Spam is stored too, and answered alike: a bot learns nothing, and a customer who was taken for one loses nothing.
    """
    sent = read_sent()
    if not is_well_formed(sent) and (status := (form := AnswerForm(sent)).refuse()):
        return _render(_get_piece(db.session, code), form), status
    try:
        piece = _get_known(code)
        given = read_answer(piece.garment, sent, piece.label)
        # Judging compares with what others said: nobody waits for it, as they would once this one writes.
        reason = spam.find_reason(sent, piece.garment, given, label=piece.label)
        spam.ensure_not_too_much(reason)
        recorded, is_read_soon = write_together(partial(_store, piece=piece, sent=sent, given=given, reason=reason))
    except spam.TooMuch:
        form = AnswerForm(sent)
        form.form_errors.append(TOO_OFTEN)
        return _render(_get_piece(db.session, code), form), 429
    except RuleError as error:
        form = AnswerForm(sent)
        form.blame(error)
        return _render(_get_piece(db.session, code), form), 422
    if not is_read_soon:
        have_it_read(piece.garment.id)
    kept = keep_sent_photos(recorded.id, sent) if spam.may_keep_photos(reason) else not sent.has_files
    receipt = f"{_find_receipts(request.script_root)}{recorded.receipt}"
    return ToReceipt(status=303, headers={"Location": receipt if kept else f"{receipt}?photos=lost"})


# Codes that are none, and spam, have their own: whoever says what a customer says is heard.
limiter.leave_free("feedback.answer")


@pages.errorhandler(429)
def slow_down(error: HTTPException) -> tuple[str, int]:
    """Too many wrong codes from one address: what was typed comes back, to be put right later."""
    if request.endpoint == "feedback.find_code":
        asked = CodeForm()
        asked.form_errors.append(TOO_OFTEN)
        return _render_code(asked), 429
    return render_template("feedback/nothing.html", sentence=TOO_OFTEN), 429


@pages.after_request
def tell_of_lightness(response: Response) -> Response:
    """Tell caches that the empty form comes compressed: its first visit is on a phone in a fitting room.

    Nothing else does: where a page repeats what somebody typed, its length would tell of what stands beside it.
    """
    if response.status_code == 200:
        response.vary.add("Accept-Encoding")
    return response


def _store(
    session: Any, *, piece: KnownPiece, sent: Sent, given: dict[str, Any], reason: SpamReason | None
) -> tuple[feedback.Recorded, bool]:
    """Store an answer with what its customer wishes; whether it is read soon is told too."""
    hold_label(session, piece.label)
    recorded = feedback.record_feedback(
        session, piece.garment, source=FeedbackSource.FORM, production_round=piece.production_round,
        spam_reason=reason, **given,
    )  # fmt: skip
    keep_wish(session, recorded, sent)
    return recorded, reading.is_read_soon(session, piece.garment.id)


@lru_cache(maxsize=8)
def _find_receipts(root: str) -> str:
    """Where receipts stand, each behind its token, under a `root`: made once, not with each answer."""
    return url_for("receipts.show_receipt", token="")


def _read_piece(typed: str) -> Piece:
    """The garment that bears the code that was typed."""
    piece = find_piece(db.session, read_code(typed, length=ROUND_CODE_LENGTH))
    if piece is None:
        raise RuleError(NO_GARMENT, field="code")
    return piece


def _get_piece(session: Any, code: str) -> Piece:
    piece = find_piece(session, code)
    if piece is None:
        spam.count_wrong_code()
        raise NotFound(NO_GARMENT, field="code")
    return piece


def _get_known(code: str) -> KnownPiece:
    piece = find_known_piece(code)
    if piece is None:
        spam.count_wrong_code()
        raise NotFound(NO_GARMENT, field="code")
    return piece


def _refuse_code(code: str) -> tuple[str, int]:
    """An address whose code is wrong was typed off a label: it is shown to be put right, as one typed here is."""
    spam.count_wrong_code()
    form = CodeForm(code=code)
    try:
        _read_piece(code)
    except RuleError as error:
        form.blame(error)
    return _render_code(form, offered=offer_code(db.session, code)), 404


def _render_code(form: CodeForm, *, offered: str | None = None) -> str:
    return render_template(
        "feedback/code.html", form=form, offered=offered, printed=format_code(offered) if offered else None
    )


def _render_empty(code: str, key: str) -> str:
    """The form before anything is typed, with the size and colour that are known."""
    piece = _get_piece(db.session, code)
    size = piece.size.name if piece.size else request.args.get("size")
    return _render(piece, AnswerForm(key=key, size=size, colour=piece.colour.name if piece.colour else None))


def _render(piece: Piece, form: AnswerForm) -> str:
    action = url_for("feedback.answer", code=piece.code)
    return render_form(piece.production_round.garment, form, action=action, code=piece.code)
