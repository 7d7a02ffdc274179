"""How long it takes to group what 20,000 issues of one garment say, and how much memory (P11).

The reference in the same run: scikit-learn's agglomerative clustering of the fullest code alone, with the same linkage.
"""

import resource
from itertools import islice, product
from random import Random
from time import perf_counter

from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from nlp.grouping import APART, LETTERS, PHRASES_MAX, group_alike

ISSUES, CODES = 20_000, 40

WHERE = (
    "the sleeves",
    "both arms",
    "cuffs",
    "the waistband",
    "hips",
    "it",
    "the whole thing",
    "my shoulders",
    "the hem",
)
IS = ("are", "came out", "feel", "ended up", "sit", "were", "seem", "turned out", "look")
HOW = ("", "far", "a bit", "about an inch", "slightly", "noticeably", "much", "way", "two fingers")
WHAT = ("too long", "over my hands", "past the knuckles", "baggy", "like a tent", "stuck", "tighter than the old ones")
BECAUSE = (
    "",
    "when I sit",
    "after a wash",
    "for my height",
    "on me",
    "at the desk",
    "in my usual size",
    "since spring",
)
PHRASES = [" ".join(" ".join(words).split()) for words in product(WHERE, IS, HOW, WHAT, BECAUSE)]


def test_twenty_thousand_issues_of_a_garment():
    said = phrases_by_code()
    reference = measure_reference(said[0])

    start = perf_counter()
    group_alike(said[0])
    fullest = perf_counter() - start
    start = perf_counter()
    groupings = [group_alike(phrases) for phrases in said]
    seconds = perf_counter() - start
    start = perf_counter()
    groupings[0].find("the cuffs feel rather long at the desk")
    joined = perf_counter() - start

    distinct = sum(len(set(phrases)) for phrases in said)
    groups = sum(len(found.groups) for found in groupings)
    print(
        f"\n{ISSUES:,} issues, {distinct:,} distinct phrases in {CODES} codes: {groups:,} groups in {seconds:.2f} s"
        f"\none more phrase joins in {1000 * joined:.1f} ms"
        f"\nthe fullest code alone: {fullest:.2f} s; scikit-learn's agglomerative clustering of it: {reference:.2f} s"
        f"\nat most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB in all"
    )
    assert sum(map(len, said)) == ISSUES


def test_twenty_thousand_distinct_phrases():
    phrases = Random(2).sample(PHRASES, ISSUES)
    for codes in (1, ISSUES // PHRASES_MAX):
        start = perf_counter()
        for place in range(codes):
            group_alike(phrases[place::codes])
        print(f"\n{ISSUES:,} distinct phrases in {codes} codes: {perf_counter() - start:.2f} s")


def phrases_by_code():
    """Few codes get most issues, as in life; what is said often is said in the same words."""
    random = Random(1)
    codes = random.choices(range(CODES), weights=[1 / (place + 1) for place in range(CODES)], k=ISSUES)
    said = [[] for _ in range(CODES)]
    for code in codes:
        rank = min(int(random.paretovariate(0.2)), len(PHRASES)) - 1
        said[code].append(PHRASES[(rank * 977 + code * 331) % len(PHRASES)])
    return said


def measure_reference(phrases):
    compared = list(islice(sorted(set(phrases)), PHRASES_MAX))
    start = perf_counter()
    weights = TfidfVectorizer(analyzer="char_wb", ngram_range=LETTERS, sublinear_tf=True).fit_transform(compared)
    AgglomerativeClustering(
        n_clusters=None, distance_threshold=APART, metric="cosine", linkage="average"
    ).fit(weights.toarray())  # fmt: skip
    return perf_counter() - start
