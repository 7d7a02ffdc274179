"""The garments of the label: the list, a new one, one of them with its fit points."""

from datetime import UTC, date, datetime
from functools import partial

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import NAME_MAX, SENTENCE_MAX
from app.services import fit_map, garments, overviews, sub_themes
from app.services.label import get_label
from app.web import drawings
from app.web.forms import Form, choices_of, split_list, strip
from app.web.security import get_actor, login_required, may_act_required
from nlp.taxonomy import GarmentKind

pages = Blueprint("garments", __name__)

KINDS = {kind.value: kind.value.capitalize() for kind in GarmentKind}


class GarmentForm(Form):
    """A garment needs a name, a kind and sizes; everything else may come later."""

    name = StringField("Name", validators=[InputRequired("A garment needs a name."), Length(max=NAME_MAX)])
    kind = SelectField(
        "Kind", choices=choices_of(KINDS, empty="Choose a kind"), validators=[InputRequired("What kind of garment?")]
    )
    sizes = StringField("Sizes", validators=[InputRequired("Which sizes is it cut in?"), Length(max=SENTENCE_MAX)])
    base_size = StringField("Base size", validators=[Length(max=NAME_MAX)])
    style_number = StringField("Style number", validators=[Length(max=40)])
    colours = StringField("Colours", validators=[Length(max=SENTENCE_MAX)])


@pages.get("/garments")
@login_required
def show_garments() -> str:
    """List the garments."""
    return render_template("garments/list.html", rows=overviews.list_garment_rows(db.session))


@pages.get("/garments/new")
@may_act_required
def add_garment() -> str:
    """Ask for a garment."""
    return render_template("garments/new.html", form=GarmentForm())


@pages.post("/garments/new")
@may_act_required
def save_garment() -> Response | tuple[str, int]:
    """Keep a new garment."""
    begin_writing(db.session)
    form = GarmentForm()
    if not form.validate_on_submit():
        return render_template("garments/new.html", form=form), 422
    try:
        garment = garments.add_garment(
            db.session,
            name=form.name.data or "",
            kind=GarmentKind(form.kind.data),
            sizes=split_list(form.sizes.data),
            style_number=strip(form.style_number.data) or None,
            colours=split_list(form.colours.data),
            base_size=strip(form.base_size.data) or None,
            user=get_actor(),
        )
    except RuleError as error:
        form.blame(error)
        return render_template("garments/new.html", form=form), 422
    db.session.commit()
    return redirect(url_for("garments.show_garment", garment_id=garment.id), 303)


@pages.get("/garments/<int:garment_id>")
@login_required
def show_garment(garment_id: int) -> str:
    """Show a garment with its fit points, most certain first."""
    overview = overviews.build_overview(db.session, garments.get_garment(db.session, garment_id), today=_today())
    scale = drawings.choose_scale(overview.points)
    run_word = get_label(db.session).run_word
    fine = [(f"{run_word} {number}", share) for number, share in overview.fits_fine.items()]
    return render_template(
        "garments/show.html",
        overview=overview,
        map=fit_map.draw_map(overview.garment, overview.points),
        garment=overview.garment,
        run_word=run_word,
        unnamed=sub_themes.list_unnamed(db.session, overview.garment),
        draw_strip=partial(drawings.draw_strip, scale=scale),
        draw_trend=drawings.draw_trend,
        ticks=drawings.draw_scale(scale),
        fine=drawings.draw_shares(fine, width=260, height=180),
        bars=drawings.draw_turnout(overview.turnout),
        stitch=drawings.draw_stitch(overview.next_run, _today()) if overview.next_run else None,
        today=_today(),
    )


def _today() -> date:
    return datetime.now(UTC).date()
