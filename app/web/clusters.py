"""One fit point: what they say, corrections of the reading, the decision, merging and splitting."""

from decimal import Decimal
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import NAME_MAX, SENTENCE_MAX, AuditEvent, Cause, Choice, Cluster, CorrectionKind, Garment, Issue, Route
from app.services import (
    blocks,
    clusters,
    correcting,
    diagnoses,
    foresight,
    issues,
    photos,
    point_views,
    sub_themes,
    suggestions,
    triage,
)
from app.services.label import get_label
from app.services.shares import Share
from app.web import drawings
from app.web.filters import CAUSES, CHOICES, ROUTES
from app.web.forms import Form, choices_of, make_choice, strip
from app.web.security import get_actor, login_required, may_act_required
from app.web.weighing import commit_and_weigh
from nlp.taxonomy import IssueCode

pages = Blueprint("clusters", __name__)

QUOTES_SHOWN = 6

CORRECTIONS = {
    CorrectionKind.CONFIRMED: "Right",
    CorrectionKind.REJECTED: "Not said here",
    CorrectionKind.RECODED: "It is something else:",
}

CODES = {code: code.title for code in sorted(IssueCode, key=lambda code: code.title)}


class DecisionForm(Form):
    """What is done about a fit point, by whom, from when, and why."""

    choice = RadioField("What happens", choices=choices_of(CHOICES), validators=[InputRequired("Choose one.")])
    route = RadioField("Where the fix goes", choices=choices_of(ROUTES), default=Route.PATTERN.value)
    cause = SelectField("Probable cause", choices=choices_of(CAUSES, empty="Not known yet"), default="")
    owner = StringField("Owner", validators=[Length(max=NAME_MAX)])
    due_on = DateField("Day", validators=[Optional()])
    round_number = IntegerField("First in", validators=[Optional(), NumberRange(1, 999, "Runs count from 1.")])
    watch_until = IntegerField("Watch until so many say it", validators=[Optional(), NumberRange(1)])
    reason = TextAreaField("Reason", validators=[Length(max=SENTENCE_MAX)])


class CorrectionForm(Form):
    """What a person makes of one reading."""

    kind = RadioField("Is it right?", choices=choices_of(CORRECTIONS), validators=[InputRequired("Choose one.")])
    code = SelectField("Something else", choices=choices_of(CODES, empty="Choose"), default="")


class MergeForm(Form):
    """Which other fit point this one belongs to."""

    into = SelectField("It is the same as", validators=[InputRequired("Choose a fit point.")])


class SplitForm(Form):
    """What the ticked quotes are called from now on."""

    name = StringField("Name of the ticked part", validators=[Length(max=NAME_MAX)])


class SubThemeForm(Form):
    """What is told in these words is called so from now on; in the label's words, not in the customer's."""

    name = StringField("Name of the new fit point", validators=[Length(max=NAME_MAX)])


class ManyForm(Form):
    """What a person makes of the ticked quotes, all at once."""

    act = HiddenField()
    code = SelectField("Something else", choices=choices_of(CODES, empty="They say something else"), default="")
    into = SelectField("Another fit point", default="")


@pages.get("/points/<int:cluster_id>")
@login_required
def show_point(cluster_id: int) -> str:
    """Show a fit point with the words behind it and what is decided."""
    return _render(clusters.get_cluster(db.session, cluster_id))


