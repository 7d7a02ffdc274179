"""What a short answer says of what it answers, be it asked with a question mark or not."""

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger
from tests.nlp.held import assert_reads
from tests.nlp.test_codes import named_rows

# comment | garment | the codes it carries, exactly; "-" stands for none
ANSWERS = """
Smooth, yes. Thick, no. | shirt | fabric.feel/ok fabric.weight/ok
Comfortable, yes. Flattering, no. | dress | comfort.wear/ok shape.cut/poor
Comfy yes, flattering no. | dress | comfort.wear/ok shape.cut/poor
Lightweight, yes. Opaque, no. | shirt | fabric.opacity/sheer fabric.weight/ok
Well made, certainly. Comfortable, not so much. | coat | comfort.wear/poor quality.overall/ok
Well made? Absolutely. Comfortable? Not in the least. | coat | comfort.wear/poor quality.overall/ok
Soft? Yes. Warm? No. | knit | fabric.feel/ok fabric.weight/thin
It didn't spring back after the swim. | swim | fabric.stretch/excess
Smooth enough for a sheikh, wrinkled enough for a raisin. | shirt | fabric.care/poor fabric.feel/ok
Thick as a rug and up to my chest, no. | trousers | fabric.weight/thick rise.height/high
Top button? Not without choking. | shirt | neck.width/small
Waistband button? Only lying down. | jeans | waist.width/small
Doing the button up is another story. | jeans | waist.width/small
Lifting my arms? Not a chance. | jacket | shoulder.width/small
Can you believe the sleeves are so short? | shirt | sleeve.length/short
"""


@pytest.mark.parametrize("comment, garment, codes", named_rows(answers=ANSWERS))
def test_reads_what_is_answered(tagger: Tagger, comment: str, garment: GarmentKind | None, codes: set[str]) -> None:
    assert_reads(tagger, comment, garment, codes)
