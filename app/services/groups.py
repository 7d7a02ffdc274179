"""Groups: customers by the pieces they have, as the worker counts them and a page that narrows adds them up.

Customers with one kind of piece are numbers beside it. Whoever has several kinds counts once all the same, whichever of
them a page takes: those customers stand in rows, one of their first kinds, one of their second and so on. What is known
of a row is one long number with a bit for each customer, so that a page goes through thousands of them at once.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.models import FeedbackSource, Piece
from app.services.hearing import Answer
from app.services.shares import Share

Part = TypeVar("Part", bound=Hashable)

Stored = dict[str, Any]
"""The columns `groups` and `several` of a tally."""


@dataclass(frozen=True)
class View(Generic[Part]):
    """What a page looks at: the part (a size, a run) that each kind of piece belongs to, if to any."""

    parts: Sequence[Part | None]
    rows: Mapping[Part, Sequence[int]]
    """By part the customers with several kinds, row by row, whose piece there belongs to it."""


@dataclass(frozen=True)
class Kinds:
    """The kinds of pieces of a garment, and who has several of them."""

    pieces: Sequence[Piece] = ()
    rows: Sequence[Mapping[int, int]] = ()
    """By the place of a kind those who have it, row by row."""

    def view(self, part_of: Callable[[Piece], Part | None]) -> View[Part]:
        """Return the kinds by their parts; worked out once it serves all counts."""
        parts = [part_of(piece) for piece in self.pieces]
        rows = {part: [0] * len(self.rows) for part in parts if part is not None}
        for number, row in enumerate(self.rows):
            for place, customers in row.items():
                part = parts[place]
                if part is not None:
                    rows[part][number] |= customers
        return View(parts, rows)


@dataclass(frozen=True)
class Count:
    """Customers who were asked about one thing, by their kinds of pieces."""

    single: Sequence[tuple[int, int, int]] = ()
    """Place of the kind, how many were asked, how many of them say so."""
    asked: Sequence[int] = ()
    """Of those with several kinds, row by row, who was asked about the piece there."""
    saying: Sequence[int] = ()
    """And who says so of it."""

    def share_by(self, view: View[Part]) -> dict[Part, Share]:
        """Return the share per part of a view."""
        asked: Counter[Part] = Counter()
        saying: Counter[Part] = Counter()
        for place, customers, say_so in self.single:
            part = view.parts[place]
            if part is not None:
                asked[part] += customers
                saying[part] += say_so
        for part, rows in view.rows.items():
            asked[part] += _count(self.asked, rows)
            saying[part] += _count(self.saying, rows)
        return {part: Share(saying[part], number) for part, number in asked.items() if number}

    def share(self, view: View[bool]) -> Share:
        """Return how many say so, of those with a piece that is taken."""
        return self.share_by(view).get(True, Share(0, 0))


NO_KINDS, NOBODY = Kinds(), Count()


@dataclass(frozen=True)
class Seating:
    """Where the answers of a garment are counted."""

    pieces: Sequence[Piece]
    place_of: Mapping[int, int]
    """By answer id the place of its kind of piece."""
    several: Mapping[str, tuple[int, Sequence[int]]]
    """By customer with several kinds: the bit, and the places of the kinds in the order of the rows."""

    def store(self, answers: Iterable[Answer], saying: Collection[int]) -> Stored:
        """Return as a tally keeps them those who were asked, and the answers that say so."""
        everybody: defaultdict[int, set[str]] = defaultdict(set)
        say_so: defaultdict[int, set[str]] = defaultdict(set)
        place_of = self.place_of
        for answer in answers:
            place = place_of[answer.id]
            everybody[place].add(answer.customer)
            if answer.id in saying:
                say_so[place].add(answer.customer)
        single = [
            [place, asked, len(self._alone(say_so.get(place, set())))]
            for place, customers in sorted(everybody.items())
            if (asked := len(self._alone(customers)))
        ]
        return {
            "groups": {"single": single},
            "several": {"asked": self._store_rows(everybody), "saying": self._store_rows(say_so)},
        }

    def store_kinds(self, stored: Stored) -> Stored:
        """Return what is stored of all who answered, with the kinds that all other tallies name by their place."""
        rows: list[list[int]] = []
        for number, places in sorted(self.several.values()):
            for row, place in enumerate(places):
                rows += [[]] if row == len(rows) else []
                assert len(rows[row]) == number  # those with most kinds come first
                rows[row].append(place)
        return {
            "groups": stored["groups"] | {"pieces": [list(piece) for piece in self.pieces]},
            "several": stored["several"] | {"rows": rows},
        }

    def _alone(self, customers: set[str]) -> set[str]:
        return customers - self.several.keys()

    def _store_rows(self, customers_of: Mapping[int, set[str]]) -> list[str]:
        rows: dict[int, list[int]] = {}
        for place, customers in customers_of.items():
            for customer in customers & self.several.keys():
                number, places = self.several[customer]
                rows.setdefault(places.index(place), []).append(number)
        return [f"{_pack(rows.get(row, ())):x}" for row in range(max(rows, default=-1) + 1)]


def seat(answers: Iterable[Answer]) -> Seating:
    """Return where these answers of a garment are counted."""
    pieces: dict[Piece, int] = {}
    place_of: dict[int, int] = {}
    had: dict[str, dict[int, None]] = {}
    for answer in answers:
        piece = Piece(answer.source, answer.round_number, answer.size_id, answer.colour_id)
        place_of[answer.id] = place = pieces.setdefault(piece, len(pieces))
        had.setdefault(answer.customer, {})[place] = None
    several = sorted(
        ((who, list(places)) for who, places in had.items() if len(places) > 1), key=lambda each: -len(each[1])
    )
    return Seating(list(pieces), place_of, {who: (number, places) for number, (who, places) in enumerate(several)})


def read_kinds(stored: Stored) -> Kinds:
    """Return the kinds of pieces from what is stored of all who answered."""
    pieces = [Piece(FeedbackSource(source), *rest) for source, *rest in stored["groups"]["pieces"]]
    return Kinds(pieces, [_read_row(places) for places in stored["several"]["rows"]])


def read_count(stored: Stored) -> Count:
    """Return who was asked about one thing, and who says so."""
    several = stored["several"]
    asked, saying = ([int(row, 16) for row in several[name]] for name in ("asked", "saying"))
    return Count(stored["groups"]["single"], asked, saying)


def _read_row(places: Sequence[int]) -> dict[int, int]:
    numbers: dict[int, list[int]] = {}
    for number, place in enumerate(places):
        numbers.setdefault(place, []).append(number)
    return {place: _pack(those) for place, those in numbers.items()}


def _pack(numbers: Collection[int]) -> int:
    """The number that has these bits; put together byte by byte, it is not copied for each of them."""
    packed = bytearray(max(numbers, default=0) // 8 + 1)
    for number in numbers:
        packed[number // 8] |= 1 << number % 8
    return int.from_bytes(packed, "little")


def _count(asked: Sequence[int], taken: Sequence[int]) -> int:
    """How many customers there are in any of the rows."""
    found = 0
    for those, wanted in zip(asked, taken, strict=False):
        found |= those & wanted
    return found.bit_count()
