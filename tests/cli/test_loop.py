"""The loop by commands alone: words, issues, evidence, decision, revision, sheet, sample, run, proof."""

import json

import pytest

from app.db import open_session
from app.models import Choice
from app.services import coding, decisions, evidence
from tests import cast
from tests.mail_server import serving_mail

FIRST = "id,text,size\n" + "".join(f"{n},The sleeves are too long.,M\n" for n in range(12)) + "90,Lovely colour.,S\n"
SECOND = "id,text,size\n" + "".join(f"{n},The sleeves are just right.,M\n" for n in range(100, 112))
SHIRT = "Linen shirt"


@pytest.fixture
def shirt(begin_with) -> str:
    begin_with(
        f"garments add '{SHIRT}' --kind shirt --sizes S,M,L --colours White",
        f"garments measure '{SHIRT}' D1 --values 'S=59, M=60, L=61' --tolerance 0.5 --unit cm",
    )
    return SHIRT


def test_from_words_to_proof(toile, shirt, tmp_path):
    (tmp_path / "first.csv").write_text(FIRST)
    (tmp_path / "second.csv").write_text(SECOND)

    toile("rounds", "plan", shirt, "--pieces", "S=10, M=20, L=10")
    toile("rounds", "lock", shirt, "1")
    imported = _json(toile("feedback", "import", "first.csv", "--garment", shirt, "--round", "1", "--json"))
    assert (imported["stored"], imported["rejects"]) == (13, [])
    assert _json(toile("issues", "tag", "--json"))["read"] == 13

    [point] = [each for each in _clusters(toile) if each["code"] == "sleeve.length/long"]
    assert (point["reporting"], point["needs_decision"]) == (12, True)
    number = str(point["id"])
    toile("clusters", "decide", number, "--choice", "fix", "--route", "pattern", "--reason", "Many.", "--round", "2")
    assert "Many." in toile("clusters", "show", number).output

    toile("revisions", "draft", shirt)
    toile("revisions", "change", shirt, "2", "--pom", "D1", "--by", "-2", "--unit", "cm", "--cluster", number)
    assert "60.00 → 58.00 cm" in toile("revisions", "diff", shirt, "1", "2").output
    for name in ("pdf", "xlsx", "csv", "json"):
        toile("packets", "export", shirt, "2", "--format", name, "-o", f"sheet.{name}")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "sheet.json").stat().st_size > 100

    toile("packets", "labels", shirt, "2", "-o", "labels.pdf")
    toile("packets", "receive", shirt, "2", "--name", "Ana")
    toile(
        "samples", "record", shirt, "2", "--verdict", "accepted", "--size", "M", "--measured", "D1=58", "--unit", "cm"
    )
    toile("revisions", "approve", shirt, "2")
    toile("rounds", "plan", shirt, "--pieces", "M=20")
    assert _json(toile("rounds", "gate", shirt, "2", "--json"))["passes"]
    assert _json(toile("rounds", "lock", shirt, "2", "--json"))["revision"] == 2
    toile("issues", "tag", "--garment", shirt)
    assert "Sleeve too long  no answers since run 2  fix" in toile("clusters", "list", shirt).output
    toile("rounds", "count", shirt, "1", "--kind", "sold", "--pieces", "M=18")
    toile("rounds", "close", shirt, "1")

    toile("feedback", "import", "second.csv", "--garment", shirt, "--round", "2")
    toile("issues", "tag", "--garment", shirt)
    [outcome] = _json(toile("outcomes", "show", shirt, "--json"))
    assert (outcome["round"], outcome["after"][0]) == (2, 0)


def test_what_is_asked_about_is_kept_once_it_is_said_that_it_is_so(toile, shirt):
    hip = ("garments", "measure", shirt, "A3", "--values", "S=480, M=52", "--unit", "cm")

    assert toile(*hip, exits=1).output == (
        "S: 480.0 cm, and no garment measures as much there. Millimetres? If it is so, say --sure.\n"
    )
    assert toile(*hip, "--sure").output == "Added A3 Hip width.\n"


