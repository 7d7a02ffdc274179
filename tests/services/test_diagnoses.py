"""What a diagnosis and a suggestion say, and what a suggested change means for the chart."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.models import (
    Cluster,
    ClusterEvidence,
    Diagnosis,
    DiagnosisKind,
    EvidenceState,
    FeedbackSource,
    Garment,
    GarmentSize,
    Label,
    LengthUnit,
    MeasureKind,
    PointOfMeasure,
    Refusal,
    Suggestion,
)
from app.services import diagnoses, suggestions
from nlp.taxonomy import GarmentKind, IssueCode

CM = Label(unit=LengthUnit.CM, grid="0.25")
INCHES = Label(unit=LengthUnit.IN, grid="1/8")


def _point(code: str, *, kind=GarmentKind.SHIRT, reporting: int = 12, state=EvidenceState.ESTABLISHED) -> Cluster:
    garment = Garment(
        name="Shirt", kind=kind, sizes=[GarmentSize(name=name, position=at) for at, name in enumerate("SML")]
    )
    garment.points_of_measure = [
        PointOfMeasure(code="D1", name="Sleeve length from shoulder", kind=MeasureKind.STRAIGHT, position=1),
        PointOfMeasure(code="A1", name="Chest width", kind=MeasureKind.HALF, position=2),
        PointOfMeasure(code="D7", name="Armhole straight", kind=MeasureKind.STRAIGHT, position=3),
        PointOfMeasure(code="C4", name="Front waist length", kind=MeasureKind.STRAIGHT, position=4),
        PointOfMeasure(code="F3", name="Front rise", kind=MeasureKind.STRAIGHT, position=5),
        PointOfMeasure(code="E2", name="Front neck drop", kind=MeasureKind.STRAIGHT, position=6),
    ]
    evidence = ClusterEvidence(
        source=FeedbackSource.FORM, reporting=reporting, answered=40, q05=0.1, q50=0.2, q95=0.3, state=state
    )
    return Cluster(garment=garment, code=IssueCode(code), name="Point", evidence=[evidence])


def _found(cluster: Cluster, kind: DiagnosisKind, **details) -> Diagnosis:
    figures = {"rises": True, "sized": 40, "heights": 9, "other_size": 0} | details
    return Diagnosis(cluster=cluster, kind=kind, source=FeedbackSource.FORM, **figures)


def _suggested(cluster: Cluster, shift: float | None, **details) -> Suggestion:
    figures = {
        "per_step_mm": None, "refusal": None, "least_mm": 13, "most_mm": 51, "stated": 8, "assumed": 0, "satisfied": 10,
        "against": 0, "smaller": False,
    }  # fmt: skip
    return Suggestion(cluster=cluster, shift_mm=shift, **(figures | details))


@pytest.mark.parametrize(
    ("code", "rises", "steps"),
    [
        ("bust.width/small", True, "too small"),
        ("bust.width/small", False, "too big"),
        ("sleeve.length/long", True, "too big"),
        ("sleeve.length/long", False, "too small"),
    ],
)
def test_grading_says_which_way_the_steps_are_off(code, rises, steps):
    said = diagnoses.say_diagnosis(_found(_point(code), DiagnosisKind.GRADING, rises=rises))

    assert said.startswith("Larger" if rises else "Smaller")
    assert said.endswith(f"the steps between the sizes are {steps}.")


@pytest.mark.parametrize("kind", DiagnosisKind)
def test_every_diagnosis_is_a_title_and_a_sentence(kind):
    said = diagnoses.say_diagnosis(_found(_point("sleeve.length/long"), kind, place="Navy"))

    assert diagnoses.TITLES[kind]
    assert said[0].isupper()
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("reporting", "state", "more", "said"),
    [
        (2, EvidenceState.FEW, 60, "So far too few say it to tell where it sits."),
        (5, EvidenceState.EMERGING, 60, "About 60 more answers with a size could tell base pattern from grading."),
        (5, EvidenceState.EMERGING, None, "So far too few say it to tell where it sits."),
        (
            20,
            EvidenceState.ESTABLISHED,
            None,
            "The answers by size do not point one way, though there are enough of them.",
        ),
    ],
)
def test_what_is_missing_is_said(reporting, state, more, said):
    point = _point("sleeve.length/long", reporting=reporting, state=state)

    assert diagnoses.say_diagnosis(_found(point, DiagnosisKind.CANNOT_TELL, more_answers=more)) == said


def test_a_suggestion_says_what_was_asked_for_who_is_happy_and_what_suits_most():
    suggestion = _suggested(_point("sleeve.length/long"), 10)

    assert suggestions.say_suggestion(suggestion, CM) == (
        "8 asked for 1.25–5.00 cm less; 10 are happy; 1.00 cm suits most."
    )
    assert suggestions.say_suggestion(suggestion, INCHES) == (
        "8 asked for 1/2–2 in less; 10 are happy; 3/8 in suits most."
    )


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"refusal": Refusal.LEAVE_IT}, "leaving it suits as many as any change."),
        ({"refusal": Refusal.TWO_HEAPS}, "Think of a second length, tall or petite."),
        ({"refusal": Refusal.TOO_FEW_AMOUNTS, "stated": 2}, "So far 2 customers said by how much; 10 are happy."),
        ({"refusal": Refusal.TOO_FEW_AMOUNTS, "stated": 0}, "Nobody said by how much; 10 are happy."),
        ({"refusal": Refusal.LEAVE_IT, "against": 1}, "10 are happy, 1 says the opposite"),
    ],
)
def test_without_a_number_the_reason_is_said(details, said):
    assert said in suggestions.say_suggestion(_suggested(_point("sleeve.length/long"), None, **details), CM)


@pytest.mark.parametrize(
    ("stated", "said"),
    [(0, "Nobody in the reviews said by how much; "), (2, "So far 2 customers in the reviews said by how much; ")],
)
def test_of_several_sources_the_one_is_named_whose_amounts_were_read(stated, said):
    point = _point("sleeve.length/long")
    point.evidence.append(
        ClusterEvidence(
            source=FeedbackSource.REVIEW, reporting=20, answered=90, q05=0.1, q50=0.2, q95=0.3,
            state=EvidenceState.ESTABLISHED,
        )
    )  # fmt: skip
    suggestion = _suggested(point, None, refusal=Refusal.TOO_FEW_AMOUNTS, stated=stated)

    assert suggestions.say_suggestion(suggestion, CM).startswith(said)


def test_a_review_that_does_not_speak_of_it_is_no_praise():
    point = _point("sleeve.length/long")
    point.evidence[0].source = FeedbackSource.REVIEW

    assert "; 10 say nothing of it; " in suggestions.say_suggestion(_suggested(point, 10), CM)


def test_a_girth_is_asked_for_all_round_and_drawn_by_half():
    point = _point("bust.width/small")
    point.suggestion = _suggested(point, 15)

    assert "8 asked for 1.25–5.00 cm more all round" in suggestions.say_suggestion(point.suggestion, CM)
    change = suggestions.suggest_change(point)
    assert (change.pom.code, change.delta_mm, change.sample_first) == ("A1", Decimal("7.5"), False)


@pytest.mark.parametrize(
    ("code", "kind", "pom", "delta"),
    [
        ("sleeve.length/long", GarmentKind.SHIRT, "D1", -10),
        ("sleeve.length/short", GarmentKind.SHIRT, "D1", 10),
        ("neckline.depth/low", GarmentKind.SHIRT, "E2", -10),
        ("neckline.depth/high", GarmentKind.SHIRT, "E2", 10),
        ("waist.position/high", GarmentKind.SHIRT, "C4", 10),
        ("waist.position/low", GarmentKind.SHIRT, "C4", -10),
        ("waist.position/high", GarmentKind.TROUSERS, "F3", -10),
        ("rise.height/low", GarmentKind.TROUSERS, "F3", 10),
        ("rise.height/high", GarmentKind.TROUSERS, "F3", -10),
    ],
)
def test_the_complaint_says_which_way_the_measure_goes(code, kind, pom, delta):
    point = _point(code, kind=kind)
    point.suggestion = _suggested(point, 10)

    change = suggestions.suggest_change(point)

    assert (change.pom.code, change.delta_mm) == (pom, delta)


def test_a_waist_that_sits_too_low_wants_a_higher_rise_in_whichever_language_it_is_called():
    point = _point("waist.position/low", kind=GarmentKind.TROUSERS)
    point.suggestion = _suggested(point, 10)
    suggestions.find_measure(point).name = "Vordere Leibhöhe"

    assert suggestions.suggest_change(point).delta_mm == 10


@pytest.mark.parametrize(
    ("own", "name", "is_found"),
    [
        ("AEL", "Ärmellänge", True),
        ("d1", "Longueur de manche", True),
        ("D1", "Länge außen", True),
        ("D1", "Schulterbreite", False),
        ("D1", "Yoke depth", False),
    ],
)
def test_a_fix_moves_the_measure_that_it_is_whatever_its_house_calls_it(own, name, is_found):
    point = _point("sleeve.length/long")
    sleeve = point.garment.points_of_measure[0]
    sleeve.code, sleeve.name = own, name

    assert suggestions.find_measure(point) is (sleeve if is_found else None)


def test_of_two_measures_that_are_the_same_it_is_the_one_with_the_code_of_the_library():
    point = _point("sleeve.length/long")
    first, last = (PointOfMeasure(code=each, name="Ärmellänge", kind=MeasureKind.STRAIGHT) for each in ("X1", "X2"))
    sleeve = point.garment.points_of_measure[0]
    point.garment.points_of_measure = [first, *point.garment.points_of_measure, last]

    assert suggestions.find_measure(point) is sleeve
    sleeve.retired_at = datetime(2026, 3, 1, tzinfo=UTC)
    assert suggestions.find_measure(point) is first


@pytest.mark.parametrize(
    ("code", "shift", "first"),
    [("sleeve.length/long", 25, False), ("sleeve.length/long", 27.5, True), ("armhole.size/small", 12.5, True),
     ("bust.width/small", 20, False), ("bust.width/small", 25, True)],
)  # fmt: skip
def test_more_than_one_revision_takes_is_sampled_first(code, shift, first):
    point = _point(code)
    point.suggestion = _suggested(point, shift)

    assert suggestions.suggest_change(point).sample_first is first


def test_other_steps_are_added_up_from_the_base():
    point = _point("bust.width/small")
    point.suggestion = _suggested(point, 0, per_step_mm=10)

    change = suggestions.suggest_change(point)

    assert suggestions.spread_change(change, point) == {"S": 0, "M": 0, "L": 5}
    assert suggestions.say_suggestion(point.suggestion, CM).endswith(
        "; 1.00 cm all round for each size above M suits most."
    )


def test_sizes_that_differ_in_length_alone_get_the_same_step():
    point = _point("hip.width/small", kind=GarmentKind.TROUSERS)
    names = ("W28 L30", "W28 L32", "W30 L30", "W30 L32")
    point.garment.sizes = [
        GarmentSize(name=name, second_dimension=name[-3:], position=at) for at, name in enumerate(names)
    ]
    point.garment.base_size_name = "W28 L30"
    point.garment.points_of_measure.append(PointOfMeasure(code="A3", name="Hip", kind=MeasureKind.HALF, position=7))
    point.suggestion = _suggested(point, 0, per_step_mm=10)

    change = suggestions.suggest_change(point)

    assert suggestions.spread_change(change, point) == {"W28 L30": 0, "W28 L32": 0, "W30 L30": 5, "W30 L32": 5}


def test_a_base_that_is_off_too_moves_with_the_steps():
    point = _point("sleeve.length/long")
    point.suggestion = _suggested(point, 5, per_step_mm=10, smaller=True)

    change = suggestions.suggest_change(point)

    assert suggestions.spread_change(change, point) == {"S": -15, "M": -5, "L": -5}


def test_a_measure_that_the_chart_does_not_have_is_not_guessed():
    point = _point("strap.length/long")
    point.suggestion = _suggested(point, 10)

    assert suggestions.suggest_change(point) is None


@pytest.mark.parametrize(
    ("code", "has"), [("sleeve.length/long", True), ("size.overall/small", False), ("fabric.shrinkage/shrinks", False)]
)
def test_only_a_matter_of_more_or_less_of_one_measure_has_a_length(code, has):
    assert suggestions.has_length(IssueCode(code)) is has
