"""What every page that takes a file shares: its form, its limit, how a file is kept and how it is given back."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from flask import Flask, Response, current_app, request, send_file
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import Packet, PatternRevision, RevisionFile
from app.services import files
from app.web.forms import Form
from app.web.security import get_actor

View = TypeVar("View", bound=Callable[..., object])

FORM_AROUND = 64 * 1024
"""Bytes that a form has beside its file."""

HARMLESS = "sandbox; default-src 'none'"
"""What a file may do where a browser shows it after all: nothing."""


class FileForm(Form):
    """A file to be laid beside a revision."""

    file = FileField("Add a file", validators=[FileRequired("Choose a file.")])


class RemovalForm(Form):
    """Whether a file may go although a run was cut from its revision."""

    although_cut = BooleanField("A run was cut from it; it may go all the same")


def takes_files(view: View) -> View:
    """Let a view take as many bytes as a file may have; every other one is held to much less."""
    view.takes_files = True  # type: ignore[attr-defined]  # read back by _raise_limit
    return view


def init_attachments(app: Flask) -> None:
    """Raise the limit of a request where a view takes files; has to come before whatever reads forms."""
    app.before_request(_raise_limit)


def keep_upload(form: FileForm, find: Callable[[], tuple[PatternRevision, Packet | None]]) -> bool:
    """Return whether the file of a form is kept; a refusal stands at its field.

    `find` gives the revision, and the packet by whose link it came; it is asked before the file touches the disk, so
    that nobody writes there who may not, and again inside the transaction that writes the row.
    """
    if not form.validate_on_submit():
        return False
    find()
    db.session.rollback()
    try:
        with files.keeping(Path(current_app.config["TOILE_DATA"]), form.file.data.stream) as kept:
            begin_writing(db.session)
            revision, packet = find()
            files.add_file(
                db.session, revision, kept, name=form.file.data.filename or "", packet=packet,
                user=None if packet else get_actor(),
            )  # fmt: skip
            db.session.commit()
    except NotFound:
        raise
    except RuleError as error:
        form.blame(error)
        return False
    return True


def remove(find: Callable[[], tuple[RevisionFile, Packet | None]]) -> FileForm | None:
    """Remove a file, bytes and all; return None, or the form with the refusal where the file has to stay.

    `find` gives the file, and the packet by whose link somebody asks for it.
    """
    try:
        begin_writing(db.session)
        file, packet = find()
        files.remove_file(
            db.session, file, packet=packet, although_cut=bool(RemovalForm().although_cut.data),
            user=None if packet else get_actor(),
        )  # fmt: skip
        stored_as = file.stored_as
        db.session.commit()
    except NotFound:
        raise
    except RuleError as error:
        db.session.rollback()
        form = FileForm(formdata=None)
        form.file.errors = [error.message]
        return form
    files.drop_bytes(Path(current_app.config["TOILE_DATA"]), stored_as)
    return None


def hand_over(file: RevisionFile) -> Response:
    """Return a file as it came, to be saved and never shown: no type of its own, no script, no frame."""
    path = files.find_path(Path(current_app.config["TOILE_DATA"]), file)
    response = send_file(path, mimetype="application/octet-stream", as_attachment=True, download_name=file.name)
    response.headers["Content-Security-Policy"] = HARMLESS
    response.headers["Cache-Control"] = "no-store"
    return response


def _raise_limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False):
        request.max_content_length = files.FILE_MAX + FORM_AROUND
