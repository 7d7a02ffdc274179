"""A fit sample stands between a change and a cut."""

from decimal import Decimal

import pytest

from app.errors import Doubtful, NotFound, RuleError
from app.models import AnswerKind, MeasureKind, RevisionStatus, SampleVerdict
from app.services import audit, packets, points_of_measure, revisions, samples, settling
from app.services.label import change_label
from app.services.needs import list_missing_samples, list_sample_needs
from app.services.revision_views import build_view
from app.services.sample_views import list_approved_on, list_samples
from tests import cast


@pytest.mark.parametrize(
    "name, kind, change, needs",
    [
        ("Sleeve length", "straight", {"delta_mm": -20}, {"M": True}),
        ("Sleeve length", "straight", {"delta_mm": -26}, {"M": False}),
        ("Sleeve length", "straight", {"per_size": {"S": 2, "L": 4, "XL": 6}}, {"S": False, "XL": False}),
        ("Sleeve length", "straight", {"per_size": {"XL": 6}}, {"XL": False}),
        ("Bicep", "half", {"delta_mm": 5}, {"M": False}),
        ("Collar", "full", {"delta_mm": 5}, {"M": False}),
        ("Armhole curve", "straight", {"delta_mm": 5}, {"M": False}),
        ("Cap height", "straight", {"delta_mm": 5}, {"M": False}),
        ("Front rise", "straight", {"delta_mm": 5}, {"M": False}),
        ("Back waist length", "straight", {"delta_mm": 5}, {"M": False}),
        ("Cape length", "straight", {"delta_mm": 5}, {"M": True}),
        ("Armloch", "straight", {"delta_mm": 5}, {"M": False}),
        ("Tiro delantero", "straight", {"delta_mm": 5}, {"M": False}),
        ("Hauteur tête de manche", "straight", {"delta_mm": 5}, {"M": False}),
        ("Ärmellänge", "straight", {"delta_mm": -20}, {"M": True}),
    ],
)
def test_the_kind_of_change_says_what_has_to_be_sewn(session, name, kind, change, needs):
    """Each need is a size, and whether a plain change may do with a reason instead."""
    shirt = cast.make_garment(session)
    pom = points_of_measure.add_point_of_measure(session, shirt, code="X1", name=name, kind=MeasureKind(kind))
    draft = revisions.draft_revision(session, shirt)

    revisions.change_measure(session, draft, pom, **_decimals(change))

    assert {need.size.name: need.waivable for need in list_sample_needs(draft)} == needs


def test_an_instruction_needs_a_sample_in_the_base_size(session):
    draft = revisions.draft_revision(session, cast.make_shirt(session))
    revisions.add_instruction(session, draft, text="Rotate the dart.")

    assert revisions.needs_sample(session, draft) == (
        "Revision 2 needs an accepted sample in M because of instruction 1.",
    )


def test_a_measure_keeps_the_capital_of_its_language(session):
    shirt = cast.make_shirt(session)
    shirt.points_of_measure[0].name = "Ärmellänge"
    draft = cast.make_sleeves_shorter(session, shirt)

    assert list_sample_needs(draft)[0].subjects == ("Ärmellänge",)


