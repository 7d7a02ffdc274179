"""German, the second language: what is meant, where it stays silent, and how much."""

import pytest

from nlp.evaluate import evaluate_sentences
from nlp.garments import GarmentKind
from nlp.tagging import Tagger

DRESS, TROUSERS, SHIRT = GarmentKind.DRESS, GarmentKind.TROUSERS, GarmentKind.SHIRT


def _codes(tagger: Tagger, text: str, kind: GarmentKind = DRESS) -> set[str]:
    reading = tagger.tag(text, kind)
    assert reading.state == "read", reading.reason
    return {mention.code.value for mention in reading.mentions}


def test_most_problems_of_160_labelled_comments_are_found(tagger):
    scores = evaluate_sentences(tagger, "de")

    assert scores.comments == 160
    assert scores.problem.f1 >= 0.70
    assert scores.ok.f1 >= 0.70


@pytest.mark.parametrize(
    "text, code",
    [
        ("Der Stoff ist hauchdünn.", "fabric.weight/thin"),
        ("Fällt sehr klein aus.", "size.overall/small"),
        ("Ist beim Waschen total eingegangen.", "fabric.shrinkage/shrinks"),
        ("Lief beim Waschen ein.", "fabric.shrinkage/shrinks"),
        ("Die Jacke trägt auf.", "shape.cut/poor"),
        ("Die Farbe ist in Wirklichkeit viel dunkler als auf dem Bild.", "color.look/off"),
        ("Der Reißverschluss klemmt ständig.", "construction.closure/poor"),
        ("Überall hängen Fäden raus.", "construction.seam/poor"),
        ("Leider völlig überteuert.", "price.value/poor"),
        ("Sieht ganz anders aus als auf dem Foto.", "photo.match/off"),
        ("Total durchsichtig, das Weiß.", "fabric.opacity/sheer"),
        ("Knittert sehr stark.", "fabric.care/poor"),
        ("Nach zwei Wäschen völlig ausgeleiert.", "fabric.stretch/excess"),
        ("Die Träger rutschen dauernd.", "strap.length/long"),
        ("Unter den Achseln scheuert es.", "armhole.size/small"),
        ("Die Knöpfe springen an der Brust auf.", "bust.width/small"),
        ("Die Taille sitzt zu hoch.", "waist.position/high"),
        ("Komme mit dem Kopf kaum durch.", "neck.width/small"),
    ],
)
def test_knows_what_german_customers_say(tagger, text, code):
    assert code in _codes(tagger, text)


@pytest.mark.parametrize(
    "text, code",
    [
        ("Die Ärmellänge passt super.", "sleeve.length/ok"),
        ("Bundweite zu eng.", "waist.width/small"),
        ("Die Hosenbeine sind zu kurz.", "leg.length/short"),
        ("Die Schrittlänge ist zu kurz.", "leg.length/short"),
        ("Der Brustumfang ist zu klein.", "bust.width/small"),
        ("Der Wollstoff kratzt.", "fabric.feel/rough"),
        ("Das Sommerkleid ist zu lang.", "leg.length/long"),
    ],
)
def test_takes_compounds_apart(tagger, text, code):
    assert _codes(tagger, text, TROUSERS) == {code}


@pytest.mark.parametrize(
    "text",
    ["Die Ärmel sind zu lang", "Aermel zu lang", "ÄRMEL VIEL ZU LANG", "zu lange Ärmel", "die ärmle sind zu laaang"],
)
def test_reads_every_spelling(tagger, text):
    assert _codes(tagger, text) == {"sleeve.length/long"}


@pytest.mark.parametrize(
    "text, code",
    [
        ("Es ist nicht zu eng.", "size.overall/ok"),
        ("Kratzt kein bisschen!", "fabric.feel/ok"),
        ("Der Stoff ist nicht durchsichtig.", "fabric.opacity/ok"),
        ("Läuft beim Waschen nicht ein.", "fabric.shrinkage/ok"),
        ("Weder zu eng noch zu weit.", "size.overall/ok"),
        ("Nicht so weich wie erwartet.", "fabric.feel/rough"),
        ("Am Kragen kratzt es zum Glück nicht.", "fabric.feel/ok"),
        ("Die Farbe gefällt mir gar nicht.", "color.look/off"),
    ],
)
def test_hears_what_is_denied(tagger, text, code):
    assert _codes(tagger, text) == {code}


