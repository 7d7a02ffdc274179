"""Why a line is on the sheet: how many said it, in their words, and what is left alone."""

from datetime import timedelta

import pytest

from app.models import (
    Choice,
    Cluster,
    ClusterEvidence,
    Decision,
    EvidenceState,
    Feedback,
    FeedbackSource,
    Issue,
    IssueOrigin,
    Route,
    now,
)
from app.services import reasons, sizes_and_colours
from nlp.taxonomy import IssueCode
from tests import cast


def make_point(
    session, garment, code, *, reporting=0, answered=40, source=FeedbackSource.FORM, by_size=None, **decided
):
    """Return a fit point as it stands after weighing, decided if a choice is given."""
    told = {str(sizes_and_colours.get_size(garment, size).id): shares for size, shares in (by_size or {}).items()}
    point = Cluster(garment=garment, code=code, name=code.title)
    if reporting:
        point.evidence = [
            ClusterEvidence(
                source=source, reporting=reporting, answered=answered, q05=0.1, q50=0.2, q95=0.3,
                state=EvidenceState.ESTABLISHED, by_size=told, by_run={},
            )
        ]  # fmt: skip
    if decided:
        point.decisions = [Decision(reason="So it was decided.", **decided)]
    session.add(point)
    session.flush()
    return point


def say(session, garment, point, size, comment="", words=None):
    """Record an answer that belongs to a point, and its words where they were read."""
    start = comment.index(words) if words else None
    answer = Feedback(
        garment=garment, source=FeedbackSource.FORM, comment=comment or None, rest_fits=True,
        size=sizes_and_colours.get_size(garment, size),
    )  # fmt: skip
    if point is not None:
        issue = Issue(code=point.code, standing_code=point.code, origin=IssueOrigin.COMMENT, severity=1, cluster=point)
        issue.span_start, issue.span_end = start, start + len(words) if words else None
        answer.issues = [issue]
    session.add(answer)
    session.flush()
    return answer


def list_quotes(session, point):
    """The two best quotes behind a point."""
    return reasons.choose_quotes(reasons.read_quotes(session, [point], before=now()), [point], limit=2)


def test_evidence_is_one_plain_sentence(session):
    shirt = cast.make_shirt(session)
    point = make_point(session, shirt, IssueCode.SLEEVE_LENGTH_LONG, reporting=14)

    assert reasons.tell_evidence(point) == "Sleeve too long: 14 of the 40 who answered."


def test_evidence_names_the_sizes_that_say_it_far_more_often(session):
    shirt = cast.make_shirt(session)
    by_size = {"M": [1, 10], "L": [4, 6], "XL": [4, 5]}
    point = make_point(session, shirt, IssueCode.SLEEVE_LENGTH_LONG, reporting=9, by_size=by_size)

    assert reasons.tell_evidence(point) == "Sleeve too long: 9 of the 40 who answered, mostly L and XL."


def test_sizes_that_merely_sold_more_are_not_named(session):
    shirt = cast.make_shirt(session)
    by_size = {"S": [2, 6], "M": [6, 18]}
    point = make_point(session, shirt, IssueCode.SLEEVE_LENGTH_LONG, reporting=8, by_size=by_size)

    assert reasons.tell_evidence(point) == "Sleeve too long: 8 of the 40 who answered."


def test_nothing_is_said_before_the_evidence_was_weighed(session):
    point = make_point(session, cast.make_shirt(session), IssueCode.SLEEVE_LENGTH_LONG)

    assert reasons.tell_evidence(point) is None


def test_what_was_cut_since_is_told_by_what_it_was_decided_on(session):
    shirt = cast.make_shirt(session)
    point = make_point(
        session, shirt, IssueCode.SLEEVE_LENGTH_LONG, reporting=1, choice=Choice.FIX,
        decided_at=now() - timedelta(days=9),
    )  # fmt: skip
    assert reasons.tell_decided(point, now()) is None
    point.decisions[0].reporting, point.decisions[0].answered = 14, 40

    assert reasons.tell_decided(point, now()) == "Sleeve too long: 14 of 40 when it was decided."
    assert reasons.tell_decided(point, now() - timedelta(days=10)) is None


def test_nobody_is_quoted_who_spoke_after_the_sheet_was_sent(session):
    shirt = cast.make_shirt(session)
    point = make_point(session, shirt, IssueCode.SLEEVE_LENGTH_LONG)
    say(session, shirt, point, "M", "The sleeves are too long.", "sleeves are too long")

    assert reasons.read_quotes(session, [point], before=now() - timedelta(days=1)) == {}
    assert list_quotes(session, point) == ["The sleeves are too long."]


