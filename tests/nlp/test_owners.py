"""Which part a judgement is said of, and what the kind of garment makes of it."""

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger
from tests.nlp.held import assert_reads
from tests.nlp.test_codes import named_rows

# comment | garment | the codes it carries, exactly; "-" stands for none
OWNERS = """
The cuffs sit right, it is the neck that chokes. | shirt | sleeve.width/ok neckline.depth/high
The shoulders fit but the sleeves are too long. | jacket | sleeve.length/long shoulder.width/ok
The rise? Too low. | jeans | rise.height/low
The hips are too tight, and so is the waist. | skirt | hip.width/small waist.width/small
The bust isn't too loose and neither are the armholes. | dress | bust.width/ok armhole.size/ok
The collar, not the cuffs, is too tight. | shirt | neck.width/small
Unlike the collar, the cuffs are too tight. | shirt | sleeve.width/small
A perfect fit, save for the tight armholes. | coat | size.overall/ok armhole.size/small
Armholes, tick. Straps too long. | dress | armhole.size/ok strap.length/long
Tight in the shoulders and chest. | shirt | shoulder.width/small bust.width/small
The waist is loose and the hips are tight. | skirt | waist.width/large hip.width/small
Too long in the sleeves, too short in the body. | knit | sleeve.length/long body.length/short
The bust and hips are too tight. | dress | bust.width/small hip.width/small
Love the colour, the fabric and the pockets. | dress | color.look/ok fabric.quality/ok construction.pocket/ok
Soft, stretchy fabric. | knit | fabric.feel/ok fabric.stretch/ok
The fabric is soft but thin. | shirt | fabric.feel/ok fabric.weight/thin
It is huge, especially in the shoulders. | coat | size.overall/large shoulder.width/large
The embroidery on the back is lovely. | jacket | construction.trim/ok
The collar is stiff and scratchy. | shirt | fabric.feel/rough
The waist is far too high, it sits right under my bust. | dress | waist.position/high
A perfect denim jacket. | jacket | -
Love that the cuffs come a bit too long. | shirt | sleeve.length/long
I have a short torso but found it too long. | blouse | body.length/long
The top is too big. | dress | bust.width/large
The bodice is tight, especially at the waist. | dress | bust.width/small waist.width/small
Too short for the office. | dress | body.length/short
A rather loose fit through the body. | blouse | body.width/large
The armholes are too deep for my small bust. | blouse | armhole.size/large
The neck in the front is a bit tight. | knit | neck.width/small
Surprised how short the sleeves are. | knit | sleeve.length/short
The enormous puff sleeve feels silly. | blouse | sleeve.width/large
Lovely in the photo but it was too big on me. | knit | size.overall/large
The camisole it came with is flimsy. | blouse | construction.lining/poor
The buttons keep open and the front gaps. | shirt | bust.width/small
The lining is great, the colour is not. | coat | color.look/off construction.lining/ok
The wool is lovely, the colour isn't. | knit | color.look/off fabric.quality/ok
Neither too long nor too short, these straps. | swim | strap.length/ok
Neither too tight nor too loose, that waistband. | skirt | waist.width/ok
Legs, no: far too wide. | trousers | leg.width/large
The hips don't: too tight. | dress | hip.width/small
Water gathers in them. I mean the cups. | dress | bust.width/large
Nothing fits in them. I mean the pockets. | trousers | construction.pocket/poor
"""

GARMENTS = """
Too long. | dress | body.length/long
Too long. | trousers | leg.length/long
Too short. | jumpsuit | leg.length/short
Too short. | skirt | body.length/short
These pants are too short. | - | leg.length/short
Had to have it hemmed. | dress | body.length/long
Had to have them hemmed. | jeans | leg.length/long
It fits more like a tunic. | blouse | body.length/long
It fits more like a tunic. | dress | body.length/short
"""


@pytest.mark.parametrize("comment, garment, codes", named_rows(owners=OWNERS, garments=GARMENTS))
def test_reads_what_is_meant(tagger: Tagger, comment: str, garment: GarmentKind | None, codes: set[str]) -> None:
    assert_reads(tagger, comment, garment, codes)
