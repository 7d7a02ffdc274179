"""The page of a fit point, with whichever form was refused as it was typed."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import TypeVar

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.db import db
from app.models import Cluster, Garment
from app.services import (
    certainty,
    decisions,
    diagnoses,
    foresight,
    point_views,
    suggested_tables,
    suggestions,
    triage,
)
from app.services.label import get_label
from app.services.point_views import PointView
from app.services.shares import Share
from app.web import drawings
from app.web.cluster_forms import (
    CorrectionForm,
    DecisionForm,
    ManyForm,
    MergeForm,
    SplitForm,
    SubThemeForm,
    fill_decision,
    offer_many,
    offer_merge,
)
from app.web.weighing import commit_and_weigh

QUOTES_SHOWN = 6

F = TypeVar("F", CorrectionForm, SubThemeForm)


def go_back(
    cluster_id: int, anchor: str | None = None, *, corrected: int | None = None, done: int | None = None
) -> Response:
    """Lead back to the page of a fit point, which tells of the issue that was corrected or the act that was done.

    Whoever had all quotes before her has them again.
    """
    place = url_for(
        "clusters.show_point", cluster_id=cluster_id, all=request.args.get("all"), corrected=corrected, done=done,
        _anchor=anchor,
    )  # fmt: skip
    return redirect(place, 303)


def weigh_and_go_back(garment: Garment, cluster_id: int, anchor: str | None = None) -> Response:
    """What moved is weighed again, by the worker, once it is stored."""
    commit_and_weigh(garment)
    return go_back(cluster_id, anchor)


def render(
    cluster: Cluster,
    *,
    decision_form: DecisionForm | None = None,
    merge_form: MergeForm | None = None,
    split_form: SplitForm | None = None,
    correction_forms: Mapping[int, CorrectionForm] | None = None,
    sub_theme_forms: Mapping[int, SubThemeForm] | None = None,
    many_form: ManyForm | None = None,
) -> str:
    """Return the page; a form of one quote, or of one way of telling it, goes by the number of that."""
    all_quotes = "all" in request.args or any((split_form, correction_forms, many_form))
    view = point_views.view_point(db.session, cluster, quotes_shown=None if all_quotes else QUOTES_SHOWN)
    made = triage.triage_point(db.session, cluster)
    to_draw = not view.point.open and bool(decisions.list_to_draw(db.session, [cluster]))
    left_out = decisions.say_left_out(db.session, cluster) if to_draw else None
    return render_template(
        "clusters/show.html",
        cluster=cluster,
        garment=cluster.garment,
        view=view,
        point=view.point,
        quotes=view.quotes,
        photos=view.photos,
        wordings=view.wordings,
        elsewhere=view.elsewhere,
        triage=made,
        may_draft=current_user.may_act and to_draw,
        left_out=left_out,
        corrected=request.args.get("corrected", type=int),
        done=request.args.get("done", type=int),
        ticked=set(request.form.getlist("issues", type=int)),
        decision_form=decision_form or fill_decision(cluster, made, left_out=left_out is not None),
        merge_form=merge_form or offer_merge(MergeForm(), view.others, cluster),
        split_form=split_form or SplitForm(formdata=None),
        many_form=many_form or offer_many(ManyForm(prefix="many-"), view.others, cluster),
        correction_form=partial(_form_of, CorrectionForm, "issue", correction_forms or {}),
        sub_theme_form=partial(_form_of, SubThemeForm, "sub-theme", sub_theme_forms or {}),
        **_draw(cluster, view),
        **_say(cluster),
    )


def _draw(cluster: Cluster, view: PointView) -> dict[str, object]:
    """What the page draws, and how it draws more."""
    settings = get_label(db.session)
    shares = [(cell.size.name, cell.share) for cell in view.point.sizes]
    # Of the answers that stand beside it: of returns the evidence counts the pieces sold.
    alike = Share(sum(share.k for _, share in shares), sum(share.n for _, share in shares)).value if shares else None
    source_scale = drawings.choose_source_scale(cluster.evidence)
    return {
        "by_size": drawings.draw_shares(shares, width=460, height=190, expected=alike),
        "by_run": drawings.draw_runs(view.point, width=460, height=150, run_word=settings.run_word),
        "amounts": drawings.draw_amounts(cluster.garment.sizes, view.told, width=460, unit=settings.unit.value),
        "say_range": drawings.say_range,
        "draw_strip": partial(drawings.draw_strip, scale=source_scale),
        "source_ticks": drawings.draw_scale(source_scale),
    }


def _say(cluster: Cluster) -> dict[str, object]:
    """What the page says in the label's words and unit, and how it says more; with the change that is suggested."""
    settings = get_label(db.session)
    change = suggestions.suggest_change(cluster)
    return {
        "run_word": settings.run_word,
        "TITLES": diagnoses.TITLES,
        "say_diagnosis": diagnoses.say_diagnosis,
        "say_certainty": partial(certainty.say_certainty, cluster, settings),
        "change": change,
        "suggested": suggested_tables.build_table(db.session, cluster, change, settings) if change else None,
        "say_suggestion": partial(suggestions.say_suggestion, label=settings),
        "say_length": lambda length_mm: suggestions.say_length(Decimal(str(length_mm)), settings),
        "foresight": _say_foresight(cluster),
        "say_again": decisions.say_again,
        "MADE": triage.TITLES,
        "say_triage": partial(triage.say_triage, db.session),
        "amount_unit": "in" if settings.unit.value == "in" else "cm",
        "is_girth": cluster.code.aspect in suggestions.GIRTHS,
    }


def _form_of(form: type[F], name: str, typed: Mapping[int, F], number: int) -> F:
    """The form of one quote or of one way of telling: as it was typed, or empty."""
    return typed.get(number) or form(formdata=None, prefix=f"{name}-{number}")


def _say_foresight(cluster: Cluster) -> str | None:
    """What the next run can show of a fix, where anything is known of it."""
    seen = foresight.foresee(db.session, cluster)
    return foresight.say_foresight(db.session, seen) if seen else None