@pytest.mark.parametrize(
    "source, share", [(FeedbackSource.REVIEW, "3 of 8 reviews"), (FeedbackSource.RETURN, "3 were returned for it")]
)
def test_sources_are_told_apart(session, source, share):
    shirt = cast.make_shirt(session)
    point = make_point(session, shirt, IssueCode.NECK_WIDTH_SMALL, reporting=3, answered=8, source=source)

    assert share in reasons.tell_evidence(point)


def test_a_quote_is_the_sentence_around_the_words_that_were_read(session):
    shirt = cast.make_shirt(session)
    point = make_point(session, shirt, IssueCode.SLEEVE_LENGTH_LONG)
    say(session, shirt, point, "L", "Lovely cloth. The sleeves cover my hands! Bea", "sleeves cover my hands")

    assert list_quotes(session, point) == ["The sleeves cover my hands!"]


def test_a_long_sentence_is_quoted_by_the_words_alone(session):
    shirt = cast.make_shirt(session)
    point = make_point(session, shirt, IssueCode.SLEEVE_LENGTH_LONG)
    say(session, shirt, point, "L", f"{'so on, ' * 20}sleeves far too long", "sleeves far too long")

    assert list_quotes(session, point) == ["sleeves far too long"]


def test_alike_quotes_are_printed_once_and_rejected_ones_never(session):
    shirt = cast.make_shirt(session)
    point = make_point(session, shirt, IssueCode.SLEEVE_LENGTH_LONG)
    say(session, shirt, point, "L", "Sleeves too long.", "Sleeves too long")
    say(session, shirt, point, "M", "sleeves too long", "sleeves too long")
    rejected = say(session, shirt, point, "M", "Not about the sleeve at all", "the sleeve")
    rejected.issues[0].standing_code = None
    session.flush()

    assert len(list_quotes(session, point)) == 1


def test_an_erased_answer_is_quoted_no_more(session):
    shirt = cast.make_shirt(session)
    point = make_point(session, shirt, IssueCode.SLEEVE_LENGTH_LONG)
    answer = say(session, shirt, point, "L", "The sleeves cover my hands.", "sleeves cover my hands")

    session.delete(answer)
    session.flush()

    assert list_quotes(session, point) == []


def test_what_several_people_praise_is_not_to_be_changed(session):
    shirt = cast.make_shirt(session)
    make_point(session, shirt, IssueCode.NECK_WIDTH_OK, reporting=14)
    make_point(session, shirt, IssueCode.WAIST_WIDTH_OK, reporting=1)
    make_point(session, shirt, IssueCode.FABRIC_FEEL_OK, reporting=20)
    make_point(session, shirt, IssueCode.SLEEVE_LENGTH_OK, reporting=9)
    make_point(session, shirt, IssueCode.BODY_LENGTH_LONG, reporting=5, choice=Choice.KEEP)
    sleeve = make_point(session, shirt, IssueCode.SLEEVE_LENGTH_LONG, reporting=12)

    assert reasons.list_kept(reasons.list_by_reports(session, shirt), changed=[sleeve]) == [
        "Neck opening right: 14 people say so.",
        "Garment too long: kept as is.",
    ]


def test_what_is_not_on_the_sheet_is_said(session):
    shirt = cast.make_shirt(session)
    make_point(session, shirt, IssueCode.BODY_LENGTH_SHORT, reporting=5, choice=Choice.DEFER, round_number=5)
    make_point(session, shirt, IssueCode.BUST_WIDTH_SMALL, reporting=4, choice=Choice.WATCH)
    make_point(session, shirt, IssueCode.CONSTRUCTION_SEAM_POOR, choice=Choice.FIX, route=Route.FACTORY)
    make_point(session, shirt, IssueCode.SLEEVE_LENGTH_LONG, choice=Choice.FIX, route=Route.PATTERN)
    make_point(session, shirt, IssueCode.HIP_WIDTH_SMALL, reporting=2)

    assert reasons.list_left_out(reasons.list_by_reports(session, shirt), run_word="run") == [
        "Garment too short: deferred to run 5, 5 of the 40 who answered.",
        "Bust too tight: watched, 4 of the 40 who answered.",
        f"{IssueCode.CONSTRUCTION_SEAM_POOR.title}: goes to the factory.",
    ]
