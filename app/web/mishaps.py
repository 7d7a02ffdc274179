"""What the worker could not finish, tried again; home tells of it."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.services import mishaps
from app.web.security import get_actor, may_act_required
from app.work import commit_and_enqueue

pages = Blueprint("mishaps", __name__)


@pages.post("/mishaps/<int:job_id>/again")
@may_act_required
def try_again(job_id: int) -> Response:
    """Hand a job that failed to the worker once more."""
    begin_writing(db.session)
    mishaps.try_again(db.session, mishaps.get_mishap(db.session, job_id), user=get_actor())
    commit_and_enqueue(job_id)
    return redirect(url_for("home.show_home", tried=1), 303)
