"""A pattern revision: drafted, changed line by line, sent, sampled, approved; and any two of them side by side."""

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, send_file, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import Garment, PatternRevision, PointOfMeasure, SampleVerdict
from app.services import (
    clusters,
    files,
    garments,
    mailing,
    makers,
    outbox,
    overlays,
    packets,
    revision_views,
    revisions,
    samples,
    settling,
    suggestions,
)
from app.services.label import get_label
from app.services.lengths import read_length, write_length
from app.services.point_library import STARTER_LIBRARY
from app.web.attachments import FileForm
from app.web.forms import Form, choices_of, make_choice, name_file, strip
from app.web.revision_forms import VERDICTS, LineForm, ReplyForm, SampleForm, SendForm
from app.web.security import get_actor, login_required, may_act_required

pages = Blueprint("revisions", __name__)


@pages.get("/garments/<int:garment_id>/revisions/<int:number>")
@login_required
def show_revision(garment_id: int, number: int) -> str:
    """Show a revision with old and new."""
    return _render(_get(garment_id, number))


@pages.post("/garments/<int:garment_id>/revisions/draft")
@may_act_required
def draft(garment_id: int) -> BaseResponse:
    """Draft the next revision, a full copy of the newest; an open draft is shown instead."""
    begin_writing(db.session)
    garment = garments.get_garment(db.session, garment_id)
    open_draft = revisions.find_draft(garment)
    number = (open_draft or revisions.draft_revision(db.session, garment, user=get_actor())).number
    db.session.commit()
    if point := request.form.get("point", type=int):
        return _back(garment_id, number, "change", point=point)
    return _back(garment_id, number)


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/lines")
@may_act_required
def change_line(garment_id: int, number: int) -> BaseResponse | tuple[str, int]:
    """Change a measure of a draft, or add an instruction."""
    begin_writing(db.session)
    revision = _get(garment_id, number)
    form = _offer_line(revision, LineForm())
    if not form.validate_on_submit():
        return _render(revision, line_form=form), 422
    try:
        _write_line(revision, form)
    except RuleError as error:
        return _refuse(error, form, garment_id, number, "line_form")
    db.session.commit()
    return _back(garment_id, number)


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/lines/<int:line>/drop")
@may_act_required
def drop_line(garment_id: int, number: int, line: int) -> BaseResponse:
    """Take a line out of a draft."""
    begin_writing(db.session)
    revision = _get(garment_id, number)
    found = next((each for each in revision.lines if each.number == line), None)
    if found is None:
        raise NotFound(f"Revision {number} has no line {line}.")
    revisions.drop_line(db.session, found, user=get_actor())
    db.session.commit()
    return _back(garment_id, number)


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/lines/<int:line>/accept")
@may_act_required
def accept_answer(garment_id: int, number: int, line: int) -> BaseResponse:
    """Take what the pattern maker did differently; its values become the revision's."""
    begin_writing(db.session)
    found = settling.get_answer(_get(garment_id, number), line)
    settling.accept_answer(db.session, found, user=get_actor())
    db.session.commit()
    return _back(garment_id, number, f"line-{line}")


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/lines/<int:line>/reply")
@may_act_required
def reply(garment_id: int, number: int, line: int) -> BaseResponse | tuple[str, int]:
    """Say something to the pattern maker's answer; it stands at the line behind the link."""
    begin_writing(db.session)
    found = settling.get_answer(_get(garment_id, number), line)
    form = ReplyForm(prefix=f"line-{line}")
    try:
        settling.reply_to(db.session, found, reply=form.reply.data or "", user=get_actor())
    except RuleError as error:
        return _refuse(error, form, garment_id, number, "reply_form")
    db.session.commit()
    return _back(garment_id, number, f"line-{line}")


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/samples")
@may_act_required
def record_sample(garment_id: int, number: int) -> BaseResponse | tuple[str, int]:
    """Keep what came of a fit sample, or why none is needed."""
    begin_writing(db.session)
    revision = _get(garment_id, number)
    form = _offer_sample(revision, SampleForm())
    if not form.validate_on_submit():
        return _render(revision, sample_form=form), 422
    try:
        samples.record_sample(
            db.session, revision, verdict=SampleVerdict(form.verdict.data), size=form.size.data or None,
            tried_on_by=strip(form.tried_on_by.data) or None, notes=strip(form.notes.data) or None,
            measures_mm=_read_lengths("measured-"), user=get_actor(),
        )  # fmt: skip
    except RuleError as error:
        return _refuse(error, form, garment_id, number, "sample_form")
    db.session.commit()
    return _back(garment_id, number, "samples")


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/approve")
@may_act_required
def approve(garment_id: int, number: int) -> BaseResponse:
    """Approve a revision for cutting."""
    begin_writing(db.session)
    revisions.approve(db.session, _get(garment_id, number), user=get_actor())
    db.session.commit()
    return _back(garment_id, number)


