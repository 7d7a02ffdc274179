"""The forms of a production round's pages; pieces per size are fields of their own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from flask import request
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.errors import RuleError
from app.models import (
    NAME_MAX,
    SENTENCE_MAX,
    CountKind,
    Garment,
    GarmentColour,
    ProductionRound,
    RevisionStatus,
)
from app.services import round_rules
from app.web.forms import DayField, Form, choices_of, strip

COUNTED = {
    CountKind.CUT: "cut",
    CountKind.SOLD: "sold so far",
    CountKind.RETURNED: "returned so far",
    CountKind.LEFT_OVER: "left over",
}

_PERCENT = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,3})?")


class PlanForm(Form):
    """A run is planned with what is known."""

    cut_on = DayField("Cut on", validators=[Optional()])
    colour = SelectField("Colour", validators=[Optional()])
    fabric_lot = StringField("Fabric lot", validators=[Length(max=NAME_MAX)])


class ShrinkageForm(Form):
    """What the fabric loses in the wash; what was not measured stays empty."""

    shrinkage_length = StringField("In length, %", validators=[Length(max=20)])
    shrinkage_width = StringField("In width, %", validators=[Length(max=20)])


class PlanChangeForm(Form):
    """What is planned of a run; its pieces are typed in a table of sizes and colours."""

    cut_on = DayField("Cut on", validators=[Optional()])
    revision = SelectField("Pattern revision", validators=[Optional()])
    fabric_lot = StringField("Fabric lot", validators=[Length(max=NAME_MAX)])


class ReleaseForm(Form):
    """The release to cut, against the gate with a reason."""

    override_reason = TextAreaField("Why it is cut all the same", validators=[Length(max=SENTENCE_MAX)])


class UnlockForm(Form):
    """Why a release is taken back."""

    reason = StringField("Why it is taken back", validators=[Length(max=SENTENCE_MAX)])


class CountForm(Form):
    """A count of pieces as of a day."""

    asked_of = ("pieces-", "kind", "colour")

    kind = RadioField("What was counted", choices=choices_of(COUNTED), validators=[InputRequired("What was counted?")])
    counted_on = DayField("As of", validators=[InputRequired("On which day?")])
    on_sale_on = DayField("On sale since", validators=[Optional()])
    colour = SelectField("Colour", validators=[Optional()])


@dataclass(frozen=True)
class PlannedRow:
    """What is planned in one colour, or in all together, by size name; its fields begin with the prefix."""

    colour: GarmentColour | None
    prefix: str
    pieces: dict[str, int | None]


F = TypeVar("F", PlanForm, CountForm)


def offer_colours(garment: Garment, form: F) -> F:
    """Return the form with the garment's colours to choose from."""
    form.colour.choices = choices_of({each.name: each.name for each in garment.colours}, empty="All colours")
    return form


def offer_revisions(production_round: ProductionRound, form: PlanChangeForm) -> PlanChangeForm:
    """Return the form with the revisions that a run can still be cut on to choose from."""
    usable = [
        each
        for each in production_round.garment.revisions
        if each.status is not RevisionStatus.SUPERSEDED or each is production_round.revision
    ]
    offered = {str(each.number): f"{each.number}, {each.status.value}" for each in usable}
    form.revision.choices = choices_of(offered, empty="The newest when it is released")
    return form


def fill_plan(production_round: ProductionRound) -> PlanChangeForm:
    """Return the form as the run is planned so far."""
    revision = production_round.revision
    form = PlanChangeForm(
        formdata=None, cut_on=production_round.cut_on, fabric_lot=production_round.fabric_lot,
        revision=str(revision.number) if revision else "",
    )  # fmt: skip
    return offer_revisions(production_round, form)


def list_planned(production_round: ProductionRound) -> list[PlannedRow]:
    """Return the rows of the table: all colours together where that is planned or nothing is, and each colour."""
    planned = {(row.colour, row.size.name): row.planned for row in production_round.quantities}
    colours = production_round.garment.colours
    together = not colours or any(colour is None for colour, _ in planned)
    offered = ([None] if together else []) + list(colours)
    return [
        PlannedRow(
            colour, f"pieces{colour.id if colour else ''}-",
            {size.name: planned.get((colour, size.name)) for size in production_round.garment.sizes},
        )
        for colour in offered
    ]  # fmt: skip


def read_pieces(prefix: str = "pieces-", fields: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return the whole numbers that were typed per size."""
    sent = request.form if fields is None else fields
    typed = {name.removeprefix(prefix): strip(text) for name, text in sent.items() if name.startswith(prefix)}
    return round_rules.read_pieces({size: text for size, text in typed.items() if text})


def read_percent(field: StringField) -> float | None:
    """Return the percent that were typed, with a point or a comma, or None for nothing."""
    typed = strip(field.data).removesuffix("%").rstrip().replace(",", ".").replace("−", "-")
    if not typed:
        return None
    if not _PERCENT.fullmatch(typed):
        raise RuleError("Type a number of percent, like 3 or 2.5.", field=field.name)
    return float(typed)