def test_a_sample_is_measured_again(toile, shirt):
    toile("revisions", "draft", shirt)
    toile("revisions", "change", shirt, "2", "--pom", "D1", "--by", "-2", "--unit", "cm")
    toile("packets", "send", shirt, "2", "--contact", "Ana")
    measured = ("--measured", "D1=635", "--unit", "cm")
    record = ("samples", "record", shirt, "2", "--verdict", "accepted", *measured)
    assert "635.0 cm, where 58.0 cm is asked for. Millimetres?" in toile(*record, exits=1).output
    toile(*record, "--sure")

    again = toile("samples", "measure", shirt, "2", "--measured", "D1=58.5", "--unit", "cm").output
    gone = _json(toile("samples", "measure", shirt, "2", "--take-back", "D1", "--json"))

    assert again == "Measured: D1 585 mm.\n"
    assert gone["measures_mm"] == {}
    assert "Say with --measured" in toile("samples", "measure", shirt, "2", exits=1).output


def test_german_words_count_with_english_ones(toile, shirt, tmp_path):
    (tmp_path / "reviews.csv").write_text(
        "text\nThe sleeves are too long.\nDie Ärmel sind etwa 3 cm zu lang.\nLes manches sont trop longues pour moi.\n"
    )
    toile("feedback", "import", "reviews.csv", "--garment", shirt)

    toile("issues", "tag")

    [point] = _clusters(toile)
    assert (point["code"], point["reporting"]) == ("sleeve.length/long", 2)


def test_points_are_merged_and_split(toile, shirt, tmp_path):
    (tmp_path / "reviews.csv").write_text(
        "text\nThe sleeves are too long.\nThe sleeves are too long, really.\nThe sleeves are too wide.\n"
    )
    toile("feedback", "import", "reviews.csv", "--garment", shirt)
    toile("issues", "tag")
    by_code = {each["code"]: str(each["id"]) for each in _clusters(toile)}

    merged = toile(
        "clusters", "merge", by_code["sleeve.width/large"], "--into", by_code["sleeve.length/long"], "--json"
    )
    assert _json(merged)["reporting"] == 3

    shown = _json(toile("clusters", "show", by_code["sleeve.length/long"], "--json"))
    assert (
        shown["diagnosis"]["says"]
        == "Can’t tell yet. About 32 more answers with a size could tell base pattern from grading."
    )
    assert (shown["suggestion"]["shift_mm"], shown["suggestion"]["refusal"]) == (None, "too_few_amounts")
    chosen = str(shown["quotes"][0]["issue"])
    made = toile("clusters", "split", by_code["sleeve.length/long"], "--issues", chosen, "--name", "Cuffs", "--json")
    assert (_json(made)["name"], _json(made)["reporting"]) == ("Cuffs", 1)


def test_what_is_told_in_alike_words_is_shown_and_split_off(toile, shirt, tmp_path):
    (tmp_path / "reviews.csv").write_text(
        "text\nThe sleeves are too long.\nThe sleeves are way too long.\nSleeves an inch too long.\n"
        "The arms swallow my hands.\n"
    )
    toile("feedback", "import", "reviews.csv", "--garment", shirt)
    toile("issues", "tag")
    [number] = [str(each["id"]) for each in _clusters(toile)]

    shown = _json(toile("clusters", "show", number, "--json"))
    [way] = shown["sub_themes"]
    made = toile("clusters", "split", number, "--sub-theme", str(way["id"]), "--name", "An inch", "--json")

    assert (way["customers"], len(way["quotes"]), shown["told_alone"]) == (3, 3, 1)
    assert (
        f"3 customers: “{way['typical']}” (sub-theme {way['id']})"
        in toile("clusters", "show", str(_json(made)["id"])).output
    )
    assert (_json(made)["name"], _json(made)["reporting"]) == ("An inch", 3)


def test_fault_that_no_point_tells_is_listed(toile, shirt, tmp_path):
    assert "no fit point tells" in toile("clusters", "unnamed", shirt).output
    (tmp_path / "reviews.csv").write_text("text\nThe rustle is awful.\nThe rustle is simply awful.\n")
    toile("feedback", "import", "reviews.csv", "--garment", shirt)
    toile("issues", "tag")

    [theme] = _json(toile("clusters", "unnamed", shirt, "--json"))

    assert (theme["customers"], len(theme["words"])) == (2, 2)
    assert f"2 customers: “{theme['typical']}”" in toile("clusters", "unnamed", shirt).output


