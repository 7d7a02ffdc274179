"""Puts the reader together: blank English and our own components, in order."""

from collections.abc import Iterable
from typing import cast

from nlp.components import (
    amounts,
    clauses,
    joined,
    judgements,
    normalise,
    parts,
    quotes,
    remarks,
    resolve,
    safety,
    scope,
    sizing,
    terms,
    tokens,
)
from nlp.components.notes import Notes
from nlp.components.steps import Step
from nlp.components.tokens import TOKENIZER, WordTokenizer, build_tokenizer
from nlp.garments import GarmentKind
from nlp.lean_spacy import Language, Vocab, get_lang_class, our_components_alone
from nlp.rules import RuleBook
from nlp.trained import TrainedReader

STEPS = (
    "toile_terms",
    "toile_clauses",
    "toile_parts",
    "toile_scope",
    "toile_judgements",
    "toile_sizing",
    "toile_amounts",
    "toile_resolve",
    "toile_joined",
    "toile_quotes",
    "toile_safety",
    "toile_remarks",
)
COMPONENT_MODULES = (
    normalise, tokens, terms, clauses, parts, scope, judgements, sizing, amounts, resolve, joined, quotes, safety,
    remarks,
)  # fmt: skip
"""Imported so that their steps are registered."""


Row = tuple[str, GarmentKind | None]
"""A comment and the kind of garment that it is about."""


def build_pipeline(language: str = "en") -> Language:
    """The pipeline that notes the mentions of a comment.

    Called as any of spaCy's, `build_pipeline()("The sleeves are too long.")._.mentions` reads by the rules alone.
    """
    # No step reads spaCy's word features (shape, prefix …), so the vocabulary has none: computing them would cost more
    # than reading the comment. Nor is anything looked up in a configuration, whose checking takes a tenth of a second.
    language_class = get_lang_class(language)
    with our_components_alone():
        pipeline = language_class(Vocab(), create_tokenizer=build_tokenizer())
        for step in STEPS:
            pipeline.add_pipe(step)
    pipeline.config["nlp"]["tokenizer"] = {"@tokenizers": TOKENIZER}  # for `spacy.load` of what `to_disk` keeps
    return pipeline


def read_one(pipeline: Language, text: str, garment: GarmentKind | None = None, rules: RuleBook | None = None) -> Notes:
    """What is noted of a comment, by the rules alone."""
    return read_all(pipeline, [(text, garment)], rules)[0]


def read_all(
    pipeline: Language,
    rows: Iterable[Row],
    rules: RuleBook | None = None,
    trained: TrainedReader | None = None,
) -> list[Notes]:
    """What is noted of several comments."""
    comments = note_all(pipeline, rows, rules, trained)
    run_steps(pipeline, comments)
    return comments


def note_all(
    pipeline: Language,
    rows: Iterable[Row],
    rules: RuleBook | None = None,
    trained: TrainedReader | None = None,
) -> list[Notes]:
    """The notes of several comments with their words, which no step has read yet."""
    rows = [*rows]
    comments = cast("WordTokenizer", pipeline.tokenizer).note_all(text for text, _ in rows)
    for notes, (_, garment) in zip(comments, rows, strict=True):
        notes.garment, notes.rules, notes.trained = garment, rules, trained
    return comments


def run_steps(pipeline: Language, comments: list[Notes]) -> None:
    """Read comments step by step, not one after the other.

    While a step goes through all of them its code stays in the processor's cache, which makes the whole a third faster.
    """
    for _, step in pipeline.pipeline:
        cast("Step", step).read(comments)
