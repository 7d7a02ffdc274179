"""What is refused is refused with one sentence on stderr and exit code 1, and nothing is lost."""

import json

import alembic.command
import pytest

from app.migrating import alembic_config

SHIRT = "Linen shirt"


@pytest.fixture
def shirt(begin_with) -> str:
    begin_with(
        f"garments add '{SHIRT}' --kind shirt --sizes S,M", f"garments measure '{SHIRT}' D1 --values 'S=59, M=60'"
    )
    return SHIRT


@pytest.mark.parametrize(
    "words, sentence",
    [
        (["garments", "add", " "], "A garment needs a name."),
        (["garments", "add", "Coat", "--sizes", "S" * 121], "The name of a size is longer than 120 characters."),
        (["users", "add", "mia@example.com", "--name", "M" * 121, "--password", "long enough"],
         "The name is longer than 120 characters."),
        (["label", "set", f"name={'L' * 121}"], "The name is longer than 120 characters."),
        (["garments", "show", "Coat"], "There is no garment “Coat”."),
        (["garments", "measure", SHIRT, "Z9"], "Z9 is not in the starter library: give it a --name and a --kind."),
        (["garments", "measure", SHIRT, "D3", "--values", "17"], "“17” is no size: write it as SIZE=…, like M=10."),
        (["clusters", "show", "7"], "There is no fit point 7."),
        (["clusters", "split", "1", "--issues", "a", "--name", "x"],
         "Issues are named by their numbers, with commas between them."),
        (["clusters", "split", "1", "--issues", "4", "--sub-theme", "2", "--name", "x"],
         "Split off either issues or a sub-theme."),
        (["revisions", "change", SHIRT, "1"], "Name a point of measure with --pom, or write an --instruction."),
        (["revisions", "change", SHIRT, "1", "--pom", "D1", "--cluster", "x"],
         "“x” does not name fit points by their numbers."),
        (["revisions", "change", SHIRT, "1", "--pom", "D1", "--cluster", "9" * 20],
         f"“{'9' * 20}” does not name fit points by their numbers."),
        (["revisions", "approve", SHIRT, "4"], "Linen shirt has no revision 4."),
        (["rounds", "gate", SHIRT, "1"], "Linen shirt has no run 1."),
        (["rounds", "plan", SHIRT, "--pieces", "M=many"], "M needs a whole number of pieces, not “many”."),
        (["packets", "receive", SHIRT, "1", "--name", "Ana"], "The sheet of revision 1 has not been sent yet."),
        (["feedback", "import", "missing.csv"], "missing.csv cannot be read: No such file or directory."),
        (["users", "add", "mia", "--name", "Mia", "--password", "long enough"], "“mia” is not an e-mail address."),
        (["users", "add", "mia@example.com", "--name", "Mia", "--password", "1234567890"],
         "This is among the passwords that are tried first: three or four words do well."),
        (["label", "set", "unit"], "“unit” is no setting: write it as NAME=VALUE, like unit=cm."),
        (["label", "set", "colour=red"], "The label has no setting called “colour”."),
        (["label", "set", "pattern_days=soon"], "“soon” cannot be the pattern_days of a label."),
        (["label", "set", "sample_days=121"], "sample_days has to lie between 0 and 120."),
        (["label", "set", "leeway_girth_mm=nan"], "“nan” cannot be the leeway_girth_mm of a label."),
        (["label", "set", "leeway_girth_mm=201"], "leeway_girth_mm has to lie between 0 and 200."),
        (["label", "set", "run_word=batch"], "A round can be called run, drop, cut, not batch."),
        (["label", "set", "override_role=viewer"], "Only designers or admins may release against the gate."),
        (["label", "set", "p_ref=0.0005"],
         "A point matters from a share of the customers, 0.001 to 0.999: 0.1 is 10 in 100."),
        (["label", "set", "proof_threshold=0.9995"],
         "A fix is proven when it is sure by a share, 0.001 to 0.999: 0.99 is 99 in 100."),
        (["label", "set", "name= "], "A label has a name."),
        (["label", "set", "sender=nope"],
         "Mail comes from an address, such as fit@example.com or Atelier Lind <fit@example.com>."),
        (
            ["label", "set", "return_url=http://shop.example"],
            "Where the shop takes returns is a whole address, such as https://shop.example.com/returns.",
        ),
        (["tag", "missing.jsonl"], "missing.jsonl cannot be opened: No such file or directory."),
        (["nlp", "evaluate", "missing.jsonl"], "missing.jsonl cannot be read: No such file or directory."),
    ],
)  # fmt: skip
def test_refuses_with_a_sentence(toile, shirt, words: list[str], sentence: str):
    refused = toile(*words, exits=1)

    assert refused.stderr == f"{sentence}\n"
    assert refused.stdout == ""


