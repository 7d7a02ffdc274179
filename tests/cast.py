"""The cast of the tests: a linen shirt, a wrap dress, the people around them; all made by the real services."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.models import (
    AnswerKind,
    Choice,
    Cluster,
    Feedback,
    FeedbackSource,
    FitSample,
    Garment,
    JobStatus,
    MeasureKind,
    OwnTag,
    Packet,
    PacketAnswer,
    PatternRevision,
    ProductionRound,
    Remark,
    Role,
    Route,
    SampleVerdict,
    SubTheme,
    User,
)
from app.services import (
    accounts,
    clusters,
    decisions,
    evidence,
    feedback,
    garments,
    grouping,
    jobs,
    naming,
    packets,
    points_of_measure,
    revisions,
    rounds,
    samples,
    settling,
)
from nlp.taxonomy import GarmentKind
from tests.arranged import once

SIZES = ("XS", "S", "M", "L", "XL")


def make_user(session: Session, *, name: str = "Mia", role: Role = Role.DESIGNER) -> User:
    """Return somebody of the label who can sign in."""
    return accounts.add_user(
        session, email=f"{name.lower()}@example.com", name=name, password="a long password", role=role
    )


def make_garment(
    session: Session, *, name: str = "Linen shirt", kind: GarmentKind = GarmentKind.SHIRT, **details: object
) -> Garment:
    """Return a garment in XS to XL, base size M, with an empty chart."""
    return garments.add_garment(session, name=name, kind=kind, sizes=SIZES, **details)  # type: ignore[arg-type]


@once
def make_shirt(session: Session) -> Garment:
    """Return the linen shirt: sleeve length and bicep graded, in white and navy."""
    shirt = make_garment(session, style_number="LS-01", colours=("White", "Navy"))
    add_measure(session, shirt, "D1", "Sleeve length from shoulder", MeasureKind.STRAIGHT, base=600, step=10)
    add_measure(session, shirt, "D3", "Bicep", MeasureKind.HALF, base=170, step=8)
    return shirt


@once
def make_dress(session: Session) -> Garment:
    """Return the wrap dress: its skirt length is a point of measure whose values nobody knows yet."""
    dress = make_garment(session, name="Wrap dress", kind=GarmentKind.DRESS, style_number="WD-02")
    points_of_measure.add_point_of_measure(session, dress, code="C6", name="Skirt length", kind=MeasureKind.STRAIGHT)
    return dress


def add_measure(
    session: Session, garment: Garment, code: str, name: str, kind: MeasureKind, *, base: int, step: int
) -> None:
    """Add a point of measure with a value in every size, graded evenly from M."""
    values = {size: Decimal(base + step * (place - 2)) for place, size in enumerate(SIZES)}
    points_of_measure.add_point_of_measure(session, garment, code=code, name=name, kind=kind, values_mm=values)


@once
def make_round(session: Session, garment: Garment, *, locked: bool = False) -> ProductionRound:
    """Return the next round, ten pieces a size; released to cut against whatever is open if `locked`."""
    production_round = rounds.plan_round(session, garment, planned=dict.fromkeys(SIZES, 10))
    if locked:
        rounds.lock_round(session, production_round, override_reason="The cast is cut at once.")
    return production_round


def make_feedback(
    session: Session,
    garment: Garment,
    *,
    says: str | None = None,
    production_round: ProductionRound | None = None,
    size: str = "M",
    source: FeedbackSource = FeedbackSource.FORM,
    customer: str | None = None,
    comment: str | None = None,
) -> Feedback:
    """Return one answer: an issue code such as "sleeve.length/long" with the rest fitting, or that all fits fine."""
    aspect, _, answer = (says or "").partition("/")
    recorded = feedback.record_feedback(
        session, garment, source=source, production_round=production_round, size=size, customer=customer,
        comment=comment, fits_fine=not says, rest_fits=bool(says),
        zone_answers=[feedback.TappedZone(aspect=aspect, answer=answer)] if says else [],
    )  # fmt: skip
    return recorded.feedback


@once
def make_answers(
    session: Session,
    garment: Garment,
    *,
    says: str,
    reporting: int,
    of: int,
    production_round: ProductionRound | None = None,
    source: FeedbackSource = FeedbackSource.FORM,
) -> None:
    """Record as many answers as `of` names, the first of which report the issue code."""
    off = {"rest_fits": True, "zone_answers": [feedback.TappedZone(*says.split("/"))]}
    for place in range(of):
        told = off if place < reporting else {"fits_fine": True}
        feedback.record_feedback(session, garment, source=source, production_round=production_round, size="M", **told)


@once
def make_sleeve_points(session: Session) -> Garment:
    """Return the linen shirt, weighed: its sleeves 8 of 12 call too long and 2 too wide."""
    shirt = make_shirt(session)
    make_answers(session, shirt, says="sleeve.length/long", reporting=8, of=10)
    make_answers(session, shirt, says="sleeve.width/large", reporting=2, of=2)
    evidence.weigh_garment(session, shirt)
    return shirt


def get_point(session: Session, garment: Garment, code: str) -> Cluster:
    """Return the cluster of a garment with this issue code."""
    return next(cluster for cluster in clusters.list_clusters(session, garment) if cluster.code == code)


def make_theme(session: Session, given: Feedback, *, start: int, end: int) -> SubTheme:
    """Return the theme of words in which an answer finds a fault that no code tells."""
    remark = Remark(feedback_id=given.id, span_start=start, span_end=end)
    session.add(remark)
    grouping.group_garment(session, given.garment)
    assert remark.sub_theme
    return remark.sub_theme


def make_tag(
    session: Session,
    *,
    name: str = "Smells odd",
    place: str = "fabric",
    is_ok: bool = False,
    phrases: tuple[str, ...] = (),
) -> OwnTag:
    """Return a tag of the label's own, kept after a preview that found nothing."""
    draft = naming.draft_tag(session, name=name, place=place, is_ok=is_ok, phrases=phrases)
    job = jobs.request_preview(session, tag=naming.pack(draft))
    job.status = JobStatus.DONE
    return naming.keep(session, job)


