"""Papers as PDF: tagged for screen readers, drawn by typst with the fonts inside it, so alike everywhere.

Words reach a template as data only, whatever they look like.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from app.services.formats.text import MISSING, cover


def typeset(template: str, content: dict[str, Any], *, moment: datetime) -> bytes:
    """Return a tagged PDF (PDF/UA-1) of the template beside this module; the same content gives the same bytes.

    The template finds the content under the input "sheet", with a "note" where a character could not be printed.
    """
    covered = _cover_all(content)
    lacking = MISSING in json.dumps(covered, ensure_ascii=False)
    covered["note"] = f"{MISSING} stands for a character that this paper cannot print." if lacking else ""
    document = typst.compile(
        str(Path(__file__).with_name(template)),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        sys_inputs={"sheet": json.dumps(covered)},
        timestamp=int(moment.timestamp()),
    )
    assert isinstance(document, bytes)  # without an output path typst returns what it drew
    return document


def _cover_all(content: Any) -> Any:
    """The same content with every word drawable by the font."""
    if isinstance(content, dict):
        return {key: _cover_all(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_cover_all(value) for value in content]
    return cover(content) if isinstance(content, str) else content
