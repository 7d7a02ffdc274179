"""`toile feedback erase`: by number or for a customer, after asking, and nothing brings it back."""

import json
from pathlib import Path

import pytest

REVIEWS = """id,text,size,email
1,Zyzzyva cuffs.,M,lena@example.com
2,Lovely.,S,mia@example.com
3,Tight.,S,LENA@example.com
"""

IMPORT = ("feedback", "import", "reviews.csv", "--garment", "Marit shirt")


@pytest.fixture(autouse=True)
def reviews(toile):
    """Three reviews of a shirt, two of them by Lena."""
    toile("garments", "add", "Marit shirt", "--kind", "shirt", "--sizes", "S,M")
    Path("reviews.csv").write_text(REVIEWS)
    toile(*IMPORT)


def test_all_of_a_customer_goes_once_it_is_confirmed_and_no_file_brings_it_back(toile, tmp_path, database_address):
    exported = tmp_path / "data" / "exports" / "1.json"
    exported.parent.mkdir(parents=True)
    exported.write_text("Zyzzyva cuffs.")

    kept = toile("feedback", "erase", "--customer", "Lena@example.com", typed="n\n", exits=1)
    assert "1  Marit shirt, M: review" in kept.output
    assert "2  " not in kept.output
    assert "Erase two answers for good?" in kept.output
    assert _count(toile) == 3
    erased = toile("feedback", "erase", "--customer", "Lena@example.com", "--yes", "--json")

    assert json.loads(erased.stdout) == {"erased": [1, 3]}
    assert (_count(toile), exported.exists()) == (1, False)
    database = Path(database_address.removeprefix("sqlite:///"))
    files = list(database.parent.glob(f"{database.name}*"))
    assert [each for each in files if b"zyzzyva" in each.read_bytes().lower()] == []
    assert "This answer has been erased" in toile(*IMPORT, exits=1).output
    assert _count(toile) == 1


def test_an_answer_goes_by_its_number(toile):
    assert "Erased one answer." in toile("feedback", "erase", "2", "2", typed="y\n").output

    assert [each["answer"] for each in json.loads(toile("feedback", "list", "--json").stdout)["answers"]] == [3, 1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Name answers by their numbers, or --customer."),
        (("9",), "There is no answer 9."),
        (("1", "--customer", "ana@example.com"), "No answer is known to be of ana@example.com."),
    ],
)
def test_what_is_not_there_is_not_erased(toile, words, sentence):
    assert sentence in toile("feedback", "erase", *words, "--yes", exits=1).output

    assert _count(toile) == 3


def _count(toile):
    return len(json.loads(toile("feedback", "list", "--json").stdout)["answers"])
