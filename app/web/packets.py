"""The pattern maker's private link: the sheet on screen, received, its lines answered; and the check of a code."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import (
    NAME_MAX,
    SENTENCE_MAX,
    AnswerKind,
    LengthUnit,
    Packet,
    PacketAnswer,
    PatternRevision,
    Photo,
    RevisionFile,
    RevisionLine,
)
from app.services import files, outbox, packets, photos
from app.services.flats import choose_flat
from app.services.formats.sheet import SheetLine
from app.services.lengths import read_length, write_length, write_value
from app.web.attachments import FileForm, hand_over, keep_upload, takes_files
from app.web.forms import Form, choices_of, strip
from app.web.security import get_actor, limiter, may_act_required

pages = Blueprint("packets", __name__)
limiter.limit("60 per minute")(pages)

ANSWERS = {
    AnswerKind.DONE: "done",
    AnswerKind.DIFFERENTLY: "differently",
    AnswerKind.CANNOT: "can’t",
    AnswerKind.QUESTION: "question",
}

FINEST = {LengthUnit.MM: "0.1", LengthUnit.CM: "0.01", LengthUnit.IN: "1/64"}
"""What was measured back is shown finer than the grid: an answer sent again must not round it."""


class ReceiveForm(Form):
    """Who has the sheet now."""

    name = StringField("Your name", validators=[InputRequired("Who received it?"), Length(max=NAME_MAX)])


class AnswerForm(Form):
    """What became of a line; the values measured back are fields of their own, two per size."""

    kind = RadioField("What became of it?", choices=choices_of(ANSWERS), validators=[Optional()])
    note = TextAreaField("Note", validators=[Length(max=SENTENCE_MAX)])


class CheckForm(Form):
    """The code on a paper."""

    code = StringField("Check code", validators=[InputRequired("Type the code that the paper says."), Length(max=40)])


@dataclass
class LineAnswer:
    """A line of the sheet with the form that answers it; `typed` and `errors` go by "old-M", "new-M"."""

    line: RevisionLine
    says: SheetLine
    answer: PacketAnswer | None
    form: AnswerForm
    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_touched(self) -> bool:
        """Return whether anything is said of the line at all."""
        return bool(self.form.kind.data or strip(self.form.note.data) or any(self.typed.values()))

    @property
    def is_refused(self) -> bool:
        """Return whether what was typed could not be kept."""
        return bool(self.errors or self.form.errors)


@dataclass(frozen=True)
class Door:
    """Where a sheet is answered: behind the pattern maker's link, or at the desk for who rang up or wrote on paper."""

    packet: Packet
    token: str | None = None

    @property
    def at_desk(self) -> bool:
        """Return whether somebody of the label enters it."""
        return self.token is None

    def to(self, view: str, anchor: str | None = None) -> str:
        """Return the address of "show_sheet", "receive" or "answer" behind this door."""
        if self.token is None:
            return url_for(f"packets.{view}_at_desk", packet_id=self.packet.id, _anchor=anchor)
        return url_for(f"packets.{view}", token=self.token, _anchor=anchor)

    def to_photo(self, photo: Photo, size: str) -> str:
        """Return the address of a "small" or "large" photo behind this door."""
        if self.token is None:
            return url_for("photos.show", name=photo.name, size=size)
        return url_for("photos.show_to_maker", token=self.token, name=photo.name, size=size)

    def to_file(self, file: RevisionFile) -> str:
        """Return the address of a file of the sheet's revision behind this door."""
        if self.token is not None:
            return url_for("packets.download_file", token=self.token, file_id=file.id)
        return url_for("files.download", **self._revision, file_id=file.id)

    def to_files(self) -> str:
        """Return where a file is laid beside the sheet's revision."""
        if self.token is not None:
            return url_for("packets.upload", token=self.token)
        return url_for("files.upload", **self._revision)

    @property
    def _revision(self) -> dict[str, Any]:
        return {"garment_id": self.packet.revision.garment_id, "number": self.packet.revision.number}


@pages.get("/m/<token>")
def show_sheet(token: str) -> str:
    """Show the sheet behind a private link."""
    return _render_sheet(_open(token))


@pages.post("/m/<token>")
@limiter.limit("10 per hour")
def ask_for_link(token: str) -> str:
    """Let whoever holds a link that has run out ask for a new one; every answer is the same."""
    begin_writing(db.session)
    outbox.ask_for_link(db.session, token)
    db.session.commit()
    return render_template("packets/no_link.html", form=None, asked=True)


@pages.post("/m/<token>/receive")
def receive(token: str) -> BaseResponse | tuple[str, int]:
    """Note who received the sheet."""
    begin_writing(db.session)
    return _receive(_open(token))


@pages.post("/m/<token>/answers")
def answer(token: str) -> BaseResponse | tuple[str, int]:
    """Store what became of the lines and what was measured; what cannot be kept comes back with all that was typed."""
    begin_writing(db.session)
    return _answer(_open(token))


