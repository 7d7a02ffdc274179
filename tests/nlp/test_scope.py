"""What is kept silent about, what turns a judgement around, how strongly it is said, and noise around it."""

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger
from tests.nlp.held import assert_reads
from tests.nlp.test_codes import named_rows

# comment | garment | the codes it carries, exactly; "-" stands for none

SILENCE = """
My worry was that the pockets would gape. | skirt | -
I've heard the grey one is softer. | knit | -
I'm told these go baggy at the knees. | trousers | -
Have been told the blue is darker in real life. | coat | -
They tell me the wool is itchy. | knit | -
Some called the armholes huge. | dress | -
On my last order from them the straps were too long. | dress | -
I have three other things by this maker and they all run small. | blouse | -
Last time I bought from them the zip broke. | jeans | -
In my experience their wool is scratchy. | knit | -
My thighs rub whatever I wear. | shorts | -
I like to wear my tops a little loose around the middle. | blouse | -
do they run small | jeans | -
just curious, does the armhole come low | dress | -
is it lined | dress | -
Maybe too short for tall people. | dress | -
Long in the body, that's me. | swim | -
My bust has gone down two sizes since the treatment. | underwear | -
My only concern is how short it is. | dress | body.length/short
My worry was that it would be too tight, and it is. | shirt | size.overall/small
Does the job, but the zip sticks. | skirt | construction.closure/poor
Maybe too short for me. | dress | body.length/short
My frame is big up top. | dress | -
I dried it flat. | knit | -
The waist is cut in a curve. | skirt | -
Here is the annoying thing. | dress | -
The low neckline did not bother me. | dress | -
The low neckline was no deal breaker. | dress | -
The low neckline may be an issue for modest ladies. | dress | -
I hoped it would be long, and it is. | dress | -
It is supposed to be loose and it is. | dress | -
I don't wear a sweater under it. | coat | -
I wear it with old jeans with holes in the knees. | blouse | -
Goes with long or short trousers. | knit | -
My usual problem is with things being tight in the arms. | jacket | -
I wear it with a comfy cardigan and with any top - loose or tight. | skirt | -
I am petite and thin and took the smallest. | blouse | -
The latter was tight. | knit | -
I'm 5'4, 120 lbs, 32b, narrow across the shoulders. | coat | -
With my floppy straw hat it has nothing to loose. | dress | -
It looks great on the hanger. | dress | -
No fuss like belt loops or patch pockets. | trousers | -
Taller people may well find the body on the short side. | blouse | -
A stranger stopped me and offered a compliment. | coat | -
Ripped jeans with a faded wash. | jeans | -
A pencil skirt with a discreet split. | skirt | -
The parcel was stuck in customs. | coat | -
The box was torn. | dress | -
The sun was so bright at the wedding. | dress | -
I went for the grey in the end. | knit | -
It is a heavy cotton twill in navy. | trousers | -
No chafing. | shorts | -
Nice long sleeves with thumb holes. | knit | sleeve.length/ok
My skin is prone to rashes. | shirt | -
It has a slit at the back and a tie at the waist. | dress | -
I worry that the white might be see-through. | jeans | -
I tried it on in a stuffy changing room. | coat | -
Say hello to the sewing room. | shirt | -
I was afraid it would be too short. | dress | -
I was afraid it would be short and it was a gift. | dress | -
It might be short on tall girls. | dress | -
Other reviewers said it runs small. | dress | -
I have broad shoulders and a large chest. | shirt | -
I am short and slim. | dress | -
My arms are long. | shirt | -
If you have a large bust this will be tight. | dress | -
Most dresses are too short on me. | dress | -
Usually jeans are too long for me. | jeans | -
Shipping was slow and the box was huge. | coat | -
It hits at the knee and has three-quarter sleeves. | dress | -
Is it too short? | dress | -
Does it run small? | dress | -
Has anyone found the sleeves too long? | shirt | -
Would it be warm enough for winter? | jacket | -
I am usually between xs - s. | knit | -
I bought my usual size. | shirt | -
So cute! | dress | -
A long dress with short sleeves. | dress | -
I ordered a small. | dress | -
My husband loves it. | dress | -
My other coat is too tight. | coat | -
Closer above, roomier at the hem. | blouse | -
Best worn over thin tees. | jacket | -
The larger size had gone. | skirt | -
They come slim at the knee. | trousers | -
If I size down it won't go over my shoulders. | coat | -
I love jeans and usually size down. | jeans | -
It may have to be ironed. | blouse | -
I am much shorter than the model. | blouse | -
I'm between an xs and small in most tops. | knit | -
If you like a baggier fit, go up a size. | knit | -
You have to be very slim to carry it off. | knit | -
I like my tees to be a little loose. | knit | -
The back is a bit longer than the front. | knit | -
I can't wait, I'm itching to buy another. | blouse | -
I do not agree with the reviews about it being scratchy. | knit | -
I'm mostly a 12 but wide in the hips. | dress | -
I have long arms and quite broad shoulders. | blouse | -
"""

