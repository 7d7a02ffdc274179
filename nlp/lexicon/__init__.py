"""The words of garment feedback as data, one folder per language.

A folder holds TOML files, one per garment zone plus `judgements` and `cues`, and `forms.toml` for spelling.
A phrase is written in plain words; `(a|b|)` stands for alternatives, `_` for any one word, `<name>` for those of
`[classes]`. Inflections need not be listed. To add a language, write its folder: of English the code knows besides how
it bends words (`forms.stem`), how it compares adjectives (`folder`) and which conjunctions no `_` stands for (`trie`).

The steps name a few little words ("too", "my", "would"), and they name them in English. Another language says in
`glosses.toml` which of its words stand for them: they are put in their place before anything is looked up, in the
comments as in the lexicon, which is written in plain words of its language.

    [part.NAME]       words, axes (width, length … → aspect), codes (judgement → code, "" = silent), body, garment
    [judgement.NAME]  words, value ("small", "long" …), alone (its code with no part named), inherent, attributive
                      (judges before its noun), asked ("an inch more"), lack (what its denial says)
    [phrases]         code → phrases that say it by themselves; [strong] and [slight] likewise, with that severity
    [hindered]        code → phrases that say it only where it does not work ("could not get it over my head")
    [unsafe]          code → phrases by which somebody was or may be hurt, told as strong
    [cues]            kind → words that change what a judgement means ("not", "wish", "usually")
    [classes]         name → alternatives that many phrases of the file share ("armpit|underarm")

Files that one step alone reads say at their head how: `senses` (look-alikes of a term), `nearby` (what a place and what
happens there say together), `safety` (hazards), `kinds` (of everyday words), `words` (little sets, by `word_set`).
"""

from nlp.lexicon.entries import Entry, Judgement, Part, Phrase
from nlp.lexicon.folder import Lexicon, function_words, languages, load_lexicon, word_set

__all__ = [
    "Entry",
    "Judgement",
    "Lexicon",
    "Part",
    "Phrase",
    "function_words",
    "languages",
    "load_lexicon",
    "word_set",
]
