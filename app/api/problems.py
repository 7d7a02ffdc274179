"""Problems: what the API refuses, as application/problem+json (RFC 9457) with one sentence, and one for each field."""

from collections.abc import Iterable

from flask import Flask, Response, make_response, request
from flask_openapi import APIBlueprint
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from app.errors import Contradiction, KeyReused, NotFound, RuleError

MIMETYPE = "application/problem+json"
PREFIX = "/api/v1"

KEY = "Idempotency-Key"

SENTENCES = {
    400: "This request cannot be read.",
    401: "Send a token that holds: “Authorization: Bearer toile_…”.",
    403: "This token may not do that: make one which may import files.",
    404: "There is nothing at this address.",
    405: "This address is not called that way.",
    409: "It is stored already, and not the same: “detail” says what stands against it.",
    413: "That is too large: an answer with its photos has at most 28 MB, a file 8 MB.",
    422: "It cannot be taken as it is: “detail” says why, “errors” at which field.",
    429: "That was too often: wait as many seconds as Retry-After says.",
    500: f"Something broke on our side. Send it again with the same {KEY}: it is stored once.",
}

TOLD = ("Allow", "Retry-After", "WWW-Authenticate")
"""Headers that say what to do next."""

FIELDS = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no field of this name.",
    "base64_decode": "This should be base64.",
}
NO_OBJECT = "Send one JSON object, as application/json."


class FieldProblem(BaseModel):
    """A field that cannot be taken as it is, "zones.0.answer", and why."""

    field: str
    detail: str


class Problem(BaseModel):
    """Why a request was refused; nothing of it is stored."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem]


def init_problems(app: Flask) -> None:
    """Answer an address under /api/v1 that is none with a problem, not with a page."""
    app.before_request(_refuse_address)


def answer_with_problems(api: APIBlueprint) -> None:
    """Make whatever a noun refuses a problem."""
    api.register_error_handler(HTTPException, _refuse)
    api.register_error_handler(RecursionError, _refuse_depth)
    api.register_error_handler(RuleError, _refuse_by_rule)


def refuse_shape(error: ValidationError) -> Response:
    """Return the problem of a request that is not shaped as the document says; what was sent is not repeated."""
    fields = [
        FieldProblem(field=".".join(map(str, each["loc"])), detail=_say(each["type"], each["msg"]))
        for each in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    if [each.field for each in fields] == [""]:
        return _answer(400, NO_OBJECT)
    return _answer(422, "Some fields cannot be taken as they are: “errors” names each.", fields)


def _say(kind: str, message: str) -> str:
    return FIELDS.get(kind) or f"{message.removeprefix('Value error, ').replace('Input', 'This')}."


def _refuse_address() -> Response | None:
    error = request.routing_exception
    if error is None or (error.code or 500) < 400 or not request.path.startswith(f"{PREFIX}/"):
        return None
    return _refuse(error)


def _refuse(error: HTTPException) -> Response:
    code = error.code or 500
    answer = _answer(code, SENTENCES.get(code, SENTENCES[400 if code < 500 else 500]))
    answer.headers.extend((name, value) for name, value in error.get_headers() if name in TOLD)
    return answer


def _refuse_depth(error: RecursionError) -> Response:
    """JSON that is nested so deep is nobody's answer."""
    return _answer(400, SENTENCES[400])


def _refuse_by_rule(error: RuleError) -> Response:
    """What the address names and is not there is 404; what the body names stands at its field."""
    if isinstance(error, KeyReused):
        sentence = f"This {KEY} came with another request before: take a new one for each."
        return _answer(422, sentence, [FieldProblem(field=KEY, detail=sentence)])
    fields = [FieldProblem(field=error.field, detail=error.message)] if error.field else []
    if isinstance(error, NotFound) and not fields:
        return _answer(404, error.message)
    return _answer(409 if isinstance(error, Contradiction) else 422, error.message, fields)


def _answer(status: int, detail: str, errors: Iterable[FieldProblem] = ()) -> Response:
    problem = Problem(
        type="about:blank", title=HTTP_STATUS_CODES.get(status, "Error"), status=status, detail=detail, errors=[*errors]
    )
    return make_response(problem.model_dump_json(), status, {"Content-Type": MIMETYPE})
