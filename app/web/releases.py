"""The release of a run to cut: through the gate, against it where a second person agrees, and taken back."""

from flask import Blueprint
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.services import overrides, rounds
from app.web.round_forms import ReleaseForm, UnlockForm
from app.web.round_page import get_round, go_back, render, weigh_and_go_back
from app.web.security import get_actor, may_act_required

pages = Blueprint("releases", __name__)


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/release")
@may_act_required
def release(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Release a run to cut: what is cut is copied and no longer changes."""
    begin_writing(db.session)
    form = ReleaseForm()
    try:
        if form.validate_on_submit():
            return _release(garment_id, number, reason=form.override_reason.data)
    except RuleError as error:
        form.blame(error)
    return render(get_round(garment_id, number), release_form=form), 422


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/overrides/<int:override_id>/agree")
@may_act_required
def agree(garment_id: int, number: int, override_id: int) -> Response | tuple[str, int]:
    """Agree, as the second person, to a release against the gate; that releases it."""
    begin_writing(db.session)
    actor = get_actor()
    assert actor is not None
    try:
        override = overrides.get_open(db.session, get_round(garment_id, number), override_id)
        return weigh_and_go_back(rounds.lock_together(db.session, override, user=actor))
    except NotFound:
        raise
    except RuleError as error:
        db.session.rollback()
        form = ReleaseForm(formdata=None)
        form.form_errors.append(error.message)
    return render(get_round(garment_id, number), release_form=form), 422


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/overrides/<int:override_id>/end")
@may_act_required
def end_override(garment_id: int, number: int, override_id: int) -> Response:
    """Decline a release against the gate, or take back that it was asked for."""
    begin_writing(db.session)
    actor = get_actor()
    assert actor is not None
    overrides.end(db.session, overrides.get_open(db.session, get_round(garment_id, number), override_id), user=actor)
    db.session.commit()
    return go_back(garment_id, number, "release")


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/unlock")
@may_act_required
def unlock(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Take a release back, as long as nobody has answered about the run."""
    begin_writing(db.session)
    form = UnlockForm()
    try:
        if form.validate_on_submit():
            locked, reason = get_round(garment_id, number), form.reason.data or ""
            return weigh_and_go_back(rounds.unlock_round(db.session, locked, reason=reason, user=get_actor()))
    except RuleError as error:
        form.blame(error)
    return render(get_round(garment_id, number), unlock_form=form), 422


def _release(garment_id: int, number: int, *, reason: str | None) -> Response:
    """Release a run; against the gate, where a second person has to agree, ask for that."""
    production_round, actor = get_round(garment_id, number), get_actor()
    needs_second = overrides.needs_second(overrides.list_allowed(db.session), actor)
    if needs_second and actor is not None and not rounds.check_gate(db.session, production_round).passes:
        overrides.ask(db.session, production_round, reason=reason or "", user=actor)
        db.session.commit()
        return go_back(garment_id, number, "release")
    return weigh_and_go_back(rounds.lock_round(db.session, production_round, override_reason=reason, user=actor))
