"""Grouping: which issues of a code are put in alike words. Its sub-themes are made anew when what is said changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, insert, or_, select
from sqlalchemy.orm import Session

from app.models import Cluster, Feedback, Garment, Issue, Remark, SubTheme, SubThemeQuote, now
from app.services.changes import survivor
from app.services.placing import place_issues
from nlp.grouping import GROUPING_VERSION, Grouping, group_alike, inherit_ids, normalise_phrase
from nlp.taxonomy import Code

Topic = Code | None
"""A code, or None for what has none yet: remarks instead of issues."""

Place = tuple[int, int | None, int | None]
"""An issue or a remark, and its offsets."""

Member = tuple[int, int, float]
"""An issue or a remark, its sub-theme, and how typical it is."""


@dataclass(frozen=True)
class Said:
    """What is said of a garment under one code: phrases by the ids of their issues, a digest of where they stand."""

    phrases: Mapping[int, str]
    inputs: str


@dataclass(frozen=True)
class Grouped:
    """The groups of what was said, and the digest of what they were made from."""

    grouping: Grouping
    inputs: str


def _said_of(garment: Garment) -> tuple[ColumnElement[bool], ...]:
    return Feedback.garment_id == garment.id, ~Feedback.is_spam


def group_garment(session: Session, garment: Garment) -> None:
    """Make the sub-themes of a garment anew where what is said has changed."""
    write_groups(session, garment, group_said(list_changed(session, garment)))


def list_changed(session: Session, garment: Garment) -> dict[Topic, Said]:
    """Return what is said under those codes whose sub-themes were made from something else."""
    stored: dict[Topic, set[str]] = defaultdict(set)
    for code, inputs in session.execute(
        select(SubTheme.code, SubTheme.inputs).where(SubTheme.garment_id == garment.id).distinct()
    ):
        stored[code].add(inputs)
    said = _list_said(session, garment)
    nothing = Said({}, _digest([]))
    current = {code: said.get(code, nothing) for code in said.keys() | stored.keys()}
    return {code: each for code, each in current.items() if stored[code] != {each.inputs}}


def group_said(said: Mapping[Topic, Said]) -> dict[Topic, Grouped]:
    """Return what was said in groups; touches no row, so no transaction waits for it."""
    return {code: Grouped(group_alike(each.phrases.values()), each.inputs) for code, each in said.items()}


def write_groups(session: Session, garment: Garment, grouped: Mapping[Topic, Grouped]) -> None:
    """Store groups as sub-themes and let what was split off take its later arrivals."""
    for code, each in grouped.items():
        write_group(session, garment, code, each)
    place_arrivals(session, garment)


def write_group(session: Session, garment: Garment, code: Topic, grouped: Grouped) -> None:
    """Store the groups of one code as sub-themes.

    What was said meanwhile joins the nearest group for the time being: the digest tells the next run of it.
    """
    if code is None:
        _rewrite_remarks(session, garment, grouped, _list_remarks(session, garment).phrases)
    else:
        said = _list_issues(session, garment, Issue.standing_code == code).get(code)
        _rewrite_issues(session, garment, code, grouped, said.phrases if said else {})
    session.flush()


def _list_said(session: Session, garment: Garment) -> dict[Topic, Said]:
    """What is said of a garment, by code."""
    session.flush()
    said = {None: _list_remarks(session, garment), **_list_issues(session, garment)}
    return {code: each for code, each in said.items() if each.phrases}


def _list_issues(session: Session, garment: Garment, *of_code: ColumnElement[bool]) -> dict[Topic, Said]:
    phrases: dict[Topic, dict[int, str]] = defaultdict(dict)
    places: dict[Topic, list[Place]] = defaultdict(list)
    for issue_id, code, start, end, comment in session.execute(
        select(Issue.id, Issue.standing_code, Issue.span_start, Issue.span_end, Feedback.comment)
        .join(Issue.feedback)
        .where(*_said_of(garment), Issue.span_start.is_not(None), Feedback.comment.is_not(None), *of_code)
        .order_by(Issue.id)
    ):
        if code and not code.is_ok and comment:
            phrases[code][issue_id] = normalise_phrase(comment[start:end])
            places[code].append((issue_id, start, end))
    return {code: Said(found, _digest(places[code])) for code, found in phrases.items()}


def _list_remarks(session: Session, garment: Garment) -> Said:
    rows = session.execute(
        select(Remark.id, Remark.span_start, Remark.span_end, Feedback.comment)
        .join(Remark.feedback)
        .where(*_said_of(garment))
        .order_by(Remark.id)
    ).all()
    phrases = {remark_id: normalise_phrase((comment or "")[start:end]) for remark_id, start, end, comment in rows}
    return Said(phrases, _digest([(remark_id, start, end) for remark_id, start, end, _ in rows]))


def _digest(places: list[Place]) -> str:
    """Of ids and offsets only: words that a customer erases leave no trace."""
    return sha256(f"{GROUPING_VERSION} {places}".encode()).hexdigest()


def _rewrite_issues(
    session: Session, garment: Garment, code: Code, grouped: Grouped, phrases: Mapping[int, str]
) -> None:
    held = session.execute(
        select(SubThemeQuote.issue_id, SubThemeQuote.sub_theme_id)
        .join(SubThemeQuote.sub_theme)
        .where(SubTheme.garment_id == garment.id, SubTheme.code == code)
    )
    known = _list_known(held, phrases)
    _forget_quotes(session, garment, code)
    members = _regroup(session, garment, code, grouped, phrases, known)
    rows = [{"issue_id": each, "sub_theme_id": theme, "typicality": typicality} for each, theme, typicality in members]
    if rows:
        session.execute(insert(SubThemeQuote), rows)


def _rewrite_remarks(session: Session, garment: Garment, grouped: Grouped, phrases: Mapping[int, str]) -> None:
    remarks = {
        remark.id: remark for remark in session.scalars(select(Remark).join(Remark.feedback).where(*_said_of(garment)))
    }
    held = [(remark.id, remark.sub_theme_id) for remark in remarks.values() if remark.sub_theme_id is not None]
    members = _regroup(session, garment, None, grouped, phrases, _list_known(held, phrases))
    for remark in remarks.values():
        remark.sub_theme_id = remark.typicality = None
    for remark_id, theme_id, typicality in members:
        remarks[remark_id].sub_theme_id, remarks[remark_id].typicality = theme_id, typicality


def _list_known(held: Iterable[tuple[int, int]], phrases: Mapping[int, str]) -> dict[int, set[str]]:
    """The phrases that each sub-theme held until now, as far as they are still said."""
    known: dict[int, set[str]] = defaultdict(set)
    for each, theme_id in held:
        if phrases.get(each):
            known[theme_id].add(phrases[each])
    return known


def _regroup(
    session: Session, garment: Garment, code: Topic, grouped: Grouped, phrases: Mapping[int, str],
    known: Mapping[int, set[str]],
) -> list[Member]:  # fmt: skip
    """Who stands in which sub-theme now; a group goes on as the one that it shares most with."""
    themes = {
        theme.id: theme
        for theme in session.scalars(
            select(SubTheme).where(SubTheme.garment_id == garment.id, SubTheme.code == code).order_by(SubTheme.id)
        )
    }
    members = _list_members(grouped.grouping, phrases)
    ids = inherit_ids([grouped.grouping.groups[place].phrases for place in members], known)
    standing = [SubTheme(garment=garment, code=code) if each is None else themes[each] for each in ids]
    decided = [theme for theme in themes.values() if theme.cluster_id is not None]
    for theme in {*themes.values()} - {*standing, *decided}:
        session.delete(theme)
    for theme in [*decided, *standing]:
        theme.grouping_version, theme.inputs, theme.grouped_at = GROUPING_VERSION, grouped.inputs, now()
    session.add_all(standing)
    session.flush()
    return [
        (each, theme.id, typicality)
        for theme, typicalities in zip(standing, members.values(), strict=True)
        for each, typicality in typicalities.items()
    ]


def _forget_quotes(session: Session, garment: Garment, code: Code) -> None:
    """Empty the sub-themes of a code, and take its issues out of those of another code that they had before."""
    themes = select(SubTheme.id).where(SubTheme.garment_id == garment.id, SubTheme.code == code)
    issues = select(Issue.id).join(Issue.feedback).where(*_said_of(garment), Issue.standing_code == code)
    session.execute(
        delete(SubThemeQuote).where(or_(SubThemeQuote.sub_theme_id.in_(themes), SubThemeQuote.issue_id.in_(issues)))
    )


def _list_members(grouping: Grouping, phrases: Mapping[int, str]) -> dict[int, dict[int, float]]:
    """By the place of each group that somebody speaks for: how typical the words of each who do are."""
    members: dict[int, dict[int, float]] = defaultdict(dict)
    for each, phrase in phrases.items():
        if found := grouping.find(phrase):
            place, typicality = found
            members[place][each] = typicality
    return members


def place_arrivals(session: Session, garment: Garment) -> None:
    """Where a sub-theme was split off, what was said in its words since goes there too, except what was put by hand.

    What was stored while its point was merged into another one follows it.
    """
    left_behind = (
        select(Issue).join(Issue.cluster).where(Cluster.garment_id == garment.id, Cluster.merged_into_id.is_not(None))
    )
    for left in session.scalars(left_behind).all():
        left.cluster = left.cluster and survivor(left.cluster)
    split_off = {
        theme.id: theme
        for theme in session.scalars(
            select(SubTheme).where(SubTheme.garment_id == garment.id, SubTheme.cluster_id.is_not(None))
        )
    }
    if not split_off:
        return
    codes = {theme.code for theme in split_off.values()}
    arrived = session.execute(
        select(Issue, SubThemeQuote.sub_theme_id)
        .join(Issue.feedback)
        .outerjoin(SubThemeQuote, SubThemeQuote.issue_id == Issue.id)
        .where(
            Feedback.garment_id == garment.id,
            ~Feedback.is_spam,
            Issue.standing_code.in_(codes),
            Issue.placed_by_hand.is_(False),
        )
        .order_by(Issue.id)
    ).all()
    place_issues(session, [issue for issue, _ in arrived])
    for issue, theme_id in arrived:
        theme = split_off.get(theme_id)
        if theme is not None and theme.cluster is not None:
            issue.cluster = survivor(theme.cluster)
    session.flush()
