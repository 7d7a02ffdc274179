"""The forms of a pattern revision's page, and what they offer to choose from."""

from collections.abc import Sequence
from typing import Any

from flask import request
from wtforms import (
    BooleanField,
    IntegerField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.db import db
from app.models import (
    ADDRESS_MAX,
    NAME_MAX,
    SENTENCE_MAX,
    Cluster,
    MarkKind,
    Paper,
    PatternRevision,
    RevisionLine,
    SampleVerdict,
)
from app.services import clusters, decisions, marks, revision_views, suggestions
from app.services.amounts import Side
from app.services.changes import survivor
from app.services.label import get_label
from app.services.lengths import write_exactly
from app.services.line_notes import PRIORITIES
from app.services.lines import describe_change, list_unknown
from app.services.moves import DIRECTIONS, write_amount
from app.services.needs import list_missing_samples
from app.services.papers import PAPER_NAMES
from app.web.forms import Form, choices_of, make_choice, read_number

VERDICTS = {
    SampleVerdict.ACCEPTED: "accepted",
    SampleVerdict.WITH_CHANGES: "with changes",
    SampleVerdict.REJECTED: "rejected",
    SampleVerdict.WAIVED: "no sample needed, because …",
}

MARKS = {MarkKind.POINT: "a point", MarkKind.LINE: "a line", MarkKind.ARROW: "an arrow"}

SIDES = {Side.BOTH: "all sizes", Side.LARGER: "those above the base", Side.SMALLER: "those below the base"}


MEASURED, AGAIN = "measured-", "again-"
"""Begin the names of the fields with what was measured on a sample, first and once more."""

PRIORITY_CHOICES = choices_of(PRIORITIES, empty="not said")
DIRECTION_CHOICES = choices_of(DIRECTIONS, empty="not said")


class MeasureForm(Form):
    """A measured change: the base value, the grade step or single sizes; fields by size are read apart."""

    pom = SelectField("What changes", default="", validators=[InputRequired("Which measure changes?")])
    delta = StringField("By how much in every size", validators=[Length(max=20)])
    base = StringField("Or the new value of the base size", validators=[Length(max=20)])
    step = StringField("The grade step grows by", validators=[Length(max=20)])
    side = SelectField("in", choices=choices_of(SIDES), default=Side.BOTH.value)
    points = SelectMultipleField("Drawn from", coerce=read_number)
    reason = StringField("Why, on the sheet", validators=[Length(max=SENTENCE_MAX)])
    piece = StringField("Pieces it touches", validators=[Length(max=NAME_MAX)], id="measure-piece")
    priority = SelectField("How much it matters", choices=PRIORITY_CHOICES, filters=[lambda chosen: chosen or ""])
    check_on_sample = StringField("What to check on the sample", validators=[Length(max=SENTENCE_MAX)])


class InstructionForm(Form):
    """An instruction in words."""

    text = TextAreaField("What no measure can say", validators=[Length(max=SENTENCE_MAX)])
    piece = StringField("On which piece", validators=[Length(max=NAME_MAX)])
    seam_or_point = StringField("Seam or point of the pattern", validators=[Length(max=NAME_MAX)])
    direction = SelectField("Which way", choices=DIRECTION_CHOICES, filters=[lambda chosen: chosen or ""])
    amount = StringField("How far", validators=[Length(max=20)])
    points = SelectMultipleField("Drawn from", coerce=read_number, id="instruction-points")
    reason = StringField("Why the instruction", validators=[Length(max=SENTENCE_MAX)], id="instruction-reason")
    priority = SelectField(
        "How much that matters", choices=PRIORITY_CHOICES, filters=[lambda chosen: chosen or ""],
        id="instruction-priority",
    )  # fmt: skip
    check_on_sample = StringField(
        "What of it to check on the sample", validators=[Length(max=SENTENCE_MAX)], id="instruction-check"
    )


class MarkForm(Form):
    """A mark on the sketch; a tap gives its places as "back 50 12" before the list is asked."""

    kind = RadioField("Mark", choices=choices_of(MARKS), validators=[InputRequired("What is to be marked?")])
    start = SelectField("where it begins", validate_choice=False)
    end = SelectField("where it ends", validate_choice=False)
    tapped_start = StringField(validators=[Length(max=40)])
    tapped_end = StringField(validators=[Length(max=40)])


class SendForm(Form):
    """To whom the correction sheet goes."""

    contact = StringField("To whom", validators=[InputRequired("To whom does the sheet go?"), Length(max=NAME_MAX)])
    address = StringField("E-mail", validators=[Length(max=ADDRESS_MAX)])
    mail = BooleanField("Mail the link to them", default=True)
    paper = SelectField(
        "Paper", choices=choices_of(PAPER_NAMES, empty="as they had it last"), filters=[lambda chosen: chosen or ""]
    )
    days = IntegerField("The link works for so many days", default=60, validators=[NumberRange(1, 365)])


class PaperForm(Form):
    """What the files of a sheet are laid out on."""

    paper = SelectField(choices=choices_of(PAPER_NAMES), coerce=Paper)


class ReplyForm(Form):
    """What the label says to an answer of the pattern maker."""

    reply = StringField("Your reply", validators=[Length(max=SENTENCE_MAX)])


class SampleForm(Form):
    """What came of a sample; its measures are fields of their own, one per changed point of measure."""

    asked_of = (MEASURED,)

    verdict = RadioField("The sample is", choices=choices_of(VERDICTS), validators=[InputRequired("What came of it?")])
    size = SelectField("Size", validators=[Optional()])
    tried_on_by = StringField("Tried on by", validators=[Length(max=NAME_MAX)])
    notes = TextAreaField("Notes", validators=[Length(max=SENTENCE_MAX)])
    photos = MultipleFileField("Photos")


class AgainForm(Form):
    """What was measured once more on a sample; its measures are fields of their own."""

    asked_of = (AGAIN,)


def offer_measure(revision: PatternRevision, form: MeasureForm, points: Sequence[Cluster]) -> MeasureForm:
    """Return the form with the points of measure to choose from, and the base size by its name."""
    form.pom.choices = choices_of(revision_views.list_points_to_change(revision.garment), empty="Choose a measure")
    if base := revision.garment.base_size:
        form.base.label.text = f"Or the new value of {base.name}, the base"
    _offer_points(form, points)
    return form


def offer_instruction(form: InstructionForm, points: Sequence[Cluster]) -> InstructionForm:
    """Return the form with the fit points to choose from."""
    _offer_points(form, points)
    return form


def _offer_points(form: MeasureForm | InstructionForm, points: Sequence[Cluster]) -> None:
    """Offer what a line may be drawn from, what waits for the pattern first, and no fix that goes elsewhere."""
    chosen = set(form.points.data or ())
    offered = [point for point in points if point.id in chosen or not decisions.goes_elsewhere(point)]
    to_draw = decisions.list_to_draw(db.session, offered)
    offered.sort(key=lambda point: point not in to_draw)
    form.points.choices = [make_choice(point.id, point.name) for point in offered]


def offer_mark(revision: PatternRevision, form: MarkForm) -> MarkForm:
    """Return the form with the places of the garment's flat to choose from."""
    places = {key: spot.name for key, spot in marks.list_spots(revision.garment).items()}
    for field in (form.start, form.end):
        field.choices = choices_of(places, empty="Choose a place")
    return form


def offer_sample(revision: PatternRevision, form: SampleForm) -> SampleForm:
    """Return the form with the sizes to choose from."""
    base = revision.garment.base_size
    form.size.choices = choices_of(
        {size.name: size.name for size in revision.garment.sizes},
        empty="" if base is None else f"{base.name}, the base",
    )
    return form


def begin_sample(revision: PatternRevision) -> SampleForm:
    """Return an empty form for the first size that a sample is still missing in."""
    sizes = [need.size.name for need in list_missing_samples(db.session, revision) if need.size]
    return offer_sample(revision, SampleForm(formdata=None, size=sizes[0] if sizes else ""))


def fill_measure(line: RevisionLine, points: Sequence[Cluster]) -> tuple[MeasureForm, dict[str, str]]:
    """Return the form of a measured line as it stands, and its fields by size where the sizes differ."""
    assert line.pom is not None
    label, change = get_label(db.session), describe_change(line)
    alike = set(change.deltas.values()) if len(change.deltas) == len(line.revision.garment.sizes) else set()
    delta = write_exactly(alike.pop(), label.unit, label.grid, signed=True) if len(alike) == 1 else ""
    form = MeasureForm(
        formdata=None, pom=line.pom.code, delta=delta, reason=line.reason, points=_list_behind(line), piece=line.piece,
        priority=line.priority or "", check_on_sample=line.check_on_sample,
    )  # fmt: skip
    by_size = {} if delta else {f"by-{size.name}": each for size, each in change.deltas.items()}
    old = {f"old-{size.name}": change.old[size] for size in _list_told(line) if size in change.old}
    typed = {name: write_exactly(each, label.unit, label.grid, signed=name in by_size) for name, each in
             {**by_size, **old}.items()}  # fmt: skip
    return offer_measure(line.revision, form, points), typed


def fill_instruction(line: RevisionLine, points: Sequence[Cluster]) -> InstructionForm:
    """Return the form of an instruction as it stands."""
    label = get_label(db.session)
    form = InstructionForm(
        formdata=None, text=line.instruction, piece=line.piece, seam_or_point=line.seam_or_point,
        direction=line.direction or "", reason=line.reason, points=_list_behind(line), priority=line.priority or "",
        amount="" if line.amount_mm is None else write_amount(line.amount_mm, label.unit, label.grid),
        check_on_sample=line.check_on_sample,
    )  # fmt: skip
    return offer_instruction(form, points)


def fill_suggestion(
    revision: PatternRevision, point: int, points: Sequence[Cluster]
) -> tuple[MeasureForm, dict[str, str]]:
    """Return the form filled with what is suggested for a fit point, and the fields by size where the sizes differ."""
    cluster, label = clusters.get_cluster(db.session, point), get_label(db.session)
    change = suggestions.suggest_change(cluster)
    if change is None or cluster.suggestion is None or cluster.garment is not revision.garment:
        return offer_measure(revision, MeasureForm(formdata=None, points=[point]), points), {}
    form = MeasureForm(
        formdata=None, pom=change.pom.code, points=[point],
        reason=suggestions.say_suggestion(cluster.suggestion, label),
        delta=write_exactly(change.delta_mm, label.unit, label.grid, signed=True) if not change.per_step_mm else "",
    )  # fmt: skip
    by_size = suggestions.spread_change(change, cluster) if change.per_step_mm else {}
    typed = {
        f"by-{size}": write_exactly(delta, label.unit, label.grid, signed=True)
        for size, delta in by_size.items()
        if delta
    }
    return offer_measure(revision, form, points), typed


def read_by_size(prefix: str) -> dict[str, str]:
    """Return what was typed in the fields of this prefix, by what follows it; empty fields are left out."""
    typed = {name.removeprefix(prefix): text.strip() for name, text in request.form.items() if name.startswith(prefix)}
    return {name: text for name, text in typed.items() if text}


def _list_behind(line: RevisionLine) -> list[int]:
    """The fit points behind a line; one that was merged since is chosen as what it went into."""
    return [survivor(point).id for point in line.clusters]


def _list_told(line: RevisionLine) -> list[Any]:
    """The sizes whose old value was told with the line, so that it can be told otherwise."""
    assert line.pom is not None
    return list_unknown(line.revision, line.pom)
