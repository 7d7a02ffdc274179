"""The wrap dress: its waist sat too high, was lowered too far, and was raised a little again."""

from app.models import Cause, Choice, Route
from app.services.demo.shapes import Change, Correction, DemoGarment, Fault, Point, Ruling, Run, Sample, Truth
from nlp.taxonomy import GarmentKind, IssueCode

SANNA = DemoGarment(
    key="dress",
    name="Sanna wrap dress",
    style_number="SN-11",
    kind=GarmentKind.DRESS,
    sizes={"36": 0.16, "38": 0.26, "40": 0.28, "42": 0.19, "44": 0.11},
    base_size="40",
    colours=("Blue meadow", "Plain rust"),
    fabric="Cotton voile, 95 g/m²",
    block="Wrap bodice block 1",
    cut_for="Women of 160 to 176 cm, back waist length 40 cm in size 40",
    season="Spring and summer",
    seam_allowance_mm=10,
    chart=(
        Point("A1", base_mm="465", step_mm="20", tolerance_mm="6", critical=True),
        Point("A2", base_mm="385", step_mm="20", tolerance_mm="6", critical=True),
        Point("A3", base_mm="530", step_mm="20", tolerance_mm="6"),
        Point("A4", base_mm="910", step_mm="20", tolerance_mm="10"),
        Point("B1", base_mm="390", step_mm="7.5", tolerance_mm="6"),
        Point("C4", base_mm="415", step_mm="5", tolerance_mm="6", critical=True),
        Point("C5", base_mm="390", step_mm="5", tolerance_mm="6", critical=True),
        Point("C6", base_mm="720", step_mm="7.5", tolerance_mm="10"),
        Point("D1", base_mm="270", step_mm="5", tolerance_mm="6"),
        Point("D3", base_mm="172.5", step_mm="7.5", tolerance_mm="3"),
        Point("E2", base_mm="215", step_mm="5", tolerance_mm="5"),
    ),
    faults=(
        Fault(
            IssueCode.WAIST_POSITION_HIGH,
            Truth.BASE_PATTERN,
            rates={1: 0.38, 2: 0.02, 3: 0.0},
            amount_mm=(10, 40),
        ),
        Fault(IssueCode.WAIST_POSITION_LOW, Truth.OVER_CORRECTED, rates={1: 0.0, 2: 0.36, 3: 0.12}, amount_mm=(10, 30)),
    ),
    grumbles={
        IssueCode.NECKLINE_DEPTH_LOW: 0.04,
        IssueCode.CONSTRUCTION_CLOSURE_POOR: 0.04,
        IssueCode.BODY_LENGTH_LONG: 0.03,
        IssueCode.BODY_LENGTH_SHORT: 0.02,
        IssueCode.FABRIC_OPACITY_SHEER: 0.03,
        IssueCode.SLEEVE_WIDTH_SMALL: 0.03,
        IssueCode.SHAPE_CUT_POOR: 0.02,
        IssueCode.SIZE_OVERALL_SMALL: 0.02,
        IssueCode.PHOTO_MATCH_OFF: 0.02,
        IssueCode.FABRIC_CARE_POOR: 0.03,
        IssueCode.BUST_WIDTH_LARGE: 0.03,
        IssueCode.CONSTRUCTION_SEAM_POOR: 0.02,
        IssueCode.FABRIC_DURABILITY_POOR: 0.02,
        IssueCode.PRICE_VALUE_POOR: 0.02,
    },
    praises={
        IssueCode.SHAPE_CUT_OK: 5,
        IssueCode.COLOR_LOOK_OK: 5,
        IssueCode.FABRIC_FEEL_OK: 3,
        IssueCode.FABRIC_QUALITY_OK: 2,
        IssueCode.SIZE_OVERALL_OK: 4,
        IssueCode.BODY_LENGTH_OK: 3,
        IssueCode.COMFORT_WEAR_OK: 3,
        IssueCode.QUALITY_OVERALL_OK: 2,
    },
    praised_when_fixed={3: IssueCode.WAIST_POSITION_OK},
    runs=(
        Run(1, cut_days_ago=310, pieces=200, fabric_lot="VO-117", form=58, reviews=9, returns=5),
        Run(
            2,
            cut_days_ago=190,
            pieces=220,
            fabric_lot="VO-131",
            form=58,
            reviews=8,
            returns=4,
            rulings=(
                Ruling(
                    IssueCode.WAIST_POSITION_HIGH,
                    Choice.FIX,
                    "The bodice is short in every size; customers of 165 cm say it too.",
                    route=Route.PATTERN,
                    cause=Cause.BASE_PATTERN,
                    round_number=2,
                ),
            ),
            correction=Correction(
                changes=(
                    Change("C4", "35", IssueCode.WAIST_POSITION_HIGH, "Lower the waist seam, front."),
                    Change("C5", "35", IssueCode.WAIST_POSITION_HIGH, "Lower the waist seam, back, by the same."),
                ),
                instruction=("Walk the waist seam; the skirt stays as it is.", "Bodice"),
                marks=(("front/waist/left", "front/waist/right"),),
                samples=(
                    Sample("40", "Fit model, 176 cm", "Sits well on her; she is tall.", {"C4": "450", "C5": "424"}),
                ),
            ),
        ),
        Run(
            3,
            cut_days_ago=46,
            pieces=180,
            fabric_lot="VO-131",
            form=7,
            reviews=1,
            returns=1,
            rulings=(
                Ruling(
                    IssueCode.WAIST_POSITION_LOW,
                    Choice.FIX,
                    "We took too much: the sample was tried on by somebody tall.",
                    route=Route.PATTERN,
                    cause=Cause.BASE_PATTERN,
                    round_number=3,
                ),
            ),
            correction=Correction(
                changes=(
                    Change("C4", "-15", IssueCode.WAIST_POSITION_LOW, "Raise the waist seam again, front."),
                    Change("C5", "-15", IssueCode.WAIST_POSITION_LOW, "Raise the waist seam again, back."),
                ),
                samples=(Sample("40", "Karin, 167 cm", "Waist seam on her waist.", {"C4": "435", "C5": "410"}),),
            ),
        ),
    ),
)
