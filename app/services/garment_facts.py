"""What is known of a garment beside its sizes and measures: season, fabric, whom it is cut for, seam allowance."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import NAME_MAX, SENTENCE_MAX, Garment, LengthUnit, User
from app.services import audit
from app.services.lengths import read_length

ALLOWANCE_MAX_MM = 100

WITH = ("yes", "included", "with")
WITHOUT = ("no", "none", "not included", "without", "0")


@dataclass(frozen=True)
class SeamAllowance:
    """Whether the pattern pieces are drawn with seam allowance, None where nobody said so, and how much it is."""

    included: bool | None
    amount_mm: Decimal | None = None


UNSAID = SeamAllowance(None)


def read_seam_allowance(text: str, unit: LengthUnit) -> SeamAllowance:
    """Return what somebody typed: "1 cm", "3/8", "included" where it differs by seam, "none"; nothing is unsaid."""
    word = text.strip().casefold()
    if not word:
        return UNSAID
    if word in WITH or word in WITHOUT:
        return SeamAllowance(word in WITH)
    try:
        amount_mm = read_length(text, unit)
    except RuleError as error:
        raise RuleError(
            f"“{text.strip()[:20]}” is no seam allowance: write 1 cm, included or none.", field="seam_allowance"
        ) from error
    return SeamAllowance(amount_mm != 0, amount_mm or None)


def put_facts(
    garment: Garment,
    *,
    season: str | None = None,
    fabric: str | None = None,
    cut_for: str | None = None,
    seam_allowance: SeamAllowance = UNSAID,
) -> Garment:
    """Write down what is known of a garment; what is not said is not known."""
    for field, words, most in (
        ("season", season, NAME_MAX), ("fabric", fabric, NAME_MAX), ("cut_for", cut_for, SENTENCE_MAX),
    ):  # fmt: skip
        _ensure_fits(field, words, most)
    _ensure_seam_allowance(seam_allowance)
    garment.season, garment.fabric, garment.cut_for = season or None, fabric or None, cut_for or None
    garment.seam_allowance_included, garment.seam_allowance_mm = seam_allowance.included, seam_allowance.amount_mm
    return garment


def change_facts(
    session: Session,
    garment: Garment,
    *,
    season: str | None,
    fabric: str | None,
    cut_for: str | None,
    seam_allowance: SeamAllowance,
    user: User | None = None,
) -> Garment:
    """Change what is known of a garment; sheets that are printed from now on say it."""
    put_facts(garment, season=season, fabric=fabric, cut_for=cut_for, seam_allowance=seam_allowance)
    audit.note(session, "described", garment, user=user)
    return garment


def tell_seam_allowance(garment: Garment) -> SeamAllowance:
    """Return what is known of a garment's seam allowance."""
    return SeamAllowance(garment.seam_allowance_included, garment.seam_allowance_mm)


def _ensure_fits(field: str, words: str | None, most: int) -> None:
    """What is said of a garment is a name or a sentence."""
    if words and len(words) > most:
        raise RuleError(f"That is longer than {most} characters.", field=field)


def _ensure_seam_allowance(allowance: SeamAllowance) -> None:
    """A pattern without seam allowance has no amount of it, and none is wider than a hand."""
    if allowance.amount_mm is None:
        return
    if not allowance.included:
        raise RuleError("A pattern without seam allowance has no amount of it.", field="seam_allowance")
    if not 0 < allowance.amount_mm <= ALLOWANCE_MAX_MM:
        raise RuleError(f"A seam allowance is between 0 and {ALLOWANCE_MAX_MM} mm.", field="seam_allowance")
