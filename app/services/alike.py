"""Alike remarks: which of them, on all garments, say what a theme of one garment says."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models import Feedback, Remark
from nlp.rules import phrase_keys


def find_alike(session: Session, theme_id: int) -> list[Remark]:
    """Return the remarks of a theme, and those on any garment that hold all words which most of its remarks share.

    Words are met as rules meet them, inflected or misspelled. Where the theme has no such words it stands alone.
    """
    own: set[int] = set()
    keys: dict[int, frozenset[str]] = {}
    for remark_id, sub_theme_id, start, end, comment in session.execute(
        select(Remark.id, Remark.sub_theme_id, Remark.span_start, Remark.span_end, Feedback.comment)
        .join(Remark.feedback)
        .where(~Feedback.is_spam)
        .order_by(Remark.id)
    ):
        keys[remark_id] = frozenset(phrase_keys((comment or "")[start:end]))
        if sub_theme_id == theme_id:
            own.add(remark_id)
    said = Counter(key for remark_id in own for key in keys[remark_id])
    shared = {key for key, times in said.items() if times * 2 > len(own)}
    alike = {remark_id for remark_id, held in keys.items() if shared <= held} if shared else set()
    wanted = select(Remark).where(Remark.id.in_(own | alike)).options(joinedload(Remark.feedback))
    return list(session.scalars(wanted.order_by(Remark.typicality.desc(), Remark.id)))
