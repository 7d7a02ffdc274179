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
    "own_body",
    "liked",
    "accepted",
    "relief",  # takes back the fear before it
    "returned",
    "than",
    "than_usual",
    "than_picture",
    "self",  # I am, I'm
    "be",
    "owns",  # my, have
    "even",
    "advice",  # you should, would recommend
    "pronoun",
    "so_that",
    "or",
    "that",
    "price_talk",
    "hard",
)
BITS = {kind: 1 << place for place, kind in enumerate(KINDS)}