@pages.get("/garments/<int:garment_id>/revisions/<int:old>/compare/<int:new>")
@login_required
def compare(garment_id: int, old: int, new: int) -> str:
    """Show any two revisions side by side."""
    before, after = _get(garment_id, old), _get(garment_id, new)
    label = get_label(db.session)
    differences = [
        (each.pom, revision_views.write_difference(each, label))
        for each in revisions.compare(db.session, before, after)
    ]
    return render_template(
        "revisions/compare.html", garment=before.garment, old=before, new=after, differences=differences,
        unit=label.unit.value, drawn=all(overlays.find_drawing(each) for each in (before, after)),
    )  # fmt: skip


@pages.get("/garments/<int:garment_id>/revisions/<int:number>/sheet.<extension>")
@login_required
def download_sheet(garment_id: int, number: int, extension: str) -> Response:
    """Hand over the correction sheet that was sent, as pdf, xlsx, csv or json."""
    revision = _get(garment_id, number)
    if not revision.packets:
        raise NotFound("The correction sheet is not sent yet.")
    try:
        written = packets.export(db.session, revision.packets[-1], format=extension)
    except RuleError as error:
        raise NotFound(error.message) from error
    return send_file(BytesIO(written), as_attachment=True, download_name=name_file(revision, f".{extension}"))


def _get(garment_id: int, number: int) -> PatternRevision:
    return revisions.get_revision(db.session, garments.get_garment(db.session, garment_id), number)


def _write_line(revision: PatternRevision, form: LineForm) -> None:
    drawn_from = [clusters.get_cluster(db.session, point) for point in form.points.data or ()]
    reason, actor = strip(form.reason.data) or None, get_actor()
    if not form.pom.data:
        revisions.add_instruction(
            db.session, revision, text=form.text.data or "", piece=strip(form.piece.data) or None,
            clusters=drawn_from, reason=reason, user=actor,
        )  # fmt: skip
        return
    by_size = _read_lengths("by-")
    revisions.change_measure(
        db.session, revision, _get_or_add_pom(revision.garment, form.pom.data), clusters=drawn_from, reason=reason,
        delta_mm=_read(form.delta.data or "", "delta") if strip(form.delta.data) else None,
        per_size=by_size or None, user=actor,
    )  # fmt: skip


def _get_or_add_pom(garment: Garment, code: str) -> PointOfMeasure:
    """A point of measure of the library becomes the garment's when it first changes."""
    if code in STARTER_LIBRARY and all(pom.code != code for pom in garment.points_of_measure):
        point = STARTER_LIBRARY[code]
        added = garments.add_point_of_measure(
            db.session, garment, code=code, name=point.name, kind=point.kind, how_to_measure=point.how_to_measure,
            user=get_actor(),
        )  # fmt: skip
        db.session.flush()
        return added
    return garments.get_point_of_measure(garment, code)


def _read_lengths(prefix: str) -> dict[str, Decimal]:
    """The lengths that were typed in the fields of this prefix, in mm by what follows it."""
    typed = {name.removeprefix(prefix): strip(text) for name, text in request.form.items() if name.startswith(prefix)}
    return {name: _read(text, f"{prefix}{name}") for name, text in typed.items() if text}


def _read(text: str, field: str) -> Decimal:
    try:
        return read_length(text, get_label(db.session).unit)
    except RuleError as error:
        raise RuleError(error.message, field=field) from error


def _offer_line(revision: PatternRevision, form: LineForm) -> LineForm:
    form.pom.choices = choices_of(revision_views.list_points_to_change(revision.garment), empty="An instruction")
    points = clusters.list_clusters(db.session, revision.garment)
    form.points.choices = [make_choice(point.id, point.name) for point in points]
    return form


