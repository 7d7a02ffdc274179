"""The pieces of a run: measured on the cutting table, written down here or brought as a file."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask import Response as BaseResponse
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import LengthUnit, ProductionRound
from app.services import measure_imports, measure_views, measuring_sheets, piece_measures
from app.services.label import choose_grid, get_label
from app.services.lengths import read_length
from app.services.measure_imports import MeasureImport
from app.services.measure_views import MeasuresView
from app.services.piece_measures import Spot
from app.services.round_rules import ensure_cut, hold_round
from app.services.wording import name_file
from app.web.attachments import FileForm, takes_files
from app.web.forms import Form, strip
from app.web.round_page import get_round
from app.web.security import get_actor, login_required, may_act_required
from app.web.seen import read_shown, say_meanwhile, write_shown

pages = Blueprint("piece_measures", __name__)


class MeasuresForm(Form):
    """The cells are fields of their own; the form carries the refusals that belong to none."""


@dataclass
class TypedCells:
    """What was typed into cells by their names, what is to be kept of it, and why some of it is refused."""

    typed: dict[str, str] = field(default_factory=dict)
    values_mm: dict[Spot, Decimal | None] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


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
    hold_round(db.session, production_round)
    form, cells = MeasuresForm(), _read_cells(production_round)
    try:
        if form.validate_on_submit() and not cells.errors:
            piece_measures.record_measures(db.session, production_round, cells.values_mm, user=get_actor())
            db.session.commit()
            return _back(garment_id, number)
    except RuleError as error:
        form.blame(error)
    if cells.errors:
        form.blame(RuleError("A cell cannot be kept as it is: nothing is kept yet."))
    return _render(_get(garment_id, number), form=form, cells=cells), 422


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


def _read_cells(production_round: ProductionRound) -> TypedCells:
    """What was typed in the cells; what reads as it was shown, or as it stands now, is left alone."""
    unit, _ = choose_grid(db.session, None, None, garment=production_round.garment)
    view = measure_views.build_view(db.session, production_round, washed=_is_washed())
    spots, stands = _list_spots(view), _list_values(view)
    shown, cells = read_shown(stands), TypedCells()
    for name, spot in spots.items():
        typed = strip(request.form.get(name))
        if name not in request.form or typed in (stands[name], shown.get(name, "")):
            continue
        cells.typed[name] = typed
        try:
            value = read_length(typed, unit) if typed else None
            _ensure_seen(stands[name], shown.get(name, ""), value, unit)
            cells.values_mm[replace(spot, washed=view.washed)] = value
        except RuleError as error:
            cells.errors[name] = error.message
    return cells


def _ensure_seen(stands: str, shown: str, value_mm: Decimal | None, unit: LengthUnit) -> None:
    """Nobody writes unawares over what somebody else wrote there since."""
    if stands == shown or value_mm == (read_length(stands, unit) if stands else None):
        return
    raise RuleError(say_meanwhile(stands))


def _list_spots(view: MeasuresView) -> dict[str, Spot]:
    return {_name_cell(cell.spot): cell.spot for _, rows in view.sizes for row in rows for cell in row.cells}


def _list_values(view: MeasuresView) -> dict[str, str]:
    return {_name_cell(cell.spot): cell.value for _, rows in view.sizes for row in rows for cell in row.cells}


def _render(
    production_round: ProductionRound,
    *,
    form: MeasuresForm | None = None,
    file_form: FileForm | None = None,
    cells: TypedCells | None = None,
    done: MeasureImport | None = None,
) -> str:
    view = measure_views.build_view(db.session, production_round, washed=_is_washed())
    return render_template(
        "piece_measures/show.html",
        garment=production_round.garment,
        round=production_round,
        run_word=get_label(db.session).run_word,
        view=view,
        seen=write_shown(_list_values(view)),
        form=form or MeasuresForm(formdata=None),
        file_form=file_form or FileForm(formdata=None),
        name_cell=_name_cell,
        typed=cells.typed if cells else {},
        errors=cells.errors if cells else {},
        done=done,
    )


def _back(garment_id: int, number: int) -> Response:
    place = url_for(
        "piece_measures.show_measures", garment_id=garment_id, number=number, washed="y" if _is_washed() else None
    )
    return redirect(place, 303)