@pages.get("/sheets/<int:packet_id>")
@may_act_required
def show_sheet_at_desk(packet_id: int) -> str:
    """Show the sheet to whoever enters what the pattern maker said by telephone or wrote on paper."""
    return _render_sheet(Door(packets.get_packet(db.session, packet_id)))


@pages.post("/sheets/<int:packet_id>/receive")
@may_act_required
def receive_at_desk(packet_id: int) -> BaseResponse | tuple[str, int]:
    """Note who received the sheet, for them."""
    begin_writing(db.session)
    return _receive(Door(packets.get_packet(db.session, packet_id)))


@pages.post("/sheets/<int:packet_id>/answers")
@may_act_required
def answer_at_desk(packet_id: int) -> BaseResponse | tuple[str, int]:
    """Store answers for the pattern maker, under the name of who enters them."""
    begin_writing(db.session)
    return _answer(Door(packets.get_packet(db.session, packet_id)))


def _open(token: str) -> Door:
    return Door(packets.open_packet(db.session, token), token)


def _receive(door: Door) -> BaseResponse | tuple[str, int]:
    form = ReceiveForm()
    if not form.validate_on_submit():
        return _render_sheet(door, receive_form=form), 422
    try:
        packets.receive(db.session, door.packet, name=form.name.data or "")
    except RuleError as error:
        form.name.errors = [error.message]
        return _render_sheet(door, receive_form=form), 422
    place = door.to("show_sheet")
    db.session.commit()
    return redirect(place, 303)


def _answer(door: Door) -> BaseResponse | tuple[str, int]:
    kept = {row.line.number: (row.form.data, row.typed) for row in _list_lines(door.packet)}
    typed = _read_lines(door.packet, the_rest_is_done="rest" in request.form)
    changed = [row for row in typed if row.is_touched and (row.form.data, row.typed) != kept[row.line.number]]
    for row in changed:
        _store_answer(door, row)
    place = door.to("show_sheet", "answered")
    db.session.commit()
    if any(row.is_refused for row in changed):
        return _render_sheet(door, typed=typed), 422
    return redirect(place, 303)


@pages.get("/m/<token>/sheet.<extension>")
def download_sheet(token: str, extension: str) -> Response:
    """Hand the sheet over as a file: pdf or xlsx, csv or json."""
    packet = packets.open_packet(db.session, token)
    try:
        written = packets.export(db.session, packet, format=extension)
    except RuleError as error:
        raise NotFound(error.message) from error
    name = f"{packet.revision.garment.style_number or 'pattern'}-revision-{packet.revision.number}.{extension}"
    return send_file(BytesIO(written), as_attachment=True, download_name=name)


@pages.post("/m/<token>/files")
@takes_files
def upload(token: str) -> BaseResponse | tuple[str, int]:
    """Lay a file of the pattern maker beside the revision."""
    form = FileForm()
    if not keep_upload(form, lambda: _find_revision(token)):
        return _render_sheet(_open(token), file_form=form), 422
    return redirect(url_for("packets.show_sheet", token=token, _anchor="files"), 303)


@pages.get("/m/<token>/files/<int:file_id>")
def download_file(token: str, file_id: int) -> Response:
    """Hand over a file of the sheet's revision; one of another does not exist here."""
    return hand_over(files.get_file(packets.open_packet(db.session, token).revision, file_id))


def _find_revision(token: str) -> tuple[PatternRevision, Packet]:
    packet = packets.open_packet(db.session, token)
    return packet.revision, packet


@pages.get("/check")
def show_check() -> str:
    """Ask for the code on a paper."""
    return render_template("packets/check.html", form=CheckForm(), found=None)


@pages.post("/check")
def check() -> str | tuple[str, int]:
    """Say whether the paper with this code is current, and nothing else."""
    form = CheckForm()
    if not form.validate_on_submit():
        return render_template("packets/check.html", form=form, found=None), 422
    try:
        packet = packets.find_by_check_code(db.session, form.code.data or "")
    except RuleError as error:
        form.code.errors = [error.message]
        return render_template("packets/check.html", form=form, found=None), 422
    if packet is None:
        form.code.errors = ["No sheet has this code."]
        return render_template("packets/check.html", form=form, found=None), 422
    newer = packets.find_replacement(packet)
    agreed = [line.number for line in packet.revision.lines if line.agreed_at and line.agreed_at > packet.sent_at]
    return render_template(
        "packets/check.html", form=form, found=packet, newer=newer.number if newer else None, agreed=agreed
    )


@pages.errorhandler(NotFound)
def refuse_link(error: NotFound) -> tuple[str, int]:
    """Answer a wrong, an expired, a revoked and another's link alike; a sheet's own address offers a new one."""
    form = Form(formdata=None) if request.endpoint == "packets.show_sheet" else None
    return render_template("packets/no_link.html", form=form, asked=False), 404


