"""A quick note: what the label itself hears or sees, kept in ten seconds on a phone."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import NAME_MAX, Garment, Heard
from app.services import garments, notes
from app.web.customers import have_it_read
from app.web.filters import HEARD
from app.web.forms import choices_of, make_choice, read_number, strip
from app.web.page_keys import make_key
from app.web.photos import DROPPED, keep_sent_photos
from app.web.security import csrf, get_actor, may_act_required
from app.web.uploads import SentForm, read_sent

pages = Blueprint("notes", __name__)
# The form checks its token itself, once it is read: photos may be larger than what is read beforehand.
csrf.exempt(pages)

OFFERED = 6
"""So many garments are offered to be tapped, or all where one more is no reason to search."""


class NoteForm(SentForm):
    """A garment, where it was heard, and a few words; size and photos may follow."""

    garment = RadioField("Garment", validators=[Optional()], validate_choice=False)
    other = StringField("Another garment", validators=[Optional(), Length(max=NAME_MAX)])
    size = RadioField("Size, if you know it", validators=[Optional()], validate_choice=False)
    words = TextAreaField("What was said or seen")
    heard = RadioField("Where", choices=choices_of(HEARD), validators=[InputRequired("Where was it said or seen?")])

    def refuse(self) -> int | None:
        """Return the status that refuses what was sent; a stale page is told so, and its words come back."""
        status = super().refuse()
        if "csrf_token" in self.errors:
            self.csrf_token.errors = ["This page has been open too long. Send it once more."]
        return status


@pages.get("/notes/new")
@may_act_required
def ask() -> str:
    """Ask for a note; what was kept just now stands above it."""
    kept = request.args.get("kept", type=read_number)
    return _render(
        NoteForm(key=make_key(), garment=request.args.get("garment"), heard=request.args.get("heard")),
        kept=notes.get_note(db.session, kept) if kept is not None else None,
        are_photos_lost=request.args.get("photos") == "lost",
    )


@pages.post("/notes/new")
@may_act_required
def keep() -> Response | tuple[str, int]:
    """Keep a note before its photos are looked at, have it read, and ask for the next one."""
    form = NoteForm(read_sent())
    if status := form.refuse():
        return _render(form), status
    begin_writing(db.session)
    try:
        garment = _find_garment(form)
        note = notes.record_note(
            db.session,
            garment,
            words=form.words.data or "",
            heard=Heard(form.heard.data),
            size=form.size.data or None,
            idempotency_key=form.sent.read_key(),
            user=get_actor(),
        ).feedback
    except RuleError as error:
        form.blame(error)
        return _render(form), 422
    address: dict[str, Any] = {"kept": note.id, "garment": garment.id, "heard": form.heard.data}
    db.session.commit()
    have_it_read(address["garment"])
    if not keep_sent_photos(address["kept"], form.sent):
        address["photos"] = "lost"
    return redirect(url_for("notes.ask", **address), 303)


def _find_garment(form: NoteForm) -> Garment:
    """What was typed is meant rather than what was tapped, for that may have been chosen already."""
    if typed := strip(form.other.data):
        try:
            return notes.search_garment(db.session, typed)
        except RuleError as error:
            error.field = "other"
            raise
    try:
        garment_id = read_number(form.garment.data or "")
    except ValueError as error:
        raise RuleError("Which garment?", field="garment") from error
    return garments.get_garment_by_id(db.session, garment_id)


def _render(form: NoteForm, **page: Any) -> str:
    every = notes.list_garments_to_note(db.session)
    every.sort(key=lambda garment: str(garment.id) != form.garment.data)
    offered = every if len(every) <= OFFERED + 1 else every[:OFFERED]
    if form.garment.data is None and every and not form.is_submitted():
        form.garment.data = str(every[0].id)
    form.garment.choices = [make_choice(str(garment.id), garment.name) for garment in offered]
    return render_template(
        "notes/new.html",
        form=form,
        every=every,
        offered=offered,
        sizes=_list_sizes(every),
        DROPPED=DROPPED,
        **{"kept": None, "are_photos_lost": False} | page,
    )


def _list_sizes(every: list[Garment]) -> dict[str, list[int]]:
    """The names of all sizes, those of the first garment first, each with the garments that are cut in it."""
    sizes: dict[str, list[int]] = {}
    for garment in every:
        for size in garment.sizes:
            sizes.setdefault(size.name, []).append(garment.id)
    return sizes
