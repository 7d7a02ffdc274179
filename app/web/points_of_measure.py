"""The points of measure of a garment, one by one: added, described otherwise, put away and taken up again."""

from collections.abc import Mapping
from decimal import Decimal

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Field, SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import NAME_MAX, SENTENCE_MAX, Garment, GarmentSize, LengthUnit, MeasureKind, PointOfMeasure
from app.services import garments, points_of_measure
from app.services.ancestry import find_newest, is_unused
from app.services.chart_filling import Filling, fill_in
from app.services.chart_rows import read_value
from app.services.label import choose_grid
from app.services.lengths import read_length, write_exactly
from app.services.point_library import STARTER_LIBRARY, list_codes_of
from app.services.points_of_measure import CODE_MAX, Described
from app.web.charts import KINDS
from app.web.forms import Form, choices_of, strip
from app.web.security import get_actor, may_act_required
from app.web.seen import list_texts, merge, write_shown
from app.web.weighing import commit_and_weigh

pages = Blueprint("points_of_measure", __name__)

POINTS = "/garments/<int:garment_id>/points-of-measure"
VALUE = "value-"
"""Begins the name of the field with the value of a size."""


class PointForm(Form):
    """What sheets and charts say of a measure; its values by size are fields of their own."""

    asked_of = (VALUE,)

    name = StringField("Name", validators=[InputRequired("A measure needs a name."), Length(max=NAME_MAX)])
    kind = SelectField("How it is taken", choices=choices_of(KINDS))
    how_to_measure = StringField("How to measure", validators=[Length(max=SENTENCE_MAX)])
    tolerance_plus = StringField("Tolerance +", validators=[Length(max=20)])
    tolerance_minus = StringField("Tolerance −", validators=[Length(max=20)])
    critical = SelectField(
        "Critical", choices=choices_of({"yes": "yes, and sheets say so"}, empty="no"), filters=[strip]
    )


class NewPointForm(PointForm):
    """A measure that the garment does not have yet; what the library knows of its code need not be typed."""

    code = StringField("Code", validators=[InputRequired("A measure needs a code."), Length(max=CODE_MAX)])
    name = StringField("Name", validators=[Length(max=NAME_MAX)])
    kind = SelectField("How it is taken", choices=choices_of(KINDS, empty="as the library has it"), filters=[strip])


@pages.get(f"{POINTS}/new")
@may_act_required
def ask_new(garment_id: int) -> str:
    """Ask for a measure that the garment does not have yet."""
    return _render_new(garment_id, NewPointForm(formdata=None))


@pages.post(f"{POINTS}/new")
@may_act_required
def add(garment_id: int) -> Response | tuple[str, int]:
    """Add a measure to the newest revision's chart."""
    begin_writing(db.session)
    garment, form = garments.get_garment_by_id(db.session, garment_id), NewPointForm()
    garments.hold_garment(db.session, garment)
    try:
        if form.validate_on_submit():
            code, described = strip(form.code.data), _read(garment, form, _find_starter(form))
            values = _read_values(garment, request.form)
            points_of_measure.add_point_of_measure(
                db.session, garment, code=code, values_mm={size.name: value for size, value in values.items()},
                sure=form.is_sure, user=get_actor(), **vars(described),
            )  # fmt: skip
            commit_and_weigh(garment)
            return _go_back(garment_id)
    except RuleError as error:
        form.blame(error)
    return _render_new(garment_id, form), 422


@pages.get(f"{POINTS}/<int:pom_id>")
@may_act_required
def ask(garment_id: int, pom_id: int) -> str:
    """Show a measure, to be described otherwise."""
    pom = _get(garment_id, pom_id)
    return _render(pom, _fill(pom), _write_values(pom))


@pages.post(f"{POINTS}/<int:pom_id>")
@may_act_required
def keep(garment_id: int, pom_id: int) -> Response | tuple[str, int]:
    """Keep what is said of a measure, and the values that may still be typed."""
    begin_writing(db.session)
    pom = _get(garment_id, pom_id)
    garments.hold_garment(db.session, pom.garment)
    sent = merge(_list_texts(pom))
    form = PointForm(sent.fields)
    try:
        if form.validate_on_submit():
            points_of_measure.describe_point(db.session, pom, _read(pom.garment, form), user=get_actor())
            _put_values(pom, sent.fields, sure=form.is_sure)
            db.session.flush()
            if not sent.goes_over(_list_texts(pom)):
                commit_and_weigh(pom.garment)
                return _go_back(garment_id)
    except RuleError as error:
        form.blame(error)
    sent.tell(form)
    return _render(_get(garment_id, pom_id), form, sent.fields), 422


@pages.post(f"{POINTS}/<int:pom_id>/away")
@may_act_required
def put_away(garment_id: int, pom_id: int) -> Response | tuple[str, int]:
    """Measure a point no longer, or again."""
    begin_writing(db.session)
    pom = _get(garment_id, pom_id)
    move = points_of_measure.take_up if pom.retired_at else points_of_measure.put_away
    try:
        move(db.session, pom, user=get_actor())
    except RuleError as error:
        form = _fill(pom)
        form.blame(error)
        return _render(_get(garment_id, pom_id), form, _write_values(pom)), 422
    commit_and_weigh(pom.garment)
    return _go_back(garment_id)


