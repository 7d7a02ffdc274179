"""How well comments are read that were not written for the rules: labels found, by phenomenon and by language.

Of the behavioural and of the labelled comments a part, told by a hash, was never read while words and rules were
written, or much less than the rest: two fifths of the one, half of the other in each language. They stand beside the
part that was read. Nothing of `unread.tsv` was: nobody who works at the reader may open it.
"""

from collections import defaultdict
from hashlib import sha256
from pathlib import Path

from nlp.evaluate import Count, evaluate_sentences, is_held_back, is_tried_on, read_sentences, read_written
from nlp.garments import GarmentKind, garment_kind
from nlp.lexicon import languages
from nlp.tagging import Tagger

Rows = list[tuple[str, str, set[str], str]]
"""Phenomenon, kind of garment, codes, words."""


def _read(name: str) -> Rows:
    lines = (Path(__file__).parent.parent / "nlp" / name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return [
        (phenomenon, kind, set(codes.replace(" ", "").split(",")) - {"-"}, text)
        for phenomenon, kind, codes, text in rows
    ]


def _behaviour() -> dict[str, Rows]:
    known = _read("behaviour.tsv")
    return {
        "read": [row for row in known if not _is_unread(row[3])],
        "hardly read": [row for row in known if _is_unread(row[3])],
        "unread.tsv": _read("unread.tsv"),
    }


def _is_unread(text: str) -> bool:
    return int(sha256(text.encode()).hexdigest(), 16) % 5 < 2


def test_comments_of_one_phenomenon() -> None:
    """Print F1 over all labels, and how many comments each stands on."""
    tagger = Tagger.load()
    counts: dict[tuple[str, str], Count] = defaultdict(Count)
    comments: dict[tuple[str, str], int] = defaultdict(int)
    parts = _behaviour()
    for part, rows in parts.items():
        readings = tagger.tag_many((text, GarmentKind(kind)) for _, kind, _, text in rows)
        for (phenomenon, _, wanted, _), reading in zip(rows, readings, strict=True):
            read = {mention.code.value for mention in reading.mentions}
            for name in (phenomenon, "all"):
                counts[name, part].found += len(wanted & read)
                counts[name, part].invented += len(read - wanted)
                counts[name, part].missed += len(wanted - read)
                comments[name, part] += 1
    print(f"\n{'F1 of all labels':16}" + "".join(f"{part:>17}" for part in parts))
    for phenomenon in sorted({name for name, _ in counts}):
        shown = [f"{counts[phenomenon, part].f1 or 0:8.2f} of {comments[phenomenon, part]:<5}" for part in parts]
        print(f"{phenomenon:16}{' '.join(shown)}")


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
    parts = {
        "written, held back": [row for row in read_written() if is_held_back(row["text"])],
        "unread.tsv": [
            {"text": text, "class": kind, "labels": [{"code": code} for code in codes]}
            for _, kind, codes, text in _read("unread.tsv")
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
