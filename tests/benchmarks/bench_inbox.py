"""How long a page of the inbox takes among very many comments, on SQLite and PostgreSQL, and how long their export.

Among 20 000 by default; with TOILE_BENCH_FULL=1 among 100 000, which takes minutes.
"""

import os
import random
from time import perf_counter, process_time

import pytest
from sqlalchemy import insert

from app.models import Feedback, FeedbackSource, ReadState, now, split_words
from app.services import exports, inbox
from app.services.inbox import Filters, Folder
from tests.cast import make_shirt

pytestmark = pytest.mark.every_database

NUMBER = 100_000 if os.environ.get("TOILE_BENCH_FULL") else 20_000
CHUNK = 5_000

SEARCHES = {
    "the first page": Filters(),
    "a word that most say": Filters(words="sleeves"),
    "three words that some say": Filters(words="word17 word200 word30"),
    "words that nobody says": Filters(words="nothing of the kind"),
    "what was not read": Filters(folder=Folder.NOT_READ),
    "with a photo": Filters(has_photo=True),
}


def test_a_page_among_very_many(session, tmp_path):
    _fill(session)

    whole = "" if os.environ.get("TOILE_BENCH_FULL") else " (TOILE_BENCH_FULL=1: 100,000)"
    print(f"\n\n| {session.get_bind().dialect.name}, {NUMBER:,} comments{whole} | |\n|---|---|")
    for what, filters in SEARCHES.items():
        start = perf_counter()
        inbox.list_page(session, filters)
        print(f"| {what} | {(perf_counter() - start) * 1000:.0f} ms |")
    for file_format in exports.WRITERS:
        start, clock = process_time(), perf_counter()
        exports.write_export(session, Filters(), format=file_format, path=tmp_path / "export")
        told = [f"{NUMBER / seconds:,.0f}" for seconds in (process_time() - start, perf_counter() - clock)]
        print(f"| export as {file_format} | {told[0]} answers a second of the processor, {told[1]} by the clock |")


def _fill(session):
    """Forty words a comment, some of them said by all."""
    shirt = make_shirt(session)
    chance = random.Random(1)
    words = [f"word{number}" for number in range(3000)] + ["sleeves", "long", "tight", "the", "a", "I"] * 100
    for _ in range(NUMBER // CHUNK):
        comments = [" ".join(chance.choices(words, k=40)) for _ in range(CHUNK)]
        session.execute(
            insert(Feedback),
            [
                {"garment_id": shirt.id, "source": FeedbackSource.REVIEW, "comment": comment, "received_at": now(),
                 "searched": " ".join(split_words(comment)), "read_state": ReadState.READ}
                for comment in comments
            ],
        )  # fmt: skip
    session.commit()
