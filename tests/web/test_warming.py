"""What the desk's pages make once is made when Toile starts, not when somebody first asks for them."""

import pytest

from app import warm_desk
from app.db import db
from app.models import Role
from app.services import revisions
from tests import cast
from tests.web.test_routes import dump


@pytest.mark.thorough
def test_a_first_visit_makes_nothing_that_was_made_at_the_start(app, client, session, sent, sign_in):
    before = dump(session)
    session.rollback()

    for _ in warm_desk(app):
        pass

    assert dump(session) == before, "Nobody was there."
    sign_in(role=Role.ADMIN)
    made = _count_made(app)
    for page in ("/", "/garments/1", "/garments/1/revisions/2", f"/sheets/{sent.packet.id}", "/feedback"):
        assert client.get(page).status_code == 200
    assert _count_made(app) == made


@pytest.mark.thorough
def test_a_sheet_is_warm_though_other_revisions_come_first(app, client, session, sent, sign_in):
    for name in ("A shirt", "B shirt", "C shirt"):
        revisions.draft_revision(session, cast.make_garment(session, name=name))
    session.commit()
    with app.app_context():
        db.engine.clear_compiled_cache()

    for _ in warm_desk(app):
        pass

    sign_in(role=Role.ADMIN)
    made = _count_made(app)
    for page in (f"/garments/{sent.packet.revision.garment_id}/revisions/2", f"/sheets/{sent.packet.id}"):
        assert client.get(page).status_code == 200
    assert _count_made(app) == made


def _count_made(app) -> tuple[int, int]:
    """How many templates are compiled, and how many questions."""
    with app.app_context():
        return len(app.jinja_env.cache), len(db.engine._compiled_cache)
