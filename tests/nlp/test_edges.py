"""Where a quote begins and ends: no little word dangles at its edges."""

import pytest

from nlp.garments import GarmentKind


@pytest.mark.parametrize(
    ("comment", "quote"),
    [
        ("Great everywhere except the waist gap at the back.", "waist gap"),
        ("The front gapes when I move.", "front gapes"),
        ("The neck is so low that I need a camisole.", "neck is so low"),
        ("Very soft and I could live in it.", "Very soft"),
        ("Overpriced for what you get.", "Overpriced"),
    ],
)
def test_what_leads_on_behind_a_fault_is_left_out(tagger, comment, quote):
    assert quote in quotes(tagger, comment)


@pytest.mark.parametrize(
    ("comment", "quote"),
    [
        ("It's not what I paid for.", "It's not what I paid"),
        ("The colours are even better than on the screen.", "colours are even better than on the screen"),
        ("The button holes are too large.", "button holes are too large"),
        ("The medium was just right.", "medium was just right"),
        ("The pockets are a good size.", "pockets are a good size"),
    ],
)
def test_what_needs_more_to_be_said_takes_it_in(tagger, comment, quote):
    assert any(said.startswith(quote) for said in quotes(tagger, comment))


@pytest.mark.parametrize(
    ("comment", "quote"),
    [
        ("The cotton doesn't scratch at all.", "doesn't scratch"),
        ("dont gape at the arm holes", "dont gape"),
        ("Cannot do up the collar", "Cannot do up"),
        ("needs 5cm more at bottom", "5cm more at bottom"),
        ("There's no bulk in the seams.", "There's no bulk"),
        ("There was a hole at the side seam.", "There was a hole"),
    ],
)
def test_no_word_is_cut_in_two_and_what_there_is_says_so(tagger, comment, quote):
    assert any(quote in said for said in quotes(tagger, comment))


@pytest.mark.parametrize(
    ("comment", "quote"),
    [
        ("The straps dig in.", "straps dig in"),
        ("The size is right on.", "size is right on"),
        ("It is soft as can be.", "soft as can be"),
        ("It doesn't move with you, and that is a pity.", "doesn't move with you"),
    ],
)
def test_a_little_word_that_belongs_to_what_is_said_stays(tagger, comment, quote):
    assert any(said.endswith(quote) for said in quotes(tagger, comment))


def test_no_comma_or_conjunction_opens_a_clause_that_is_quoted(tagger):
    comment = "I love the print, and the lace inside leaves my skin raw."

    assert [said for said in quotes(tagger, comment) if said.lower().startswith((",", "and "))] == []


def quotes(tagger, comment):
    return [mention.quote for mention in tagger.tag(comment, GarmentKind.DRESS).mentions]
