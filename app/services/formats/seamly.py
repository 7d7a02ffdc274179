"""Changes as custom measures of Seamly2D (.smis) and Valentina (.vit).

Their files hold body measures; a garment's change is honest there only as a measure of its own, whose name begins
with @. The program merges them with the body's by name.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from xml.etree import ElementTree

from app.models import LengthUnit
from app.services.formats.text import drop_control_characters


class Program(StrEnum):
    """Who reads the file."""

    SEAMLY = "seamly"
    VALENTINA = "valentina"


SUFFIXES = {Program.SEAMLY: "smis", Program.VALENTINA: "vit"}
VERSIONS = {Program.SEAMLY: "0.3.4", Program.VALENTINA: "0.3.3"}
PERSONAL = {"family-name": "", "given-name": "", "birth-date": "1800-01-01", "gender": "unknown", "email": ""}
"""What the programs write where nobody is meant."""

UNITS = {LengthUnit.MM: "mm", LengthUnit.CM: "cm", LengthUnit.IN: "inch"}


@dataclass(frozen=True)
class CustomMeasure:
    """One change: what it is called for people, and by how much, in the file's unit."""

    full_name: str
    description: str
    value: Decimal


def write(measures: Sequence[CustomMeasure], *, unit: LengthUnit, notes: str, program: Program) -> bytes:
    """Return an individual measurement file with these changes and nothing else."""
    root = ElementTree.Element(SUFFIXES[program])
    for tag, words in (
        ("version", VERSIONS[program]), ("read-only", "false"), ("notes", notes), ("unit", UNITS[unit]),
        ("pm_system", "998"),
    ):  # fmt: skip
        ElementTree.SubElement(root, tag).text = _clean(words)
    person = ElementTree.SubElement(root, "personal")
    for tag, nobody in PERSONAL.items():
        ElementTree.SubElement(person, tag).text = nobody
    body = ElementTree.SubElement(root, "body-measurements")
    for name, measure in zip(name_measures([each.full_name for each in measures]), measures, strict=True):
        ElementTree.SubElement(
            body, "m", name=name, value=f"{measure.value.normalize():f}", full_name=_clean(measure.full_name),
            description=_clean(measure.description),
        )  # fmt: skip
    ElementTree.indent(root, "    ")
    written: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def name_measures(full_names: Sequence[str]) -> list[str]:
    """Return names that a formula takes: "Sleeve length" is @rev_sleeve_length, a second one @rev_sleeve_length_2."""
    names: list[str] = []
    for full_name in full_names:
        plain = unicodedata.normalize("NFKD", full_name).encode("ascii", "ignore").decode().casefold()
        stem = f"@rev_{re.sub(r'[^a-z0-9]+', '_', plain).strip('_') or 'measure'}"
        name, number = stem, 1
        while name in names:
            number += 1
            name = f"{stem}_{number}"
        names.append(name)
    return names


def _clean(words: str) -> str:
    return drop_control_characters(words)
