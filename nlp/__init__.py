"""The language of fit: reads garment feedback into issue mentions.

Knows spaCy, rapidfuzz, scikit-learn and the standard library, and nothing of `app`, databases or Flask.
This file imports nothing, so that `nlp.taxonomy` and `nlp.mentions` load without spaCy.
A new language is a folder beside `lexicon/en`; a new step is one file in `components`.
"""
