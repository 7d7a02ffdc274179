"""Reads sizes: the usual one against the one that was bought."""

from collections.abc import Sequence
from itertools import compress, count

from nlp.components.notes import Claim, Notes, Sized, Term
from nlp.components.reach import before
from nlp.components.size_fits import bettered, is_the_one_that_fits
from nlp.components.size_meant import is_called, size_meant
from nlp.components.size_names import RANKED, rank_of
from nlp.components.sizes_around import is_double
from nlp.components.sizes_elsewhere import WORTH, is_worth_elsewhere
from nlp.components.sizes_heard import HEARD, TAKING
from nlp.components.sizes_missed import Missed, size_missed
from nlp.components.sizes_of_places import measure_place, tell_of_place
from nlp.components.sizes_said import SizesSaid, sizes_said
from nlp.components.sizes_wished import turn_wished
from nlp.components.steps import step_for_many
from nlp.components.wishes import EXPECTING
from nlp.lexicon import Phrase, word_set
from nlp.mentions import Amount
from nlp.taxonomy import IssueCode


@step_for_many("toile_sizing")
def read_sizes(comments: Sequence[Notes]) -> None:
    """Note what a bought size other than the usual one says, and what one that is wished for."""
    for notes in comments:
        turn_wished(notes)
    naming = [(notes, _heard(notes)) for notes in comments if not RANKED.isdisjoint(notes.said)]
    named = [[at for at in heard if notes.words[at] in RANKED] for notes, heard in naming]
    missed = [size_missed(notes, places) for (notes, _), places in zip(naming, named, strict=True)]
    # The size that would have been right is neither the usual nor the bought one.
    said = [
        sizes_said(notes, heard if not right else [at for at in heard if at != right[0]])
        for (notes, heard), right in zip(naming, missed, strict=True)
    ]
    for (notes, _), places, right, sizes in zip(naming, named, missed, said, strict=True):
        _conclude(notes, sizes, places, right)


def _heard(notes: Notes) -> list[int]:
    """Where the words stand that name sizes or say which one the next is, up to the last size."""
    telling, words = HEARD, notes.words
    if "/" in notes.prepared and (doubles := {word for word in notes.said if "/" in word and is_double(word)}):
        telling |= doubles
    heard = [*compress(count(), map(telling.__contains__, words))]
    while words[heard[-1]] not in RANKED and "/" not in words[heard[-1]]:
        heard.pop()  # what stands behind the last size says nothing of one
    return heard


def _conclude(notes: Notes, sizes: SizesSaid, named: list[int], missed: Missed | None) -> None:
    """Note what the sizes that are named say of the garment's."""
    if _note_likened_size(notes, sizes, named):
        return
    if missed and _note_missed(notes, sizes, missed):
        return
    if not _note_change(notes, sizes, named):
        _note_fitting_size(notes, named)


def _note_missed(notes: Notes, sizes: SizesSaid, missed: Missed) -> bool:
    """Whether the size that would have been right settles what is said; what it says of the garment is noted."""
    at, (scale, rank) = missed
    how: Sized = "size compared with the one that would have been right"
    usual, bought = sizes.usual.get(scale, []), sizes.chosen.get(scale)
    if usual and not min(usual) <= rank <= max(usual):
        _note(notes, at, rank, usual, how=how)  # "usually an L, bought the M, should have got the S"
    elif bought and len(usual) != 1:
        _note(notes, at, bought[1], [rank], how=how, backwards=True)
    else:
        measure_place(notes, scale, rank)
        sizes.chosen.setdefault(scale, (at, rank))  # "the 8 was tight, I need a 10"
    return bool(usual or bought)


def _note_change(notes: Notes, sizes: SizesSaid, named: list[int]) -> bool:
    """Whether a size other than the usual or the first one was right; if so, that is noted."""
    # Whoever names the usual size mostly names the one that was bought, and no rejected one tells any more.
    bought = next(iter(sizes.usual), None) in sizes.chosen
    rejected = {} if bought else _rejected(notes, sizes, named)
    for scale, ranks in sizes.usual.items():
        at, rank = sizes.chosen.get(scale) or rejected.get(scale) or (-1, 0.0)
        if at >= 0 and (scale in sizes.chosen or _is_still_wrong(notes, at, rank, ranks)):
            first = sizes.first.get(scale, rank)
            if min(ranks) <= rank <= max(ranks) and first != rank:
                ranks = [first]  # "either an S or an XS, I returned the XS for an S"
            elif min(ranks) < max(ranks):
                ranks = _nearer_end(notes.words[max(0, at - _VERB_MAX) : at], rank, ranks)
            _note(notes, at, rank, ranks)
            return min(ranks) != rank != max(ranks) or not is_the_one_that_fits(notes, at)
    if "between" in notes.said:
        return False  # "I am between M and L and preferred the L"
    for scale, (at, rank) in sizes.chosen.items():
        first = (
            sizes.first.get(scale) or (rejected[scale][1] if scale in rejected else bettered(notes, named, at)) or rank
        )
        if first != rank:
            _note(notes, at, rank, [first], how="size that another one was changed for")
            return True
        if sizes.swaps:
            measure_place(notes, scale, rank)
    return False


