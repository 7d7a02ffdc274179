"""A garment's measures: its chart, and the files it comes from, looked at before anything is changed."""

from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import ChartKind, ChartUpload, Garment, LengthUnit, MeasureKind
from app.services import chart_uploads, charts, garments
from app.services.ancestry import find_newest
from app.services.cautions import say_off_grid
from app.services.chart_uploads import Reading
from app.services.label import UNIT_NAMES
from app.services.lengths import write_value
from app.services.point_library import STARTER_LIBRARY
from app.services.points_of_measure import list_put_away
from app.services.revision_views import list_points_to_match
from app.web.forms import Form, choices_of
from app.web.matching import MATCHED_MAX, NEW_MAX, read_columns, read_matches, read_meanings
from app.web.security import get_actor, login_required, may_act_required
from app.web.weighing import commit_and_weigh

pages = Blueprint("charts", __name__)

FIELDS = {
    "code": "Code",
    "name": "Name of the measure",
    "kind": "Half, full or straight",
    "how_to_measure": "How to measure",
    "tolerance": "Tolerance, both ways",
    "tolerance_plus": "Tolerance +",
    "tolerance_minus": "Tolerance −",
    "critical": "Critical",
}

OUTCOMES = {
    "added": "new",
    "filled": "missing values filled in",
    "changed": "changes",
    "replaced": "values put right",
    "known": "as it is here",
}

KINDS = {
    MeasureKind.HALF: "half: taken flat, from side to side",
    MeasureKind.FULL: "full: all the way round",
    MeasureKind.STRAIGHT: "straight: from point to point",
}

SHOWN = 100
"""Rows that the page names of each kind."""


class ChartForm(Form):
    """A file with measures, or with the sizes of a pattern."""

    file = FileField("Chart as CSV or XLSX, or the pattern’s .rul file", validators=[FileRequired("Choose a file.")])


class ReadingForm(Form):
    """How a chart is meant; its columns are fields of their own."""

    unit = SelectField("Lengths are in", choices=choices_of(UNIT_NAMES, empty="what the file says, else the pattern"))
    into_draft = BooleanField("Put values that differ into the draft, as changes")


@pages.get("/garments/<int:garment_id>/measures")
@login_required
def show_measures(garment_id: int) -> str:
    """Show the chart of the newest revision, and ask for a file."""
    return _render_measures(garments.get_garment_by_id(db.session, garment_id), ChartForm(formdata=None))


@pages.post("/garments/<int:garment_id>/measures")
@may_act_required
def upload(garment_id: int) -> Response | tuple[str, int]:
    """Keep a file until somebody has looked at it."""
    begin_writing(db.session)
    garment, form = garments.get_garment_by_id(db.session, garment_id), ChartForm()
    try:
        if form.validate_on_submit():
            given = form.file.data
            kept = chart_uploads.keep_upload(
                db.session, garment, given.read(), file_name=given.filename, user=get_actor()
            )
            db.session.flush()
            place = _place(kept)
            db.session.commit()
            return redirect(place, 303)
    except RuleError as error:
        form.blame(error)
    return _render_measures(garments.get_garment_by_id(db.session, garment_id), form), 422


@pages.get("/garments/<int:garment_id>/measures/<int:upload_id>")
@may_act_required
def show_upload(garment_id: int, upload_id: int) -> str:
    """Show what taking a file would do, or what came of it."""
    if _get(garment_id, upload_id).taken_at is not None:
        return render_template("charts/taken.html", upload=_get(garment_id, upload_id), outcomes=OUTCOMES)
    return _render_preview(garment_id, upload_id, ReadingForm(formdata=None), Reading())[0]


@pages.post("/garments/<int:garment_id>/measures/<int:upload_id>/preview")
@may_act_required
def preview(garment_id: int, upload_id: int) -> tuple[str, int]:
    """Show what taking a file would do if it is meant otherwise."""
    form = ReadingForm()
    return _render_preview(garment_id, upload_id, form, _read(garment_id, form))


