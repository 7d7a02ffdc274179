"""Corrections of what was read: one quote, or all that are ticked in one act, which can be taken back."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import AuditEvent, Cluster, CorrectionKind, Issue
from app.services import clusters, correcting, issues, own_tags
from app.web.cluster_forms import CorrectionForm, ManyForm, list_ticked, offer_many
from app.web.cluster_page import go_back, render, weigh_and_go_back
from app.web.security import get_actor, may_act_required
from app.web.weighing import commit_and_weigh

pages = Blueprint("correcting", __name__)


@pages.post("/issues/<int:issue_id>/correct")
@may_act_required
def correct(issue_id: int) -> Response | tuple[str, int]:
    """Keep a person's word on a reading; its fit point is weighed again."""
    begin_writing(db.session)
    issue = issues.get_issue(db.session, issue_id)
    stood_in = issue.cluster
    form = CorrectionForm(prefix=f"issue-{issue_id}")
    try:
        if form.validate_on_submit():
            return _correct(issue, form)
    except RuleError as error:
        form.blame(error)
    if stood_in is None:
        raise RuleError(next(iter(form.code.errors or form.kind.errors or ("That cannot be done.",))))
    return render(stood_in, correction_forms={issue_id: form}), 422


@pages.post("/points/<int:cluster_id>/many")
@may_act_required
def correct_many(cluster_id: int) -> Response | tuple[str, int]:
    """Confirm, reject, re-code or move all ticked quotes in one act."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    ticked = list_ticked()
    form = offer_many(ManyForm(prefix="many-"), clusters.list_clusters(db.session, cluster.garment), cluster)
    try:
        if form.validate_on_submit():
            event_id = _act_on_many(cluster, ticked, form).id
            commit_and_weigh(cluster.garment)
            return go_back(cluster_id, "say", done=event_id)
    except RuleError as error:
        form.blame(error)
    return render(cluster, many_form=form), 422


@pages.post("/acts/<int:event_id>/undo")
@may_act_required
def undo(event_id: int) -> Response:
    """Take an act on many quotes back."""
    begin_writing(db.session)
    event = correcting.get_act(db.session, event_id)
    correcting.undo(db.session, event, user=get_actor())
    cluster = clusters.get_cluster(db.session, event.subject_id)
    return weigh_and_go_back(cluster.garment, cluster.id, "say")


def _correct(issue: Issue, form: CorrectionForm) -> Response:
    """Keep the word and lead back to where the issue stood, or to its garment if it stood nowhere."""
    issue_id, cluster_id, garment = issue.id, issue.cluster_id, issue.feedback.garment
    garment_id = garment.id
    code = own_tags.find_code(db.session, form.code.data or "")
    issues.correct_issue(db.session, issue, kind=CorrectionKind(form.kind.data), code=code, user=get_actor())
    commit_and_weigh(garment)
    if cluster_id is None:
        return redirect(url_for("garments.show_garment", garment_id=garment_id), 303)
    return go_back(cluster_id, corrected=issue_id)


def _act_on_many(cluster: Cluster, ticked: list[Issue], form: ManyForm) -> AuditEvent:
    user = get_actor()
    if form.act.data == "moved":
        into = clusters.get_cluster(db.session, int(form.into.data)) if form.into.data else None
        return correcting.move_many(db.session, cluster, ticked, into=into, user=user)
    if form.act.data not in ("confirmed", "rejected", "recoded"):
        raise RuleError("Choose what the ticked quotes are.")
    code = own_tags.find_code(db.session, form.code.data or "")
    kind = CorrectionKind(form.act.data)
    return correcting.correct_many(db.session, cluster, ticked, kind=kind, code=code, user=user)
