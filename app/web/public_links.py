"""Links that a page shows for somebody else to open: the same ones that letters bring."""

from typing import Any

from flask import current_app, url_for

from app.db import db
from app.services.label import get_label
from app.services.public_address import find_address


def write_link(endpoint: str, **values: Any) -> str:
    """Return a whole link to a page: at the public address, else where this request came in."""
    address = find_address(get_label(db.session), current_app.config["TOILE_PUBLIC_URL"])
    return address + url_for(endpoint, **values) if address else url_for(endpoint, _external=True, **values)