def test_a_measure_that_stays_as_it_was_needs_no_sample(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    cast.leave_as_it_was(session, draft)

    assert list_sample_needs(draft) == []


def test_an_accepted_sample_meets_the_need(session):
    draft = _sent(session)

    cast.accept_sample(session, draft)

    assert revisions.needs_sample(session, draft) == ()
    assert draft.status is RevisionStatus.SAMPLED


def test_a_sample_in_another_size_does_not(session):
    draft = _sent(session)

    cast.accept_sample(session, draft, size="XL")

    assert len(revisions.needs_sample(session, draft)) == 1


def test_the_newest_sample_of_a_size_holds_and_takes_an_approval_back(session):
    draft = cast.approve(session, cast.make_sleeves_shorter(session, cast.make_shirt(session)))

    samples.record_sample(session, draft, verdict=SampleVerdict.WITH_CHANGES, notes="Still long on Jo.")

    assert draft.status is RevisionStatus.SAMPLED
    assert draft.approved_by is None
    assert len(revisions.needs_sample(session, draft)) == 1


OTHER = "Revision 2 needs an accepted sample in M or a waiver with a reason because of sleeve length from shoulder"


def test_a_sample_that_was_accepted_for_other_values_does_not(session):
    draft = _sent(session)
    cast.accept_sample(session, draft)
    _do_less(session, draft)
    _take(session, draft)

    assert revisions.needs_sample(session, draft) == (f"{OTHER}: other values were agreed since the last one.",)
    with pytest.raises(RuleError, match="other values were agreed"):
        revisions.approve(session, draft)

    newer = cast.accept_sample(session, draft)
    revisions.approve(session, draft)
    assert list_approved_on(session, draft) == [newer]


def test_of_several_samples_of_a_size_a_revision_is_approved_on_the_newest(session):
    draft = _sent(session)
    waiver = samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="Two centimetres, plain hem.")
    cast.accept_sample(session, draft)
    largest, newer = cast.accept_sample(session, draft, size="XL"), cast.accept_sample(session, draft)

    revisions.approve(session, draft)

    assert list_approved_on(session, draft) == [waiver, largest, newer]


def test_a_sample_that_was_judged_as_the_pattern_maker_had_done_it_does(session):
    draft = _sent(session)
    _do_less(session, draft)
    cast.accept_sample(session, draft)

    _take(session, draft)

    assert revisions.needs_sample(session, draft) == ()
    packets.answer_line(session, draft.packets[0], draft.lines[0], kind=AnswerKind.DONE)
    assert revisions.needs_sample(session, draft) == ()


def test_values_that_are_agreed_anew_ask_for_no_other_sample(session):
    draft = _sent(session)
    _do_less(session, draft)
    _take(session, draft)
    cast.accept_sample(session, draft)

    _do_less(session, draft)
    _take(session, draft)

    assert revisions.needs_sample(session, draft) == ()


def test_only_the_line_that_was_agreed_otherwise_is_sewn_again(session):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)
    bicep = points_of_measure.get_point_of_measure(shirt, "D3")
    revisions.change_measure(session, draft, bicep, delta_mm=Decimal(6))
    cast.send_and_receive(session, draft)
    cast.accept_sample(session, draft)

    _do_less(session, draft)
    _take(session, draft)

    assert [need.subjects for need in list_missing_samples(session, draft)] == [("sleeve length from shoulder",)]


def test_a_waiver_that_was_given_for_other_values_is_given_anew(session):
    draft = _sent(session)
    samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="Two centimetres, plain hem.")
    _do_less(session, draft)
    _take(session, draft)
    assert revisions.needs_sample(session, draft) == (f"{OTHER}: other values were agreed since the last one.",)

    samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="One and a half, plain hem.")

    assert revisions.needs_sample(session, draft) == ()


def test_a_plain_length_change_may_be_waived_with_a_reason(session):
    draft = _sent(session)

    samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="Two centimetres, plain hem.")

    assert revisions.needs_sample(session, draft) == ()


def test_refuses_to_waive_without_a_reason(session):
    with pytest.raises(RuleError, match="A sample is waived with a reason"):
        samples.record_sample(session, _sent(session), verdict=SampleVerdict.WAIVED)


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
        session, _sent(session), verdict=SampleVerdict.ACCEPTED, size="medium", measures_mm={"d1": Decimal("580.5")}
    )

    assert sample.size.name == "M"
    assert [(measure.pom.code, measure.value_mm) for measure in sample.measures] == [("D1", Decimal("580.5"))]


@pytest.mark.parametrize(
    "measured_mm, told", [("585", ("58.5", "58.5", "0", False)), ("581.5", ("58.5", "58.15", "−0.35", True))]
)
def test_a_sample_is_held_against_what_the_paper_says_not_against_what_lies_between_its_steps(
    session, measured_mm, told
):
    change_label(session, grid="0.5")
    draft = _sent(session)
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


