"""Reads sizes: the usual one against the one that was bought."""

import re
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.notes import Claim, Notes, Term, notes_of
from nlp.components.size_names import RANKED, rank_of
from nlp.lexicon import Phrase, word_set
from nlp.mentions import Amount, Hedge
from nlp.taxonomy import IssueCode

_USUAL = word_set("usual")
_CHOSEN = word_set("chosen")
_HEARD = _USUAL | _CHOSEN | RANKED | {"am", "m", ".", "!", "?"}
_NO_SIZE_BEFORE, _NO_SIZE_AFTER = word_set("no_size_before"), word_set("no_size_after")
_BEFORE_LETTER = word_set("before_letter")


@Language.component("toile_sizing")
def read_sizes(doc: Doc) -> Doc:
    """Note what a bought size other than the usual one says."""
    notes = notes_of(doc)
    if RANKED.isdisjoint(notes.words):
        return doc
    heard = [at for at, word in enumerate(notes.words) if word in _HEARD]
    sizes = _sizes_said(notes, heard)
    if _note_likened_size(notes, sizes, heard):
        return doc
    missed = _should_have_been(notes)
    if missed and (bought := sizes.chosen.get(missed[1][0])) and bought[0] != missed[0]:
        _note(
            notes,
            missed[0],
            bought[1],
            [missed[1][1]],
            how="size compared with the one that would have been right",
            backwards=True,
        )
        return doc
    for scale, ranks in sizes.usual.items():
        if scale in sizes.chosen:
            at, rank = sizes.chosen[scale]
            _note(notes, at, rank, ranks)
            break
    else:
        _note_fitting_size(notes, heard)
    return doc


def _note_likened_size(notes: Notes, sizes: "SizesSaid", heard: list[int]) -> bool:
    """Whether a size is said to be like another one ("felt more like an 8 than a 12"); if so, that is noted."""
    words = notes.words
    if "like" not in words:
        return False
    for at in heard:
        lead = words[max(0, at - 3) : at]
        if (
            words[at] not in RANKED
            or "like" not in lead
            or words[at + 1 : at + 2] == ["would"]
            or lead[-1] not in ("a", "an", "size")
        ):
            continue
        like = rank_of(words, at, notes.language)
        other = _likened_to(notes, at, sizes)
        if like is None or other is None or like[0] != other[0] or like[1] == other[1]:
            continue
        _note(notes, at, other[1], [like[1]], how="a size likened to another")
        return True
    return False


def _likened_to(notes: Notes, at: int, sizes: "SizesSaid") -> tuple[str, float] | None:
    """The size that was bought, where a size is said to be like the one named here."""
    words = notes.words
    if words[at + 1 : at + 2] == ["than"]:
        return next(
            (rank_of(words, i, notes.language) for i in range(at + 2, min(at + 5, len(words))) if words[i] in RANKED),
            None,
        )
    before = [
        i for i in range(max(0, at - 8), at - 1) if words[i] in RANKED and words[i - 1] in ("the", "this", "a", "my")
    ]
    if before:
        return rank_of(words, before[-1], notes.language)
    like = rank_of(words, at, notes.language)
    chosen = sizes.chosen.get(like[0]) if like else None
    return (like[0], chosen[1]) if like and chosen else None


def _note_fitting_size(notes: Notes, heard: list[int]) -> None:
    """A bought size that fits, with no word on the usual one, is the right size."""
    for at in heard:
        if not _is_the_one_that_fits(notes, at) or not rank_of(notes.words, at, notes.language):
            continue
        clause = next((clause for clause in notes.clauses if clause.start <= at < clause.end), None)
        if clause is None:
            continue
        if "not" not in notes.keys[at : at + 4]:
            code = IssueCode.SIZE_OVERALL_OK
            term = Term(at, min(at + 2, clause.end), Phrase(code))
            notes.claims.append(Claim(term, clause, None, None, None, "a named size fits", code=code, confidence=0.6))
        return


