"""How much: lengths and sizes in people's words, with the interval they leave open."""

import pytest

from nlp.components.amounts import take_unclaimed_amount
from nlp.components.lengths import stated_lengths
from nlp.components.normalise import prepare
from nlp.garments import GarmentKind
from nlp.mentions import Amount
from nlp.pipeline import build_pipeline, read_one
from nlp.tagging import Tagger
from nlp.taxonomy import IssueCode
from tests.nlp.held import misread

# said | value | unit | low mm | high mm | hedge
LENGTHS = """
2 in | 2 | in | 44.45 | 57.15 | exact
about 2 in | 2 | in | 38.1 | 63.5 | about
an inch or so | 1 | in | 12.7 | 38.1 | or so
1-2 inches | 1.5 | in | 25.4 | 50.8 | range
half an inch | 0.5 | in | 6.35 | 19.05 | exact
4-5 cm | 4.5 | cm | 40 | 50 | range
3 cm | 3 | cm | 25 | 35 | exact
2 inches | 2 | in | 44.45 | 57.15 | exact
two inches | 2 | in | 44.45 | 57.15 | exact
2" | 2 | in | 44.45 | 57.15 | exact
2” | 2 | in | 44.45 | 57.15 | exact
2 ins | 2 | in | 44.45 | 57.15 | exact
2in | 2 | in | 44.45 | 57.15 | exact
one inch | 1 | in | 19.05 | 31.75 | exact
an inch | 1 | in | 19.05 | 31.75 | exact
a full inch | 1 | in | 19.05 | 31.75 | exact
a good inch | 1 | in | 19.05 | 31.75 | exact
an inch or two | 1.5 | in | 25.4 | 50.8 | range
an inch or 2 | 1.5 | in | 25.4 | 50.8 | range
two or three inches | 2.5 | in | 50.8 | 76.2 | range
2 to 3 inches | 2.5 | in | 50.8 | 76.2 | range
2-3" | 2.5 | in | 50.8 | 76.2 | range
one to two inches | 1.5 | in | 25.4 | 50.8 | range
1/2 inch | 0.5 | in | 6.35 | 19.05 | exact
½ inch | 0.5 | in | 6.35 | 19.05 | exact
1/2" | 0.5 | in | 6.35 | 19.05 | exact
half inch | 0.5 | in | 6.35 | 19.05 | exact
1 1/2 inches | 1.5 | in | 31.75 | 44.45 | exact
1½ inches | 1.5 | in | 31.75 | 44.45 | exact
1 ½ inches | 1.5 | in | 31.75 | 44.45 | exact
1-1/2 inches | 1.5 | in | 31.75 | 44.45 | exact
1.5 inches | 1.5 | in | 31.75 | 44.45 | exact
one and a half inches | 1.5 | in | 31.75 | 44.45 | exact
an inch and a half | 1.5 | in | 31.75 | 44.45 | exact
2 inches and a half | 2.5 | in | 57.15 | 69.85 | exact
1/4 inch | 0.25 | in | 3.175 | 9.525 | exact
quarter of an inch | 0.25 | in | 3.175 | 9.525 | exact
a quarter inch | 0.25 | in | 3.175 | 9.525 | exact
3/4 inch | 0.75 | in | 15.875 | 22.225 | exact
three quarters of an inch | 0.75 | in | 15.875 | 22.225 | exact
¾ inch | 0.75 | in | 15.875 | 22.225 | exact
3/8 inch | 0.375 | in | 7.9375 | 11.1125 | exact
around 3 inches | 3 | in | 63.5 | 88.9 | about
roughly 3 inches | 3 | in | 63.5 | 88.9 | about
approximately 3 inches | 3 | in | 63.5 | 88.9 | about
nearly 3 inches | 3 | in | 63.5 | 88.9 | about
maybe 3 inches | 3 | in | 63.5 | 88.9 | about
at least 3 inches | 3 | in | 69.85 | 82.55 | exact
easily 3 inches | 3 | in | 69.85 | 82.55 | exact
another 3 inches | 3 | in | 69.85 | 82.55 | exact
3 inches or so | 3 | in | 63.5 | 88.9 | or so
a couple of inches | 2 | in | 38.1 | 63.5 | about
a couple inches | 2 | in | 38.1 | 63.5 | about
a few inches | 3 | in | 63.5 | 88.9 | about
several inches | 4 | in | 88.9 | 114.3 | about
5cm | 5 | cm | 45 | 55 | exact
5 centimetres | 5 | cm | 45 | 55 | exact
5 centimeters | 5 | cm | 45 | 55 | exact
five cm | 5 | cm | 45 | 55 | exact
about 5 cm | 5 | cm | 40 | 60 | about
2.5 cm | 2.5 | cm | 22.5 | 27.5 | exact
2,5 cm | 2.5 | cm | 22.5 | 27.5 | exact
2 or 3 cm | 2.5 | cm | 20 | 30 | range
10 mm | 10 | mm | 7.5 | 12.5 | exact
15mm | 15 | mm | 12.5 | 17.5 | exact
20 millimetres | 20 | mm | 17.5 | 22.5 | exact
"""


