"""What is planned of a run may change until it is released to cut."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import ProductionRound
from app.services import planning, revisions
from app.services.label import get_label
from app.services.round_rules import ensure_changeable
from app.web.forms import strip
from app.web.round_forms import ReplanForm, fill_replan, list_planned, offer_revisions, read_pieces
from app.web.round_page import get_round, go_back
from app.web.security import get_actor, may_act_required

pages = Blueprint("replanning", __name__)


@pages.get("/garments/<int:garment_id>/rounds/<int:number>/plan")
@may_act_required
def ask(garment_id: int, number: int) -> str:
    """Ask what is planned now, filled with what was planned so far."""
    planned = get_round(garment_id, number)
    ensure_changeable(db.session, planned)
    return _render(planned, fill_replan(planned))


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/plan")
@may_act_required
def replan(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Keep what is planned now."""
    begin_writing(db.session)
    planned = get_round(garment_id, number)
    form = offer_revisions(planned, ReplanForm())
    try:
        if form.validate_on_submit():
            _keep(planned, form)
            db.session.commit()
            return go_back(garment_id, number)
    except RuleError as error:
        db.session.rollback()
        form.blame(error)
    return _render(get_round(garment_id, number), form), 422


def _keep(planned: ProductionRound, form: ReplanForm) -> None:
    wanted = form.revision.data
    planning.replan_round(
        db.session, planned, cut_on=form.cut_on.data, fabric_lot=strip(form.fabric_lot.data) or None,
        revision=revisions.get_revision(db.session, planned.garment, int(wanted)) if wanted else None,
        pieces={row.colour.name if row.colour else None: read_pieces(row.prefix) for row in list_planned(planned)},
        user=get_actor(),
    )  # fmt: skip


def _render(planned: ProductionRound, form: ReplanForm) -> str:
    return render_template(
        "rounds/replan.html",
        round=planned,
        garment=planned.garment,
        form=form,
        rows=list_planned(planned),
        typed=request.form,
        run_word=get_label(db.session).run_word,
    )
