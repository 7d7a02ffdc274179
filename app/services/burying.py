"""Burying: what was erased, and whom to write no more, is carried over to a database that is older."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.models import Feedback
from app.services import addresses, erasing, tombstones


@dataclass(frozen=True)
class Traces:
    """What one database tells another: keyed hashes, of the same label alone."""

    erased: AbstractSet[str] = frozenset()
    stopped: AbstractSet[str] = frozenset()


def list_traces(session: Session) -> Traces:
    """Return what was erased and whom nobody writes to."""
    return Traces(tombstones.list_traces(session), addresses.list_stopped(session))


def erase_again(session: Session, traces: Traces, folder: Path) -> int:
    """Erase what these traces tell of, its pictures first, and return how many answers; their garments are weighed."""
    for key in traces.stopped - addresses.list_stopped(session):
        addresses.stop_mail_to(session, key)
    unknown = traces.erased - tombstones.list_traces(session)
    buried = [session.get_one(Feedback, each) for each in sorted(tombstones.find_buried(session, unknown))]
    erasing.erase_answers(session, buried, folder)
    return len(buried)