@pytest.mark.parametrize(
    "code, value, question",
    [
        ("D1", "6350", "Sleeve length from shoulder: 635.0 cm, where 58.0 cm is asked for. Millimetres?"),
        ("D3", "1700", "Bicep: 170.0 cm, where 17.0 cm is asked for. Millimetres?"),
        ("A3", "4800", "Hip width: 480.0 cm, and no garment measures as much there. Millimetres?"),
    ],
)
def test_what_is_far_from_what_a_sample_is_to_be_or_from_any_garment_is_asked_about(session, code, value, question):
    draft = _sent(session)
    points_of_measure.add_point_of_measure(session, draft.garment, code="A3", name="Hip width", kind=MeasureKind.HALF)
    tried = {"verdict": SampleVerdict.ACCEPTED, "measures_mm": {code: Decimal(value)}}

    with pytest.raises(Doubtful) as doubt:
        samples.record_sample(session, draft, **tried)

    assert doubt.value.questions == {code: question}
    assert draft.samples == []
    assert samples.record_sample(session, draft, **tried, sure=True).measures[0].value_mm == Decimal(value)


def test_a_sample_is_measured_again_and_the_trail_keeps_what_was_read(session):
    draft = _sent(session)
    read = {"D1": Decimal(600), "D3": Decimal(170)}
    sample = samples.record_sample(session, draft, verdict=SampleVerdict.ACCEPTED, measures_mm=read)

    samples.measure_again(session, sample, {"D1": Decimal(585), "D3": None})

    assert {each.pom.code: each.value_mm for each in sample.measures} == {"D1": 585}
    assert (sample.verdict, draft.status) == (SampleVerdict.ACCEPTED, RevisionStatus.SAMPLED)
    (told,) = [each.details for each in audit.list_events(session, draft) if each.verb == "measured again"]
    assert told == {"sample": sample.id, "was_mm": {"D1": "600", "D3": "170"}}


def test_what_reads_as_before_leaves_no_trail(session):
    draft = _sent(session)
    sample = samples.record_sample(
        session, draft, verdict=SampleVerdict.ACCEPTED, measures_mm={"D1": Decimal(580)}
    )  # fmt: skip

    samples.measure_again(session, sample, {"D1": Decimal(580), "D3": None})

    assert [each for each in audit.list_events(session, draft) if each.verb == "measured again"] == []


def test_what_is_measured_again_is_asked_about_too(session):
    sample = cast.accept_sample(session, _sent(session))

    with pytest.raises(Doubtful, match=r"where 58\.0 cm is asked for"):
        samples.measure_again(session, sample, {"D1": Decimal(5800)})

    assert sample.measures == []
    samples.measure_again(session, sample, {"D1": Decimal(5800)}, sure=True)
    assert [each.value_mm for each in sample.measures] == [5800]


def test_refuses_to_measure_what_nobody_sewed(session):
    draft = _sent(session)
    waiver = samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="Two centimetres, plain hem.")

    with pytest.raises(RuleError, match="No sample was sewn here"):
        samples.measure_again(session, waiver, {"D1": Decimal(580)})
    with pytest.raises(NotFound, match="Revision 2 has no sample in M"):
        samples.get_newest(draft)


def test_refuses_a_sample_of_a_draft(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match="Revision 2 is still a draft: send it"):
        cast.accept_sample(session, draft)


def _sent(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    cast.send_and_receive(session, draft)
    return draft


def _do_less(session, draft):
    """Have Ana take off 15 mm in every size."""
    values = {size: Decimal(565 + 10 * place) for place, size in enumerate(cast.SIZES)}
    packets.answer_line(session, draft.packets[0], draft.lines[0], kind=AnswerKind.DIFFERENTLY, new_mm=values)


def _take(session, draft):
    settling.accept_answer(session, settling.get_answer(draft, 1))


def _decimals(change):
    if "per_size" in change:
        return {"per_size": {size: Decimal(delta) for size, delta in change["per_size"].items()}}
    return {"delta_mm": Decimal(change["delta_mm"])}
