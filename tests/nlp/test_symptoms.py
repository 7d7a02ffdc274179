"""Symptoms without a fit word, denials, wishes, fears and noise, over all zones, in whole readings."""

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger

# comment | garment | the codes it carries, all of them
SYMPTOMS = """
The bodice squashes me flat. | dress | bust.width/small
The bust cups stand empty. | dress | bust.width/large
There's a lot of spare cloth at the bust. | dress | bust.width/large
I could not fasten the waistband. | trousers | waist.width/small
The waistband leaves red marks. | jeans | waist.width/small
I can fit my whole fist in the back of the waistband. | jeans | waist.width/large
They keep slipping down without a belt. | jeans | waist.width/large
The skirt rides up because it is narrow at the hips. | skirt | hip.width/small
Room to spare in the seat. | trousers | hip.width/large
My thighs feel like sausages in these. | jeans | leg.width/small
So much width in the leg it looks like a skirt. | trousers | leg.width/large
My shoulders are restricted and I can't reach forward. | jacket | shoulder.width/small
The shoulder line ends way past my own shoulder. | shirt | shoulder.width/large
Sleeves so tight they cut off my circulation. | shirt | sleeve.width/small
The cuffs are so wide they fall in my soup. | shirt | sleeve.width/large
The armholes are cut so low my bra is visible. | blouse | armhole.size/large
The armholes pinch. | dress | armhole.size/small
I couldn't pull it over my head. | knit | neck.width/small
The collar won't close round my neck. | shirt | neck.width/small
The seam under the arm kept sawing away at me. | jacket | armhole.size/small
My whole bra is on show through the armholes. | blouse | armhole.size/large
You have to take these armholes in. | dress | armhole.size/large
My arms went numb in those cuffs. | shirt | sleeve.width/small
It trails through everything I touch, so much sleeve. | blouse | sleeve.width/large
The cuffs stop nowhere near my wrists. | knit | sleeve.length/short
I can't find my hands in it. | knit | sleeve.length/long
Would fit if I had narrower shoulders. | jacket | shoulder.width/small
I can't lift my arms to drive. | jacket | shoulder.width/small
I left the hanger in, or so it looks. | jacket | shoulder.width/large
The straps were made for a giantess. | dress | strap.length/long
Even fully let out the straps don't reach. | dress | strap.length/short
My ears nearly came off going through the neck. | knit | neck.width/small
The neck could take two heads. | knit | neck.width/large
I wear a brooch to hold the V closed. | dress | neckline.depth/low
The collar comes right up to my chin. | blouse | neckline.depth/high
My boobs were swimming in it. | dress | bust.width/large
The zip went up to just below my bra and stopped there. | dress | bust.width/small
Everyone could see every biscuit I have eaten. | dress | body.width/small
It barely covers the essentials. | dress | body.length/short
The hem got caught in the escalator. | dress | body.length/long
It hangs like a sack. | dress | body.width/large
It clings to every lump. | dress | body.width/small
My midriff shows when I lift my arms. | knit | body.length/short
It barely covers my bottom. | dress | body.length/short
The hem drags on the floor. | dress | body.length/long
The cuffs stop well before my wrists. | shirt | sleeve.length/short
The sleeves hang over my fingertips. | knit | sleeve.length/long
I have to fold the cuffs back twice. | shirt | sleeve.length/long
My ankles are freezing, they stop way up. | trousers | leg.length/short
I keep treading on the hems. | trousers | leg.length/long
The waist seam lands on my ribs. | dress | waist.position/high
The waistline drops to my hips. | dress | waist.position/low
You can see my underwear when I sit, the rise is that low. | jeans | rise.height/low
They come up to my ribs. | trousers | rise.height/high
Shows far too much cleavage. | dress | neckline.depth/low
The neckline practically chokes me. | knit | neckline.depth/high
The straps won't stay on my shoulders. | dress | strap.length/long
It puckers oddly across the front. | dress | shape.cut/poor
It does nothing for my figure. | dress | shape.cut/poor
Very slimming. | dress | shape.cut/ok
The cloth is like tissue paper. | shirt | fabric.weight/thin
I was sweating within minutes, way too warm. | coat | fabric.weight/thick
Beautifully light for hot days. | shirt | fabric.weight/ok
You can see straight through it. | shirt | fabric.opacity/sheer
Not see-through even in white. | trousers | fabric.opacity/ok
It feels like sandpaper. | shirt | fabric.feel/rough
It made me itch all day. | knit | fabric.feel/rough
Lovely against the skin. | shirt | fabric.feel/ok
There's zero give in the fabric. | trousers | fabric.stretch/none
The knees bag after an hour. | jeans | fabric.stretch/excess
Just the right amount of stretch. | jeans | fabric.stretch/ok
It came out of the dryer two sizes smaller. | knit | fabric.shrinkage/shrinks
Did not shrink in the wash. | knit | fabric.shrinkage/ok
Little balls of fluff everywhere after one wear. | knit | fabric.durability/poor
Got a hole in the elbow within a week. | knit | fabric.durability/poor
Still looks new after twenty washes. | shirt | fabric.durability/ok
Creases the moment you look at it. | shirt | fabric.care/poor
The dye came off on my skin. | jeans | fabric.care/poor
Washes beautifully and needs no ironing. | shirt | fabric.care/ok
The fabric feels cheap and nasty. | dress | fabric.quality/poor
Gorgeous quality linen. | dress | fabric.quality/ok
The green is nothing like the photo, more of a khaki. | dress | color.look/off
The shade is muddy in real life. | dress | color.look/off
I adore the print. | dress | color.look/ok
The hem came undone after one wear. | skirt | construction.seam/poor
Loose threads hanging everywhere. | shirt | construction.seam/poor
The stitching is neat. | shirt | construction.seam/ok
The zip sticks every time. | dress | construction.closure/poor
A button fell off on day one. | shirt | construction.closure/poor
The zip glides smoothly. | dress | construction.closure/ok
The lining hangs below the hem. | skirt | construction.lining/poor
The lining feels lovely. | skirt | construction.lining/ok
The pockets are too shallow to hold a phone. | trousers | construction.pocket/poor
Yay, pockets! | dress | construction.pocket/ok
The beads started dropping off. | dress | construction.trim/poor
The lace detail is gorgeous. | dress | construction.trim/ok
Shoddy workmanship. | jacket | quality.overall/poor
Beautifully made. | jacket | quality.overall/ok
I couldn't wait to get it off, so uncomfortable. | dress | comfort.wear/poor
So comfy I live in it. | knit | comfort.wear/ok
Looks nothing like the picture. | dress | photo.match/off
Exactly as shown online. | dress | photo.match/ok
Not worth the money. | dress | price.value/poor
Daylight robbery for what it is. | dress | price.value/poor
Great value. | dress | price.value/ok
I would not say it is tight in the arms. | shirt | sleeve.width/ok
The length is anything but short. | dress | body.length/ok
I can't say the sleeves are too long. | shirt | sleeve.length/ok
The waist could do with being an inch smaller. | skirt | waist.width/large
Please make the sleeves longer. | shirt | sleeve.length/short
A bit more room across the back would be welcome. | shirt | shoulder.width/small
If only it came with pockets. | dress | construction.pocket/poor
I'd love a lining. | skirt | construction.lining/poor
If you are tall, these may be too short. | trousers | -
I feared the waist would pinch. | skirt | -
My sister found hers too tight. | dress | -
One reviewer complained about the zip. | dress | -
My old pair was much too long. | jeans | -
I have wide hips and short legs. | trousers | -
The hips fit, but the waist gapes. | skirt | hip.width/ok waist.width/large
Perfect in the shoulders, too short in the sleeves. | jacket | shoulder.width/ok sleeve.length/short
Not the sleeves, the body is what is too long. | knit | body.length/long
Soft fabric, shame it's so thin. | shirt | fabric.feel/ok fabric.weight/thin
sleves waaay too short!! | shirt | sleeve.length/short
fits gr8 luv it | shirt | size.overall/ok
colour faded after 1 wash | shirt | fabric.durability/poor
Had my tailor take the waist in by 2cm. | trousers | waist.width/large
Had to let the hem down. | trousers | leg.length/short
I look six months pregnant in it. | dress | body.width/large
Needs a belt to give it any shape. | dress | body.width/large
I could fit two of me in there. | coat | size.overall/large
Wouldn't go past my knees. | jeans | leg.width/small
I had to lie down to do the zip up. | jeans | size.overall/small
My boxers show above the waistband. | jeans | rise.height/low
The crotch cuts in. | trousers | rise.height/low
The jacket won't button. | jacket | size.overall/small
The neck is stretched out after two wears. | knit | fabric.stretch/excess
The collar sits beautifully. | shirt | construction.trim/ok
Fits my broad shoulders for once. | shirt | shoulder.width/ok
Plenty of room for my biceps. | shirt | sleeve.width/ok
The armholes are just right. | shirt | armhole.size/ok
Neckline sits at a modest height. | dress | neckline.depth/ok
Straps are adjustable, which is great. | swim | strap.length/ok
The rise is perfect. | jeans | rise.height/ok
The waist hits me in exactly the right spot. | dress | waist.position/ok
The inseam is spot on. | jeans | leg.length/ok
The neck opening is comfortable. | knit | neck.width/ok
The straps are too long even at the shortest setting. | swim | strap.length/long
The zipper jammed. | coat | construction.closure/poor
Velcro gave up after a month. | coat | construction.closure/poor
The drawstring has no stopper. | trousers | construction.closure/poor
The pocket flaps curl. | jacket | construction.pocket/poor
Pockets are sewn shut. | jacket | construction.pocket/poor
Underwire stabs me. | underwear | comfort.wear/poor
The hem is crooked. | skirt | construction.seam/poor
One leg is longer than the other. | trousers | construction.seam/poor
The stripes don't line up at the seams. | shirt | construction.seam/poor
Everything has held up brilliantly. | shirt | fabric.durability/ok
The top doesn't meet across my bust. | blouse | bust.width/small
My boobs spill out. | swim | bust.width/small
Sits nicely on my waist. | skirt | waist.width/ok
The skirt is snug around my backside. | skirt | hip.width/small
Generous around the thighs. | jeans | leg.width/large
Snug on my calves. | jeans | leg.width/small
The upper arms are skin tight. | shirt | sleeve.width/small
It strangles me at the neck. | knit | neck.width/small
The whole thing is far too wide and square. | knit | body.width/large
Wish it were a few inches longer. | dress | body.length/short
It ends at an awkward spot, too short. | dress | body.length/short
Sleeves could be longer. | knit | sleeve.length/short
The trousers are so long I need to take them up. | trousers | leg.length/long
The rise is far too short. | jeans | rise.height/low
V is too deep. | blouse | neckline.depth/low
The straps had to be shortened. | dress | strap.length/long
Unflattering on my figure. | dress | shape.cut/poor
Gorgeous drape. | dress | shape.cut/ok
Flimsy cloth. | shirt | fabric.weight/thin
Heavy as lead. | coat | fabric.weight/thick
Scratches my neck. | knit | fabric.feel/rough
Silky to the touch. | blouse | fabric.feel/ok
Has no stretch whatsoever. | jeans | fabric.stretch/none
Gets baggy by lunchtime. | jeans | fabric.stretch/excess
Shrank after the first wash. | knit | fabric.shrinkage/shrinks
Washed it twice and no shrinkage. | knit | fabric.shrinkage/ok
Snags on everything. | knit | fabric.durability/poor
Needs ironing constantly. | shirt | fabric.care/poor
Dry clean only, what a pain. | dress | fabric.care/poor
Feels like cheap polyester. | dress | fabric.quality/poor
Blue was much darker than on my screen. | dress | color.look/off
Beautiful shade of red. | dress | color.look/ok
The stitching came loose at the shoulder. | shirt | construction.seam/poor
The zip broke the first time. | dress | construction.closure/poor
Buttons won't stay done up. | shirt | construction.closure/poor
No lining, so it sticks to my tights. | skirt | construction.lining/poor
The embroidery is already unravelling. | blouse | construction.trim/poor
Falling apart after a month. | dress | fabric.durability/poor
Wonderfully comfortable. | dress | comfort.wear/ok
It looks different from the website photo. | dress | photo.match/off
A bargain. | dress | price.value/ok
Overpriced. | dress | price.value/poor
It isn't too tight anywhere. | dress | size.overall/ok
Nothing about it is scratchy. | knit | fabric.feel/ok
I was expecting thin fabric but it is lovely and thick. | shirt | fabric.weight/ok
I would like a looser waist. | skirt | waist.width/small
Could be softer. | knit | fabric.feel/rough
My husband is broad in the shoulders. | shirt | -
Not sure whether the length will work. | dress | -
The assistant was rude. | dress | -
This would be too big for a small person. | coat | -
Usually a medium, needed a large. | shirt | size.overall/small
Took an XL instead of my L. | shirt | size.overall/small
Too tight under the arms but fine elsewhere. | shirt | armhole.size/small
Waist too big, hips too small. | trousers | waist.width/large hip.width/small
The straps are a bit long. | dress | strap.length/long
Fits my big hips. | jeans | hip.width/ok
The waistband doesn't dig in. | skirt | waist.width/ok
The bottoms cut into my bum. | swim | hip.width/small
It got as far as my shoulders and stopped. | dress | size.overall/small
You can see my bra through the armholes. | dress | armhole.size/large
Sleeves roll up easily and stay up. | shirt | sleeve.width/ok
The cuffs end two inches above my wrist. | shirt | sleeve.length/short
It swings when I walk. | skirt | shape.cut/ok
The body is long, stays tucked. | knit | body.length/ok
Shorter girls could wear it as a midi. | skirt | -
I normally have to roll up the sleeves on shirts. | shirt | -
The belt is long enough to tie twice. | dress | construction.closure/ok
I usually wear a medium and it was true to size. | dress | size.overall/ok
The cloth is thicker than I thought, which he likes. | shirt | fabric.weight/ok
Pockets would have been nice. | skirt | construction.pocket/poor
It falls just below the knee, which is exactly what I wanted. | skirt | body.length/ok
I can bend over without worrying. | jeans | rise.height/ok
The bottoms give good coverage. | swim | hip.width/ok
It just didn't work on me. The bust was too tight. | dress | bust.width/small
The skirt is full. The L was just right. | dress | size.overall/ok
I wish the neckline wasn't so low. | dress | neckline.depth/low
It's not as warm as I had hoped. | coat | fabric.weight/thin
At this price I'd get it again. | shirt | price.value/ok
Just note that it needs ironing. | shirt | fabric.care/poor
The legs are wider than I like. | trousers | leg.width/large
My one complaint is the hood, it's too big. | jacket | construction.trim/poor
The sleeves are the trouble. They are puffy. | dress | sleeve.width/large
The neckline is a bit high for my taste. | dress | neckline.depth/high
They hug my curves and don't slide down. | jeans | waist.width/ok
I wanted it baggy, so I took a size up. | knit | -
We wore them to the pool. | swim | -
The knees went in a month. | jeans | fabric.durability/poor
Didn't see out the summer. | knit | fabric.durability/poor
By the third wash it looked like a dishrag. | shirt | fabric.durability/poor
It wears like iron. | jeans | fabric.durability/ok
My white sofa is now pale blue. | jeans | fabric.care/poor
Every drop of water leaves a ring. | dress | fabric.care/poor
I haven't ironed it once and nobody can tell. | shirt | fabric.care/ok
Muck just brushes off. | trousers | fabric.care/ok
Now fits my eight-year-old. | knit | fabric.shrinkage/shrinks
It's basically a bin liner. | coat | fabric.quality/poor
For a winter coat there is nothing to it. | coat | fabric.weight/thin
I was cooking in it by ten o'clock. | knit | fabric.weight/thick
I wore it in 35 degrees and stayed cool. | shirt | fabric.weight/ok
The whole office knows what knickers I'm wearing. | skirt | fabric.opacity/sheer
The label has left my neck red raw. | shirt | fabric.feel/rough
The cream is more a nicotine yellow. | blouse | color.look/off
Not the blush I was promised. | blouse | color.look/off
The stripes make me happy every morning. | shirt | color.look/ok
The grey goes with all my work clothes. | knit | color.look/ok
You need three hands for the fastening. | dress | construction.closure/poor
The tie unties itself. | dress | construction.closure/poor
The buttons are hard to do up. | shirt | construction.closure/poor
All buttons still on after a year. | coat | construction.closure/ok
The zip has never once jammed. | jacket | construction.closure/ok
My keys fell straight through to the lining. | coat | construction.pocket/poor
Nowhere to put a tissue. | dress | construction.pocket/poor
The left leg seam runs round to the front. | jeans | construction.seam/poor
Sequins all over the taxi. | dress | construction.trim/poor
My toes catch in the lining. | trousers | construction.lining/poor
They've clearly cut corners. | coat | quality.overall/poor
You can see somebody took care over this. | coat | quality.overall/ok
I spend the whole day tugging at it. | skirt | comfort.wear/poor
I forgot I had it on. | knit | comfort.wear/ok
I feel robbed. | dress | price.value/poor
Very warm and thick. | knit | fabric.weight/ok
You need the arms of an octopus to reach the zip. | dress | construction.closure/poor
Ordered ivory, got custard. | blouse | color.look/off
That green is everything I hoped it would be. | dress | color.look/ok
Like being hugged by a hedgehog. | knit | fabric.feel/rough
I keep stroking my own arm in it. | knit | fabric.feel/ok
In bright sun everyone knew what colour pants I had on. | dress | fabric.opacity/sheer
Wore black underwear as a test and couldn't see a thing. | skirt | fabric.opacity/ok
Material you'd expect from a market stall. | shirt | fabric.quality/poor
There's about as much give in these as in a plank. | jeans | fabric.stretch/none
By the evening the waistband had gone slack. | trousers | fabric.stretch/excess
They give just where you need it and go right back. | jeans | fabric.stretch/ok
One wash later it belongs to my eight year old. | knit | fabric.shrinkage/shrinks
Same length as before after ten washes. | jeans | fabric.shrinkage/ok
Two weeks in and the elbows are through. | knit | fabric.durability/poor
On its thirtieth wash and you would not know. | shirt | fabric.durability/ok
You will need to iron it before every single wear. | shirt | fabric.care/poor
Mud just wipes off. | jacket | fabric.care/ok
I could feel every gust of wind through this coat. | coat | fabric.weight/thin
The built-in bra offers no support whatsoever. | dress | construction.lining/poor
Love the striped lining inside the sleeves. | jacket | construction.lining/ok
Pockets that won't even swallow a bus ticket. | trousers | construction.pocket/poor
My phone doesn't drag the pockets down. | skirt | construction.pocket/ok
I turned it inside out and every seam is finished. | coat | construction.seam/ok
Half the sequins stayed on the sofa. | dress | construction.trim/poor
The embroidery has not lost a single bead. | blouse | construction.trim/ok
Everything about it says somebody cared. | coat | quality.overall/ok
What arrived has little in common with the picture. | dress | photo.match/off
What you see online is what you get. | dress | photo.match/ok
I would not have paid half of that if I had seen it first. | shirt | price.value/poor
Best forty pounds I have spent this year. | dress | price.value/ok
Fingers crossed it survives the wash. | knit | -
The cardigan I wore over it was too warm. | dress | -
"""


@pytest.mark.parametrize("row", SYMPTOMS.strip().splitlines())
def test_reads_what_a_careful_person_would(tagger: Tagger, row: str) -> None:
    comment, garment, codes = (cell.strip() for cell in row.split("|"))

    mentions = tagger.tag(comment, GarmentKind(garment)).mentions

    assert {mention.code.value for mention in mentions} == set(codes.split()) - {"-"}
