"""The fields of a customer's answer: how they are asked, read and shown again with all that was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import current_app, render_template
from flask_babel import get_locale, gettext, lazy_gettext
from markupsafe import Markup
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from app.db import db
from app.models import Feedback, Garment, GarmentColour, Keeping, Label, LengthUnit, OverallFit, Wear
from app.services import letters, pictures
from app.services.answers import TappedZone
from app.services.heights import read_height
from app.services.label import get_label
from app.services.sizes_and_colours import find_colour
from app.services.sketches import Question, Sketch, get_sketch
from app.web.amounts import write_amount
from app.web.forms import choices_of
from app.web.languages import UNIT_WORDS, UNITS, choose_unit
from app.web.uploads import Sent, SentForm, read_sent
from nlp.taxonomy import GarmentKind

OVERALL = {
    OverallFit.MUCH_TOO_SMALL: lazy_gettext("much too small"),
    OverallFit.TOO_SMALL: lazy_gettext("a bit small"),
    OverallFit.RIGHT: lazy_gettext("right"),
    OverallFit.TOO_LARGE: lazy_gettext("a bit large"),
    OverallFit.MUCH_TOO_LARGE: lazy_gettext("much too large"),
}
KEEPING = {
    Keeping.KEPT: lazy_gettext("keeping it"),
    Keeping.ALTERED: lazy_gettext("having it altered"),
    Keeping.SENT_BACK: lazy_gettext("sending it back"),
}
WEAR = {
    Wear.TRIED_ON: lazy_gettext("just tried it on"),
    Wear.WORN: lazy_gettext("worn"),
    Wear.WASHED: lazy_gettext("washed"),
}

AMOUNTS = {
    LengthUnit.IN: (("0.375", "3/8"), ("0.75", "3/4"), ("1.25", "1 1/4"), ("2", "2+")),
    LengthUnit.CM: (("1", "1"), ("2", "2"), ("3", "3"), ("5", "5+")),
}


MEASURE_MAX = 20
"""Characters of a height, or of a size."""


class AnswerForm(SentForm):
    """Everything but the places, which depend on the garment; nothing is needed but one answer."""

    class Meta:
        """The key stands in for it, see `customers`."""

        csrf = False

    size = RadioField(lazy_gettext("Which size did you buy?"), validators=[Optional()], validate_choice=False)
    colour = RadioField(lazy_gettext("Which colour?"), validators=[Optional()], validate_choice=False)
    overall_fit = RadioField(lazy_gettext("How is it overall?"), choices=choices_of(OVERALL), validators=[Optional()])
    rest_fits = BooleanField(lazy_gettext("Everything else fits"))
    comment = TextAreaField(lazy_gettext("In your words"))
    keeping = RadioField(lazy_gettext("You are"), choices=choices_of(KEEPING), validators=[Optional()])
    altered = StringField(lazy_gettext("By about how much, in all? You may skip this."))
    wear = RadioField(lazy_gettext("So far"), choices=choices_of(WEAR), validators=[Optional()])
    height = StringField(lazy_gettext("Your height"), validators=[Length(max=MEASURE_MAX)])
    usual_size = StringField(lazy_gettext("The size you usually take"), validators=[Length(max=MEASURE_MAX)])
    email = StringField(lazy_gettext("Your e-mail"))
    tell_me = BooleanField(lazy_gettext("Yes, write to me once when what I named is fixed"))
    maker_may_see = BooleanField(lazy_gettext("The pattern maker may see them too"))
    homepage = StringField(lazy_gettext("Leave this empty"))
    """Hidden from people: whoever fills it reads no page."""


@dataclass(frozen=True)
class Typed:
    """What was tapped at a question: the value and how much, as they came."""

    answer: str
    amount: str
    other_amount: str = ""
    """The amount in words, where it is none of those that the page offers."""


def read_form() -> AnswerForm:
    """Return the form as it was sent, read up to its first photo."""
    return AnswerForm(read_sent())


def is_well_formed(sent: Sent) -> bool:
    """Return whether the form would refuse nothing of what was sent: then it is not made.

    To make its fields takes as long as to read an answer without them.
    """
    chosen = (("overall_fit", OVERALL), ("keeping", KEEPING), ("wear", WEAR))
    return (
        not sent.is_too_large
        and all(not sent.get(name) or sent.get(name) in choices for name, choices in chosen)
        and all(len(sent.fields.get(name, "")) <= MEASURE_MAX for name in ("height", "usual_size"))
    )


def read_answer(garment: Garment, sent: Sent, label: Label, *, changes: Feedback | None = None) -> dict[str, Any]:
    """Return what was given, as `record_feedback` takes it; the large button on top says that all fits.

    What was said to be off before weighs more than that button: then it is all else that fits. Where it changes an
    answer for which all fitted, that the rest fits says so still; amounts that the form does not offer stand as given.
    """
    rest_fits = sent.is_ticked("rest_fits")
    fitted = changes is not None and changes.fits_fine and rest_fits
    fine = fitted or "fine" in sent.fields
    sketch = get_sketch(garment.kind)
    zones = _read_zones(sketch, sent, label, changes)
    others = _read_others(sketch, sent)
    overall = OverallFit(sent.get("overall_fit")) if sent.get("overall_fit") else None
    off = overall not in (None, OverallFit.RIGHT) or any(zone.answer != "ok" for zone in zones) or any(others.values())
    height = sent.get("height")
    keeping = Keeping(sent.get("keeping")) if sent.get("keeping") else None
    altered_by, altered_unit = _read_alteration(sent, label, changes) if keeping is Keeping.ALTERED else (None, None)
    return {
        "comment": _join_words(sketch, others, sent),
        "size": sent.get("size") or None,
        "colour": sent.get("colour") or None,
        "overall_fit": overall,
        "fits_fine": fine and not off,
        "rest_fits": (fine and off) or (rest_fits and not fitted),
        "zone_answers": zones,
        "keeping": keeping,
        "altered_by": altered_by,
        "altered_unit": altered_unit,
        "wear": Wear(sent.get("wear")) if sent.get("wear") else None,
        "usual_size": sent.get("usual_size").replace("\0", ""),
        "height_mm": read_height(height) if height else None,
        "idempotency_key": sent.read_key(),
    }


def render_form(garment: Garment, form: AnswerForm, *, colour: GarmentColour | None = None, **page: object) -> str:
    """Return the form on a page that says where it is sent, and whether it asks again, after washing.

    The colour is that of the piece, where it is known and not asked for.
    """
    colour = colour or find_colour(garment, form.colour.data or "")
    label = get_label(db.session)
    unit = choose_unit(label.unit)
    form.size.choices = choices_of({size.name: size.name for size in garment.sizes} | {"": gettext("not sure")})
    form.colour.choices = choices_of({colour.name: colour.name for colour in garment.colours})
    return render_template(
        "feedback/form.html",
        label=label,
        garment=garment,
        colour=colour,
        picture=pictures.find_picture(db.session, garment, colour),
        form=form,
        sketch=get_sketch(garment.kind),
        places=_render_places(garment.kind, form, unit),
        amounts=AMOUNTS[unit],
        unit=unit,
        unit_word=UNIT_WORDS[unit],
        other_alteration=_say_other(form.altered.data or "", unit),
        offers_mail=letters.can_send(db.session, current_app.config),
        other_unit=LengthUnit.CM if unit is LengthUnit.IN else LengthUnit.IN,
        **{"code": None, "washed": False, "changing": False} | page,
    )


def _render_places(kind: GarmentKind | None, form: AnswerForm, unit: LengthUnit) -> Markup:
    """The sketch and its places with what was answered there."""
    if not form.sent.fields:
        return _render_untouched(kind, unit, get_locale().language)
    return _render_answered(get_sketch(kind), form.sent, unit, open_all=True)


@cache
def _render_untouched(kind: GarmentKind | None, unit: LengthUnit, language: str) -> Markup:
    """The places before anything is answered: most of the page, and the same for all garments of a kind.

    `language` is that of the page, named so that each has its own.
    """
    return _render_answered(get_sketch(kind), Sent(), unit, open_all=False)


def _render_answered(sketch: Sketch, sent: Sent, unit: LengthUnit, *, open_all: bool) -> Markup:
    typed = {q.aspect: _read_question(q, sent, unit) for zone in sketch.zones for q in zone.questions}
    markup = render_template(
        "feedback/_places.html",
        sketch=sketch,
        typed=typed,
        answered=[aspect for aspect, each in typed.items() if each.answer],
        others=_read_others(sketch, sent),
        amounts=AMOUNTS[unit],
        unit=unit,
        unit_word=UNIT_WORDS[unit],
        open_all=open_all,
    )
    return Markup(markup)  # noqa: S704 (what a template wrote is escaped already)


def _read_zones(sketch: Sketch, sent: Sent, label: Label, changes: Feedback | None) -> list[TappedZone]:
    """What was tapped, with how much; an amount without an answer says nothing.

    What an answer that is changed says of a place that the sketch does not have stands: nobody was asked about it.
    """
    known = {zone.aspect: zone for zone in changes.zone_answers} if changes else {}
    tapped = []
    for question in (question for zone in sketch.zones for question in zone.questions):
        before, answer = known.pop(question.aspect, None), sent.get(f"zone-{question.aspect}")
        if not answer:
            continue
        typed = sent.get(f"amount-{question.aspect}")
        amount, said_in = _read_amount(typed, label) if answer != "ok" else (None, None)
        if before is not None and typed == type_amount(before.amount, before.amount_unit):
            amount, said_in = before.amount, before.amount_unit
        tapped.append(TappedZone(question.aspect, answer, amount, said_in))
    return tapped + [TappedZone(each.aspect, each.answer, each.amount, each.amount_unit) for each in known.values()]


def type_amount(amount: float | None, unit: str | None) -> str:
    """Return an amount as the form sends it: "2 cm", or nothing."""
    return "" if amount is None or unit is None else f"{amount:g} {unit}"


def _read_question(question: Question, sent: Sent, unit: LengthUnit) -> Typed:
    answer, amount = sent.get(f"zone-{question.aspect}"), sent.get(f"amount-{question.aspect}")
    return Typed(answer, amount, _say_other(amount, unit))


def _say_other(amount: str, unit: LengthUnit) -> str:
    """An amount in words, where it is none of those that the page offers; nothing where it can be none at all."""
    number, _, said_in = amount.partition(" ")
    if not said_in or (said_in == unit and number in {value for value, _ in AMOUNTS[unit]}):
        return ""
    try:
        return write_amount(float(number), said_in) if 0 < float(number) < 100 else ""
    except ValueError:
        return ""


def _read_alteration(sent: Sent, label: Label, changes: Feedback | None) -> tuple[float | None, str | None]:
    """By how much it is altered; what was not touched stands as given."""
    typed = sent.get("altered")
    if changes is not None and typed == type_amount(changes.altered_by, changes.altered_unit):
        return changes.altered_by, changes.altered_unit
    return _read_amount(typed, label)


def _read_others(sketch: Sketch, sent: Sent) -> dict[str, str]:
    """What else is off at a place, in a few words, by the place's key; empty where nothing was typed."""
    return {zone.key: sent.get(f"other-{zone.key}") for zone in sketch.zones}


def _join_words(sketch: Sketch, others: Mapping[str, str], sent: Sent) -> str:
    """All words of an answer, those about a place behind its name: the reader of words takes them from there."""
    about = [
        gettext("%(place)s: %(words)s", place=gettext(zone.name), words=others[zone.key])
        for zone in sketch.zones
        if others[zone.key]
    ]
    return "\n".join([*about, sent.get("comment")])


def _read_amount(text: str, label: Label) -> tuple[float | None, str | None]:
    """How much, and the unit it was asked in: that of the page as it was sent, whatever is chosen since."""
    if not text:
        return None, None
    number, _, said_in = text.partition(" ")
    asked = UNITS.get(said_in) or choose_unit(label.unit)
    if number not in {value for value, _ in AMOUNTS[asked]}:
        return None, None
    return float(number), asked.value
