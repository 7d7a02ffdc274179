"""A cluster's case: the answers that can best say where it sits, and what is known of those who gave them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Cluster, Feedback, FeedbackSource, Garment, GarmentColour, GarmentSize, Label, ProductionRound
from app.services.changes import list_changes
from app.services.clusters import list_clusters
from app.services.hearing import Answer, Hearing
from app.services.label import get_label


@dataclass(frozen=True)
class Wearer:
    """What is known of whoever gave an answer, as far as it bears on where a fault sits."""

    size: GarmentSize | None
    colour: str | None
    lot: str | None
    height_mm: int | None
    bought_other: bool
    """Whether they bought another than their usual size."""


@dataclass(frozen=True)
class Case:
    """One cluster with all that is known about it."""

    hearing: Hearing
    cluster: Cluster
    opposite: Cluster | None
    alike: Sequence[Cluster]
    """The other points with its code or the opposite one: what was split off them, or they were split off."""
    source: FeedbackSource
    answers: list[Answer]
    across_lots: list[Answer]
    """The same, and for a fault of the fabric those about earlier lots too, as far as nothing was mended since."""
    wearers: dict[int, Wearer]
    label: Label

    @property
    def reported(self) -> Collection[int]:
        """Return the answers that report it."""
        return self.hearing.reports.get(self.cluster.id, {})

    @property
    def reported_against(self) -> Collection[int]:
        """Return the answers that report the opposite."""
        return self.hearing.reports.get(self.opposite.id, {}) if self.opposite else ()

    @property
    def reported_alike(self) -> set[int]:
        """Return the answers that report the same fault or the opposite, at a point that was split off."""
        return {answer_id for each in self.alike for answer_id in self.hearing.reports.get(each.id, {})}

    @cached_property
    def own_size(self) -> list[Answer]:
        """Return the answers of those who bought their usual size, as far as it is known."""
        return [answer for answer in self.answers if not self.wearers[answer.id].bought_other]

    @cached_property
    def sized(self) -> list[Answer]:
        """Return those of them whose size is known."""
        return [answer for answer in self.own_size if self.wearers[answer.id].size]

    def size_of(self, answer: Answer) -> GarmentSize:
        """Return the size of one of the sized answers."""
        size = self.wearers[answer.id].size
        assert size  # `sized` holds no other
        return size


def list_cases(session: Session, garment: Garment, hearing: Hearing) -> Iterator[tuple[Cluster, Case | None]]:
    """Return the clusters of a garment, each with its case; None where no customer reports it now."""
    wearers, label = _read_wearers(session, garment), get_label(session)
    standing = list_clusters(session, garment)
    surest = {cluster.code: cluster for cluster in reversed(standing)}  # a point that was split off has the code, too
    for cluster in standing:
        told = cluster.fullest
        if told is None or not told.reporting or not told.source.is_customers:
            yield cluster, None
            continue
        answers = hearing.asked_since(cluster, told.source, told.since_round)
        opposite = surest.get(cluster.code.opposite) if cluster.code.opposite else None
        codes = (cluster.code, cluster.code.opposite)
        alike = [each for each in standing if each.code in codes and each not in (cluster, opposite)]
        across_lots = answers
        if cluster.code.group == "fabric":
            across_lots = hearing.asked_since(cluster, told.source, _find_last_fix(hearing, cluster))
        yield cluster, Case(hearing, cluster, opposite, alike, told.source, answers, across_lots, wearers, label)


def count_customers(answers: Sequence[Answer]) -> int:
    """Return how many customers gave these answers."""
    return len({answer.customer for answer in answers})


def _find_last_fix(hearing: Hearing, cluster: Cluster) -> int | None:
    """The newest round with a fix of a cluster; another lot of fabric is none."""
    changes = list_changes(cluster, hearing.codes_of(cluster))
    return max((number for number, is_fix in changes.items() if is_fix), default=None)


def _read_wearers(session: Session, garment: Garment) -> dict[int, Wearer]:
    sizes = {size.id: size for size in garment.sizes}
    named = {name.casefold(): size.id for size in garment.sizes for name in (size.name, *size.aliases)}
    rows = session.execute(
        select(
            Feedback.id, Feedback.size_id, GarmentColour.name, ProductionRound.fabric_lot, Feedback.height_mm,
            Feedback.usual_size,
        )
        .outerjoin(Feedback.colour)
        .outerjoin(Feedback.production_round)
        .where(Feedback.garment_id == garment.id, ~Feedback.is_spam)
    )  # fmt: skip
    wearers = {}
    for answer_id, size_id, colour, lot, height_mm, usual_size in rows:
        size = sizes[size_id] if size_id is not None else None
        usual = named.get((usual_size or "").casefold())
        other = size is not None and usual is not None and usual != size.id
        wearers[answer_id] = Wearer(size, colour, lot, height_mm, other)
    return wearers
