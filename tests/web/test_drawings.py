"""Drawings: one scale for all of a list, nothing drawn where it is not."""

from app.models import ClusterEvidence, FeedbackSource
from app.services.point_rows import PointRow
from app.services.shares import Share
from app.web.drawings import (
    choose_scale,
    choose_source_scale,
    choose_trend_scale,
    draw_share,
    draw_shares,
    draw_trend,
    list_trend_runs,
)

FORM = FeedbackSource.FORM


def test_a_trend_needs_two_runs():
    assert draw_trend({1: Share(3, 12), 2: Share(0, 0)}, FORM, across=[1, 2], scale=0.6, run_word="run") is None


def test_a_trend_says_in_words_what_it_draws():
    trend = draw_trend({1: Share(3, 12), 2: Share(12, 40)}, FORM, across=[1, 2], scale=0.6, run_word="drop")

    assert trend.words == "drop 1: 3 of the 12 who answered, drop 2: 12 of the 40 who answered"
    assert [column.thin for column in trend.columns] == [False, False]


def test_a_run_too_thin_to_read_is_hollow_and_left_open_where_it_leaves_the_scale():
    before, thin = draw_trend({1: Share(3, 40), 2: Share(2, 2)}, FORM, across=[1, 2], scale=0.6, run_word="run").columns

    assert (before.thin, before.open, before.off) == (False, False, False)
    assert (thin.thin, thin.open, thin.off) == (True, True, True)


def test_a_size_too_thin_to_read_has_no_cap_where_its_range_leaves_the_scale():
    chart = draw_shares([("S", Share(3, 40)), ("XL", Share(1, 2))], width=460, height=190)

    assert [tick.label for tick in chart.ticks] == ["0", "20", "40", "60"]
    assert [(column.thin, column.open, column.off) for column in chart.columns] == [
        (False, False, False),
        (True, True, False),
    ]


def test_a_size_that_nobody_answered_of_has_a_range_and_no_share():
    none, some = draw_shares([("XS", Share(0, 0)), ("L", Share(0, 5))], width=460, height=190).columns

    assert (none.off, none.open, none.note) == (True, True, "0 of 0")
    assert (some.off, some.open) == (False, False)


def test_the_scale_of_the_sources_reaches_as_far_as_the_widest_of_them():
    assert choose_source_scale([ClusterEvidence(q95=0.3), ClusterEvidence(q95=0.4)]) == 0.6
    assert choose_source_scale([ClusterEvidence(q95=0.3), ClusterEvidence(q95=0.8)]) == 1.0


def test_only_what_can_be_read_stretches_the_scale_of_trends():
    assert choose_trend_scale([PointRow(1, None, None, runs={1: Share(2, 2)})]) == 0.6
    assert choose_trend_scale([PointRow(1, None, None, runs={1: Share(12, 20)})]) == 1.0


def test_strips_of_a_part_end_where_its_own_range_does():
    assert choose_scale([PointRow(1, None, None, here=Share(5, 9))]) == 1.0
    assert draw_share(Share(5, 9), 1.0).words == "here likely between 30 and 78 in 100"


def test_the_newest_six_runs_are_drawn_each_in_its_place_of_the_list():
    often = PointRow(1, None, None, runs={number: Share(3, 12) for number in range(1, 9)})
    seldom = PointRow(2, None, None, runs={4: Share(1, 12), 6: Share(0, 0), 7: Share(1, 12)})
    across = list_trend_runs([often, seldom])

    whole, part = (draw_trend(each.runs, FORM, across=across, scale=0.6, run_word="run") for each in (often, seldom))

    assert [column.name for column in whole.columns] == ["3", "4", "5", "6", "7", "8"]
    assert {column.name: column.x for column in part.columns} == {"4": whole.columns[1].x, "7": whole.columns[4].x}
    assert part.width == whole.width
