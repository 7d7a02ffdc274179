"""What customers wrote, as it is kept: one comment without markup, e-mail addresses and signatures."""

import html
import re

_TAGS = re.compile(r"<br\s*/?>|</p>|<[a-zA-Z/][^<>]{0,200}>")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60})+")
_SIGNATURE = re.compile(
    r"(?:^|[\s.!?…])[-–—~]{1,2}[ \t]*(?P<name>[^\W\d_][\w’'-]{0,30}(?: [^\W\d_][\w’'-]{0,30}){0,2})\.?$"
)
_INITIAL = re.compile(r"[^\W\d_]+ [^\W\d_]$")


def join_words(title: str, text: str, *, author: str = "") -> str:
    """Return title and text as one comment, a sentence each; what is stored is what offsets count in.

    Markup goes, and so do e-mail addresses and the name that it is signed with: they are nobody's business here.
    """
    title, text = _plain(title), _drop_signature(_plain(text), author)
    if title and text:
        return f"{title} {text}" if title[-1] in ".!?…" else f"{title}. {text}"
    return title or text


def _plain(words: str) -> str:
    if "<" in words or "&" in words:
        words = html.unescape(_TAGS.sub(" ", words))
    return _EMAIL.sub("[e-mail]", words).strip()


def _drop_signature(words: str, author: str) -> str:
    """Drop "- Sarah K." at the end: the author's own name, or a name with an initial; "- perfect" stays."""
    found = _SIGNATURE.search(words[-120:])
    if found is None:
        return words
    name = found["name"]
    names = {each.strip(".").casefold() for each in author.split()}
    is_author = name.split()[0].casefold() in names
    if not is_author and not (_INITIAL.match(name) and name.istitle()):
        return words
    kept = words[: len(words) - len(found[0])].rstrip()
    return kept + found[0][0] if found[0][0] in ".!?…" else kept
