"""Alike remarks: which of them, on all garments, say in other words what a theme says. For the worker."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models import Feedback, Remark
from nlp.grouping import group_alike, normalise_phrase


def find_alike(session: Session, theme_id: int) -> list[Remark]:
    """Return the remarks of a theme, and those on any garment that stand in one group with most of its phrases."""
    themes: dict[int, int | None] = {}
    phrases: dict[int, str] = {}
    for remark_id, sub_theme_id, start, end, comment in session.execute(
        select(Remark.id, Remark.sub_theme_id, Remark.span_start, Remark.span_end, Feedback.comment)
        .join(Remark.feedback)
        .where(~Feedback.is_spam)
        .order_by(Remark.id)
    ):
        themes[remark_id], phrases[remark_id] = sub_theme_id, normalise_phrase((comment or "")[start:end])
    grouping = group_alike(phrases.values())
    groups = {each: found[0] for each, phrase in phrases.items() if (found := grouping.find(phrase))}
    own = {each for each, theme in themes.items() if theme == theme_id}
    held = Counter(groups[each] for each in own if each in groups)
    main = max(held, key=lambda group: (held[group], -group), default=None)
    meant = own | {each for each, group in groups.items() if group == main}
    wanted = select(Remark).where(Remark.id.in_(meant)).options(joinedload(Remark.feedback))
    return list(session.scalars(wanted.order_by(Remark.typicality.desc(), Remark.id)))
