"""The lines of a pattern revision: measures and instructions added, checked, edited, taken out, and agreed on."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import Direction, Garment, PacketAnswer, PatternRevision, PointOfMeasure, Priority, RevisionLine
from app.services import (
    clusters,
    line_notes,
    line_views,
    lines,
    maker_answers,
    points_of_measure,
    revisions,
    settling,
)
from app.services.amounts import Amounts, Side
from app.services.label import get_label
from app.services.lengths import read_length
from app.services.line_rules import ensure_draft, hold_lines
from app.services.moves import Move
from app.services.point_library import STARTER_LIBRARY, imagine_point
from app.web.forms import strip
from app.web.revision_forms import (
    InstructionForm,
    MeasureForm,
    ReplyForm,
    offer_instruction,
    offer_measure,
    read_by_size,
)
from app.web.revision_page import get_revision, go_back, refuse, render, sum_up_lines
from app.web.security import get_actor, may_act_required
from app.web.seen import SEEN, read_moment, read_shown

pages = Blueprint("lines", __name__)

LINES = "/garments/<int:garment_id>/revisions/<int:number>/lines"


@pages.post(LINES)
@may_act_required
def add(garment_id: int, number: int) -> BaseResponse | str | tuple[str, int]:
    """Change a measure of a draft, or add an instruction; the button “Check” only says what it would come to."""
    return _write(garment_id, number)


@pages.post(f"{LINES}/<int:line>")
@may_act_required
def edit(garment_id: int, number: int, line: int) -> BaseResponse | str | tuple[str, int]:
    """Write a line of a draft anew."""
    return _write(garment_id, number, line)


@pages.post(f"{LINES}/preview")
@may_act_required
def preview(garment_id: int, number: int) -> str:
    """Show what a change that is being typed would come to; what cannot be read yet is said, not refused."""
    revision = get_revision(garment_id, number)
    form = offer_measure(revision, MeasureForm(), clusters.list_clusters(db.session, revision.garment))
    if not form.pom.data:
        return render_template("revisions/_preview.html", preview=None, unread=None)
    try:
        return render_template("revisions/_preview.html", preview=_preview(revision, form), unread=None)
    except RuleError as error:
        return render_template("revisions/_preview.html", preview=None, unread=error.message)


@pages.post(f"{LINES}/<int:line>/drop")
@may_act_required
def drop(garment_id: int, number: int, line: int) -> BaseResponse:
    """Take a line out of a draft."""
    begin_writing(db.session)
    revisions.drop_line(db.session, lines.get_line(get_revision(garment_id, number), line), user=get_actor())
    db.session.commit()
    return go_back(garment_id, number)


@pages.post(f"{LINES}/<int:line>/accept")
@may_act_required
def accept_answer(garment_id: int, number: int, line: int) -> BaseResponse | tuple[str, int]:
    """Take what the pattern maker did differently; its values become the revision's."""
    begin_writing(db.session)
    found = _hold_answer(garment_id, number, line)
    if not found.accepted:  # by a first click
        try:
            _ensure_seen(found)
            settling.accept_answer(db.session, found, user=get_actor())
        except RuleError as error:
            return refuse(error, ReplyForm(prefix=f"line-{line}"), garment_id, number)
        db.session.commit()
    return go_back(garment_id, number, f"line-{line}")


@pages.post(f"{LINES}/<int:line>/reply")
@may_act_required
def reply(garment_id: int, number: int, line: int) -> BaseResponse | tuple[str, int]:
    """Say something to the pattern maker's answer; it stands at the line behind the link."""
    begin_writing(db.session)
    found, user = _hold_answer(garment_id, number, line), get_actor()
    form = ReplyForm(prefix=f"line-{line}")
    said = found.settled_at and (found.reply, found.settled_by_id)
    if said != (strip(form.reply.data), user and user.id):  # by a first click
        try:
            _ensure_seen(found)
            settling.reply_to(db.session, found, reply=form.reply.data or "", user=user)
        except RuleError as error:
            return refuse(error, form, garment_id, number)
        db.session.commit()
    return go_back(garment_id, number, f"line-{line}")


