"""Puts the reader together: blank English and our own components, in order."""

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.components import amounts, clauses, judgements, normalise, parts, resolve, scope, sizing, terms, tokens
from nlp.components.notes import notes_of
from nlp.garments import GarmentKind
from nlp.lexicon.glosses import glosses_of

STEPS = (
    "toile_terms",
    "toile_clauses",
    "toile_parts",
    "toile_scope",
    "toile_judgements",
    "toile_sizing",
    "toile_amounts",
    "toile_resolve",
)
COMPONENT_MODULES = (normalise, tokens, terms, clauses, parts, scope, judgements, sizing, amounts, resolve)


def build_pipeline(language: str = "en") -> Language:
    """The pipeline that notes the mentions of a comment."""
    pipeline = spacy.blank(language, config={"nlp": {"tokenizer": {"@tokenizers": "toile.WordTokenizer.v1"}}})
    # No step reads spaCy's word features (shape, prefix …); computing them would cost more than reading the comment.
    pipeline.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
    for step in STEPS:
        pipeline.add_pipe(step)
    return pipeline


def read_into_doc(pipeline: Language, text: str, garment: GarmentKind | None = None) -> Doc:
    """The document of a comment with its notes filled in."""
    language = pipeline.lang or "en"
    prepared, offsets = normalise.prepare(text, glosses_of(language))
    doc = pipeline.make_doc(prepared)
    notes = notes_of(doc)
    notes.garment, notes.source, notes.offsets, notes.language = garment, text, offsets, language
    for _, component in pipeline.pipeline:
        doc = component(doc)
    return doc