TURNS = """
Straps usually slide off my shoulders, but not these. | dress | strap.length/ok
Shirts normally gape at the bust on me. Not this one! | shirt | bust.width/ok
The armholes sit well, no gaping. | dress | armhole.size/ok
The straps need a rethink because they're not long enough. | dress | strap.length/short
The waist needs to be taken in. | dress | waist.width/large
I like that it is a touch big. | jacket | size.overall/ok
I am not sure it is worth the price. | dress | price.value/poor
The chest is two sizes too small. | coat | bust.width/small
Exactly the oversized look I wanted. | coat | size.overall/ok
Nor did I think the cloth was scratchy. | shirt | fabric.feel/ok
Go 1 size smaller than usual. | coat | size.overall/large
It does not crease on long flights. | dress | fabric.care/ok
The hem is almost too short, but it isn't. | skirt | body.length/ok
The only issue is a slight tightness over the hips. | skirt | hip.width/small
Boxy style. | blouse | -
I sized up as they advised and now it is too big. | dress | size.overall/large
The arms are snug but they loosen up. | jacket | sleeve.width/small
Pricey, but worth it. | coat | price.value/ok
I was afraid it would be too short but it is perfect. | dress | body.length/ok
I was afraid it would be short, and it was. | dress | body.length/short
I was afraid it would be short, and it did. | dress | body.length/short
I was worried the sleeves would be too long, and they were. | shirt | sleeve.length/long
I worried it might shrink, and it did in the first wash. | knit | fabric.shrinkage/shrinks
I was concerned the fabric would be itchy and it definitely was. | knit | fabric.feel/rough
I was nervous it would run small and sure enough it did. | dress | size.overall/small
I was afraid it would be short. It wasn't. | dress | body.length/ok
I hoped the fabric would be soft, and it was. | dress | fabric.feel/ok
I am very pleased, but wide in the hips. | trousers | hip.width/large
I'm not too happy that the sleeves are so short. | shirt | sleeve.length/short
I was not too pleased that the waist is so tight. | skirt | waist.width/small
It isn't so sheer that you can see my bra. | dress | fabric.opacity/ok
It is made for bigger boobs than mine. | dress | bust.width/large
The low neckline was no issue. | dress | neckline.depth/ok
The wide sleeves are a no for me. | dress | sleeve.width/large
Cons: price, low neckline and tight waist. Pros: none. | dress | neckline.depth/low waist.width/small
The neckline is cut in a v and too low. | dress | neckline.depth/low
I was worried about gaping at the bust, but no gaping. | shirt | bust.width/ok
It is nice and long. | knit | body.length/ok
Longer than expected, in a good way. | knit | body.length/ok
The sleeves are long, just how I like them. | knit | sleeve.length/ok
As others have said, it runs small. | dress | size.overall/small
I ordered a size down and it fits. | dress | size.overall/large
I should have sized up. | dress | size.overall/small
Going by the reviews, I took a size up. | dress | size.overall/small
I took a size down, and it fits perfectly. | dress | size.overall/large
My only concern was how itchy it is. | knit | fabric.feel/rough
I could not believe how soft it is. | knit | fabric.feel/ok
I would say it runs small. | dress | size.overall/small
My only complaint about it is that it runs small. | dress | size.overall/small
I would have to hem it. | dress | body.length/long
I was spilling out of the top. | swim | bust.width/small
It is a lot tighter in the sleeves. | jacket | sleeve.width/small
Not too baggy. | blouse | body.width/ok
The fabric is softer than it looks. | knit | fabric.feel/ok
Thin and see-through enough to need a vest. | knit | fabric.weight/thin fabric.opacity/sheer
Warm for how thin it is. | knit | fabric.weight/ok
"""

DEGREES = """
The softest shirt I have. | shirt | fabric.feel/ok
This is the most flattering dress I own. | dress | shape.cut/ok
An inch longer and they'd be fine. | trousers | leg.length/short
So long that it bunches at the waist. | dress | body.length/long
It fit best in a medium. | dress | size.overall/ok
The fabric is heavy for summer. | dress | fabric.weight/thick
It is short for a tall girl. | dress | body.length/short
"""


NOISE = """
the shoudlers are to tight | jacket | shoulder.width/small
zippper broke | skirt | construction.closure/poor
WAY TOO BIG!!! | coat | size.overall/large
sooooo soft 😍😍😍 | knit | fabric.feel/ok
The sleeves are tooo long | shirt | sleeve.length/long
Too tight.<br />Returned it. | dress | size.overall/small
a waste of money | dress | price.value/poor
fabric is itchy!!!sleeves too short | knit | fabric.feel/rough sleeve.length/short
the colour doesnt look like the pic | dress | color.look/off
its comfy n soft | knit | comfort.wear/ok fabric.feel/ok
"""


@pytest.mark.parametrize(
    "comment, garment, codes", named_rows(silence=SILENCE, turns=TURNS, degrees=DEGREES, noise=NOISE)
)
def test_reads_what_is_meant(tagger: Tagger, comment: str, garment: GarmentKind | None, codes: set[str]) -> None:
    assert_reads(tagger, comment, garment, codes)


@pytest.mark.parametrize(
    "comment, severity",
    [
        ("The sleeves are a bit long.", 1),
        ("The sleeves are too long.", 2),
        ("The sleeves are way too long.", 3),
        ("The sleeves are slightly long but I still love it.", 1),
        ("Returned it because the sleeves are too long.", 3),
    ],
)
def test_hears_how_strongly_it_is_said(tagger: Tagger, comment: str, severity: int) -> None:
    (mention,) = tagger.tag(comment, GarmentKind.SHIRT).mentions

    assert mention.severity == severity
