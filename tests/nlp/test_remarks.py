"""Where fault is found that no mention tells, the clause is kept as a remark."""

import pytest

from nlp.tagging import Tagger


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("It smells awful. Sleeves too long.", ["It smells awful"]),
        ("It smells awfullllll!!! Sleeves too long.", ["It smells awfullllll"]),
        ("It rides up and I was disappointed with it.", ["I was disappointed with it"]),
        ("The sleeves are too long.", []),
        ("I love it, so pretty!", []),
        ("There is nothing bad about it.", []),
        ("My sister says hers looks weird.", []),
        ("High hopes, on my short frame.", []),
        ("Lovely colour. Nice pockets. Lovely lace. I drew blood on it.", ["I drew blood on it"]),
    ],
)
def test_keeps_the_clauses_that_find_fault_and_have_no_code(tagger: Tagger, text: str, remarks: list[str]) -> None:
    assert [text[start:end] for start, end in tagger.tag(text).remarks] == remarks


@pytest.mark.thorough
def test_two_processes_find_the_same_remarks(tagger: Tagger) -> None:
    rows = [("<b>The smell</b> of it is awful &amp; odd.", None)] * 3

    assert [reading.remarks for reading in tagger.tag_many(rows, processes=2)] == [tagger.tag(rows[0][0]).remarks] * 3
