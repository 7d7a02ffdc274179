"""API: JSON under /api/v1 for the programs of a shop, one file per noun, its shapes and its views together.

A view reads a request that fits its shape, calls the services that the pages call too, commits once, last, and
answers in JSON; whatever is refused is a problem (RFC 9457). May import services, models, errors and db; no page, no
command, no job, no SQL. To add a noun: its file with views on a blueprint of `make_api`, and its name in `NOUNS`.
"""

from flask_openapi import OpenAPI

from app.api import api_docs, feedback, garments, imports, problems
from app.api.blueprints import OPENAPI_VERSION, describe

NOUNS = (feedback, imports, garments)


def make_app(import_name: str) -> OpenAPI:
    """Return an application that describes its API by itself."""
    app = OpenAPI(import_name, doc_ui=False, **describe())
    app.openapi_version = OPENAPI_VERSION
    return app


def init_app(app: OpenAPI) -> None:
    """Attach the API to the application."""
    problems.init_problems(app)
    for noun in NOUNS:
        app.register_api(noun.api)
        app.extensions["csrf"].exempt(noun.api)
    app.register_blueprint(api_docs.pages)
