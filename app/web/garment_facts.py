"""What a garment is, to be changed: name, kind, sizes, colours, and what its sheets say; and putting it away."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import NAME_MAX, SENTENCE_MAX, Garment, LengthUnit
from app.services import garment_facts, garment_identity, garments
from app.services.label import get_label
from app.services.lengths import FINEST, write_exactly
from app.services.wording import split_list, split_sizes
from app.web.forms import Form, choices_of, strip
from app.web.garments import KINDS
from app.web.security import get_actor, may_act_required
from app.web.seen import list_texts, merge, write_shown
from app.web.weighing import commit_and_weigh
from nlp.taxonomy import GarmentKind

pages = Blueprint("garment_facts", __name__)


class FactsForm(Form):
    """What a garment is, and what the head of its sheets says of it."""

    name = StringField("Name", validators=[InputRequired("A garment needs a name."), Length(max=NAME_MAX)])
    kind = SelectField("Kind", choices=choices_of(KINDS, empty="Not known"))
    sizes = StringField("Sizes", validators=[Length(max=SENTENCE_MAX)])
    base_size = StringField("Base size", validators=[Length(max=NAME_MAX)])
    style_number = StringField("Style number", validators=[Length(max=40)])
    colours = StringField("Colours", validators=[Length(max=SENTENCE_MAX)])
    block = StringField("Block", validators=[Length(max=NAME_MAX)])
    season = StringField("Season", validators=[Length(max=NAME_MAX)])
    fabric = StringField("Fabric", validators=[Length(max=NAME_MAX)])
    cut_for = StringField("Whom it is cut for", validators=[Length(max=SENTENCE_MAX)])
    seam_allowance = StringField("Seam allowance of the pattern", validators=[Length(max=20)])


@pages.get("/garments/<int:garment_id>/facts")
@may_act_required
def ask(garment_id: int) -> str:
    """Show what is known of a garment, to be changed."""
    garment = garments.get_garment_by_id(db.session, garment_id)
    return _render(garment, _fill(garment))


@pages.post("/garments/<int:garment_id>/facts")
@may_act_required
def keep(garment_id: int) -> Response | tuple[str, int]:
    """Keep what is known of a garment."""
    begin_writing(db.session)
    garment = garments.get_garment_by_id(db.session, garment_id)
    garments.hold_garment(db.session, garment)
    sent = merge(list_texts(_fill(garment)))
    form = FactsForm(sent.fields)
    try:
        if form.validate_on_submit():
            _change(garment, form)
            if not sent.goes_over(list_texts(_fill(garment))):
                commit_and_weigh(garment)
                return redirect(url_for("garments.show_garment", garment_id=garment_id), 303)
    except RuleError as error:
        form.blame(error)
    sent.tell(form)
    return _render(garments.get_garment_by_id(db.session, garment_id), form), 422


def _fill(garment: Garment) -> FactsForm:
    """The form with what is known of a garment."""
    return FactsForm(
        formdata=None, name=garment.name, kind=garment.kind.value if garment.kind else "", season=garment.season,
        sizes=", ".join(each.name for each in garment.sizes), base_size=garment.base_size_name, block=garment.block,
        colours=", ".join(each.name for each in garment.colours), style_number=garment.style_number,
        fabric=garment.fabric, cut_for=garment.cut_for, seam_allowance=_write_seam_allowance(garment),
    )  # fmt: skip


def _change(garment: Garment, form: FactsForm) -> None:
    garment_identity.change_identity(
        db.session, garment, name=form.name.data or "",
        kind=GarmentKind(form.kind.data) if form.kind.data else None,
        style_number=strip(form.style_number.data), block=strip(form.block.data), user=get_actor(),
        sizes=split_sizes(form.sizes.data), base_size=strip(form.base_size.data),
        colours=split_list(form.colours.data),
    )  # fmt: skip
    garment_facts.change_facts(
        db.session, garment, season=strip(form.season.data), fabric=strip(form.fabric.data),
        cut_for=strip(form.cut_for.data), user=get_actor(),
        seam_allowance=garment_facts.read_seam_allowance(form.seam_allowance.data or "", _unit(garment)),
    )  # fmt: skip


@pages.post("/garments/<int:garment_id>/away")
@may_act_required
def put_away(garment_id: int) -> Response:
    """Take a garment off the lists, or put it back."""
    begin_writing(db.session)
    garment = garments.get_garment_by_id(db.session, garment_id)
    move = garment_identity.take_up if garment.retired_at else garment_identity.put_away
    move(db.session, garment, user=get_actor())
    db.session.commit()
    return redirect(url_for("garments.show_garments"), 303)


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
    seen = write_shown(list_texts(_fill(garment)))
    return render_template("garments/facts.html", garment=garment, form=form, seen=seen)
