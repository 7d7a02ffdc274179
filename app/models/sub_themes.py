"""The sub-theme: alike phrases inside one issue code of a garment, made anew when what is said changes."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, now
from app.models.clusters import Cluster
from app.models.garments import Garment
from app.models.issues import Issue
from nlp.taxonomy import Code


class SubTheme(Base):
    """Issues of one code that are put in alike words; its most typical quote names it and stays in the feedback."""

    __tablename__ = "sub_theme"
    __table_args__ = (Index(None, "garment_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    code: Mapped[Code | None]
    """None: a theme of remarks, not named yet."""
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"))
    """Where a person split it off to, later arrivals included; it never vanishes then. None: it goes with its code."""
    grouping_version: Mapped[str] = mapped_column(String(40))
    inputs: Mapped[str] = mapped_column(String(64))
    """Digest of the issues and offsets that its code was grouped from; the same inputs are not grouped twice."""
    grouped_at: Mapped[datetime] = mapped_column(default=now)

    garment: Mapped[Garment] = relationship()
    cluster: Mapped[Cluster | None] = relationship()
    quotes: Mapped[list["SubThemeQuote"]] = relationship(
        back_populates="sub_theme", cascade="all, delete-orphan", passive_deletes=True
    )


class SubThemeQuote(Base):
    """That an issue stands in a sub-theme, and how typical its words are of it (0–1)."""

    __tablename__ = "sub_theme_quote"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), primary_key=True)
    sub_theme_id: Mapped[int] = mapped_column(ForeignKey("sub_theme.id", ondelete="CASCADE"), index=True)
    typicality: Mapped[float] = mapped_column(Float)

    issue: Mapped[Issue] = relationship()
    sub_theme: Mapped[SubTheme] = relationship(back_populates="quotes")
