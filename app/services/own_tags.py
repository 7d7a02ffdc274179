"""The label's own tags: which there are, and the codes that can be said by hand or by a rule, theirs among them."""

from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import OwnTag
from app.services.label import get_label
from nlp import own_codes
from nlp.taxonomy import Code, IssueCode

PLACES = {
    "bust": "Bust", "waist": "Waist", "hip": "Hips", "leg": "Leg", "shoulder": "Shoulders", "sleeve": "Sleeve",
    "armhole": "Armhole", "neck": "Neck opening", "neckline": "Neckline", "body": "Body", "rise": "Rise",
    "strap": "Strap", "shape": "The whole cut", "fabric": "Fabric", "construction": "Make", "experience": "Wear",
}  # fmt: skip
"""Where a tag belongs, in the pattern maker's words."""


def get_tag(session: Session, tag_id: int) -> OwnTag:
    """Return the tag with this number."""
    tag = next((tag for tag in get_label(session).tags if tag.id == tag_id), None)
    if tag is None:
        raise NotFound(f"There is no tag {tag_id}.", field="tag")
    return tag


def list_tags(session: Session) -> list[OwnTag]:
    """Return the label's tags, the retired last, each part in the order they were named."""
    return sorted(get_label(session).tags, key=lambda tag: (not tag.active, tag.id))


def list_resting(session: Session) -> set[Code]:
    """Return the codes of the tags that are retired: nothing new is read as them, and what was read stays."""
    return {tag.code for tag in get_label(session).tags if not tag.active}


def list_codes(session: Session) -> dict[Code, str]:
    """Return all that an issue can be said to be, by title; of the own tags, those that are not retired."""
    own: dict[Code, str] = {tag.code: tag.name for tag in get_label(session).tags if tag.active}
    return dict(sorted((_TITLES | own).items(), key=lambda each: each[1]))


_TITLES: dict[Code, str] = {code: code.title for code in IssueCode}


def get_code(session: Session, text: str) -> Code:
    """Return the code that is written so; refuses what is none."""
    code = find_code(session, text)
    if code is None:
        raise RuleError(f"There is no issue code “{text}”: write one like sleeve.length/long.", field="code")
    return code


def find_code(session: Session, text: str) -> Code | None:
    """Return the code that is written so, if there is one; refuses that of a retired tag."""
    code = own_codes.find_code(text)
    if code is None or isinstance(code, IssueCode):
        return code
    tag = get_label(session).find_tag(code)
    if tag is None or tag.code != code:
        return None
    ensure_active(tag)
    return code


def ensure_active(tag: OwnTag) -> None:
    """Nothing new is said to be what a retired tag stands for."""
    if not tag.active:
        raise RuleError(f"“{tag.name}” is retired: bring the tag back first.", field="code")
