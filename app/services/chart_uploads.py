"""Charts that come in on a page: looked at, told which column is what, taken by one button; grade rule tables, too."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import ChartKind, ChartUpload, Garment, LengthUnit, User, now
from app.services import audit, chart_imports, files, size_sets
from app.services.chart_imports import ChartImport
from app.services.formats import rul
from app.services.formats.cells import read_tables
from app.services.formats.chart_file import Heads
from app.services.formats.rul import GradeRuleTable
from app.services.point_names import suggest_code, suggest_meaning

KEPT_FOR = timedelta(days=14)
"""How long a file waits to be looked at."""

TOLD_MAX = 200
"""Rows that are remembered of what became of a chart."""


@dataclass(frozen=True)
class Reading:
    """How somebody says that a chart is meant; what is left out the file tells itself."""

    unit: LengthUnit | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    into_draft: bool = False


def keep_upload(
    session: Session, garment: Garment, content: bytes, *, file_name: str, user: User | None = None
) -> ChartUpload:
    """Return the upload, which waits to be looked at; refuses what is neither a table nor a grade rule table."""
    name = files.clean_name(file_name)
    kind = ChartKind.RULES if _is_rule_table(name, content) else ChartKind.CHART
    if kind is ChartKind.RULES:
        rul.read(content)
    elif not any(read_tables(content)):
        raise RuleError("This file is empty.", field="file")
    upload = ChartUpload(garment=garment, file_name=name, kind=kind, content=content, uploaded_by=user)
    session.add(upload)
    audit.note(session, "uploaded", upload, user=user)
    return upload


def get_upload(session: Session, garment: Garment, upload_id: int) -> ChartUpload:
    """Return an upload of this garment; one of another does not exist."""
    upload = session.get(ChartUpload, upload_id)
    if upload is None or upload.garment_id != garment.id:
        raise NotFound(f"{garment.name} has no such file.", field="upload")
    return upload


def list_uploads(session: Session, garment: Garment) -> list[ChartUpload]:
    """Return what came in for a garment, the newest first."""
    own = select(ChartUpload).where(ChartUpload.garment_id == garment.id)
    return list(session.scalars(own.order_by(ChartUpload.id.desc())))


def find_heads(upload: ChartUpload, reading: Reading) -> Heads:
    """Return what the columns of a chart are called, and what each is read as."""
    return chart_imports.find_heads(upload.garment, _content(upload), reading.columns)


def preview(session: Session, upload: ChartUpload, reading: Reading) -> ChartImport:
    """Return what taking a chart would do; it is done and taken back."""
    with session.begin_nested() as trial:
        done = _import(session, upload, reading, None)
        session.flush()
        trial.rollback()
    return done


def suggest(garment: Garment, reading: Reading, done: ChartImport) -> Reading:
    """Return a reading with what the names tell of which nobody has said anything, for somebody to look at."""
    own = {pom.code.upper() for pom in garment.points_of_measure}  # a house may call something else so
    points = {name.casefold(): code for name in done.unknown if (code := suggest_code(name)) and code not in own}
    meanings = {each.code.casefold(): meaning for each in done.new if (meaning := suggest_meaning(each.name))}
    return replace(reading, points={**points, **reading.points}, meanings={**meanings, **reading.meanings})


def read_rules(session: Session, upload: ChartUpload) -> GradeRuleTable:
    """Return what a grade rule table says; refuses where its sizes are not the garment's."""
    table = rul.read(_content(upload))
    size_sets.ensure_same_sizes(upload.garment, table)
    return table


def take(session: Session, upload: ChartUpload, reading: Reading, *, user: User | None = None) -> ChartUpload:
    """Take a chart into the newest revision, or sizes, base size and unit from a grade rule table; once."""
    _ensure_waiting(upload)
    if upload.kind is ChartKind.RULES:
        table = read_rules(session, upload)
        size_sets.set_up_sizes(session, upload.garment, table, user=user)
        upload.told = {"sizes": list(table.sizes), "base_size": table.sample_size, "units": table.units.value}
    else:
        upload.told = _tell(_import(session, upload, reading, user))
    upload.taken_at, upload.content = now(), None
    return upload


def throw_away(session: Session, upload: ChartUpload, *, user: User | None = None) -> None:
    """Forget an upload that was not taken."""
    _ensure_waiting(upload)
    audit.note(session, "thrown away", upload, user=user)
    session.delete(upload)


def forget_files(session: Session) -> None:
    """Forget uploads that nobody took within two weeks."""
    long_ago = ChartUpload.uploaded_at < now() - KEPT_FOR
    session.execute(update(ChartUpload).where(ChartUpload.content.is_not(None), long_ago).values(content=None))


def _is_rule_table(name: str, content: bytes) -> bool:
    return name.casefold().endswith(".rul") or b"SIZE LIST" in content[:20_000].upper()


def _import(session: Session, upload: ChartUpload, reading: Reading, user: User | None) -> ChartImport:
    return chart_imports.import_chart(
        session, upload.garment, _content(upload), unit=reading.unit, columns=reading.columns, points=reading.points,
        meanings=reading.meanings, into_draft=reading.into_draft, user=user,
    )  # fmt: skip


def _tell(done: ChartImport) -> dict[str, Any]:
    """What became of a chart, as it is remembered: counts of all rows, words of the first ones."""
    kinds = ("added", "filled", "changed", "replaced", "known")
    changes = {
        kind: [f"{row.code} {row.name}, {', '.join(row.changes)}" for row in done.taken if row.outcome == kind]
        for kind in ("changed", "replaced")
    }
    return {
        "counts": {kind: sum(row.outcome == kind for row in done.taken) for kind in kinds},
        "changes": changes["changed"][:TOLD_MAX],
        "replaced": changes["replaced"][:TOLD_MAX],
        "refused": [[row.place, row.reason] for row in done.refused][:TOLD_MAX],
        "number": len(done.refused),
    }


def _ensure_waiting(upload: ChartUpload) -> None:
    """A file is taken once."""
    if upload.taken_at is not None:
        raise RuleError("This file is taken already.")


def _content(upload: ChartUpload) -> bytes:
    if upload.content is None:
        raise RuleError("This file was forgotten after two weeks. Upload it again.")
    return upload.content