def test_a_number_that_no_database_can_look_for_is_told_as_one(toile, shirt):
    assert "99999999999999999999 is not in the range" in toile("clusters", "show", "9" * 20, exits=2).stderr


def test_a_locked_run_refuses_a_change_and_takes_feedback(toile, shirt, tmp_path):
    (tmp_path / "late.csv").write_text("text\nToo long.\n")
    toile("rounds", "plan", shirt, "--pieces", "M=5")
    toile("rounds", "lock", shirt, "1")

    assert "Run 1" in toile("rounds", "lock", shirt, "1", exits=1).stderr
    assert "Stored 1" in toile("feedback", "import", "late.csv", "--garment", shirt, "--round", "1").output


def test_bad_rows_are_named_and_good_ones_kept(toile, shirt, tmp_path):
    (tmp_path / "reviews.csv").write_text("text,round\nToo long.,\nToo short.,7\n")

    done = toile("feedback", "import", "reviews.csv", "--garment", shirt, exits=1)

    assert done.stderr == "Line 3: Linen shirt has no run 7.\n"
    assert done.stdout == "Stored 1, known before 0, not taken 1.\n"


def test_a_size_that_cannot_be_read_costs_no_words(toile, shirt, tmp_path):
    (tmp_path / "reviews.csv").write_text("text,size\nToo long.,XXL\nToo short.,XXL\n")
    asked = ("feedback", "import", "reviews.csv", "--garment", shirt)
    sentence = "Lines 2 and 3: Linen shirt has no size “XXL”; its sizes are: S, M. Taken without that.\n"

    assert sentence in toile(*asked, "--preview").stdout
    done = toile(*asked)

    assert (done.stderr, done.stdout) == (sentence, "Stored 2 (2 in part), known before 0, not taken 0.\n")


def test_a_file_without_words_says_which_columns_it_has(toile, shirt, tmp_path):
    (tmp_path / "stars.csv").write_text("id,stars\n1,5\n")

    refused = toile("feedback", "import", "stars.csv", "--garment", shirt, exits=1)

    assert "Its columns are: id, stars." in refused.stderr
    assert toile("feedback", "import", "stars.csv", "--garment", shirt, "--text-column", "stars").exit_code == 0


def test_an_open_gate_is_an_exit_code(toile, shirt):
    toile("revisions", "draft", shirt)
    toile("revisions", "change", shirt, "2", "--instruction", "Rotate the dart.")
    toile("rounds", "plan", shirt)

    gate = json.loads(toile("rounds", "gate", shirt, "1", "--json", exits=1).stdout)

    assert not gate["passes"]


def test_a_sheet_that_cannot_be_written_is_said(toile, shirt):
    toile("revisions", "draft", shirt)
    toile("revisions", "change", shirt, "2", "--instruction", "Rotate the dart.")

    refused = toile("packets", "export", shirt, "2", "--format", "csv", "-o", "none/sheet.csv", exits=1)

    assert "none/sheet.csv cannot be written: No such file or directory." in refused.stderr


def test_a_database_of_an_older_version_is_left_alone(toile, database_address):
    alembic.command.downgrade(alembic_config(database_address), "-1")

    refused = toile("garments", "list", exits=1)

    assert refused.stderr.startswith("The database is of another version of Toile")


def test_an_empty_database_is_made(toile, tmp_path, monkeypatch):
    monkeypatch.setenv("TOILE_DATABASE_URL", "")

    assert toile("garments", "list").output == "There are no garments yet.\n"
    assert (tmp_path / "data" / "toile.db").exists()
