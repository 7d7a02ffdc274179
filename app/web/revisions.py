"""A pattern revision: drafted, sent, approved; and any two of them side by side."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request, send_file
from werkzeug.wrappers import Response as BaseResponse

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import PatternRevision
from app.services import comparing, garments, line_views, moves, overlays, packets, rebasing, revisions, whole_revisions
from app.services.comparing import PomDifference
from app.services.label import get_label
from app.services.wording import name_file
from app.web.revision_forms import read_by_size
from app.web.revision_page import get_revision, go_back, render
from app.web.security import get_actor, login_required, may_act_required

pages = Blueprint("revisions", __name__)


@pages.get("/garments/<int:garment_id>/revisions/<int:number>")
@login_required
def show_revision(garment_id: int, number: int) -> str:
    """Show a revision with old and new; "line" in the address opens the form of a line."""
    return render(get_revision(garment_id, number), editing=request.args.get("line", type=int))


@pages.post("/garments/<int:garment_id>/revisions/draft")
@may_act_required
def draft(garment_id: int) -> BaseResponse:
    """Draft the next revision, a full copy of the newest; an open draft is shown, or had one beside it."""
    begin_writing(db.session)
    garment = garments.get_garment_by_id(db.session, garment_id)
    beside = "beside" in request.form
    open_draft = None if beside else revisions.find_draft(garment)
    number = (open_draft or revisions.draft_revision(db.session, garment, beside=beside, user=get_actor())).number
    db.session.commit()
    if point := request.form.get("point", type=int):
        return go_back(garment_id, number, "change", point=point)
    return go_back(garment_id, number)


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/rebase")
@may_act_required
def rebase(garment_id: int, number: int) -> BaseResponse | tuple[str, int]:
    """Carry a draft over to the revision that has gone out since it was begun."""
    begin_writing(db.session)
    draft = get_revision(garment_id, number)
    keep = {code: rebasing.Keep(each) for code, each in read_by_size("keep-").items() if each in list(rebasing.Keep)}
    try:
        rebased = rebasing.rebase(db.session, draft, keep=keep, user=get_actor()).number
    except RuleError as error:
        db.session.rollback()
        return render(get_revision(garment_id, number), problem=error.message), 422
    db.session.commit()
    return go_back(garment_id, rebased)


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/approve")
@may_act_required
def approve(garment_id: int, number: int) -> BaseResponse | tuple[str, int]:
    """Approve a revision for cutting."""
    begin_writing(db.session)
    try:
        revisions.approve(db.session, get_revision(garment_id, number), user=get_actor())
    except RuleError as error:
        db.session.rollback()
        return render(get_revision(garment_id, number), problem=error.message), 422
    db.session.commit()
    return go_back(garment_id, number)


@pages.get("/garments/<int:garment_id>/revisions/<int:old>/compare/<int:new>")
@login_required
def compare(garment_id: int, old: int, new: int) -> str:
    """Show any two revisions side by side; "size" and "units" in the address are those of their pieces."""
    before, after = whole_revisions.open_two(db.session, garment_id, old, new)
    label = get_label(db.session)
    differences = revisions.compare(db.session, before, after)
    return render_template(
        "revisions/compare.html", garment=before.garment, old=before, new=after,
        differences=[(each.pom, line_views.write_difference(each, label)) for each in differences],
        instructed=comparing.list_instructions(before, after), unit=label.unit.value,
        moves=partial(moves.tell_move, unit=label.unit, grid=label.grid), **_show_pieces(before, after, differences),
    )  # fmt: skip


def _show_pieces(old: PatternRevision, new: PatternRevision, differences: Sequence[PomDifference]) -> dict[str, object]:
    """Which of the pieces are shown over each other, and what can be chosen of them."""
    drawings = overlays.find_drawings(old, new, folder=Path(current_app.config["TOILE_DATA"]))
    if drawings is None:
        return {"drawings": None}
    base = old.garment.base_size.name if old.garment.base_size else None
    changed = {row.size.name for each in differences for row in each.sizes}
    return {
        "drawings": drawings,
        "base_size": base,
        "size": drawings.choose_size(request.args.get("size"), changed, base),
        "units": overlays.read_units(request.args.get("units")),
        "UNITS": overlays.UNITS,
    }


@pages.get("/garments/<int:garment_id>/revisions/<int:number>/sheet.<extension>")
@login_required
def download_sheet(garment_id: int, number: int, extension: str) -> Response:
    """Hand over the correction sheet that was sent, as pdf, xlsx, csv or json."""
    revision = get_revision(garment_id, number)
    if not revision.packets:
        raise NotFound("The correction sheet is not sent yet.")
    try:
        written = packets.export(
            db.session, revision.packets[-1], format=extension, configured=current_app.config["TOILE_PUBLIC_URL"]
        )
    except RuleError as error:
        raise NotFound(error.message) from error
    return send_file(BytesIO(written), as_attachment=True, download_name=name_file(revision, f".{extension}"))
