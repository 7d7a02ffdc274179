"""The lines of a sheet with the form that answers each: what was typed, read, refused at its field, and kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask import request
from wtforms import RadioField, TextAreaField
from wtforms.validators import Length, Optional

from app.db import db
from app.errors import Doubtful, RuleError
from app.models import SENTENCE_MAX, AnswerKind, LengthUnit, Packet, PacketAnswer, RevisionLine, User
from app.services import newer_sheets, packets
from app.services.formats.sheet import Sheet, SheetLine
from app.services.lengths import FINEST, read_length, write_exactly
from app.services.maker_answers import ensure_seen
from app.web.forms import Form, choices_of, strip
from app.web.seen import SEEN, read_moment, sum_up

ANSWERS = {
    AnswerKind.DONE: "done",
    AnswerKind.DIFFERENTLY: "differently",
    AnswerKind.CANNOT: "can’t",
    AnswerKind.QUESTION: "question",
}

AMOUNT = "amount"
"""The field of how far an instruction was moved."""


class AnswerForm(Form):
    """What became of a line; the values measured back are fields of their own, two per size."""

    kind = RadioField("What became of it?", choices=choices_of(ANSWERS), validators=[Optional()])
    note = TextAreaField("Note", validators=[Length(max=SENTENCE_MAX)])


@dataclass
class LineAnswer:
    """A line of the sheet with the form that answers it; `typed` and `errors` go by "old-M", "new-M" and "amount"."""

    line: RevisionLine
    says: SheetLine
    answer: PacketAnswer | None
    form: AnswerForm
    typed: dict[str, str]
    unit: LengthUnit
    kept: "LineAnswer | None" = None
    """The line as it stands, where this is what was typed into it."""
    seen_at: datetime | None = None
    """When that was said which the page showed that it was typed on; None where nothing was."""
    errors: dict[str, str] = field(default_factory=dict)
    is_doubted: bool = False
    """Whether what was measured is so far from the sheet that it is asked about."""

    @property
    def as_typed(self) -> str:
        """Return all that was measured in one line: whoever says that it is so says it of these values alone."""
        return " ".join(f"{name}={text}" for name, text in sorted(self.typed.items()))

    @property
    def is_touched(self) -> bool:
        """Return whether anything is said of the line at all."""
        return bool(self.form.kind.data or strip(self.form.note.data) or any(self.typed.values()))

    @property
    def said(self) -> dict[str, str]:
        """Return what the row says, spelled as it stands there once it is kept."""
        note = "\n".join(strip(self.form.note.data).splitlines())
        return {"kind": self.form.kind.data or "", "note": note} | {
            name: _spell(text, self.unit) for name, text in self.typed.items()
        }

    @property
    def seen(self) -> str:
        """Return what the page sends back of what stands here: when that was said, and what."""
        stands = self.kept or self
        return f"{stands.answer.said_at.isoformat()} {sum_up(stands.said)}" if stands.answer else "0"

    @property
    def stands(self) -> str:
        """Return what is answered so far in one line: "done · “Told by telephone” · M: 23 5/8 → 22 13/16"."""
        kept = (self.kept or self).said
        sizes = [name.removeprefix("new-") for name in kept if name.startswith("new-")]
        measured = [
            f"{size}: {' → '.join(filter(None, (kept.get(f'old-{size}'), kept[f'new-{size}'])))}" for size in sizes
        ]
        note = f"“{kept['note']}”" if kept["note"] else ""
        return " · ".join(filter(None, (ANSWERS[AnswerKind(kept["kind"])], note, kept.get(AMOUNT), *measured)))

    @property
    def is_refused(self) -> bool:
        """Return whether what was typed could not be kept."""
        return bool(self.errors or self.form.errors)


def list_lines(packet: Packet, sheet: Sheet | None = None) -> list[LineAnswer]:
    """Return the lines with what is answered so far."""
    answered = {each.line_id: each for each in packet.answers}
    rows = []
    for line, says in _pair_lines(packet, sheet or packets.build_sheet(db.session, packet)):
        given = answered.get(line.id)
        kept: dict[str, Any] = {"kind": given.kind.value, "note": given.note} if given else {}
        form = AnswerForm(formdata=None, prefix=f"line-{line.number}", data=kept)
        rows.append(LineAnswer(line, says, given, form, _write_readings(packet, given), packet.unit))
    return rows


def read_changed(packet: Packet, *, the_rest_is_done: bool) -> list[LineAnswer]:
    """Return the lines of which something else was typed than the page showed, and than stands there now.

    One of which nothing is said, by anybody, counts as done where the button said so.
    """
    changed = []
    for kept in list_lines(packet):
        form = AnswerForm(prefix=f"line-{kept.line.number}")
        row = replace(kept, form=form, typed=_read_typed(kept.line), kept=kept)
        form.validate()
        if the_rest_is_done and not row.is_touched and row.answer is None:
            form.kind.data = AnswerKind.DONE.value
        row.seen_at, shown = _read_seen(kept)
        if row.is_touched and row.said != kept.said and sum_up(row.said) != shown:
            changed.append(row)
    return changed


def store_answer(packet: Packet, row: LineAnswer, *, user: User | None) -> None:
    """Keep one answer, or note at its fields why it cannot be kept; `user` enters it for the pattern maker."""
    try:
        ensure_seen(db.session, row.answer, row.seen_at)
    except RuleError as error:
        row.errors[SEEN] = error.message
    readings = {kind: _read_readings(packet, row, kind) for kind in ("old", "new")}
    amount_mm = _read_typed_length(packet, row, AMOUNT)
    if not row.form.kind.data:
        row.form.kind.errors = ["Say what became of this line."]
    if row.is_refused:
        return
    try:
        row.answer = packets.answer_line(
            db.session, packet, row.line, kind=AnswerKind(row.form.kind.data), note=row.form.note.data,
            new_mm=readings["new"], old_mm=readings["old"], amount_mm=amount_mm,
            sure=strip(request.form.get(f"line-{row.line.number}-sure")) == row.as_typed, user=user,
        )  # fmt: skip
    except Doubtful as doubt:
        row.errors.update(doubt.questions)
        row.is_doubted = True
    except RuleError as error:
        row.errors[error.field or "note"] = error.message


def _pair_lines(packet: Packet, sheet: Sheet) -> Iterator[tuple[RevisionLine, SheetLine]]:
    return zip(newer_sheets.list_lines(db.session, packet), sheet.lines, strict=True)


def _read_seen(kept: LineAnswer) -> tuple[datetime | None, str]:
    """When that was said which the page showed of a line, and what, summed up; a page that tells nothing is of now."""
    said_at, _, shown = request.form.get(f"line-{kept.line.number}-{SEEN}", kept.seen).partition(" ")
    return read_moment(said_at), shown


def _read_typed(line: RevisionLine) -> dict[str, str]:
    """What was typed into the fields of a line, by "old-M", "new-M" and "amount"; empty fields are left out."""
    prefix = f"line-{line.number}-"
    typed = {name.removeprefix(prefix): strip(text) for name, text in request.form.items() if name.startswith(prefix)}
    return {name: text for name, text in typed.items() if text and name.partition("-")[0] in ("old", "new", AMOUNT)}


def _read_readings(packet: Packet, row: LineAnswer, kind: str) -> dict[str, Decimal]:
    """What was measured back in mm by size name; what is not a length is noted at its field."""
    sizes = packet.revision.garment.sizes if row.line.pom else ()
    read = {size.name: _read_typed_length(packet, row, f"{kind}-{size.name}") for size in sizes}
    return {name: length for name, length in read.items() if length is not None}


def _read_typed_length(packet: Packet, row: LineAnswer, name: str) -> Decimal | None:
    """What was typed into a field in mm; None where nothing was, or no length, which is noted at the field."""
    if name not in row.typed:
        return None
    try:
        return read_length(row.typed[name], packet.unit)
    except RuleError as error:
        row.errors[name] = error.message
        return None


def _spell(text: str, unit: LengthUnit) -> str:
    """A length as it is written once it is kept, what is none as it was typed."""
    try:
        return write_exactly(read_length(text, unit), unit, FINEST[unit])
    except RuleError:
        return text


def _write_readings(packet: Packet, given: PacketAnswer | None) -> dict[str, str]:
    """The stored readings and the amount as they stand in the fields, finer than the grid."""
    typed = {}
    if given and given.amount_mm is not None:
        typed[AMOUNT] = write_exactly(given.amount_mm, packet.unit, FINEST[packet.unit])
    for reading in given.readings if given else ():
        typed[f"new-{reading.size.name}"] = write_exactly(reading.new_mm, packet.unit, FINEST[packet.unit])
        if reading.old_mm is not None:
            typed[f"old-{reading.size.name}"] = write_exactly(reading.old_mm, packet.unit, FINEST[packet.unit])
    return typed
