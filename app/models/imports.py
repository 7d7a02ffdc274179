"""An import: one file that came in, what was taken from it and what was not, and what its columns were read as."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import JSON_OBJECT, NAME_MAX, SENTENCE_MAX, Base, now, stored


class ImportRun(Base):
    """One reading of one file, with its counts."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(NAME_MAX))
    source: Mapped[str] = mapped_column(String(40))
    export: Mapped[str] = mapped_column(String(40), default="csv")
    """Which kind of export the file was recognised as."""
    columns: Mapped[JSON_OBJECT] = mapped_column(default=dict)
    """Which column of the file was read as what."""
    stored: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    """Rows that were there already, from an earlier import of the same or an overlapping file."""
    changed: Mapped[int] = mapped_column(default=0)
    """Known rows whose words, rating or size are others than when they were stored; what is stored stays."""
    dropped: Mapped[int] = mapped_column(default=0)
    """Spam, and returns whose reason says nothing about the garment."""
    told: Mapped[JSON_OBJECT] = mapped_column(default=dict)
    """What else it told, in numbers: pieces sold and returned, garments added."""
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The file while it is worked on, then the rows to mend; forgotten after two weeks."""
    idempotency_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """What a program named it by, so that a file which it sends twice is imported once."""
    request_hash: Mapped[str | None] = mapped_column(String(64))
    """Keyed hash of that file and what was said about it, by which another one under the same key is told."""
    started_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]

    rejects: Mapped[list["ImportReject"]] = relationship(
        back_populates="import_run", cascade="all, delete-orphan", order_by="ImportReject.line"
    )


class RejectKind(enum.StrEnum):
    """Why a row is named: it could not be taken, it changed, it looks like another version of a known one, or it was
    taken without something that stands beside its words and cannot be read.
    """

    REFUSED = "refused"
    CHANGED = "changed"
    ALIKE = "alike"
    PARTLY = "partly"


class ImportReject(Base):
    """A row that was not taken as it is: its line and why; its words stay in the file."""

    __tablename__ = "import_reject"
    __table_args__ = (Index(None, "import_id", "line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"))
    line: Mapped[int]
    kind: Mapped[RejectKind] = mapped_column(stored(RejectKind), default=RejectKind.REFUSED)
    reason: Mapped[str] = mapped_column(String(SENTENCE_MAX))

    import_run: Mapped[ImportRun] = relationship(back_populates="rejects")


class ImportMapping(Base):
    """The columns that a person named for an export, so that they are asked once."""

    __tablename__ = "import_mapping"

    header_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The export's key, or for any other CSV file the hash of its columns."""
    columns: Mapped[JSON_OBJECT] = mapped_column(default=dict)
