"""The codes of a label's own tags: faults and praise that the 91 codes do not tell apart.

A tag's code, `sleeve.own12/poor`, says as any code does where it belongs and whether it is praise; what the label
calls it is a row of the app's. Loads without spaCy.
"""

import re
from functools import lru_cache

from nlp.taxonomy import Code, code_named

PLACES = (
    "bust", "waist", "hip", "leg", "shoulder", "sleeve", "armhole", "neck", "neckline", "body", "rise", "strap",
    "shape", "fabric", "construction", "experience",
)  # fmt: skip
"""Where an own tag can belong: the zones of fit, and the groups beside fit."""

DRAFT_ID = 0
"""The number of a tag that nobody has kept yet."""

_WRITTEN = re.compile(rf"({'|'.join(PLACES)})\.own(\d{{1,9}})/(?:poor|ok)")


class OwnCode(Code, str):
    """A label's own tag as a code; it has no opposite, and no measure that is usually behind it."""

    tag_id: int
    """The number of the tag that it stands for."""

    def __init__(self, value: str) -> None:
        """Refuse what is not written as such a code."""
        written = _WRITTEN.fullmatch(value)
        if written is None:
            raise ValueError(f"{value!r} is not the code of an own tag")
        super().__init__(value)
        self.value = str(value)
        self.tag_id = int(written[2])

    @property
    def title(self) -> str:  # type: ignore[override]
        """A stand-in where nobody knows what the label calls it."""
        return f"Own tag {self.tag_id}"


def own_code(place: str, tag_id: int, *, is_ok: bool) -> OwnCode:
    """The code of a label's tag: where it belongs, its number, and whether it is praise."""
    return OwnCode(f"{place}.own{tag_id}/{'ok' if is_ok else 'poor'}")


def is_draft(code: Code) -> bool:
    """Whether it stands for a tag that nobody has kept yet."""
    return isinstance(code, OwnCode) and code.tag_id == DRAFT_ID


def read_code(value: str) -> Code:
    """The code that is written so, one of the 91 or an own tag's; refuses any other word."""
    code = find_code(value)
    if code is None:
        raise ValueError(f"{value!r} is not an issue code")
    return code


@lru_cache(maxsize=1024)  # what is typed into forms comes here, too
def find_code(value: str) -> Code | None:
    """The code that is written so, if there is one."""
    return OwnCode(value) if _WRITTEN.fullmatch(value) else code_named(value)
