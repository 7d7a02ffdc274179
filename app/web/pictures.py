"""Pictures of a garment: chosen by the label, shown on top of the customer's form."""

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.validators import Optional

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import Garment
from app.services import garments, pictures
from app.web.attachments import takes_files
from app.web.forms import Form, choices_of
from app.web.limiting import limiter
from app.web.photos import PHOTOS_PER_ADDRESS
from app.web.security import get_actor, login_required, may_act_required

pages = Blueprint("pictures", __name__)

FOR_A_YEAR = "public, max-age=31536000, immutable"
"""Another picture has another address."""


class PictureForm(Form):
    """A picture, and the colour that it shows."""

    colour = SelectField("It shows", validators=[Optional()])
    file = FileField("A picture", validators=[FileRequired("Choose a picture.")])


@pages.get("/pictures/<name>.jpg")
@limiter.limit(PHOTOS_PER_ADDRESS)
def show(name: str) -> Response:
    """Show a picture to whoever knows its name: customers, whose form has it."""
    content = pictures.read_picture(db.session, name)
    return Response(content, mimetype="image/jpeg", headers={"Cache-Control": FOR_A_YEAR})


@pages.get("/garments/<int:garment_id>/pictures")
@login_required
def show_pictures(garment_id: int) -> str:
    """Show the pictures of a garment."""
    return _render(garments.get_garment_by_id(db.session, garment_id), PictureForm())


@pages.post("/garments/<int:garment_id>/pictures")
@takes_files
@may_act_required
def save_picture(garment_id: int) -> Response | tuple[str, int]:
    """Keep a picture, drawn before anybody has to wait for the database."""
    form = _choose_from(garments.get_garment_by_id(db.session, garment_id), PictureForm())
    if not form.validate_on_submit():
        return _render(garments.get_garment_by_id(db.session, garment_id), form), 422
    db.session.rollback()
    try:
        drawn = pictures.draw_picture(form.file.data.read())
        begin_writing(db.session)
        garment = garments.get_garment_by_id(db.session, garment_id)
        pictures.set_picture(db.session, garment, drawn, colour=form.colour.data or None, user=get_actor())
    except RuleError as error:
        form.blame(error)
        return _render(garments.get_garment_by_id(db.session, garment_id), form), 422
    db.session.commit()
    return _back(garment_id)


@pages.post("/garments/<int:garment_id>/pictures/<name>/remove")
@may_act_required
def remove_picture(garment_id: int, name: str) -> Response:
    """Remove a picture."""
    begin_writing(db.session)
    garment = garments.get_garment_by_id(db.session, garment_id)
    pictures.remove_picture(db.session, garment, name, user=get_actor())
    db.session.commit()
    return _back(garment_id)


def _choose_from(garment: Garment, form: PictureForm) -> PictureForm:
    form.colour.choices = choices_of({colour.name: colour.name for colour in garment.colours}, empty="every colour")
    return form


def _render(garment: Garment, form: PictureForm) -> str:
    return render_template(
        "garments/pictures.html",
        garment=garment,
        pictures=pictures.list_pictures(db.session, garment),
        form=_choose_from(garment, form),
    )


def _back(garment_id: int) -> Response:
    return redirect(url_for("pictures.show_pictures", garment_id=garment_id), 303)
