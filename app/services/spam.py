"""Spam: what comes by the customer's door and is no customer's answer, told as it comes in.

It is stored like any answer, with the reason, in a folder that a designer can open; nothing that is stored is judged
again, so what a person says of it holds. What tells is what an answer does, never how many come from where: behind one
address stand a whole shop, or a town of phones, and perhaps a bot among them.
"""

import re
import secrets
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from time import time
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, bindparam, select

from app.models import Feedback, Garment, Label, SpamReason, fold_words, print_words
from app.services.plain_rows import fetch_rows
from app.services.saying import clean_words

T = TypeVar("T")

REASONS = {
    SpamReason.TRAP: "a field is filled that no person sees",
    SpamReason.NO_PAGE: "it was sent without the form being opened",
    SpamReason.TOO_FAST: "it was sent faster than a person can",
    SpamReason.ADVERT: "it advertises, or links to somewhere else",
    SpamReason.COPIED: "another answer says the same words, or nearly",
    SpamReason.REPEATED: "one browser sent the same over and over",
    SpamReason.FLOOD: "hundreds of answers came from one address within the hour",
}
"""Each as a clause that ends “Taken for spam as it came in: …”."""

QUICKEST_S = 0.5
"""From the page's coming to the answer's going nobody is quicker, not even with one tap. Bots that wait are told by
what else they do: this need not be drawn closer to people who paste their words."""

HOUR_S = 60 * 60.0
DAY_S = 24 * HOUR_S

REPEATED_TAPS = {HOUR_S / 6: 5, DAY_S: 30}
REPEATED_WORDS = {HOUR_S / 6: 2, DAY_S: 12}
"""Within these seconds the same browser at one address may say quite the same so often: phones of one make look alike,
and many customers of a town stand behind one address and hit on the same few words."""

ALIKE_FEW, ALIKE_MANY, MANY_WORDS = 0.8, 0.5, 25
"""Words that are the same in so large a part, of all that both say, are copied and dressed up."""
ALIKE_WORDS_MIN, ALIKE_WORDS_MAX = 12, 300
LATELY_MAX = 500

FLOOD = {HOUR_S: 200}
"""More answers in an hour than a label of small runs has customers behind any one address."""

_LINK = re.compile(r"(?:https?://|\bwww\.)([^\s/?#<>\"']+)|<a\s|\[/?(?:url|link)\b", re.IGNORECASE)
_REACH = re.compile(
    r"\S@\w|\bt\.me\b|(?<!\w)@\w{4}|\+\d[\d ]{7}|\b(?:whatsapp|telegram)\b|"
    r"\b\w+\.(?:com|net|org|shop|store|online|site|xyz|top)\b"
)
_SELLING = re.compile(
    r"\b(?:casinos?|betting|jackpot|viagra|cialis|crypto\w*|bitcoins?|forex|payday|backlinks?|seo|followers|click here|"
    r"buy now|order now|make money|earn (?:money|\$)|passive income|work from home|free trial|limited offer|"
    r"best prices? (?:for|on)|cheap (?:replica|watches|meds)\w*|visit (?:my|our) (?:page|shop|site|store|website)|"
    r"our (?:services|website)|investment (?:offer|opportunity|plan)s?|web ?traffic|google rankings?|"
    r"first page of google|replica (?:bags|watches)|loan offers?|spell caster)\b"
)
"""Words that sell; one alone may be a customer's, who found a jackpot of a dress."""

SOLD_WITHIN = 4000
"""Characters that are looked through for what sells: more of them would hold up the customers who come next."""


@dataclass(frozen=True)
class Arrival:
    """How an answer came, as far as that tells a person from a program."""

    key: str
    """Of the page; the same page sent twice is one answer."""
    address: str
    browser: str
    """What the browser says of itself; many people's say the same."""
    took_s: float | None
    """From the page's coming to the answer's going; None where its key is none that a page was given."""
    is_trapped: bool
    """A field is filled that no person sees."""


