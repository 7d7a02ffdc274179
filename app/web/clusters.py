"""A fit point: the words behind it, what is known of it, and what is done about it."""

from flask import Blueprint

from app.db import db
from app.services import point_views
from app.web.cluster_page import render
from app.web.security import login_required

pages = Blueprint("clusters", __name__)


@pages.get("/points/<int:cluster_id>")
@login_required
def show_point(cluster_id: int) -> str:
    """Show a fit point with the words behind it and what is decided."""
    return render(point_views.open_point(db.session, cluster_id))