@pages.post("/garments/<int:garment_id>/measures/<int:upload_id>/take")
@may_act_required
def take(garment_id: int, upload_id: int) -> Response | tuple[str, int]:
    """Take what can be taken; the rows that cannot are named."""
    form = ReadingForm()
    reading = _read(garment_id, form)
    db.session.rollback()
    begin_writing(db.session)
    kept = _get(garment_id, upload_id)
    try:
        chart_uploads.take(db.session, kept, reading, user=get_actor())
    except RuleError as error:
        form.blame(error)
        return _render_preview(garment_id, upload_id, form, reading)
    place = _place(kept)
    commit_and_weigh(kept.garment)
    return redirect(place, 303)


@pages.post("/garments/<int:garment_id>/measures/<int:upload_id>/throw-away")
@may_act_required
def throw_away(garment_id: int, upload_id: int) -> Response:
    """Forget a file that was not taken."""
    begin_writing(db.session)
    chart_uploads.throw_away(db.session, _get(garment_id, upload_id), user=get_actor())
    db.session.commit()
    return redirect(url_for("charts.show_measures", garment_id=garment_id), 303)


def _get(garment_id: int, upload_id: int) -> ChartUpload:
    return chart_uploads.get_upload(db.session, garments.get_garment_by_id(db.session, garment_id), upload_id)


def _place(kept: ChartUpload) -> str:
    return url_for("charts.show_upload", garment_id=kept.garment_id, upload_id=kept.id)


def _read(garment_id: int, form: ReadingForm) -> Reading:
    """What was said of a file; a column that was left empty is not in it."""
    sizes = [size.name for size in garments.get_garment_by_id(db.session, garment_id).sizes]
    return Reading(
        unit=LengthUnit(form.unit.data) if form.unit.data in set(LengthUnit) else None,
        columns=read_columns((*FIELDS, *sizes)),
        points={name.casefold(): code for name, code in read_matches().items()},
        meanings={code.casefold(): meaning for code, meaning in read_meanings().items()},
        into_draft=bool(form.into_draft.data),
    )


def _render_measures(garment: Garment, form: ChartForm) -> str:
    newest = find_newest(garment)
    chart = charts.build_chart(db.session, newest)
    return render_template(
        "charts/measures.html",
        garment=garment,
        revision=newest,
        chart=chart,
        ids={pom.code: pom.id for pom in garment.points_of_measure},
        put_away={pom.code: pom.name for pom in list_put_away(garment)},
        off_grid=say_off_grid(newest, unit=chart.unit, grid=chart.grid),
        value=partial(write_value, unit=chart.unit, grid=chart.grid),
        uploads=chart_uploads.list_uploads(db.session, garment),
        form=form,
    )


def _render_preview(garment_id: int, upload_id: int, form: ReadingForm, reading: Reading) -> tuple[str, int]:
    """The page of a file that waits: it is tried out, and taken back."""
    db.session.rollback()
    begin_writing(db.session)
    kept = _get(garment_id, upload_id)
    shown: dict[str, Any] = {"done": None, "table": None, "heads": [], "chosen": {}, "names": []}
    try:
        if kept.kind is ChartKind.RULES:
            shown["table"] = chart_uploads.read_rules(db.session, kept)
        else:
            heads = chart_uploads.find_heads(kept, reading)
            shown |= {"heads": heads.names, "chosen": heads.columns}
            first = chart_uploads.preview(db.session, kept, reading)
            first = replace(first, unknown=first.unknown[:MATCHED_MAX], new=first.new[:NEW_MAX])
            said, reading = reading, chart_uploads.suggest(kept.garment, reading, first)
            shown["done"] = first if reading == said else chart_uploads.preview(db.session, kept, reading)
            shown["names"] = list(dict.fromkeys([*read_matches(), *first.unknown]))[:MATCHED_MAX]
    except RuleError as error:
        if not form.errors:
            form.blame(error)
    db.session.rollback()  # who writes does not wait until the page is drawn
    kept = _get(garment_id, upload_id)
    page = render_template(
        "charts/preview.html",
        upload=kept,
        garment=kept.garment,
        form=form,
        fields=FIELDS,
        sizes=[size.name for size in kept.garment.sizes],
        newest=find_newest(kept.garment),
        points=list_points_to_match(kept.garment),
        matches={name: reading.points.get(name.casefold()) for name in shown["names"]},
        meanings=reading.meanings,
        library=STARTER_LIBRARY,
        kinds=KINDS,
        asked=NEW_MAX,
        outcomes=OUTCOMES,
        most=SHOWN,
        **shown,
    )
    return page, 422 if form.errors else 200