@pages.after_request
def keep_private(response: Response) -> Response:
    """Keep the link and what it shows out of caches, search engines and other sites' logs."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _render_sheet(
    door: Door,
    *,
    receive_form: ReceiveForm | None = None,
    typed: list[LineAnswer] | None = None,
    file_form: FileForm | None = None,
) -> str:
    packet = door.packet
    newer = packets.find_replacement(packet)
    lines = typed or _list_lines(packet)
    return render_template(
        "packets/sheet.html",
        door=door,
        packet=packet,
        sheet=packets.build_sheet(db.session, packet),
        flat=choose_flat(packet.revision.garment.kind),
        newer=newer.number if newer else None,
        receive_form=receive_form or ReceiveForm(formdata=None, name=packet.contact if door.at_desk else ""),
        file_form=file_form or FileForm(formdata=None),
        lines=lines,
        photos={row.line.number: photos.list_photos_for_maker(db.session, row.line.clusters) for row in lines},
        refused=[row for row in lines if row.is_refused],
        unanswered=len(lines) - len(packet.answers),
        answers={kind.value: words for kind, words in ANSWERS.items()},
        value=partial(write_value, unit=packet.unit, grid=packet.grid),
        change=partial(write_value, unit=packet.unit, grid=packet.grid, signed=True),
        tolerance=partial(_write_tolerance, packet),
    )


def _list_lines(packet: Packet) -> list[LineAnswer]:
    """The lines with what is answered so far."""
    answered = {each.line_id: each for each in packet.answers}
    rows = []
    for line, says in _pair_lines(packet):
        given = answered.get(line.id)
        kept: dict[str, Any] = {"kind": given.kind.value, "note": given.note} if given else {}
        form = AnswerForm(formdata=None, prefix=f"line-{line.number}", data=kept)
        rows.append(LineAnswer(line, says, given, form, _write_readings(packet, given)))
    return rows


def _read_lines(packet: Packet, *, the_rest_is_done: bool) -> list[LineAnswer]:
    """The lines with what was typed; those of which nothing is said count as done where the button said so."""
    answered = {each.line_id: each for each in packet.answers}
    rows = []
    for line, says in _pair_lines(packet):
        row = LineAnswer(line, says, answered.get(line.id), AnswerForm(prefix=f"line-{line.number}"), _read_typed(line))
        row.form.validate_on_submit()
        if the_rest_is_done and not row.is_touched:
            row.form.kind.data = AnswerKind.DONE.value
        rows.append(row)
    return rows


def _store_answer(door: Door, row: LineAnswer) -> None:
    """Keep one answer, or note at its fields why it cannot be kept."""
    readings = {kind: _read_readings(door.packet, row, kind) for kind in ("old", "new")}
    if not row.form.kind.data:
        row.form.kind.errors = ["Say what became of this line."]
    if row.is_refused:
        return
    try:
        row.answer = packets.answer_line(
            db.session, door.packet, row.line, kind=AnswerKind(row.form.kind.data), note=row.form.note.data,
            new_mm=readings["new"], old_mm=readings["old"], user=get_actor() if door.at_desk else None,
        )  # fmt: skip
    except RuleError as error:
        row.errors[error.field or "note"] = error.message


def _pair_lines(packet: Packet) -> Iterator[tuple[RevisionLine, SheetLine]]:
    return zip(packet.revision.lines, packets.build_sheet(db.session, packet).lines, strict=True)


def _read_typed(line: RevisionLine) -> dict[str, str]:
    """What was typed into the fields of a line, by "old-M" and "new-M"; empty fields are left out."""
    prefix = f"line-{line.number}-"
    typed = {name.removeprefix(prefix): strip(text) for name, text in request.form.items() if name.startswith(prefix)}
    return {name: text for name, text in typed.items() if text and name.partition("-")[0] in ("old", "new")}


def _read_readings(packet: Packet, row: LineAnswer, kind: str) -> dict[str, Decimal]:
    """What was measured back in mm by size name; what is not a length is noted at its field."""
    readings = {}
    for size in packet.revision.garment.sizes if row.line.pom else ():
        if text := row.typed.get(name := f"{kind}-{size.name}"):
            try:
                readings[size.name] = read_length(text, packet.unit)
            except RuleError as error:
                row.errors[name] = error.message
    return readings


def _write_readings(packet: Packet, given: PacketAnswer | None) -> dict[str, str]:
    """The stored readings as they stand in the fields, finer than the grid."""
    typed = {}
    for reading in given.readings if given else ():
        typed[f"new-{reading.size.name}"] = write_length(reading.new_mm, packet.unit, FINEST[packet.unit])
        if reading.old_mm is not None:
            typed[f"old-{reading.size.name}"] = write_length(reading.old_mm, packet.unit, FINEST[packet.unit])
    return typed


def _write_tolerance(packet: Packet, tolerance: Decimal) -> str:
    """A tolerance stands off the grid: as many decimals as it has."""
    finest = "1/64" if "/" in packet.grid else "1" if tolerance == tolerance.to_integral() else "0.01"
    return write_value(tolerance, packet.unit, finest)
