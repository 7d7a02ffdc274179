"""Erasing an answer at the desk, for a customer who asks for it: after a look at what goes, and for good."""

from collections.abc import Iterable

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.db import begin_writing, db, empty_journal
from app.services import coding, erasing, exports
from app.services.label import get_label
from app.web.photos import find_folder
from app.web.security import admin_required, get_actor
from app.work import hand_over

pages = Blueprint("erasing", __name__)


@pages.get("/feedback/<int:feedback_id>/erase")
@admin_required
def ask(feedback_id: int) -> str:
    """Ask whether an answer is really to be erased."""
    feedback = coding.get_feedback(db.session, feedback_id)
    return render_template(
        "inbox/erase.html",
        feedback=feedback,
        garment=feedback.garment,
        others=[each for each in feedback.moments if each is not feedback],
        run_word=get_label(db.session).run_word,
    )


@pages.post("/feedback/<int:feedback_id>/erase")
@admin_required
def erase(feedback_id: int) -> Response:
    """Erase an answer, its other moment too, their photos and all that was read in them."""
    begin_writing(db.session)
    feedback = coding.get_feedback(db.session, feedback_id)
    asked = erasing.erase_answers(db.session, [feedback], find_folder(), user=get_actor())
    job_ids = [each.id for each in asked]
    db.session.commit()
    clear_away(job_ids)
    return redirect(url_for("inbox.show_inbox", erased=feedback_id), 303)


def clear_away(job_ids: Iterable[int] = ()) -> None:
    """Take what was erased out of the journal and the exported files, too, and have its garments weighed anew."""
    empty_journal()
    exports.remove_all(exports.find_folder(current_app.config["TOILE_DATA"]))
    for job_id in job_ids:
        hand_over(job_id)