def _hold_answer(garment_id: int, number: int, line: int) -> PacketAnswer:
    """The newest answer to a line, which nobody changes meanwhile, nor answers on another sheet."""
    revision = get_revision(garment_id, number)
    for packet in revision.packets:
        maker_answers.hold_answers(db.session, packet)
    return settling.get_answer(revision, line)


def _ensure_seen(found: PacketAnswer) -> None:
    """What is settled is what was on the page; a page that does not tell is of now."""
    sent = request.form.get(SEEN)
    maker_answers.ensure_seen(db.session, found, read_moment(sent) if sent else found.said_at)


def _write(garment_id: int, number: int, line: int | None = None) -> BaseResponse | str | tuple[str, int]:
    """A form that names a measure is about one; any other is an instruction."""
    begin_writing(db.session)
    revision = get_revision(garment_id, number)
    hold_lines(db.session, revision)  # before it is told what of it somebody has seen
    if line is not None:
        lines.get_line(revision, line)
    if "pom" in request.form:
        return _write_measure(revision, line)
    return _write_instruction(revision, line)


def _write_measure(revision: PatternRevision, number: int | None) -> BaseResponse | str | tuple[str, int]:
    place = revision.garment_id, revision.number
    form = offer_measure(revision, MeasureForm(), clusters.list_clusters(db.session, revision.garment))
    seen, stands = request.form.get(SEEN), sum_up_lines(revision)
    if not form.validate_on_submit():
        return render(revision, form, editing=number, seen=seen), 422
    if number is not None and not _is_about(lines.get_line(revision, number), form.pom.data):
        # Somebody else took the line out meanwhile, and another one has its number.
        error = RuleError(f"Line {number} is about something else now: look at it again.")
        return refuse(error, form, *place)
    try:
        if "check" in request.form:
            shown = _preview(revision, form)
            db.session.rollback()  # who writes does not wait until the page is drawn
            return render(revision, form, preview=shown, editing=number, seen=seen)
        written = _change_measure(revision, form, rewrite=number is not None)
        _ensure_line_seen(written, stands)
    except RuleError as error:
        return refuse(error, form, *place, editing=number, seen=_still_seen(error))
    db.session.commit()
    return go_back(*place, f"line-{written.number}")


def _write_instruction(revision: PatternRevision, number: int | None) -> BaseResponse | tuple[str, int]:
    place = revision.garment_id, revision.number
    form = offer_instruction(InstructionForm(), clusters.list_clusters(db.session, revision.garment))
    seen, stands = request.form.get(SEEN), sum_up_lines(revision)
    if not form.validate_on_submit():
        return render(revision, form, editing=number, seen=seen), 422
    try:
        said: dict[str, Any] = {
            "text": form.text.data or "",
            "piece": strip(form.piece.data) or None,
            "move": _read_move(form),
            "reason": strip(form.reason.data) or None,
            "clusters": [clusters.get_cluster(db.session, point) for point in form.points.data or ()],
            "user": get_actor(),
        }
        if number is None:
            number = revisions.add_instruction(db.session, revision, **said).number
        else:
            revisions.rewrite_instruction(db.session, lines.get_line(revision, number), **said)
        _ensure_line_seen(_note_beside(lines.get_line(revision, number), form), stands)
    except RuleError as error:
        return refuse(error, form, *place, editing=number, seen=_still_seen(error))
    db.session.commit()
    return go_back(*place, f"line-{number}")


def _ensure_line_seen(written: RevisionLine, stands: Mapping[str, str]) -> None:
    """Nobody writes unawares over what a line came to say since the page was opened."""
    number = str(written.number)
    before, after = stands.get(number), sum_up_lines(written.revision)[number]
    if before not in (None, after, read_shown(stands).get(number)):
        raise RuleError(
            f"Line {number} was written meanwhile, as it stands here now. Send yours again if you see it otherwise.",
            field=SEEN,
        )


