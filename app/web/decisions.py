"""The decision about a fit point: what happens, and why."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import Cause, Choice, Cluster, Route
from app.services import clusters, decisions
from app.web.cluster_forms import UNSAFE, DecisionForm, write_seen
from app.web.cluster_page import go_back, render
from app.web.forms import read_number, strip
from app.web.security import get_actor, may_act_required

pages = Blueprint("decisions", __name__)


@pages.post("/points/<int:cluster_id>/decide")
@may_act_required
def decide(cluster_id: int) -> Response | tuple[str, int]:
    """Keep a decision with its reason."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    form = DecisionForm()
    try:
        if form.validate_on_submit():
            seen, unsafe = _read_seen(cluster, request.form.get(form.seen.name, ""))
            try:
                decisions.ensure_seen(db.session, cluster, seen, unsafe=unsafe)
            except RuleError:
                if _is_stored(cluster, form):
                    return go_back(cluster_id)
                raise
            _decide(cluster, form)
            db.session.commit()
            return go_back(cluster_id)
    except RuleError as error:
        form.blame(error)
    form.seen.data = write_seen(cluster)
    return render(cluster, decision_form=form), 422


def _is_stored(cluster: Cluster, form: DecisionForm) -> bool:
    """Whether a second click sends what the first one has stored."""
    stands, who = cluster.decision, get_actor()
    said = (form.choice.data, strip(form.reason.data), who and who.id)
    return stands is not None and said == (stands.choice.value, stands.reason, stands.user_id)


def _read_seen(cluster: Cluster, sent: str) -> tuple[int, bool]:
    """The decision that was seen, and whether a danger was; what nobody can have seen counts as what stands there."""
    number, _, told = (sent or write_seen(cluster)).partition(" ")
    try:
        return read_number(number), told == UNSAFE
    except ValueError:
        return _read_seen(cluster, "")


def _decide(cluster: Cluster, form: DecisionForm) -> None:
    decisions.decide(
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
