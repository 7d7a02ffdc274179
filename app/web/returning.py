"""Where somebody goes on who had to sign in anew while a form lay open."""

from urllib.parse import urlsplit

from flask import current_app, request, url_for


def find_way_back() -> str:
    """Return the page that a form was sent from: where it came from, else the nearest page above its own address."""
    pages = current_app.url_map.bind("")
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc == request.host and pages.test(came_from.path, "GET"):
        return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    path = request.path
    while path and not pages.test(path, "GET"):
        path = path.rpartition("/")[0]
    return path or url_for("home.show_home")
