"""The label's own rules: what its phrases mean, previewed before they are kept."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import PHRASE_MAX, JobStatus
from app.services import issues, jobs, label_rules, own_tags, previews
from app.services.label_rules import SILENCE
from app.web.forms import Form, choices_of, read_number
from app.web.garments import KINDS
from app.web.security import get_actor, login_required, may_act_required
from app.work import commit_and_enqueue
from nlp.taxonomy import Code, GarmentKind

pages = Blueprint("rules", __name__)


def offer_meanings() -> list[Any]:
    """Return what a phrase can mean: silence, a code, or one of the label's own tags."""
    return choices_of({SILENCE: "Nothing: keep silent on it", **own_tags.list_codes(db.session)}, empty="Choose")


class RuleForm(Form):
    """A phrase, what it means, and on which garments."""

    phrase = StringField(
        "When somebody writes",
        validators=[
            InputRequired("A rule needs the words it is about."),
            Length(max=PHRASE_MAX, message=f"A rule is short: {PHRASE_MAX} letters at most."),
        ],
    )
    code = SelectField("it means", choices=offer_meanings, validators=[InputRequired("What does it mean?")])
    kind = SelectField("on", choices=choices_of(KINDS, empty="All garments"), default="")

    @property
    def meant_kind(self) -> GarmentKind | None:
        """Return the kind of garment that was chosen, or None for all."""
        return GarmentKind(self.kind.data) if self.kind.data else None

    @property
    def meant_code(self) -> Code | None:
        """Return the code that was chosen, or None for silence."""
        return label_rules.read_code(db.session, self.code.data)


@pages.get("/rules")
@login_required
def show_rules() -> str:
    """List the rules; `issue` names the reading that a new one starts from."""
    return _render(_start_form(request.args.get("issue", type=read_number)))


@pages.post("/rules")
@may_act_required
def add_rule() -> Response | tuple[str, int]:
    """Keep a rule and have what was read read again."""
    begin_writing(db.session)
    form = RuleForm()
    if not form.validate_on_submit():
        return _render(form), 422
    try:
        label_rules.add_rule(
            db.session, phrase=form.phrase.data or "", code=form.meant_code, kind=form.meant_kind, user=get_actor()
        )
    except RuleError as error:
        form.blame(error)
        return _render(form), 422
    return _read_again_and_return()


@pages.post("/rules/preview")
@may_act_required
def preview_rule() -> Response | tuple[str, int]:
    """Ask the worker what a rule would change."""
    begin_writing(db.session)
    form = RuleForm()
    if not form.validate_on_submit():
        return _render(form), 422
    try:
        rule = label_rules.draft_rule(
            db.session, phrase=form.phrase.data or "", code=form.meant_code, kind=form.meant_kind
        )
    except RuleError as error:
        form.blame(error)
        return _render(form), 422
    job_id = jobs.request_preview(db.session, rule=label_rules.pack(rule), user=get_actor()).id
    commit_and_enqueue(job_id)
    return redirect(url_for("rules.show_preview", job_id=job_id), 303)


@pages.get("/rules/previews/<int:job_id>")
@login_required
def show_preview(job_id: int) -> str:
    """Show what a rule, or reading again, would change, as far as it is known."""
    job = previews.get_preview(db.session, job_id)
    preview = previews.view_preview(db.session, job)
    form = None
    if preview.rule is not None:
        code, kind = preview.rule.code, preview.rule.kind
        form = RuleForm(
            formdata=None, phrase=preview.rule.phrase, code=code.value if code else SILENCE,
            kind=kind.value if kind else "",
        )  # fmt: skip
    return render_template(
        "rules/preview.html", job=job, preview=preview, form=form, failed=job.status is JobStatus.FAILED,
        under_way=job.status in (JobStatus.QUEUED, JobStatus.RUNNING),
    )  # fmt: skip


@pages.post("/rules/<int:rule_id>/off")
@may_act_required
def switch_off(rule_id: int) -> Response:
    """Let a rule rest and have what was read read again."""
    begin_writing(db.session)
    label_rules.switch_off(db.session, label_rules.get_rule(db.session, rule_id), user=get_actor())
    return _read_again_and_return()


@pages.post("/rules/<int:rule_id>/on")
@may_act_required
def switch_on(rule_id: int) -> Response:
    """Let a rule hold again and have what was read read again."""
    begin_writing(db.session)
    label_rules.switch_on(db.session, label_rules.get_rule(db.session, rule_id), user=get_actor())
    return _read_again_and_return()


def _read_again_and_return() -> Response:
    """What other rules have read is read again, by the worker, once the change is stored."""
    job_id = jobs.request_reading(db.session, outdated=True, user=get_actor()).id
    commit_and_enqueue(job_id)
    return redirect(url_for("rules.show_rules", kept=1), 303)


def _start_form(issue_id: int | None) -> RuleForm:
    """The form with the words of a reading and what they count as; they come from the row, never from an address."""
    if issue_id is None:
        return RuleForm(formdata=None)
    issue = issues.get_issue(db.session, issue_id)
    code = issue.standing_code
    return RuleForm(formdata=None, phrase=issue.quote or "", code=code.value if code else SILENCE)


def _render(form: RuleForm) -> str:
    return render_template(
        "rules/list.html", form=form, rules=label_rules.list_rules(db.session), kept="kept" in request.args
    )