def _nearer_end(led_by: list[str], rank: float, ranks: list[float]) -> list[float]:
    """The usual sizes that another was taken from ("between an XS and an S, so I sized down with the XS")."""
    if "sized" not in led_by:
        return ranks
    if "down" in led_by and rank == min(ranks):
        return [max(ranks)]
    return [min(ranks)] if "up" in led_by and rank == max(ranks) else ranks


def _is_still_wrong(notes: Notes, at: int, rank: float, ranks: list[float]) -> bool:
    """Whether a size other than the usual one was wrong in the same way ("usually a medium, the small is too big")."""
    claims = [claim for claim in notes.claims if claim.clause.start <= at < claim.clause.end and not claim.silent]
    code = IssueCode.SIZE_OVERALL_LARGE if rank < min(ranks) else IssueCode.SIZE_OVERALL_SMALL
    return rank != max(ranks) and any(claim.code is code for claim in claims)


def _rejected(notes: Notes, sizes: SizesSaid, named: list[int]) -> dict[str, tuple[int, float]]:
    """The sizes, by scale, that were said to be too large or too small, where another one was chosen or is usual."""
    found: dict[str, tuple[int, float]] = {}
    if not sizes.usual and not sizes.chosen:
        return found
    too_small = [at for at in named if _will_not_close(notes, at)]
    for at in (*too_small, *_called_too_large_or_small(notes, sizes)):
        said = rank_of(notes.words, at, notes.language)
        if said and is_called(notes.words, at) and sizes.chosen.get(said[0], (-1,))[0] != at:
            found.setdefault(said[0], (at, said[1]))
    return found


_WRONG_SIZES = (IssueCode.SIZE_OVERALL_LARGE, IssueCode.SIZE_OVERALL_SMALL)


def _called_too_large_or_small(notes: Notes, sizes: SizesSaid) -> list[int]:
    """Where the size is named that each claim of a wrong size is said of ("the medium was too big")."""
    found = []
    for claim in notes.claims:
        if claim.silent or claim.code not in _WRONG_SIZES:
            continue
        at = next((at for at in before(notes, claim, 7) if notes.words[at] in RANKED), None)
        if at is None:
            at = _named_behind(notes, claim)
        if at is None:
            at = size_meant(notes, claim, sizes)
        if at is not None:
            found.append(at)
    return found


def _named_behind(notes: Notes, claim: Claim) -> int | None:
    """Where the size is named that a phrase leads to ("could not zip the 10", "squeezed into my 8")."""
    words, end = notes.words, claim.term.end
    end += words[end : end + 1] == ["in"]
    if words[end : end + 1] not in _NAMING or words[end + 1 : end + 2] == [] or words[end + 1] not in RANKED:
        return None
    return end + 1


_NAMING = (["the"], ["my"], ["a"], ["an"])


def _will_not_close(notes: Notes, at: int) -> bool:
    """Whether a size is told not to close ("the 30 would not do up")."""
    if "not" not in notes.keys[at + 2 : at + 4] or not EXPECTING.isdisjoint(notes.words[max(0, at - 3) : at]):
        return False
    return not _CLOSING.isdisjoint(notes.keys[at + 3 : at + 5])


_CLOSING = word_set("closing")


def _note_likened_size(notes: Notes, sizes: SizesSaid, named: list[int]) -> bool:
    """Whether a size is said to be like another one ("felt more like an 8 than a 12"); if so, that is noted."""
    words = notes.words
    may_be_like, may_be_worth = not _LIKENING.isdisjoint(notes.said), not WORTH.isdisjoint(notes.said)
    if not may_be_like and not may_be_worth:
        return False
    for at in named:
        if not (may_be_like and _is_likened(words, at)) and not (may_be_worth and is_worth_elsewhere(words, at)):
            continue
        like = rank_of(words, at, notes.language)
        other = _likened_to(notes, at, sizes)
        if like is None or other is None or like[0] != other[0] or like[1] == other[1]:
            continue
        _note(notes, at, other[1], [like[1]], how="a size likened to another")
        return True
    return False


