"""The label's own rule: what a phrase means to this label, whatever the reader's lexicon makes of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import Base, now, stored
from nlp.taxonomy import Code, GarmentKind

PHRASE_MAX = 80
"""Longest phrase of a rule."""


class LabelRule(Base):
    """A phrase and what it says; switched off rather than deleted, so that old readings stay explainable."""

    __tablename__ = "label_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    phrase: Mapped[str] = mapped_column(String(PHRASE_MAX))
    kind: Mapped[GarmentKind | None] = mapped_column(stored(GarmentKind))
    """The kind of garment it holds for; None for all."""
    code: Mapped[Code | None]
    """What it says; None is silence."""
    active: Mapped[bool] = mapped_column(default=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[User | None] = relationship()
