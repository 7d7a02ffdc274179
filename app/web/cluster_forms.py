"""The forms of a fit point's page, and what they offer to choose from."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import request
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.db import db
from app.models import NAME_MAX, SENTENCE_MAX, Cluster, CorrectionKind, Garment, Issue, Route, by_name
from app.services import diagnoses, issues, own_tags
from app.services.changes import list_released
from app.services.decisions import has_safety, needs_decision
from app.services.triage import Triage
from app.web.filters import CAUSES, CHOICES, ROUTES
from app.web.forms import DayField, Form, choices_of, make_choice, read_number

CORRECTIONS = {
    CorrectionKind.CONFIRMED: "Right",
    CorrectionKind.REJECTED: "Not said here",
    CorrectionKind.RECODED: "It is something else:",
}

UNSAFE = "unsafe"
"""Stands beside what was seen where a danger was told of."""


class DecisionForm(Form):
    """What is done about a fit point, by whom, from when, and why."""

    choice = RadioField("What happens", choices=choices_of(CHOICES), validators=[InputRequired("Choose what happens.")])
    route = RadioField("Where the fix goes", choices=choices_of(ROUTES), default=Route.PATTERN.value)
    cause = SelectField("Probable cause", choices=choices_of(CAUSES, empty="Not known yet"), default="")
    owner = StringField("Owner", validators=[Length(max=NAME_MAX)])
    due_on = DayField("Day", validators=[Optional()])
    round_number = IntegerField("First in", validators=[Optional(), NumberRange(1, 999, "Runs count from 1.")])
    watch_until = IntegerField("Watch until so many say it", validators=[Optional(), NumberRange(1)])
    reason = TextAreaField("Reason", validators=[Length(max=SENTENCE_MAX)])
    seen = HiddenField()
    """The number of the decision that held when the page was opened, 0 where none did; and if it told of a danger."""


def offer_codes(empty: str) -> list[Any]:
    """Return all that an issue can be said to be, the label's own tags among it."""
    return choices_of(own_tags.list_codes(db.session), empty=empty)


class CorrectionForm(Form):
    """What a person makes of one reading."""

    kind = RadioField(
        "Is it right?", choices=choices_of(CORRECTIONS), validators=[InputRequired("Is it right or not?")]
    )
    code = SelectField("Something else", choices=partial(offer_codes, "Choose"), default="")


class ManyForm(Form):
    """What a person makes of the ticked quotes, all at once."""

    act = HiddenField()
    code = SelectField("Something else", choices=partial(offer_codes, "They say something else"), default="")
    into = SelectField("Another fit point", default="")


class MergeForm(Form):
    """Which other fit point this one belongs to."""

    into = SelectField("It is the same as", validators=[InputRequired("Choose a fit point.")])


class SplitForm(Form):
    """What the ticked quotes are called from now on."""

    name = StringField("Name of the ticked part", validators=[Length(max=NAME_MAX)])


class SubThemeForm(Form):
    """What is told in these words is called so from now on; in the label's words, not in the customer's."""

    name = StringField("Name of the new fit point", validators=[Length(max=NAME_MAX)])


def fill_decision(cluster: Cluster, made: Triage | None, *, left_out: bool = False) -> DecisionForm:
    """Return the form with what is decided; a new point is offered the next run, and the way that its pieces point.

    So is the next run offered where a point is asked again, or where a fix was `left_out` of its run: the one that was
    decided for is cut, or about to be.
    """
    decision = cluster.decision
    cause, route = diagnoses.propose(cluster.diagnosis, made)
    next_run = _find_next_run(cluster.garment)
    if decision is None:
        return DecisionForm(
            formdata=None, round_number=next_run, cause=cause.value if cause else "", route=route.value,
            seen=write_seen(cluster),
        )  # fmt: skip
    return DecisionForm(
        formdata=None,
        choice=decision.choice.value,
        route=(decision.route or route).value,
        cause=decision.cause.value if decision.cause else "",
        owner=decision.owner,
        due_on=decision.due_on,
        round_number=next_run if left_out or needs_decision(cluster) else decision.round_number,
        watch_until=decision.watch_until,
        seen=write_seen(cluster),
    )


def write_seen(cluster: Cluster) -> str:
    """Return what stands there now, for the form to bring back: "0" of what is undecided, "12 unsafe"."""
    number = cluster.decision.id if cluster.decision else 0
    return f"{number} {UNSAFE}" if has_safety(cluster) else str(number)


def _find_next_run(garment: Garment) -> int:
    """The number of the run that is cut next, planned or not."""
    newest = max((each.number for each in list_released(garment)), default=0)
    planned = [each.number for each in garment.rounds if each.number > newest]
    return min(planned, default=newest + 1)


def offer_many(form: ManyForm, standing: Iterable[Cluster], cluster: Cluster) -> ManyForm:
    """Return the form with the other fit points of the garment to choose from."""
    form.into.choices = _list_others(standing, cluster, empty="They belong to another fit point")
    return form


def offer_merge(form: MergeForm, standing: Iterable[Cluster], cluster: Cluster) -> MergeForm:
    """Return the form with the other fit points of the garment to choose from."""
    form.into.choices = _list_others(standing, cluster, empty="Choose a fit point")
    return form


def list_ticked() -> list[Issue]:
    """Return the issues whose quotes were ticked."""
    return [issues.get_issue(db.session, issue_id) for issue_id in request.form.getlist("issues", type=read_number)]


def _list_others(standing: Iterable[Cluster], cluster: Cluster, *, empty: str) -> list[Any]:
    others = sorted((other for other in standing if other is not cluster), key=by_name)
    return [make_choice("", empty), *(make_choice(str(other.id), other.name) for other in others)]
