"""An import: one file that came in, what was taken from it and what was not."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import JSON_OBJECT, NAME_MAX, SENTENCE_MAX, Base, now


class ImportRun(Base):
    """One reading of one file, with its counts."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(NAME_MAX))
    source: Mapped[str] = mapped_column(String(40))
    columns: Mapped[JSON_OBJECT] = mapped_column(default=dict)
    """Which column of the file was read as what."""
    stored: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    """Rows that were there already, from an earlier import of the same or an overlapping file."""
    started_at: Mapped[datetime] = mapped_column(default=now)

    rejects: Mapped[list["ImportReject"]] = relationship(
        back_populates="import_run", cascade="all, delete-orphan", order_by="ImportReject.line"
    )


class ImportReject(Base):
    """A row that was not taken: its line and why; its words stay in the file."""

    __tablename__ = "import_reject"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"))
    line: Mapped[int]
    reason: Mapped[str] = mapped_column(String(SENTENCE_MAX))

    import_run: Mapped[ImportRun] = relationship(back_populates="rejects")
