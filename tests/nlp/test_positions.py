"""Where a waist lies is told by a place of the body; whether it is that of trousers, by the words alone."""

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger
from tests.nlp.held import assert_reads

# comment | garment, if it is known | the codes it carries, all of them
PLACES = """
The elastic creeps up to just below my ribs. | dress | waist.position/high
The waist is about two inches above where mine is. | dress | waist.position/high
On a petite like me the waist ends up round the hips. | | waist.position/low
The peplum begins at my hips. | blouse | waist.position/low
The waist seam isn't up at my ribs for once. | dress | waist.position/ok
For once the waist is where my own waist is. | dress | waist.position/ok
They come up nearly to my armpits. | | rise.height/high
The waistband only comes to my hips. | | rise.height/low
The jeans stop below my navel. | jeans | rise.height/low
The bodice needs two more inches. | dress | waist.position/high
The jumpsuit is too short in the body. | | waist.position/high
They pool on my shoes. | | leg.length/long
I can see my calves bulge, it is too snug there. | | leg.width/small
The legs are too tight and I can't sit. | jeans | leg.width/small
"""


@pytest.mark.parametrize("row", PLACES.strip().splitlines())
def test_reads_where_it_lies(tagger: Tagger, row: str) -> None:
    text, kind, codes = (piece.strip() for piece in row.split("|"))

    assert_reads(tagger, text, GarmentKind(kind) if kind else None, codes.split(", "))