@pages.post("/points/<int:cluster_id>/decide")
@may_act_required
def decide(cluster_id: int) -> Response | tuple[str, int]:
    """Keep a decision with its reason."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    form = DecisionForm()
    if not form.validate_on_submit():
        return _render(cluster, decision_form=form), 422
    try:
        clusters.decide(
            db.session,
            cluster,
            choice=Choice(form.choice.data),
            reason=form.reason.data or "",
            route=Route(form.route.data) if form.route.data else None,
            cause=Cause(form.cause.data) if form.cause.data else None,
            owner=strip(form.owner.data) or None,
            due_on=form.due_on.data,
            round_number=form.round_number.data,
            watch_until=form.watch_until.data,
            user=get_actor(),
        )
    except RuleError as error:
        form.blame(error)
        return _render(cluster, decision_form=form), 422
    db.session.commit()
    return _back(cluster_id)


@pages.post("/points/<int:cluster_id>/merge")
@may_act_required
def merge(cluster_id: int) -> Response | tuple[str, int]:
    """Put a fit point into another one of the garment."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    form = _offer_merge(clusters.list_clusters(db.session, cluster.garment), cluster)
    if not form.validate_on_submit():
        return _render(cluster, merge_form=form), 422
    try:
        into = clusters.get_cluster(db.session, int(form.into.data))
        clusters.merge(db.session, cluster, into=into, user=get_actor())
    except RuleError as error:
        form.blame(error)
        return _render(cluster, merge_form=form), 422
    return _weigh_and_return(cluster.garment, into.id)


@pages.post("/points/<int:cluster_id>/unmerge")
@may_act_required
def unmerge(cluster_id: int) -> Response:
    """Take a merged fit point out again."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    clusters.unmerge(db.session, cluster, user=get_actor())
    return _weigh_and_return(cluster.garment, cluster_id)


@pages.post("/points/<int:cluster_id>/split")
@may_act_required
def split(cluster_id: int) -> Response | tuple[str, int]:
    """Make a fit point of its own of the ticked quotes."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    form = SplitForm()
    ticked = _list_ticked()
    if not form.validate_on_submit():
        return _render(cluster, split_form=form), 422
    try:
        part = clusters.split(db.session, cluster, issues=ticked, name=form.name.data or "", user=get_actor())
    except RuleError as error:
        form.blame(error)
        return _render(cluster, split_form=form), 422
    db.session.flush()
    return _weigh_and_return(cluster.garment, part.id)


@pages.post("/points/<int:cluster_id>/sub-themes/<int:sub_theme_id>/split")
@may_act_required
def split_sub_theme(cluster_id: int, sub_theme_id: int) -> Response | tuple[str, int]:
    """Make a fit point of its own of what is told in some words."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    sub_theme = sub_themes.get_sub_theme(db.session, sub_theme_id)
    form = SubThemeForm(prefix=f"sub-theme-{sub_theme_id}")
    if not form.validate_on_submit():
        return _render(cluster, sub_theme_forms={sub_theme_id: form}), 422
    try:
        part = sub_themes.split_off(db.session, cluster, sub_theme, name=form.name.data or "", user=get_actor())
    except RuleError as error:
        form.blame(error)
        return _render(cluster, sub_theme_forms={sub_theme_id: form}), 422
    db.session.flush()
    return _weigh_and_return(cluster.garment, part.id)


@pages.post("/points/<int:cluster_id>/many")
@may_act_required
def correct_many(cluster_id: int) -> Response | tuple[str, int]:
    """Confirm, reject, re-code or move all ticked quotes in one act."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    ticked = _list_ticked()
    form = _offer_many(clusters.list_clusters(db.session, cluster.garment), cluster)
    try:
        if not form.validate_on_submit():
            return _render(cluster, many_form=form), 422
        event_id = _act_on_many(cluster, ticked, form).id
    except RuleError as error:
        form.blame(error)
        return _render(cluster, many_form=form), 422
    commit_and_weigh(cluster.garment)
    return redirect(url_for("clusters.show_point", cluster_id=cluster_id, done=event_id, _anchor="say"), 303)


@pages.post("/acts/<int:event_id>/undo")
@may_act_required
def undo(event_id: int) -> Response:
    """Take an act on many quotes back."""
    begin_writing(db.session)
    event = correcting.get_act(db.session, event_id)
    correcting.undo(db.session, event, user=get_actor())
    cluster = clusters.get_cluster(db.session, event.subject_id)
    return _weigh_and_return(cluster.garment, cluster.id)


