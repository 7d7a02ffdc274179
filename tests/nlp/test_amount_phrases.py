"""Two hundred ways of saying how much; lengths and counts of sizes are scored apart."""

from nlp.components.lengths import stated_lengths
from nlp.components.normalise import prepare
from nlp.components.size_counts import size_steps

RIGHT_AT_LEAST = 0.95

# said | value | unit
LENGTHS = """
2 in | 2 | in
2 inch | 2 | in
two inch | 2 | in
2-inch | 2 | in
three inches | 3 | in
four inches | 4 | in
five inches | 5 | in
six inches | 6 | in
seven inches | 7 | in
eight inches | 8 | in
1 in. | 1 | in
3" | 3 | in
4 ins | 4 | in
5in | 5 | in
a whole inch | 1 | in
a full two inches | 2 | in
a good two inches | 2 | in
a solid inch | 1 | in
over an inch | 1 | in
well over two inches | 2 | in
more than 2 inches | 2 | in
just over an inch | 1 | in
up to 3 inches | 3 | in
1.25 inches | 1.25 | in
1.5" | 1.5 | in
0.5 inch | 0.5 | in
.5 inch | 0.5 | in
2.75 in | 2.75 | in
1 1/4 inches | 1.25 | in
1 3/4 inches | 1.75 | in
2 1/2" | 2.5 | in
2-1/2 inches | 2.5 | in
1 and 1/2 inches | 1.5 | in
1 and a half inches | 1.5 | in
two and a half inches | 2.5 | in
three and a half inches | 3.5 | in
one and a quarter inches | 1.25 | in
one and three quarter inches | 1.75 | in
an inch and a quarter | 1.25 | in
an inch and three quarters | 1.75 | in
half-inch | 0.5 | in
a half inch | 0.5 | in
a half-inch | 0.5 | in
half of an inch | 0.5 | in
quarter inch | 0.25 | in
quarter-inch | 0.25 | in
an eighth of an inch | 0.125 | in
1/8 inch | 0.125 | in
5/8 inch | 0.625 | in
7/8" | 0.875 | in
a third of an inch | 0.333 | in
two thirds of an inch | 0.667 | in
2⅝ inches | 2.625 | in
2½" | 2.5 | in
¼ inch | 0.25 | in
½" | 0.5 | in
1¼" | 1.25 | in
1 - 2 inches | 1.5 | in
1–2 inches | 1.5 | in
2—3 inches | 2.5 | in
2 to 3 in | 2.5 | in
two to three inches | 2.5 | in
2 or 3 inches | 2.5 | in
3 or 4 inches | 3.5 | in
3/4 of an inch | 0.75 | in
one or two inches | 1.5 | in
between 1 and 2 inches | 1.5 | in
between two and three inches | 2.5 | in
from 2 to 3 inches | 2.5 | in
1/2 to 3/4 inch | 0.625 | in
half an inch to an inch | 0.75 | in
1/2-1 inch | 0.75 | in
an inch to an inch and a half | 1.25 | in
1" to 2" | 1.5 | in
2"-3" | 2.5 | in
2ish inches | 2 | in
2 inches ish | 2 | in
about half an inch | 0.5 | in
maybe an inch | 1 | in
almost 4 inches | 4 | in
~2 inches | 2 | in
at least two inches | 2 | in
2 whole inches | 2 | in
two extra inches | 2 | in
2 more inches | 2 | in
another inch | 1 | in
an extra inch | 1 | in
half a dozen inches | 6 | in
a dozen inches | 12 | in
ten inches | 10 | in
2cm | 2 | cm
2 cms | 2 | cm
three centimeters | 3 | cm
a centimetre | 1 | cm
one cm | 1 | cm
half a centimetre | 0.5 | cm
half a cm | 0.5 | cm
a good 4 cm | 4 | cm
4-5cm | 4.5 | cm
4–5 cm | 4.5 | cm
3 to 4 cm | 3.5 | cm
3 or 4 centimetres | 3.5 | cm
about 6 cm | 6 | cm
ca. 6 cm | 6 | cm
circa 6 cm | 6 | cm
roughly ten centimetres | 10 | cm
1.5cm | 1.5 | cm
1,5 cm | 1.5 | cm
2.5 centimetres | 2.5 | cm
one and a half centimetres | 1.5 | cm
1 ½ cm | 1.5 | cm
1½ cm | 1.5 | cm
a centimetre or two | 1.5 | cm
a couple of centimetres | 2 | cm
a few cm | 3 | cm
several centimetres | 4 | cm
15 cm | 15 | cm
twenty cm | 20 | cm
fifteen centimetres | 15 | cm
between 2 and 3 cm | 2.5 | cm
5 mm | 5 | mm
10 millimetres | 10 | mm
five millimeters | 5 | mm
a few millimetres | 3 | mm
10-15 mm | 12.5 | mm
8 to 10 mm | 9 | mm
about 7 mm | 7 | mm
a couple of mm | 2 | mm
fifteen mm | 15 | mm
twelve millimetres | 12 | mm
THREE INCHES | 3 | in
two-three inches | 2.5 | in
five or six inches | 5.5 | in
5 to 6" | 5.5 | in
nearly two and a half inches | 2.5 | in
almost an inch and a half | 1.5 | in
just half an inch | 0.5 | in
only an inch | 1 | in
by an inch | 1 | in
by 3cm | 3 | cm
a mere 2 cm | 2 | cm
some 3 inches | 3 | in
exactly 2 inches | 2 | in
thirteen millimetres | 13 | mm
a good half inch | 0.5 | in
three-quarters of an inch | 0.75 | in
1/4 of an inch | 0.25 | in
two and three quarter inches | 2.75 | in
one to one and a half inches | 1.25 | in
4 full inches | 4 | in
six or so inches | 6 | in
no less than 3 inches | 3 | in
0.5cm | 0.5 | cm
3/8" | 0.375 | in
eleven cm | 11 | cm
"""

