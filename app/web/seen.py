"""What a page showed when it was opened, sent along with what is typed: nobody goes unawares over what came since."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SelectField

from app.errors import RuleError
from app.web.forms import Form, strip

SEEN = "seen"
"""What a field is called that the page itself sends along, alone or behind the name of its row."""


def sum_up(shown: Mapping[str, object]) -> str:
    """Return a few letters that tell what was shown from anything else."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True, default=str).encode()).hexdigest()[:16]


def read_moment(text: str) -> datetime | None:
    """Return the moment that a page sends along, or None for anything else."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def write_shown(shown: Mapping[str, str]) -> str:
    """Return what a page sends along of what stands in its fields; what is empty is left out."""
    return json.dumps({name: text for name, text in shown.items() if text}, ensure_ascii=False)


def read_shown(stands: Mapping[str, str]) -> Mapping[str, str]:
    """Return what stood in the fields of the page that was sent; one that tells nothing showed what stands now."""
    try:
        shown = json.loads(request.form[SEEN])
    except (KeyError, ValueError):
        return stands
    return {name: str(text) for name, text in shown.items()} if isinstance(shown, dict) else stands


def say_meanwhile(stands: str) -> str:
    """Return the sentence about a field that somebody else wrote in since the page was opened."""
    return f"“{stands}” was written here meanwhile." if stands else "This was emptied meanwhile."


def list_texts(form: Form) -> dict[str, str]:
    """Return what stands in the fields of a form without boxes to tick, as a browser sends it."""
    fields = [field for field in form if not isinstance(field, HiddenField)]
    return {each.name: each._value() if hasattr(each, "_value") else str(each.data or "") for each in fields}


@dataclass(frozen=True)
class Merged:
    """What was sent of a page, and what stands now of it."""

    fields: MultiDict[str, str]
    """What was typed, and what stands now wherever nobody touched what the page showed."""
    stands: Mapping[str, str]
    overtaken: Mapping[str, str]
    """What stands in the fields that both wrote in."""

    def goes_over(self, kept: Mapping[str, str]) -> bool:
        """Return whether what is `kept` now goes over what somebody else wrote; the same sent twice does not."""
        return bool(self.overtaken) and kept != self.stands

    def tell(self, form: Form) -> None:
        """Note at the fields that both wrote in what stands there: who sends it again goes over it knowingly."""
        for name, stands in self.overtaken.items():
            if name in form:
                form.blame(RuleError(say_meanwhile(_say(form[name], stands)), field=name))
            else:
                form.blame(RuleError(f"{name.partition('-')[2]}: {say_meanwhile(stands)}"))


def merge(stands: Mapping[str, str]) -> Merged:
    """Return what was sent of a page of which this stands now: what was not touched there is as it stands."""
    shown, fields = read_shown(stands), MultiDict(request.form)
    overtaken: dict[str, str] = {}
    if shown is stands:
        return Merged(fields, stands, overtaken)
    for name, now in stands.items():
        was = shown.get(name, "")
        typed = strip(request.form.get(name, was))
        if typed == was:
            fields[name] = now
        elif now not in (was, typed):
            overtaken[name] = now
    return Merged(fields, stands, overtaken)


def _say(field: Field, value: str) -> str:
    """What stands in a field in the words of its form."""
    chosen = {str(each.data): each.label.text for each in field} if isinstance(field, SelectField) else {}
    return chosen.get(value, value)
