"""The pattern maker's private link, and the same sheet at the desk: shown, received, its lines answered, its files."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from io import BytesIO

from flask import Blueprint, Response, current_app, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import NAME_MAX, Packet, PatternRevision, RevisionFile
from app.services import cutting, files, newer_sheets, outbox, packets, papers, photos, settling
from app.services.exchanges import list_past
from app.services.flats import choose_flat
from app.services.formats.sheet_words import list_details, list_notes, say_asked
from app.services.label import UNIT_NAMES
from app.services.lengths import write_value
from app.services.line_notes import say_notes
from app.services.maker_answers import hold_answers
from app.services.moves import say_move
from app.services.wording import name_file
from app.web import attachments
from app.web.attachments import FileForm, hand_over, keep_upload, takes_files
from app.web.doors import Door, open_to_makers
from app.web.forms import Form
from app.web.packet_answers import ANSWERS, LineAnswer, list_lines, read_changed, store_answer
from app.web.revision_forms import PaperForm
from app.web.security import get_actor, limiter, may_act_required

pages = Blueprint("packets", __name__)
open_to_makers(pages)


class ReceiveForm(Form):
    """Who has the sheet now."""

    name = StringField("Your name", validators=[InputRequired("Who received it?"), Length(max=NAME_MAX)])


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
        form.blame(error)
        return _render_sheet(door, receive_form=form), 422
    place = door.to("show_sheet")
    db.session.commit()
    return redirect(place, 303)


def _answer(door: Door) -> BaseResponse | tuple[str, int]:
    hold_answers(db.session, door.packet)
    changed = read_changed(door.packet, the_rest_is_done="rest" in request.form)
    if not changed and not door.packet.answers:
        db.session.rollback()
        return _render_sheet(door, says_nothing=True), 422
    for row in changed:
        store_answer(door.packet, row, user=get_actor() if door.at_desk else None)
    place = door.to("show_sheet", "answered")
    db.session.commit()
    if refused := [row for row in changed if row.is_refused]:
        return _render_sheet(door, refused=refused), 422
    return redirect(place, 303)


@pages.post("/m/<token>/paper")
def change_paper(token: str) -> BaseResponse:
    """Lay the files of a sheet out on what its pattern maker prints on, this time and from now on."""
    begin_writing(db.session)
    packet, form = packets.open_packet(db.session, token), PaperForm()
    if form.validate_on_submit():
        papers.change_paper(db.session, packet, form.paper.data)
    db.session.commit()
    return redirect(url_for("packets.show_sheet", token=token, _anchor="papers"), 303)


@pages.get("/m/<token>/sheet.<extension>")
def download_sheet(token: str, extension: str) -> Response:
    """Hand the sheet over as a file: pdf or xlsx, csv or json."""
    packet = packets.open_packet(db.session, token)
    try:
        written = packets.export(
            db.session, packet, format=extension, configured=current_app.config["TOILE_PUBLIC_URL"]
        )
    except RuleError as error:
        raise NotFound(error.message) from error
    name = name_file(packet.revision, f".{extension}")
    return send_file(BytesIO(written), as_attachment=True, download_name=name)


@pages.get("/m/<token>/labels.pdf")
def download_labels(token: str) -> Response:
    """Hand over the labels to stick on the pattern."""
    packet = packets.open_packet(db.session, token)
    written = cutting.export_pattern_labels(db.session, packet)
    return send_file(
        BytesIO(written), as_attachment=True, download_name=name_file(packet.revision, "-pattern-labels.pdf")
    )


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


@pages.post("/m/<token>/files/<int:file_id>/remove")
def remove_file(token: str, file_id: int) -> BaseResponse | tuple[str, int]:
    """Remove a file that came by this link; one of another link or of the label stays."""
    refused = attachments.remove(lambda: _find_file(token, file_id))
    if refused:
        return _render_sheet(_open(token), file_form=refused), 422
    return redirect(url_for("packets.show_sheet", token=token, _anchor="files"), 303)


def _find_file(token: str, file_id: int) -> tuple[RevisionFile, Packet]:
    packet = packets.open_packet(db.session, token)
    return files.get_file(packet.revision, file_id), packet


def _find_revision(token: str) -> tuple[PatternRevision, Packet]:
    packet = packets.open_packet(db.session, token)
    return packet.revision, packet


@pages.errorhandler(NotFound)
def refuse_link(error: NotFound) -> tuple[str, int]:
    """Answer a wrong, an expired, a revoked and another's link alike; a sheet's own address offers a new one."""
    db.session.rollback()  # who writes does not wait until the page is drawn
    form = Form(formdata=None) if request.endpoint == "packets.show_sheet" else None
    return render_template("packets/no_link.html", form=form, asked=False), 404


def _render_sheet(
    door: Door,
    *,
    receive_form: ReceiveForm | None = None,
    refused: Sequence[LineAnswer] = (),
    says_nothing: bool = False,
    file_form: FileForm | None = None,
) -> str:
    packet = door.packet
    newer, sheet = packets.find_replacement(packet), packets.build_sheet(db.session, packet)
    typed = {row.line.number: row for row in refused}
    lines = [typed.get(row.line.number, row) for row in list_lines(packet, sheet)]
    return render_template(
        "packets/sheet.html",
        door=door,
        packet=packet,
        sheet=sheet,
        details=list_details(sheet),
        asked=say_asked(sheet),
        papers=papers.PAPER_NAMES,
        unit_name=UNIT_NAMES[packet.unit],
        say_notes=say_notes,
        flat=choose_flat(packet.revision.garment.kind),
        newer=newer.number if newer else None,
        newer_sheet=newer_sheets.find_newer(db.session, packet),
        receive_form=receive_form or ReceiveForm(formdata=None, name=packet.contact if door.at_desk else ""),
        file_form=file_form or FileForm(formdata=None),
        cut=files.say_cut(db.session, packet.revision),
        lines=lines,
        past=list_past(db.session, packet.revision, packet),
        photos=photos.list_photos_for_maker(db.session, [row.line for row in lines]),
        refused=refused,
        says_nothing=says_nothing,
        answered=len(packet.answers),
        replied=[row for row in lines if row.answer and row.answer.is_open and settling.is_replied(row.answer)],
        unanswered=len(lines) - len(packet.answers),
        answers={kind.value: words for kind, words in ANSWERS.items()},
        notes=partial(list_notes, unit=packet.unit, grid=packet.grid),
        moves=partial(say_move, unit=packet.unit, grid=packet.grid),
        value=partial(write_value, unit=packet.unit, grid=packet.grid),
        change=partial(write_value, unit=packet.unit, grid=packet.grid, signed=True),
        tolerance=partial(_write_tolerance, packet),
    )


def _write_tolerance(packet: Packet, tolerance: Decimal) -> str:
    """A tolerance stands off the grid: as many decimals as it has."""
    finest = "1/64" if "/" in packet.grid else "1" if tolerance == tolerance.to_integral() else "0.01"
    return write_value(tolerance, packet.unit, finest)