def test_a_danger_that_is_told_of_what_was_kept_is_listed_as_to_decide(toile, database_address):
    with open_session(database_address, writes=True) as session:
        kept = cast.get_point(session, cast.make_sleeve_points(session), "sleeve.length/long")
        decisions.decide(session, kept, choice=Choice.KEEP, reason="They like it long.")
        session.commit()
        assert "of 12, established  keep\n" in toile("clusters", "list", "Linen shirt").output

        coding.flag_safety(session, kept.issues[0], is_unsafe=True)
        evidence.weigh_garment(session, kept.garment)
        session.commit()

    assert "of 12, established  keep  safety  to decide\n" in toile("clusters", "list", "Linen shirt").output


def test_settings_are_shown_and_changed(toile):
    assert "unit = cm" in toile("label", "show").output

    changed = _json(
        toile("label", "set", "unit=in", "name=Atelier Nordlund", "p_ref=0.12", "languages=en,de", "--json")
    )

    assert (changed["unit"], changed["grid"], changed["p_ref"]) == ("in", "1/16", 0.12)
    assert toile("label", "show").output.startswith("name = Atelier Nordlund\nunit = in\ngrid = 1/16\n")
    assert "languages = en,de" in toile("label", "show").output


def test_lists_what_there_is(toile, shirt):
    assert SHIRT in toile("garments", "list").output
    assert "D1  Sleeve length" in toile("garments", "show", shirt).output
    assert toile("clusters", "list", shirt).output == "Nothing has been said yet.\n"
    assert toile("outcomes", "show", shirt).output == "No fix has been cut yet.\n"
    assert toile("revisions", "diff", shirt, "1", "1").output == "They do not differ in any measure.\n"


def test_a_sheet_is_sent_by_a_private_link(toile, shirt, tmp_path):
    toile("revisions", "draft", shirt)
    toile("revisions", "change", shirt, "2", "--instruction", "Rotate the dart.", "--piece", "Front",
          "--priority", "must", "--check", "Sit down: does the dart point at the apex?")  # fmt: skip

    sent = _json(toile("packets", "send", shirt, "2", "--contact", "Ana", "--json"))

    assert sent["link"].startswith("/m/")
    toile("packets", "export", shirt, "2", "--format", "json", "-o", "sheet.json")
    (line,) = json.loads((tmp_path / "sheet.json").read_text())["lines"]
    assert (line["piece"], line["priority"], line["check_on_sample"][:8]) == ("Front", "must", "Sit down")


def test_a_sheet_is_mailed_again_and_its_links_are_taken_back(toile, shirt, monkeypatch):
    toile("revisions", "draft", shirt)
    toile("revisions", "change", shirt, "2", "--instruction", "Rotate the dart.", "--piece", "Front")
    assert "No mail server is set up" in toile("packets", "mail", shirt, "2", exits=1).output
    with serving_mail() as server:
        for name, value in (
            ("SMTP_HOST", "127.0.0.1"), ("SMTP_PORT", str(server.port)), ("SMTP_SECURITY", "none"),
            ("SMTP_SENDER", "atelier@example.com"), ("PUBLIC_URL", "https://fit.example.com"),
        ):  # fmt: skip
            monkeypatch.setenv(f"TOILE_{name}", value)
        sent = toile("packets", "send", shirt, "2", "--contact", "Ana", "--email", "ana@example.com")
        toile("packets", "mail", shirt, "2")

    assert "A mail brings a link, too." in sent.output
    assert [letter["To"] for letter in server.taken] == ["ana@example.com"] * 2
    assert toile("packets", "revoke", shirt, "2").output == "Its links no longer work.\n"
    assert "This link was taken back" in toile("packets", "mail", shirt, "2", exits=1).output


def _json(result):
    return json.loads(result.stdout)


def _clusters(toile):
    return _json(toile("clusters", "list", SHIRT, "--json"))
