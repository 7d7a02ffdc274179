"""The kinds of words that change what a judgement means, as bits that add up on a token."""

KINDS = (
    "stop",  # ends a clause: . ! ?
    "contrast",  # but, however
    "comma",
    "and",
    "place",  # in, at, around: names the owner after the judgement
    "not",
    "slight",
    "strong",
    "too",
    "enough",
    "wish",
    "better",  # would be … : what is compared is wanted
    "less",
    "fear",  # worried, expected, might: silent until the clause ends
    "when_if",
    "others",  # other people's reviews
    "confirm",  # ... which the writer shares
    "other_garment",
    "sought",  # hard to find: tells of all the others
    "liked",
    "accepted",
    "relief",  # takes back the fear before it
    "returned",
    "than",
    "be",
    "pronoun",
    "or",
    "hard",
    "known",  # changes nothing: it only tells the word from those that nobody knows
)
BITS = {kind: 1 << place for place, kind in enumerate(KINDS)}
DEGREES = BITS["too"] | BITS["slight"] | BITS["strong"]
"""Words that tell how much so."""
