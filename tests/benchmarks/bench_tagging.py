"""How many comments the tagger reads in a second."""

from itertools import cycle, islice
from time import perf_counter

from nlp.tagging import Tagger

NUMBER = 4000

SENTENCES = (
    "The sleeves end two inches above my wrists, everything else sits well.",
    "Gapes between the second and third button as soon as I sit down, and the linen is see-through in daylight.",
    "I took my usual 12 and had to send it back for a 14; the hips were fine, the waistband cut in.",
    "Lovely colour. After one wash the hem had crept up by about 3 cm.",
)


def test_comments_read_in_a_second():
    tagger = Tagger.load()
    # No two texts are the same: a cache must not answer for the tagger.
    rows = [(f"{sentence} Order {number}.", None) for number, sentence in enumerate(islice(cycle(SENTENCES), NUMBER))]

    start = perf_counter()
    readings = list(tagger.tag_many(rows))
    seconds = perf_counter() - start

    assert len(readings) == NUMBER
    print(f"\n{NUMBER / seconds:,.0f} comments a second in one process")
