"""The garments of the label: the list, a new one, one of them with its fit points, its readings to check."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import FileField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import NAME_MAX, SENTENCE_MAX, CorrectionKind, Garment
from app.services import (
    fit_map,
    garment_identity,
    garment_rows,
    garments,
    issues,
    overviews,
    readings,
    size_sets,
    sub_themes,
)
from app.services.changes import list_released
from app.services.formats import rul
from app.services.garment_facts import read_seam_allowance
from app.services.label import get_label
from app.services.narrowing import list_lots, narrow
from app.services.wording import split_list, split_sizes
from app.web import drawings
from app.web.filters import SOURCES
from app.web.forms import Form, choices_of, strip
from app.web.security import get_actor, login_required, may_act_required
from app.web.weighing import commit_and_weigh
from nlp.taxonomy import GarmentKind

pages = Blueprint("garments", __name__)

NARROWS = ("run", "size", "colour", "lot", "source", "revision")
READINGS_SHOWN = 30
SEARCHED_FROM = 13
"""So many garments, put away or not, are more than anybody looks over: the list can be searched."""

KINDS = {kind.value: kind.value.capitalize() for kind in GarmentKind}


@dataclass(frozen=True)
class Filter:
    """One thing that the page can be narrowed by, as the address names it, and what is chosen; empty for all."""

    name: str
    word: str
    values: dict[str, str]
    chosen: str


class GarmentForm(Form):
    """A garment needs a name, a kind and sizes, typed or from its pattern; everything else may come later."""

    name = StringField("Name", validators=[InputRequired("A garment needs a name."), Length(max=NAME_MAX)])
    kind = SelectField(
        "Kind", choices=choices_of(KINDS, empty="Choose a kind"), validators=[InputRequired("What kind of garment?")]
    )
    sizes = StringField("Sizes", validators=[Length(max=SENTENCE_MAX)])
    rules = FileField("Or the pattern’s .rul file")
    base_size = StringField("Base size", validators=[Length(max=NAME_MAX)])
    style_number = StringField("Style number", validators=[Length(max=40)])
    colours = StringField("Colours", validators=[Length(max=SENTENCE_MAX)])
    block = StringField("Block", validators=[Length(max=NAME_MAX)])
    season = StringField("Season", validators=[Length(max=NAME_MAX)])
    seam_allowance = StringField("Seam allowance of the pattern", validators=[Length(max=20)])

    def validate_sizes(self, field: StringField) -> None:
        """Refuse what has no sizes together with all else that is missing, not once that was mended."""
        given = request.files.get("rules")
        if not split_sizes(field.data) and not (given and given.filename):
            raise ValidationError("Which sizes is it cut in?")


class SearchForm(Form):
    """What is looked for in the list; it stands in the address."""

    class Meta:
        """Nothing is changed by looking."""

        csrf = False

    words = StringField("Name, number, kind or block")


@pages.get("/garments")
@login_required
def show_garments() -> str:
    """List the garments, or those that the searched words mean."""
    form = SearchForm(request.args)
    words = strip(form.words.data)
    rows, put_away = garment_rows.list_garment_rows(db.session), garment_identity.list_put_away(db.session)
    return render_template(
        "garments/list.html", form=form, words=words,
        offers_search=words or len(rows) + len(put_away) >= SEARCHED_FROM,
        has_blocks=any(row.garment.block for row in rows), is_empty=not (rows or put_away),
        rows=[row for row in rows if garment_rows.is_meant(row.garment, words)],
        put_away=[garment for garment in put_away if garment_rows.is_meant(garment, words)],
    )  # fmt: skip


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
        garment = _add_garment(form)
    except RuleError as error:
        form.blame(error)
        return render_template("garments/new.html", form=form), 422
    db.session.commit()
    return redirect(url_for("garments.show_garment", garment_id=garment.id), 303)


def _add_garment(form: GarmentForm) -> Garment:
    """The new garment, its sizes from the grade rule table of its pattern where that came with it."""
    given, typed = request.files.get("rules"), split_sizes(form.sizes.data)
    table = rul.read(given.read()) if given and given.filename else None
    garment = garments.add_garment(
        db.session,
        name=form.name.data or "",
        kind=GarmentKind(form.kind.data),
        sizes=typed,
        style_number=strip(form.style_number.data) or None,
        colours=split_list(form.colours.data),
        base_size=strip(form.base_size.data) or None if typed else None,
        block=strip(form.block.data) or None,
        season=strip(form.season.data),
        seam_allowance=read_seam_allowance(form.seam_allowance.data or "", get_label(db.session).unit),
        user=get_actor(),
    )
    db.session.flush()
    return size_sets.set_up_sizes(db.session, garment, table, user=get_actor()) if table else garment


@pages.get("/garments/<int:garment_id>")
@login_required
def show_garment(garment_id: int) -> str | Response:
    """Show a garment with its fit points, most certain first; the address says which answers are counted."""
    address = {name: request.args[name] for name in NARROWS if name in request.args}
    chosen: dict[str, Any] = {name: value for name, value in address.items() if value}
    if chosen != address:  # a form sends its empty fields too
        return redirect(url_for("garments.show_garment", garment_id=garment_id, **chosen), 303)
    garment = garments.open_garment(db.session, garment_id)
    narrowing = narrow(garment, **chosen)
    overview = overviews.build_overview(db.session, garment, today=_today(), narrowing=narrowing)
    scale, trend_scale = drawings.choose_scale(overview.points), drawings.choose_trend_scale(overview.points)
    run_word = get_label(db.session).run_word
    fine = [(f"{run_word} {number}", share) for number, share in overview.fine_by_run.items()]
    return render_template(
        "garments/show.html",
        removed=request.args.get("removed", type=int),
        overview=overview,
        chosen=chosen,
        filters=_list_filters(garment, run_word, chosen),
        map=fit_map.draw_map(garment, overview.points),
        garment=garment,
        run_word=run_word,
        draw_strip=partial(drawings.draw_strip, scale=scale),
        draw_share=partial(drawings.draw_share, scale=scale),
        draw_trend=partial(
            drawings.draw_trend, across=drawings.list_trend_runs(overview.points), scale=trend_scale, run_word=run_word
        ),
        trend_scale=trend_scale,
        ticks=drawings.draw_scale(scale),
        fine=drawings.draw_shares(fine, width=260, height=180),
        bars=drawings.draw_turnout(overview.turnout),
        stitch=drawings.draw_stitch(overview.next_run, _today()) if overview.next_run else None,
        today=_today(),
    )


@pages.get("/garments/<int:garment_id>/readings")
@login_required
def show_readings(garment_id: int) -> str:
    """Show what was read without being sure, and the comments that could not be read."""
    garment = garments.get_garment_by_id(db.session, garment_id)
    return render_template(
        "garments/readings.html",
        garment=garment,
        readings=readings.list_readings(db.session, garment, limit=READINGS_SHOWN),
        form=Form(),
        run_word=get_label(db.session).run_word,
    )


@pages.get("/garments/<int:garment_id>/unnamed")
@login_required
def show_unnamed(garment_id: int) -> str:
    """Show the faults that customers tell in alike words and that no code names yet."""
    garment = garments.get_garment_by_id(db.session, garment_id)
    return render_template(
        "garments/unnamed.html",
        garment=garment,
        unnamed=sub_themes.list_unnamed(db.session, garment),
        run_word=get_label(db.session).run_word,
    )


@pages.post("/garments/<int:garment_id>/readings/<int:issue_id>")
@may_act_required
def check_reading(garment_id: int, issue_id: int) -> Response:
    """Keep whether a reading is right; the garment is weighed again."""
    begin_writing(db.session)
    garment = garments.get_garment_by_id(db.session, garment_id)
    kind = CorrectionKind.CONFIRMED if request.form.get("right") else CorrectionKind.REJECTED
    issues.correct_issue(db.session, readings.get_reading(db.session, garment, issue_id), kind=kind, user=get_actor())
    commit_and_weigh(garment)
    return redirect(url_for("garments.show_readings", garment_id=garment_id), 303)


def _list_filters(garment: Garment, run_word: str, chosen: dict[str, str]) -> list[Filter]:
    """What the page can be narrowed by; what has one value only would leave nothing out."""
    runs = list_released(garment)
    revisions = dict.fromkeys(each.revision.number for each in runs if each.revision)
    filters = [
        ("run", run_word.capitalize(), {str(each.number): str(each.number) for each in runs}),
        ("size", "Size", {each.name: each.name for each in garment.sizes}),
        ("colour", "Colour", {each.name: each.name for each in garment.colours}),
        ("lot", "Fabric lot", {lot: lot for lot in list_lots(garment)}),
        ("source", "Source", {source.value: word for source, word in SOURCES.items()}),
        ("revision", "Pattern revision", {str(number): str(number) for number in revisions}),
    ]
    return [Filter(name, word, values, chosen.get(name, "")) for name, word, values in filters if len(values) > 1]


def _today() -> date:
    return datetime.now(UTC).date()
