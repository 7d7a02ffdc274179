"""The page of a pattern revision, with whichever form was refused as it was typed."""

from collections.abc import Mapping
from typing import Any, TypeVar

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.db import db
from app.errors import RuleError
from app.models import PatternRevision, RevisionLine, RevisionStatus
from app.services import (
    conflict_views,
    files,
    gate,
    mailing,
    makers,
    outbox,
    papers,
    revision_views,
    sample_views,
    whole_revisions,
)
from app.services.codes import format_code
from app.services.line_notes import say_notes
from app.services.line_views import LinePreview
from app.services.lines import get_line
from app.web.attachments import FileForm
from app.web.forms import Form, read_number
from app.web.public_links import write_link
from app.web.revision_forms import (
    VERDICTS,
    AgainForm,
    InstructionForm,
    MarkForm,
    MeasureForm,
    ReplyForm,
    SampleForm,
    SendForm,
    begin_sample,
    fill_instruction,
    fill_measure,
    fill_suggestion,
    offer_instruction,
    offer_mark,
    offer_measure,
)
from app.web.seen import sum_up, write_shown

F = TypeVar("F", bound=Form)


def get_revision(garment_id: int, number: int) -> PatternRevision:
    """Return the revision that an address names."""
    return whole_revisions.open_revision(db.session, garment_id, number)


def go_back(garment_id: int, number: int, anchor: str | None = None, *, point: int | None = None) -> BaseResponse:
    """Lead back to the page of a revision."""
    place = url_for("revisions.show_revision", garment_id=garment_id, number=number, point=point, _anchor=anchor)
    return redirect(place, 303)


def refuse(error: RuleError, form: Form, garment_id: int, number: int, **also: Any) -> tuple[str, int]:
    """Show the page as it was, with what was typed and the sentence where it belongs."""
    form.blame(error)
    return render(get_revision(garment_id, number), form, **also), 422


def render(
    revision: PatternRevision,
    typed: Form | None = None,
    *,
    editing: int | None = None,
    preview: LinePreview | None = None,
    again: int | None = None,
    problem: str | None = None,
    seen: str | None = None,
    token: str | None = None,
) -> str:
    """Return the page, with the one form that comes back as it was `typed`; all others are as they begin.

    `editing` is the number of the line whose form is open, `seen` what was `sum_up_lines` there, `again` the id of
    the sample that was measured again, and `token` that of the pattern maker's link, which is shown this once.
    """
    view = revision_views.build_view(db.session, revision)
    line = get_line(revision, editing) if editing else None
    lengths: Mapping[str, str] = request.form
    if (measure_form := _find(MeasureForm, typed)) is None:
        measure_form, lengths = _begin_measure(revision, view, line)
    place: dict[str, Any] = {"garment_id": revision.garment_id, "number": revision.number}
    return render_template(
        "revisions/show.html",
        view=view,
        conflicts=conflict_views.build_conflicts(db.session, revision),
        problem=problem,
        unit=view.unit,
        revision=revision,
        garment=revision.garment,
        editing=line,
        seen=seen or write_shown(sum_up_lines(revision)),
        measure_form=measure_form,
        instruction_form=_find(InstructionForm, typed) or _begin_instruction(view, line),
        preview=preview,
        say_notes=say_notes,
        sample_form=_find(SampleForm, typed) or begin_sample(revision),
        again_form=lambda sample: (sample == again and _find(AgainForm, typed)) or AgainForm(formdata=None),
        write_shown=write_shown,
        reply_form=lambda number: _find(ReplyForm, typed, number) or ReplyForm(formdata=None, prefix=f"line-{number}"),
        mark_form=lambda number: _find(MarkForm, typed, number) or _begin_mark(revision, number),
        file_form=_find(FileForm, typed) or FileForm(formdata=None),
        file_address=lambda file: url_for("files.download", **place, file_id=file.id),
        file_removal=lambda file: url_for("files.remove", **place, file_id=file.id),
        cut=files.say_cut(db.session, revision) if revision.files else "",
        typed=lengths,
        verdicts=VERDICTS,
        samples=sample_views.list_samples(db.session, revision),
        off=sample_views.list_accepted_off(db.session, revision),
        to_release=gate.find_run_to_release(revision) if revision.status is RevisionStatus.APPROVED else None,
        approved_on=sample_views.list_approved_on(db.session, revision),
        changed=[each.pom for each in revision.lines if each.pom],
        link=write_link("packets.show_sheet", token=token) if token else None,
        **_offer_sheet(revision, view, _find(SendForm, typed)),
    )


