"""What leaves and enters beside a revision: chart, labels, a run's ticket, all as a ZIP, and files laid there."""

from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile

from flask import Blueprint, Response, current_app, request, send_file
from werkzeug.wrappers import Response as BaseResponse

from app.db import db
from app.errors import NotFound, RuleError
from app.services import bundles, charts, cutting, files, overlays
from app.services.wording import name_file
from app.web import attachments
from app.web.attachments import HARMLESS, FileForm, hand_over, keep_upload, takes_files
from app.web.revision_page import get_revision, go_back, render
from app.web.round_page import get_round
from app.web.security import login_required, may_act_required

pages = Blueprint("files", __name__)

IN_MEMORY_MAX = 8 * 1024 * 1024
"""Bytes of a ZIP; a larger one is written to the disk while it is sent."""


@pages.get("/garments/<int:garment_id>/revisions/<int:number>/chart.<extension>")
@login_required
def download_chart(garment_id: int, number: int, extension: str) -> Response:
    """Hand over the whole measurement chart, as pdf or xlsx."""
    revision = get_revision(garment_id, number)
    try:
        written = charts.export_chart(db.session, revision, format=extension)
    except RuleError as error:
        raise NotFound(error.message) from error
    return send_file(BytesIO(written), as_attachment=True, download_name=name_file(revision, f"-chart.{extension}"))


@pages.get("/garments/<int:garment_id>/revisions/<int:number>/labels.pdf")
@login_required
def download_labels(garment_id: int, number: int) -> Response:
    """Hand over the labels to stick on the pattern, as its newest sheet says them."""
    revision = get_revision(garment_id, number)
    if not revision.packets:
        raise NotFound("The correction sheet is not sent yet.")
    written = cutting.export_pattern_labels(db.session, revision.packets[-1])
    return send_file(BytesIO(written), as_attachment=True, download_name=name_file(revision, "-pattern-labels.pdf"))


@pages.get("/garments/<int:garment_id>/rounds/<int:number>/ticket.pdf")
@login_required
def download_ticket(garment_id: int, number: int) -> Response:
    """Hand over the ticket of a run for the cutting table."""
    cut = get_round(garment_id, number)
    name = name_file(cut, "-ticket.pdf")
    written = cutting.export_cut_ticket(db.session, cut, configured=current_app.config["TOILE_PUBLIC_URL"])
    return send_file(BytesIO(written), as_attachment=True, download_name=name)


@pages.get("/garments/<int:garment_id>/revisions/<int:old>/compare/<int:new>.pdf")
@login_required
def download_comparison(garment_id: int, old: int, new: int) -> Response:
    """Hand over any two revisions side by side, as PDF."""
    before, after = get_revision(garment_id, old), get_revision(garment_id, new)
    written = charts.export_comparison(db.session, before, after)
    return send_file(BytesIO(written), as_attachment=True, download_name=name_file(after, f"-beside-{old}.pdf"))


@pages.get("/garments/<int:garment_id>/revisions/<int:old>/compare/<int:new>/pieces.svg")
@login_required
def show_pieces(garment_id: int, old: int, new: int) -> Response:
    """Show the pieces of two revisions over each other, in one size; "units" are those of a file that says none."""
    drawn = overlays.draw_overlay(
        get_revision(garment_id, old), get_revision(garment_id, new),
        folder=Path(current_app.config["TOILE_DATA"]), size=request.args.get("size"),
        units=overlays.read_units(request.args.get("units")),
    )  # fmt: skip
    return Response(drawn, mimetype="image/svg+xml", headers={"Content-Security-Policy": HARMLESS})


@pages.get("/garments/<int:garment_id>/revisions/<int:number>/everything.zip")
@login_required
def download_everything(garment_id: int, number: int) -> Response:
    """Hand over all that there is about a revision as one ZIP."""
    revision = get_revision(garment_id, number)
    # Flask closes what it has sent; large ones lie on the disk meanwhile.
    target = SpooledTemporaryFile(max_size=IN_MEMORY_MAX)  # noqa: SIM115
    folder, configured = Path(current_app.config["TOILE_DATA"]), current_app.config["TOILE_PUBLIC_URL"]
    bundles.write_bundle(db.session, revision, target, folder=folder, configured=configured)  # type: ignore[arg-type]
    target.seek(0)
    return send_file(target, as_attachment=True, download_name=name_file(revision, ".zip"), mimetype="application/zip")


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/files")
@takes_files
@may_act_required
def upload(garment_id: int, number: int) -> BaseResponse | tuple[str, int]:
    """Lay a file beside a revision."""
    form = FileForm()
    if not keep_upload(form, lambda: (get_revision(garment_id, number), None)):
        return render(get_revision(garment_id, number), form), 422
    return go_back(garment_id, number, "files")


@pages.get("/garments/<int:garment_id>/revisions/<int:number>/files/<int:file_id>")
@login_required
def download(garment_id: int, number: int, file_id: int) -> Response:
    """Hand over a file that was laid beside a revision."""
    return hand_over(files.get_file(get_revision(garment_id, number), file_id))


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/files/<int:file_id>/remove")
@may_act_required
def remove(garment_id: int, number: int, file_id: int) -> BaseResponse | tuple[str, int]:
    """Remove a file that was laid beside a revision; its name and its hash stay."""
    refused = attachments.remove(lambda: (files.get_file(get_revision(garment_id, number), file_id), None))
    if refused:
        return render(get_revision(garment_id, number), refused), 422
    return go_back(garment_id, number, "files")
