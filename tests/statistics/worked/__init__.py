"""The worked numbers of the statistics notes, computed independently of this code: every one is held by a test.

`case` hands one out and remembers that a test asked for it; `test_every_case_has_a_test` finds those that none did.
"""

import json
from pathlib import Path
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
