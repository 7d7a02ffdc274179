"""`toile clusters`: the fit points of a garment, what is decided about them, merging and splitting."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from app.cli.desk import DAY, NUMBER, answer, do_now, example, json_option, read_numbers, reading, writing
from app.errors import RuleError
from app.models import Cause, Choice, Cluster, Label, Route
from app.services import (
    blocks,
    certainty,
    clusters,
    decisions,
    diagnoses,
    foresight,
    garments,
    issues,
    jobs,
    merging,
    returns,
    sub_themes,
    suggestions,
    triage,
)
from app.services.label import get_label
from app.services.quotes import list_quotes
from app.services.returns import Returned
from app.services.silences import Silence, find_silences
from app.services.wording import split_list

SAID = ("returned", "diagnosis", "pieces", "suggestion", "next_run")
"""What is said of a fit point in a sentence, in this order."""


@click.group("clusters")
def commands() -> None:
    """The fit points of a garment: look, decide, merge, split."""


@commands.command("list", epilog=example('toile clusters list "Marit shirt"'))
@click.argument("garment")
@json_option
def list_all(garment: str, as_json: bool) -> None:
    """List the fit points of a garment, what matters most first."""
    with reading() as session:
        found = clusters.list_clusters(session, garments.get_garment(session, garment))
        rows = _list_rows(session, found)
    answer(rows, as_json=as_json, lines=[_line(row) for row in rows] or "Nothing has been said yet.")


@commands.command("show", epilog=example("toile clusters show 1"))
@click.argument("cluster", type=NUMBER)
@click.option("--quotes", type=NUMBER, default=10, show_default=True, help="How many.")
@json_option
def show(cluster: int, quotes: int, as_json: bool) -> None:
    """Show a fit point with its evidence, its decisions and what people say."""
    with reading() as session:
        found = clusters.get_cluster(session, cluster)
        said = [
            {"issue": quote.issue.id, "words": quote.words, "size": quote.size, "source": quote.source.value,
             "round": quote.round_number}
            for quote in list_quotes(session, found, limit=quotes)
        ]  # fmt: skip
        decisions = [
            {"choice": each.choice.value, "reason": each.reason, "route": each.route and each.route.value,
             "decided_at": each.decided_at}
            for each in found.decisions
        ]  # fmt: skip
        told = sub_themes.list_wordings(session, found)
        ways = [
            {"id": each.id, "customers": each.customers, "typical": each.typical,
             "quotes": [{"issue": quote.issue.id, "words": quote.words} for quote in each.quotes]}
            for each in told.shared
        ]  # fmt: skip
        [row] = _list_rows(session, [found])
        row |= _finding(found, get_label(session)) | {"decisions": decisions, "quotes": said}
        back = returns.count_returned(session, found)
        row |= {"sub_themes": ways, "told_alone": told.alone, "pieces": _made(session, found)}
        row["returned"] = back and _returned(back)
        seen = foresight.foresee(session, found)
        row["next_run"] = None if seen is None else asdict(seen) | {"says": foresight.say_foresight(session, seen)}
        alike = blocks.list_same_elsewhere(session, found).alike
        row["same_block"] = [
            {"garment": each.garment.name, **told} for each, told in zip(alike, _list_rows(session, alike), strict=True)
        ]
    lines = [
        _line(row),
        *(f"  {row[name]['says']}" for name in SAID if row[name]),
        *(f"  Same block, same fault: {each['garment']} (fit point {each['id']})" for each in row["same_block"]),
        *(f"  {each['decided_at']:%Y-%m-%d} {each['choice']}: {each['reason']}" for each in decisions),
        *(f"  {each['customers']} customers: “{each['typical']}” (sub-theme {each['id']})" for each in ways),
        *(f"  “{each['words']}” (issue {each['issue']})" for each in said),
    ]
    answer(row, as_json=as_json, lines=lines)


@commands.command("unnamed", epilog=example('toile clusters unnamed "Marit shirt"'))
@click.argument("garment")
@json_option
def list_unnamed(garment: str, as_json: bool) -> None:
    """List in which alike words fault is found that no fit point tells."""
    with reading() as session:
        rows = [
            {"theme": each.id, "customers": each.customers, "typical": each.typical,
             "words": [saying.words for saying in each.sayings]}
            for each in sub_themes.list_unnamed(session, garments.get_garment(session, garment))
        ]  # fmt: skip
    lines = [f"  {row['customers']} customers: “{row['typical']}” (theme {row['theme']})" for row in rows]
    answer(rows, as_json=as_json, lines=lines or "Nothing is found fault with that no fit point tells.")


@commands.command("decide", epilog=example('toile clusters decide 1 --choice fix --route pattern --reason "Many ask."'))
@click.argument("cluster", type=NUMBER)
@click.option("--choice", type=click.Choice([each.value for each in Choice]), required=True)
@click.option("--reason", required=True)
@click.option("--route", type=click.Choice([each.value for each in Route]), help="Where a fix goes.")
@click.option("--cause", type=click.Choice([each.value for each in Cause]))
@click.option("--owner")
@click.option("--due", type=DAY, help="Day a fix is due, or a watched point comes back.")
@click.option("--round", "round_number", type=NUMBER, help="First run of the fix, or the run it comes back for.")
@click.option("--watch-until", type=NUMBER, help="How many reports bring a watched point back.")
@json_option
def decide(
    cluster: int, choice: str, reason: str, route: str | None, cause: str | None, owner: str | None,
    due: datetime | None, round_number: int | None, watch_until: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Decide about a fit point, with a reason."""
    with writing() as session:
        found = clusters.get_cluster(session, cluster)
        decisions.decide(
            session, found, choice=Choice(choice), reason=reason, route=Route(route) if route else None,
            cause=Cause(cause) if cause else None, owner=owner, due_on=due.date() if due else None,
            round_number=round_number, watch_until=watch_until,
        )  # fmt: skip
        session.flush()
        [row] = _list_rows(session, [found])
    answer(row, as_json=as_json, lines=_line(row))


