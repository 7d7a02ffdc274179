"""Words as they are kept: without markup, addresses and signatures."""

import pytest

from app.services.plain_words import join_words


@pytest.mark.parametrize(
    "title, text, joined",
    [
        ("Nice", "Soft.", "Nice. Soft."),
        ("Nice!", "Soft.", "Nice! Soft."),
        ("", "Soft.", "Soft."),
        ("Nice", "", "Nice"),
        ("", "Soft<br/>but &amp; long</p>", "Soft but & long"),
        ("", "3 < 5 & so on", "3 < 5 & so on"),
        ("", "Write to mia.b@example.com please", "Write to [e-mail] please"),
    ],
)
def test_title_and_text_are_one_comment(title: str, text: str, joined: str):
    assert join_words(title, text) == joined


@pytest.mark.parametrize(
    "text, author, kept",
    [
        ("Too long. - Sarah K.", "", "Too long."),
        ("Too long. – sarah", "Sarah Kern", "Too long."),
        ("Too long!\n— Sarah Kern", "Sarah Kern", "Too long!"),
        ("Love it - perfect", "Sarah", "Love it - perfect"),
        ("Great shirt - Very soft", "", "Great shirt - Very soft"),
        ("I wear a medium - M", "", "I wear a medium - M"),
        ("- Sarah K.", "", ""),
    ],
)
def test_a_signature_goes_and_an_afterthought_stays(text: str, author: str, kept: str):
    assert join_words("", text, author=author) == kept
