"""Every code, said plainly and in another way, on a garment that has the part."""

from typing import Any

import pytest

from nlp.garments import GarmentKind, garment_kind
from nlp.tagging import Tagger
from nlp.taxonomy import IssueCode

# comment | garment | the codes it carries, all of them
PLAIN = """
This dress runs small. | dress | size.overall/small
I could not get it on at all. | dress | size.overall/small
It runs really big, size down. | blouse | size.overall/large
I was swimming in it. | coat | size.overall/large
True to size for me. | shirt | size.overall/ok
It fits like a glove. | jacket | size.overall/ok
Far too tight across the bust. | blouse | bust.width/small
The buttons gape at the chest. | shirt | bust.width/small
Way too much room in the cups. | swim | bust.width/large
It is loose in the chest. | knit | bust.width/large
Fits nicely through the bust. | dress | bust.width/ok
The waistband digs into my stomach. | trousers | waist.width/small
Snug at the waist. | skirt | waist.width/small
The waist gaps at the back. | jeans | waist.width/large
I need a belt to keep them up. | jeans | waist.width/large
The waist fits well. | skirt | waist.width/ok
Too tight over the hips. | skirt | hip.width/small
I could not pull it over my hips. | skirt | hip.width/small
They are baggy in the seat. | trousers | hip.width/large
The hips are too wide. | skirt | hip.width/large
It fits my hips perfectly. | skirt | hip.width/ok
The thighs are way too tight. | jeans | leg.width/small
I couldn't get my calves into them. | jeans | leg.width/small
The legs are too wide for my taste. | trousers | leg.width/large
The leg opening is too big. | shorts | leg.width/large
The fit in the thigh is perfect. | jeans | leg.width/ok
Too narrow in the shoulders. | jacket | shoulder.width/small
It pulls across the back. | shirt | shoulder.width/small
The shoulder seams fall off my shoulders. | coat | shoulder.width/large
The shoulders are huge. | jacket | shoulder.width/large
The shoulders fit well. | shirt | shoulder.width/ok
Tight in the upper arms. | blouse | sleeve.width/small
I couldn't bend my elbows. | jacket | sleeve.width/small
The sleeves are too puffy. | blouse | sleeve.width/large
The cuffs are much too wide. | shirt | sleeve.width/large
The sleeves fit well around my biceps. | shirt | sleeve.width/ok
The armholes are too tight. | dress | armhole.size/small
It digs into my armpits. | blouse | armhole.size/small
The armholes are so big that my bra shows. | dress | armhole.size/large
It gapes under the arms. | dress | armhole.size/large
The armholes are just right. | blouse | armhole.size/ok
The neck is too tight. | knit | neck.width/small
I could hardly get it over my head. | knit | neck.width/small
The neckline is so wide that it slips. | knit | neck.width/large
It gapes at the neck. | blouse | neck.width/large
The collar closes comfortably. | shirt | neck.width/ok
It clings to my stomach. | dress | body.width/small
Clingy all over the middle. | knit | body.width/small
It is very boxy. | blouse | body.width/large
It looks like a tent on me. | dress | body.width/large
Not boxy at all. | blouse | body.width/ok
It is too short. | dress | body.length/short
It barely covers my bum. | knit | body.length/short
The dress is too long for me. | dress | body.length/long
It drags on the floor. | skirt | body.length/long
The length is perfect. | dress | body.length/ok
The sleeves are too short. | shirt | sleeve.length/short
The cuffs stop above my wrists. | jacket | sleeve.length/short
The sleeves are too long. | coat | sleeve.length/long
The sleeves cover my hands. | knit | sleeve.length/long
The sleeve length is perfect. | shirt | sleeve.length/ok
They are too short. | trousers | leg.length/short
They look like high waters. | jeans | leg.length/short
The inseam is too long. | trousers | leg.length/long
I had to hem them. | jeans | leg.length/long
The leg length is spot on. | trousers | leg.length/ok
The waist seam sits too high. | dress | waist.position/high
Too short in the torso. | jumpsuit | waist.position/high
The waist hits too low. | dress | waist.position/low
The waist seam sits on my hips. | dress | waist.position/low
The waist hits right where it should. | dress | waist.position/ok
The rise is too low. | jeans | rise.height/low
My underwear shows when I bend, the rise is so short. | jeans | rise.height/low
The rise is too high. | trousers | rise.height/high
The crotch hangs halfway down. | trousers | rise.height/high
The rise is perfect. | jeans | rise.height/ok
The neckline is too low. | dress | neckline.depth/low
It shows too much cleavage. | blouse | neckline.depth/low
The collar chokes me. | shirt | neckline.depth/high
The neckline is too high. | knit | neckline.depth/high
The neckline is modest and lovely. | dress | neckline.depth/ok
The straps are too short. | swim | strap.length/short
The straps dig in. | swim | strap.length/short
The straps keep falling down. | dress | strap.length/long
The straps are too long. | swim | strap.length/long
The straps stay in place. | swim | strap.length/ok
The cut is very unflattering. | dress | shape.cut/poor
It bunches up in the back. | blouse | shape.cut/poor
So flattering. | dress | shape.cut/ok
It drapes beautifully. | dress | shape.cut/ok
The fabric is thin. | shirt | fabric.weight/thin
Flimsy material. | dress | fabric.weight/thin
The cloth is far too heavy. | coat | fabric.weight/thick
It is too warm for summer. | dress | fabric.weight/thick
Lightweight and airy. | dress | fabric.weight/ok
It is see-through. | blouse | fabric.opacity/sheer
You can see my bra straight through it. | shirt | fabric.opacity/sheer
It is not see-through at all. | shirt | fabric.opacity/ok
The wool is itchy. | knit | fabric.feel/rough
The fabric feels like sandpaper. | shirt | fabric.feel/rough
The fabric is so soft. | knit | fabric.feel/ok
There is no give in the fabric. | jeans | fabric.stretch/none
The material has no stretch. | trousers | fabric.stretch/none
They stretched out after an hour. | jeans | fabric.stretch/excess
The knees bag out by noon. | trousers | fabric.stretch/excess
It has just enough stretch. | jeans | fabric.stretch/ok
It shrank in the wash. | knit | fabric.shrinkage/shrinks
Came out of the dryer two sizes smaller. | shirt | fabric.shrinkage/shrinks
It did not shrink. | knit | fabric.shrinkage/ok
It pilled after one wear. | knit | fabric.durability/poor
There is a hole in it already. | shirt | fabric.durability/poor
It has held up well. | jeans | fabric.durability/ok
It wrinkles easily. | shirt | fabric.care/poor
Dry clean only, sadly. | dress | fabric.care/poor
It washes well. | shirt | fabric.care/ok
The material feels cheap. | dress | fabric.quality/poor
Awful fabric. | blouse | fabric.quality/poor
Lovely fabric. | blouse | fabric.quality/ok
The colour is nothing like what I ordered, much too dull. | dress | color.look/off
It is darker than pictured, this colour. | shirt | color.look/off
I love the colour. | dress | color.look/ok
The print is gorgeous. | skirt | color.look/ok
The seams came apart. | dress | construction.seam/poor
Loose threads everywhere. | shirt | construction.seam/poor
The stitching is neat. | shirt | construction.seam/ok
A button fell off on day one. | coat | construction.closure/poor
The zip keeps getting stuck. | skirt | construction.closure/poor
The zip glides smoothly. | skirt | construction.closure/ok
The lining rides up. | skirt | construction.lining/poor
It is not lined. | skirt | construction.lining/poor
The lining is silky and nice. | coat | construction.lining/ok
The pockets are too small. | trousers | construction.pocket/poor
I wish it had pockets. | dress | construction.pocket/poor
It has pockets! | dress | construction.pocket/ok
The lace came loose. | dress | construction.trim/poor
Sequins fall off everywhere. | dress | construction.trim/poor
The embroidery is beautiful. | blouse | construction.trim/ok
Poorly made. | shirt | quality.overall/poor
Terrible quality. | dress | quality.overall/poor
It is very well made. | jacket | quality.overall/ok
Really uncomfortable. | underwear | comfort.wear/poor
I could not wait to take it off. | dress | comfort.wear/poor
So comfortable. | knit | comfort.wear/ok
Not as pictured. | dress | photo.match/off
It looks nothing like the photo. | skirt | photo.match/off
It looks exactly like the picture. | dress | photo.match/ok
Overpriced. | shirt | price.value/poor
Not worth the money. | dress | price.value/poor
Worth every penny. | coat | price.value/ok
"""


def rows(table: str) -> list[tuple[str, GarmentKind | None, set[str]]]:
    """The rows of a table written as "comment | garment | codes"."""
    split = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [(comment, garment_kind(garment), set(codes.split())) for comment, garment, codes in split]


def named_rows(**tables: str) -> list[Any]:
    """The rows of several tables, each named by its table and its words; "-" among the codes stands for none."""
    return [
        pytest.param(comment, garment, codes - {"-"}, id=f"{name}: {comment} {garment or ''}")
        for name, table in tables.items()
        for comment, garment, codes in rows(table)
    ]


@pytest.mark.parametrize("comment, garment, codes", rows(PLAIN))
def test_reads_each_code(tagger: Tagger, comment: str, garment: GarmentKind, codes: set[str]) -> None:
    reading = tagger.tag(comment, garment)

    given = {mention.code.value for mention in reading.mentions}
    assert codes <= given
    assert {code for code in given if not code.endswith("/ok")} <= codes


def test_the_table_has_every_code() -> None:
    written = set().union(*(codes for _, _, codes in rows(PLAIN)))

    assert written == {code.value for code in IssueCode}
