"""Plays the collection through the services, in the order in which a label lives it.

Each run: decisions on what the runs before said, a revision where one is drawn, its sheet, its sample, the release
to cut, counts, answers, the reading of their words, evidence, verdicts. The caller commits once, last: half a
collection is never left behind.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from app.models import CountKind, Garment, ProductionRound, Role
from app.services import accounts, garments, grouping, label, points_of_measure, rounds, selling, tagging, weighing
from app.services.demo import collection
from app.services.demo.backdating import on_day
from app.services.demo.correcting import decide, prepare_cut
from app.services.demo.drafting import draft_correction
from app.services.demo.giving import give_answer, give_note
from app.services.demo.planting import DEFAULT_SEED, deal, plan_run
from app.services.demo.shapes import DemoGarment, Run
from app.services.demo.stage import Stage
from app.services.garment_facts import SeamAllowance
from app.services.point_library import STARTER_LIBRARY
from nlp.tagging import Tagger

SOLD_PER_DAY = 0.018
"""Share of a run that is sold per day after it reaches the shops, until nearly all is gone."""

SOLD_AT_MOST = 0.96
DAYS_TO_THE_SHOPS = 18
RETURNED = 0.06


def load_collection(
    session: Session,
    *,
    seed: int = DEFAULT_SEED,
    today: date,
    tell: Callable[[str, int], None] = lambda scene, answers: None,
    only: Sequence[DemoGarment] = collection.COLLECTION,
    tagger: Tagger | None = None,
) -> None:
    """Play the garments through the loop; `tell` hears each scene and how many answers it brought.

    Whoever loads many collections lends one tagger to all.
    """
    label.change_label(session, name=collection.LABEL_NAME, return_url=collection.RETURN_URL)
    user = accounts.add_user(
        session,
        email=collection.DESIGNER_EMAIL,
        name=collection.DESIGNER_NAME,
        password=collection.DESIGNER_PASSWORD,
        role=Role.ADMIN,
    )
    stage = Stage(session, user, tagger or Tagger.load(), today, seed, tell)
    lived = [_live(stage, story) for story in only]
    # What customers mean by "a bit" is learnt from all garments: the first answer given to the demo would else turn the
    # change that is suggested for an earlier one.
    for garment in lived[:-1]:
        weighing.weigh(session, garment)


def _live(stage: Stage, story: DemoGarment) -> Garment:
    """Let a garment live: its runs one after the other, then what lies ahead of it."""
    with on_day(stage.session, stage.moment(story.runs[0].cut_days_ago + 60)):
        garment = _add_garment(stage, story)
    for run in story.runs:
        prepare_cut(stage, garment, run)
        production_round = _cut(stage, garment, story, run)
        _sell(stage, production_round, story, run)
        _hear(stage, garment, story, run)
        if run is not story.runs[-1]:
            with on_day(stage.session, stage.moment(story.runs[run.number].cut_days_ago + 38)):
                rounds.close_round(stage.session, production_round, user=stage.user)
    _note(stage, garment, story)
    _look_ahead(stage, garment, story)
    return garment


def _add_garment(stage: Stage, story: DemoGarment) -> Garment:
    stage.tell(f"{story.name}: sizes, colours and chart", 0)
    garment = garments.add_garment(
        stage.session,
        name=story.name,
        kind=story.kind,
        sizes=list(story.sizes),
        style_number=story.style_number,
        colours=story.colours,
        block=story.block,
        base_size=story.base_size,
        fabric=story.fabric,
        cut_for=story.cut_for,
        season=story.season,
        seam_allowance=SeamAllowance(included=True, amount_mm=Decimal(story.seam_allowance_mm)),
        user=stage.user,
    )
    base = list(story.sizes).index(story.base_size)
    for point in story.chart:
        name, kind, how_to_measure, *_ = STARTER_LIBRARY[point.code]
        points_of_measure.add_point_of_measure(
            stage.session,
            garment,
            code=point.code,
            name=name,
            kind=kind,
            how_to_measure=how_to_measure,
            tolerance_plus_mm=Decimal(point.tolerance_mm),
            tolerance_minus_mm=Decimal(point.tolerance_mm),
            critical=point.critical,
            values_mm={
                size: Decimal(point.base_mm) + (position - base) * Decimal(point.step_mm)
                for position, size in enumerate(story.sizes)
            },
            user=stage.user,
        )
    return garment


def _cut(stage: Stage, garment: Garment, story: DemoGarment, run: Run) -> ProductionRound:
    """Return the run, planned and released to cut through the gate."""
    stage.tell(f"{garment.name}: run {run.number} is released to cut", 0)
    with on_day(stage.session, stage.moment(run.cut_days_ago + 30)):
        production_round = rounds.plan_round(
            stage.session,
            garment,
            cut_on=stage.today - timedelta(days=run.cut_days_ago),
            planned=deal(story.sizes, run.pieces),
            fabric_lot=run.fabric_lot,
            user=stage.user,
        )
    with on_day(stage.session, stage.moment(run.cut_days_ago + 3)):
        rounds.lock_round(stage.session, production_round, override_reason=run.override_reason, user=stage.user)
    return production_round


def _sell(stage: Stage, production_round: ProductionRound, story: DemoGarment, run: Run) -> None:
    """Count what was cut, sold and returned so far."""
    counted_on = stage.today - timedelta(days=max(1, run.cut_days_ago - 74))
    days_in_the_shops = (counted_on - (stage.today - timedelta(days=run.cut_days_ago - DAYS_TO_THE_SHOPS))).days
    share = min(SOLD_AT_MOST, SOLD_PER_DAY * days_in_the_shops)
    with on_day(stage.session, stage.moment((stage.today - counted_on).days)):
        in_the_shops = stage.today - timedelta(days=run.cut_days_ago - DAYS_TO_THE_SHOPS)
        selling.open_sale(stage.session, production_round, in_the_shops, user=stage.user)
        for size, pieces in deal(story.sizes, run.pieces).items():
            sold = round(pieces * share)
            quantities = {CountKind.CUT: pieces, CountKind.SOLD: sold, CountKind.RETURNED: round(sold * RETURNED)}
            for kind, quantity in quantities.items():
                rounds.record_count(
                    stage.session,
                    production_round,
                    kind=kind,
                    size=size,
                    quantity=quantity,
                    counted_on=counted_on,
                    user=stage.user,
                )


def _hear(stage: Stage, garment: Garment, story: DemoGarment, run: Run) -> None:
    """Take the answers to a run, read their words, weigh what they say and judge the fixes before it."""
    planned = plan_run(story, run, stage.seed)
    stage.tell(f"{garment.name}: {len(planned)} customers answer about run {run.number}", 0)
    given = []
    for answer in planned:
        with on_day(stage.session, stage.moment(0, hours_ago=answer.hours_ago)) as moment:
            given.append(give_answer(stage.session, garment, answer, moment))
    last = stage.moment(0, hours_ago=planned[-1].hours_ago - 1)
    with on_day(stage.session, last):
        tagging.tag_feedback(stage.session, stage.tagger, given)
        grouping.group_garment(stage.session, garment)
        weighing.weigh(stage.session, garment)
    stage.tell(f"{garment.name}: {len(planned)} answers read", len(planned))


def _note(stage: Stage, garment: Garment, story: DemoGarment) -> None:
    """Keep what the label heard itself, and read it."""
    given = []
    for each in story.notes:
        with on_day(stage.session, stage.moment(each.days_ago)):
            given.append(give_note(stage.session, garment, each, stage.user))
    tagging.tag_feedback(stage.session, stage.tagger, given)
    weighing.weigh(stage.session, garment)


def _look_ahead(stage: Stage, garment: Garment, story: DemoGarment) -> None:
    """What is under way today: a correction that is drafted, a run that is planned."""
    if story.pending_correction:
        for ruling in story.pending_rulings:
            decide(stage, garment, ruling)
        draft_correction(stage.session, garment, story.pending_correction, user=stage.user)
    if story.planned_run:
        pieces, days_ahead = story.planned_run
        rounds.plan_round(
            stage.session,
            garment,
            cut_on=stage.today + timedelta(days=days_ahead),
            planned=deal(story.sizes, pieces),
            user=stage.user,
        )
