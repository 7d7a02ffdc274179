"""The correction sheet on its way: sent by a link that is shown once, mailed where an address is known, taken back."""

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import Packet, Paper
from app.services import jobs, mailing, outbox, packets, papers
from app.web.revision_forms import PaperForm, SendForm
from app.web.revision_page import get_revision, go_back, refuse, render
from app.web.security import get_actor, may_act_required
from app.work import commit_and_enqueue

pages = Blueprint("sending", __name__)


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/send")
@may_act_required
def send(garment_id: int, number: int) -> str | tuple[str, int]:
    """Freeze the lines and make the pattern maker's link; the answer itself shows it, and a mail brings one, too."""
    begin_writing(db.session)
    revision = get_revision(garment_id, number)
    form = SendForm()
    if not form.validate_on_submit():
        return render(revision, form), 422
    try:
        sent = packets.send_packet(
            db.session, revision, contact=form.contact.data or "", address=form.address.data,
            paper=Paper(form.paper.data) if form.paper.data else None, days=form.days.data or 60, user=get_actor(),
        )  # fmt: skip
    except RuleError as error:
        return refuse(error, form, garment_id, number)
    mails = form.mail.data and sent.packet.address and _has_server()
    job_id = _mail(sent.packet) if mails else None
    commit_and_enqueue(job_id)
    return render(get_revision(garment_id, number), token=sent.token)


@pages.post("/sheets/<int:packet_id>/mail")
@may_act_required
def mail_again(packet_id: int) -> Response | tuple[str, int]:
    """Send the pattern maker another mail with a link; the one of the mail before no longer works."""
    return _act(packet_id, mails=True)


@pages.post("/sheets/<int:packet_id>/take-back")
@may_act_required
def take_back(packet_id: int) -> Response | tuple[str, int]:
    """Make the links of a sheet useless; the sheet and its answers stay."""
    return _act(packet_id, mails=False)


@pages.post("/sheets/<int:packet_id>/paper")
@may_act_required
def change_paper(packet_id: int) -> Response:
    """Lay the files of a sheet out on other paper."""
    begin_writing(db.session)
    packet, form = packets.get_packet(db.session, packet_id), PaperForm()
    if form.validate_on_submit():
        papers.change_paper(db.session, packet, form.paper.data, user=get_actor())
    place = (packet.revision.garment_id, packet.revision.number)
    db.session.commit()
    return go_back(*place, "sheet")


def _act(packet_id: int, *, mails: bool) -> Response | tuple[str, int]:
    begin_writing(db.session)
    packet = packets.get_packet(db.session, packet_id)
    place, job_id = (packet.revision.garment_id, packet.revision.number), None
    try:
        if mails:
            _ensure_server()
            job_id = _mail(packet)
        else:
            packets.revoke(db.session, packet, user=get_actor())
    except RuleError as error:
        db.session.rollback()
        form = SendForm(formdata=None)
        form.form_errors.append(error.message)
        return render(get_revision(*place), form), 422
    commit_and_enqueue(job_id)
    return go_back(*place, "sheet")


def _mail(packet: Packet) -> int:
    """Put the mail into the outbox and ask for the job that empties it."""
    outbox.mail_link(db.session, packet, user=get_actor())
    return jobs.request_job(db.session, jobs.SEND_MAIL).id


def _has_server() -> bool:
    return mailing.read_server(current_app.config) is not None


def _ensure_server() -> None:
    """Mail needs a mail server."""
    if not _has_server():
        raise RuleError("No mail server is set up: tell the link yourself.")
