"""Points of measure are described otherwise by a command."""

import json

SHIRT = "Linen shirt"


def test_a_measure_is_described_otherwise_put_away_and_taken_up(toile):
    toile("garments", "add", SHIRT, "--kind", "shirt", "--sizes", "S,M,L")
    toile("garments", "measure", SHIRT, "D1", "--values", "S=59, M=60", "--tolerance", "0.5")

    change = ("garments", "change-measure", SHIRT)
    said = toile(*change, "D1", "--name", "Sleeve", "--critical", "--tolerance", "", "--json")
    away = toile(*change, "D1", "--away").stdout
    back = toile(*change, "d1", "--in-use").stdout

    assert json.loads(said.stdout) == {
        "code": "D1", "name": "Sleeve", "kind": "straight", "critical": True, "in_use": True,
    }  # fmt: skip
    assert away == "D1 Sleeve, straight, put away.\n"
    assert back == "D1 Sleeve, straight.\n"
