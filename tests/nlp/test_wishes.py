"""What a wish and a denial say, on every kind of part."""

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger
from tests.nlp.held import assert_reads
from tests.nlp.test_codes import named_rows

# comment | garment | the codes it carries, exactly; "-" stands for none
WISHES = """
A bit more room in the bust would be nice. | dress | bust.width/small
A bit shorter in the skirt would be nice. | skirt | body.length/long
A lower price would be nice. | dress | -
I ordered my usual size and the hips are too snug. | skirt | hip.width/small
If the body were a little less wide it would be my favourite. | blouse | body.width/large
I took the M and wish I had gone for the S. | knit | size.overall/large
Shame the legs aren't longer. | jeans | leg.length/short
Why couldn't they make the collar looser? | shirt | neck.width/small
Had the straps been shorter, I would have kept it. | dress | strap.length/long
I was hoping for longer sleeves. | shirt | sleeve.length/short
Ideally the waist would be looser. | skirt | waist.width/small
An inch looser and the waist would be perfect. | skirt | waist.width/small
Did the straps have to be so short? | dress | strap.length/short
Please raise the neckline. | dress | neckline.depth/low
Please don't raise the neckline. | dress | -
I'd be happier if it stopped at the hip. | coat | body.length/long
Could do with a zip. | dress | construction.closure/poor
If it didn't itch it would be perfect. | knit | fabric.feel/rough
The rise needs two inches more. | jeans | rise.height/low
What I wouldn't give for a less scratchy lining. | coat | construction.lining/poor
I wish it were longer. | dress | body.length/short
Wish the sleeves were a bit shorter. | shirt | sleeve.length/long
It could be a bit tighter at the waist. | dress | waist.width/large
It could use more room in the bust. | blouse | bust.width/small
The legs should have been cut longer. | trousers | leg.length/short
A touch of room at the calf would help. | jeans | leg.width/small
I'd prefer a softer fabric. | knit | fabric.feel/rough
I wish the fabric were thicker. | shirt | fabric.weight/thin
If only the straps were shorter. | swim | strap.length/long
I wish it weren't so short. | skirt | body.length/short
The neckline needs to be higher. | dress | neckline.depth/low
Would be perfect if the rise were higher. | jeans | rise.height/low
I wish it had shorter sleeves. | shirt | sleeve.length/long
I would have preferred a slimmer body. | shirt | body.width/large
A higher neckline would have been better. | dress | neckline.depth/low
Would rather have a looser waist. | skirt | waist.width/small
I would have liked a longer hem. | dress | body.length/short
Longer sleeves would be nice. | knit | sleeve.length/short
I expected a little more length. | dress | body.length/short
I would need to have the waist taken in. | skirt | waist.width/large
I just wish it weren't dry clean only. | knit | fabric.care/poor
I needed a vest because the neckline is so deep. | blouse | neckline.depth/low
"""

DENIALS = """
I'd have loved it if the hem weren't so short. | dress | body.length/short
It would be ideal if not for the scratchy lining. | knit | construction.lining/poor
No idea why the legs are so short. | jeans | leg.length/short
I can't get over how thin the fabric is. | shirt | fabric.weight/thin
I don't like that the waist is so tight. | skirt | waist.width/small
Nobody told me the waist was so tight. | skirt | waist.width/small
There's no denying the hem is too long. | dress | body.length/long
Never had a jumper with sleeves this long. | knit | sleeve.length/long
The collar couldn't be tighter. | shirt | neck.width/small
I was afraid the rise would be low but it isn't. | jeans | rise.height/ok
They said the straps were short. I didn't find that. | dress | strap.length/ok
Scratchy? Not at all. | knit | fabric.feel/ok
About as soft as a doormat. | knit | fabric.feel/rough
Not see-through even with the light behind me. | skirt | fabric.opacity/ok
It doesn't need to be longer. | dress | body.length/ok
Not too short, as others said. | dress | body.length/ok
By no means snug. | knit | size.overall/ok
I can't fault the cuffs. | shirt | sleeve.width/ok
The sleeves aren't too long or too tight. | shirt | sleeve.length/ok sleeve.width/ok
It isn't itchy. | knit | fabric.feel/ok
The legs are not long enough. | trousers | leg.length/short
The waist isn't tight enough. | skirt | waist.width/large
It is not flattering. | dress | shape.cut/poor
The fabric isn't very soft. | knit | fabric.feel/rough
No complaints about the zip. | skirt | construction.closure/ok
Not boxy. | blouse | body.width/ok
It is not uncomfortable. | dress | comfort.wear/ok
The seams never came apart. | dress | construction.seam/ok
It doesn't run small. | dress | size.overall/ok
Less flattering than I hoped. | dress | shape.cut/poor
I had no problem with the fit. | dress | size.overall/ok
I don't mind that it has to be hemmed. | dress | body.length/long
Less stiff than I thought. | jeans | fabric.feel/ok
The placket has a hard time staying closed. | shirt | construction.closure/poor
It isn't too low, too wide or too long. | blouse | body.length/ok body.width/ok neckline.depth/ok
I did not like the colour on me. | knit | color.look/off
I don't like polyester. | blouse | -
Nobody should wear a top this sheer. | blouse | fabric.opacity/sheer
"""


@pytest.mark.parametrize("comment, garment, codes", named_rows(wishes=WISHES, denials=DENIALS))
def test_reads_what_is_meant(tagger: Tagger, comment: str, garment: GarmentKind | None, codes: set[str]) -> None:
    assert_reads(tagger, comment, garment, codes)
