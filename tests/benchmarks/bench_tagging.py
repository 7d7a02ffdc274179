"""How many comments the tagger reads in a second, beside the tokenizer alone.

VADER and TextBlob, the usual references, are no dependencies of the project: they are measured by hand.
"""

from itertools import cycle, islice
from time import perf_counter

from nlp.components.normalise import prepare
from nlp.pipeline import build_pipeline
from nlp.tagging import Tagger

NUMBER = 2000

SENTENCES = (
    "The sleeves end two inches above my wrists, everything else sits well.",
    "Gapes between the second and third button as soon as I sit down, and the linen is see-through in daylight.",
    "I took my usual 12 and had to send it back for a 14; the hips were fine, the waistband cut in.",
    "Lovely colour. After one wash the hem had crept up by about 3 cm.",
)
SIXTY_WORDS = " ".join(SENTENCES)


def test_short_comments_read_in_a_second():
    report("short comments", list(islice(cycle(SENTENCES), NUMBER)))


def test_comments_of_sixty_words_read_in_a_second():
    report("comments of sixty words", [SIXTY_WORDS] * NUMBER)


def test_comments_of_sixty_words_tokenized_in_a_second():
    pipeline = build_pipeline()
    texts = numbered([SIXTY_WORDS] * NUMBER)

    start = perf_counter()
    with pipeline.memory_zone():
        words = sum(len(pipeline.make_doc(prepare(text)[0])) for text in texts)
    seconds = perf_counter() - start

    assert words > NUMBER
    print(f"\n{NUMBER / seconds:,.0f} comments of sixty words a second, tokenized only")


def report(name, texts):
    tagger = Tagger.load()
    rows = [(text, None) for text in numbered(texts)]

    start = perf_counter()
    readings = list(tagger.tag_many(rows))
    seconds = perf_counter() - start

    assert len(readings) == NUMBER
    print(f"\n{NUMBER / seconds:,.0f} {name} a second in one process")


def numbered(texts):
    """No two texts are the same: a cache must not answer for the tagger."""
    return [f"{text} Order {number}." for number, text in enumerate(texts)]
