"""How well comments are read that were not written for the rules: labels found, by phenomenon and by language.

Of both files a part, told by a hash, was never read while words and rules were written, or much less than the rest:
two fifths of the behavioural comments, half of the labelled ones of each language. They stand beside the part that
was read.
"""

from collections import defaultdict
from hashlib import sha256
from pathlib import Path

from nlp.evaluate import Count, evaluate_sentences, is_held_back, is_tried_on, read_sentences, read_written
from nlp.garments import GarmentKind, garment_kind
from nlp.lexicon import languages
from nlp.tagging import Tagger

BEHAVIOUR = Path(__file__).parent.parent / "nlp" / "behaviour.tsv"


def test_comments_of_one_phenomenon() -> None:
    """Print F1 over all labels, and how many comments each stands on."""
    tagger = Tagger.load()
    counts: dict[tuple[str, bool], Count] = defaultdict(Count)
    comments: dict[tuple[str, bool], int] = defaultdict(int)
    for line in BEHAVIOUR.read_text("utf-8").splitlines():
        phenomenon, kind, codes, text = line.split("\t")
        wanted = set(codes.replace(" ", "").split(",")) - {"-"}
        read = {mention.code.value for mention in tagger.tag(text, GarmentKind(kind)).mentions}
        key = phenomenon, _remainder(text, 5) < 2
        counts[key].found += len(wanted & read)
        counts[key].invented += len(read - wanted)
        counts[key].missed += len(wanted - read)
        comments[key] += 1
    print(f"\n{'behaviour.tsv, F1 of all labels':34}{'read':>8}{'':>6}{'unread':>9}")
    for phenomenon in sorted({name for name, _ in counts}):
        shown = [f"{counts[phenomenon, unread].f1 or 0:8.2f} of {comments[phenomenon, unread]:<4}" for unread in (0, 1)]
        print(f"{phenomenon:34}{' '.join(shown)}")


def test_labelled_comments() -> None:
    """Print the F1 of the labelled comments of each language, those that words were drawn from and the others."""
    tagger = Tagger.load()
    for language in languages():
        print(f"\n{language}, F1 of problems and of praise: " + ", ".join(
            f"{part.problem.f1:.3f} and {part.ok.f1:.3f} of {part.comments} {name}"
            for name, part in evaluate_sentences(tagger, language, tagger.with_model(None)).parts.items()
        ))  # fmt: skip


def test_what_the_trained_reader_adds() -> None:
    """Print how many labels it adds to those of the rules, right and wrong, to what it never learnt from."""
    tagger = Tagger.load()
    behaviour = (line.split("\t") for line in BEHAVIOUR.read_text("utf-8").splitlines())
    parts = {
        "written, held back": [row for row in read_written() if is_held_back(row["text"])],
        "behaviour, unread": [
            {"text": text, "class": kind, "labels": [{"code": code} for code in codes.replace(" ", "").split(",")]}
            for _, kind, codes, text in behaviour
            if _remainder(text, 5) < 2
        ],
        "comments only scored": [
            row for row in read_sentences() if row["id"].startswith("en-") and not is_tried_on(row["id"])
        ],
    }
    print()
    for name, rows in parts.items():
        right = wrong = 0
        comments = [(row["text"], garment_kind(row.get("class"))) for row in rows]
        for row, reading in zip(rows, tagger.tag_many(comments), strict=True):
            wanted = {label["code"] for label in row["labels"]}
            added = [mention.code for mention in reading.mentions if mention.why.startswith("trained reader")]
            right += sum(code in wanted for code in added)
            wrong += sum(code not in wanted and code not in row.get("contested", ()) for code in added)
        print(f"{name:24}{len(rows):5} comments, {right} right and {wrong} wrong labels added")


def _remainder(text: str, divisor: int) -> int:
    return int(sha256(text.encode()).hexdigest(), 16) % divisor
