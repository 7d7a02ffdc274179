"""A production round: planned, released to cut against the gate, counted, closed."""

from datetime import date
from io import BytesIO
from typing import Any, TypeVar

from flask import Blueprint, current_app, redirect, render_template, request, send_file, url_for
from flask import Response as BaseResponse
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import NAME_MAX, SENTENCE_MAX, CountKind, Garment, ProductionRound, now
from app.services import (
    care_labels,
    garments,
    jobs,
    locking,
    overrides,
    piece_codes,
    public_address,
    round_views,
    rounds,
)
from app.services.codes import format_code
from app.services.gate import check_gate
from app.services.label import get_label
from app.translations import LANGUAGES
from app.web.forms import Form, choices_of, strip
from app.web.security import get_actor, limiter, login_required, may_act_required

pages = Blueprint("rounds", __name__)

COUNTED = {
    CountKind.CUT: "cut",
    CountKind.SOLD: "sold so far",
    CountKind.RETURNED: "returned so far",
    CountKind.LEFT_OVER: "left over",
}


DEFAULT_SIDE_MM = 15
CHECKS_PER_ADDRESS = "10 per minute"
LABEL_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "zip": "application/zip"}


class PlanForm(Form):
    """A run is planned with what is known; pieces per size are fields of their own."""

    cut_on = DateField("Cut on", validators=[Optional()])
    colour = SelectField("Colour", validators=[Optional()])
    fabric_lot = StringField("Fabric lot", validators=[Length(max=NAME_MAX)])


F = TypeVar("F", PlanForm, "CountForm")


class ReleaseForm(Form):
    """The release to cut, against the gate with a reason."""

    override_reason = TextAreaField("Why it is cut all the same", validators=[Length(max=SENTENCE_MAX)])


class CountForm(Form):
    """A count of pieces as of a day; per size in fields of their own."""

    kind = RadioField("What was counted", choices=choices_of(COUNTED), validators=[InputRequired("Choose one.")])
    counted_on = DateField("As of", validators=[InputRequired("On which day?")])
    colour = SelectField("Colour", validators=[Optional()])


class UnlockForm(Form):
    """Why a release is taken back."""

    reason = StringField("Why it is taken back", validators=[Length(max=SENTENCE_MAX)])


@pages.get("/garments/<int:garment_id>/rounds/new")
@may_act_required
def plan_round(garment_id: int) -> str:
    """Ask what the next run is to be."""
    garment = garments.get_garment(db.session, garment_id)
    return _render_plan(garment, _offer_colours(garment, PlanForm()))


@pages.post("/garments/<int:garment_id>/rounds/new")
@may_act_required
def save_round(garment_id: int) -> Response | tuple[str, int]:
    """Keep a planned run; it gets the code for its care label."""
    begin_writing(db.session)
    garment = garments.get_garment(db.session, garment_id)
    form = _offer_colours(garment, PlanForm())
    if not form.validate_on_submit():
        return _render_plan(garment, form), 422
    try:
        planned = rounds.plan_round(
            db.session, garment, cut_on=form.cut_on.data, planned=_read_pieces(), colour=form.colour.data or None,
            fabric_lot=strip(form.fabric_lot.data) or None, user=get_actor(),
        )  # fmt: skip
    except RuleError as error:
        db.session.rollback()
        form.blame(error)
        return _render_plan(garments.get_garment(db.session, garment_id), form), 422
    number = planned.number
    db.session.commit()
    return _back(garment_id, number)


@pages.get("/garments/<int:garment_id>/rounds/<int:number>")
@login_required
def show_round(garment_id: int, number: int) -> str:
    """Show a run with its pieces and the gate before it."""
    return _render(_get(garment_id, number))


@pages.get("/garments/<int:garment_id>/rounds/<int:number>/label.<any(svg, png):extension>")
@login_required
def download_label(garment_id: int, number: int, extension: str) -> BaseResponse:
    """Hand over a code of a run alone, its size and colour's where one is named."""
    side = request.args.get("side", default=DEFAULT_SIDE_MM, type=int)
    piece = _choose_piece(_get(garment_id, number), request.args.get("code"))
    try:
        label = care_labels.draw_label(_public_address(), piece, side_mm=side)
        written = care_labels.write_label(label, format=extension)
    except RuleError as error:
        raise NotFound(error.message) from error
    return _send(written, f"label-{label.code}-{side}mm", extension)


