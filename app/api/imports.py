"""Files that a program sends: imported by the worker as those of the page are; what came of each can be asked."""

from datetime import datetime
from typing import Annotated, Any, Literal

from flask import Response, url_for
from flask_openapi.models import FileStorage
from pydantic import AfterValidator, BaseModel, Field, model_validator
from werkzeug.datastructures import FileStorage as SentFile

from app.api.blueprints import answer, make_api, refusals
from app.api.security import FILES_PER_PROGRAM, count_call, ensure_may_import, get_caller
from app.api.shapes import Named, NameOrNumber, Shape, Words
from app.db import begin_writing, db
from app.models import FeedbackSource, RejectKind
from app.services import garments, imports, jobs, tokens, uploads
from app.services.deliveries import deliver_file
from app.services.import_files import Options
from app.services.reading_dates import DateOrder
from app.services.shop_exports import FIELDS
from app.work import commit_and_enqueue

api = make_api("imports", "Files that shops have.")
api.before_request(ensure_may_import)

REJECTS_MAX = 1000
"""Rows that are named in one answer."""


def _ensure_file(sent: object) -> object:
    if not isinstance(sent, SentFile):
        raise ValueError("This should be a file")
    return sent


def _ensure_fields(columns: dict[str, str] | None) -> dict[str, str] | None:
    for name in columns or {}:
        if name not in FIELDS:
            raise ValueError(f"No column holds “{name[:40]}”; what one can hold: {', '.join(FIELDS)}")
    return columns


def _perhaps(description: str) -> Any:
    """A field that may be left empty; its empty example keeps Swagger UI from filling it in."""
    return Field(None, description=description, json_schema_extra={"example": ""})


class NewImport(Shape):
    """A CSV file and what is said about it, as on the page."""

    file: Annotated[FileStorage, AfterValidator(_ensure_file)] = Field(description="A CSV file of at most 8 MB.")
    kind: Literal["feedback", "products", "orders"] = Field(
        "feedback", description="Products make garments, sizes and SKUs; orders count what was sold and returned."
    )
    garment: NameOrNumber | None = _perhaps("The garment that all rows are about, if it is one.")
    source: FeedbackSource | None = _perhaps("What it counts as; else what the export is of.")
    dates: DateOrder | None = _perhaps("How dates like 05/03/2024 are meant.")
    columns: Annotated[dict[str, Words] | None, AfterValidator(_ensure_fields)] = _perhaps(
        'Columns whose names do not tell what they hold, such as {"text": "Body"}. '
        f"What they can hold: {', '.join(FIELDS)}."
    )
    add_garments: bool = Field(False, description="Add the garments that it names and Toile does not know.")
    as_new: bool = Field(False, description="Take rows that look like changed ones as answers of their own.")

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, sent: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in sent.items() if value != ""}


class Address(BaseModel):
    """The number of an import."""

    import_id: int


class Reject(BaseModel):
    """A row that was not taken as it is: its line and why; one that is `partly` taken lacks what the reason names."""

    line: int
    kind: RejectKind
    reason: str


class ImportProgress(BaseModel):
    """How far an import is and what came of it; `rejects` names the first thousand rows.

    Rows that count as `partly` are stored without what cannot be read beside their words; `rejected` counts the others.
    """

    id: int
    file_name: str
    kind: Literal["feedback", "products", "orders"]
    state: Literal["waiting", "queued", "running", "done", "failed"]
    error: str | None
    rows: int | None
    rows_done: int
    stored: int
    known: int
    changed: int
    dropped: int
    told: dict[str, int]
    partly: int
    rejected: int
    rejects: list[Reject]
    started_at: datetime
    finished_at: datetime | None


@api.post("/imports", responses={202: ImportProgress, **refusals(400, 403, 413, 422)})
def send_file(header: Named, form: NewImport) -> Response:
    """Take a file and have the worker import it; what cannot be imported at all is refused at once."""
    token_id = get_caller().token_id
    count_call(FILES_PER_PROGRAM, f"token {token_id}")
    begin_writing(db.session)
    delivery = deliver_file(
        db.session, form.file.read(), file_name=form.file.filename or "file.csv", kind=form.kind,
        options=_read_options(form), token_id=token_id, key=tokens.own_key(token_id, header.key),
    )  # fmt: skip
    run_id = delivery.run.id
    commit_and_enqueue(delivery.job_id)
    accepted = answer(_describe(run_id), 202)
    accepted.headers["Location"] = url_for("api_imports.show_import", import_id=run_id)
    return accepted


@api.get("/imports/<int:import_id>", responses={200: ImportProgress, **refusals(403, 404)})
def show_import(path: Address) -> Response:
    """Say how far an import is, what came of it, and which rows were not taken."""
    return answer(_describe(path.import_id))


def _read_options(form: NewImport) -> Options:
    return Options(
        columns=form.columns or {},
        dates=form.dates,
        source=form.source,
        garment=garments.get_garment(db.session, form.garment) if form.garment else None,
        add_garments=form.add_garments,
        as_new=form.as_new,
    )


def _describe(run_id: int) -> ImportProgress:
    run = imports.get_run(db.session, run_id)
    job = jobs.get_job(db.session, run.job_id) if run.job_id else None
    kind: Any = run.export if uploads.is_tried(run) else uploads.FEEDBACK
    rejects, counts = imports.list_rejects(db.session, run, limit=REJECTS_MAX)
    partly = counts.pop(RejectKind.PARTLY, 0)
    state: Any = "done" if run.finished_at else job.status.value if job else "waiting"
    return ImportProgress(
        id=run.id, file_name=run.file_name, kind=kind, state=state, error=job.error if job else None,
        rows=job.total if job else None, rows_done=job.done if job else 0, stored=run.stored, known=run.known,
        changed=run.changed, dropped=run.dropped, told=run.told or {}, partly=partly, rejected=counts.total(),
        rejects=[Reject(line=each.line, kind=each.kind, reason=each.reason) for each in rejects],
        started_at=run.started_at, finished_at=run.finished_at,
    )  # fmt: skip