class Lately:
    """What came in the last day, in memory alone: which address said what is never written down.

    Of addresses and words only hashes are remembered, under a key of this process: nobody reads there, or finds by
    trying, what somebody has said and may have erased since.
    """

    def __init__(self, most: int = 20_000) -> None:
        self._most = most
        self._key = secrets.token_bytes()
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Forget all of it."""
        self._came: OrderedDict[bytes, OrderedDict[str, float]] = OrderedDict()
        self._said: OrderedDict[str, tuple[float, frozenset[bytes]]] = OrderedDict()

    def is_often(self, what: object, key: str, most: Mapping[float, int]) -> bool:
        """Return whether more answers of this kind came within any of these seconds than may.

        That of this key is one of them, however often it comes.
        """
        now, hashed = time(), self._hash(repr(what))
        with self._lock:
            came = self._came.setdefault(hashed, OrderedDict())
            self._came.move_to_end(hashed)
            came[key] = now
            came.move_to_end(key)
            while len(came) > LATELY_MAX or now - _first(came) > DAY_S:
                came.popitem(last=False)
            self._forget_old(now)
            return any(sum(now - at <= within_s for at in came.values()) > may for within_s, may in most.items())

    def is_alike(self, words: frozenset[str], key: str) -> bool:
        """Return whether another answer said nearly the same; these words are remembered from now on."""
        now, hashed = time(), frozenset(map(self._hash, words))
        with self._lock:
            self._said[key] = now, hashed
            self._said.move_to_end(key)
            self._forget_old(now)
            others = [said for other, (_, said) in self._said.items() if other != key]
        return any(_are_alike(hashed, said) for said in others)

    def _hash(self, said: str) -> bytes:
        return blake2b(said.encode("utf-8", "replace"), digest_size=16, key=self._key).digest()

    def _forget_old(self, now: float) -> None:
        """Forget what came more than a day ago, and what came longest ago of too much: it stands first."""
        while self._came and (len(self._came) > self._most or now - _last(_first(self._came)) > DAY_S):
            self._came.popitem(last=False)
        while self._said and (len(self._said) > LATELY_MAX or now - _first(self._said)[0] > DAY_S):
            self._said.popitem(last=False)


def _first(kept: OrderedDict[Any, T]) -> T:
    return next(iter(kept.values()))


def _last(kept: OrderedDict[Any, T]) -> T:
    return next(reversed(kept.values()))


def find_reason(
    asked: Engine | Connection,
    arrival: Arrival,
    garment: Garment,
    given: Mapping[str, Any],
    *,
    label: Label,
    lately: Lately,
    configured: str = "",
) -> SpamReason | None:
    """Return why an answer is no customer's, or None where it is one; `given` is what `record_feedback` takes.

    `configured` is what TOILE_PUBLIC_URL says: links that begin with it are the label's own, too.
    """
    words = clean_words(given["comment"])
    if arrival.is_trapped:
        return SpamReason.TRAP
    if arrival.took_s is None:
        return SpamReason.NO_PAGE
    if 0 <= arrival.took_s < QUICKEST_S:
        return SpamReason.TOO_FAST
    if words and is_advert(words, _list_own(label, configured)):
        return SpamReason.ADVERT
    if words and _is_copied(asked, arrival, words, lately):
        return SpamReason.COPIED
    if _is_repeated(arrival, garment, given, words, lately):
        return SpamReason.REPEATED
    return SpamReason.FLOOD if lately.is_often(arrival.address, arrival.key, FLOOD) else None


def is_advert(words: str, own: Collection[str]) -> bool:
    """Return whether words lead elsewhere than to the label's own hosts, or sell something and say where."""
    if any(not _is_own(found[1], own) for found in _LINK.finditer(words)):
        return True
    folded = fold_words(words[:SOLD_WITHIN])
    selling = set(_SELLING.findall(folded))
    return len(selling) > 1 or (bool(selling) and _REACH.search(folded) is not None)


def _list_own(label: Label, configured: str) -> set[str]:
    """The hosts that are the label's own: of its shop, and of this Toile now and as it was named before."""
    urls = (configured, label.public_url, label.return_url)
    return {_strip_host(urlsplit(url).hostname) for url in urls if url}


def _is_own(host: str | None, own: Collection[str]) -> bool:
    return host is not None and "@" not in host and _strip_host(host.lower().partition(":")[0]) in own


def _strip_host(host: str | None) -> str:
    """A host without what often stands before it, and without what ends the sentence behind it."""
    return (host or "").removeprefix("www.").rstrip(".,;!?…)]”’»")


def _is_copied(asked: Engine | Connection, arrival: Arrival, words: str, lately: Lately) -> bool:
    """Whether so many words were said before, by whomever: the same ones ever, nearly the same ones lately."""
    folded = fold_words(words)
    printed = print_words(folded)
    several = frozenset(re.findall(r"\w+", folded)[:ALIKE_WORDS_MAX])
    is_alike = len(several) >= ALIKE_WORDS_MIN and lately.is_alike(several, arrival.key)
    if printed is None or is_alike:
        return is_alike
    return bool(fetch_rows(asked, _SAME_WORDS, {"printed": printed, "key": arrival.key}))


_SAME_WORDS = (
    select(Feedback.id)
    .where(Feedback.words_print == bindparam("printed"), Feedback.idempotency_key.is_distinct_from(bindparam("key")))
    .limit(1)
)


def _are_alike(words: frozenset[bytes], others: frozenset[bytes]) -> bool:
    needed = ALIKE_MANY if min(len(words), len(others)) >= MANY_WORDS else ALIKE_FEW
    return len(words & others) >= needed * len(words | others)


def _is_repeated(
    arrival: Arrival, garment: Garment, given: Mapping[str, Any], words: str | None, lately: Lately
) -> bool:
    """Whether one browser at one address says quite the same over and over."""
    told = {name: value for name, value in given.items() if name not in ("comment", "idempotency_key")}
    said = (arrival.address, arrival.browser, garment.id, repr(sorted(told.items())), fold_words(words or ""))
    return lately.is_often(said, arrival.key, REPEATED_WORDS if words else REPEATED_TAPS)
