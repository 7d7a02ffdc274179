"""Exports of the inbox: asked for, written by the worker, downloaded when done."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from app.db import begin_writing, db
from app.errors import RuleError
from app.services import exports, inbox
from app.web.forms import Form, choices_of
from app.web.inbox import build_filters, keep_filters, read_filters
from app.web.security import get_actor, may_act_required
from app.work import commit_and_enqueue

pages = Blueprint("exports", __name__)

FORMATS = {"xlsx": "Excel", "csv": "CSV", "json": "JSON"}


class ExportForm(Form):
    """As which file."""

    format = RadioField(
        "As", choices=choices_of(FORMATS), default="xlsx", validators=[InputRequired("Choose a format.")]
    )


@pages.get("/feedback/export")
@may_act_required
def ask() -> str:
    """Ask as which file the answers of the address are exported."""
    return _render_ask(ExportForm(formdata=None))


@pages.post("/feedback/export")
@may_act_required
def request_export() -> Response | tuple[str, int]:
    """Have the worker write the file."""
    begin_writing(db.session)
    form = ExportForm()
    if not form.validate_on_submit():
        return _render_ask(form), 422
    filters_form = read_filters()
    if not filters_form.validate():
        raise RuleError("One of the filters makes no sense.")
    job_id = exports.request_export(
        db.session, build_filters(filters_form), format=form.format.data, user=get_actor()
    ).id
    commit_and_enqueue(job_id)
    return redirect(url_for("exports.show", job_id=job_id), 303)


@pages.get("/feedback/exports/<int:job_id>")
@may_act_required
def show(job_id: int) -> str:
    """Show how far an export is."""
    job = exports.get_export(db.session, job_id)
    filters = inbox.read_filters(job.arguments["filters"])
    return render_template("inbox/export.html", job=job, looked=inbox.look(db.session, filters))


@pages.get("/feedback/exports/<int:job_id>/file")
@may_act_required
def download(job_id: int) -> Response:
    """Send the file of an export that is done."""
    job = exports.get_export(db.session, job_id)
    path = exports.find_file(db.session, job, exports.find_folder(current_app.config["TOILE_DATA"]))
    return send_file(path, as_attachment=True, download_name=f"feedback-{job_id}{path.suffix}", max_age=0)


def _render_ask(form: ExportForm) -> str:
    filters_form = read_filters()
    filters_form.validate()
    kept: dict[str, Any] = keep_filters(filters_form)
    return render_template(
        "inbox/ask_export.html",
        form=form,
        looked=inbox.look(db.session, build_filters(filters_form)),
        kept=kept,
        action=url_for("exports.request_export", **kept),
    )
