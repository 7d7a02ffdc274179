"""The inbox: all feedback with its search and filters, which the address keeps."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from app.db import db
from app.models import NAME_MAX, NUMBER_MAX, FeedbackSource, Heard
from app.services import garments, inbox
from app.services.inbox import Filters, Folder
from app.services.label import get_label
from app.web.filters import HEARD, SOURCES
from app.web.forms import DayField, Form, choices_of, make_choice, strip
from app.web.security import login_required

pages = Blueprint("inbox", __name__)

FOLDERS = {
    Folder.READ: "read",
    Folder.NOT_READ: "to read by hand",
    Folder.WAITING: "not read yet",
    Folder.NO_WORDS: "taps only",
    Folder.SPAM: "spam",
}

FROM = SOURCES | {f"{FeedbackSource.NOTE}.{heard}": f"note, {word}" for heard, word in HEARD.items()}
"""Every source, and the label's own notes by where they come from."""


class InboxForm(Form):
    """What is looked for; all of it stands in the address, so that a view can be kept and sent."""

    class Meta:
        """Nothing is changed by looking."""

        csrf = False

    words = StringField("Words, or “words as they stand”", validators=[Length(max=NAME_MAX)])
    garment = SelectField("Garment", validators=[Optional()])
    run = IntegerField("Run", validators=[Optional(), NumberRange(1, 999, "Runs count from 1.")])
    size = SelectField("Size", validators=[Optional()])
    source = SelectField("From", choices=choices_of(FROM, empty="Any source"), validators=[Optional()])
    folder = SelectField("The words are", choices=choices_of(FOLDERS, empty="All but spam"), validators=[Optional()])
    since = DayField("Said on or after", validators=[Optional()])
    until = DayField("Said on or before", validators=[Optional()])
    photo = BooleanField("With a photo")


@pages.get("/feedback")
@login_required
def show_inbox() -> tuple[str, int]:
    """List what was said, the last to arrive first."""
    form = read_filters()
    valid = form.validate()
    page = inbox.list_page(
        db.session,
        build_filters(form),
        older_than=_read_cursor("older_than"),
        newer_than=_read_cursor("newer_than"),
    )
    text = render_template(
        "inbox/list.html",
        form=form,
        page=page,
        turned="newer" if "newer_than" in request.args else "older" if "older_than" in request.args else "",
        run_word=get_label(db.session).run_word,
        mark_pieces=inbox.mark_pieces,
        list_titles=partial(inbox.list_titles, db.session),
        erased=request.args.get("erased", type=int),
        address=lambda **more: url_for("inbox.show_inbox", **keep_filters(form), **more),
        kept=keep_filters(form),
    )
    return text, 200 if valid else 422


def _read_cursor(name: str) -> int | None:
    """The id in the address, no larger than a database's ids are."""
    given = request.args.get(name, type=int)
    return None if given is None else max(0, min(given, NUMBER_MAX))


def read_filters() -> InboxForm:
    """Return the filters of the address, with the label's garments and sizes to choose from."""
    form = InboxForm(request.args)
    named = [make_choice(str(garment_id), name) for garment_id, name in garments.list_names(db.session)]
    form.garment.choices = [make_choice("", "All garments"), *named]
    sizes = inbox.list_size_names(db.session)
    form.size.choices = [make_choice("", "All sizes"), *(make_choice(name, name) for name in sizes)]
    return form


def build_filters(form: InboxForm) -> Filters:
    """Return what the filters mean; one that makes no sense is not asked."""
    given = keep_filters(form)
    source, _, heard = given.get("source", "").partition(".")
    return Filters(
        words=given.get("words", ""),
        garment_id=int(given["garment"]) if "garment" in given else None,
        round_number=given.get("run"),
        size=given.get("size"),
        source=FeedbackSource(source) if source else None,
        heard=Heard(heard) if heard else None,
        folder=Folder(given["folder"]) if "folder" in given else None,
        has_photo="photo" in given,
        from_on=form.since.data if "since" in given else None,
        to_on=form.until.data if "until" in given else None,
    )


def keep_filters(form: InboxForm) -> dict[str, Any]:
    """Return the filters that are set and make sense, as the address writes them."""
    given = {
        "words": strip(form.words.data), "garment": form.garment.data, "run": form.run.data, "size": form.size.data,
        "source": form.source.data, "folder": form.folder.data, "photo": "y" if form.photo.data else "",
        "since": form.since.data and form.since.data.isoformat(),
        "until": form.until.data and form.until.data.isoformat(),
    }  # fmt: skip
    return {name: value for name, value in given.items() if value and not form[name].errors}
