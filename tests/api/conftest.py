"""The API is tested through `client`, which shows a token where a test asks for one."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.services import tokens
from tests.arranged import once

Call = Callable[..., TestResponse]


@pytest.fixture
@once
def secret(session: Session) -> str:
    """The secret of the shop's token, which may do all."""
    made = tokens.add_token(session, name="Shop", may_import=True)
    session.commit()
    return made.secret


@pytest.fixture
def call(client: FlaskClient, secret: str) -> Call:
    """Call an address under /api/v1 as the shop does: `call("post", "/feedback", key="order 1001", json={…})`."""

    def send(method: str, path: str, *, key: str | None = None, **request: object) -> TestResponse:
        headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
        return client.open(f"/api/v1{path}", method=method.upper(), headers=headers, **request)

    return send
