"""The steps of the reader in the order of `nlp.pipeline.STEPS`, each with the files that it asks.

    normalise    (before the pipeline)
    tokens       words
    terms        parted, senses, size_names
    clauses
    parts        phrase_parts, positions, objects, subjects, pronouns, owners, headings, nearby, echoes, singled_out,
                 wanted, remedies, unlike, answers, requests (which asks request_words)
    scope        asked_for, answers, questions, denials, denied_behind, complained, silence, around, supposed,
                 size_advice, lifting, comparisons, modals, wearer, wishes, severity
    judgements   asked_for, meanings, turns, phrase_codes, phrase_turns, descriptions, complained, designs, liking,
                 praises, gladness, denied_praise
    sizing       sizes_said, sizes_around, sizes_elsewhere, sizes_heard, sizes_missed, sizes_wanted, sizes_wished,
                 size_fits, size_meant, size_names, sizes_of_places
    amounts      lengths, differences, shrunk, size_counts, sizes_of_places, told_by_amount, ways_told, places_beside,
                 details_measured
    resolve      gainsaid, kinds, explanations, tellings
    joined       amounts, answers, asked_for, closed, denied_praise, denied_behind, halves, supposed, kinds, safety,
                 candidates, heard, laid_out, stretches, plainly, tellings
                 (ask nlp.trained and nlp.policy, what is learnt)
    quotes
    safety
    remarks

A step is a function that adds its line to the comment's `notes`, a component of spaCy's by `steps`; `reach`,
`comparatives`, `wishes` and `meanings` serve several. To add one, write its file, register it with `@step("toile_…")`
and name it in STEPS.
"""
