"""The programs that may call the API: made, listed and revoked by an admin."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import NAME_MAX
from app.services import tokens
from app.web.forms import Form
from app.web.security import admin_required, get_actor

pages = Blueprint("tokens", __name__)


class TokenForm(Form):
    """A program and what it may do."""

    name = StringField(
        "Program that will use it",
        validators=[
            InputRequired("A token needs a name: that of the program which will use it."),
            Length(max=NAME_MAX, message=f"The name of a token has at most {NAME_MAX} letters."),
        ],
    )
    may_import = BooleanField("It may import files and read what came of them")


@pages.get("/settings/tokens")
@admin_required
def show_tokens() -> str:
    """List the tokens."""
    return _render(TokenForm(formdata=None))


@pages.post("/settings/tokens")
@admin_required
def add_token() -> str | tuple[str, int]:
    """Make a token; the answer itself shows its secret, so that no address and no cookie ever holds it."""
    begin_writing(db.session)
    form = TokenForm()
    if not form.validate_on_submit():
        return _render(form), 422
    try:
        made = tokens.add_token(
            db.session, name=form.name.data or "", may_import=bool(form.may_import.data), user=get_actor()
        )
    except RuleError as error:
        form.blame(error)
        return _render(form), 422
    db.session.commit()
    return _render(TokenForm(formdata=None), made)


@pages.post("/settings/tokens/<int:token_id>/revoke")
@admin_required
def revoke_token(token_id: int) -> Response:
    """Let a token open nothing any more."""
    begin_writing(db.session)
    tokens.revoke_token(db.session, tokens.get_token(db.session, token_id), user=get_actor())
    db.session.commit()
    return redirect(url_for("tokens.show_tokens"), 303)


def _render(form: TokenForm, made: tokens.MadeToken | None = None) -> str:
    return render_template("tokens/list.html", form=form, made=made, tokens=tokens.list_tokens(db.session))
