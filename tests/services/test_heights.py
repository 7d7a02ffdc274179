"""Heights are read as people write them."""

import pytest

from app.errors import RuleError
from app.services.heights import read_height


@pytest.mark.parametrize(
    "text, mm",
    [
        ("172", 1720), ("172 cm", 1720), ("172,5cm", 1720), ("1.72", 1720), ("1,72 m", 1720), ("1m72", 1720),
        ("5'8\"", 1727), ("5’8”", 1727), ("5 ft 8 in", 1727), ("5' 8.5''", 1740), ("6'", 1829), ("5 feet 4", 1626),
    ],
)  # fmt: skip
def test_reads(text, mm):
    assert read_height(text) == mm


@pytest.mark.parametrize("text", ["tall", "17", "999", "0.5 m", "9'9\"", "172 kg", "-172"])
def test_refuses_what_is_no_height(text):
    with pytest.raises(RuleError, match="height"):
        read_height(text)
