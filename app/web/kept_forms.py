"""A form that arrived when nobody was signed in any more: kept in the page that asks who is there, shown after it.

Nothing of it is done before somebody who is signed in looks it over and sends it. It is kept for the pages of the desk
only, and only if one of our own pages sent it: what another site posts is never offered to anybody for sending. It
travels signed with the token of the browser's own session, so that it opens in no other browser; passwords and files
do not travel at all.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, session
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.fields.core import UnboundField

from app.web.forms import Form
from app.web.returning import find_way_back
from app.web.seen import SEEN

KEPT_MAX = 64 * 1024
"""Characters of all fields together; whoever typed more has the page before still open."""

KEPT_FOR = timedelta(days=1)

TOKEN, TOKEN_BEFORE = "csrf_token", "csrf_token_before"


@dataclass(frozen=True)
class KeptForm:
    """What was typed, where it was sent, and the page it was typed on."""

    action: str
    way_back: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


@dataclass(frozen=True)
class TypedField:
    """One thing that was typed or chosen, in the words of its form; a cell of a table is called by its place there."""

    label: str | None
    value: str


def take_form() -> KeptForm | None:
    """Return what this request sent; None where it is not to be kept: of no page of ours, empty, large, a secret."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method != "POST" or not getattr(view, "is_for_desk", False) or not _is_sent_from_here():
        return None
    try:
        typed, files = request.form, request.files
    except RequestEntityTooLarge:  # the photos of a note: it is as large as a customer's answer may be
        return None
    fields = tuple((name, value) for name, value in typed.items(multi=True) if name != TOKEN)
    kept = KeptForm(
        request.full_path.removesuffix("?"), find_way_back(), fields, any(file.filename for file in files.values())
    )
    is_small = sum(len(name) + len(value) for name, value in fields) <= KEPT_MAX
    return kept if is_small and not _has_secret(kept) and tell_typed(kept) else None


def seal(kept: KeptForm) -> str:
    """Return a form as text that only this browser's session opens again, and only for a day."""
    generate_csrf()  # a session that has no token yet gets one
    return _get_sealer(session[TOKEN]).dumps(asdict(kept))


def open_sealed(sealed: str | None) -> KeptForm | None:
    """Return the form behind such a text, None where it is none of ours, of another browser, or too old."""
    for token in (session.get(TOKEN), session.get(TOKEN_BEFORE)):
        try:
            given = _get_sealer(token).loads(sealed or "", max_age=int(KEPT_FOR.total_seconds()))
        except BadData:
            continue
        fields = tuple((name, value) for name, value in given["fields"])
        return KeptForm(given["action"], given["way_back"], fields, given["had_files"])
    return None


@contextmanager
def hold_on() -> Iterator[None]:
    """Open what was sealed for the browser's session in the one that begins here, too: another window still has it."""
    before = session.get(TOKEN)
    yield
    if before is not None:
        session[TOKEN_BEFORE] = before


def tell_typed(kept: KeptForm) -> list[TypedField]:
    """Return what a person typed or chose, as its form words it; what the page itself sent along is left out."""
    known = _find_fields(kept)
    list_words = cache(_list_words)  # some are asked of the database, and anybody may send a field a thousand times
    told = []
    for name, value in kept.fields:
        field = _find_field(known, name)
        if not value.strip() or _shorten(name) == SEEN:
            continue
        if field is not None and not issubclass(field.field_class, HiddenField):
            said = _say_value(field, value, list_words(field))
            told += [TypedField(_get_label(field), said)] if said else []
        elif field is None and (place := _find_place(name)):
            told.append(TypedField(place, value))
    return told


def _get_sealer(token: str | None) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"kept form {token}")


def _is_sent_from_here() -> bool:
    """Every browser says where a form that is posted came from; one that says nothing is not believed."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin") or request.referrer or ""
    return site == "same-origin" and urlsplit(origin).netloc == request.host


def _has_secret(kept: KeptForm) -> bool:
    known = _find_fields(kept)
    fields = {name: _find_field(known, name) for name, _ in kept.fields}
    return any(
        "password" in name or (field is not None and issubclass(field.field_class, PasswordField))
        for name, field in fields.items()
    )


def _find_fields(kept: KeptForm) -> dict[str, "UnboundField[Any]"]:
    """The fields of the forms that the view's module uses; of two with the same name, that of the better match."""
    forms = [each for each in vars(sys.modules[_find_view(kept).__module__]).values() if _is_form(each)]
    names = {_shorten(name) for name, _ in kept.fields}
    fields = [_list_fields(form) for form in forms]
    fields.sort(key=lambda each: len(names & each.keys()) - len(each) / 1000)
    return {name: field for each in fields for name, field in each.items()}


def _find_view(kept: KeptForm) -> Callable[..., Any]:
    endpoint, _ = current_app.url_map.bind("").match(urlsplit(kept.action).path, method="POST")
    return current_app.view_functions[endpoint]


def _is_form(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, Form)


def _list_fields(form: type[Form]) -> dict[str, "UnboundField[Any]"]:
    return {name: field for name in dir(form) if isinstance(field := getattr(form, name), UnboundField)}


def _find_field(known: dict[str, "UnboundField[Any]"], name: str) -> "UnboundField[Any] | None":
    return known.get(name) or known.get(_shorten(name))


def _shorten(name: str) -> str:
    """Forms that a page has several of begin their names with which one it is: "issue-12-code"."""
    return name.rpartition("-")[2]


def _find_place(name: str) -> str | None:
    """Where in a table a cell stands: XS of "pieces-XS", "D1 M 2" of itself; None of what is no cell."""
    return name.partition("-")[2] or (name if " " in name else None)


def _get_label(field: "UnboundField[Any]") -> str | None:
    label = field.kwargs.get("label") or next(iter(field.args), None)
    return str(label) if label else None


def _list_words(field: "UnboundField[Any]") -> dict[str, str]:
    """What there is to choose, by what is sent for it; nothing of what only its page knows."""
    choices = field.kwargs.get("choices") or ()
    offered: Any = choices() if callable(choices) else choices
    groups = offered.values() if isinstance(offered, dict) else [offered]
    return {str(choice.value): choice.label for group in groups for choice in group}


def _say_value(field: "UnboundField[Any]", value: str, words: Mapping[str, str]) -> str | None:
    """What was chosen in the form's words; a mere number of something, which says nothing to anybody, is not shown."""
    if issubclass(field.field_class, BooleanField):
        return "yes"
    if not hasattr(field.field_class, "iter_choices"):
        return value
    return words.get(value) or (None if value.isdigit() else value)
