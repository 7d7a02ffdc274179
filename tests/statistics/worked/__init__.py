"""The worked numbers of the statistics notes, computed independently of this code: every one is held by a test.

`case` hands one out; a test finds those that no test asks for, neither as its module is loaded nor in its words.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

CASES: dict[str, Any] = {
    f"{file}: {name}": numbers
    for file in ("statistics_cases", "rule_cases")
    for name, numbers in json.loads((Path(__file__).parent / f"{file}.json").read_text("utf-8")).items()
}

TAKEN: set[str] = set()


def case(name: str, *, file: str = "statistics_cases") -> Any:
    """The numbers of one case."""
    TAKEN.add(f"{file}: {name}")
    return CASES[f"{file}: {name}"]


def cases(start: str, *, file: str = "statistics_cases") -> dict[str, Any]:
    """All cases whose names begin so."""
    names = [name.partition(": ")[2] for name in CASES if name.startswith(f"{file}: {start}")]
    return {name: case(name, file=file) for name in names}


def list_named(modules: Iterable[ModuleType]) -> set[str]:
    """The cases whose names stand in the words of these modules, for those that are asked for inside a test."""
    words = "".join(Path(module.__file__ or "").read_text("utf-8") for module in modules)
    return {name for name in CASES if f'"{name.partition(": ")[2]}"' in words}
