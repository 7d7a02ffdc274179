"""Files that shops have: uploaded, looked at, imported by the worker; what was not taken comes back as a file."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from flask import Blueprint, redirect, render_template, send_file, url_for
from flask import Response as BaseResponse
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField, SelectField

from app.db import begin_writing, db, empty_journal
from app.errors import NotFound, RuleError
from app.models import FeedbackSource, ImportReject, ImportRun, JobStatus
from app.services import garments, imports, jobs, uploads, wording
from app.services.import_files import Options
from app.services.matching import remember_name
from app.services.reading_dates import DateOrder
from app.services.shop_exports import FIELDS
from app.web.filters import SOURCES
from app.web.forms import Form, choices_of
from app.web.matching import MATCHED_MAX, read_columns, read_matches
from app.web.security import get_actor, may_act_required
from app.work import commit_and_enqueue

pages = Blueprint("imports", __name__)

KINDS = {
    uploads.FEEDBACK: "reviews, returns or notes",
    uploads.PRODUCTS: "products",
    uploads.ORDERS: "orders",
}
DATES = {DateOrder.DAY_FIRST: "day first (05/03 is 5 March)", DateOrder.MONTH_FIRST: "month first (05/03 is May 3)"}

FIELD_NAMES = {
    "text": "What they wrote",
    "title": "Title of it",
    "garment": "Garment: handle or number",
    "product": "Garment: title",
    "product_id": "Garment: product id",
    "sku": "SKU",
    "size": "Size or variant",
    "colour": "Colour",
    "date": "Date",
    "rating": "Rating",
    "id": "Number of the review",
    "customer": "E-mail (becomes a keyed hash)",
    "author": "Name (is not kept)",
    "state": "State (spam is dropped)",
    "reason": "Reason of the return",
    "parent_reason": "Group of the reason",
    "exchange": "Exchanged for",
    "round": "Run",
    "kind": "Kind of garment",
}

SHOWN = 100
"""Rows that were not taken and are named on the page; the file names them all."""


class UploadForm(Form):
    """A file, and what is in it."""

    file = FileField("CSV file", validators=[FileRequired("Choose a file.")])
    kind = RadioField("What is in it", choices=choices_of(KINDS, empty="what its columns tell"), default="")


class OptionsForm(Form):
    """What a person says about a file before it is imported; its columns are fields of their own."""

    dates = SelectField(
        "Dates like 05/03/2024 are", choices=choices_of(DATES, empty="as other dates of the file tell"), default=""
    )
    source = SelectField("It is counted as", choices=choices_of(SOURCES, empty="what the export is of"), default="")
    garment = SelectField("It is all about", choices=[], default="")
    add_garments = BooleanField("Add the garments that it names and Toile does not know")
    as_new = BooleanField("Take rows that look like changed ones as answers of their own")


@pages.get("/imports")
@may_act_required
def show_imports() -> str:
    """Ask for a file, and list those that came in."""
    return _render_list(UploadForm(formdata=None))


@pages.post("/imports")
@may_act_required
def upload() -> Response | tuple[str, int]:
    """Keep a file until somebody has looked at it."""
    begin_writing(db.session)
    form = UploadForm()
    if not form.validate_on_submit():
        return _render_list(form), 422
    given = form.file.data
    try:
        run = uploads.keep_upload(
            db.session, given.read(), file_name=given.filename, kind=form.kind.data or None, user=get_actor()
        )
    except RuleError as error:
        form.blame(error)
        return _render_list(form), 422
    db.session.commit()
    return _back(run.id)


@pages.get("/imports/<int:run_id>")
@may_act_required
def show_import(run_id: int) -> str | tuple[str, int]:
    """Show what an import would do, how far it is, or what came of it."""
    run = imports.get_run(db.session, run_id)
    if uploads.is_waiting(db.session, run):
        return _render_preview(run, OptionsForm(formdata=None))[0]
    return _render_result(run)


@pages.post("/imports/<int:run_id>/preview")
@may_act_required
def preview(run_id: int) -> tuple[str, int]:
    """Show what an import would do with other columns, and remember which garments were matched by hand."""
    begin_writing(db.session)
    run = _get_waiting(run_id)
    _match_garments()
    db.session.commit()
    return _render_preview(run, OptionsForm())


@pages.post("/imports/<int:run_id>/start")
@may_act_required
def start(run_id: int) -> Response | tuple[str, int]:
    """Have the worker import a file."""
    begin_writing(db.session)
    run = _get_waiting(run_id)
    form = _offer_garments(OptionsForm())
    try:
        if not form.validate_on_submit():
            return _render_preview(run, form)
        _match_garments()
        job_id = uploads.request_import(db.session, run, _read_options(run, form), user=get_actor()).id
    except RuleError as error:
        form.blame(error)
        return _render_preview(imports.get_run(db.session, run_id), form)
    commit_and_enqueue(job_id)
    return _back(run_id)


@pages.get("/imports/<int:run_id>/rejects.csv")
@may_act_required
def download_rejects(run_id: int) -> BaseResponse:
    """Hand over the rows that were not taken, each with its line and why."""
    run = imports.get_run(db.session, run_id)
    if run.finished_at is None or run.content is None:
        raise NotFound("There are no rows to mend, or not any more.")
    return send_file(
        BytesIO(run.content), mimetype="text/csv", as_attachment=True, download_name=f"import-{run.id}-not-taken.csv"
    )


@pages.post("/imports/<int:run_id>/throw-away")
@may_act_required
def throw_away(run_id: int) -> Response:
    """Forget an upload, or the rows that were not taken."""
    begin_writing(db.session)
    uploads.throw_away(db.session, imports.get_run(db.session, run_id), user=get_actor())
    db.session.commit()
    empty_journal()  # customers' names and addresses were in it
    return redirect(url_for("imports.show_imports"), 303)


def _get_waiting(run_id: int) -> ImportRun:
    run = imports.get_run(db.session, run_id)
    uploads.ensure_waiting(db.session, run)
    return run


def _match_garments() -> None:
    """Remember the garments that somebody said a name of the file means."""
    for name, garment in read_matches().items():
        if garment:
            remember_name(db.session, name, garments.get_garment(db.session, garment))


def _read_options(run: ImportRun, form: OptionsForm) -> Options:
    return Options(
        columns=_read_columns(run),
        dates=_dates(form),
        source=FeedbackSource(form.source.data) if form.source.data else None,
        garment=garments.get_garment(db.session, form.garment.data) if form.garment.data else None,
        add_garments=bool(form.add_garments.data),
        as_new=bool(form.as_new.data),
    )


def _read_columns(run: ImportRun) -> dict[str, str]:
    """The columns that somebody chose otherwise than Toile would: only those are worth remembering."""
    if uploads.is_tried(run):
        return {}
    own = uploads.find_columns(db.session, run)
    return {name: column for name, column in read_columns(FIELDS).items() if column != own.get(name, "")}


def _offer_garments(form: OptionsForm) -> OptionsForm:
    form.garment.choices = choices_of(_name_garments(), empty="what each row says")
    return form


def _name_garments() -> dict[str, str]:
    return {str(garment.id): garment.name for garment in garments.list_garments(db.session)}


def _render_list(form: UploadForm) -> str:
    runs = imports.list_runs(db.session)
    failed = uploads.list_failed(db.session, runs)
    states = {run.id: "did not go through" if run.id in failed else _say_state(run) for run in runs}
    return render_template("imports/list.html", form=form, runs=runs, states=states)


def _render_preview(run: ImportRun, form: OptionsForm) -> tuple[str, int]:
    run_id = run.id
    db.session.rollback()
    run = imports.get_run(db.session, run_id)
    _offer_garments(form)
    shown: dict[str, Any] = {"seen": None, "tried": None, "columns": [], "chosen": {}}
    code = 200
    if failure := uploads.tell_failure(db.session, run):
        form.form_errors.append(failure)
    try:
        shown |= _look(run, form)
    except RuleError as error:
        if not any(error.message in told for told in form.errors.values()):
            form.blame(error)
    if form.errors:
        code = 422
    if not uploads.is_tried(run) and run.content is not None:
        own = uploads.find_columns(db.session, run)
        shown |= {
            "columns": uploads.read_columns(run),
            "chosen": {name: own.get(name, "") for name in FIELDS} | read_columns(FIELDS),
        }
    return render_template(
        "imports/preview.html", run=run, form=form, fields=FIELD_NAMES, kinds=KINDS, shown=SHOWN,
        export=imports.name_export(run.export), garments=_name_garments(), matched=MATCHED_MAX,
        gather=wording.gather_lines,
        **shown,
    ), code  # fmt: skip


def _look(run: ImportRun, form: OptionsForm) -> dict[str, Any]:
    """What importing would do: read for reviews, tried and taken back for products and orders, unless they are many."""
    if not uploads.is_tried(run):
        return {"seen": uploads.preview(db.session, run, _read_options(run, form))}
    run_id, dates = run.id, _dates(form)
    tried = uploads.describe_long(db.session, run, dates=dates)  # reads it while nobody waits for the lock
    if tried is None:
        db.session.rollback()
        begin_writing(db.session)
        tried = uploads.describe_trial(db.session, imports.get_run(db.session, run_id), dates=dates)
        db.session.rollback()  # who writes does not wait until the page is drawn
    return {"tried": tried}


def _dates(form: OptionsForm) -> DateOrder | None:
    return DateOrder(form.dates.data) if form.dates.data else None


def _render_result(run: ImportRun) -> str:
    job = jobs.get_job(db.session, run.job_id or 0)
    return render_template(
        "imports/show.html", run=run, job=job, busy=job.status in (JobStatus.QUEUED, JobStatus.RUNNING),
        interrupted=jobs.is_interrupted(job), gather=_gather,
        to_mend=imports.list_to_mend(run), changes=imports.list_changed(run), partly=imports.list_partly(run),
        shown=SHOWN, kinds=KINDS,
        export=imports.name_export(run.export),
    )  # fmt: skip


def _gather(rows: Iterable[ImportReject]) -> list[tuple[str, str]]:
    return wording.gather_lines((row.line, row.reason) for row in rows)


def _say_state(run: ImportRun) -> str:
    if run.finished_at:
        return "done"
    return "waits to be looked at" if run.job_id is None else "being imported"


def _back(run_id: int) -> Response:
    return redirect(url_for("imports.show_import", run_id=run_id), 303)