def _get(garment_id: int, pom_id: int) -> PointOfMeasure:
    garment = garments.get_garment_by_id(db.session, garment_id)
    for pom in garment.points_of_measure:
        if pom.id == pom_id:
            return pom
    raise NotFound(f"{garment.name} has no such point of measure.", field="pom")


def _go_back(garment_id: int) -> Response:
    return redirect(url_for("charts.show_measures", garment_id=garment_id), 303)


def _find_starter(form: NewPointForm) -> Described | None:
    """What the library knows of a code, unless a name of one's own says that it is another measure."""
    starter = STARTER_LIBRARY.get(strip(form.code.data).upper())
    if starter is None or strip(form.name.data).casefold() not in ("", starter.name.casefold()):
        return None
    return Described(starter.name, starter.kind, starter.how_to_measure)


def _read(garment: Garment, form: PointForm, starter: Described | None = None) -> Described:
    unit, _ = choose_grid(db.session, None, None, garment=garment)
    if not form.kind.data and starter is None:
        raise RuleError("Say how it is taken: only of its own measures does the library know that.", field="kind")
    return Described(
        name=strip(form.name.data) or (starter.name if starter else ""),
        kind=MeasureKind(form.kind.data) if form.kind.data else starter.kind if starter else MeasureKind.STRAIGHT,
        how_to_measure=strip(form.how_to_measure.data) or (starter.how_to_measure if starter else None),
        tolerance_plus_mm=_read_tolerance(form.tolerance_plus, unit),
        tolerance_minus_mm=_read_tolerance(form.tolerance_minus, unit),
        critical=bool(form.critical.data),
    )


def _read_tolerance(field: Field, unit: LengthUnit) -> Decimal | None:
    """As an amount: a minus may be written with its sign or without."""
    try:
        return abs(read_length(field.data, unit)) if strip(field.data) else None
    except RuleError as error:
        raise RuleError(error.message, field=field.name) from error


def _read_values(garment: Garment, fields: Mapping[str, str]) -> dict[GarmentSize, Decimal]:
    """The values that were typed, in mm."""
    unit, _ = choose_grid(db.session, None, None, garment=garment)
    typed = {size: strip(fields.get(f"{VALUE}{size.name}")) for size in garment.sizes}
    read = {size: read_value(text, unit, size.name) for size, text in typed.items() if text}
    return {size: value for size, value in read.items() if value is not None}


def _put_values(pom: PointOfMeasure, fields: Mapping[str, str], *, sure: bool) -> None:
    """Fill in what the newest chart lacks, and put right what nobody works by yet."""
    unit, _ = choose_grid(db.session, None, None, garment=pom.garment)
    stands = _write_values(pom)
    touched = {name: text for name, text in fields.items() if strip(text) != stands.get(name, "")}
    values = _read_values(pom.garment, touched)
    fill_in(Filling(db.session, pom.garment, unit, None, get_actor(), sure), pom, values)


def _fill(pom: PointOfMeasure) -> PointForm:
    """The form with what is said of a measure."""
    scale = choose_grid(db.session, None, None, garment=pom.garment)
    return PointForm(
        formdata=None, name=pom.name, kind=pom.kind.value, how_to_measure=pom.how_to_measure,
        tolerance_plus=_write(pom.tolerance_plus_mm, *scale), tolerance_minus=_write(pom.tolerance_minus_mm, *scale),
        critical="yes" if pom.critical else "",
    )  # fmt: skip


def _list_texts(pom: PointOfMeasure) -> dict[str, str]:
    """What stands in all fields of a measure's page."""
    return list_texts(_fill(pom)) | _write_values(pom)


def _write_values(pom: PointOfMeasure) -> dict[str, str]:
    """What stands in the fields of its values."""
    known = points_of_measure.list_values(find_newest(pom.garment), pom)
    scale = choose_grid(db.session, None, None, garment=pom.garment)
    return {f"{VALUE}{size.name}": _write(known.get(size), *scale) for size in pom.garment.sizes}


def _write(length_mm: Decimal | None, unit: LengthUnit, grid: str) -> str:
    return "" if length_mm is None else write_exactly(length_mm, unit, grid)


def _render_new(garment_id: int, form: NewPointForm) -> str:
    garment = garments.get_garment_by_id(db.session, garment_id)
    unit, _ = choose_grid(db.session, None, None, garment=garment)
    return render_template(
        "points_of_measure/new.html", garment=garment, form=form, unit=unit,
        library={code: STARTER_LIBRARY[code] for code in list_codes_of(garment.kind)},
        known={pom.code for pom in garment.points_of_measure}, typed=request.form,
    )  # fmt: skip


def _render(pom: PointOfMeasure, form: PointForm, typed: Mapping[str, str]) -> str:
    """The page of a measure; what a revision changes cannot be typed over."""
    newest = find_newest(pom.garment)
    unit, _ = choose_grid(db.session, None, None, garment=pom.garment)
    stands = _write_values(pom)
    return render_template(
        "points_of_measure/show.html", pom=pom, garment=pom.garment, form=form, unit=unit, typed=typed,
        fixed=set() if is_unused(newest) else {name for name, text in stands.items() if text},
        stands=stands, revision=newest, seen=write_shown(_list_texts(pom)),
    )  # fmt: skip
