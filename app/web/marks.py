"""The marks on an instruction's sketch: put there by a tap, or by choosing a place; taken off again."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import MarkKind, RevisionLine
from app.services import lines, marks
from app.web.revision_forms import MarkForm, offer_mark
from app.web.revision_page import get_revision, go_back, refuse, render
from app.web.security import get_actor, may_act_required

pages = Blueprint("marks", __name__)

MARKS = "/garments/<int:garment_id>/revisions/<int:number>/lines/<int:line>/marks"


@pages.post(MARKS)
@may_act_required
def add(garment_id: int, number: int, line: int) -> BaseResponse | tuple[str, int]:
    """Mark a place, or two that a line or an arrow joins."""
    begin_writing(db.session)
    revision = get_revision(garment_id, number)
    found = lines.get_line(revision, line)
    form = offer_mark(revision, MarkForm(prefix=f"mark-{line}"))
    if not form.validate_on_submit():
        return render(revision, form), 422
    try:
        _mark(found, form)
    except RuleError as error:
        return refuse(error, form, garment_id, number)
    db.session.commit()
    return go_back(garment_id, number, f"line-{line}")


@pages.post(f"{MARKS}/<int:mark>/drop")
@may_act_required
def drop(garment_id: int, number: int, line: int, mark: int) -> BaseResponse:
    """Take a mark off the sketch."""
    begin_writing(db.session)
    marks.drop_mark(db.session, lines.get_line(get_revision(garment_id, number), line), mark, user=get_actor())
    db.session.commit()
    return go_back(garment_id, number, f"line-{line}")


def _mark(line: RevisionLine, form: MarkForm) -> None:
    kind, garment = MarkKind(form.kind.data), line.revision.garment
    start = marks.get_spot(garment, form.tapped_start.data or form.start.data or "")
    end = form.tapped_end.data or form.end.data
    two = kind is not MarkKind.POINT and end
    marks.add_mark(
        db.session, line, kind=kind, start=start, end=marks.get_spot(garment, end, field="end") if two else None,
        user=get_actor(),
    )  # fmt: skip
