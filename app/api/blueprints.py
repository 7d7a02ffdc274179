"""What all nouns of the API share: their address, who may call, how they refuse, and what the document says of it."""

from http import HTTPStatus
from typing import Any

from flask import Response, make_response, request
from flask_openapi import APIBlueprint, Info, SecurityScheme
from flask_openapi.models import MediaType, Tag
from flask_openapi.models import Response as Described
from pydantic import BaseModel

from app.api.problems import MIMETYPE, PREFIX, SENTENCES, Problem, answer_with_problems, refuse_shape
from app.api.security import know_caller

OPENAPI_VERSION = "3.1.0"

ABOUT = """What a program of the shop can do: send what customers say, one answer at a time or as a file, and ask what
came of it.

Every request shows a token, made by an admin under *Settings → Programs and tokens* or by `toile tokens add`. Every
request that stores something names itself by an `Idempotency-Key` of the caller's choice: sent again with the same key,
after a lost connection say, it is stored once and answered alike."""

JSON_MAX = 28 * 1024 * 1024
"""Bytes of an answer: five photos of a phone in base64, or the largest one; its words are cut far below."""


def make_api(noun: str, about: str) -> APIBlueprint:
    """Return the blueprint of a noun, open to who shows a token."""
    api = APIBlueprint(
        f"api_{noun}",
        __name__,
        url_prefix=PREFIX,
        abp_tags=[Tag(name=noun, description=about)],
        abp_security=[{"token": []}],
        abp_responses=refusals(401, 429),
        operation_id_callback=lambda name, path, method: name,
    )
    api.before_request(know_caller)
    api.after_request(_keep_private)
    answer_with_problems(api)
    return api


def hold_to_json() -> None:
    """Hold a request to what an answer in JSON can be."""
    request.max_content_length = JSON_MAX


def answer(shape: BaseModel, status: int = 200) -> Response:
    """Return what is said to the caller, in JSON."""
    return make_response(shape.model_dump_json(), status, {"Content-Type": "application/json"})


def describe() -> dict[str, Any]:
    """Return what the document says of the API as a whole."""
    return {
        "info": Info(title="Toile", version="1.0.0", description=ABOUT),
        "security_schemes": {"token": SecurityScheme(type="http", scheme="bearer")},
        # Every operation names 401, so that the library adds no shape of its own for what is refused.
        "validation_error_status": 401,
        "validation_error_model": Problem,
        "validation_error_callback": refuse_shape,
    }


def refusals(*statuses: int) -> dict[str | int | HTTPStatus, Any]:
    """Return what the document says of these refusals."""
    content = {MIMETYPE: MediaType.model_validate({"schema": {"$ref": "#/components/schemas/Problem"}})}
    return {status: Described(description=SENTENCES[status], content=content) for status in statuses}


def _keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
