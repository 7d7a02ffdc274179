"""The steps of the reader, one spaCy component per file, in the order of `nlp.pipeline.STEPS`.

Each is a function from Doc to Doc that adds its line to the comment's `Notes`. To add one, write its file,
register it with `@Language.component("toile_…")` and name it in STEPS.
"""
