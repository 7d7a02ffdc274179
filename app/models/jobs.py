"""The job: long work with progress, a cursor to resume at and a heartbeat."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import JSON_OBJECT, SENTENCE_MAX, Base, now, stored


class JobStatus(enum.StrEnum):
    """queued → running → done or failed; a running one whose heart stopped is queued again."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """One piece of long work; this row is the truth, the queue's message is only its id."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "status", "heartbeat_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[JSON_OBJECT] = mapped_column(default=dict)
    status: Mapped[JobStatus] = mapped_column(stored(JobStatus), default=JobStatus.QUEUED)
    cursor: Mapped[int] = mapped_column(default=0)
    """How far it came, in the job's own order; it resumes here."""
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    requested_at: Mapped[datetime] = mapped_column(default=now)
    heartbeat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
