"""Pages while they are drawn: whether others can write meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, before_render_template
from jinja2 import Template
from sqlalchemy.orm import Session

from app.db import begin_writing


@contextmanager
def being_written_while_drawn(app: Flask, session: Session) -> Iterator[list[str]]:
    """Write with a session as each template begins, which fails where the page itself still holds the lock.

    Lends the names of the templates.
    """
    drawn: list[str] = []

    def write(sender: Flask, template: Template, **context: Any) -> None:
        begin_writing(session)
        session.rollback()
        drawn.append(template.name or "")

    with before_render_template.connected_to(write, app):
        yield drawn