@dataclass(slots=True)
class SizesSaid:
    """The usual sizes and the bought one, by scale; the mood says which kind the next size is."""

    usual: dict[str, list[float]] = field(default_factory=dict)
    chosen: dict[str, tuple[int, float]] = field(default_factory=dict)
    mood: str = ""
    since: int = 0

    def hear(self, word: str, at: int, before: str) -> bool:
        """Change the mood if the word announces a size; whether it does."""
        if word in _USUAL:
            self.mood = "usual"
        elif word in _CHOSEN and not (self.mood == "usual" and at - self.since < 4):
            self.mood = "chosen"
        elif word in ("am", "m") and before == "i":
            self.mood = "am"
        elif word in (".", "!", "?"):
            self.mood = ""
        else:
            return False
        self.since = at
        return True

    def note(self, scale: str, rank: float, at: int, before: list[str]) -> None:
        """Keep a size under the mood."""
        if "from" in before or "instead" in before:
            self.usual.setdefault(scale, []).append(rank)
        elif self.mood == "chosen":
            self.chosen.setdefault(scale, (at, rank))
        elif self.mood == "usual" or before[-1:] in (["a"], ["an"], ["size"]):
            self.usual.setdefault(scale, []).append(rank)


def _sizes_said(notes: Notes, heard: list[int]) -> SizesSaid:
    sizes = SizesSaid()
    for at in heard:
        word = notes.words[at]
        if sizes.hear(word, at, notes.words[at - 1] if at else "") or word not in RANKED:
            continue
        said = rank_of(notes.words, at, notes.language)
        if said is None:
            continue
        if _is_the_one_that_fits(notes, at):
            sizes.chosen[said[0]] = (at, said[1])
        elif sizes.mood and at - sizes.since <= 9 and _names_size(notes, at):
            if notes.language != "en" and _is_chosen_behind(notes.words, at):
                sizes.mood = "chosen"
            sizes.note(*said, at, notes.words[max(0, at - 3) : at])
    return sizes


def _is_chosen_behind(words: list[str], at: int) -> bool:
    """Whether the verb comes last ("habe S genommen") or says that the size fits ("hier passt M")."""
    if words[at + 1 : at + 2] == [","]:
        return words[at - 1] == "fits"
    return bool(_CHOSEN.intersection(words[at + 1 : at + 4]) or "fits" in words[max(0, at - 3) : at + 2])


def _is_the_one_that_fits(notes: Notes, at: int) -> bool:
    """Whether a size named here is said to fit ("the medium worked better")."""
    if notes.words[at] not in RANKED:
        return False
    words = notes.words
    after, lead = words[at + 1 : at + 3], words[max(0, at - 4) : at]
    if words[at - 1 : at] == ["the"] and (
        _FITTING.intersection(after) or (after[:1] == ["was"] and _BEST.issuperset(after[1:]))
    ):
        return True
    # "this fit best in a medium"
    return (
        lead[-2:] in (["in", "a"], ["in", "an"], ["in", "the"])
        and len(lead) == 4
        and lead[0] in _FITTING
        and lead[1] in _BEST
    )


_FITTING = frozenset({"fit", "fits", "fitted", "worked", "works"})
_BEST = frozenset({"best", "better", "perfect", "perfectly", "right", "great", "well", "ideal"})


def _should_have_been(notes: Notes) -> tuple[int, tuple[str, float]] | None:
    """The size that the writer should have bought ("I should have ordered the S"), with its place."""
    words = notes.words
    for at in range(len(words) - 3):
        if words[at] == "should" and words[at + 1] in ("have", "'ve", "of") and words[at + 2] in _BUYING:
            for place in range(at + 3, min(at + 7, len(words))):
                said = rank_of(words, place, notes.language) if words[place] in RANKED else None
                if said and words[place - 1] in _BEFORE_NAME:
                    return place, said
    return None


_BUYING = frozenset({"ordered", "bought", "gotten", "got", "gone", "chosen", "taken", "purchased", "picked"})
_BEFORE_NAME = frozenset({"the", "a", "an", "size", "my", "extra"})


def _names_size(notes: Notes, at: int) -> bool:
    words = notes.words
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if _is_in_range(words, at):
        return True
    if after in _NO_SIZE_AFTER or before in _NO_SIZE_BEFORE or "were" in words[max(0, at - 3) : at]:
        return False
    if notes.language != "en":
        return not before[:1].isdecimal()
    return words[at] not in ("s", "m") or before in _BEFORE_LETTER


