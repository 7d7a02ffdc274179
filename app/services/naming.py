"""Naming: what customers say again and again becomes the label's own tag, with the phrases that tell it as its rules.

A tag is drafted, the worker looks what it would change, and what was looked at is what is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import RuleError
from app.models import (
    TAG_NAME_MAX,
    Cluster,
    Feedback,
    Garment,
    Issue,
    IssueOrigin,
    Job,
    JobStatus,
    LabelRule,
    OwnTag,
    Remark,
    SubTheme,
    User,
    by_name,
)
from app.services import audit, label_rules
from app.services.coding import SEVERITY_USUAL
from app.services.label import get_label, hold_names
from app.services.own_tags import PLACES, ensure_active, list_codes
from app.services.placing import place_issues
from app.services.wording import on_one_line
from nlp.own_codes import DRAFT_ID, OwnCode, own_code
from nlp.rules import Rule, phrase_keys

PHRASES_MAX = 12
"""Phrases that one tag is named with; more can follow as rules."""


@dataclass(frozen=True)
class Draft:
    """A tag as it would be: nothing of it is kept yet."""

    name: str
    place: str
    is_ok: bool
    phrases: tuple[str, ...] = ()
    theme_id: int | None = None
    """The theme of remarks that it names."""

    @property
    def code(self) -> OwnCode:
        """Return a code that stands for the tag until it has a number."""
        return own_code(self.place, DRAFT_ID, is_ok=self.is_ok)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return its phrases as the reader takes them."""
        return tuple(Rule(phrase, None, self.code) for phrase in self.phrases)


def draft_tag(
    session: Session, *, name: str, place: str, is_ok: bool, phrases: Iterable[str] = (), theme: SubTheme | None = None
) -> Draft:
    """Return the tag as it would be, its phrases each once, without keeping it."""
    name = on_one_line(name)
    _ensure_named(name)
    _ensure_new(session, name)
    if place not in PLACES:
        raise RuleError("Where does it belong?", field="place")
    if theme is not None and theme.code is not None:
        raise RuleError("These words have a code already: split them off at their fit point.", field="name")
    draft = Draft(name, place, is_ok, theme_id=theme.id if theme else None)
    return replace(draft, phrases=_read_phrases(session, phrases, draft.code))


def pack(draft: Draft) -> dict[str, Any]:
    """Return a draft as a job's arguments hold it."""
    return asdict(draft) | {"phrases": list(draft.phrases)}


def unpack(packed: Mapping[str, Any]) -> Draft:
    """Return the draft that a job's arguments hold."""
    return Draft(**{**packed, "phrases": tuple(packed["phrases"])})


def keep(session: Session, job: Job, *, user: User | None = None) -> OwnTag:
    """Return the tag that a preview was made of: its rules hold from now on, and what was seen in it is its issues."""
    if "tag" not in job.arguments or job.status is not JobStatus.DONE:
        raise RuleError("A tag is kept once its preview is made.")
    draft = unpack(job.arguments["tag"])
    hold_names(session)
    _ensure_new(session, draft.name)
    tag = OwnTag(name=draft.name, place=draft.place, is_ok=draft.is_ok, author=user)
    get_label(session).tags.append(tag)
    session.flush()
    for phrase in draft.phrases:
        label_rules.add_rule(session, phrase=phrase, code=tag.code, user=user)
    taken = _take_in(session, tag, job.arguments.get("remarks", []))
    audit.note(session, "named", tag, user=user, issues=taken)
    return tag


def list_garments(session: Session, tag: OwnTag) -> list[Garment]:
    """Return the garments of which a tag is said."""
    said = select(Feedback.garment_id).join(Feedback.issues).where(Issue.standing_code == tag.code)
    return list(session.scalars(select(Garment).where(Garment.id.in_(said)).order_by(Garment.id)))


def list_points(session: Session, tag: OwnTag) -> list[Cluster]:
    """Return the fit points of a tag that stand, on all garments, by the garment's name."""
    found = session.scalars(
        select(Cluster)
        .join(Cluster.garment)
        .where(Cluster.code == tag.code, Cluster.merged_into_id.is_(None))
        .options(joinedload(Cluster.garment), joinedload(Cluster.evidence), joinedload(Cluster.decisions))
        .order_by(Cluster.id)
    )
    return sorted(found.unique(), key=lambda point: by_name(point.garment))


