"""The garments of the label: the list, a new one, one of them with its fit points."""

from flask import Blueprint, render_template

from app.web.security import login_required, may_act_required

pages = Blueprint("garments", __name__)


@pages.get("/garments")
@login_required
def show_garments() -> str:
    """List the garments."""
    return render_template("base.html")


@pages.get("/garments/new")
@may_act_required
def add_garment() -> str:
    return render_template("base.html")


@pages.post("/garments/new")
@may_act_required
def save_garment() -> str:
    return render_template("base.html")