def _find(kind: type[F], typed: Form | None, line: int | None = None) -> F | None:
    """The form that was typed, if it is of this kind, and of this line where each line has one."""
    is_it = isinstance(typed, kind) and (line is None or _name_line(typed) == str(line))
    return typed if is_it else None


def _name_line(form: Form) -> str:
    """The number of the line whose form it is: the names of all its fields begin as "line-3-"."""
    _, number, *_ = str(next(iter(form)).name).split("-")
    return number


def sum_up_lines(revision: PatternRevision) -> dict[str, str]:
    """Return what tells what the lines say, each by its number, from anything else that they may say later."""
    return {str(line.number): sum_up(_list_said(line)) for line in revision.lines}


def _list_said(line: RevisionLine) -> dict[str, Any]:
    """What the form of a line says of it."""
    names = ("instruction", "piece", "seam_or_point", "direction", "reason", "priority", "check_on_sample")
    return {name: getattr(line, name) for name in names} | {
        "amount": line.amount_mm and float(line.amount_mm),
        "changes": sorted((each.size.id, float(each.delta_mm), float(each.old_mm or 0)) for each in line.changes),
        "points": sorted(cluster.id for cluster in line.clusters),
    }


def _offer_sheet(revision: PatternRevision, view: revision_views.RevisionView, form: SendForm | None) -> dict[str, Any]:
    """What the page says of the sheet on its way: to whom it goes, and which mail waits."""
    known = makers.list_makers(db.session, revision.garment)
    mails = outbox.list_of_sheets(db.session, revision) if revision.packets else []
    return {
        "send_form": form or SendForm(formdata=None, contact=known.last or ""),
        "makers": known.addresses,
        "known_address": makers.say_known(known.addresses),
        "papers": papers.PAPER_NAMES,
        "printed_code": format_code(view.packet.check_code) if view.packet else None,
        "mails": mailing.read_server(current_app.config) is not None,
        "mail": next((each for each, _ in reversed(mails) if each.packet is view.packet and not each.asked_with), None),
        "asked": [each for each, waits in mails if waits and each.asked_with],
    }


def _begin_mark(revision: PatternRevision, line: int) -> MarkForm:
    """The empty form of a mark on a line's sketch."""
    return offer_mark(revision, MarkForm(formdata=None, prefix=f"mark-{line}", kind="point"))


def _begin_instruction(view: revision_views.RevisionView, line: RevisionLine | None) -> InstructionForm:
    """The form of the instruction that is edited, or an empty one."""
    if line is not None and line.instruction is not None:
        return fill_instruction(line, view.standing)
    form = InstructionForm(formdata=None, points=_choose_points(view))
    return offer_instruction(form, view.standing)


def _begin_measure(
    revision: PatternRevision, view: revision_views.RevisionView, line: RevisionLine | None
) -> tuple[MeasureForm, Mapping[str, str]]:
    """The form of the line that is edited, of what is suggested for a fit point, or an empty one."""
    if line is not None and line.pom is not None:
        return fill_measure(line, view.standing)
    if point := request.args.get("point", type=read_number):
        return fill_suggestion(revision, point, view.standing)
    form = MeasureForm(formdata=None, points=_choose_points(view))
    return offer_measure(revision, form, view.standing), request.form


def _choose_points(view: revision_views.RevisionView) -> list[int]:
    """What a new line is drawn from unless somebody says otherwise."""
    return [view.next_to_fix.id] if view.next_to_fix else []