def _is_in_range(words: list[str], at: int) -> bool:
    """Whether a size stands between two ("xs - s")."""
    before, after = words[max(0, at - 2) : at], words[at + 1 : at + 3]
    neighbours = [pair for pair in (before[::-1], after) if len(pair) == 2 and pair[0] in ("-", "/")]
    return any(rank_of([other], 0) and not other.isdecimal() for _, other in neighbours) and not words[at].isdecimal()


def _note(
    notes: Notes,
    at: int,
    rank: float,
    ranks: list[float],
    *,
    how: str = "size compared with the usual one",
    backwards: bool = False,
) -> None:
    """Claim that the garment is large where a size below the usual ones fits; `backwards` where it does not."""
    low, high = min(ranks), max(ranks)
    steps = low - rank if rank < low else high - rank if rank > high else 0
    clause = next((clause for clause in notes.clauses if clause.start <= at < clause.end), None)
    if not steps or clause is None or abs(steps) > 4:
        return
    large = (steps > 0) is not backwards
    code = IssueCode.SIZE_OVERALL_LARGE if large else IssueCode.SIZE_OVERALL_SMALL
    claim = Claim(
        Term(at, at + 1, Phrase(code)),
        clause,
        None,
        None,
        None,
        how,
        code=code,
        confidence=0.6,
    )
    claim.amount = Amount(abs(steps), "size", None, None, "exact", stated=True)
    notes.claims.append(claim)


_NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "1": 1.0, "next": 1.0, "another": 1.0, "two": 2.0, "2": 2.0, "couple": 2.0,
    "three": 3.0, "3": 3.0, "few": 3.0, "four": 4.0, "4": 4.0, "several": 4.0, "five": 5.0, "5": 5.0, "half": 0.5,
    "1/2": 0.5, "½": 0.5, "1.5": 1.5, "2.5": 2.5, "1 1/2": 1.5, "1½": 1.5, "2 1/2": 2.5, "one and a half": 1.5,
    "two and a half": 2.5,
}  # fmt: skip
_COUNT = r"(?:a|one|1|two|2|three|3|four|4)"
_EVEN = r"(?: even| maybe)*"
_HALVES = r"(?:one|two) and a half|[12] 1/2|[12]\.5|1½|half|1/2|½"
_SIZE = re.compile("size")
_STEPS = re.compile(
    rf"(?<![\w/.])(?:(?P<low>{_COUNT}) sizes?(?: (?:or|to)|[.,]? {1, 2}(?:possibly|maybe|perhaps|if not)){_EVEN}"
    rf" (?P<high>{_COUNT})\b"
    rf"|(?P<from>{_COUNT})(?: ?(?:or|to|-) ?| and ){_EVEN} ?(?P<upto>{_COUNT}) sizes?\b"
    rf"|(?P<one>{_HALVES}|{_COUNT}|an|couple|another|next|few|several|five|5)(?: of)?(?: an?)?"
    r"(?: full| whole| entire)?[ -]sizes?\b(?! ?\d)(?P<more> and a half)?)"
)


_COUNTED = re.compile(
    r"(?:\b(?:an?|one|two|three|four|five|half|couple|another|next|few|several|of|full|whole|entire)|[\d½])[ -]$"
)
"""What stands in front of "size" where sizes are counted, within twelve characters."""


def size_steps(text: str) -> list[tuple[int, int, Amount]]:
    """Counts of sizes in a text ("two sizes", "a size or two"), with their places."""
    found: list[tuple[int, int, Amount]] = []
    # Most sizes are not counted, which a look in front of each tells faster than the long expression.
    if not any(_COUNTED.search(text[max(0, at.start() - 12) : at.start()]) for at in _SIZE.finditer(text)):
        return found
    for match in _STEPS.finditer(text):
        low, high = match["low"] or match["from"], match["high"] or match["upto"]
        hedge: Hedge = "range" if high else "exact"
        value = (_NUMBERS[low] + _NUMBERS[high]) / 2 if high else _NUMBERS[match["one"]]
        value += 0.5 if match["more"] else 0
        found.append((match.start(), match.end(), Amount(value, "size", None, None, hedge, stated=True)))
    return found
