"""How well comments are read that were not written for the rules: labels found, by phenomenon and by language.

Of both files a part, told by a hash, was never read while words and rules were written, or much less than the rest:
two fifths of the behavioural comments, and half of the German ones. They stand beside the part that was read.
"""

from collections import defaultdict
from hashlib import sha256
from pathlib import Path

from nlp.evaluate import CORPUS, Count, Scores, add_row, read_gold
from nlp.garments import GarmentKind, garment_kind
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


def test_german_comments() -> None:
    """Print the problem F1 of the German comments, those that words were drawn from and the others."""
    tagger = Tagger.load()
    parts = {True: Scores(), False: Scores()}
    for row in read_gold(CORPUS / "de" / "comments.jsonl", "all"):
        mentions = tagger.tag(row["text"], garment_kind(row["class"])).mentions
        add_row(parts[_remainder(row["id"], 2) == 0], row, mentions)
    print("\nGerman, problem F1: " + ", ".join(
        f"{scores.problem.f1:.3f} of {scores.comments} {'read' if read else 'only scored'}"
        for read, scores in parts.items()
    ))  # fmt: skip


def _remainder(text: str, divisor: int) -> int:
    return int(sha256(text.encode()).hexdigest(), 16) % divisor
