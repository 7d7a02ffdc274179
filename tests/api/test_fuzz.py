"""The OpenAPI document, taken at its word: what it allows and what it forbids is sent, and no answer may leave it."""

from collections import Counter
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings

from app.api.security import calls
from tests.cast import make_round, make_shirt

EACH = 100
"""Requests to each address in each mode; all together take some twenty seconds."""

HURRIED = settings(max_examples=EACH, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.mark.thorough
@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_nothing_that_is_sent_breaks_the_server_or_the_document(app, session, secret, monkeypatch, mode):
    import schemathesis  # not above: to load it would cost every run that leaves this out
    from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

    # No document says which garments there are; and the token that is shown here holds, whatever is generated.
    not_said = [positive_data_acceptance, ignored_auth]
    make_round(session, make_shirt(session), locked=True)
    session.commit()
    monkeypatch.setattr(calls, "hit", lambda *limit: True)
    _send_one_of_each(app.test_client(), {"Authorization": f"Bearer {secret}"})
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    answered: Counter[int] = Counter()

    for operation in document.get_all_operations():

        @HURRIED
        @given(case=operation.ok().as_strategy(generation_mode=schemathesis.GenerationMode(mode)))
        def send(case: schemathesis.Case) -> None:
            if mode == "positive" and isinstance(case.body, dict) and "source" in case.body:
                case.body |= {"garment": 1, "code": None, "round": None, "size": None, "colour": None}
            answer = case.call(headers={"Authorization": f"Bearer {secret}"})
            answered[answer.status_code] += 1
            case.validate_response(answer, excluded_checks=not_said)

        send()

    assert answered.total() >= 3 * EACH
    assert answered.keys() >= ({200, 201, 404, 422} if mode == "positive" else {400, 422})


def _send_one_of_each(client: FlaskClient, head: dict[str, str]) -> None:
    """Load what a first request loads: Hypothesis draws from the constants of all modules that are loaded."""
    said = {"source": "form", "garment": 1, "comment": "The sleeves are too long."}
    file = {"kind": "feedback", "file": (BytesIO(b"text,garment\nToo long.,1\n"), "reviews.csv")}

    assert client.get("/api/v1/garments", headers=head).status_code == 200
    assert client.post("/api/v1/feedback", json=said, headers=head).status_code < 500
    assert client.post("/api/v1/imports", data=file, headers=head).status_code < 500
