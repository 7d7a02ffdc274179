"""Samples as pages show them: beside what the paper says, and those that a revision is approved on."""

from decimal import Decimal

import pytest

from app.models import AnswerKind, SampleVerdict
from app.services import packets, points_of_measure, revisions, samples, settling
from app.services.label import change_label
from app.services.revision_views import build_view
from app.services.sample_views import list_accepted_off, list_approved_on, list_samples
from tests import cast


def test_of_several_samples_of_a_size_a_revision_is_approved_on_the_newest(session):
    draft = cast.send_sleeves_shorter(session)
    waiver = samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="Two centimetres, plain hem.")
    cast.accept_sample(session, draft)
    largest, newer = cast.accept_sample(session, draft, size="XL"), cast.accept_sample(session, draft)

    revisions.approve(session, draft)

    assert list_approved_on(session, draft) == [waiver, largest, newer]


@pytest.mark.parametrize(
    "measured_mm, told", [("585", ("58.5", "58.5", "0", False)), ("581.5", ("58.5", "58.15", "−0.35", True))]
)
def test_a_sample_is_held_against_what_the_paper_says_not_against_what_lies_between_its_steps(
    session, measured_mm, told
):
    change_label(session, grid="0.5")
    draft = cast.send_sleeves_shorter(session)
    points_of_measure.get_point_of_measure(draft.garment, "D1").tolerance_minus_mm = Decimal(3)
    packets.answer_line(
        session, draft.packets[0], draft.lines[0], kind=AnswerKind.DIFFERENTLY, new_mm={"M": Decimal(584)}
    )
    _take(session, draft)

    measures_mm = {"D1": Decimal(measured_mm)}
    samples.record_sample(session, draft, verdict=SampleVerdict.ACCEPTED, size="M", measures_mm=measures_mm)

    [row] = [row for sample in list_samples(session, draft) for row in sample.measures]
    assert (row.spec, row.measured, row.off, row.outside) == told
    [on_page] = [size.new for line in build_view(session, draft).lines for size in line.sizes if size.name == "M"]
    assert on_page == row.spec


def _take(session, draft):
    settling.accept_answer(session, settling.get_answer(draft, 1))


def test_a_sample_that_was_accepted_outside_the_tolerance_is_told_of_before_the_cut(session):
    draft = cast.send_sleeves_shorter(session)
    points_of_measure.get_point_of_measure(draft.garment, "D1").tolerance_minus_mm = Decimal(6)
    _take_measured(session, draft, "571")

    (told,) = list_accepted_off(session, draft)
    assert told == (
        "The sample in M was accepted with sleeve length from shoulder 57.10 cm where 58.00 cm is asked for: "
        "outside the tolerance."
    )


def test_of_a_sample_that_was_sewn_once_more_only_the_newest_is_told_of(session):
    draft = cast.send_sleeves_shorter(session)
    points_of_measure.get_point_of_measure(draft.garment, "D1").tolerance_minus_mm = Decimal(6)
    _take_measured(session, draft, "571")
    _take_measured(session, draft, "578")

    assert list_accepted_off(session, draft) == []


def _take_measured(session, revision, measured_mm):
    samples.record_sample(
        session, revision, verdict=SampleVerdict.ACCEPTED, measures_mm={"D1": Decimal(measured_mm)}, sure=True
    )
