"""What was measured on the pattern beside what its sheet asks for: what looks like a slip is asked about first."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from app.models import GarmentSize, Packet, PatternReading, PointOfMeasure, RevisionLine
from app.services.amounts import MeasuredChange
from app.services.doubts import FAR_MM, guess, is_far
from app.services.lengths import MM_PER_UNIT, change_on_paper, choose_step, write_length, write_measured
from app.services.limits import tolerance_mm
from app.services.lines import describe_change
from app.services.moves import write_amount


def list_questions(
    packet: Packet, line: RevisionLine, readings: Sequence[PatternReading], amount_mm: Decimal | None, *, is_done: bool
) -> dict[str, str]:
    """Return what is asked of whoever measured a line back, in the unit of its sheet, by field; mostly nothing.

    Where it is said to be done as written, a change out of tolerance is asked about too.
    """
    questions: dict[str, str] = {}
    if readings and line.pom:
        change = describe_change(line)
        for reading in readings:
            questions.update(_question(packet, change, reading, is_done=is_done))
    if amount_mm is not None and line.amount_mm is not None and is_far(amount_mm, line.amount_mm):
        moved, asked = (write_amount(each, packet.unit, packet.grid) for each in (amount_mm, line.amount_mm))
        questions["amount"] = f"{moved}, where {asked} is asked for. {guess(amount_mm, line.amount_mm, packet.unit)}"
    return questions


def find_tolerances(pom: PointOfMeasure) -> tuple[Decimal, Decimal]:
    """Return by how many mm a measure may come out more and less: its own tolerance, or the usual one."""
    return tolerance_mm(pom, pom.tolerance_plus_mm), tolerance_mm(pom, pom.tolerance_minus_mm)


def _question(
    packet: Packet, change: MeasuredChange, reading: PatternReading, *, is_done: bool
) -> Iterator[tuple[str, str]]:
    size, old, new = reading.size, reading.old_mm, reading.new_mm
    asked_old, asked_new = change.old.get(size), change.new.get(size)
    if asked_new is None and old is not None:
        asked_new = old + change.deltas.get(size, Decimal(0))
    if old is not None and asked_old is not None and is_far(old, asked_old):
        yield f"old-{size.name}", _say_far(packet, size, old, asked_old, "the sheet says {}")
    elif old is not None and _is_changed_otherwise(packet, change, size, new - old, is_done=is_done):
        yield f"new-{size.name}", _say_change(packet, change, size, new - old)
    if asked_new is not None and is_far(new, asked_new):
        yield f"new-{size.name}", _say_far(packet, size, new, asked_new, "{} is asked for")


def _is_changed_otherwise(
    packet: Packet, change: MeasuredChange, size: GarmentSize, measured: Decimal, *, is_done: bool
) -> bool:
    """Whether a size changed by something else than the label wrote and than the sheet says, which the grid bends."""
    asked = sorted((change.deltas.get(size, Decimal(0)), _printed_mm(packet, change, size)))
    if not is_done:
        return not asked[0] - FAR_MM <= measured <= asked[1] + FAR_MM
    plus, minus = find_tolerances(change.pom)
    return not asked[0] - minus <= measured <= asked[1] + plus


def _printed_mm(packet: Packet, change: MeasuredChange, size: GarmentSize) -> Decimal:
    """The change that the sheet prints, in mm."""
    delta, old, new = change.deltas.get(size, Decimal(0)), change.old.get(size), change.new.get(size)
    printed = change_on_paper(delta, old, new, packet.unit, packet.grid)
    in_mm = Fraction(printed) * MM_PER_UNIT[packet.unit]
    return Decimal(in_mm.numerator) / Decimal(in_mm.denominator)


def _say_far(packet: Packet, size: GarmentSize, value: Decimal, asked: Decimal, words: str) -> str:
    """ "M: 565.00 cm, where 56.50 is asked for. Millimetres?" """
    measured = write_measured(value, packet.unit, packet.grid)
    said = words.format(write_length(asked, packet.unit, packet.grid))
    return f"{size.name}: {measured} {packet.unit}, where {said}. {guess(value, asked, packet.unit)}"


def _say_change(packet: Packet, change: MeasuredChange, size: GarmentSize, measured: Decimal) -> str:
    """ "M: a change of −1.30 cm, where −2.00 is asked for. Is it so?" """
    said, wanted = (
        write_length(each, packet.unit, choose_step([each], packet.unit, packet.grid), signed=True)
        for each in (measured, _printed_mm(packet, change, size))
    )
    return f"{size.name}: a change of {said} {packet.unit}, where {wanted} is asked for. Is it so?"
