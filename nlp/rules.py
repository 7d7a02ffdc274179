"""A label's own rules: phrases that mean a code, or nothing at all, whatever the lexicon makes of them.

Plain data for the reader; where they are kept is none of its business. Loads without spaCy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from nlp.components.normalise import prepare
from nlp.components.words import split_words
from nlp.lexicon import Part, load_lexicon, word_set
from nlp.lexicon.forms import Keys
from nlp.lexicon.glosses import glosses_of
from nlp.lexicon.trie import Trie
from nlp.taxonomy import Code, GarmentKind


@dataclass(frozen=True, slots=True)
class Rule:
    """What a label means by a phrase: a code, its own tags' too, or silence (None); on one kind of garment, or all."""

    phrase: str
    kind: GarmentKind | None = None
    code: Code | None = None


def hash_rules(rules: Iterable[Rule]) -> str:
    """A hash of what the rules say, whatever their order."""
    rows = sorted("\0".join((rule.phrase, rule.kind or "", rule.code.value if rule.code else "")) for rule in rules)
    # Half a character, as some editors leave behind, is no text but can be hashed like one.
    return sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def phrase_words(phrase: str, language: str = "en") -> list[str]:
    """The words of a phrase as the reader splits a comment's of that language, marks left out."""
    return [word for word in _split(phrase, language) if not _is_mark(word)]


def _split(phrase: str, language: str) -> list[str]:
    return split_words(prepare(phrase, glosses_of(language))[0])[0]


def _is_mark(word: str) -> bool:
    return not any(map(str.isalnum, word))


def phrase_keys(phrase: str, language: str = "en") -> tuple[str, ...]:
    """What two phrases share that say the same: the keys of the words that count."""
    keys = load_lexicon(language).keys.of(phrase_words(phrase, language))
    return tuple(key for key in keys if key not in _passed_over(language))


def is_too_common(phrase: str, language: str = "en") -> bool:
    """Whether a phrase holds only words that stand in nearly every comment: "the", "very", "this dress"."""
    lexicon = load_lexicon(language)
    keys = lexicon.keys.of(phrase_words(phrase, language))
    common = _common_keys(language)
    telling = {place for place, key in enumerate(keys) if key not in common}
    for start, end, entry, _ in lexicon.entries.find(keys):
        if isinstance(entry, Part) and entry.garment:
            telling.difference_update(range(start, end))
    return not telling


@cache
def _common_keys(language: str) -> frozenset[str]:
    lexicon = load_lexicon(language)
    words = lexicon.settings["function_words"]["own"].split() + lexicon.settings["fillers"]
    return frozenset(lexicon.keys.of(words)) | lexicon.single_cues.keys()


@cache
def _passed_over(language: str) -> frozenset[str]:
    # The glosses of another language are English.
    return frozenset(load_lexicon(language).keys.of(word_set("passed_over_in_rules")))


class RuleBook:
    """The rules of a label, ready to be found in the comments of a language in one walk.

    Nobody says in which language a rule is: each is read as one of every language. Words meet as the lexicon's do,
    inflected or misspelled; those that it does not know are mended towards the rules' own. A rule for the garment's
    kind beats one for all kinds.
    """

    def __init__(self, rules: Sequence[Rule], language: str = "en") -> None:
        self._rules = rules
        self._language, self._lexicon = language, load_lexicon(language)
        self._passed_over = _passed_over(language)
        self._own = Keys(alike={}, kept=(), ordinary=())
        self._own_keys: set[str] = set()
        # In one order, whatever that of the rules: of two words as near to a misspelt one the first is meant.
        for word in sorted({word for rule in rules for word in phrase_words(rule.phrase, language)}):
            if self._is_own(word):
                self._own_keys.add(self._own.learn(word))
                self._own.mend([word])
        self._tries: dict[GarmentKind | None, Trie[Rule]] = {}

    def find(
        self, words: Sequence[str], keys: Sequence[str], kind: GarmentKind | None
    ) -> list[tuple[int, int, Rule, int]]:
        """The rules that hold here, as (start, end, rule, denials passed over)."""
        if self._own_keys:
            keys = [self._mended(word, key) for word, key in zip(words, keys, strict=True)]
        return self._trie(kind).find(keys)

    def touches(self, comment: str, kind: GarmentKind | None) -> bool:
        """Whether any rule holds somewhere in a comment; far quicker than reading it."""
        words = _split(comment, self._language)
        return bool(self.find(words, self._lexicon.keys.of(words), kind))

    def _is_own(self, word: str) -> bool:
        """Whether misspellings of the word are none that the lexicon mends."""
        return not self._lexicon.keys.knows_exactly(word) or not self._lexicon.keys.mends(word)

    def _mended(self, word: str, key: str) -> str:
        """A rule's own word where this is a misspelling of it, whatever other word the lexicon takes it for."""
        if self._lexicon.keys.knows_exactly(word):
            return key
        meant = self._own(word)
        return meant if meant in self._own_keys else key

    def _trie(self, kind: GarmentKind | None) -> Trie[Rule]:
        trie = self._tries.get(kind)
        if trie is None:
            learn = self._lexicon.keys
            trie = Trie(learn.of(self._lexicon.settings["fillers"]), denials=learn.of(["not", "never"]))
            # The first one added keeps its place.
            for rule in sorted(self._rules, key=lambda rule: rule.kind is None):
                if rule.kind in (kind, None):
                    trie.add([self._step(word) for word in _split(rule.phrase, self._language)], rule)
            self._tries[kind] = trie
        return trie

    def _step(self, word: str) -> list[list[str]]:
        """A word of a rule: as written, or as the lexicon mends it; "the", "is" and marks may be there or not."""
        key = self._lexicon.keys(word)
        choices = [[key], [self._own.learn(word)]] if self._is_own(word) else [[key]]
        return [*choices, []] if key in self._passed_over or _is_mark(word) else choices
