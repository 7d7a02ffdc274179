"""Answers with photos, sent as a browser sends them."""

from collections.abc import Sequence

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.models import Photo
from app.services import photos

LONG_SLEEVES = {"key": "k" * 32, "size": "L", "zone-sleeve.length": "long", "comment": "They cover my thumbs."}


def write_body(fields: dict[str, str], *contents: bytes, names: Sequence[str] = ()) -> bytes:
    """Return a form with photos as a browser writes it, the words first."""
    head = '--stitch\r\nContent-Disposition: form-data; name="{}"'
    parts = [f"{head.format(name)}\r\n\r\n{value}\r\n".encode() for name, value in fields.items()]
    for place, content in enumerate(contents, start=1):
        name = names[place - 1] if names else f"IMG_{place}.jpg"
        photo = f'{head.format("photos")}; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts += [photo.encode(), content, b"\r\n"]
    return b"".join([*parts, b"--stitch--\r\n"])


def post_body(client: FlaskClient, address: str, body: bytes) -> TestResponse:
    """Send a form as it was written."""
    return client.post(address, data=body, content_type="multipart/form-data; boundary=stitch")


def send_photos(client: FlaskClient, address: str, *contents: bytes, **fields: str) -> TestResponse:
    """Send photos with the fields of a page."""
    return post_body(client, address, write_body(fields, *contents))


def answer_with(client: FlaskClient, code: str, *contents: bytes, **fields: str) -> TestResponse:
    """Answer, with photos, that the sleeves are too long."""
    return send_photos(client, f"/f/{code}", *contents, **{**LONG_SLEEVES, **fields})


def list_photos(session: Session) -> list[Photo]:
    """Return the photos that are stored, as the last request left them."""
    session.rollback()
    return session.query(Photo).order_by(Photo.id).all()


def list_files(app: Flask) -> list[str]:
    """Return the names of the pictures on the disk."""
    folder = photos.find_folder(app.config["TOILE_DATA"])
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
