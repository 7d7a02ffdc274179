"""What the components have noted of a comment so far; each step adds its own line."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Literal, get_args

from nlp.components.normalise import IN_STEP, OffsetMap
from nlp.components.requests import Request
from nlp.garments import GarmentKind
from nlp.lean_spacy import Doc
from nlp.lexicon import Entry, Judgement, Part, Phrase
from nlp.mentions import Amount, IssueMention
from nlp.rules import RuleBook
from nlp.taxonomy import Code
from nlp.trained import AMONG_MANY, TrainedReader

Sized = Literal[
    "size compared with the usual one",
    "size compared with the one that would have been right",
    "size that another one was changed for",
    "a size likened to another",
    "a named size fits",
    "a size that is wished for",
    "sizes counted of a place",
    "a measure compared with what was told of it",
]
"""How a claim was concluded from sizes, which nobody said in so many words."""
SIZED = frozenset(get_args(Sized))

How = Literal[
    "before its noun", "in its place", "of its subject", "of the subject before", "of the garment", "phrase",
    "a fear taken back", "by a place and what happens there", Sized,
]  # fmt: skip
"""How a claim came to its part; people read it in a mention's why."""
DOUBTED = "doubted"
"""Why a claim is silent that is likely wrong, as both readers together have it: its clause is open again."""


@dataclass(slots=True, eq=False)
class Term:
    """Words of the lexicon found in the comment; positions are tokens."""

    start: int
    end: int
    entry: Entry
    denials: int = 0

    @property
    def part(self) -> Part:
        """The part that it names, where it names one."""
        assert isinstance(self.entry, Part)
        return self.entry

    @property
    def names_place(self) -> bool:
        """Whether it names a part of the garment, not the garment itself."""
        return isinstance(self.entry, Part) and not self.entry.garment


@dataclass(slots=True, eq=False)
class Clause:
    """A stretch of words with one line of thought."""

    start: int
    end: int
    terms: list[Term]
    contrasts: bool
    sentence: int
    number: int
    marks: int = 0
    """The cues of all its tokens."""

    def names(self, part: str) -> bool:
        """Whether it speaks of that part."""
        return any(isinstance(term.entry, Part) and term.entry.name == part for term in self.terms)


@dataclass(slots=True, eq=False)
class Claim:
    """A judgement with its owner, on its way to become a mention."""

    term: Term
    clause: Clause
    judgement: Judgement | None
    owner: Part | None
    owner_term: Term | None
    how: How
    code: Code | None = None
    confidence: float = 0.8
    severity: int = 2
    negated: bool = False
    wished: bool = False
    requested: bool = False
    """Whether a request tells it: what is not there, or is there instead ("give us …", "could the cuffs …?")."""
    silent: str = ""
    amount: Amount | None = None
    vague: bool = False
    """Says only that the fit is off."""

    @property
    def rule(self) -> str:
        """The phrase of the label's own rule that makes the claim, or nothing."""
        return self.term.entry.rule if isinstance(self.term.entry, Phrase) else ""

    @property
    def words_praise(self) -> bool:
        """Whether its words by themselves are praise, denied or not."""
        entry = self.term.entry
        if isinstance(entry, Phrase):
            return entry.praises
        return self.judgement is not None and self.judgement.praises

    @property
    def denies_fault(self) -> bool:
        """Whether a fault is denied ("by no means tight"), which a bag of words cannot hear."""
        return self.negated and self.code is not None and self.code.is_ok and not self.words_praise

    @property
    def is_most_of_its_clause(self) -> bool:
        """Whether its words and its part's are half of the clause or more."""
        words = self.term.end - self.term.start
        if self.owner_term is not None and self.owner_term.start >= self.clause.start:
            words += self.owner_term.end - self.owner_term.start
        return 2 * words >= self.clause.end - self.clause.start


