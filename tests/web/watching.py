"""What the pages do with the database: what they ask it, and what they draw while others wait for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, before_render_template
from jinja2 import Template

from app.db import db
from tests.asking import listening_to


@contextmanager
def listening(app: Flask) -> Iterator[list[str]]:
    """The questions that the application asks its database meanwhile."""
    with app.app_context():
        engine = db.engine
    with listening_to(engine) as asked:
        yield asked


@contextmanager
def drawn_while_writing() -> Iterator[list[str | None]]:
    """The templates that are drawn meanwhile with SQLite's lock held."""
    drawn: list[str | None] = []

    def look(sender: Flask, template: Template, **_: object) -> None:
        if db.session.in_transaction() and db.session.connection().get_execution_options().get("writes"):
            drawn.append(template.name)

    with before_render_template.connected_to(look):
        yield drawn
