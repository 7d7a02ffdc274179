"""The label's own tag: what its customers say again and again, and none of the 91 codes tells apart."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import Base, now
from nlp.own_codes import OwnCode, own_code

if TYPE_CHECKING:
    from app.models.label import Label

TAG_NAME_MAX = 60
"""Longest name of a tag: a short phrase, as the titles of the codes are."""


class OwnTag(Base):
    """A name, where it belongs, fault or praise; retired rather than deleted, for its issues and points stay."""

    __tablename__ = "own_tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    label_id: Mapped[int] = mapped_column(ForeignKey("label.id"), default=1)
    """It hangs on the label's row: whoever has that can say what the tag is called, without another query."""
    name: Mapped[str] = mapped_column(String(TAG_NAME_MAX))
    place: Mapped[str] = mapped_column(String(20))
    """A zone of fit, or fabric, construction, experience; part of its code, so it never changes."""
    is_ok: Mapped[bool]
    """Whether it is praise."""
    active: Mapped[bool] = mapped_column(default=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)

    label: Mapped["Label"] = relationship(back_populates="tags")
    author: Mapped[User | None] = relationship()

    @property
    def code(self) -> OwnCode:
        """Return the code by which issues and fit points stand for it; it is there once the tag has its number."""
        return own_code(self.place, self.id, is_ok=self.is_ok)