def rename(session: Session, tag: OwnTag, *, name: str, user: User | None = None) -> None:
    """Call a tag something else; fit points that bear its old name go with it."""
    name = on_one_line(name)
    _ensure_named(name)
    if name == tag.name:
        return
    hold_names(session)
    _ensure_new(session, name, besides=tag)
    for cluster in session.scalars(select(Cluster).where(Cluster.code == tag.code, Cluster.name == tag.name)):
        cluster.name = name
    audit.note(session, "renamed", tag, user=user, was=tag.name)
    tag.name = name


def retire(session: Session, tag: OwnTag, *, user: User | None = None) -> None:
    """Let a tag rest with its rules: nothing new is said to be it; its issues, fit points and decisions stay."""
    ensure_active(tag)
    for rule in list_rules(session, tag):
        if rule.active:
            label_rules.switch_off(session, rule, user=user)
    tag.active = False
    audit.note(session, "retired", tag, user=user)


def bring_back(session: Session, tag: OwnTag, *, user: User | None = None) -> None:
    """Let a retired tag be said again; which of its rules hold again is for a person to say."""
    if tag.active:
        raise RuleError(f"“{tag.name}” is not retired.")
    hold_names(session)
    _ensure_new(session, tag.name, besides=tag)
    tag.active = True
    audit.note(session, "brought back", tag, user=user)


def list_rules(session: Session, tag: OwnTag) -> Sequence[LabelRule]:
    """Return the phrases that mean a tag, those that are off too."""
    return session.scalars(select(LabelRule).where(LabelRule.code == tag.code).order_by(LabelRule.id)).all()


def _take_in(session: Session, tag: OwnTag, remark_ids: Sequence[int]) -> int:
    """Make remarks issues of the tag, by a person's word, which no re-reading takes away; returns how many."""
    remarks = session.scalars(
        select(Remark)
        .where(Remark.id.in_(remark_ids))
        .options(joinedload(Remark.feedback).options(joinedload(Feedback.garment), selectinload(Feedback.issues)))
        .order_by(Remark.typicality.desc(), Remark.id)
    ).all()
    taken = []
    for remark in remarks:
        feedback = remark.feedback
        if not any(issue.code == tag.code for issue in feedback.issues):
            issue = Issue(
                code=tag.code, standing_code=tag.code, origin=IssueOrigin.PERSON,
                severity=0 if tag.is_ok else SEVERITY_USUAL, span_start=remark.span_start, span_end=remark.span_end,
                why="its theme was named",
            )  # fmt: skip
            feedback.issues.append(issue)
            taken.append(issue)
        session.delete(remark)
    place_issues(session, taken)
    return len(taken)


def _read_phrases(session: Session, phrases: Iterable[str], code: OwnCode) -> tuple[str, ...]:
    """The phrases as rules would hold them; those that mean the same words count once."""
    kept: dict[tuple[str, ...], str] = {}
    for phrase in filter(str.strip, phrases):
        try:
            rule = label_rules.draft_rule(session, phrase=phrase, code=code)
        except RuleError as error:
            raise RuleError(f"{error.message} (“{phrase.strip()[:TAG_NAME_MAX]}”)", field="phrases") from error
        kept.setdefault(phrase_keys(rule.phrase), rule.phrase)
    if len(kept) > PHRASES_MAX:
        raise RuleError(f"{PHRASES_MAX} phrases are enough to begin with.", field="phrases")
    return tuple(kept.values())


def _ensure_named(name: str) -> None:
    """A tag is called by a short phrase."""
    if not name:
        raise RuleError("What is it called?", field="name")
    if len(name) > TAG_NAME_MAX:
        raise RuleError(f"A tag has a short name: {TAG_NAME_MAX} letters at most.", field="name")


def _ensure_new(session: Session, name: str, *, besides: OwnTag | None = None) -> None:
    """No two things that can be said are called the same."""
    own = besides.code if besides else None
    if any(title.casefold() == name.casefold() for code, title in list_codes(session).items() if code != own):
        raise RuleError(f"“{name}” can be said already: choose another name.", field="name")
