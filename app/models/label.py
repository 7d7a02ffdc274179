"""The label: the one fashion house that this installation belongs to, and its settings."""

import enum
import secrets
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Float, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import NAME_MAX, Base, stored
from app.models.own_tags import OwnTag
from nlp.own_codes import OwnCode
from nlp.taxonomy import Code, IssueCode


class LengthUnit(enum.StrEnum):
    """The unit that a label or a pattern maker writes lengths in."""

    MM = "mm"
    CM = "cm"
    IN = "in"


class Label(Base):
    """The settings of the label; the table has exactly one row."""

    __tablename__ = "label"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(NAME_MAX), default="My label")
    unit: Mapped[LengthUnit] = mapped_column(stored(LengthUnit), default=LengthUnit.CM)
    grid: Mapped[str] = mapped_column(String(10), default="0.25")
    """The smallest step on paper, in the unit: "0.25", "1/8"."""
    p_ref: Mapped[float] = mapped_column(Float, default=0.10)
    """The share of customers from which a point matters, 0–1 (statistics, C1)."""
    proof_threshold: Mapped[float] = mapped_column(Float, default=0.99)
    """How sure a verdict "clearly fewer" has to be, 0–1 (statistics, C3 and looks)."""
    leeway_length_mm: Mapped[Decimal] = mapped_column(default=Decimal(15))
    leeway_girth_mm: Mapped[Decimal] = mapped_column(default=Decimal(20))
    """Wearing leeway: how far off a wearer still calls it fine; girths all round."""
    run_word: Mapped[str] = mapped_column(String(10), default="run")
    """What the label calls a production round on screen: run, drop or cut."""
    languages: Mapped[list[str]] = mapped_column(default=lambda: ["en"])
    sender: Mapped[str | None] = mapped_column(String(254))
    public_url: Mapped[str | None] = mapped_column(String(200))
    public_url_answered_at: Mapped[datetime | None]
    """When this Toile last answered there; None until it did. Nothing is sewn in before."""
    return_url: Mapped[str | None] = mapped_column(String(200))
    """Where the shop takes returns: linked on top of the customer's form, which is none."""
    pattern_days: Mapped[int] = mapped_column(default=5)
    sample_days: Mapped[int] = mapped_column(default=10)
    """Working time of the pattern maker and the sample room, counted back from the cut date."""
    override_role: Mapped[str] = mapped_column(String(20), default="designer")
    """The role that may release to cut against the gate, with a reason."""
    digest_day: Mapped[str] = mapped_column(String(10), default="monday")
    """The day on which the weekly digest goes out by mail, or "never"."""
    customer_secret: Mapped[str] = mapped_column(String(64), default=lambda: secrets.token_hex(32))
    """Keys the hash that stands in for a customer's e-mail, so that it means nothing elsewhere."""

    tags: Mapped[list[OwnTag]] = relationship(back_populates="label", order_by=OwnTag.id, lazy="joined")

    def find_tag(self, code: Code | None) -> OwnTag | None:
        """Return the own tag that a code stands for; None for each of the 91."""
        tag_id = code.tag_id if isinstance(code, OwnCode) else None
        return next((tag for tag in self.tags if tag.id == tag_id), None)

    def say_code(self, code: Code) -> str:
        """Return a code in people's words: "Sleeve too long", or what the label calls its own tag."""
        if isinstance(code, IssueCode):
            return code.title
        tag = self.find_tag(code)
        return tag.name if tag else str(code)
