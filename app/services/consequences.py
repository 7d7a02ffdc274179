"""What it would bring to take what the pattern maker answered: said beside the button, and no gate."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import AnswerKind, AppliesTo, PacketAnswer
from app.services import settling
from app.services.amounts import MeasuredChange
from app.services.label import get_label
from app.services.lengths import as_printed, write_measured
from app.services.line_views import caution
from app.services.lines import describe_change
from app.services.read_back import find_tolerances, list_questions
from app.services.wording import list_words


def list_consequences(session: Session, answer: PacketAnswer) -> list[str]:
    """Return what is worth a second look before an answer is taken, in sentences; nothing where it cannot be."""
    if not answer.is_open or not settling.may_be_taken(answer) or answer.line.revision.status not in settling.UNCUT:
        return []
    if answer.kind is AnswerKind.CANNOT:
        return list(_say_changed(session, answer))
    asked = list_questions(answer.packet, answer.line, answer.readings, answer.amount_mm, is_done=False)
    if answer.line.pom is None or not answer.readings:
        return list(asked.values())
    try:
        change = settling.plan_taken(answer)
    except RuleError as error:
        return [*asked.values(), error.message]
    return [*asked.values(), *_say_unmeasured(answer, change), *caution(session, change)]


def _say_changed(session: Session, answer: PacketAnswer) -> Iterator[str]:
    """Sizes of which something else was measured than what is to stay."""
    if answer.line.pom is None:
        return
    label = get_label(session)
    old = {size: as_printed(value, label.unit, label.grid) for size, value in describe_change(answer.line).old.items()}
    plus, minus = find_tolerances(answer.line.pom)
    for reading in answer.readings:
        stays = old.get(reading.size) if reading.old_mm is None else reading.old_mm
        if stays is not None and not -minus <= reading.new_mm - stays <= plus:
            measured, kept = (write_measured(each, label.unit, label.grid) for each in (reading.new_mm, stays))
            yield f"{reading.size.name}: {measured} was measured, where {kept} stays."


def _say_unmeasured(answer: PacketAnswer, change: MeasuredChange) -> Iterator[str]:
    """Sizes that the line changes and that nobody measured come out as they were planned."""
    measured = {reading.size for reading in answer.readings}
    planned = [each.size.name for each in answer.line.changes if each.size not in measured and each.delta_mm]
    if planned:
        were, keep = ("was", "keeps") if len(planned) == 1 else ("were", "keep")
        yield f"{list_words(planned)} {were} not measured and {keep} the plan."
    deltas = [change.deltas.get(size) for size in change.garment.sizes]
    if answer.line.applies_to is AppliesTo.ALL_SIZES and len(set(deltas)) > 1:
        yield "The change would no longer be the same in all sizes: the grade steps change."
