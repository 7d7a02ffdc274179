"""Comments made to stop a reader: one family each, grown to any length."""

from collections.abc import Callable

LENGTHS = (1_000, 5_000, 1_000_000)


def _of(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


FAMILIES: dict[str, Callable[[int], str]] = {
    "one long token": _of("x"),
    "one long number": _of("7"),
    "hyphen chain": _of("a-"),
    "exclamation marks": _of("!"),
    "all punctuation": _of("!?.,;:-'\"()[]/\\*&%$#@~^_+=|"),
    "open brackets": _of("("),
    "emoji": _of("😀"),
    "joined emoji": _of("👩🏽\u200d🎨 "),
    "combining marks": _of("a\u0301\u0302\u0323\u0336"),
    "right-to-left marks": _of("\u202e too long \u202c\u200f"),
    "zero-width spaces": _of("to\u200bo ti\u200bght "),
    "NUL and surrogates": _of("too\x00 \ud800tight\udfff "),
    "blank lines": _of("\n"),
    "blanks": _of(" "),
    "nested markup": _of("<div><p><b>"),
    "open markup": _of("<a "),
    "entities": _of("&amp;&lt;"),
    "bomb for runs": lambda length: "a" * (length - 1) + "!",
    "bomb for amounts": _of('1 1/2 or 2 1/2" '),
    "bomb for counts without a unit": _of('1 - " '),
    "bomb for units without a count": _of('" '),
    "bomb for hedges": _of("about a good another "),
    "bomb for sizes": _of("two or even maybe "),
    "bomb for told lengths": _of("took in an inch off the legs, 2 inches above where I'd want them "),
    "bomb for sizes elsewhere": _of("it was too big, M everywhere and L in this one "),
    "contractions": _of("didn't "),
    "endless run-on": _of("the sleeves are too long and the waist is tight and "),
    "judgements alone": _of("tight, "),
    "parts alone": _of("sleeve and "),
    "denials": _of("not "),
    "degrees": _of("too "),
    "fillers": _of("no the a very "),
    "misspelt words": lambda length: " ".join(f"slev{n:x}s zippp{n:x}er" for n in range(length // 16 + 1))[:length],
    "sizes": _of("usual size 12 ordered 14 "),
}
