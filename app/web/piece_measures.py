"""The pieces of a run: measured on the cutting table, written down here or brought as a file."""

from decimal import Decimal
from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask import Response as BaseResponse
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import ProductionRound
from app.services import measure_imports, measure_views, measuring_sheets, piece_measures
from app.services.label import choose_grid, get_label
from app.services.lengths import read_length
from app.services.measure_imports import MeasureImport
from app.services.piece_measures import Spot
from app.services.round_rules import ensure_cut
from app.services.wording import name_file
from app.web.attachments import FileForm, takes_files
from app.web.forms import Form, strip
from app.web.round_page import get_round
from app.web.security import get_actor, login_required, may_act_required

pages = Blueprint("piece_measures", __name__)


class MeasuresForm(Form):
    """The cells are fields of their own; the form carries the refusals that belong to none."""


@pages.get("/garments/<int:garment_id>/rounds/<int:number>/pieces")
@login_required
def show_measures(garment_id: int, number: int) -> str:
    """Show what was measured on the pieces of a run, with cells to write in."""
    return _render(_get(garment_id, number))


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/pieces")
@may_act_required
def save_measures(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Keep what was typed; all of it or nothing."""
    begin_writing(db.session)
    production_round = _get(garment_id, number)
    form = MeasuresForm()
    values, errors = _read_cells(production_round)
    try:
        if form.validate_on_submit() and not errors:
            piece_measures.record_measures(db.session, production_round, values, user=get_actor())
            db.session.commit()
            return _back(garment_id, number)
    except RuleError as error:
        db.session.rollback()
        form.blame(error)
    if errors:
        form.form_errors.append("A cell cannot be read: nothing is kept yet.")
    return _render(_get(garment_id, number), form=form, errors=errors), 422


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/pieces/import")
@takes_files
@may_act_required
def import_measures(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Take the measures of a file: the sheet of the cutting table filled in."""
    form = FileForm()
    try:
        if form.validate_on_submit():
            content = form.file.data.stream.read()
            begin_writing(db.session)
            done = measure_imports.import_measures(
                db.session, _get(garment_id, number), content, washed=_is_washed(), user=get_actor()
            )
            db.session.commit()
            return _render(_get(garment_id, number), done=done), 200
    except RuleError as error:
        db.session.rollback()
        form.blame(error)
    return _render(_get(garment_id, number), file_form=form), 422


@pages.get("/garments/<int:garment_id>/rounds/<int:number>/measuring-sheet.<extension>")
@login_required
def download_sheet(garment_id: int, number: int, extension: str) -> BaseResponse:
    """Hand over the sheet for the cutting table, as pdf or xlsx."""
    production_round = _get(garment_id, number)
    try:
        written = measuring_sheets.export_sheet(db.session, production_round, format=extension)
    except RuleError as error:
        raise NotFound(error.message) from error
    name = name_file(production_round, f"-measuring.{extension}")
    return send_file(BytesIO(written), as_attachment=True, download_name=name)


def _get(garment_id: int, number: int) -> ProductionRound:
    production_round = get_round(garment_id, number)
    try:
        ensure_cut(db.session, production_round)
    except RuleError as error:
        raise NotFound(error.message) from error
    return production_round


def _is_washed() -> bool:
    return "washed" in request.values


def _name_cell(spot: Spot) -> str:
    return f"{spot.pom} {spot.size} {spot.piece}"


def _read_cells(production_round: ProductionRound) -> tuple[dict[Spot, Decimal | None], dict[str, str]]:
    """What was typed in each cell, and the refusals by the name of the cell; what reads as before is left alone."""
    unit, _ = choose_grid(db.session, None, None, garment=production_round.garment)
    washed = _is_washed()
    view = measure_views.build_view(db.session, production_round, washed=washed)
    values: dict[Spot, Decimal | None] = {}
    errors = {}
    for cell in (cell for _, rows in view.sizes for row in rows for cell in row.cells):
        name = _name_cell(cell.spot)
        typed = strip(request.form.get(name))
        if name not in request.form or typed == cell.value:
            continue
        try:
            spot = Spot(cell.spot.pom, cell.spot.size, cell.spot.piece, washed)
            values[spot] = read_length(typed, unit) if typed else None
        except RuleError as error:
            errors[name] = error.message
    return values, errors


def _render(
    production_round: ProductionRound,
    *,
    form: MeasuresForm | None = None,
    file_form: FileForm | None = None,
    errors: dict[str, str] | None = None,
    done: MeasureImport | None = None,
) -> str:
    return render_template(
        "piece_measures/show.html",
        garment=production_round.garment,
        round=production_round,
        run_word=get_label(db.session).run_word,
        view=measure_views.build_view(db.session, production_round, washed=_is_washed()),
        form=form or MeasuresForm(formdata=None),
        file_form=file_form or FileForm(formdata=None),
        name_cell=_name_cell,
        typed=request.form if errors else {},
        errors=errors or {},
        done=done,
    )


def _back(garment_id: int, number: int) -> Response:
    place = url_for(
        "piece_measures.show_measures", garment_id=garment_id, number=number, washed="y" if _is_washed() else None
    )
    return redirect(place, 303)