def length_rows() -> list[tuple[str, Amount]]:
    cells = [[cell.strip() for cell in line.split("|")] for line in LENGTHS.strip().splitlines()]
    return [
        (said, Amount(float(value), unit, float(low), float(high), hedge, stated=True))  # type: ignore[arg-type]
        for said, value, unit, low, high, hedge in cells
    ]


@pytest.mark.parametrize("said, amount", length_rows())
def test_reads_a_length_with_its_interval(said: str, amount: Amount) -> None:
    text, _ = prepare(f"the sleeves are {said} too long")

    assert [found for _, _, found, _ in stated_lengths(text)] == [amount]


@pytest.mark.parametrize(
    "comment",
    [
        "I am 5'4\" and 130 lbs.",
        "I'm 5 feet 4 inches tall.",
        "My waist is 28 inches.",
        "I wore it with 3 inch heels.",
        "It hits 2 inches above the knee.",
        "A 30 inch inseam.",
    ],
)
def test_leaves_bodies_and_positions_alone(comment: str) -> None:
    assert not [found for *_, found, places in stated_lengths(prepare(comment)[0]) if not places]


SIZES = [
    ("I sized down one size.", "size.overall/large", 1),
    ("It runs two sizes too big.", "size.overall/large", 2),
    ("Runs a size small.", "size.overall/small", 1),
    ("Order a size up.", "size.overall/small", 1),
    ("Go up two sizes, it runs small.", "size.overall/small", 2),
    ("It runs large, I went down a size or two.", "size.overall/large", 1.5),
    ("I sized down from a 10 to an 8.", "size.overall/large", 1),
    ("I usually wear an XL but the M fits perfectly.", "size.overall/large", 2),
    ("I normally take a 10 and bought the 8, it fits.", "size.overall/large", 1),
    ("I am usually a small but needed a medium.", "size.overall/small", 1),
    ("It runs half a size small.", "size.overall/small", 0.5),
    ("They run big. I take an XL normally and the L fits with room.", "size.overall/large", 1),
    ("The medium was huge on her so I exchanged it for the small.", "size.overall/large", 1),
    ("I'm usually a medium and the small was still too big.", "size.overall/large", 1),
    ("Snug: I'm a 12 and took a 14.", "size.overall/small", 1),
    ("I wear a 10 and this 10 is more of a 12.", "size.overall/large", 1),
    ("I usually wear a 0/2 and went for the 4.", "size.overall/small", 1),
    ("I'm always an S or an XS. I ordered the XS, it was tight, and I returned it for an S.", "size.overall/small", 1),
    ("I bought the M but it was too big, so I reordered it in the S.", "size.overall/large", 1),
    ("I usually wear a small, ordered the medium in every colour.", "size.overall/small", 1),
    ("I usually wear a small. Bought a medium in other colours too.", "size.overall/small", 1),
    ("XL everywhere else, L in this!", "size.overall/large", 1),
    ("XL everywhere else, L in this", "size.overall/large", 1),
    ("I am a 10. The 12 was the one.", "size.overall/small", 1),
]


@pytest.mark.parametrize("comment, code, value", SIZES)
def test_counts_sizes(tagger: Tagger, comment: str, code: str, value: float) -> None:
    mentions = {mention.code.value: mention for mention in tagger.tag(comment, GarmentKind.DRESS).mentions}

    assert mentions[code].amount == Amount(value, "size", None, None, mentions[code].amount.hedge, stated=True)


