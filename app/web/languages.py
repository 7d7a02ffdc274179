"""Which language and which unit a customer is spoken to in; the desk is in English.

By what the browser asks for, until somebody chooses otherwise on the page. The choice is kept in a cookie that ends
with the browser and holds nothing but two letters.
"""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from babel import Locale, UnknownLocaleError
from flask import Flask, request
from flask_babel import Babel, get_locale, gettext, lazy_pgettext, refresh
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response

from app.errors import RuleError
from app.models import LengthUnit
from app.translations import LANGUAGES
from app.web.security import READING, is_encrypted

UNITS = {LengthUnit.CM.value: LengthUnit.CM, LengthUnit.IN.value: LengthUnit.IN}
UNIT_WORDS = {
    LengthUnit.MM: lazy_pgettext("unit", "mm"),
    LengthUnit.CM: lazy_pgettext("unit", "cm"),
    LengthUnit.IN: lazy_pgettext("unit", "in"),
}

PLAIN_ENGLISH = "en_GB"
"""How dates are written where a browser asks for English and does not say whose."""

IN_INCHES = ("US",)
CUSTOMERS = ("/f/", "/F/", "/r/", "/no-mail/")


def init_languages(app: Flask) -> None:
    """Let pages speak the customer's language."""
    Babel(app, default_locale=PLAIN_ENGLISH, locale_selector=_choose_locale)
    app.before_request(refresh)
    app.context_processor(_describe_language)
    app.after_request(_remember_choice)


def is_for_customers() -> bool:
    """Whether a customer asks: by the address, so that what is not found is told in their language too."""
    return request.path == "/f" or request.path.startswith(CUSTOMERS)


def choose_unit(label_unit: LengthUnit) -> LengthUnit:
    """Return centimetres or inches: as chosen, else by the browser's country, else as the label measures."""
    chosen = UNITS.get(_chosen("unit"))
    if chosen:
        return chosen
    preferred = next((locale for locale in _list_asked()), None)
    if preferred is not None and (preferred.territory or preferred.language != "en"):
        return LengthUnit.IN if preferred.territory in IN_INCHES else LengthUnit.CM
    return LengthUnit.IN if label_unit is LengthUnit.IN else LengthUnit.CM


def tell(error: RuleError) -> str:
    """Return a refusal's sentence in the language of the page."""
    return str(gettext(error.template, **error.values))


def _choose_locale() -> str:
    """The locale of a page: the chosen language, with the country that the browser asks it for."""
    if not is_for_customers():
        return PLAIN_ENGLISH
    chosen = _chosen("lang")
    asked = [locale for locale in _list_asked() if locale.language in LANGUAGES]
    if chosen in LANGUAGES:
        asked = [locale for locale in asked if locale.language == chosen] or [Locale.parse(chosen)]
    locale = str(asked[0]) if asked else "en"
    return PLAIN_ENGLISH if locale == "en" else locale


def _list_asked() -> tuple[Locale, ...]:
    """What the browser asks for, the most wanted first; what nobody knows is left out."""
    return _read_asked(request.headers.get("Accept-Language", ""))


@lru_cache(maxsize=256)
def _read_asked(header: str) -> tuple[Locale, ...]:
    """Browsers ask for few different things, each several times while one page is made."""
    asked = []
    for tag, quality in parse_accept_header(header, LanguageAccept):
        try:
            if quality > 0:
                asked.append(Locale.parse(tag, sep="-"))
        except (UnknownLocaleError, ValueError):
            continue
    return tuple(asked)


def _chosen(name: str) -> str:
    return request.args.get(name) or request.cookies.get(name, "")


def _describe_language() -> dict[str, Any]:
    """What a page says of its language, and where the same page is in another one."""
    locale = get_locale() or Locale.parse(PLAIN_ENGLISH)
    return {
        "language": locale.language,
        "direction": locale.text_direction,
        "languages": LANGUAGES,
        "here": request.path,
        "turn_to": _turn_to,
    }


def _turn_to(here: str, **choice: str) -> str:
    return f"{here}?{urlencode(request.args.to_dict() | choice)}"


def _remember_choice(response: Response) -> Response:
    """Keep what was chosen while the browser is open."""
    if not is_for_customers():
        return response
    if request.method in READING:  # no cache keeps what comes of sending something
        response.vary.update(("Accept-Language", "Cookie"))
    if not request.query_string:
        return response
    for name, known in (("lang", LANGUAGES), ("unit", UNITS)):
        if (chosen := request.args.get(name, "")) in known:
            response.set_cookie(name, chosen, httponly=True, samesite="Lax", secure=is_encrypted())
    return response
