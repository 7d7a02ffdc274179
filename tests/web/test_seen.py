"""Pages of a draft that stay open while others write its lines."""

import pytest

from app.web.revision_page import sum_up_lines
from tests.web.conftest import get_revision
from tests.web.open_pages import open_page, read_fields


@pytest.mark.parametrize(
    ("page", "form", "theirs", "mine"),
    [
        ("?line=1", "/lines/1", {"delta": "-3"}, {"reason": "Many ask for it."}),
        ("?line=2", "/lines/2", {"text": "Rotate the dart to the side."}, {"piece": "front"}),
        ("", "/lines", {"pom": "D3", "delta": "1"}, {"pom": "D3", "delta": "2"}),
    ],
    ids=["a measure", "an instruction", "a line that was not there yet"],
)
def test_nobody_writes_unawares_over_a_line(client, session, draft, sign_in, page, form, theirs, mine):
    sign_in()
    client.post(f"{draft}/lines", data={"text": "Rotate the dart."})
    opened = open_page(client, f"{draft}{page}", sends_to=f"{draft}{form}")
    for _ in range(2):  # a second click is nobody else's
        assert client.post(f"{draft}{form}", data=opened | theirs).status_code == 303
    stood = sum_up_lines(get_revision(session))

    unread = client.post(f"{draft}{form}", data=opened | mine | {"points": "x"})
    told = client.post(f"{draft}{form}", data=read_fields(unread.text, sends_to=f"{draft}{form}") | mine)

    assert (unread.status_code, told.status_code) == (422, 422)
    assert "was written meanwhile, as it stands here now." in told.text
    assert sum_up_lines(get_revision(session)) == stood
    again = read_fields(told.text, sends_to=f"{draft}{form}")
    assert client.post(f"{draft}{form}", data=again).status_code == 303
    assert sum_up_lines(get_revision(session)) != stood
