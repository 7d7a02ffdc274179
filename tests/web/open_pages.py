"""Pages that stay open: what their forms send, with all that is in their fields already, as a browser sends it."""

from html.parser import HTMLParser

from flask.testing import FlaskClient


def open_page(client: FlaskClient, place: str, *, sends_to: str) -> dict[str, str]:
    """Return what the form of a page that is sent to an address holds, by the names of its fields."""
    page = client.get(place)
    assert page.status_code == 200
    return read_fields(page.text, sends_to=sends_to)


def read_fields(page: str, *, sends_to: str) -> dict[str, str]:
    """Return the fields of a page's form that is sent to an address; what is not ticked is not sent."""
    found = _Fields(sends_to)
    found.feed(page)
    assert found.is_there
    return found.fields


class _Fields(HTMLParser):
    def __init__(self, sends_to: str) -> None:
        super().__init__()
        self.sends_to, self.is_there, self.fields = sends_to, False, {}
        self.is_in_form, self.text_of, self.list_of = False, None, None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and given.get("action") == self.sends_to:
            self.is_in_form = self.is_there = True
        if not self.is_in_form:
            return
        name, value = given.get("name"), given.get("value") or ""
        if tag == "input" and name and (given.get("type") not in ("radio", "checkbox", "file") or "checked" in given):
            self.fields[name] = value
        elif tag == "textarea" and name:
            self.text_of, self.fields[name] = name, ""
        elif tag == "select":
            self.list_of = name
        elif tag == "option" and self.list_of and ("selected" in given or self.list_of not in self.fields):
            self.fields[self.list_of] = value

    def handle_data(self, data: str) -> None:
        if self.text_of:
            self.fields[self.text_of] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_in_form = False
        elif tag == "textarea":
            self.text_of = None
        elif tag == "select":
            self.list_of = None
