"""The check of a code: anyone types what a paper says and learns whether it is current, and nothing else."""

from flask import Blueprint, render_template
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.db import db
from app.errors import RuleError
from app.services import newer_sheets, packets
from app.web.doors import open_to_makers
from app.web.forms import Form

pages = Blueprint("checks", __name__)
open_to_makers(pages)


class CheckForm(Form):
    """The code on a paper."""

    code = StringField("Check code", validators=[InputRequired("Type the code that the paper says."), Length(max=40)])


@pages.get("/check")
def show_check() -> str:
    """Ask for the code on a paper."""
    return render_template("checks/check.html", form=CheckForm(), found=None)


@pages.post("/check")
def check() -> str | tuple[str, int]:
    """Say whether the paper with this code is current, and nothing else."""
    form = CheckForm()
    if not form.validate_on_submit():
        return render_template("checks/check.html", form=form, found=None), 422
    try:
        packet = packets.find_by_check_code(db.session, form.code.data or "")
    except RuleError as error:
        form.code.errors = [error.message]
        return render_template("checks/check.html", form=form, found=None), 422
    if packet is None:
        form.code.errors = ["No sheet has this code."]
        return render_template("checks/check.html", form=form, found=None), 422
    newer = packets.find_replacement(packet)
    agreed = [line.number for line in packet.revision.lines if line.agreed_at and line.agreed_at > packet.sent_at]
    return render_template(
        "checks/check.html",
        form=form,
        found=packet,
        newer=newer.number if newer else None,
        newer_sheet=newer_sheets.find_newer(db.session, packet),
        agreed=agreed,
    )
