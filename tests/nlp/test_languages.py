"""In which language a comment is read, and what leads the second one to the steps that are written for English."""

import pytest

from nlp.components.normalise import prepare
from nlp.lexicon import languages, load_lexicon
from nlp.lexicon.glosses import glosses_of
from nlp.pipeline import build_pipeline
from nlp.readability import language_of


@pytest.mark.parametrize(
    "text, language",
    [
        ("The sleeves are too long.", "en"),
        ("Love this dress!", "en"),
        ("scratchy", "en"),
        ("Super Qualität.", "de"),
        ("Ärmel zu lang", "de"),
        ("Kratzt!", "de"),
        ("Er kratzt und er spannt, er war teuer.", "de"),
        ("Schlecht verarbeitet, billiger Stoff.", "de"),
        ("Was will man mehr, passt perfekt in M.", "de"),
        ("Nadel in der Naht vergessen.", "de"),
        ("Heftklammer im Etikett, hat gekratzt", "de"),
    ],
)
def test_a_comment_is_read_in_its_language(text, language):
    words = text.lower().replace(".", " .").replace(",", " ,").replace("!", " !").split()

    assert language_of(words) == (language, None)


@pytest.mark.parametrize(
    "text, named",
    [
        ("Les manches sont trop longues et le tissu est très fin", "French"),
        ("De mouwen zijn te lang en de stof is niet mooi", "Dutch"),
        ("Las mangas son muy largas y la tela no es buena para el verano", "Spanish"),
        ("Ermene er alt for lange.", "Norwegian"),
        ("Kjolen er for kort og ærmerne er for stramme.", "Danish"),
    ],
)
def test_other_languages_are_named_and_not_read(tagger, text, named):
    reading = tagger.tag(text)

    assert (reading.state, reading.mentions) == ("not_read", ())
    assert named in reading.reason


def test_each_comment_goes_through_the_steps_of_its_own_language_alone(tagger, monkeypatch):
    step, read = build_pipeline().get_pipe("toile_terms"), []
    find_terms = step.read

    def find_and_keep(comments):
        read.extend((notes.language, notes.source) for notes in comments)
        find_terms(comments)

    monkeypatch.setattr(step, "read", find_and_keep)
    texts = ["Die Ärmel sind zu lang.", "Les manches sont trop longues", "The sleeves are too long.", "", "xqz"]

    readings = list(tagger.tag_many((text, None) for text in texts))

    assert [reading.state for reading in readings] == ["read", "not_read", "read", "not_read", "not_read"]
    assert read == [("en", texts[2]), ("de", texts[0])]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Loch im Ärmel.", {"fabric.durability/poor"}),
        ("Im Rücken zu eng", {"shoulder.width/small"}),
        ("im tall, sleeves too short", {"sleeve.length/short"}),
    ],
)
def test_im_is_a_german_word_among_german_ones(tagger, text, codes):
    assert {mention.code.value for mention in tagger.tag(text).mentions} == codes


def test_english_comes_first_and_needs_no_glosses():
    assert languages() == ("en", "de")
    assert glosses_of("en") is None


def test_the_lexicon_names_no_part_or_judgement_that_english_does_not_know():
    english, german = load_lexicon("en"), load_lexicon("de")

    assert german.parts.keys() <= english.parts.keys()
    assert german.judgements.keys() <= english.judgements.keys()


@pytest.mark.parametrize(
    "bent, plain",
    [("Schultern", "Schulter"), ("längeren", "lang"), ("Hosen", "Hose"), ("weites", "weit"), ("fuers", "fürs")],
)
def test_bent_words_meet_their_plain_form(bent, plain):
    keys = load_lexicon("de").keys

    assert keys(bent.lower()) == keys(plain.lower())


@pytest.mark.parametrize(
    "one, other", [("länge", "lang"), ("schon", "schön"), ("träger", "tragen"), ("kürzen", "kurz"), ("bein", "bei")]
)
def test_words_that_only_look_alike_stay_apart(one, other):
    keys = load_lexicon("de").keys

    assert keys(one) != keys(other)


def test_glosses_put_little_words_into_english_and_lead_back():
    glosses = glosses_of("de")
    text = "Zu meinem Rock, Nr. 38: 2,5 cm zu LANG, dass es schleift"
    prepared, offsets = prepare(text, glosses)

    assert prepared == "to my rock, size 38: 2.5 cm too lang  dass it schleift"
    start, end = prepared.index("too"), prepared.index(" lang")
    assert text[offsets.to_original(start) : offsets.to_original(end)] == "zu"