def _is_likened(words: list[str], at: int) -> bool:
    """Whether the words in front of a size liken it to another one ("more like an 8")."""
    lead = words[max(0, at - 3) : at]
    likens = "like" in lead or lead[:2] in _AS_MUCH_AS or lead[-2:-1] in _IN_TRUTH
    return (
        likens and words[at + 1 : at + 2] != ["would"] and (lead[-1] in ("a", "an", "size") or lead[-2:] in _MORE_LIKE)
    )


_LABELLED = word_set("labelled")
_UNLIKE = (["than"], ["not"])
_UNLIKE_BEHIND_COMMA = ([",", "not"],)
_BEFORE_LIKENED = _LABELLED | frozenset({"their", "size", "the", "this", "a", "an", "my", "usual", "regular", "normal"})
_MORE_LIKE = (["more", "like"], ["just", "like"])
_AS_MUCH_AS = (
    ["closer", "to"],
    ["more", "of"],
    ["same", "as"],
    ["equal", "to"],
    ["equivalent", "to"],
    ["equivalent", "of"],
    ["easily", "be"],
)
_IN_TRUTH = (["really"], ["actually"], ["basically"], ["essentially"])
_LIKENING = word_set("likened_sizes")


def _likened_to(notes: Notes, at: int, sizes: SizesSaid) -> tuple[str, float] | None:
    """The size that was bought, where a size is said to be like the one named here."""
    words = notes.words
    if words[at + 1 : at + 2] in _UNLIKE or words[at + 1 : at + 3] in _UNLIKE_BEHIND_COMMA:
        return next(
            (rank_of(words, i, notes.language) for i in range(at + 2, min(at + 5, len(words))) if words[i] in RANKED),
            None,
        )
    labelled = [i + 1 for i in range(at + 1, min(at + 8, len(words) - 1)) if words[i] in _LABELLED]
    if labelled and words[labelled[0]] in RANKED:
        return rank_of(words, labelled[0], notes.language)
    named = [
        i for i in range(max(0, at - 8), at - 1) if words[i] in RANKED and (not i or words[i - 1] in _BEFORE_LIKENED)
    ]
    if named:
        return rank_of(words, named[-1], notes.language)
    like = rank_of(words, at, notes.language)
    chosen = sizes.chosen.get(like[0]) if like else None
    return (like[0], chosen[1]) if like and chosen else None


def _note_fitting_size(notes: Notes, named: list[int]) -> None:
    """A bought size that fits, with no word on the usual one, is the right size."""
    for at in named:
        if not is_the_one_that_fits(notes, at) or not rank_of(notes.words, at, notes.language):
            continue
        clause = notes.clause_at(at)
        if clause is None:
            continue
        if "not" not in notes.keys[at : at + 4]:
            code = IssueCode.SIZE_OVERALL_OK
            term = Term(at, min(at + 2, clause.end), Phrase(code))
            notes.claims.append(Claim(term, clause, None, None, None, "a named size fits", code=code, confidence=0.6))
        return


_LARGE, _SMALL = Phrase(IssueCode.SIZE_OVERALL_LARGE), Phrase(IssueCode.SIZE_OVERALL_SMALL)
_VERB_MAX = 4
"""So many words in front of a size may stand behind the verb that tells how it was come by ("went with the S")."""


def _note(
    notes: Notes,
    at: int,
    rank: float,
    ranks: list[float],
    *,
    how: Sized = "size compared with the usual one",
    backwards: bool = False,
) -> None:
    """Claim that the garment is large where a size below the usual ones fits; `backwards` where it does not."""
    low, high = min(ranks), max(ranks)
    steps = low - rank if rank < low else high - rank if rank > high else 0
    if not steps or abs(steps) > 4:
        return
    clause = notes.clause_at(at)
    if clause is None:
        return
    large = (steps > 0) is not backwards
    phrase = _LARGE if large else _SMALL
    taken = (i for i in range(at - 1, max(clause.start, at - _VERB_MAX) - 1, -1) if notes.words[i] in TAKING)
    term = Term(next(taken, at), at + 1, phrase)
    claim = Claim(term, clause, None, None, None, how, code=phrase.code, confidence=0.6)
    claim.amount = Amount(abs(steps), "size", None, None, "exact", stated=True)
    tell_of_place(notes, claim, notes.end_of(at + 1))
    notes.claims.append(claim)