@pages.get(
    "/garments/<int:garment_id>/rounds/<int:number>/<any(care, tag, card):look>-sheet.<any(pdf, svg, png):extension>"
)
@login_required
def download_sheet(garment_id: int, number: int, look: str, extension: str) -> BaseResponse:
    """Hand over sheets to cut: a page of the run's code, or every size and colour's as often as it is planned."""
    side = request.args.get("side", default=DEFAULT_SIDE_MM, type=int)
    production_round = _get(garment_id, number)
    whole = [piece_codes.whole_round(production_round)]
    try:
        pieces = piece_codes.get_pieces(production_round) if "each" in request.args else whole
        written, ending = care_labels.write_sheet(_public_address(), pieces, look=look, side_mm=side, format=extension)
    except RuleError as error:
        raise NotFound(error.message) from error
    return _send(written, f"{look}-{format_code(production_round.code)}", ending)


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/codes")
@may_act_required
def make_codes(garment_id: int, number: int) -> Response:
    """Have a code made for each size and colour that is planned."""
    begin_writing(db.session)
    piece_codes.make_codes(db.session, _get(garment_id, number), user=get_actor())
    db.session.commit()
    return _back(garment_id, number, anchor="care-label")


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/address")
@may_act_required
@limiter.limit(CHECKS_PER_ADDRESS)
def check_address(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Ask the public address whether labels lead to this Toile; no transaction waits for the answer."""
    begin_writing(db.session)
    house = get_label(db.session)
    secret = house.customer_secret
    try:
        address = public_address.choose_address(house, current_app.config["TOILE_PUBLIC_URL"])
        db.session.commit()
        public_address.ask_address(address, secret=secret)
    except RuleError as error:
        db.session.rollback()
        return _render(_get(garment_id, number), no_answer=error.message), 422
    begin_writing(db.session)
    public_address.record_answer(db.session, address, user=get_actor())
    db.session.commit()
    return _back(garment_id, number, anchor="care-label")


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/release")
@may_act_required
def release(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Release a run to cut: what is cut is copied and no longer changes."""
    begin_writing(db.session)
    form = ReleaseForm()
    try:
        if form.validate_on_submit():
            return _release(garment_id, number, reason=form.override_reason.data)
    except RuleError as error:
        db.session.rollback()
        form.blame(error)
    return _render(_get(garment_id, number), release_form=form), 422


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/overrides/<int:override_id>/agree")
@may_act_required
def agree(garment_id: int, number: int, override_id: int) -> Response | tuple[str, int]:
    """Agree, as the second person, to a release against the gate; that releases it."""
    begin_writing(db.session)
    actor = get_actor()
    assert actor is not None
    try:
        override = overrides.get_open(db.session, _get(garment_id, number), override_id)
        locking.lock_together(db.session, override, user=actor)
        return _weigh_and_return(garment_id, number)
    except NotFound:
        raise
    except RuleError as error:
        db.session.rollback()
        form = ReleaseForm(formdata=None)
        form.form_errors.append(error.message)
    return _render(_get(garment_id, number), release_form=form), 422


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/overrides/<int:override_id>/end")
@may_act_required
def end_override(garment_id: int, number: int, override_id: int) -> Response:
    """Decline a release against the gate, or take back that it was asked for."""
    begin_writing(db.session)
    actor = get_actor()
    assert actor is not None
    overrides.end(db.session, overrides.get_open(db.session, _get(garment_id, number), override_id), user=actor)
    db.session.commit()
    return _back(garment_id, number, anchor="release")


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/unlock")
@may_act_required
def unlock(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Take a release back, as long as nobody has answered about the run."""
    begin_writing(db.session)
    form = UnlockForm()
    try:
        if form.validate_on_submit():
            locking.unlock_round(db.session, _get(garment_id, number), reason=form.reason.data or "", user=get_actor())
            return _weigh_and_return(garment_id, number)
    except RuleError as error:
        db.session.rollback()
        form.blame(error)
    return _render(_get(garment_id, number), unlock_form=form), 422


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/recut")
@may_act_required
def recut(garment_id: int, number: int) -> Response:
    """Plan the next run as this one was cut."""
    begin_writing(db.session)
    again = rounds.recut_round(db.session, _get(garment_id, number), user=get_actor()).number
    db.session.commit()
    return _back(garment_id, again)


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/counts")
@may_act_required
def count(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Keep a count: all pieces so far, not those since the last one."""
    begin_writing(db.session)
    production_round = _get(garment_id, number)
    form = _offer_colours(production_round.garment, CountForm())
    try:
        if form.validate_on_submit():
            _record(production_round, form)
            return _weigh_and_return(garment_id, number)
    except RuleError as error:
        db.session.rollback()
        form.blame(error)
    return _render(_get(garment_id, number), count_form=form), 422


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/close")
@may_act_required
def close(garment_id: int, number: int) -> Response:
    """Close a run that is sold; what customers say of it still counts."""
    begin_writing(db.session)
    rounds.close_round(db.session, _get(garment_id, number), user=get_actor())
    db.session.commit()
    return _back(garment_id, number)


def _get(garment_id: int, number: int) -> ProductionRound:
    return rounds.get_round(db.session, garments.get_garment(db.session, garment_id), number)


def _release(garment_id: int, number: int, *, reason: str | None) -> Response:
    """Release a run; against the gate, where a second person has to agree, ask for that."""
    production_round, actor = _get(garment_id, number), get_actor()
    is_open = not check_gate(db.session, production_round).passes
    if is_open and actor is not None and overrides.needs_second(db.session, actor):
        overrides.ask(db.session, production_round, reason=reason or "", user=actor)
        db.session.commit()
        return _back(garment_id, number, anchor="release")
    locking.lock_round(db.session, production_round, override_reason=reason, user=actor)
    return _weigh_and_return(garment_id, number)


def _choose_piece(production_round: ProductionRound, code: str | None) -> piece_codes.Piece:
    """The whole run, or the size and colour of it that bears a code."""
    if code is None:
        return piece_codes.whole_round(production_round)
    piece = piece_codes.find_piece(db.session, code)
    if piece is None or piece.production_round is not production_round:
        raise NotFound(f"Nothing of this {get_label(db.session).run_word} bears that code.", field="code")
    return piece


def _send(written: bytes, name: str, ending: str) -> BaseResponse:
    return send_file(BytesIO(written), mimetype=LABEL_TYPES[ending], download_name=f"{name}.{ending}")


def _public_address() -> str:
    return public_address.get_checked_address(get_label(db.session), current_app.config["TOILE_PUBLIC_URL"])


def _record(production_round: ProductionRound, form: CountForm) -> None:
    pieces = _read_pieces()
    if not pieces:
        raise RuleError("How many, in which sizes?")
    for size, quantity in pieces.items():
        rounds.record_count(
            db.session, production_round, kind=CountKind(form.kind.data), size=size, quantity=quantity,
            counted_on=form.counted_on.data or _today(), colour=form.colour.data or None, user=get_actor(),
        )  # fmt: skip


def _read_pieces() -> dict[str, int]:
    """The whole numbers that were typed per size."""
    pieces = {}
    for name, text in request.form.items():
        size = name.removeprefix("pieces-")
        if name == size or not strip(text):
            continue
        if not strip(text).isdecimal():
            raise RuleError(f"{size} needs a whole number of pieces, not “{strip(text)[:20]}”.")
        pieces[size] = int(text)
    return pieces


def _offer_colours(garment: Garment, form: F) -> F:
    form.colour.choices = choices_of({each.name: each.name for each in garment.colours}, empty="All colours")
    return form


def _weigh_and_return(garment_id: int, number: int) -> Response:
    """What was cut or sold changes what evidence counts: the worker weighs it again."""
    job_id = jobs.request_weighing(db.session, garments.get_garment(db.session, garment_id), user=get_actor()).id
    db.session.commit()
    current_app.extensions["job_queue"].enqueue(job_id)
    return _back(garment_id, number)


def _render_plan(garment: Garment, form: PlanForm) -> str:
    return render_template(
        "rounds/plan.html", garment=garment, form=form, typed=request.form, run_word=get_label(db.session).run_word
    )


def _render(
    production_round: ProductionRound,
    *,
    release_form: ReleaseForm | None = None,
    count_form: CountForm | None = None,
    unlock_form: UnlockForm | None = None,
    no_answer: str | None = None,
) -> str:
    garment = production_round.garment
    return render_template(
        "rounds/show.html",
        view=round_views.build_view(db.session, production_round),
        round=production_round,
        garment=garment,
        run_word=get_label(db.session).run_word,
        asked=overrides.find_open(db.session, production_round),
        agreed=overrides.find_agreed(db.session, production_round),
        may_override=any(each.id == current_user.id for each in overrides.list_allowed(db.session)),
        needs_second=overrides.needs_second(db.session, get_actor()),
        printed_code=format_code(production_round.code),
        form_address=url_for("feedback.show_form", code=production_round.code, _external=True),
        release_form=release_form or ReleaseForm(formdata=None),
        count_form=count_form or _offer_colours(garment, CountForm(formdata=None, counted_on=_today())),
        unlock_form=unlock_form or UnlockForm(formdata=None),
        typed=request.form,
        counted=COUNTED,
        no_answer=no_answer,
        **_offer_labels(production_round),
    )


def _offer_labels(production_round: ProductionRound) -> dict[str, Any]:
    """The codes and sizes in which labels can be printed and the words for the shop's mail, or why there are none."""
    house = get_label(db.session)
    pieces = [(each, format_code(each.code)) for each in piece_codes.list_pieces(production_round)]
    offered = {"pieces": pieces, "can_make_codes": piece_codes.lacks_codes(production_round), "address": None}
    try:
        offered["address"] = public_address.choose_address(house, current_app.config["TOILE_PUBLIC_URL"])
        public = _public_address()
        sides = care_labels.list_sides(public, production_round)
    except RuleError as error:
        return offered | {"sides": [], "too_fine": [], "no_label": error.message}
    return offered | {
        "sides": sides,
        "formats": care_labels.FORMATS,
        "each_formats": care_labels.list_formats([each for each, _ in pieces]),
        "too_fine": care_labels.list_refused_sides(public, production_round),
        "no_label": None,
        "mails": [
            (language, LANGUAGES[language], care_labels.write_mail(public, production_round, language=language))
            for language in care_labels.list_mail_languages(house)
        ],
        "warning": public_address.warn(public, production_round),
        "answered_at": house.public_url_answered_at,
    }


def _today() -> date:
    return now().date()


def _back(garment_id: int, number: int, *, anchor: str | None = None) -> Response:
    return redirect(url_for("rounds.show_round", garment_id=garment_id, number=number, _anchor=anchor), 303)
