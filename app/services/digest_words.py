"""What a digest says, in sentences: counts and the label's own words, never a customer's and nobody's address."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.models import Cluster, Digest, Garment, Outcome, Role, User
from app.services import home
from app.services.decisions import say_ask
from app.services.home import GarmentNeeds
from app.services.outcomes import say
from app.services.settling import is_replied
from app.services.shares import say_evidence
from app.services.wording import amount_of, list_words


@dataclass(frozen=True)
class Line:
    """One thing to be told, and the page that it is about."""

    words: str
    path: str


@dataclass(frozen=True)
class Section:
    """What is told under one heading."""

    title: str
    path: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Told:
    """All that a digest says: what needs the person, by garment, and what is new."""

    needs: tuple[Section, ...]
    news: Section


def tell(session: Session, digest: Digest, user: User) -> Told:
    """Return what a digest says; a viewer, who decides nothing, hears what is new."""
    may_act = user.role is not Role.VIEWER
    needs = home.list_needs(session, today=digest.made_at.date()).garments if may_act else []
    sections = (_tell_needs(each) for each in needs)
    since = date.fromisoformat(digest.news["since"])
    return Told(
        needs=tuple(each for each in sections if each.lines),
        news=Section(f"New since {since.day} {since:%B}", "/", "", tuple(_tell_news(session, digest.news))),
    )


def _tell_news(session: Session, news: dict[str, Any]) -> Iterator[Line]:
    for garment_id, number in news["answers"].items():
        if garment := session.get(Garment, int(garment_id)):
            yield Line(f"{garment.name}: {amount_of(number, 'answer')}.", f"/garments/{garment.id}")
    for cluster_id in news["became_clear"]:
        if cluster := session.get(Cluster, cluster_id):
            yield Line(f"{cluster.garment.name}: “{cluster.name}” became clear{_share(cluster)}.", _path(cluster))
    for outcome_id in news["verdicts"]:
        if outcome := session.get(Outcome, outcome_id):
            cluster = outcome.cluster
            yield Line(f"{cluster.garment.name}: “{cluster.name}”. {say(outcome)}", _path(cluster))


def _tell_needs(need: GarmentNeeds) -> Section:
    garment, deadline = need.garment, need.deadline
    note = f"Corrections to the pattern maker by {deadline.corrections_on:%d %B}." if deadline else ""
    lines = [Line(f"{say_ask(each)}: “{each.name}”{_share(each)}.", _path(each)) for each in need.to_decide]
    settled, replied = (
        [revision.number for revision, answer in need.to_settle if is_replied(answer) is done] for done in (False, True)
    )
    asked = [mail.packet.revision.number for mail in need.asked if mail.packet]
    for words, numbers in (
        ("Settle what the pattern maker answered to {}.", settled),
        ("The pattern maker has not answered the reply to {} yet.", replied),
        ("Finish and send {}.", [each.number for each in need.to_finish]),
        ("The sheet of {} is not received yet.", [each.number for each in need.not_received]),
        ("The pattern maker asks for a new link to {}.", asked),
        ("A sample to judge: {}.", [each.number for each in need.to_sew]),
        ("Approve for cutting: {}.", [each.number for each in need.to_approve]),
    ):  # fmt: skip
        if numbers:
            named = list_words([f"pattern revision {number}" for number in dict.fromkeys(numbers)])
            lines.append(Line(words.format(named), f"/garments/{garment.id}/revisions/{numbers[-1]}"))
    lines += [
        Line(
            f"{each.asked_by.name} asks to release against the gate; a second person has to agree.",
            f"/garments/{garment.id}/rounds/{each.production_round.number}",
        )
        for each in need.to_agree
    ]
    return Section(garment.name, f"/garments/{garment.id}", note, tuple(lines))


def _share(cluster: Cluster) -> str:
    shown = cluster.foremost
    return f", {say_evidence(shown)}" if shown else ""


def _path(cluster: Cluster) -> str:
    return f"/points/{cluster.id}"