def decide_to_fix(session: Session, cluster: Cluster, *, route: Route = Route.PATTERN) -> None:
    """Decide to fix a cluster."""
    decisions.decide(session, cluster, choice=Choice.FIX, reason="Many ask for it.", route=route)


@once
def make_sleeves_shorter(
    session: Session, shirt: Garment, *, clusters: tuple[Cluster, ...] = (), delta: int = -20
) -> PatternRevision:
    """Return a draft of the shirt with 20 mm off the sleeve length in all sizes."""
    revision = revisions.draft_revision(session, shirt)
    sleeve = points_of_measure.get_point_of_measure(shirt, "D1")
    revisions.change_measure(session, revision, sleeve, delta_mm=Decimal(delta), clusters=clusters)
    return revision


def send_and_receive(session: Session, revision: PatternRevision) -> packets.SentPacket:
    """Send a revision to Ana, who says that she has it."""
    sent = packets.send_packet(session, revision, contact="Ana")
    packets.receive(session, sent.packet, name="Ana")
    return sent


def answer_line(
    session: Session,
    packet: Packet,
    kind: AnswerKind = AnswerKind.DIFFERENTLY,
    *,
    note: str | None = None,
    old: Mapping[str, float | Decimal] | None = None,
    new: Mapping[str, float | Decimal] | None = None,
    sure: bool = False,
) -> PacketAnswer:
    """Answer the first line of a sheet; what was measured, in mm, by size."""
    old_mm, new_mm = ({size: Decimal(value) for size, value in (values or {}).items()} for values in (old, new))
    said: dict[str, Any] = {"kind": kind, "note": note, "old_mm": old_mm, "new_mm": new_mm, "sure": sure}
    return packets.answer_line(session, packet, packet.revision.lines[0], **said)


def leave_as_it_was(session: Session, revision: PatternRevision) -> None:
    """Send a draft to Ana, who cannot do its first line; the label leaves that measure as it was."""
    packet = send_and_receive(session, revision).packet
    said = answer_line(session, packet, AnswerKind.CANNOT, note="The cuff sits there.")
    settling.accept_answer(session, said)


def send_sleeves_shorter(session: Session) -> PatternRevision:
    """Return the revision of a new shirt that takes 20 mm off the sleeves, sent to Ana and received."""
    draft = make_sleeves_shorter(session, make_shirt(session))
    send_and_receive(session, draft)
    return draft


def accept_sample(session: Session, revision: PatternRevision, *, size: str | None = None) -> FitSample:
    """Record an accepted sample of a revision."""
    return samples.record_sample(session, revision, verdict=SampleVerdict.ACCEPTED, size=size)


def approve(session: Session, revision: PatternRevision) -> PatternRevision:
    """Take a draft all the way: sent, received, sewn in the base size, approved."""
    send_and_receive(session, revision)
    accept_sample(session, revision)
    return revisions.approve(session, revision)


def fix_sleeves(session: Session, shirt: Garment, cluster: Cluster) -> PatternRevision:
    """Decide to fix a cluster and approve the shorter sleeves that answer it."""
    decide_to_fix(session, cluster)
    return approve(session, make_sleeves_shorter(session, shirt, clusters=(cluster,)))
