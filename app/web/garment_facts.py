"""What is known of a garment beside its measures: season, fabric, whom it is cut for, seam allowance."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import Length

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import NAME_MAX, SENTENCE_MAX, Garment, LengthUnit
from app.services import garment_facts, garments
from app.services.label import get_label
from app.services.lengths import FINEST, write_exactly
from app.web.forms import Form, strip
from app.web.security import get_actor, may_act_required

pages = Blueprint("garment_facts", __name__)


class FactsForm(Form):
    """What the head of a sheet says of a garment."""

    season = StringField("Season", validators=[Length(max=NAME_MAX)])
    fabric = StringField("Fabric", validators=[Length(max=NAME_MAX)])
    cut_for = StringField("Whom it is cut for", validators=[Length(max=SENTENCE_MAX)])
    seam_allowance = StringField("Seam allowance of the pattern", validators=[Length(max=20)])


@pages.get("/garments/<int:garment_id>/facts")
@may_act_required
def ask(garment_id: int) -> str:
    """Show what is known of a garment, to be changed."""
    garment = garments.get_garment_by_id(db.session, garment_id)
    form = FactsForm(
        formdata=None, season=garment.season, fabric=garment.fabric, cut_for=garment.cut_for,
        seam_allowance=_write_seam_allowance(garment),
    )  # fmt: skip
    return _render(garment, form)


@pages.post("/garments/<int:garment_id>/facts")
@may_act_required
def keep(garment_id: int) -> Response | tuple[str, int]:
    """Keep what is known of a garment."""
    begin_writing(db.session)
    garment, form = garments.get_garment_by_id(db.session, garment_id), FactsForm()
    if not form.validate_on_submit():
        return _render(garment, form), 422
    try:
        garment_facts.change_facts(
            db.session, garment, season=strip(form.season.data), fabric=strip(form.fabric.data),
            cut_for=strip(form.cut_for.data), user=get_actor(),
            seam_allowance=garment_facts.read_seam_allowance(form.seam_allowance.data or "", _unit(garment)),
        )  # fmt: skip
    except RuleError as error:
        db.session.rollback()
        form.blame(error)
        return _render(garments.get_garment_by_id(db.session, garment_id), form), 422
    db.session.commit()
    return redirect(url_for("garments.show_garment", garment_id=garment_id), 303)


def _unit(garment: Garment) -> LengthUnit:
    """What a bare number is in."""
    return garment.pattern_unit or get_label(db.session).unit


def _write_seam_allowance(garment: Garment) -> str:
    """What is known of it, as it is typed."""
    allowance, unit = garment_facts.tell_seam_allowance(garment), _unit(garment)
    if allowance.amount_mm is not None:
        written = write_exactly(allowance.amount_mm, unit, FINEST[unit])
        return written if written.endswith("mm") else f"{written} {unit}"
    return {True: "included", False: "none", None: ""}[allowance.included]


def _render(garment: Garment, form: FactsForm) -> str:
    return render_template("garments/facts.html", garment=garment, form=form)