# said | sizes
SIZES = """
a size | 1
one size | 1
two sizes | 2
2 sizes | 2
three sizes | 3
3 sizes | 3
a full size | 1
one full size | 1
a whole size | 1
two full sizes | 2
half a size | 0.5
a half size | 0.5
half size | 0.5
1/2 size | 0.5
½ size | 0.5
a size and a half | 1.5
one and a half sizes | 1.5
1.5 sizes | 1.5
1 1/2 sizes | 1.5
a size or two | 1.5
one or two sizes | 1.5
1-2 sizes | 1.5
1 to 2 sizes | 1.5
two or three sizes | 2.5
2-3 sizes | 2.5
two to three sizes | 2.5
a couple of sizes | 2
a couple sizes | 2
a few sizes | 3
several sizes | 4
at least a size | 1
at least two sizes | 2
about a size | 1
nearly two sizes | 2
four sizes | 4
another size | 1
one size or even two | 1.5
a size, maybe two | 1.5
an entire size | 1
one-size | 1
five sizes | 5
between one and two sizes | 1.5
six sizes | 6
a good two sizes | 2
almost a full size | 1
roughly two sizes | 2
around one size | 1
easily two sizes | 2
two whole sizes | 2
3 full sizes | 3
two and a half sizes | 2.5
maybe a size | 1
well over two sizes | 2
one, maybe two sizes | 1.5
2 or 3 sizes | 2.5
just one size | 1
1½ sizes | 1.5
a half-size | 0.5
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


def test_reads_lengths() -> None:
    table = rows(LENGTHS)
    wrong = [said for said, value, unit in table if length_of(said) != [(float(value), unit)]]

    assert len(table) >= 150
    assert len(wrong) <= (1 - RIGHT_AT_LEAST) * len(table), wrong


def test_reads_counts_of_sizes() -> None:
    table = rows(SIZES)
    wrong = [said for said, value in table if sizes_of(said) != [float(value)]]

    assert len(table) >= 50
    assert len(wrong) <= (1 - RIGHT_AT_LEAST) * len(table), wrong


def length_of(said: str) -> list[tuple[float, str]]:
    text, _ = prepare(f"the sleeves are {said} too long")
    return [(round(amount.value, 3), amount.unit) for _, _, amount, _ in stated_lengths(text)]


def sizes_of(said: str) -> list[float]:
    text, _ = prepare(f"it runs {said} big")
    return [amount.value for _, _, amount in size_steps(text)]
