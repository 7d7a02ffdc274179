"""Fit points put together and taken apart: merged, taken out again, split off by ticked quotes or by their words."""

from flask import Blueprint
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import RuleError
from app.services import clusters, merging, sub_themes
from app.web.cluster_forms import MergeForm, SplitForm, SubThemeForm, list_ticked, offer_merge
from app.web.cluster_page import render, weigh_and_go_back
from app.web.security import get_actor, may_act_required

pages = Blueprint("arranging", __name__)


@pages.post("/points/<int:cluster_id>/merge")
@may_act_required
def merge(cluster_id: int) -> Response | tuple[str, int]:
    """Put a fit point into another one of the garment."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    form = offer_merge(MergeForm(), clusters.list_clusters(db.session, cluster.garment), cluster)
    try:
        if form.validate_on_submit():
            into = clusters.get_cluster(db.session, int(form.into.data))
            merging.merge(db.session, cluster, into=into, user=get_actor())
            return weigh_and_go_back(cluster.garment, into.id)
    except RuleError as error:
        form.blame(error)
    return render(cluster, merge_form=form), 422


@pages.post("/points/<int:cluster_id>/unmerge")
@may_act_required
def unmerge(cluster_id: int) -> Response:
    """Take a merged fit point out again."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    merging.unmerge(db.session, cluster, user=get_actor())
    return weigh_and_go_back(cluster.garment, cluster_id)


@pages.post("/points/<int:cluster_id>/split")
@may_act_required
def split(cluster_id: int) -> Response | tuple[str, int]:
    """Make a fit point of its own of the ticked quotes."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    form = SplitForm()
    ticked = list_ticked()
    try:
        if form.validate_on_submit():
            part = merging.split(db.session, cluster, issues=ticked, name=form.name.data or "", user=get_actor())
            db.session.flush()
            return weigh_and_go_back(cluster.garment, part.id)
    except RuleError as error:
        form.blame(error)
    return render(cluster, split_form=form), 422


@pages.post("/points/<int:cluster_id>/sub-themes/<int:sub_theme_id>/split")
@may_act_required
def split_sub_theme(cluster_id: int, sub_theme_id: int) -> Response | tuple[str, int]:
    """Make a fit point of its own of what is told in some words."""
    begin_writing(db.session)
    cluster = clusters.get_cluster(db.session, cluster_id)
    sub_theme = sub_themes.get_sub_theme(db.session, sub_theme_id)
    form = SubThemeForm(prefix=f"sub-theme-{sub_theme_id}")
    try:
        if form.validate_on_submit():
            part = sub_themes.split_off(db.session, cluster, sub_theme, name=form.name.data or "", user=get_actor())
            db.session.flush()
            return weigh_and_go_back(cluster.garment, part.id)
    except RuleError as error:
        form.blame(error)
    return render(cluster, sub_theme_forms={sub_theme_id: form}), 422
