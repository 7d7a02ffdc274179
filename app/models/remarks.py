"""The remark: a clause in which a customer finds fault, but which gave no issue."""

from sqlalchemy import Float, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.feedback import Feedback
from app.models.sub_themes import SubTheme


class Remark(Base):
    """Words that judge a garment and have no code yet; rewritten by every reading."""

    __tablename__ = "remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), index=True)
    span_start: Mapped[int]
    span_end: Mapped[int]
    """The words, as code points of the comment; the words themselves live in feedback only."""
    sub_theme_id: Mapped[int | None] = mapped_column(ForeignKey("sub_theme.id", ondelete="SET NULL"), index=True)
    typicality: Mapped[float | None] = mapped_column(Float)
    """How typical the words are of their theme, 0–1."""

    feedback: Mapped[Feedback] = relationship()
    sub_theme: Mapped[SubTheme | None] = relationship()
