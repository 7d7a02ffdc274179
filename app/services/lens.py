"""The lens: what the answers say that a page counts.

Where it does not narrow, that was added up with the evidence. Else it is worked out which pieces count, once for all
fit points: of one source (a fit point is told by one), and from the first round that counts (since the pattern behind a
point changed). Where the page narrows to runs, those count, changed since or not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.models import ClusterEvidence, FeedbackSource, Piece
from app.services.groups import NOBODY, View
from app.services.narrowing import Narrowing
from app.services.shares import Share, read_shares
from app.services.sums import NO_RUN, Sums
from app.services.tallies import Tallies
from nlp.taxonomy import Code


@dataclass(frozen=True)
class Counted:
    """What those say of a fit point who are counted, as one source tells it."""

    source: FeedbackSource
    by_size: dict[int, Share]
    by_run: dict[int, Share]
    here: Share | None = None
    """All of them together, where the page narrows."""


def count_all(evidence: ClusterEvidence) -> Counted:
    """Return what all say of a fit point, as it was added up with the evidence."""
    return Counted(evidence.source, read_shares(evidence.by_size), read_shares(evidence.by_run))


@dataclass(frozen=True)
class Lens:
    """The tallies of a garment, seen through what the page narrows to."""

    tallies: Tallies
    narrowing: Narrowing
    _seen: dict[tuple[object, ...], View[Any]] = field(default_factory=dict)

    def count_everybody(self) -> Sums:
        """Return what those say of the garment who are counted."""
        if not self.narrowing.narrows:
            return self.tallies.sums or Sums()
        everybody, form = self.tallies.everybody, FeedbackSource.FORM
        return Sums(
            answers=everybody.share(self.here()).n,
            fits_fine=everybody.share(self.here(form)),
            fine_by_run=everybody.share_by(self.runs(form)),
            answers_by_size={size_id: share.n for size_id, share in everybody.share_by(self.sizes()).items()},
            fine_by_size=everybody.share_by(self.sizes(form)),
            runs=frozenset(number or None for number in everybody.share_by(self.told_runs())),
        )

    def count_praise(self) -> dict[Code, int]:
        """Return how many of those who are counted praise what."""
        if not self.narrowing.narrows:
            return self.tallies.praised
        return {code: count.share(self.here()).k for code, count in self.tallies.praise.items()}

    def count_point(self, evidence: ClusterEvidence) -> Counted:
        """Return what those say of a fit point who are counted: by the source that is asked for, else this one."""
        if not self.narrowing.narrows:
            return count_all(evidence)
        source, since = self.narrowing.source or evidence.source, evidence.since_round
        count = self.tallies.clusters.get(evidence.cluster_id, NOBODY)
        return Counted(
            source, by_size=count.share_by(self.sizes(source, since)), by_run=count.share_by(self.runs(source)),
            here=count.share(self.here(source, since)),
        )  # fmt: skip

    def here(self, source: FeedbackSource | None = None, since: int | None = None) -> View[bool]:
        """Return the pieces that count."""
        return self._look_once(
            ("here", source, since), lambda piece: self._counts(piece, self.narrowing, source, since) or None
        )

    def sizes(self, source: FeedbackSource | None = None, since: int | None = None) -> View[int]:
        """Return the pieces that count where sizes stand side by side, by their size."""
        looked_at = self.narrowing.in_every_size()
        return self._look_once(
            ("sizes", source, since),
            lambda piece: piece.size_id if self._counts(piece, looked_at, source, since) else None,
        )

    def runs(self, source: FeedbackSource) -> View[int]:
        """Return the pieces that count where runs stand side by side, by their run."""
        looked_at = self.narrowing.in_every_run()
        return self._look_once(
            ("runs", source),
            lambda piece: piece.round_number if self._counts(piece, looked_at, source, None) else None,
        )

    def told_runs(self) -> View[int]:
        """Return the pieces that count where sizes stand side by side, by their run, those of no known one too."""
        looked_at = self.narrowing.in_every_size()
        return self._look_once(
            ("told runs",),
            lambda piece: (piece.round_number or NO_RUN) if self._counts(piece, looked_at, None, None) else None,
        )

    def _look_once(self, what: tuple[object, ...], part_of: Callable[[Piece], int | None]) -> View[Any]:
        """The pieces by their parts, worked out when it is first asked for: every point of a page asks again."""
        if what not in self._seen:
            self._seen[what] = self.tallies.kinds.view(part_of)
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
