"""The application that tests call: one for each database of a worker, each time as if nobody had used it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine
from waitress.server import BaseWSGIServer

from app import create_app
from app.api.security import calls
from app.db import db
from app.queue import JobQueue
from app.web.security import limiter
from app.web.spam import lately


@contextmanager
def serving_app(
    database_url: str, folder: Path, applications: dict[str, Flask], compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    """The application with this database and data folder, as if nobody had used it; its connections are closed."""
    settings = {
        "TOILE_DATA": str(folder),
        "TOILE_DATABASE_URL": database_url,
        "TOILE_SECRET_KEY": "only for tests " * 3,
    }
    if database_url not in applications:
        application = applications[database_url] = create_app(settings)
        application.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        application.jinja_env.bytecode_cache = compiled_templates
    application = applications[database_url]
    as_it_was = dict(application.config)
    application.config.update(settings)
    application.extensions["job_queue"] = JobQueue(dict(application.config))
    for kept in ("form_pages", "known_pieces"):
        application.extensions.pop(kept, None)
    limiter.reset()
    calls.storage.reset()
    lately.forget()
    yield application
    with application.app_context():
        for engine in db.engines.values():
            let_go(engine)
    application.config.clear()
    application.config.update(as_it_was)


def let_go(engine: Engine) -> None:
    """Close the connections to a file that is replaced after the test; those to PostgreSQL are used again."""
    if engine.dialect.name == "sqlite":
        engine.dispose()


def close(server: BaseWSGIServer) -> None:
    """Have a server closed by its own thread, which may be waiting on what is closed."""
    is_woken = Event()

    def do() -> None:
        is_woken.wait()  # one of its workers may have woken it before: closed then, it could not be woken from here
        server.close()

    server.trigger.pull_trigger(do)
    is_woken.set()
