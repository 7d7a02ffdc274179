"""What has to be sewn before a revision is cut, by what it changes, and what meets that."""

from decimal import Decimal

import pytest

from app.errors import RuleError
from app.models import AnswerKind, MeasureKind, RevisionStatus, SampleVerdict
from app.services import packets, points_of_measure, revisions, samples, settling
from app.services.needs import list_missing_samples, list_sample_needs
from app.services.sample_views import list_approved_on
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
    draft = cast.send_sleeves_shorter(session)

    cast.accept_sample(session, draft)

    assert revisions.needs_sample(session, draft) == ()
    assert draft.status is RevisionStatus.SAMPLED


def test_a_sample_in_another_size_does_not(session):
    draft = cast.send_sleeves_shorter(session)

    cast.accept_sample(session, draft, size="XL")

    assert len(revisions.needs_sample(session, draft)) == 1


OTHER = "Revision 2 needs an accepted sample in M or a waiver with a reason because of sleeve length from shoulder"


def test_a_sample_that_was_accepted_for_other_values_does_not(session):
    draft = cast.send_sleeves_shorter(session)
    cast.accept_sample(session, draft)
    _do_less(session, draft)
    _take(session, draft)

    assert revisions.needs_sample(session, draft) == (f"{OTHER}: other values were agreed since the last one.",)
    with pytest.raises(RuleError, match="other values were agreed"):
        revisions.approve(session, draft)

    newer = cast.accept_sample(session, draft)
    revisions.approve(session, draft)
    assert list_approved_on(session, draft) == [newer]


def test_a_sample_that_was_judged_as_the_pattern_maker_had_done_it_does(session):
    draft = cast.send_sleeves_shorter(session)
    _do_less(session, draft)
    cast.accept_sample(session, draft)

    _take(session, draft)

    assert revisions.needs_sample(session, draft) == ()
    packets.answer_line(session, draft.packets[0], draft.lines[0], kind=AnswerKind.DONE)
    assert revisions.needs_sample(session, draft) == ()


def test_values_that_are_agreed_anew_ask_for_no_other_sample(session):
    draft = cast.send_sleeves_shorter(session)
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
    draft = cast.send_sleeves_shorter(session)
    samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="Two centimetres, plain hem.")
    _do_less(session, draft)
    _take(session, draft)
    assert revisions.needs_sample(session, draft) == (f"{OTHER}: other values were agreed since the last one.",)

    samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="One and a half, plain hem.")

    assert revisions.needs_sample(session, draft) == ()


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
