"""What the demo's label does between two runs: it decides, has the pattern corrected, and tries the sample on."""

from datetime import timedelta
from decimal import Decimal

from app.models import Choice, Garment, PatternRevision, SampleVerdict
from app.services import clusters, decisions, packets, revisions, samples
from app.services.demo import collection
from app.services.demo.backdating import on_day
from app.services.demo.drafting import draft_correction
from app.services.demo.shapes import Correction, Ruling, Run
from app.services.demo.stage import Stage


def prepare_cut(stage: Stage, garment: Garment, run: Run) -> None:
    """Decide what was said before a cut, and correct the pattern where that was decided."""
    with on_day(stage.session, stage.moment(run.cut_days_ago + 42)):
        for ruling in run.rulings:
            decide(stage, garment, ruling)
        _watch_the_rest(stage, garment)
    if run.correction is None:
        return
    stage.tell(f"{garment.name}: revision {garment.revisions[-1].number + 1}, its sheet and its sample", 0)
    with on_day(stage.session, stage.moment(run.cut_days_ago + 40)):
        revision = draft_correction(stage.session, garment, run.correction, user=stage.user)
        sent = packets.send_packet(stage.session, revision, contact=collection.PATTERN_MAKER, user=stage.user)
    with on_day(stage.session, stage.moment(run.cut_days_ago + 39)):
        packets.receive(stage.session, sent.packet, name=collection.PATTERN_MAKER)
    with on_day(stage.session, stage.moment(run.cut_days_ago + 24)):
        _try_on(stage, revision, run, run.correction)
    with on_day(stage.session, stage.moment(run.cut_days_ago + 22)):
        revisions.approve(stage.session, revision, user=stage.user)


def decide(stage: Stage, garment: Garment, ruling: Ruling) -> None:
    """Decide about the fit point of a ruling."""
    for place, cluster in enumerate(clusters.list_clusters(stage.session, garment)):
        if cluster.code is ruling.code or (ruling.code is None and place == 0):
            decisions.decide(
                stage.session,
                cluster,
                choice=ruling.choice,
                reason=ruling.reason,
                route=ruling.route,
                cause=ruling.cause,
                owner=stage.user.name,
                round_number=ruling.round_number,
                watch_until=ruling.watch_until,
                user=stage.user,
            )


def _watch_the_rest(stage: Stage, garment: Garment) -> None:
    """What chance has raised above the threshold is watched, as a careful designer would."""
    for cluster in clusters.list_clusters(stage.session, garment):
        if decisions.needs_decision(cluster) and cluster.headline:
            decisions.decide(
                stage.session,
                cluster,
                choice=Choice.WATCH,
                reason="Seen; one more run before anything is changed for it.",
                watch_until=cluster.headline.reporting * 2 + 4,
                user=stage.user,
            )


def _try_on(stage: Stage, revision: PatternRevision, run: Run, correction: Correction) -> None:
    for sample in correction.samples:
        samples.record_sample(
            stage.session,
            revision,
            verdict=SampleVerdict.ACCEPTED,
            size=sample.size,
            fabric=run.fabric_lot,
            sewn_on=stage.today - timedelta(days=run.cut_days_ago + 27),
            tried_on_by=sample.tried_on_by,
            notes=sample.notes,
            measures_mm={pom: Decimal(value) for pom, value in sample.measures_mm.items()},
            user=stage.user,
        )
    if correction.waiver:
        samples.record_sample(
            stage.session, revision, verdict=SampleVerdict.WAIVED, notes=correction.waiver, user=stage.user
        )
