"""Toile: what customers say about a garment, turned into the next version of its pattern.

The layers, top down: `web`, `api` and `cli` call `services`, which work on `models`; `jobs` do the long work in
the worker process. `create_app` puts the web application together.
"""

from collections.abc import Callable, Iterator, Mapping
from inspect import iscoroutinefunction
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

from app.config import read_settings
from app.db import db, engine_options, make_durable
from app.queue import JobQueue


class Number(IntegerConverter):
    """A whole number in an address, as far as every database holds it: a longer one names nothing."""

    # Not `max`: where an address is for GET and for POST, a number above it would be answered 405.
    regex = r"\d{1,9}"


def create_app(overrides: Mapping[str, str] | None = None) -> Flask:
    """Return the application; overrides are TOILE_* settings that win over the environment."""
    from app import api, web

    settings = read_settings(overrides)
    app = api.make_app(__name__)
    app.url_map.converters["int"] = Number
    app.config.from_mapping(settings)
    app.config["SECRET_KEY"] = settings["TOILE_SECRET_KEY"]
    options = engine_options(settings["TOILE_DATABASE_URL"])
    app.config["SQLALCHEMY_ENGINES"] = {
        "default": options,
        "durable": options | {"execution_options": {"writes": True}},
    }
    db.init_app(app)
    # No view and no session of ours is asynchronous: each of a request's many hooks would be looked at whether it is,
    # and after each request a thread would be started.
    app.ensure_sync = _as_it_is  # type: ignore[method-assign, assignment]
    app.teardown_appcontext_funcs = [each for each in app.teardown_appcontext_funcs if not iscoroutinefunction(each)]
    with app.app_context():
        make_durable(db.get_engine("durable"))
    app.extensions["job_queue"] = JobQueue(settings)

    web.init_app(app)
    api.init_app(app)
    return app


def warm_desk(app: Flask) -> Iterator[None]:
    """Make what the desk's pages make once in a process, piece by piece."""
    from app.web import warming

    return warming.warm_desk(app)


def _as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function