@pages.post("/issues/<int:issue_id>/correct")
@may_act_required
def correct(issue_id: int) -> Response | tuple[str, int]:
    """Keep a person's word on a reading; its fit point is weighed again."""
    begin_writing(db.session)
    issue = issues.get_issue(db.session, issue_id)
    stood_in, garment = issue.cluster, issue.feedback.garment
    form = CorrectionForm(prefix=f"issue-{issue_id}")
    valid = form.validate_on_submit()
    try:
        if valid:
            issues.correct_issue(
                db.session,
                issue,
                kind=CorrectionKind(form.kind.data),
                code=IssueCode(form.code.data) if form.code.data else None,
                user=get_actor(),
            )
    except RuleError as error:
        form.blame(error)
        valid = False
    if not valid and stood_in is not None:
        return _render(stood_in, correction_forms={issue_id: form}), 422
    if not valid:
        raise RuleError(next(iter(form.code.errors or form.kind.errors or ("That cannot be done.",))))
    return _weigh_and_return(garment, stood_in.id if stood_in else None, corrected=issue_id)


def _act_on_many(cluster: Cluster, ticked: list[Issue], form: ManyForm) -> AuditEvent:
    user = get_actor()
    if form.act.data == "moved":
        into = clusters.get_cluster(db.session, int(form.into.data)) if form.into.data else None
        return correcting.move_many(db.session, cluster, ticked, into=into, user=user)
    if form.act.data not in ("confirmed", "rejected", "recoded"):
        raise RuleError("Choose what the ticked quotes are.")
    code = IssueCode(form.code.data) if form.code.data else None
    kind = CorrectionKind(form.act.data)
    return correcting.correct_many(db.session, cluster, ticked, kind=kind, code=code, user=user)


def _list_ticked() -> list[Issue]:
    ids = request.form.getlist("issues", type=int)
    return [issues.get_issue(db.session, issue_id) for issue_id in ids]


def _offer_merge(standing: list[Cluster], cluster: Cluster) -> MergeForm:
    form = MergeForm()
    form.into.choices = _choose_other(standing, cluster)
    return form


def _offer_many(standing: list[Cluster], cluster: Cluster) -> ManyForm:
    form = ManyForm(prefix="many-")
    form.into.choices = _choose_other(standing, cluster, empty="They belong to another fit point")
    return form


def _choose_other(standing: list[Cluster], cluster: Cluster, *, empty: str = "Choose a fit point") -> list[Any]:
    others = sorted((other for other in standing if other is not cluster), key=lambda other: other.name)
    return [make_choice("", empty), *(make_choice(str(other.id), other.name) for other in others)]


def _weigh_and_return(garment: Garment, cluster_id: int | None, *, corrected: int | None = None) -> Response:
    """What moved is weighed again, by the worker, once it is stored."""
    garment_id = garment.id
    commit_and_weigh(garment)
    if cluster_id is None:
        return redirect(url_for("garments.show_garment", garment_id=garment_id), 303)
    return _back(cluster_id, corrected=corrected)


def _back(cluster_id: int, *, corrected: int | None = None) -> Response:
    return redirect(url_for("clusters.show_point", cluster_id=cluster_id, corrected=corrected), 303)


