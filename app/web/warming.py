"""Warming the desk up: what its pages make once in a process is made before anybody waits for it.

A template is compiled when it is first filled in, and a question put into the database's words when it is first asked:
a first visit took up to a third of a second longer than every other.
"""

import re
from collections import deque
from collections.abc import Iterator

from flask import Flask
from flask_login import login_user
from werkzeug.exceptions import HTTPException

from app.db import db
from app.models import Role, User
from app.services import packets
from app.web.security import SignedIn, find_signed_in

VISITED = {
    "home.show_home", "garments.show_garments", "garments.show_garment", "clusters.show_point",
    "revisions.show_revision", "revisions.compare", "rounds.show_round", "rounds.plan_round",
    "packets.show_sheet_at_desk", "charts.show_measures", "garments.show_readings", "garments.show_unnamed",
    "inbox.show_inbox", "coding.show", "imports.show_imports", "own_tags.show_tags", "rules.show_rules",
    "label.show_settings", "accounts.show_sign_in",
}  # fmt: skip
"""The pages of a day's work."""

OF_EACH = 2
"""A draft looks unlike what was sent, a planned run unlike one that was cut."""

_LINK = re.compile(r'href="(/[^"#?]*)')


def warm_desk(app: Flask) -> Iterator[None]:
    """Compile every template, the customers' first, and visit the pages of the desk; comes back after each of them."""
    templates = app.jinja_env.list_templates(extensions=["html", "svg", "txt"])
    for name in sorted(templates, key=lambda name: not name.startswith("feedback/")):
        app.jinja_env.get_template(name)
        yield
    yield from _visit_desk(app)


def _visit_desk(app: Flask) -> Iterator[None]:
    """Visit some of each kind of page, by the first links that lead to them: that is where people go, too."""
    starts = ["/", *_list_last_sent(app)]
    known, waiting = {path: _find_endpoint(app, path) for path in starts}, deque(starts)
    while waiting:
        for path in _LINK.findall(_visit(app, waiting.popleft())):
            endpoint = _find_endpoint(app, path)
            if path not in known and endpoint in VISITED and [*known.values()].count(endpoint) < OF_EACH:
                known[path] = endpoint
                waiting.append(path)
        yield


def _list_last_sent(app: Flask) -> list[str]:
    """The newest sheet and its revision: few links lead to a sheet, and the first revisions are drafts."""
    addresses = app.url_map.bind("")
    with app.app_context():
        packet = packets.find_newest(db.session)
        if packet is None:
            return []
        of_revision = {"garment_id": packet.revision.garment_id, "number": packet.revision.number}
        return [
            addresses.build("revisions.show_revision", of_revision),
            addresses.build("packets.show_sheet_at_desk", {"packet_id": packet.id}),
        ]


def _visit(app: Flask, path: str) -> str:
    """What a page shows to somebody who may do everything; no session is begun for it, and reading writes nothing."""
    with app.test_request_context(path):
        find_signed_in("")  # as every page asks who it is: nobody
        login_user(SignedIn(User(name="", role=Role.ADMIN), key=""))
        page: str = app.full_dispatch_request().get_data(as_text=True)
        return page


def _find_endpoint(app: Flask, path: str) -> str:
    """Where a link leads; out of what is read alone."""
    try:
        endpoint: str = app.url_map.bind("").match(path)[0]
    except HTTPException:
        return ""
    return endpoint