def _still_seen(refusal: RuleError) -> str | None:
    """What was seen of the lines where a form comes back: what was told is seen, too."""
    return None if refusal.field == SEEN else request.form.get(SEEN)


def _read_move(form: InstructionForm) -> Move:
    amount = strip(form.amount.data)
    return Move(
        strip(form.seam_or_point.data) or None, Direction(form.direction.data) if form.direction.data else None,
        _read(amount, form.amount.name) if amount else None,
    )  # fmt: skip


def _is_about(line: RevisionLine, code: str) -> bool:
    return line.pom is not None and line.pom.code == code


def _change_measure(revision: PatternRevision, form: MeasureForm, *, rewrite: bool) -> RevisionLine:
    pom, old_mm = _get_or_add_pom(revision.garment, form.pom.data), _read_lengths("old-")
    written = revisions.change_measure(
        db.session, revision, pom, per_size=lines.read_amounts(revision, pom, _read_amounts(form), old_mm),
        old_mm=old_mm, clusters=[clusters.get_cluster(db.session, point) for point in form.points.data or ()],
        reason=strip(form.reason.data) or None, rewrite=rewrite, user=get_actor(),
    )  # fmt: skip
    return _note_beside(written, form)


def _note_beside(line: RevisionLine, form: MeasureForm | InstructionForm) -> RevisionLine:
    """A line with what its form says beside it."""
    return line_notes.note_beside(
        line, piece=strip(form.piece.data), priority=Priority(form.priority.data) if form.priority.data else None,
        check_on_sample=strip(form.check_on_sample.data),
    )  # fmt: skip


def _preview(revision: PatternRevision, form: MeasureForm) -> line_views.LinePreview:
    ensure_draft(revision)
    return line_views.preview_measure(
        db.session, revision, _find_pom(revision.garment, form.pom.data), amounts=_read_amounts(form),
        old_mm=_read_lengths("old-"),
        clusters=[clusters.get_cluster(db.session, point) for point in form.points.data or ()],
    )  # fmt: skip


def _read_amounts(form: MeasureForm) -> Amounts:
    every, base, step = (
        _read(text, field.name) if (text := strip(field.data)) else None for field in (form.delta, form.base, form.step)
    )
    return Amounts(every, base, step, Side(form.side.data or Side.BOTH), _read_lengths("by-"), _read_lengths("to-"))


def _find_pom(garment: Garment, code: str) -> PointOfMeasure:
    """The garment's point of measure, or the library's as the garment would have it."""
    if _is_new(garment, code):
        return imagine_point(code)
    return points_of_measure.get_point_of_measure(garment, code)


def _get_or_add_pom(garment: Garment, code: str) -> PointOfMeasure:
    """A point of measure of the library becomes the garment's when it first changes."""
    if not _is_new(garment, code):
        return points_of_measure.get_point_of_measure(garment, code)
    point = STARTER_LIBRARY[code]
    added = points_of_measure.add_point_of_measure(
        db.session, garment, code=code, name=point.name, kind=point.kind, how_to_measure=point.how_to_measure,
        user=get_actor(),
    )  # fmt: skip
    db.session.flush()
    return added


def _is_new(garment: Garment, code: str) -> bool:
    return code in STARTER_LIBRARY and all(pom.code != code for pom in garment.points_of_measure)


def _read_lengths(prefix: str) -> dict[str, Decimal]:
    """The lengths that were typed in the fields of this prefix, in mm by what follows it."""
    return {name: _read(text, f"{prefix}{name}") for name, text in read_by_size(prefix).items()}


def _read(text: str, field: str) -> Decimal:
    try:
        return read_length(text, get_label(db.session).unit)
    except RuleError as error:
        raise RuleError(error.message, field=field) from error
