"""The lens: which pieces of a garment a page counts, worked out once for all its fit points.

A source may be named (a fit point is told by one), and the first round that counts (since the pattern behind a point
changed). Where the page narrows to runs, those count, changed since or not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.models import FeedbackSource, Piece
from app.services.narrowing import Narrowing
from app.services.tallies import Tallies


@dataclass(frozen=True)
class Lens:
    """The tallies of a garment, seen through what the page narrows to."""

    tallies: Tallies
    narrowing: Narrowing
    _seen: dict[tuple[object, ...], list[Any]] = field(default_factory=dict)

    def here(self, source: FeedbackSource | None = None, since: int | None = None) -> list[bool | None]:
        """Return True for each piece that counts."""
        return self._look_once(
            ("here", source, since), lambda piece: self._counts(piece, self.narrowing, source, since) or None
        )

    def sizes(self, source: FeedbackSource | None = None, since: int | None = None) -> list[int | None]:
        """Return the size of each piece that counts where sizes stand side by side."""
        looked_at = self.narrowing.in_every_size()
        return self._look_once(
            ("sizes", source, since),
            lambda piece: piece.size_id if self._counts(piece, looked_at, source, since) else None,
        )

    def runs(self, source: FeedbackSource) -> list[int | None]:
        """Return the run of each piece that counts where runs stand side by side."""
        looked_at = self.narrowing.in_every_run()
        return self._look_once(
            ("runs", source),
            lambda piece: piece.round_number if self._counts(piece, looked_at, source, None) else None,
        )

    def _look_once(self, what: tuple[object, ...], part_of: Callable[[Piece], int | None]) -> list[Any]:
        """The part of each piece, worked out when it is first asked for: every point of a page asks again."""
        if what not in self._seen:
            self._seen[what] = self.tallies.part(part_of)
        return self._seen[what]

    @staticmethod
    def _counts(piece: Piece, narrowing: Narrowing, source: FeedbackSource | None, since: int | None) -> bool:
        if source not in (None, piece.source) or not narrowing.takes(piece):
            return False
        # All sources together are all customers: a note counts where notes are asked for.
        if not piece.source.is_customers and FeedbackSource.NOTE not in (source, narrowing.source):
            return False
        if since is None or narrowing.rounds is not None:
            return True
        return piece.round_number is not None and piece.round_number >= since
