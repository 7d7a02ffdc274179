"""The pieces of a run as they are counted: cut, sold, returned, left over."""

from flask import Blueprint
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import CountKind, ProductionRound
from app.services import rounds, selling
from app.web.round_forms import CountForm, offer_colours, read_pieces
from app.web.round_page import get_round, render, weigh_and_go_back
from app.web.security import get_actor, may_act_required

pages = Blueprint("counts", __name__)


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/counts")
@may_act_required
def count(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Keep a count: all pieces so far, not those since the last one."""
    begin_writing(db.session)
    production_round = get_round(garment_id, number)
    form = offer_colours(production_round.garment, CountForm())
    try:
        if form.validate_on_submit():
            _record(production_round, form)
            return weigh_and_go_back(production_round)
    except RuleError as error:
        form.blame(error)
    return render(get_round(garment_id, number), count_form=form), 422


def _record(production_round: ProductionRound, form: CountForm) -> None:
    pieces, counted_on = read_pieces(), form.counted_on.data
    assert counted_on is not None
    if not pieces:
        raise RuleError("How many, in which sizes?")
    if form.on_sale_on.data is not None:
        selling.open_sale(db.session, production_round, form.on_sale_on.data, user=get_actor())
    rounds.record_counts(
        db.session, production_round, kind=CountKind(form.kind.data), pieces=pieces, counted_on=counted_on,
        colour=form.colour.data or None, sure=form.is_sure, user=get_actor(),
    )  # fmt: skip