def _offer_sample(revision: PatternRevision, form: SampleForm) -> SampleForm:
    base = revision.garment.base_size
    form.size.choices = choices_of(
        {size.name: size.name for size in revision.garment.sizes},
        empty="" if base is None else f"{base.name}, the base",
    )
    return form


def _refuse(error: RuleError, form: Form, garment_id: int, number: int, name: str) -> tuple[str, int]:
    """Show the page as it was, with what was typed and the sentence where it belongs."""
    db.session.rollback()
    form.blame(error)
    revision = _get(garment_id, number)
    offered: dict[str, Any] = {name: form}
    return _render(revision, **offered), 422


def show_again(revision: PatternRevision, **forms: Any) -> str:
    """Return the page with a refused form of it, that of a file or of the sheet's sending."""
    return _render(revision, **forms)


def _render(
    revision: PatternRevision,
    *,
    line_form: LineForm | None = None,
    send_form: SendForm | None = None,
    sample_form: SampleForm | None = None,
    reply_form: ReplyForm | None = None,
    file_form: FileForm | None = None,
) -> str:
    view = revision_views.build_view(db.session, revision)
    typed: Mapping[str, str] = request.form
    if line_form is None and (point := request.args.get("point", type=int)):
        line_form, typed = _offer_suggestion(revision, point)
    elif line_form is None:
        line_form = _offer_line(revision, LineForm(formdata=None, points=[point.id for point in view.to_fix]))
    linked, token = session.pop("sheet_link", None) or (None, "")
    known = makers.list_makers(db.session)
    place: dict[str, Any] = {"garment_id": revision.garment_id, "number": revision.number}
    return render_template(
        "revisions/show.html",
        view=view,
        unit=view.unit,
        revision=revision,
        garment=revision.garment,
        line_form=line_form,
        send_form=send_form
        or SendForm(formdata=None, contact=makers.find_last_contact(db.session, revision.garment) or ""),
        makers=known,
        known_address=makers.say_known(known),
        mails=mailing.read_server(current_app.config) is not None,
        mail=outbox.find_mail(db.session, view.packet) if view.packet else None,
        sample_form=sample_form or _offer_sample(revision, SampleForm(formdata=None)),
        link=url_for("packets.show_sheet", token=token, _external=True) if linked == revision.id else None,
        reply_form=lambda line: (
            reply_form
            if reply_form and reply_form.reply.name.startswith(f"line-{line}-")
            else ReplyForm(formdata=None, prefix=f"line-{line}")
        ),
        asked=outbox.list_requests(db.session, revision),
        file_form=file_form or FileForm(formdata=None),
        file_address=lambda file: url_for("files.download", **place, file_id=file.id),
        file_removal=lambda file: url_for("files.remove", **place, file_id=file.id),
        cut=files.say_cut(db.session, revision),
        typed=typed,
        verdicts=VERDICTS,
        changed=[line.pom for line in revision.lines if line.pom],
    )


def _offer_suggestion(revision: PatternRevision, point: int) -> tuple[LineForm, dict[str, str]]:
    """The form filled with what is suggested for a fit point, and the fields by size where the sizes differ."""
    cluster, label = clusters.get_cluster(db.session, point), get_label(db.session)
    change = suggestions.suggest_change(cluster)
    if change is None or cluster.suggestion is None or cluster.garment is not revision.garment:
        return _offer_line(revision, LineForm(formdata=None, points=[point])), {}
    form = LineForm(
        formdata=None, pom=change.pom.code, points=[point],
        reason=suggestions.say_suggestion(cluster.suggestion, label),
        delta=write_length(change.delta_mm, label.unit, label.grid, signed=True) if not change.per_step_mm else "",
    )  # fmt: skip
    by_size = suggestions.spread_change(change, cluster) if change.per_step_mm else {}
    typed = {
        f"by-{size}": write_length(delta, label.unit, label.grid, signed=True)
        for size, delta in by_size.items()
        if delta
    }
    return _offer_line(revision, form), typed


def _back(garment_id: int, number: int, anchor: str | None = None, *, point: int | None = None) -> BaseResponse:
    place = url_for("revisions.show_revision", garment_id=garment_id, number=number, point=point, _anchor=anchor)
    return redirect(place, 303)