def _render(
    cluster: Cluster,
    *,
    decision_form: DecisionForm | None = None,
    merge_form: MergeForm | None = None,
    split_form: SplitForm | None = None,
    correction_forms: dict[int, CorrectionForm] | None = None,
    sub_theme_forms: dict[int, SubThemeForm] | None = None,
    many_form: ManyForm | None = None,
) -> str:
    view = point_views.view_point(db.session, cluster)
    settings = get_label(db.session)
    all_quotes = "all" in request.args or any((split_form, correction_forms, many_form))
    quotes = clusters.list_quotes(db.session, cluster, limit=None if all_quotes else QUOTES_SHOWN)
    shares = [(cell.size.name, cell.share) for cell in view.point.sizes]
    evidence = view.point.evidence
    alike = Share(evidence.reporting, evidence.answered).value if evidence else None
    made = triage.triage_point(db.session, cluster)
    return render_template(
        "clusters/show.html",
        cluster=cluster,
        garment=cluster.garment,
        view=view,
        point=view.point,
        quotes=quotes,
        photos=photos.list_photos_of_point(db.session, cluster),
        wordings=sub_themes.list_wordings(db.session, cluster),
        sub_theme_form=lambda sub_theme_id: (sub_theme_forms or {}).get(sub_theme_id) or _offer_name(sub_theme_id),
        run_word=settings.run_word,
        by_size=drawings.draw_shares(shares, width=460, height=190, expected=alike),
        amounts=drawings.draw_amounts(cluster.garment.sizes, view.amounts, width=460, unit=settings.unit.value),
        TITLES=diagnoses.TITLES,
        say_diagnosis=diagnoses.say_diagnosis,
        say_suggestion=partial(suggestions.say_suggestion, label=settings),
        say_change=partial(suggestions.say_change, cluster=cluster, label=settings),
        say_length=lambda length_mm: suggestions.say_length(Decimal(str(length_mm)), settings),
        change=suggestions.suggest_change(cluster),
        triage=made,
        foresight=_say_foresight(cluster),
        say_again=clusters.say_again,
        same_elsewhere=blocks.list_same_elsewhere(db.session, cluster),
        carried_to=blocks.list_carried_to(db.session, cluster),
        MADE=triage.TITLES,
        say_triage=partial(triage.say_triage, db.session),
        amount_unit="in" if settings.unit.value == "in" else "cm",
        say_range=drawings.say_range,
        draw_strip=partial(drawings.draw_strip, scale=drawings.choose_scale([view.point])),
        decision_form=decision_form or _suggest_decision(cluster, made),
        merge_form=merge_form or _offer_merge([*view.others, cluster], cluster),
        split_form=split_form or SplitForm(formdata=None),
        corrected=request.args.get("corrected", type=int),
        many_form=many_form or _offer_many([*view.others, cluster], cluster),
        undone=correcting.list_undone(db.session, cluster),
        done=request.args.get("done", type=int),
        ticked=set(request.form.getlist("issues", type=int)),
        correction_form=lambda issue: (correction_forms or {}).get(issue.id) or _offer_correction(issue),
    )


def _say_foresight(cluster: Cluster) -> str | None:
    """What the next run can show of a fix, where anything is known of it."""
    seen = foresight.foresee(db.session, cluster)
    return foresight.say_foresight(db.session, seen) if seen else None


def _suggest_decision(cluster: Cluster, made: triage.Triage | None) -> DecisionForm:
    """The form holds what is decided now; a new point is offered the next run, and the way that its pieces point."""
    decision = cluster.decision
    cause, route = diagnoses.propose(cluster.diagnosis, made)
    if decision is None:
        ahead = max((each.number for each in cluster.garment.rounds), default=0)
        planned = [each.number for each in cluster.garment.rounds if each.status.value == "planned"]
        return DecisionForm(
            formdata=None, round_number=min(planned, default=ahead + 1), cause=cause.value if cause else "",
            route=route.value,
        )  # fmt: skip
    return DecisionForm(
        formdata=None,
        choice=decision.choice.value,
        route=(decision.route or route).value,
        cause=decision.cause.value if decision.cause else "",
        owner=decision.owner,
        due_on=decision.due_on,
        round_number=decision.round_number,
        watch_until=decision.watch_until,
    )


def _offer_correction(issue: Issue) -> CorrectionForm:
    return CorrectionForm(formdata=None, prefix=f"issue-{issue.id}")


def _offer_name(sub_theme_id: int) -> SubThemeForm:
    return SubThemeForm(formdata=None, prefix=f"sub-theme-{sub_theme_id}")