@commands.command("merge", epilog=example("toile clusters merge 3 --into 1"))
@click.argument("cluster", type=NUMBER)
@click.option("--into", type=NUMBER, required=True, help="The fit point that stays.")
@json_option
def merge(cluster: int, into: int, as_json: bool) -> None:
    """Put a fit point into another one; later issues follow, and both histories stay."""
    with writing() as session:
        survivor = clusters.get_cluster(session, into)
        merging.merge(session, clusters.get_cluster(session, cluster), into=survivor)
        job_id = jobs.request_weighing(session, survivor.garment).id
    _show_weighed(into, job_id, as_json=as_json)


@commands.command("split", epilog=example('toile clusters split 1 --issues 4,9 --name "Cuff too long"'))
@click.argument("cluster", type=NUMBER)
@click.option("--issues", "chosen", help="The numbers of the issues, with commas.")
@click.option("--sub-theme", type=NUMBER, help="Or all that is told in these words, later answers too.")
@click.option("--name", required=True)
@json_option
def split(cluster: int, chosen: str | None, sub_theme: int | None, name: str, as_json: bool) -> None:
    """Make a new fit point of some issues of another one, or of what is told in alike words."""
    refusal = "Issues are named by their numbers, with commas between them."
    numbers = read_numbers(split_list(chosen or ""), refusal=refusal)
    if numbers and sub_theme is not None:
        raise RuleError("Split off either issues or a sub-theme.")
    with writing() as session:
        found = clusters.get_cluster(session, cluster)
        if sub_theme is not None:
            made = sub_themes.split_off(session, found, sub_themes.get_sub_theme(session, sub_theme), name=name)
        else:
            picked = [issues.get_issue(session, number) for number in numbers]
            made = merging.split(session, found, issues=picked, name=name)
        session.flush()
        made_id, job_id = made.id, jobs.request_weighing(session, found.garment).id
    _show_weighed(made_id, job_id, as_json=as_json)


def _show_weighed(cluster_id: int, job_id: int, *, as_json: bool) -> None:
    """Weigh what was moved about, then show where it went."""
    do_now(job_id)
    with reading() as session:
        [row] = _list_rows(session, [clusters.get_cluster(session, cluster_id)])
    answer(row, as_json=as_json, lines=_line(row))


def _list_rows(session: Any, found: Sequence[Cluster]) -> list[dict[str, Any]]:
    """What is told of fit points at a glance, a row each."""
    silences = find_silences(session, found)
    return [_row(cluster, silences.get(cluster.id)) for cluster in found]


def _row(cluster: Cluster, silence: Silence | None) -> dict[str, Any]:
    told, decision = cluster.foremost, cluster.decision
    return {
        "id": cluster.id,
        "code": cluster.code.value,
        "name": cluster.name,
        "state": told.state.value if told else None,
        "reporting": told.reporting if told else None,
        "answered": told.answered if told else None,
        "between": [told.q05, told.q95] if told else None,
        "silent_since": silence and silence.since,
        "safety": decisions.has_safety(cluster),
        "needs_decision": decisions.needs_decision(cluster),
        "decision": decision.choice.value if decision else None,
    }


def _finding(cluster: Cluster, label: Label) -> dict[str, Any]:
    """Where the fault sits and what change suits most, in words and figures."""
    diagnosis, suggestion, change = cluster.diagnosis, cluster.suggestion, suggestions.suggest_change(cluster)
    return {
        "how_sure": certainty.say_certainty(cluster, label) if cluster.evidence else [],
        "diagnosis": diagnosis and {
            "kind": diagnosis.kind.value, "place": diagnosis.place, "trend": diagnosis.trend,
            "says": f"{diagnoses.TITLES[diagnosis.kind]}. {diagnoses.say_diagnosis(diagnosis)}",
        },
        "suggestion": suggestion and {
            "shift_mm": suggestion.shift_mm, "per_step_mm": suggestion.per_step_mm,
            "refusal": suggestion.refusal and suggestion.refusal.value,
            "point_of_measure": change and change.pom.code, "delta_mm": change and change.delta_mm,
            "says": suggestions.say_suggestion(suggestion, label),
        },
    }  # fmt: skip


def _made(session: Any, cluster: Cluster) -> dict[str, Any] | None:
    """Whether the pieces were made to spec, and whom to talk to first."""
    made = triage.triage_point(session, cluster)
    return None if made is None else {
        "made": made.made.value, "point_of_measure": made.pom.code, "round": made.production_round.number,
        "sizes": list(made.sizes), "deviation_mm": made.deviation_mm, "pieces": made.pieces,
        "says": f"{triage.TITLES[made.made]}. {triage.say_triage(session, made)}",
    }  # fmt: skip


def _returned(back: Returned) -> dict[str, Any]:
    """What came back for it, of the pieces sold."""
    sizes = [{"size": name, "returned": pieces, "sold": sold} for name, pieces, sold in back.sizes]
    return {"returned": back.pieces, "sold": back.sold, "sizes": sizes, "says": back.sentence}


def _line(row: dict[str, Any]) -> str:
    if row["state"]:
        evidence = f"{row['reporting']} of {row['answered']}, {row['state']}"
    else:
        evidence = f"no answers since run {row['silent_since']}" if row["silent_since"] else "not weighed yet"
    marks = [mark for mark, holds in (("safety", row["safety"]), ("to decide", row["needs_decision"])) if holds]
    return "  ".join([f"{row['id']:>4}", row["name"], evidence, row["decision"] or "undecided", *marks])