@pytest.mark.parametrize(
    "text, code",
    [
        ("Das Shirt könnte etwas länger sein.", "body.length/short"),
        ("Ich hätte mir die Bluse etwas länger gewünscht.", "body.length/short"),
        ("Die Taille könnte enger sein.", "waist.width/large"),
        ("Der Ausschnitt dürfte etwas tiefer sein.", "neckline.depth/high"),
        ("In den Schultern hätte es gern schmaler sein dürfen.", "shoulder.width/large"),
    ],
)
def test_a_wish_says_what_is_missing(tagger, text, code):
    assert _codes(tagger, text) == {code}


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe Angst, dass es einläuft.",
        "Mal sehen, ob es nach dem Waschen noch passt.",
        "Wer breite Schultern hat, sollte größer bestellen.",
        "Laut Bewertungen soll es klein ausfallen.",
        "Die Verkäuferin meinte, es fällt groß aus.",
        "Ich habe lange Beine und einen kurzen Oberkörper.",
        "Ich bin 1,60 groß und habe eine große Oberweite.",
        "Meine Schwester hat es auch und bei ihr ist es zu eng.",
        "Der Versand war zu langsam und das Paket beschädigt.",
        "Weiter Schnitt, kurze Ärmel, knielang.",
        "Fällt die Hose groß aus?",
        "Das andere Kleid war zu kurz.",
        "Passt mir leider gar nicht.",
    ],
)
def test_is_silent_where_nothing_is_said_of_this_garment(tagger, text):
    assert _codes(tagger, text) == set()


def test_a_fear_taken_back_is_praise(tagger):
    assert _codes(tagger, "Ich hatte Angst, dass es zu kurz ist, aber es ist perfekt.") == {"body.length/ok"}


@pytest.mark.parametrize(
    "text, codes",
    [
        ("Die Schultern passen, nur die Ärmel sind zu lang.", {"shoulder.width/ok", "sleeve.length/long"}),
        ("Am Busen zu eng und an der Taille zu weit.", {"bust.width/small", "waist.width/large"}),
        ("Schöner Schnitt, aber der Stoff ist zu dick.", {"shape.cut/ok", "fabric.weight/thick"}),
        ("Der Rock passt. Die Taille sitzt allerdings viel zu hoch.", {"size.overall/ok", "waist.position/high"}),
    ],
)
def test_every_part_gets_its_own_judgement(tagger, text, codes):
    assert _codes(tagger, text) == codes


@pytest.mark.parametrize(
    "text, value, unit, hedge",
    [
        ("Die Ärmel sind 3 cm zu lang.", 3.0, "cm", "exact"),
        ("Die Ärmel sind 2,5 cm zu lang.", 2.5, "cm", "exact"),
        ("Ärmel ein bis zwei cm zu kurz", 1.5, "cm", "range"),
        ("Etwa anderthalb Zentimeter zu eng am Bund.", 1.5, "cm", "about"),
        ("Ärmel ca. 4 cm zu kurz", 4.0, "cm", "about"),
        ("Ärmel einen Zoll zu lang", 1.0, "in", "exact"),
        ("Fällt zwei Größen zu klein aus.", 2.0, "size", "exact"),
        ("Fällt ein paar Nummern zu groß aus.", 3.0, "size", "exact"),
        ("eine Nr. größer genommen", 1.0, "size", "exact"),
        ("Ich trage normal 40 und habe 36 genommen.", 2.0, "size", "exact"),
        ("Normal M, hier brauche ich L.", 1.0, "size", "exact"),
        ("Ich bin 1,75 m groß und die Hose ist 5 cm zu kurz.", 5.0, "cm", "exact"),
    ],
)
def test_reads_how_much(tagger, text, value, unit, hedge):
    (mention,) = tagger.tag(text, DRESS).mentions

    assert (mention.amount.value, mention.amount.unit, mention.amount.hedge) == (value, unit, hedge)


