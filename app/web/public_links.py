"""Links that a page shows for somebody else to open: the same ones that letters bring."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, url_for

from app.db import db
from app.services.label import get_label
from app.services.public_address import find_address
from app.services.written_addresses import is_web_address


def init_public_links(app: Flask) -> None:
    """Give the templates what is to be said beside a link."""
    app.jinja_env.globals.update(say_reach=say_reach)


def write_link(endpoint: str, **values: Any) -> str:
    """Return a whole link to a page: at the public address, else where this request came in."""
    address = find_address(get_label(db.session), current_app.config["TOILE_PUBLIC_URL"])
    return address + url_for(endpoint, **values) if address else url_for(endpoint, _external=True, **values)


def say_reach(link: str) -> str | None:
    """Return that others may be unable to open a link, where it leads to no public address: nobody has named one."""
    if is_web_address(link):
        return None
    parts = urlsplit(link)
    begins = f"{parts.scheme}://{parts.netloc}"
    return (
        f"It begins with {begins}, which may open nothing elsewhere: name this Toile’s public address in the settings, "
        "or as TOILE_PUBLIC_URL, and make a new link."
    )
