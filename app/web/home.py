"""Home: what needs somebody today, and nothing else."""

from datetime import UTC, datetime

from flask import Blueprint, render_template, request

from app.db import db
from app.services import decisions, garments, home, mishaps, settling
from app.web.security import login_required

pages = Blueprint("home", __name__)

GARMENTS_SHOWN = 12
"""Nobody settles more in a day; what they ask for would be a page of hundreds of lines."""

AFTER_MAX = 1_000_000


@pages.get("/")
@login_required
def show_home() -> str:
    """Show what each garment asks for, counted back from its next cut."""
    after = min(max(0, request.args.get("after", 0, type=int)), AFTER_MAX)
    needs = home.list_needs(db.session, today=datetime.now(UTC).date(), limit=GARMENTS_SHOWN, after=after)
    return render_template(
        "home.html",
        needs=needs,
        mishaps=[] if after else mishaps.list_mishaps(db.session),
        tried="tried" in request.args,
        after=after,
        begun=bool(needs.garments) or garments.has_any(db.session),
        say_open=settling.say_open,
        say_ask=decisions.say_ask,
    )
