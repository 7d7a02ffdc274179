"""A production round: planned, shown, cut again, closed."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import Garment
from app.services import garments, rounds, selling
from app.services.label import get_label
from app.services.round_rules import hold_round
from app.web.forms import strip
from app.web.round_forms import PlanForm, ShrinkageForm, offer_colours, read_percent, read_pieces
from app.web.round_page import fill_shrinkage, get_round, go_back, render
from app.web.security import get_actor, login_required, may_act_required
from app.web.seen import list_texts, merge

pages = Blueprint("rounds", __name__)


@pages.get("/garments/<int:garment_id>/rounds/new")
@may_act_required
def plan_round(garment_id: int) -> str:
    """Ask what the next run is to be."""
    garment = garments.get_garment_by_id(db.session, garment_id)
    return _render_plan(garment, offer_colours(garment, PlanForm()))


@pages.post("/garments/<int:garment_id>/rounds/new")
@may_act_required
def save_round(garment_id: int) -> Response | tuple[str, int]:
    """Keep a planned run; it gets the code for its care label."""
    begin_writing(db.session)
    garment = garments.get_garment_by_id(db.session, garment_id)
    form = offer_colours(garment, PlanForm())
    try:
        if form.validate_on_submit():
            planned = rounds.plan_round(
                db.session, garment, cut_on=form.cut_on.data, planned=read_pieces(), colour=form.colour.data or None,
                fabric_lot=strip(form.fabric_lot.data) or None, user=get_actor(),
            ).number  # fmt: skip
            db.session.commit()
            return go_back(garment_id, planned)
    except RuleError as error:
        form.blame(error)
    return _render_plan(garments.get_garment_by_id(db.session, garment_id), form), 422


@pages.get("/garments/<int:garment_id>/rounds/<int:number>")
@login_required
def show_round(garment_id: int, number: int) -> str:
    """Show a run with its pieces and the gate before it."""
    return render(get_round(garment_id, number))


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/shrinkage")
@may_act_required
def record_shrinkage(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Keep what the fabric of a planned run loses in the wash: its correction sheet says so."""
    begin_writing(db.session)
    planned = get_round(garment_id, number)
    hold_round(db.session, planned)
    sent = merge(list_texts(fill_shrinkage(planned)))
    form = ShrinkageForm(sent.fields)
    try:
        if form.validate_on_submit():
            length, width = read_percent(form.shrinkage_length), read_percent(form.shrinkage_width)
            rounds.record_shrinkage(db.session, planned, length=length, width=width, user=get_actor())
            if not sent.goes_over(list_texts(fill_shrinkage(planned))):
                db.session.commit()
                return go_back(garment_id, number, "fabric")
    except RuleError as error:
        form.blame(error)
    sent.tell(form)
    return render(get_round(garment_id, number), shrinkage_form=form), 422


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/recut")
@may_act_required
def recut(garment_id: int, number: int) -> Response:
    """Plan the next run as this one was cut."""
    begin_writing(db.session)
    again = rounds.recut_round(db.session, get_round(garment_id, number), user=get_actor()).number
    db.session.commit()
    return go_back(garment_id, again)


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/close")
@may_act_required
def close(garment_id: int, number: int) -> Response:
    """Close a run that is sold; what customers say of it still counts."""
    begin_writing(db.session)
    rounds.close_round(db.session, get_round(garment_id, number), user=get_actor())
    db.session.commit()
    return go_back(garment_id, number)


def _render_plan(garment: Garment, form: PlanForm) -> str:
    return render_template(
        "rounds/plan.html",
        garment=garment,
        form=form,
        typed=request.form,
        run_word=get_label(db.session).run_word,
        last=selling.list_last_sold_out(garment),
    )
