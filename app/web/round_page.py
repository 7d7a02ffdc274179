"""The page of a production round, with whichever form was refused as it was typed."""

from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.db import db
from app.errors import RuleError
from app.models import ProductionRound, RoundStatus, now
from app.services import (
    care_labels,
    measure_views,
    overrides,
    piece_codes,
    public_address,
    round_views,
    rounds,
)
from app.services.codes import format_code
from app.services.label import get_label
from app.services.wording import say_shrinkage
from app.translations import LANGUAGES
from app.web.public_links import write_link
from app.web.round_forms import COUNTED, CountForm, ReleaseForm, ShrinkageForm, UnlockForm, offer_colours
from app.web.seen import list_texts, write_shown
from app.web.weighing import commit_and_weigh


def get_round(garment_id: int, number: int) -> ProductionRound:
    """Return the round that an address names."""
    return rounds.open_round(db.session, garment_id, number)


def get_public_address() -> str:
    """Return the address that may be sewn in."""
    return public_address.get_checked_address(get_label(db.session), current_app.config["TOILE_PUBLIC_URL"])


def go_back(garment_id: int, number: int, anchor: str | None = None) -> Response:
    """Lead back to the page of a round."""
    return redirect(url_for("rounds.show_round", garment_id=garment_id, number=number, _anchor=anchor), 303)


def weigh_and_go_back(production_round: ProductionRound) -> Response:
    """What was cut or sold changes what evidence counts: the worker weighs it again."""
    place = production_round.garment_id, production_round.number
    commit_and_weigh(production_round.garment)
    return go_back(*place)


def render(
    production_round: ProductionRound,
    *,
    release_form: ReleaseForm | None = None,
    shrinkage_form: ShrinkageForm | None = None,
    count_form: CountForm | None = None,
    unlock_form: UnlockForm | None = None,
    no_answer: str | None = None,
) -> str:
    """Return the page; `no_answer` says why the public address could not be asked."""
    garment, is_planned = production_round.garment, production_round.status is RoundStatus.PLANNED
    view = round_views.build_view(db.session, production_round)
    may_override = is_planned and current_user.role in overrides.list_roles(db.session)
    return render_template(
        "rounds/show.html",
        view=view,
        off_spec=[] if is_planned else measure_views.say_off_spec(db.session, production_round),
        round=production_round,
        garment=garment,
        run_word=get_label(db.session).run_word,
        asked=overrides.find_open(production_round) if is_planned else None,
        agreed=overrides.find_agreed(production_round),
        may_override=may_override,
        needs_second=may_override and view.allowed > 1,
        printed_code=format_code(production_round.code),
        form_address=write_link("feedback.show_form", code=production_round.code),
        release_form=release_form or ReleaseForm(formdata=None),
        shrinkage=say_shrinkage(production_round),
        shrinkage_form=shrinkage_form or fill_shrinkage(production_round),
        shrinkage_seen=write_shown(list_texts(fill_shrinkage(production_round))),
        count_form=count_form
        or offer_colours(
            garment, CountForm(formdata=None, counted_on=now().date(), on_sale_on=production_round.on_sale_on)
        ),
        unlock_form=unlock_form or UnlockForm(formdata=None),
        typed=request.form,
        counted=COUNTED,
        no_answer=no_answer,
        **_offer_labels(production_round),
    )


def fill_shrinkage(production_round: ProductionRound) -> ShrinkageForm:
    """Return the form with what is known of a run's fabric."""
    percent = production_round.shrinkage_length_percent, production_round.shrinkage_width_percent
    length, width = ("" if each is None else f"{each:g}" for each in percent)
    return ShrinkageForm(formdata=None, shrinkage_length=length, shrinkage_width=width)


def _offer_labels(production_round: ProductionRound) -> dict[str, Any]:
    """The codes and sizes in which labels can be printed and the words for the shop's mail, or why there are none."""
    house = get_label(db.session)
    pieces = [(each, format_code(each.code)) for each in piece_codes.list_pieces(production_round)]
    offered = {"pieces": pieces, "can_make_codes": piece_codes.lacks_codes(production_round), "address": None}
    try:
        offered["address"] = public_address.choose_address(house, current_app.config["TOILE_PUBLIC_URL"])
        public = get_public_address()
        sides = care_labels.list_sides(public, production_round)
    except RuleError as error:
        return offered | {"sides": [], "too_fine": [], "no_label": error.message}
    return offered | {
        "sides": sides,
        "usual_side": care_labels.USUAL_SIDE_MM,
        "formats": care_labels.FORMATS,
        "each_formats": care_labels.list_formats([each for each, _ in pieces]),
        "too_fine": care_labels.list_refused_sides(public, production_round),
        "no_label": None,
        "mails": [
            (language, LANGUAGES[language], care_labels.write_mail(public, production_round, language=language))
            for language in care_labels.list_mail_languages(house)
        ],
        "warning": public_address.warn(public, production_round),
        "answered_at": house.public_url_answered_at,
    }
