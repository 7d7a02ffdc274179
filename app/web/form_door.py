"""The door in front of the form: gives once more the empty form that it has just given, without what a request costs.

A page from memory takes a tenth of its request: the rest are contexts, locales, limits and headers, which are the same
for the next visitor who asks alike. What is given is what was given, with a key of its own, as long as nothing changed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask

from app.unchanged import Unchanged
from app.web.form_pages import GIVEN
from app.web.page_keys import make_key

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ASKED_BY = (
    "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING", "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
)  # fmt: skip
"""What tells one empty form from another, and the answer that brings it."""

ASKED_MAX = 500
"""Characters of that; browsers send fewer."""

GIVEN_MAX = 200


@dataclass(frozen=True)
class Given:
    """An answer that was given: its headers, and what makes its page with another key, which is as long."""

    headers: list[tuple[str, str]]
    give: Callable[[str], bytes]


class FormDoor:
    """Stands before the application."""

    def __init__(self, app: Flask) -> None:
        self._config = app.config
        self._inside: WSGIApplication = app.wsgi_app
        self._given: Unchanged[tuple[str, ...], Given] = Unchanged()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        asked = _read_asked(environ)
        if asked is None:
            return self._inside(environ, start_response)
        given = self._given.open()
        if asked in given:
            start_response("200 OK", given[asked].headers.copy())
            return [given[asked].give(make_key(secret=self._config["SECRET_KEY"]))]

        def note(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            if GIVEN in environ and status == "200 OK" and len(given) < GIVEN_MAX:
                given[asked] = Given(headers.copy(), environ[GIVEN])
            return start_response(status, headers, *error)

        return self._inside(environ, note)


def init_form_door(app: Flask) -> None:
    """Put the door before everything else."""
    app.wsgi_app = FormDoor(app)  # type: ignore[method-assign]


def _read_asked(environ: "WSGIEnvironment") -> tuple[str, ...] | None:
    """What is asked for, None where it is no form; who brings a cookie has chosen something, or is somebody."""
    if environ["REQUEST_METHOD"] != "GET" or not environ["PATH_INFO"].startswith("/f/") or "HTTP_COOKIE" in environ:
        return None
    asked = tuple(environ.get(name, "") for name in ASKED_BY)
    return asked if sum(map(len, asked)) <= ASKED_MAX else None