@dataclass(slots=True)
class Notes:
    """The working memory for one comment."""

    garment: GarmentKind | None = None
    rules: RuleBook | None = None
    trained: TrainedReader | None = None
    source: str = ""
    language: str = "en"
    prepared: str = ""
    offsets: OffsetMap = IN_STEP
    words: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    said: frozenset[str] = frozenset()
    """All its words: a glance whether one is there at all spares most rules a closer look."""
    starts: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    denials: dict[int, int] = field(default_factory=dict)
    """Where a denial of several words begins, by its last word, which alone has the mark."""
    terms: list[Term] = field(default_factory=list)
    asked: set[int] = field(default_factory=set)
    """The sentences that ask, and tell nothing."""
    requests: list[Request] = field(default_factory=list)
    """Where something is asked for."""
    hushed: set[int] = field(default_factory=set)
    """The tokens on which the label's own rules keep silent."""
    clauses: list[Clause] = field(default_factory=list)
    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    """What stands between commas, conjunctions and ends: the first token, the one behind the last, the sentence."""
    all_marks: int = 0
    """The cues of all clauses."""
    is_short: bool = True
    """Whether the comment is a sentence or two, and no run-on."""
    claims: list[Claim] = field(default_factory=list)
    unclaimed_amounts: list[tuple[int, int, Amount]] = field(default_factory=list)
    """The amounts that measure no claim of the rules, with their places in the prepared text; those of a doubted claim
    have its place."""
    settled: dict[Code, Claim] = field(default_factory=dict)
    """The claim behind each mention of the rules, by its code."""
    tellings: dict[Code, list[tuple[float, Claim]]] = field(default_factory=dict)
    """All claims of each code that is told more than once, with their points as its quote, in the comment's order."""
    mentions: list[IssueMention] = field(default_factory=list)
    remarks: list[tuple[int, int]] = field(default_factory=list)
    """Where fault is found that no mention tells, in the original."""
    dangers: list[Clause] = field(default_factory=list)
    """The clauses that tell of a danger beside which no fault is told."""

    def learnt_keys(self, start: int, end: int) -> list[str]:
        """The keys from the token start up to end as the trained reader learns and reads them."""
        keys = self.keys[start:end]
        return keys if self.is_short else [AMONG_MANY, *keys]

    def marks_of(self, tokens: range) -> int:
        """The cues of these tokens."""
        return reduce(or_, self.marks[tokens.start : tokens.stop], 0)

    def place_of(self, start: int, end: int) -> tuple[int, int]:
        """Where the tokens from start up to end stand in the prepared text."""
        return self.starts[start], self.end_of(end)

    def end_of(self, end: int) -> int:
        """Where the last of the tokens up to end ends in the prepared text."""
        return self.starts[end - 1] + len(self.words[end - 1])

    def place_in_source(self, start: int, end: int) -> tuple[int, int]:
        """Where the tokens from start up to end stand in the original, shortened words with all their letters."""
        first, last = self.place_of(start, end)
        offsets = self.offsets
        return (first, last) if offsets is IN_STEP else (offsets.to_original(first), offsets.to_original(last))

    def clause_after(self, clause: Clause) -> Clause | None:
        """The next clause of the comment; none behind the last."""
        at = clause.number + 1
        return self.clauses[at] if at < len(self.clauses) else None

    def clause_at(self, token: int) -> Clause | None:
        """The clause that the token stands in; none where it stands between two."""
        for clause in self.clauses:
            if token < clause.end:
                return clause if token >= clause.start else None
        return None


NOTES = "notes"
"""Where a document keeps its notes."""


def notes_of(doc: Doc) -> Notes:
    """The notes that travel with a document."""
    notes: Notes | None = doc.user_data.get(NOTES)
    if notes is None:
        raise ValueError("This document has no notes: only the tokenizer of `nlp.pipeline.build_pipeline` makes them.")
    return notes


def mentions_of(doc: Doc) -> list[IssueMention]:
    """What was found in a document; each mention's place is one of `doc.char_span`."""
    return notes_of(doc).mentions


Doc.set_extension("mentions", getter=mentions_of, force=True)
