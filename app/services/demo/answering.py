"""How a customer answers: by taps, by words or both on the form, in words alone in a review or with a return."""

from dataclasses import dataclass, replace
from random import Random

from app.models import FeedbackSource, Keeping, OverallFit, Wear
from app.services.demo.shapes import DemoGarment
from app.services.demo.voices import GOES_BACK, PERHAPS, STAYS, Bank, SaidAmount, read_bank
from nlp.taxonomy import IssueCode


@dataclass(frozen=True)
class PlannedTap:
    """A zone that a customer tapped on the form."""

    code: IssueCode
    amount: SaidAmount | None = None


@dataclass(frozen=True)
class PlannedAnswer:
    """One answer to be given, and what was planted in it."""

    key: str
    """Its own name within the collection: seed-proof, so that nothing is ever loaded twice."""
    source: FeedbackSource
    round_number: int | None
    size: str | None
    colour: str
    customer: str
    hours_ago: int
    """Hours before the day the collection is loaded."""
    true_round: int
    true_size: str
    complaints: tuple[IssueCode, ...] = ()
    comment: str | None = None
    taps: tuple[PlannedTap, ...] = ()
    overall_fit: OverallFit | None = None
    fits_fine: bool = False
    rest_fits: bool = False
    keeping: Keeping | None = None
    wear: Wear | None = None
    height_mm: int | None = None
    rating: float | None = None


def let_answer(rng: Random, garment: DemoGarment, person: PlannedAnswer) -> PlannedAnswer:
    """Return what a customer says of her complaints, in the way that fits where she says it."""
    bank = read_bank(garment.key)
    said = {FeedbackSource.FORM: _fill_form, FeedbackSource.REVIEW: _review, FeedbackSource.RETURN: _send_back}
    return said[person.source](rng, garment, bank, person)


def _fill_form(rng: Random, garment: DemoGarment, bank: Bank, person: PlannedAnswer) -> PlannedAnswer:
    wear = rng.choices([None, *Wear], weights=[2, 2, 5, 2])[0]
    if not person.complaints:
        return replace(
            person, fits_fine=rng.random() < 0.88, overall_fit=OverallFit.RIGHT, wear=wear, keeping=Keeping.KEPT,
            comment=_content_words(rng, garment, bank, person),
        )  # fmt: skip
    if IssueCode.FABRIC_SHRINKAGE_SHRINKS in person.complaints:
        wear = Wear.WASHED
    tappable = [code for code in person.complaints if is_tappable(code)]
    writes = not tappable or rng.random() < 0.7
    taps = bool(tappable) and (not writes or rng.random() < 0.8)
    said = bank.complain(rng, person.complaints, amount_mm=_amount_mm(garment, person)) if writes else None
    amount = said.amount if said else _tapped_amount(rng, garment, bank, person)
    rest_fits, overall_fit = rng.random() < 0.8, _overall_fit(rng, person.complaints)
    keeping = rng.choices([*Keeping, None], weights=[6, 2, 1, 1])[0]
    return replace(
        person,
        comment=said.text if said else None,
        taps=tuple(PlannedTap(code, amount if code is person.complaints[0] else None) for code in tappable)
        if taps
        else (),
        rest_fits=rest_fits,
        overall_fit=overall_fit,
        wear=wear,
        keeping=_keep_as_said(said.text, keeping) if said else keeping,
    )


def _keep_as_said(words: str, drawn: Keeping | None) -> Keeping | None:
    """What is ticked beside words that tell what becomes of the piece, else what was drawn."""
    if GOES_BACK.search(words):
        return Keeping.SENT_BACK
    if PERHAPS.search(words):
        return None
    return Keeping.KEPT if STAYS.search(words) else drawn


def _review(rng: Random, garment: DemoGarment, bank: Bank, person: PlannedAnswer) -> PlannedAnswer:
    if not person.complaints:
        return replace(
            person, rating=float(rng.choice((4, 5, 5, 5))), comment=bank.praise(rng, _liked(rng, garment, person))
        )
    said = bank.complain(rng, person.complaints, amount_mm=_amount_mm(garment, person))
    return replace(person, rating=float(rng.choice((2, 3, 3, 4))), comment=said.text)


def _send_back(rng: Random, garment: DemoGarment, bank: Bank, person: PlannedAnswer) -> PlannedAnswer:
    """Who sends a piece back has a reason, whether chance gave one or not."""
    complaints = person.complaints or _usual_reason(rng, garment)
    said = bank.complain(rng, complaints, amount_mm=_amount_mm(garment, person), goes_back=True)
    return replace(person, complaints=complaints, comment=said.text, keeping=Keeping.SENT_BACK, wear=Wear.TRIED_ON)


def _usual_reason(rng: Random, garment: DemoGarment) -> tuple[IssueCode, ...]:
    """The size; where nothing is planted any of the grumbles, for all returns saying the same would be a fault."""
    if not garment.faults:
        return tuple(rng.choices(list(garment.grumbles), weights=list(garment.grumbles.values())))
    return tuple(code for code in garment.grumbles if code.aspect == "size.overall")[:1]


def _content_words(rng: Random, garment: DemoGarment, bank: Bank, person: PlannedAnswer) -> str | None:
    """Most who are content say nothing, some praise, a few talk of something else."""
    draw = rng.random()
    if draw < 0.45:
        return bank.praise(rng, _liked(rng, garment, person))
    return bank.chat(rng) if draw < 0.55 else None


def _liked(rng: Random, garment: DemoGarment, person: PlannedAnswer) -> list[IssueCode]:
    weights = dict(garment.praises)
    weights |= {code: 5 for since, code in garment.praised_when_fixed.items() if person.true_round >= since}
    liked = rng.choices(list(weights), weights=list(weights.values()), k=rng.choice((1, 1, 2)))
    return list(dict.fromkeys(liked))


def _amount_mm(garment: DemoGarment, person: PlannedAnswer) -> tuple[float, float]:
    """How far off the first complaint is said to be."""
    planted = {fault.code: fault.amount_mm for fault in garment.faults}
    return next((planted[code] for code in person.complaints if code in planted), (10, 30))


def _tapped_amount(rng: Random, garment: DemoGarment, bank: Bank, person: PlannedAnswer) -> SaidAmount | None:
    return bank.draw_amount(rng, _amount_mm(garment, person)) if rng.random() < 0.4 else None


def is_tappable(code: IssueCode) -> bool:
    """Return whether the form asks about it: zones of the sketch, not the fabric and not the whole."""
    return code.group == "fit" and code.aspect not in ("size.overall", "shape.cut")


def _overall_fit(rng: Random, complaints: tuple[IssueCode, ...]) -> OverallFit:
    """The fit as a whole: said by who finds it small or large all over, by few whom one zone bothers."""
    if IssueCode.SIZE_OVERALL_SMALL in complaints:
        return OverallFit.TOO_SMALL
    if IssueCode.SIZE_OVERALL_LARGE in complaints:
        return OverallFit.TOO_LARGE
    if IssueCode.BUST_WIDTH_SMALL in complaints and rng.random() < 0.15:
        return OverallFit.TOO_SMALL
    return OverallFit.RIGHT
