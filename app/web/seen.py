"""What a page showed when it was opened, sent along with what is typed: nobody goes unawares over what came since."""

import hashlib
import json
from collections.abc import Mapping

SEEN = "seen"
"""What a field is called that the page itself sends along, alone or behind the name of its row."""


def sum_up(shown: Mapping[str, object]) -> str:
    """Return a few letters that tell what was shown from anything else."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True, default=str).encode()).hexdigest()[:16]
