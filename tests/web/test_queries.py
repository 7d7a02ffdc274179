"""How often the desk's pages ask the database: once for each kind of thing that they show, however many there are."""

import shutil

import pytest

from app.services import clusters, garments
from tests.web.watching import listening

pytestmark = [pytest.mark.sqlite, pytest.mark.thorough]

ASKED_AT_MOST = {
    "home": 8, "garments": 7, "garment": 7, "point": 8, "revision": 8, "comparison": 5, "run": 8, "sheet": 8,
    "measures": 7, "inbox": 7, "readings": 5, "not named": 4, "answer": 6,
}  # fmt: skip
"""Each with the one question for whose browser it is and the label's settings.

P6 promises eight at most. Pages that show much ask for what belongs together at once:

- home and the list of garments: what was put off until a run, for which the runs of its garments are read,
- a point: itself with its garment, sizes and measures; the runs with what they plan; pieces measured; the garment's
  other points, the same fault on other garments and how many wish it were fixed; its history; quotes and photos; and
  where pieces are still to be measured, how many there are of the run,
- a revision: itself with its garment, runs and files; its lines; its chart; sheets with answers; samples; who can be
  sent it; of a draft the points it may be drawn from, of one that was sent, the mails about it,
- a run: its garment; how far its revisions came; its pieces and their codes. Before the release: the lines that ship;
  the chart; the garment's points; who hears of a fix, and who may release against the gate. Then: what was counted;
  verdicts; pieces measured, and what they were released to be,
- a sheet: itself with its revision, garment and runs; lines; chart; sheets with answers; points; quotes; photos.
"""


def test_pages_of_the_demo_ask_for_each_kind_of_thing_once(app, client, session, sign_in):
    pages = list_pages(session)
    sign_in()

    asked = {kind: max(count_asked(app, client, page) for page in found) for kind, found in pages.items()}

    assert {kind: number for kind, number in asked.items() if number > ASKED_AT_MOST[kind]} == {}


@pytest.fixture
def database_url(demo_data, tmp_path):
    """A copy of the demo collection."""
    return f"sqlite:///{shutil.copytree(demo_data, tmp_path / 'demo') / 'toile.db'}"


def list_pages(session):
    """The addresses of the demo by what they show; of each garment the two fit points that are said most surely."""
    made = garments.list_garments(session)
    return {
        "home": ["/"],
        "garments": ["/garments"],
        "garment": [f"/garments/{each.id}" for each in made],
        "point": [f"/points/{point.id}" for each in made for point in clusters.list_clusters(session, each)[:2]],
        "revision": [f"/garments/{each.id}/revisions/{drawn.number}" for each in made for drawn in each.revisions],
        "comparison": [f"/garments/{each.id}/revisions/1/compare/{each.revisions[-1].number}" for each in made],
        "run": [f"/garments/{each.id}/rounds/{run.number}" for each in made for run in each.rounds],
        "sheet": [f"/sheets/{sent.id}" for each in made for drawn in each.revisions for sent in drawn.packets],
        "measures": [f"/garments/{each.id}/measures" for each in made],
        "answer": [f"/feedback/{number}" for number in (1, 2, 3)],
        "inbox": ["/feedback", "/feedback?words=sleeves"],
        "readings": [f"/garments/{each.id}/readings" for each in made],
        "not named": [f"/garments/{each.id}/unnamed" for each in made],
    }


def count_asked(app, client, page):
    """How many questions a page asks."""
    with listening(app) as asked:
        assert client.get(page).status_code == 200
    return len(asked)
