"""What turns a judgement around or silences it, on every kind of part."""

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger
from tests.nlp.test_codes import rows

# comment | garment | the codes it carries, exactly; "-" stands for none
OWNERS = """
The cuffs sit right, it is the neck that chokes. | shirt | sleeve.width/ok neckline.depth/high
The shoulders fit but the sleeves are too long. | jacket | sleeve.length/long shoulder.width/ok
The rise? Too low. | jeans | rise.height/low
Cuffs: perfect. Collar: too tight. | shirt | sleeve.width/ok neck.width/small
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
It looks great with navy trousers. | blouse | -
Love that the cuffs come a bit too long. | shirt | sleeve.length/long
The hem, cuffs and lace are pretty. | blouse | construction.trim/ok construction.seam/ok sleeve.width/ok
I bought it in the shop, soft as it is. | knit | fabric.feel/ok
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
The buttons keep open and the front gaps. | shirt | shape.cut/poor
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

WISHES = """
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
It could be layered over a thicker jumper. | blouse | -
"""

SILENCE = """
I wear it with old jeans with holes in the knees. | blouse | -
Goes with long or short trousers. | knit | -
Glad to snag this one, it won't be the last. | dress | -
You could take an M for a looser look. | jacket | -
My usual problem is with things being tight in the arms. | jacket | -
I wear it with a comfy cardigan and with any top - loose or tight. | skirt | -
I am petite and thin and took the smallest. | blouse | -
The latter was tight. | knit | -
I walked into the room and nobody knew me, which fills a gap. | dress | -
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
I weigh a little more than I used to. | dress | -
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
I wore it to a warm summer wedding. | dress | -
My other coat is too tight. | coat | -
Closer above, roomier at the hem. | blouse | -
This cloth is thicker than a handkerchief. | knit | -
Best worn over thin tees. | jacket | -
The larger size had gone. | skirt | -
They come slim at the knee. | trousers | -
A gentle flare ends the body. | knit | -
If I size down it won't go over my shoulders. | coat | -
I love jeans and usually size down. | jeans | -
It may have to be ironed. | blouse | -
Prettier than in the photo. | dress | -
I am much shorter than the model. | blouse | -
I'm between an xs and small in most tops. | knit | -
If you like a baggier fit, go up a size. | knit | -
You have to be very slim to carry it off. | knit | -
I like my tees to be a little loose. | knit | -
It hides any flaws round the tummy. | blouse | shape.cut/ok
The back is a bit longer than the front. | knit | -
I can't wait, I'm itching to buy another. | blouse | -
I do not agree with the reviews about it being scratchy. | knit | -
"""

TURNS = """
Straps usually slide off my shoulders, but not these. | dress | strap.length/ok
Shirts normally gape at the bust on me. Not this one! | shirt | bust.width/ok
I could not lift my arms without the straps sawing into me. | dress | shoulder.width/small strap.length/short
Too tight to be comfortable. | knit | size.overall/small comfort.wear/poor
The armholes sit well, no gaping. | dress | armhole.size/ok
The straps need a rethink because they're not long enough. | dress | strap.length/short
The waist needs to be taken in. | dress | waist.width/large
At last a white top that isn't boxy and sheer. | blouse | body.width/ok fabric.opacity/ok
I like that it is a touch big. | jacket | size.overall/ok
I am not sure it is worth the price. | dress | price.value/poor
The chest is two sizes too small. | coat | bust.width/small
Exactly the oversized look I wanted. | coat | size.overall/ok
Nor did I think the cloth was scratchy. | shirt | fabric.feel/ok
Go 1 size smaller than usual. | coat | size.overall/large
It does not crease on long flights. | dress | fabric.care/ok
The hem is almost too short, but it isn't. | skirt | body.length/ok
The only issue is a slight tightness over the hips. | skirt | hip.width/small
No complaints as I can breathe in them. | jeans | comfort.wear/ok
Boxy style. | blouse | -
Loose and flowy. | blouse | -
I sized up as they advised and now it is too big. | dress | size.overall/large
The arms are snug but they loosen up. | jacket | sleeve.width/small
Pricey, but worth it. | coat | price.value/ok
I was afraid it would be too short but it is perfect. | dress | body.length/ok
I was worried about gaping at the bust, but no gaping. | shirt | bust.width/ok
It is nice and long. | knit | body.length/ok
It is loose, which I love. | knit | size.overall/ok
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
It was roomier than I wanted. | knit | size.overall/large
Not too baggy. | blouse | body.width/ok
The fabric is softer than it looks. | knit | fabric.feel/ok
Thin and see-through enough to need a vest. | knit | fabric.weight/thin fabric.opacity/sheer
Somewhat on the shorter side. I like it that way. | blouse | body.length/ok
Warm for how thin it is. | knit | fabric.weight/ok
"""

DEGREES = """
The softest shirt I have. | shirt | fabric.feel/ok
This is the most flattering dress I own. | dress | shape.cut/ok
It is snug without pinching. | dress | size.overall/ok
Loose but not sloppy. | trousers | body.width/ok shape.cut/ok
An inch longer and they'd be fine. | trousers | leg.length/short
So long that it bunches at the waist. | dress | body.length/long
It fit best in a medium. | dress | size.overall/ok
The fabric is heavy for summer. | dress | fabric.weight/thick
It is short for a tall girl. | dress | body.length/short
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

TABLES = {
    "owners": OWNERS,
    "denials": DENIALS,
    "wishes": WISHES,
    "silence": SILENCE,
    "turns": TURNS,
    "degrees": DEGREES,
    "garments": GARMENTS,
    "noise": NOISE,
}


@pytest.mark.parametrize(
    "comment, garment, codes",
    [
        pytest.param(*row, id=f"{name}: {row[0]} {row[1] or ''}")
        for name, table in TABLES.items()
        for row in rows(table)
    ],
)
def test_reads_what_is_meant(tagger: Tagger, comment: str, garment: GarmentKind | None, codes: set[str]) -> None:
    reading = tagger.tag(comment, garment)

    assert {mention.code.value for mention in reading.mentions} == codes - {"-"}


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
