"""Puts the reader together: blank English and our own components, in order."""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_lang_class
from spacy.vocab import Vocab

from nlp.components import (
    amounts,
    clauses,
    doubts,
    judgements,
    normalise,
    parts,
    remarks,
    resolve,
    scope,
    sizing,
    terms,
    tokens,
    trained,
)
from nlp.components.notes import notes_of
from nlp.components.tokens import build_tokenizer
from nlp.garments import GarmentKind
from nlp.lexicon.glosses import glosses_of
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
    "toile_doubts",
    "toile_resolve",
    "toile_trained",
    "toile_remarks",
)
COMPONENT_MODULES = (
    normalise, tokens, terms, clauses, parts, scope, judgements, sizing, amounts, doubts, resolve, trained, remarks
)  # fmt: skip


def build_pipeline(language: str = "en") -> Language:
    """The pipeline that notes the mentions of a comment."""
    # No step reads spaCy's word features (shape, prefix …), so the vocabulary has none: computing them would cost more
    # than reading the comment. Nor is anything looked up in a configuration, whose checking takes a tenth of a second.
    pipeline = get_lang_class(language)(Vocab(), create_tokenizer=build_tokenizer())
    for step in STEPS:
        pipeline.add_pipe(step)
    return pipeline


def read_into_doc(
    pipeline: Language, text: str, garment: GarmentKind | None = None, rules: RuleBook | None = None
) -> Doc:
    """The document of a comment with its notes filled in, by the rules alone."""
    return read_into_docs(pipeline, [(text, garment)], rules)[0]


def read_into_docs(
    pipeline: Language,
    rows: Iterable[tuple[str, GarmentKind | None]],
    rules: RuleBook | None = None,
    trained: TrainedReader | None = None,
) -> list[Doc]:
    """The documents of several comments with their notes filled in.

    Step by step, not comment by comment: while a step goes through all of them its code stays in the processor's
    cache, which makes the whole a third faster.
    """
    language = pipeline.lang or "en"
    glosses = glosses_of(language)
    prepared = [(text, garment, *normalise.prepare(text, glosses)) for text, garment in rows]
    docs = []
    for text, garment, plain, offsets in prepared:
        doc = pipeline.make_doc(plain)
        notes = notes_of(doc)
        notes.garment, notes.source, notes.offsets = garment, text, offsets
        notes.language, notes.rules, notes.trained = language, rules, trained
        docs.append(doc)
    for _, component in pipeline.pipeline:
        # A step that says so reads them all at once.
        docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
    return docs
