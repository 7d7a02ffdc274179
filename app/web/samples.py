"""The fit samples of a pattern revision: measured, tried on, judged; or why none is needed."""

from decimal import Decimal

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import SampleVerdict
from app.services import samples
from app.services.label import get_label
from app.services.lengths import read_length
from app.web.forms import strip
from app.web.revision_forms import SampleForm, offer_sample, read_by_size
from app.web.revision_page import get_revision, go_back, refuse, render
from app.web.security import get_actor, may_act_required

pages = Blueprint("samples", __name__)


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/samples")
@may_act_required
def record(garment_id: int, number: int) -> BaseResponse | tuple[str, int]:
    """Keep what came of a fit sample, or why none is needed."""
    begin_writing(db.session)
    revision = get_revision(garment_id, number)
    form = offer_sample(revision, SampleForm())
    if not form.validate_on_submit():
        return render(revision, sample_form=form), 422
    try:
        samples.record_sample(
            db.session, revision, verdict=SampleVerdict(form.verdict.data), size=form.size.data or None,
            tried_on_by=strip(form.tried_on_by.data) or None, notes=strip(form.notes.data) or None,
            measures_mm=_read_measures(), user=get_actor(),
        )  # fmt: skip
    except RuleError as error:
        return refuse(error, form, garment_id, number, "sample_form")
    db.session.commit()
    return go_back(garment_id, number, "samples")


def _read_measures() -> dict[str, Decimal]:
    """What was measured, in mm by code of the point of measure."""
    unit = get_label(db.session).unit
    return {code: read_length(text, unit) for code, text in read_by_size("measured-").items()}
