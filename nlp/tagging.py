"""Reads comments into mentions: one at a time, or many in several processes."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from typing import Any

from nlp.collecting import collector_resting
from nlp.components.normalise import READ_MAX
from nlp.components.notes import Notes
from nlp.garments import GarmentKind
from nlp.lean_spacy import Language
from nlp.lexicon import languages, load_lexicon
from nlp.mentions import IssueMention, Reading
from nlp.own_codes import read_code
from nlp.pipeline import Row, build_pipeline, note_all, read_one, run_steps
from nlp.readability import language_of
from nlp.rules import Rule, RuleBook, hash_rules
from nlp.trained import TrainedReader, load_trained

TOGETHER = 250
"""Comments that go through the pipeline together, step by step, and to another process at once.

Of several processes the last one to finish is waited for: with 1,000 at once, two were further from twice as fast.
"""

DANGER = "The comment may tell of a danger, but of no issue: read it by hand."
STUMBLED = "Toile's reader stumbled over this comment. It is kept, and the next version of the reader tries it again."

logger = logging.getLogger(__name__)


READING = (
    "aspects.py", "averages.py", "bag.py", "garments.py", "own_codes.py", "pipeline.py", "policy.py",
    "readability.py", "rules.py", "sums.py", "taxonomy.py", "trained.py",
)  # fmt: skip
"""The modules that decide how a comment is read, beside the components and the lexicon."""


def _content_hash() -> str:
    """A hash of the rules, the lexicon and what was learnt: any change of them is another version."""
    here = Path(__file__).parent
    folders = ("components/*.py", "lexicon/*.py", "lexicon/*/*.toml", "model/*")
    files = sorted(path for pattern in (*folders, *READING) for path in here.glob(pattern))
    digest = sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


TAGGER_VERSION = f"rules-1.{_content_hash()}"


def version_with(rules: Sequence[Rule], model: TrainedReader | None = None) -> str:
    """The version that a reading with these rules, and this trained reader of the label's own, is of."""
    if model is None or model.version == load_trained().version:
        return f"{TAGGER_VERSION}+{hash_rules(rules)}" if rules else TAGGER_VERSION
    both = sha256(f"{hash_rules(rules)} {model.version}".encode()).hexdigest()[:12]
    return f"{TAGGER_VERSION}+{both}"