@pytest.mark.parametrize(
    "text, code, value",
    [
        ("Eine Größe zu groß.", "size.overall/large", 1.0),
        ("Die Hose fällt zwei Nummern kleiner aus.", "size.overall/small", 2.0),
        ("Das Hemd fällt ein bis zwei Größen größer aus.", "size.overall/large", 1.5),
        ("Fällt mindestens 2 Größen kleiner aus.", "size.overall/small", 2.0),
        ("Die Jacke fällt eine ganze Nummer kleiner aus als gewohnt.", "size.overall/small", 1.0),
        ("Die Bluse ist zwei Nummern kleiner als angegeben.", "size.overall/small", 2.0),
        ("Ist eine Größe größer geschnitten.", "size.overall/large", 1.0),
        ("Zwei Nummern kleiner bestellt und passt perfekt.", "size.overall/large", 2.0),
        ("Man sollte zwei Nummern größer bestellen.", "size.overall/small", 2.0),
        ("Lieber eine Nummer kleiner bestellen, fällt groß aus.", "size.overall/large", 1.0),
        ("Eine Größe größer wäre besser gewesen, sitzt knapp.", "size.overall/small", 1.0),
        ("Eine Nummer kleiner hätte gereicht.", "size.overall/large", 1.0),
    ],
)
def test_how_many_sizes_it_runs_large_or_is_taken_larger(tagger, text, code, value):
    (mention,) = tagger.tag(text, SHIRT).mentions

    assert (mention.code.value, mention.amount.value, mention.amount.unit) == (code, value, "size")


@pytest.mark.parametrize(
    "text", ["Ich liege zwischen zwei Größen.", "Gibt es nur in zwei Größen.", "Bestellt habe ich Größe 38."]
)
def test_sizes_that_are_only_named_are_no_fault(tagger, text):
    assert tagger.tag(text, SHIRT).mentions == ()


def test_fingers_are_no_unit(tagger):
    (mention,) = tagger.tag("Bund zwei Finger breit zu eng", TROUSERS).mentions

    assert (mention.code.value, mention.amount) == ("waist.width/small", None)


def test_quotes_stand_in_the_original(tagger):
    text = "Schööön!! Aber: die Ärmel sind mir gut 3&nbsp;cm zu lang, Nr. 38, und der Stoff kratzt seeehr."
    mentions = tagger.tag(text, SHIRT).mentions

    assert {mention.code.value for mention in mentions} == {"sleeve.length/long", "fabric.feel/rough"}
    assert all(mention.quote == text[mention.start : mention.end] for mention in mentions)
    assert "zu lang" in mentions[0].quote
    assert "too" not in mentions[0].why


@pytest.mark.parametrize(
    ("text", "unsafe"),
    [
        ("Der Bügel sticht durch den Stoff.", True),
        ("Davon bekam ich Ausschlag, der Stoff kratzt.", True),
        ("Die Perlen sind abgegangen und mein Baby hätte fast eine verschluckt.", True),
        ("Eine Niete ist abgegangen und mein Hund hat sie gefressen.", True),
        ("Die Knöpfe sind auch nach zehn Wäschen nicht abgefallen, nur der Stoff ist dünn.", False),
        ("In der Naht steckte noch eine Nadel.", True),
        ("Ich hab mich an einer Nadel im Kragen gestochen, es hat geblutet.", True),
        ("Meine Haut hat auf die Farbe reagiert, rote Pusteln am Hals.", True),
        ("Kein Ausschlag, aber der Stoff kratzt.", False),
        ("Nach der Schwangerschaft habe ich eine Allergie, deshalb nur Baumwolle. Ärmel zu lang.", False),
        ("Viel zu lang, ich bin über den Saum gestolpert.", True),
        ("Der Saum ist so lang, ich habe Angst zu stolpern.", False),
        ("Der Saum ist zu lang. Ich befürchte, dass ich darüber stolpere.", False),
        ("Die Kordel blieb in der Rolltreppe hängen und mein Sohn wäre fast erstickt.", True),
        ("Mein Finger wurde in der Schnalle eingeklemmt.", True),
        ("Der Ärmel hat an der Kerze Feuer gefangen.", True),
        ("Die Farbe brennt in den Augen, zu grell.", False),
    ],
)
def test_flags_what_can_hurt(tagger, text, unsafe):
    mentions = tagger.tag(text, DRESS).mentions

    assert mentions
    assert any(mention.safety for mention in mentions) is unsafe


@pytest.mark.thorough
def test_two_processes_read_german_alike(tagger):
    rows = [("Die Ärmel sind 3 cm zu lang.", SHIRT), ("The sleeves are too long.", SHIRT)] * 3

    assert list(tagger.tag_many(rows, processes=2)) == list(tagger.tag_many(rows))
