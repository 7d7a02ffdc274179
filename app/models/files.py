"""A file of a revision: what the pattern maker or the label laid beside it, kept as it came and never opened."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import NAME_MAX, Base, now
from app.models.packets import Packet
from app.models.revisions import PatternRevision


class RevisionFile(Base):
    """One file; its bytes lie in the data folder under a random name that nobody outside learns."""

    __tablename__ = "revision_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("pattern_revision.id"), index=True)
    packet_id: Mapped[int | None] = mapped_column(ForeignKey("packet.id"))
    """The sheet whose link it came by; None where the label laid it here."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    """What its owner calls it; shown and offered on saving, never a path of ours."""
    stored_as: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    """In bytes."""
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]
    """When its bytes were taken away; name and hash stay in the history."""
    removed_by: Mapped[str | None] = mapped_column(String(NAME_MAX))

    revision: Mapped[PatternRevision] = relationship(back_populates="files")
    packet: Mapped[Packet | None] = relationship()
    user: Mapped[User | None] = relationship()

    @property
    def from_whom(self) -> str:
        """Return who laid it here."""
        if self.packet is not None:
            return self.packet.received_by or self.packet.contact
        return self.user.name if self.user else "the label"
