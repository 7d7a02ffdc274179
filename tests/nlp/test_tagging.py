"""The tagger as others use it: offsets, order, what it cannot read, what must not stop it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import tagging
from nlp.components.normalise import READ_MAX
from nlp.components.notes import Notes
from nlp.garments import GarmentKind
from nlp.mentions import Reading
from nlp.pipeline import build_pipeline
from nlp.tagging import READING, STUMBLED, TAGGER_VERSION, Tagger, logger
from tests.nlp.conftest import Told

WORDS = st.sampled_from(
    [
        "the",
        "sleeves",
        "are",
        "waaay",
        "too",
        "long",
        "!!!",
        "?",
        "…",
        "fabric",
        "feels",
        "<br/>",
        "scratchy",
        "&amp;",
        "ITCHY",
        "😀😀😀",
        "naïve",
        "“soft”",
        "’s",
        "isn’t\x00",
        "�",
        "zipppper",
        "broke,",
        "İ",
        "½",
        "inch",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=30).map(" ".join))
def test_every_quote_stands_where_it_says(text: str) -> None:
    for mention in _tagger().tag(text).mentions:
        assert mention.quote == text[mention.start : mention.end]
        assert mention.quote


@pytest.mark.parametrize(
    "text, quote",
    [
        ("Nice.\n\nThe sleeves are waaaaay too long!!!!!", "sleeves are waaaaay too long"),
        ("<p>The fabric isn’t soft</p>", "fabric isn’t soft"),
        ("😀😀 Way too big", "Way too big"),
    ],
)
def test_quotes_the_original_letter_for_letter(tagger: Tagger, text: str, quote: str) -> None:
    (mention,) = tagger.tag(text, GarmentKind.SHIRT).mentions

    assert quote in mention.quote


@pytest.mark.parametrize(
    "text, quote",
    [
        ("Short. It is short on me. Honestly it was way too short.", "it was way too short"),
        ("Big. Swimming in this one. It runs really big.", "It runs really big"),
        ("I would have kept it if it weren't so boxy.", "it weren't so boxy"),
    ],
)
def test_quotes_what_says_it_outright(tagger: Tagger, text: str, quote: str) -> None:
    (mention,) = tagger.tag(text).mentions

    assert mention.quote == quote


def test_a_quote_is_told_from_the_same_words_before_it(tagger: Tagger) -> None:
    text = "Not small, I thought. I usually wear an M and went with the S."
    (mention,) = [m for m in tagger.tag(text, GarmentKind.DRESS).mentions if m.code.value == "size.overall/large"]

    assert mention.quote == "went with the S"
    assert text.find(mention.quote) == mention.start


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "!!!",
        "?",
        "? ?!",
        "😀😀",
        "123 456",
        "Les manches sont trop longues et le tissu est très fin",
        "asdf qwer zxcv hjkl uiop",
        "snteep wofuti nabiting gevosu rata kolehet",
        "hulaed betiha nin valohis pepaed nus du nejit",
        "hiing dujebafoing gojehigut gisites",
        "これはとても小さいです",
    ],
)
def test_says_why_it_cannot_read(tagger: Tagger, text: str) -> None:
    reading = tagger.tag(text)

    assert reading.state == "not_read"
    assert reading.reason
    assert reading.mentions == ()


@pytest.mark.parametrize(
    "text",
    [
        "scratchy",
        "Too small",
        "meh",
        "Très chic dress but the sleeves are too long",
        "sleeves 2 long",
        "gorgous colur",
        "Slevees tooo lonng, fabirc scrathcy",
    ],
)
def test_reads_short_and_mixed_comments(tagger: Tagger, text: str) -> None:
    assert tagger.tag(text).state == "read"


def test_a_very_long_comment_is_read_with_a_note(tagger: Tagger) -> None:
    reading = tagger.tag("The sleeves are too long. " + "Lovely day. " * READ_MAX)

    assert reading.state == "read"
    assert reading.reason == "Only the first 5,000 characters were read."
    assert [mention.code.value for mention in reading.mentions] == ["sleeve.length/long"]


@pytest.mark.parametrize("word", ["shorts", "shorty", "shortbread"])
def test_reads_no_half_of_a_word_where_it_ends(tagger: Tagger, word: str) -> None:
    text = ("Lovely day. " * READ_MAX)[: READ_MAX - 23] + ". The sleeves are " + word

    assert text[:READ_MAX].endswith("sleeves are short")
    assert tagger.tag(text).mentions == ()


@pytest.mark.thorough  # `toile tag` shows it of a few
def test_many_are_read_in_order_also_by_two_processes(tagger: Tagger) -> None:
    rows = [(f"The sleeves are {n} inches too long.", GarmentKind.SHIRT) for n in range(1, 12)] + [("", None)]

    alone = list(tagger.tag_many(rows))
    together = list(tagger.tag_many(rows, processes=2))

    assert together == alone
    assert [reading.mentions[0].amount.value for reading in alone[:-1]] == list(range(1, 12))


@pytest.mark.parametrize(
    "comment, unsafe",
    [
        ("The underwire poked through and it hurts.", True),
        ("It gave me a rash, so itchy.", True),
        ("The collar chokes me.", True),
        ("A button fell off and my toddler nearly ate it.", True),
        ("There was a pin left in the hem and it stabbed me.", True),
        ("Got pricked by a needle hiding in the shoulder seam.", True),
        ("It brought me out in red bumps.", True),
        ("The button is loose, the baby ate it.", True),
        ("The collar is tight, danger of suffocation.", True),
        ("The eye of the teddy motif fell off and my son swallowed it.", True),
        ("The sleeve caught fire over the gas hob.", True),
        ("Beads came off and my baby nearly swallowed one.", True),
        ("A pearl came loose and my daughter put it in her mouth.", True),
        ("The zip pull snapped off and the dog ate it.", True),
        ("The buttons are loose and one fell off already.", True),
        ("The buttons have not come off, but the fabric is thin.", False),
        ("None of the buttons came off, but the sleeves are too long.", False),
        ("I worry that the buttons may come off, and the sleeves are too long.", False),
        ("The bow is too big and slips off my shoulder.", False),
        ("So long that I tripped over the hem and fell.", True),
        ("I nearly tripped on the hem, it is too long.", True),
        ("The hem is too long. I tripped on the stairs.", True),
        ("The hem is so long I'm afraid I'd trip over it.", False),
        ("If the hem were longer I would trip over it, and it is too wide.", False),
        ("Too long, but I never tripped.", False),
        ("I wore it on a trip over Easter, too warm.", False),
        ("The end of the zip is sharp and scratches my back.", True),
        ("The poppers have sharp edges.", True),
        ("The snaps have rough, sharp edges.", True),
        ("The hooks are sharp.", True),
        ("There are sharp edges on the press studs.", True),
        ("The sequins have sharp edges.", True),
        ("Sharp edges on the buckle cut my finger.", True),
        ("No sharp edges on the poppers.", False),
        ("The buckle is not sharp, but the sleeves are too long.", False),
        ("I was afraid the snaps would have sharp edges, but the sleeves are too long.", False),
        ("The pleats have sharp edges and look great.", False),
        ("The metal hook at the back dug into me until I bled.", True),
        ("Something sharp in the seam kept pricking me.", True),
        ("The cropped legs cut me off at the widest part of my calf, too short.", False),
        ("My skin came up in hives, the fabric is scratchy.", True),
        ("Gave my little girl a nasty reaction on her neck.", True),
        ("The sleeves are too long. I have eczema so I only buy cotton.", False),
        ("My throat swelled up, the collar is far too tight.", True),
        ("I was worried the collar would strangle me, and the neck is too low.", False),
        ("My daughter's finger got trapped in the buckle.", True),
        ("I got stuck in it with both arms up and had to be cut out, far too tight.", True),
        ("The drawstring got caught in the escalator.", True),
        ("Heat gets trapped in it, far too warm.", False),
        ("The sleeve went up in flames at the candle.", True),
        ("The hem is too long. My old dress caught fire once.", False),
        ("It is far too tight, I had to be cut out of it.", True),
        ("It is so tight that I could not get it off.", True),
        ("It is far too tight, I could not get out of it.", True),
        ("The hem is so long that I fell down because of it.", True),
        ("The top button fell off after one wash.", True),
        ("The waistband is too tight and cut in all day.", False),
        ("The sleeves are too long, I took it off and sent it out the next day.", False),
        ("The sleeves are too long.", False),
        ("The waist is too big, needed pins in the waistband to keep it up.", False),
        ("It rubs, though it gave me no rash.", False),
        ("Sadly the fabric is itchy.", False),
    ],
)
def test_flags_what_can_hurt(tagger: Tagger, comment: str, unsafe: bool) -> None:
    mentions = tagger.tag(comment, GarmentKind.SHIRT).mentions

    assert mentions
    assert any(mention.safety for mention in mentions) is unsafe


def test_threads_that_meet_the_first_german_comment_at_once_make_one_pipeline(tagger: Tagger, monkeypatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(tagging, "_pipelines", {})
    monkeypatch.setattr(tagging, "build_pipeline", lambda language: made.append(language) or build_pipeline(language))
    together = Barrier(2)

    def read(text: str) -> Reading:
        together.wait()
        return tagger.tag(text)

    with ThreadPoolExecutor(2) as pool:
        readings = [*pool.map(read, ["Die Ärmel sind zu lang."] * 2)]

    assert made == ["de"]
    assert {mention.code.value for reading in readings for mention in reading.mentions} == {"sleeve.length/long"}


def test_a_comment_that_it_stumbles_over_keeps_no_other_from_being_read(tagger, monkeypatch, caplog) -> None:
    def reading(self: Tagger, notes: Notes, *told: str | None) -> Reading:
        if "stumbling block" in notes.source:
            raise KeyError("armhole.size/high")
        return read(self, notes, *told)

    read = Tagger._reading
    monkeypatch.setattr(Tagger, "_reading", reading)
    monkeypatch.setattr(logger, "handlers", [])  # elsewhere in the tests what it stumbles over is raised
    comments = ["The sleeves are too long."] * 7 + ["A stumbling block."] + ["The waist is too tight."] * 4

    readings = list(tagger.tag_many((comment, None) for comment in comments))

    assert [len(each.mentions) for each in readings] == [1] * 7 + [0] + [1] * 4
    assert (readings[7].state, readings[7].reason) == ("not_read", STUMBLED)
    (told,) = caplog.records
    assert told.getMessage() == "The reader stumbled over a comment of 18 characters."


def test_says_why(tagger: Tagger) -> None:
    (mention,) = tagger.tag("The sleeves are too long.", GarmentKind.SHIRT).mentions

    assert mention.why == "rule: “long” of its subject, sleeve"
    assert 0 < mention.confidence <= 1


def test_every_module_that_reads_is_part_of_the_version(told_by_a_reader: Told) -> None:
    loaded = told_by_a_reader.imported.split()
    modules = {f"{name.removeprefix('nlp.')}.py" for name in loaded if name.startswith("nlp.") and name.count(".") == 1}

    # These hold what is read, or make the same reading faster.
    beside = {"collecting.py", "lean_spacy.py", "mentions.py", "remembered.py", "tagging.py"}
    assert modules - {"components.py", "lexicon.py"} == beside | {*READING}


def test_the_version_names_the_rules() -> None:
    assert TAGGER_VERSION.startswith("rules-1.")


def _tagger(loaded: list[Tagger] = []) -> Tagger:  # noqa: B006 - loaded once for all of hypothesis' examples
    if not loaded:
        loaded.append(Tagger.load())
    return loaded[0]
