"""How fast comments are read, beside the tokenizer alone, VADER and TextBlob in the same run.

Speed is counted in processor time, in short turns one after the other of which each reader's best counts, so that a
busy machine slows none of them alone. The tables are printed as they stand in `nlp/README.md`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import cycle, islice
from statistics import quantiles
from time import perf_counter, process_time

import pytest
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from nlp.components.tokens import WordTokenizer
from nlp.lean_spacy import Vocab
from nlp.tagging import Tagger
from tests.nlp.hostile import FAMILIES, LENGTHS

TURNS, PER_TURN = 30, 150
SENTENCES = (
    "The sleeves end two inches above my wrists, everything else sits well.",
    "Gapes between the second and third button as soon as I sit down, and the linen is see-through in daylight.",
    "I took my usual 12 and had to send it back for a 14; the hips were fine, the waistband cut in.",
    "Lovely colour. After one wash the hem had crept up by about 3 cm.",
)
SIXTY_WORDS = " ".join(SENTENCES)


def numbered(texts: list[str]) -> list[str]:
    """No two texts are the same: a cache must not answer for the tagger."""
    return [f"{text} Order {number}." for number, text in enumerate(texts)]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def test_comments_read_in_a_second(tagger: Tagger) -> None:
    sixty = numbered([SIXTY_WORDS] * PER_TURN)
    short = numbered(list(islice(cycle(SENTENCES), PER_TURN)))
    tokenizer, vader = WordTokenizer(Vocab()), SentimentIntensityAnalyzer()

    def tokenize() -> None:
        for text in sixty:
            tokenizer.note_all([text])

    speeds = best_of_turns(
        {
            "comments of sixty words": lambda: list(tagger.tag_many((text, None) for text in sixty)),
            "TextBlob on them": lambda: [TextBlob(text).sentiment for text in sixty],
            "VADER on them": lambda: [vader.polarity_scores(text) for text in sixty],
            "the tokenizer alone on them": tokenize,
            "short comments": lambda: list(tagger.tag_many((text, None) for text in short)),
        }
    )

    ours = speeds["comments of sixty words"]
    print("\n\n| one process | a second | times ours |\n|---|---|---|")
    for name, speed in speeds.items():
        print(f"| {name} | {speed:,.0f} | {speed / ours:.2f} |")


def best_of_turns(readers: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The comments a second of each."""
    speeds = dict.fromkeys(readers, 0.0)
    for _ in range(TURNS):
        for name, read in readers.items():
            start = process_time()
            read()
            speeds[name] = max(speeds[name], PER_TURN / (process_time() - start))
    return speeds


def test_two_processes_against_one(tagger: Tagger) -> None:
    rows = [(text, None) for text in numbered([SIXTY_WORDS] * 16_000)]
    speeds = []
    for processes in (1, 2):
        readings = tagger.tag_many(rows, processes)
        next(readings)  # the processes have started
        start = perf_counter()
        speeds.append(sum(1 for _ in readings) / (perf_counter() - start))

    print(f"\n\n| two processes | {speeds[1]:,.0f} a second, {speeds[1] / speeds[0]:.2f} times one |")


def test_one_comment_by_itself(tagger: Tagger) -> None:
    seconds = []
    for text in numbered([SIXTY_WORDS] * 2_000):
        start = perf_counter()
        tagger.tag(text)
        seconds.append(perf_counter() - start)

    print(f"\n\n| one comment by itself | {quantiles(seconds, n=100)[98] * 1_000:.1f} ms or less in 99 of 100 |")


FRESH_PROCESS = """
import json, os, time
start = time.process_time()
from nlp.tagging import Tagger
tagger = Tagger.load()
tagger.tag("The sleeves are too long.")
seconds = time.process_time() - start

def megabytes(name="VmRSS"):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith(name))

def read(first, last):
    for _ in tagger.tag_many((f"{comment} Word{n:x}y and zipp{n:x}er, order {n}.", None) for n in range(first, last)):
        pass

loaded = megabytes()
comment = os.environ["COMMENT"]
read(0, 5_000)
warm = megabytes()
read(5_000, 25_000)
print(json.dumps({"seconds": seconds, "loaded": loaded, "grown": megabytes() - warm, "peak": megabytes("VmHWM")}))
"""


def test_load_and_memory() -> None:
    run = subprocess.run(
        [sys.executable, "-c", FRESH_PROCESS],
        env={**os.environ, "COMMENT": SIXTY_WORDS},
        capture_output=True,
        check=True,
    )
    measured = json.loads(run.stdout)

    print(f"\n\n| ready to read, with the import of spaCy | {measured['seconds']:.2f} s |")
    print(f"| memory when loaded, at most | {measured['loaded']:.0f} MB, {measured['peak']:.0f} MB |")
    print(f"| growth over 20,000 comments of new words | {measured['grown']:.1f} MB |")
    assert measured["peak"] <= 250
    assert measured["grown"] < 50


def test_hostile_comments(tagger: Tagger) -> None:
    tagger.tag(SIXTY_WORDS)
    print("\n\n| hostile comment, milliseconds | " + " | ".join(f"{length:,}" for length in LENGTHS) + " |")
    print("|---" * (1 + len(LENGTHS)) + "|")
    worst = 0.0
    for family, grown in FAMILIES.items():
        row = []
        for length in LENGTHS:
            text = grown(length)
            start = process_time()
            tagger.tag(text)
            row.append((process_time() - start) * 1_000)
        worst = max(worst, *row)
        print(f"| {family} | " + " | ".join(f"{milliseconds:.1f}" for milliseconds in row) + " |")

    print(f"| the worst | {worst:.1f} |")
    assert worst <= 50