class Tagger:
    """The reader of garment feedback, with a label's own rules and its own trained reader where there are any."""

    def __init__(self, pipeline: Language, rules: Sequence[Rule] = (), model: TrainedReader | None = None) -> None:
        """Without a model, what the rules leave open stays open."""
        self._pipeline = pipeline
        self.rules = tuple(rules)
        self.model = model
        self._books: dict[str, RuleBook] = {}
        self.version = version_with(self.rules, self.model)

    @classmethod
    def load(cls, rules: Sequence[Rule] = (), model: TrainedReader | None = None) -> "Tagger":
        """A tagger ready to read: English at once, another language from its first comment on.

        The model is a label's, which learnt from its corrections too; else the project's own.
        """
        for language in languages():
            # All languages' words tell which one a comment is in: the first odd comment must not wait for them.
            load_lexicon(language)
        return cls(build_pipeline(), rules, model or load_trained())

    def with_rules(self, rules: Sequence[Rule]) -> "Tagger":
        """This tagger with other rules of the label; nothing is loaded anew."""
        return self if self.rules == tuple(rules) else Tagger(self._pipeline, rules, self.model)

    def with_model(self, model: TrainedReader | None) -> "Tagger":
        """This tagger with another trained reader, or none."""
        return Tagger(self._pipeline, self.rules, model)

    def tag(self, text: str, garment: GarmentKind | None = None) -> Reading:
        """Read one comment; the kind of garment settles what "too long" means."""
        return self._read([(text, garment)])[0]

    def tag_many(self, rows: Iterable[Row], processes: int = 1) -> Iterator[Reading]:
        """Read many comments, in input order."""
        parts = _parts_of(rows, TOGETHER)
        if processes <= 1:
            for part in parts:
                yield from self._read(part)
            return
        # spawn, not fork: the caller may run threads, and a fork would copy their locks.
        with ProcessPoolExecutor(
            processes,
            mp_context=get_context("spawn"),
            initializer=_load_in_process,
            initargs=(self.rules, self.model),
        ) as pool:
            pending = [pool.submit(_read_in_process, part) for part in islice(parts, processes * 3)]
            while pending:
                yield from _unpacked(pending.pop(0).result())
                pending += [pool.submit(_read_in_process, part) for part in islice(parts, 1)]

    def _read(self, rows: list[Row]) -> list[Reading]:
        try:
            with collector_resting():
                return self._read_together(rows)
        except Exception:
            # Whichever mistake of ours a comment meets, it must not keep all others from being read.
            if len(rows) == 1:
                logger.exception("The reader stumbled over a comment of %d characters.", len(rows[0][0]))
                return [Reading("not_read", STUMBLED, ())]
        half = len(rows) // 2
        return self._read(rows[:half]) + self._read(rows[half:])

    def _read_together(self, rows: list[Row]) -> list[Reading]:
        """The readings of several comments; the steps are for those alone that are in the language of the pipeline."""
        ours = self._pipeline.lang or "en"
        comments = note_all(self._pipeline, rows, self._book_in(ours), self.model)
        told = [(notes, *language_of(notes.words)) for notes in comments]
        run_steps(self._pipeline, [notes for notes, language, reason in told if language == ours and not reason])
        return [self._reading(*each) for each in told]

    def _reading(self, notes: Notes, language: str, reason: str | None) -> Reading:
        text = notes.source
        if not text.strip():
            return Reading("not_read", "The comment is empty.", ())
        note = f"Only the first {READ_MAX:,} characters were read." if len(text) > READ_MAX else None
        if reason:
            return Reading("not_read", f"{reason} {note}" if note else reason, ())
        if language != notes.language:
            notes = read_one(_pipeline_of(language), text, notes.garment, self._book_in(language))
        if notes.dangers and not notes.mentions:
            return Reading("not_read", f"{DANGER} {note}" if note else DANGER, (), tuple(notes.remarks))
        return Reading("read", note, tuple(notes.mentions), tuple(notes.remarks))

    def _book_in(self, language: str) -> RuleBook | None:
        """The label's rules as they are found in comments of that language, made when the first one is met."""
        if self.rules and language not in self._books:
            self._books[language] = RuleBook(self.rules, language)
        return self._books.get(language)


_pipelines: dict[str, Language] = {}
_building = Lock()


def _pipeline_of(language: str) -> Language:
    """The reader of a second language, made once, when the first comment in it is met."""
    with _building:
        if language not in _pipelines:
            _pipelines[language] = build_pipeline(language)
        return _pipelines[language]


def _parts_of(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    source = iter(rows)
    while part := list(islice(source, size)):
        yield part


# Plain tuples cross between processes faster than dataclasses.
_Packed = tuple[str, str | None, list[tuple[str, tuple[Any, ...]]], tuple[tuple[int, int], ...]]
_worker: dict[str, Tagger] = {}


def _load_in_process(rules: Sequence[Rule], model: TrainedReader | None) -> None:
    _worker["tagger"] = Tagger.load(rules).with_model(model)


def _read_in_process(part: list[Row]) -> list[_Packed]:
    return [_packed(reading) for reading in _worker["tagger"]._read(part)]


def _packed(reading: Reading) -> _Packed:
    return (
        reading.state,
        reading.reason,
        [(mention.code.value, mention[1:]) for mention in reading.mentions],
        reading.remarks,
    )


def _unpacked(part: list[_Packed]) -> list[Reading]:
    with collector_resting():
        return [
            Reading("not_read" if state == "not_read" else "read", reason, _mentions(rows), remarks)
            for state, reason, rows, remarks in part
        ]


def _mentions(rows: list[tuple[str, tuple[Any, ...]]]) -> tuple[IssueMention, ...]:
    return tuple([IssueMention._make((read_code(code), *rest)) for code, rest in rows])