@pytest.mark.parametrize(
    "comment, garment, code, value, unit",
    [
        ("The sleeves are two inches too long.", GarmentKind.SHIRT, "sleeve.length/long", 2, "in"),
        ("Too long by about 5 cm.", GarmentKind.TROUSERS, "leg.length/long", 5, "cm"),
        ("I had to hem it 3 inches.", GarmentKind.DRESS, "body.length/long", 3, "in"),
        ("The waist is an inch too big.", GarmentKind.SKIRT, "waist.width/large", 1, "in"),
        ("I wish it were 2 inches longer.", GarmentKind.DRESS, "body.length/short", 2, "in"),
        ("The straps are too long, had to take them up an inch.", GarmentKind.SWIM, "strap.length/long", 1, "in"),
    ],
)
def test_gives_the_amount_to_its_claim(
    tagger: Tagger, comment: str, garment: GarmentKind, code: str, value: float, unit: str
) -> None:
    mentions = {mention.code.value: mention for mention in tagger.tag(comment, garment).mentions}

    assert mentions[code].amount is not None
    assert (mentions[code].amount.value, mentions[code].amount.unit) == (value, unit)


def test_a_hem_that_wants_to_be_raised_is_no_lack_of_length(tagger: Tagger) -> None:
    codes = [m.code.value for m in tagger.tag("The hem needs to be raised 2 inches", GarmentKind.DRESS).mentions]

    assert "body.length/short" not in codes


@pytest.mark.parametrize(
    "comment", ["I'm a 10 and bought the 12 for layers.", "I'm a 16 and ordered the 16-18.", "The 14 fit in the hips."]
)
def test_a_size_taken_on_purpose_says_nothing_of_sizes(tagger: Tagger, comment: str) -> None:
    says_nothing = (comment, GarmentKind.COAT, lambda mentions: all(m.code.aspect != "size.overall" for m in mentions))

    assert misread(tagger, [says_nothing]) == []


@pytest.mark.parametrize(
    "comment", ["I am a 10. The 12 came and didn't fit.", "Usually an 8. The 10 arrived and it does not fit."]
)
def test_a_size_that_came_and_did_not_fit_is_not_the_right_one(tagger: Tagger, comment: str) -> None:
    assert not [m for m in tagger.tag(comment, GarmentKind.COAT).mentions if m.code.aspect == "size.overall"]


def test_how_many_were_wrong_is_no_size(tagger: Tagger) -> None:
    (mention,) = tagger.tag("I usually take a 3. Bought several. 2 were too small. I kept the 4.").mentions

    assert (mention.code.value, mention.amount) == ("size.overall/small", None)


def test_a_bare_size_down_has_no_amount(tagger: Tagger) -> None:
    (mention,) = tagger.tag("Definitely size down.", GarmentKind.DRESS).mentions

    assert mention.amount is None


def test_an_amount_that_the_rules_give_to_nothing_is_given_once() -> None:
    notes = read_one(build_pipeline(), "They hang down by 2 inches where the puff lands.", GarmentKind.BLOUSE)
    [clause] = notes.clauses

    given = [
        take_unclaimed_amount(notes, clause, code)
        for code in (IssueCode.SLEEVE_WIDTH_LARGE, IssueCode.SHOULDER_WIDTH_LARGE)
    ]

    assert [amount.value if amount else None for amount in given] == [2, None]


@pytest.mark.parametrize(
    ("comment", "inches"),
    [
        ("It shrunk. I held it next to a new one and it was at least two inches shorter.", 2),
        ("It shrank in the wash, it lost a good two inches in length.", 2),
        ("Shrank in the dryer and is now 3 inches shorter in the sleeves.", 3),
        ("It shrunk a bit. I wish it was two inches longer.", None),
    ],
)
def test_what_is_less_after_shrinking_tells_by_how_much_it_shrank(tagger: Tagger, comment: str, inches: float | None):
    read = {mention.code: mention.amount for mention in tagger.tag(comment).mentions}
    shrunk = read[IssueCode.FABRIC_SHRINKAGE_SHRINKS]

    assert (shrunk and shrunk.value) == inches
    assert IssueCode.BODY_LENGTH_LONG not in read
