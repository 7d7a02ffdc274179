"""What a page showed when it was opened, sent along with what is typed: nobody goes unawares over what came since."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from flask import request

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
    """Return what a page sends along of its table: what stands in the fields that are not empty."""
    return json.dumps({name: text for name, text in shown.items() if text}, ensure_ascii=False)


def read_shown(stands: Mapping[str, str]) -> Mapping[str, str]:
    """Return what stood in the fields of the table that was sent; one that tells nothing showed what stands now."""
    try:
        shown = json.loads(request.form[SEEN])
    except (KeyError, ValueError):
        return stands
    return shown if isinstance(shown, dict) else stands
