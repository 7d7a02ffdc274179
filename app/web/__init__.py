"""Pages: one file per noun, its forms and its views together."""

from flask import Flask

from app.web import packets


def init_app(app: Flask) -> None:
    """Attach the pages to the application."""
    app.register_blueprint(packets.pages)
