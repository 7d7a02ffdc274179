"""A fit sample stands between a change and a cut: recorded, waived, measured again."""

from decimal import Decimal

import pytest

from app.errors import Doubtful, NotFound, RuleError
from app.models import MeasureKind, RevisionStatus, SampleVerdict
from app.services import audit, points_of_measure, revisions, samples
from tests import cast


def test_the_newest_sample_of_a_size_holds_and_takes_an_approval_back(session):
    draft = cast.approve(session, cast.make_sleeves_shorter(session, cast.make_shirt(session)))

    samples.record_sample(session, draft, verdict=SampleVerdict.WITH_CHANGES, notes="Still long on Jo.")

    assert draft.status is RevisionStatus.SAMPLED
    assert draft.approved_by is None
    assert len(revisions.needs_sample(session, draft)) == 1


def test_a_plain_length_change_may_be_waived_with_a_reason(session):
    draft = cast.send_sleeves_shorter(session)

    samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="Two centimetres, plain hem.")

    assert revisions.needs_sample(session, draft) == ()


def test_refuses_to_waive_without_a_reason(session):
    with pytest.raises(RuleError, match="A sample is waived with a reason"):
        samples.record_sample(session, cast.send_sleeves_shorter(session), verdict=SampleVerdict.WAIVED)


def test_refuses_to_waive_what_only_a_sample_shows(session):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)
    bicep = points_of_measure.get_point_of_measure(shirt, "D3")
    revisions.change_measure(session, draft, bicep, delta_mm=Decimal(6))
    cast.send_and_receive(session, draft)

    with pytest.raises(RuleError, match="Only a sewn sample shows whether this is right: bicep"):
        samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="No time.")


def test_keeps_what_was_measured(session):
    sample = samples.record_sample(
        session,
        cast.send_sleeves_shorter(session),
        verdict=SampleVerdict.ACCEPTED,
        size="medium",
        measures_mm={"d1": Decimal("580.5")},
    )

    assert sample.size.name == "M"
    assert [(measure.pom.code, measure.value_mm) for measure in sample.measures] == [("D1", Decimal("580.5"))]


@pytest.mark.parametrize(
    "code, value, question",
    [
        ("D1", "6350", "Sleeve length from shoulder: 635.0 cm, where 58.0 cm is asked for. Millimetres?"),
        ("D3", "1700", "Bicep: 170.0 cm, where 17.0 cm is asked for. Millimetres?"),
        ("A3", "4800", "Hip width: 480.0 cm, and no garment measures as much there. Millimetres?"),
    ],
)
def test_what_is_far_from_what_a_sample_is_to_be_or_from_any_garment_is_asked_about(session, code, value, question):
    draft = cast.send_sleeves_shorter(session)
    points_of_measure.add_point_of_measure(session, draft.garment, code="A3", name="Hip width", kind=MeasureKind.HALF)
    tried = {"verdict": SampleVerdict.ACCEPTED, "measures_mm": {code: Decimal(value)}}

    with pytest.raises(Doubtful) as doubt:
        samples.record_sample(session, draft, **tried)

    assert doubt.value.questions == {code: question}
    assert draft.samples == []
    assert samples.record_sample(session, draft, **tried, sure=True).measures[0].value_mm == Decimal(value)


def test_a_sample_is_measured_again_and_the_trail_keeps_what_was_read(session):
    draft = cast.send_sleeves_shorter(session)
    read = {"D1": Decimal(600), "D3": Decimal(170)}
    sample = samples.record_sample(session, draft, verdict=SampleVerdict.ACCEPTED, measures_mm=read)

    samples.measure_again(session, sample, {"D1": Decimal(585), "D3": None})

    assert {each.pom.code: each.value_mm for each in sample.measures} == {"D1": 585}
    assert (sample.verdict, draft.status) == (SampleVerdict.ACCEPTED, RevisionStatus.SAMPLED)
    (told,) = [each.details for each in audit.list_events(session, draft) if each.verb == "measured again"]
    assert told == {"sample": sample.id, "was_mm": {"D1": "600", "D3": "170"}}


def test_what_reads_as_before_leaves_no_trail(session):
    draft = cast.send_sleeves_shorter(session)
    sample = samples.record_sample(
        session, draft, verdict=SampleVerdict.ACCEPTED, measures_mm={"D1": Decimal(580)}
    )  # fmt: skip

    samples.measure_again(session, sample, {"D1": Decimal(580), "D3": None})

    assert [each for each in audit.list_events(session, draft) if each.verb == "measured again"] == []


def test_what_is_measured_again_is_asked_about_too(session):
    sample = cast.accept_sample(session, cast.send_sleeves_shorter(session))

    with pytest.raises(Doubtful, match=r"where 58\.0 cm is asked for"):
        samples.measure_again(session, sample, {"D1": Decimal(5800)})

    assert sample.measures == []
    samples.measure_again(session, sample, {"D1": Decimal(5800)}, sure=True)
    assert [each.value_mm for each in sample.measures] == [5800]


def test_refuses_to_measure_what_nobody_sewed(session):
    draft = cast.send_sleeves_shorter(session)
    waiver = samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="Two centimetres, plain hem.")

    with pytest.raises(RuleError, match="No sample was sewn here"):
        samples.measure_again(session, waiver, {"D1": Decimal(580)})
    with pytest.raises(NotFound, match="Revision 2 has no sample in M"):
        samples.get_newest(draft)


def test_refuses_a_sample_of_a_draft(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match="Revision 2 is still a draft: send it"):
        cast.accept_sample(session, draft)
