"""The description of the API: the OpenAPI document, and Swagger UI on a page of ours, with files of our own server."""

from importlib.resources import files
from typing import cast

from flask import Blueprint, Response, current_app, jsonify, render_template, send_from_directory
from flask_openapi import OpenAPI

pages = Blueprint("api_docs", __name__)

SWAGGER = files("flask_openapi_swagger") / "templates" / "swagger"
"""Where the wheel keeps Swagger UI; its own page needs inline scripts, which our policy forbids."""

ASSETS = {"swagger-ui.css": "css/swagger-ui.css", "swagger-ui-bundle.js": "js/swagger-ui-bundle.js"}


@pages.get("/api")
def show_docs() -> str:
    """Show what the API can do, to be tried out."""
    return render_template("api/docs.html")


@pages.get("/api/v1/openapi.json")
def show_document() -> Response:
    """Return the OpenAPI document."""
    return jsonify(cast(OpenAPI, current_app).api_doc)


@pages.get("/api/swagger/<any('swagger-ui.css', 'swagger-ui-bundle.js'):name>")
def show_asset(name: str) -> Response:
    """Return a file of Swagger UI."""
    return send_from_directory(str(SWAGGER), ASSETS[name], max_age=24 * 60 * 60)
