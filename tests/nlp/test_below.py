"""How dresses, skirts and trousers are told, and what their makers and wearers only mention."""

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger
from tests.nlp.held import assert_reads
from tests.nlp.test_codes import rows

# comment | garment | the codes it carries, exactly; "-" stands for none
FAULTS = """
Wear something under it, one can see straight through it. | dress | fabric.opacity/sheer
I never realised the skirt would be see-through. | dress | fabric.opacity/sheer
It came without a slip. | dress | construction.lining/poor
I was hoping it hides my bulges. | dress | -
It hides any bumps and bulges. | dress | shape.cut/ok
It makes my hips look enormous. | skirt | shape.cut/poor
My stomach looked bigger in it. | dress | shape.cut/poor
It pulled oddly across the bust. | dress | bust.width/small
I could barely pull it down over my boobs. | dress | bust.width/small
The upper part of the dress runs small. | dress | bust.width/small
A bit baggy on top. | dress | bust.width/large
The armholes are cut too low. | dress | armhole.size/large
It has slightly bigger armholes. | dress | armhole.size/large
It stands away at the back of my neck. | dress | neck.width/large
I need to wear a cami underneath as it is low cut. | dress | neckline.depth/low
The waist slid down past my hips. | trousers | waist.width/large
It had more stretch than I am used to. | jeans | fabric.stretch/excess
It isn't even a red, it's more of an orange. | dress | color.look/off
I thought the colours would be brighter. | dress | color.look/off
The exact opposite of the picture. | dress | photo.match/off
The pockets make the front stick out. | skirt | construction.pocket/poor
I can't justify full price. | dress | price.value/poor
I laughed at how long they were. | trousers | leg.length/long
I have to get it professionally hemmed. | dress | body.length/long
Just what I wanted in a summer short. | shorts | -
The waist is a bit too short waisted for me. | dress | waist.position/high
I could not get it to hang right. | skirt | shape.cut/poor
They don't stretch and sag. | jeans | fabric.stretch/ok
"""

MENTIONED = """
It comes to mid-calf. | skirt | -
Sheer sleeves with a ruffle. | blouse | -
A tad too high waisted, these. | trousers | rise.height/high
I wasn't sure how clingy it might be. | dress | -
If you have a large bust, I would size up. | dress | -
I sized up because mine was sold out. | dress | -
I sized down, and they are too small. | shorts | size.overall/small
Not stretchy enough to size down. | jeans | fabric.stretch/none
It is hard to find jeans that don't gap at the back. | jeans | -
It looks bulky in the photos, it isn't. | skirt | -
It fits loose, but it is meant to. | dress | -
Lovely and snug around the middle. | dress | body.width/ok
Thin but not too thin. | trousers | fabric.weight/ok
The creasing isn't a big problem. | trousers | fabric.care/ok
One can't resist a cut this flattering. | swim | shape.cut/ok
It isn't pure wool, so it's not itchy. | dress | fabric.feel/ok
I don't agree with the reviews that it runs large. | skirt | -
Many of them were too tight. | jeans | -
I have a skinny build. | jeans | -
I am not particularly large. | trousers | -
I read that it ran large, and usually wear a small. | dress | -
The elastic feels tight, but it loosens up. | skirt | -
"""


@pytest.mark.parametrize("comment, garment, codes", [*rows(FAULTS), *rows(MENTIONED)])
def test_reads_what_is_told_of_dresses_and_trousers(
    tagger: Tagger, comment: str, garment: GarmentKind | None, codes: set[str]
) -> None:
    assert_reads(tagger, comment, garment, codes)
