"""Home: what needs somebody today, and nothing else."""

from datetime import UTC, datetime

from flask import Blueprint, render_template

from app.db import db
from app.services import decisions, garments, home, settling
from app.web.security import login_required

pages = Blueprint("home", __name__)


@pages.get("/")
@login_required
def show_home() -> str:
    """Show what each garment asks for, counted back from its next cut."""
    needs = home.list_needs(db.session, today=datetime.now(UTC).date())
    return render_template(
        "home.html",
        needs=needs,
        begun=bool(needs) or garments.has_any(db.session),
        say_open=settling.say_open,
        say_again=decisions.say_again,
    )
