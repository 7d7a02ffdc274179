"""The fit samples of a pattern revision: measured, tried on, judged, photographed; or why none is needed."""

from decimal import Decimal

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import FitSample, PatternRevision, SampleVerdict
from app.services import garments, photos, revisions, sample_views, samples
from app.services.label import get_label
from app.services.lengths import read_length
from app.web.attachments import takes_files
from app.web.forms import strip
from app.web.photos import DROPPED, find_folder, send_picture
from app.web.revision_forms import AGAIN, MEASURED, AgainForm, SampleForm, offer_sample, read_by_size
from app.web.revision_page import get_revision, go_back, refuse, render
from app.web.security import get_actor, login_required, may_act_required
from app.web.seen import read_shown, say_meanwhile

pages = Blueprint("samples", __name__)


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/samples")
@may_act_required
@takes_files
def record(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Keep what came of a fit sample, or why none is needed; one with changes leads on to the next draft."""
    revision = get_revision(garment_id, number)
    form = offer_sample(revision, SampleForm())
    if not form.validate_on_submit():
        return render(revision, form), 422
    # Photos are developed before the transaction, which holds up everybody else.
    db.session.rollback()
    taken = photos.take_in(_read_uploads(), find_folder())
    try:
        _ensure_taken(taken)
        begin_writing(db.session)
        revision = get_revision(garment_id, number)
        _record(revision, form, taken)
        draft = revisions.find_draft(revision.garment)
        onward = draft.number if draft and form.verdict.data == SampleVerdict.WITH_CHANGES else None
        db.session.commit()
    except RuleError as error:
        photos.discard(taken, find_folder())
        return refuse(error, form, garment_id, number)
    except BaseException:
        photos.discard(taken, find_folder())
        raise
    return go_back(garment_id, onward) if onward else go_back(garment_id, number, "samples")


@pages.post("/garments/<int:garment_id>/revisions/<int:number>/samples/<int:sample_id>/measures")
@may_act_required
def measure_again(garment_id: int, number: int, sample_id: int) -> Response | tuple[str, int]:
    """Keep what was measured on a sample once more; what is emptied is taken back."""
    begin_writing(db.session)
    sample = samples.get_sample(get_revision(garment_id, number), sample_id)
    garments.hold_garment(db.session, sample.revision.garment)
    form = AgainForm()
    try:
        if form.validate_on_submit():
            samples.measure_again(db.session, sample, _read_again(sample), sure=form.is_sure, user=get_actor())
            db.session.commit()
            return go_back(garment_id, number, "samples")
    except RuleError as error:
        return refuse(error, form, garment_id, number, again=sample_id)
    return render(get_revision(garment_id, number), form, again=sample_id), 422


@pages.get("/samples/photos/<name>/<any(large, small):size>")
@login_required
def show_photo(name: str, size: str) -> Response:
    """Show a photo of a sample to whoever is signed in."""
    return send_picture(samples.get_photo(db.session, name), size)


@pages.post("/samples/photos/<name>/erase")
@may_act_required
def erase_photo(name: str) -> Response:
    """Erase a photo: whoever tried a sample on may not want to be seen."""
    begin_writing(db.session)
    photo = samples.get_photo(db.session, name)
    revision = photo.sample.revision
    place = revision.garment_id, revision.number
    samples.erase_photo(db.session, photo, find_folder(), user=get_actor())
    db.session.commit()
    return go_back(*place, "samples")


def _record(revision: PatternRevision, form: SampleForm, taken: list[photos.Taken]) -> None:
    samples.record_sample(
        db.session, revision, verdict=SampleVerdict(form.verdict.data), size=form.size.data or None,
        tried_on_by=strip(form.tried_on_by.data) or None, notes=strip(form.notes.data) or None,
        measures_mm=_read_measures(), photos=taken, sure=form.is_sure, user=get_actor(),
    )  # fmt: skip


def _read_uploads() -> list[photos.Upload]:
    return [photos.Upload(file.filename, file.read()) for file in request.files.getlist("photos") if file.filename]


def _ensure_taken(taken: list[photos.Taken]) -> None:
    """A photo that cannot be kept is said before anything is."""
    for each in taken:
        if each.reason is not None:
            raise RuleError(f"“{each.file_name}” is not kept: {DROPPED[each.reason]}.", field="photos")


def _read_measures() -> dict[str, Decimal]:
    """What was measured, in mm by code of the point of measure."""
    unit = get_label(db.session).unit
    return {code: read_length(text, unit) for code, text in read_by_size(MEASURED).items()}


def _read_again(sample: FitSample) -> dict[str, Decimal | None]:
    """What was typed otherwise than it was shown, in mm by code of the point of measure; None where it was emptied."""
    unit = get_label(db.session).unit
    stands = next(row.texts for row in sample_views.list_samples(db.session, sample.revision) if row.sample is sample)
    shown, read = read_shown(stands), dict[str, Decimal | None]()
    for name, text in request.form.items():
        code, typed = name.removeprefix(AGAIN), strip(text)
        if name == code or typed in (stands.get(code, ""), shown.get(code, "")):
            continue
        if stands.get(code, "") != shown.get(code, ""):
            raise RuleError(f"{code}: {say_meanwhile(stands.get(code, ''))}")
        read[code] = read_length(typed, unit) if typed else None
    return read
