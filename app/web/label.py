"""The label's settings: what lengths are written in, what counts as evidence, what a run is called."""

from decimal import Decimal

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Field, IntegerField, RadioField, SelectField, StringField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import NAME_MAX, Label, LengthUnit, Role
from app.services import label, people
from app.services.written_addresses import URL_MAX
from app.web.forms import Form, NumberField, choices_of, strip
from app.web.security import admin_required, get_actor
from app.web.seen import list_texts, merge, write_shown

pages = Blueprint("label", __name__)

UNITS = {LengthUnit.CM: "centimetres", LengthUnit.MM: "millimetres", LengthUnit.IN: "inches"}
GRIDS = {grid: grid for grids in label.GRIDS.values() for grid in grids}
RUN_WORDS = {word: word for word in label.RUN_WORDS}
DIGEST_DAYS = {day: day.capitalize() for day in label.DIGEST_DAYS}
OVERRIDES = {Role.DESIGNER.value: "designers and admins", Role.ADMIN.value: "admins only"}

PERCENT = Decimal(100)


class Within(NumberRange):
    """A range whose refusal names its field: several stand together on top of the page."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Refuse what lies outside, and what is no number."""
        try:
            super().__call__(form, field)
        except ValidationError as error:
            raise ValidationError(f"{field.label.text}: {self.min} to {self.max}.") from error


LEEWAY = (InputRequired("Type a length."), Within(0, label.LEEWAY_MAX_MM))
LEAST, MOST = (round(share * PERCENT, 1) for share in (label.SHARE_MIN, label.SHARE_MAX))
SHARE = (InputRequired("Type a number."), Within(LEAST, MOST))
DAYS = (InputRequired("Type a number."), Within(0, label.DAYS_MAX))


class SettingsForm(Form):
    """All that a label may settle for itself; shares are typed in 100."""

    name = StringField("Name of the label", validators=[InputRequired("A label has a name."), Length(max=NAME_MAX)])
    unit = RadioField("Lengths are written in", choices=choices_of(UNITS))
    grid = SelectField("Smallest step on paper", choices=choices_of(GRIDS))
    run_word = RadioField("A production round is called", choices=choices_of(RUN_WORDS))
    p_ref = NumberField("A point matters from, in 100 customers", places=None, validators=SHARE)
    proof_threshold = NumberField("A fix is proven when sure by, in 100", places=None, validators=SHARE)
    leeway_length_mm = NumberField("Leeway of lengths, mm", places=None, validators=LEEWAY)
    leeway_girth_mm = NumberField("Leeway of girths, mm", places=None, validators=LEEWAY)
    pattern_days = IntegerField("Working days of the pattern maker", validators=DAYS)
    sample_days = IntegerField("Working days of the sample room", validators=DAYS)
    override_role = SelectField(
        "Who may release to cut against the gate", choices=choices_of(OVERRIDES), validators=[Optional()]
    )
    digest_day = SelectField("Goes out on", choices=choices_of(DIGEST_DAYS), default="monday")
    sender = StringField("Sender of mail", validators=[Optional(), Length(max=254)])
    public_url = StringField("Public address of this Toile", validators=[Optional(), Length(max=URL_MAX)])
    return_url = StringField("Where the shop takes returns", validators=[Optional(), Length(max=URL_MAX)])


@pages.get("/settings")
@admin_required
def show_settings() -> str:
    """Show the label's settings."""
    return _render(_fill_form(label.get_label(db.session)))


@pages.post("/settings")
@admin_required
def change_settings() -> Response | tuple[str, int]:
    """Keep changed settings."""
    begin_writing(db.session)
    sent = merge(_list_texts())
    form = SettingsForm(sent.fields)
    try:
        if form.validate_on_submit():
            label.change_label(db.session, user=get_actor(), **_read_form(form))
            if not sent.goes_over(_list_texts()):
                db.session.commit()
                return redirect(url_for("label.show_settings", kept=1), 303)
    except RuleError as error:
        form.blame(error)
    sent.tell(form)
    return _render(form), 422


def _list_texts() -> dict[str, str]:
    """What the page shows of the settings, by the names of its fields."""
    return list_texts(_fill_form(label.get_label(db.session)))


def _fill_form(settings: Label) -> SettingsForm:
    """The stored row's attributes would win over keyword arguments, so what is shown otherwise is set afterwards."""
    form = SettingsForm(formdata=None, obj=settings)
    form.p_ref.data = _plain(Decimal(str(settings.p_ref)) * PERCENT)
    form.proof_threshold.data = _plain(Decimal(str(settings.proof_threshold)) * PERCENT)
    form.leeway_length_mm.data = _plain(settings.leeway_length_mm)
    form.leeway_girth_mm.data = _plain(settings.leeway_girth_mm)
    return form


def _plain(number: Decimal) -> Decimal:
    """A number as one writes it: 10, not 10.0 or 1E+1."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _read_form(form: SettingsForm) -> dict[str, object]:
    """What was typed; what was not asked, as a role is not of a label of one, stays as it is.

    A step on paper that nobody touched is not asked for either: where the unit changes it follows.
    """
    chosen = {field.name: field.data for field in (form.override_role, form.digest_day) if field.raw_data}
    if form.grid.data != label.get_label(db.session).grid:
        chosen["grid"] = form.grid.data
    return chosen | {
        "name": strip(form.name.data),
        "unit": LengthUnit(form.unit.data),
        "run_word": form.run_word.data,
        "p_ref": float((form.p_ref.data or 0) / PERCENT),
        "proof_threshold": float((form.proof_threshold.data or 0) / PERCENT),
        "leeway_length_mm": form.leeway_length_mm.data,
        "leeway_girth_mm": form.leeway_girth_mm.data,
        "pattern_days": form.pattern_days.data,
        "sample_days": form.sample_days.data,
        "sender": strip(form.sender.data) or None,
        "public_url": strip(form.public_url.data) or None,
        "return_url": strip(form.return_url.data) or None,
    }


def _render(form: SettingsForm) -> str:
    return render_template(
        "label/settings.html",
        form=form,
        seen=write_shown(_list_texts()),
        kept="kept" in request.args,
        several=people.are_several(db.session),
    )
