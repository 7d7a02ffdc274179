"""What went wrong, in the look of the rest and in one sentence."""

from types import TracebackType

from flask import Flask, current_app, render_template, request
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.db import db
from app.errors import NotFound, RuleError, translatable
from app.web import accounts, kept_forms
from app.web.languages import is_for_customers, tell
from app.web.returning import find_way_back
from app.web.security import READING, knows_signed_in

SENTENCES = {
    400: ("That request could not be read.", "Go back and try again."),
    403: ("You may look, not act, here.", "Ask an admin of your label for another role."),
    404: ("There is nothing here.", "The address may be mistyped, or what it named is gone."),
    405: ("That is not how this page is used.", "Go back and use its buttons."),
    410: ("This is gone.", "It was here once, and was taken away."),
    413: ("That is too large.", "Send a smaller file, or the text in parts."),
    422: ("That cannot be done.", "Nothing was changed."),
    429: ("That was too often.", "Wait a minute, then try again."),
    500: ("Something broke on our side.", "Nothing of yours was lost. Try again; if it stays, tell your admin."),
}

FOR_CUSTOMERS = {
    400: (translatable("That request could not be read."), translatable("Go back and try again.")),
    404: (
        translatable("There is nothing here."),
        translatable("The address may be mistyped, or what it named is gone."),
    ),
    405: (translatable("That is not how this page is used."), translatable("Go back and use its buttons.")),
    413: (translatable("That is too large."), translatable("Send it without the photos.")),
    429: (translatable("That was too often."), translatable("Wait a minute, then try again.")),
    500: (translatable("Something broke on our side."), translatable("Go back and try again in a minute.")),
}
"""What a customer can meet; they have no admin to ask."""


def init_errors(app: Flask) -> None:
    """Answer errors with pages of ours, and tell no log what private link they came behind."""
    app.log_exception = _log_exception  # type: ignore[method-assign]
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(NotFound, _show_not_found)
    app.register_error_handler(RuleError, _show_refusal)
    app.register_error_handler(CSRFError, _show_stale_form)


def _log_exception(exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
    """As Flask does, without the token of a link: whoever reads the log may act no more than before."""
    token = (request.view_args or {}).get("token")
    address = request.path.replace(token, "…") if token else request.path
    current_app.logger.error("Exception on %s [%s]", address, request.method, exc_info=exc_info)


def _show_http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    code = error.code or 500
    return _render(code) if code >= 400 else error


def _show_not_found(error: NotFound) -> tuple[str, int]:
    return _render(404, tell(error))


def _show_refusal(error: RuleError) -> tuple[str, int]:
    return _render(422, tell(error))


def _show_stale_form(error: CSRFError) -> tuple[str, int]:
    """What was typed is not lost with the session that the form belonged to."""
    kept = kept_forms.take_form() or kept_forms.open_sealed(request.form.get("kept"))
    if kept is None:
        return _render(400, "This form has been open too long.", way_back=find_way_back())
    db.session.rollback()
    return (accounts.show_kept(kept), 400) if current_user.is_authenticated else accounts.ask_and_keep(kept)


def _render(code: int, sentence: str | None = None, *, way_back: str | None = None) -> tuple[str, int]:
    """A page that, where something broke, asks the database nothing more: that may be what broke."""
    db.session.rollback()
    if is_for_customers():
        title, advice = FOR_CUSTOMERS.get(code, FOR_CUSTOMERS[400 if code < 500 else 500])
        return render_template(
            "feedback/nothing.html", title=gettext(title), sentence=sentence or gettext(advice)
        ), code
    title, advice = SENTENCES.get(code, SENTENCES[400 if code < 500 else 500])
    is_broken = code >= 500
    at_desk = way_back is None and _is_at_desk(is_broken)
    return render_template(
        "errors/error.html", code=code, title=sentence or title, advice=advice, way_back=way_back, at_desk=at_desk,
        is_broken=is_broken, came_from=find_way_back() if at_desk and request.method not in READING else None,
    ), code  # fmt: skip


def _is_at_desk(is_broken: bool) -> bool:
    """Whether somebody of the label sees it; who that is was read before anything broke, or is not asked."""
    if is_broken and not knows_signed_in():
        return False
    return bool(current_user.is_authenticated)
