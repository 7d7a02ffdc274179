"""What is planned of a run may change until it is released to cut, or be taken away while nothing hangs on it."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import ProductionRound
from app.services import planning, revisions, round_removals
from app.services.codes import format_code
from app.services.label import get_label
from app.services.round_rules import ensure_changeable, hold_round
from app.web.forms import Form, strip
from app.web.round_forms import PlanChangeForm, fill_plan, list_planned, offer_revisions, read_pieces
from app.web.round_page import get_round, go_back
from app.web.security import get_actor, may_act_required
from app.web.seen import list_texts, merge, write_shown

pages = Blueprint("plans", __name__)

RUN = "/garments/<int:garment_id>/rounds/<int:number>"


UNPRINTED = "A label that is printed would lead nowhere: change the plan of this run instead."


class RemovalForm(Form):
    """That a planned run may go, code and all."""

    unprinted = BooleanField("No care label with its code is printed", validators=[InputRequired(UNPRINTED)])


@pages.get(f"{RUN}/plan")
@may_act_required
def ask(garment_id: int, number: int) -> str:
    """Ask what is planned now, filled with what was planned so far."""
    planned = get_round(garment_id, number)
    ensure_changeable(db.session, planned)
    return _render(planned, fill_plan(planned))


@pages.post(f"{RUN}/plan")
@may_act_required
def change(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Keep what is planned now."""
    begin_writing(db.session)
    planned = get_round(garment_id, number)
    hold_round(db.session, planned)
    sent = merge(_list_texts(planned))
    form = offer_revisions(planned, PlanChangeForm(sent.fields))
    try:
        if form.validate_on_submit():
            _keep(planned, form, sent.fields)
            if not sent.goes_over(_list_texts(planned)):
                db.session.commit()
                return go_back(garment_id, number)
    except RuleError as error:
        form.blame(error)
    sent.tell(form)
    return _render(get_round(garment_id, number), form, sent.fields), 422


@pages.get(f"{RUN}/remove")
@may_act_required
def ask_to_remove(garment_id: int, number: int) -> str:
    """Ask whether a planned run is to go, or say what hangs on it."""
    return _render_removal(get_round(garment_id, number), RemovalForm(formdata=None))


@pages.post(f"{RUN}/remove")
@may_act_required
def remove(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Take a planned run away; what is printed with its code would lead nowhere."""
    begin_writing(db.session)
    planned = get_round(garment_id, number)
    form = RemovalForm()
    try:
        if form.validate_on_submit():
            round_removals.remove_round(db.session, planned, user=get_actor())
            db.session.commit()
            return redirect(url_for("garments.show_garment", garment_id=garment_id, removed=number), 303)
    except RuleError as error:
        form.blame(error)
    return _render_removal(get_round(garment_id, number), form), 422


def _list_texts(planned: ProductionRound) -> dict[str, str]:
    """What the page shows of a plan, by the names of its fields."""
    pieces = {
        f"{row.prefix}{size}": "" if number is None else str(number)
        for row in list_planned(planned)
        for size, number in row.pieces.items()
    }
    return list_texts(fill_plan(planned)) | pieces


def _keep(planned: ProductionRound, form: PlanChangeForm, fields: Mapping[str, str]) -> None:
    wanted = form.revision.data
    planning.change_plan(
        db.session, planned, cut_on=form.cut_on.data, fabric_lot=strip(form.fabric_lot.data) or None,
        revision=revisions.get_revision(db.session, planned.garment, int(wanted)) if wanted else None,
        pieces={row.colour.name if row.colour else None: read_pieces(row.prefix, fields)
                for row in list_planned(planned)},
        user=get_actor(),
    )  # fmt: skip


def _render_removal(planned: ProductionRound, form: RemovalForm) -> str:
    return render_template(
        "rounds/remove.html",
        round=planned,
        garment=planned.garment,
        form=form,
        hanging=round_removals.list_hanging(db.session, planned),
        pieces=sum(row.planned for row in planned.quantities),
        printed_code=format_code(planned.code),
        run_word=get_label(db.session).run_word,
    )


def _render(planned: ProductionRound, form: PlanChangeForm, typed: Mapping[str, str] | None = None) -> str:
    return render_template(
        "rounds/change.html",
        round=planned,
        garment=planned.garment,
        form=form,
        rows=list_planned(planned),
        typed=typed or {},
        seen=write_shown(_list_texts(planned)),
        run_word=get_label(db.session).run_word,
    )
