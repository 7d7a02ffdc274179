"""What is asked for is missing, and what is asked away is there."""

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger
from tests.nlp.held import assert_reads
from tests.nlp.test_codes import named_rows

# comment | garment | the codes it carries, exactly; "-" stands for none
REQUESTS = """
Give me sleeves that reach my wrists. | shirt | sleeve.length/short
Give us a placket that stays closed over the bust. | blouse | bust.width/small
Let the buttons meet across the chest. | shirt | bust.width/small
Let it keep its shape for more than an hour! | knit | fabric.stretch/excess
Could the cuffs reach my wrists, please? | shirt | sleeve.length/short
Can the straps stay on my shoulders instead of sliding off? | dress | strap.length/long
Could the waistband stay put instead of spinning round? | skirt | waist.width/large
Could you add a pocket deep enough for a hand? | jacket | construction.pocket/poor
Can it be washed by machine? | dress | -
Could you tell me whether the collar closes round a 17 neck? | shirt | -
It would be nice not to have to hitch them up all day. | jeans | waist.width/large
Would be great not to have to iron it every time. | blouse | fabric.care/poor
A bit of room at the waist and I could eat in it. | skirt | waist.width/small
Some space across the back and I could reach the wheel. | jacket | shoulder.width/small
Pockets that hold more than a coin, is that too much to ask? | coat | construction.pocket/poor
Next time please use a decent fabric. | dress | fabric.quality/poor
Please make it warm enough for winter. | coat | fabric.weight/thin
If only it hung nicely at the back. | dress | shape.cut/poor
The zip really should run smoothly. | coat | construction.closure/poor
If the rise covered my belly button I would be happy. | jeans | rise.height/low
If the straps could be shortened I would wear it. | dress | strap.length/long
If the green were the green of the photo I'd be delighted. | dress | color.look/off
Sleeves that end at the wrist would be a nice change. | jacket | sleeve.length/long
I'd happily pay double for it. | dress | price.value/ok
I wish my whole wardrobe felt as silky. | knit | fabric.feel/ok
They end where they ought to. | trousers | leg.length/ok
"""


@pytest.mark.parametrize("comment, garment, codes", named_rows(requests=REQUESTS))
def test_reads_what_is_missing(tagger: Tagger, comment: str, garment: GarmentKind | None, codes: set[str]) -> None:
    assert_reads(tagger, comment, garment, codes)
