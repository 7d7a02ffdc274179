"""Decisions about clusters: which of them wait for one, when one is asked again, and what is decided."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import (
    NUMBER_MAX,
    SENTENCE_MAX,
    Cause,
    Choice,
    Cluster,
    ClusterEvidence,
    Decision,
    EvidenceState,
    RoundStatus,
    Route,
    User,
    now,
)
from app.services import audit, blocks
from app.services.changes import has_come, list_released, list_shipped
from app.services.merging import ensure_stands, hold_points
from app.services.whole_revisions import load_lines
from app.services.wording import name_round


def needs_decision(cluster: Cluster) -> bool:
    """Return whether a cluster is above the threshold of the gate and nothing that holds is decided about it.

    The threshold: emerging or established, in fit, construction or fabric; and what is unsafe, of comfort too. What
    belongs on the product page never holds up a cut. What was carried here from the block is decided whatever is said,
    and so is what was put off until the next run once that is planned. Nothing holds that was decided before a danger
    was told of.
    """
    if cluster.carried_from_id is not None and cluster.decision is None:
        return True
    if _is_due(cluster):
        return True
    headline = cluster.headline
    if headline is None or cluster.code.on_product_page:
        return False
    is_rare = headline.state.rank < EvidenceState.EMERGING.rank
    if (is_rare or cluster.code.group == "experience") and not has_safety(cluster):
        return False
    return cluster.decision is None or has_turned_unsafe(cluster) or has_outgrown(cluster.decision, _judge_by(cluster))


def list_to_draw(session: Session, points: Iterable[Cluster]) -> list[Cluster]:
    """Return which points of a garment a pattern revision is to fix that no run carries yet, in one query at most.

    Where the run that was decided for is cut without it, it comes with the next one that has a line for it.
    """
    fixes = [(each, each.decision) for each in points if each.decision and _is_for_pattern(each.decision)]
    firsts = [decision.round_number for _, decision in fixes if decision.round_number is not None]
    newest = list_released(fixes[0][0].garment)[-1:] if firsts else []
    for cut in newest:
        assert cut.revision  # the database demands one of every released round
        if shipped := list_shipped(cut, cut.revision, since=min(firsts)):
            load_lines(session, shipped)
    return [point for point, decision in fixes if not _has_come(point, decision)]


def say_left_out(session: Session, cluster: Cluster) -> str | None:
    """Return of a fix that is to be drawn that the run which was to carry it is cut without it, where that is so."""
    first = cluster.decision.round_number if cluster.decision else None
    cut = [each for each in list_released(cluster.garment) if first is not None and each.number >= first]
    if not cut:
        return None
    return f"{name_round(session, cut[-1])} is cut without it: it comes with the next that has a line for it."


def goes_elsewhere(cluster: Cluster) -> bool:
    """Return whether it is to be fixed, and not by this garment's pattern: the factory's, the fabric's, the block's."""
    decision = cluster.decision
    return decision is not None and decision.choice is Choice.FIX and decision.route not in (Route.PATTERN, None)


def has_safety(cluster: Cluster) -> bool:
    """Return whether somebody reported something unsafe."""
    return any(row.safety for row in cluster.evidence)


def has_turned_unsafe(cluster: Cluster) -> bool:
    """Return whether somebody tells of a danger that was not known when a cluster was decided, whatever was decided.

    A fix that is under way is asked about, too: it may be wanted sooner, and the pieces that are sold called back. It
    is asked once, for whoever decides then knows.
    """
    decision = cluster.decision
    return decision is not None and not decision.unsafe and has_safety(cluster)


def say_ask(cluster: Cluster) -> str:
    """Return how a decision is asked for: "Decide", "Decide again, more people say it since"."""
    ask = f"Decide again, {say_again(cluster)}" if cluster.decision else "Decide"
    return f"It may hurt somebody, {ask[0].lower()}{ask[1:]}" if has_safety(cluster) else ask


def has_outgrown(decision: Decision, told: ClusterEvidence) -> bool:
    """Return whether evidence has grown beyond what a decision was made on, so that it is asked again.

    Watched: as many reports as were set, or its day has come. Kept: more than twice the reports, and three more.
    Fixed: the first run that carries the fix says it again. What was put off comes back with its run, whatever is said.
    """
    match decision.choice:
        case Choice.WATCH:
            has_come = decision.due_on is not None and decision.due_on <= now().date()
            return has_come or _is_told_enough(decision, told)
        case Choice.KEEP:
            return told.reporting > max(2 * decision.reporting, decision.reporting + 2)
        case Choice.FIX:
            first, since = decision.round_number, told.since_round
            return first is not None and since is not None and since >= first
        case _:
            return False


def say_again(cluster: Cluster) -> str:
    """Return why something decided is asked again: a danger, more people who say it, its run that has come, its day."""
    if has_turned_unsafe(cluster):
        return "a danger has been told since"
    if _is_due(cluster):
        return "it was put off until now"
    decision, told = cluster.decision, cluster.foremost
    watched_on = decision.due_on if decision and decision.choice is Choice.WATCH else None
    if decision is None or told is None or watched_on is None or _is_told_enough(decision, told):
        return "more people say it since"
    return f"it was watched until {watched_on.day} {watched_on:%B %Y}"


def ensure_seen(session: Session, cluster: Cluster, seen: int, *, unsafe: bool) -> None:
    """Refuse to decide over what was decided since somebody looked, or unaware of a danger that was told since.

    `seen` is what held then, 0 for nothing, and `unsafe` whether a danger was told of. Until the caller commits nobody
    else decides.
    """
    hold_points(session, cluster)
    decision = cluster.decision
    if decision is not None and decision.id != seen:
        who = decision.user.name if decision.user else "The command line"
        raise RuleError(f"{who} decided meanwhile, as it stands here now. Decide again if you see it otherwise.")
    if has_safety(cluster) and not unsafe:
        raise RuleError("Somebody told of a danger here meanwhile: look at that first, then decide.")


def decide(
    session: Session,
    cluster: Cluster,
    *,
    choice: Choice,
    reason: str,
    route: Route | None = None,
    cause: Cause | None = None,
    owner: str | None = None,
    due_on: date | None = None,
    round_number: int | None = None,
    watch_until: int | None = None,
    user: User | None = None,
) -> Decision:
    """Return what is decided about a cluster from now on; earlier decisions stay in its history.

    A fix that is carried to the block opens the point on the styles of that block that no run was cut of yet.
    """
    ensure_stands(cluster)
    told = cluster.foremost
    reporting = told.reporting if told else 0
    if not reason.strip():
        raise RuleError("A decision needs a reason.", field="reason")
    if len(reason) > SENTENCE_MAX:
        raise RuleError(f"The reason is longer than {SENTENCE_MAX} characters.", field="reason")
    if choice is Choice.DEFER and round_number is None:
        raise RuleError("Until which run is it put off?", field="round_number")
    route = (route or Route.PATTERN) if choice is Choice.FIX else None
    if choice in (Choice.FIX, Choice.DEFER) and round_number is not None:
        _ensure_to_come(session, cluster, choice, route, round_number)
    if choice is Choice.WATCH:
        watch_until = watch_until if watch_until is not None else 2 * reporting + 4
        if watch_until <= reporting:
            raise RuleError(f"{reporting} report it already: watch until there are more.", field="watch_until")
        if watch_until > NUMBER_MAX:
            raise RuleError("No label has so many customers.", field="watch_until")
        if due_on is not None and due_on <= now().date():
            raise RuleError("Watch until a day that is still to come.", field="due_on")
    decision = Decision(
        choice=choice, reason=reason.strip(), cause=cause, owner=owner or None,
        due_on=due_on if choice in (Choice.FIX, Choice.WATCH) else None,
        route=route, round_number=round_number if choice in (Choice.FIX, Choice.DEFER) else None,
        watch_until=watch_until if choice is Choice.WATCH else None, reporting=reporting,
        answered=told.answered if told else 0, unsafe=has_safety(cluster), user=user,
    )  # fmt: skip
    cluster.decisions.append(decision)
    audit.note(session, "decided", cluster, user=user, choice=choice)
    if decision.route is Route.BLOCK:
        blocks.carry(session, cluster, user=user)
    return decision


def _ensure_to_come(session: Session, cluster: Cluster, choice: Choice, route: Route | None, number: int) -> None:
    """What is decided now comes true in a run that is still to be cut, or a run would get the credit of a later fix.

    That holds by every route: what came halfway through a run is first in the next one, whose pieces all have it. Who
    only words a fix anew that stands leaves it where it is; one that is asked again is another fix.
    """
    cut = [each for each in list_released(cluster.garment) if each.number >= number]
    stands = cluster.decision
    is_that = stands is not None and (stands.choice, stands.route, stands.round_number) == (choice, route, number)
    if not cut or (is_that and choice is Choice.FIX and not needs_decision(cluster)):
        return
    ahead = "put it off until" if choice is Choice.DEFER else "a fix can be first in"
    name = name_round(session, cut[0])
    raise RuleError(f"{name} is cut already: {ahead} {cut[-1].number + 1} or later.", field="round_number")


def _is_for_pattern(decision: Decision) -> bool:
    return decision.choice is Choice.FIX and decision.route is Route.PATTERN


def _has_come(cluster: Cluster, decision: Decision) -> bool:
    """Whether a run carries a fix, from the one on that was decided for; the release names one where none was."""
    return decision.round_number is not None and has_come(cluster, since=decision.round_number)


def _is_due(cluster: Cluster) -> bool:
    """Whether a cluster is put off until the run that is cut next, or until one that was cut all the same."""
    decision = cluster.decision
    if decision is None or decision.choice is not Choice.DEFER or decision.round_number is None:
        return False
    numbers = [each.number for each in cluster.garment.rounds]
    planned = [each.number for each in cluster.garment.rounds if each.status is RoundStatus.PLANNED]
    return decision.round_number <= min(planned, default=max(numbers, default=0))


def _judge_by(cluster: Cluster) -> ClusterEvidence:
    """What tells whether a decision is outgrown: what it was made on, and of a fix what is surest."""
    is_fix = cluster.decision is not None and cluster.decision.choice is Choice.FIX
    told = cluster.headline if is_fix else cluster.foremost
    assert told  # one that is heard was weighed
    return told


def _is_told_enough(decision: Decision, told: ClusterEvidence) -> bool:
    """Whether as many report a watched point as were waited for."""
    return decision.watch_until is not None and told.reporting >= decision.watch_until
