"""The blocks: which garments are drawn from which, and what several of them say alike."""

from flask import Blueprint, render_template

from app.db import db
from app.services import blocks
from app.web.security import login_required

pages = Blueprint("blocks", __name__)


@pages.get("/blocks")
@login_required
def show_blocks() -> str:
    """Show every block with its garments, the faults that they share and what was carried to it."""
    return render_template("garments/blocks.html", blocks=blocks.list_blocks(db.session))
