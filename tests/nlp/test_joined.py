"""How what the rules claim and what the trained reader says are joined: what is likely enough to be right stays."""

from dataclasses import dataclass

import numpy as np
import pytest

from nlp import training
from nlp.components import joined
from nlp.components.candidates import gather
from nlp.components.joined import ADD, KEEP, KEEP_IN_SO_MANY_WORDS, KEEP_PLAIN, KEEP_SIDE_BY_SIDE
from nlp.evaluate import is_held_back, is_set_aside, read_fresh, read_reviews
from nlp.garments import GarmentKind
from nlp.pipeline import build_pipeline, read_all
from nlp.policy import FIGURES, KINDS, WEIGHTS, Kind, Policy, Table, load_policy
from nlp.rules import Rule
from nlp.tagging import Tagger
from nlp.taxonomy import IssueCode
from nlp.training import Lesson, corpus_lessons, rows_set_aside, train
from nlp.weighing import Case, learn_policy

POCKETS = IssueCode.CONSTRUCTION_POCKET_POOR
LONG = IssueCode.SLEEVE_LENGTH_LONG
KEYS = "My keys went straight through to the street."
WASHED_OUT = "By the third wash it looked like a dishrag with all that tumbling and soaking that we gave it in the end."
MANY = "I ordered it in May. My sister came along. "


@dataclass
class Parrot:
    """Says the same of every clause, surer of it than of all else."""

    code: IssueCode = POCKETS
    by_word: int = 0
    """The place of the word that it goes by."""
    version = "parrot"

    @property
    def codes(self):
        return (self.code,)

    @property
    def words(self):
        return AnyWord()

    def sure_within(self, keys, starts, ends, among_many):
        return np.tile(np.array([0.95, 0.05], dtype="float32"), (len(starts), 1))

    def columns_of(self, codes):
        return [self.codes.index(code) if code in self.codes else len(self.codes) for code in codes]

    def weightiest(self, told):
        return [[self.by_word] for _ in told]


class AnyWord:
    """Holds every word."""

    def __contains__(self, word):
        return True


@pytest.fixture
def believe(monkeypatch):
    """Let the policy hold every candidate of a kind for so likely to be right."""

    def set_odds(**likely: float) -> None:
        def table(kind: Kind) -> Table:
            sure = likely.get(kind, 0.0)
            odds = np.log(sure / (1 - sure)) if sure else -50.0
            return Table(float(odds), {}, [0.0] * len(FIGURES), [0.0] * len(FIGURES))

        policy = Policy({kind: table(kind) for kind in KINDS})
        monkeypatch.setattr(joined, "load_policy", lambda: policy)

    return set_odds


def mentions_of(text: str, reader: Parrot | None = None, *rules: Rule, kind: GarmentKind | None = None):
    return Tagger(build_pipeline(), rules, reader or Parrot()).tag(text, kind).mentions  # type: ignore[arg-type]


def codes_of(text: str, reader: Parrot | None = None, *rules: Rule) -> list[str]:
    return [mention.code.value for mention in mentions_of(text, reader, *rules)]


@pytest.mark.parametrize(
    "text, least",
    [
        ("By the third wash it looked like a dishrag.", KEEP_PLAIN),
        ("I took it along to Wales in May and the sleeves are long.", KEEP_IN_SO_MANY_WORDS),
        ("I took it along to Wales in May and the sleeves are too long.", KEEP_SIDE_BY_SIDE),
        (WASHED_OUT, KEEP),
    ],
)
def test_a_claim_of_a_short_comment_falls_where_it_is_likely_wrong(believe, text: str, least: float) -> None:
    believe(claimed=least + 0.01)
    kept = codes_of(text)
    believe(claimed=least - 0.01)

    assert len(kept) == 1
    assert codes_of(text) == []


def test_in_a_comment_of_many_sentences_it_is_believed_sooner(believe) -> None:
    believe(claimed=KEEP_PLAIN + 0.01)
    kept = codes_of(MANY + WASHED_OUT)
    believe(claimed=KEEP_PLAIN - 0.01)

    assert len(kept) == 1
    assert codes_of(MANY + WASHED_OUT) == []


def test_a_mention_is_as_sure_as_it_is_likely_to_be_right(believe) -> None:
    believe(claimed=0.62, unclaimed=0.71)

    assert {each.code.value: each.confidence for each in mentions_of(f"{KEYS} The sleeves are too long.")} == {
        "sleeve.length/long": 0.62,
        "construction.pocket/poor": 0.71,
    }


def test_what_may_be_unsafe_is_told_and_what_sizes_say_stand(believe) -> None:
    believe()

    assert [each.safety for each in mentions_of("A pin was left in the collar and stabbed me.")] == [True]
    assert codes_of("I usually wear a 10 and needed a 12.") == ["size.overall/small"]
    assert codes_of("Hits me funny.", Parrot(), Rule("hits me funny", code=LONG)) == ["sleeve.length/long"]


@pytest.mark.parametrize("before", ["", MANY])
def test_what_the_trained_reader_says_besides_joins_where_it_is_likely_right(believe, before: str) -> None:
    believe(unclaimed=ADD + 0.01)
    added = codes_of(before + KEYS)
    believe(unclaimed=ADD - 0.01)

    assert added == ["construction.pocket/poor"]
    assert codes_of(before + KEYS) == []


def test_it_is_quoted_by_its_clause_and_says_what_it_goes_by(believe) -> None:
    believe(unclaimed=0.9)
    text = f"It came today. {KEYS}"

    [mention] = mentions_of(text)

    assert mention.quote == text[mention.start : mention.end]
    assert mention.why.startswith("trained reader, words “")
    assert (mention.amount, mention.safety, mention.severity) == (None, False, 2)


@pytest.mark.parametrize(
    "text",
    [
        "Do keys go straight through to the street?",
        "If you are tall the sleeves may be too short.",
        "My keys.",
    ],
)
def test_nothing_is_added_where_the_rules_know_better(believe, text: str) -> None:
    believe(unclaimed=0.99)

    assert codes_of(text) == []


@pytest.mark.parametrize("text", ["My arms are long, plus keys.", "Keys, sleeves long."])
def test_beside_the_writers_body_or_what_is_told_at_length_it_must_be_likelier(believe, text: str) -> None:
    believe(claimed=0.99, unclaimed=0.45)
    assert POCKETS not in codes_of(text)

    believe(claimed=0.99, unclaimed=0.55)
    assert POCKETS in codes_of(text)


def test_the_writers_own_measure_is_none_of_the_garments(believe) -> None:
    believe(unclaimed=0.99)

    assert codes_of("My arms are long.", Parrot(LONG)) == []


def test_an_amount_by_itself_tells_nothing_more(believe) -> None:
    believe(claimed=0.99, unclaimed=0.99)

    assert codes_of("The collar is too tight. 2 inches at least.", Parrot(LONG)) == ["neck.width/small"]


def test_a_fault_that_is_denied_in_a_phrase_is_not_added(believe) -> None:
    believe(claimed=0.01, unclaimed=0.99)

    assert codes_of("So far the lining hasn't ripped.", Parrot(IssueCode.CONSTRUCTION_LINING_POOR)) == []


@pytest.mark.parametrize(
    "text, praise",
    [
        ("They do not run true to size at all.", IssueCode.SIZE_OVERALL_OK),
        ("No way are these true to size.", IssueCode.SIZE_OVERALL_OK),
        ("I don't think the waist fits well.", IssueCode.WAIST_WIDTH_OK),
        ("The waist does not fit well.", IssueCode.WAIST_WIDTH_OK),
    ],
)
def test_praise_that_was_denied_is_not_added(believe, text: str, praise: IssueCode) -> None:
    believe(unclaimed=0.99, silenced=0.99)

    assert codes_of(text, Parrot(praise)) == []
    assert codes_of("My sister likes mine to bits.", Parrot(praise)) == [praise]


def test_nothing_is_added_to_what_tells_all_of_its_clause_or_the_same_aspect(believe) -> None:
    believe(claimed=0.9, unclaimed=0.99, silenced=0.99)

    assert codes_of("Sleeves too long.") == ["sleeve.length/long"]
    assert codes_of(f"The sleeves are too short. {KEYS}", Parrot(LONG)) == ["sleeve.length/short"]


def test_a_label_s_own_rule_or_silence_closes_its_sentence(believe) -> None:
    believe(claimed=0.9, unclaimed=0.99)

    assert codes_of(KEYS, Parrot(), Rule("to the street")) == []
    assert codes_of(KEYS, Parrot(), Rule("to the street", code=LONG)) == ["sleeve.length/long"]


def test_a_length_is_that_of_the_garments_legs_where_it_has_any(believe) -> None:
    believe(unclaimed=0.99)
    reader = Parrot(IssueCode.BODY_LENGTH_LONG)

    [of_trousers] = mentions_of(KEYS, reader, kind=GarmentKind.TROUSERS)
    [of_dress] = mentions_of(KEYS, reader, kind=GarmentKind.DRESS)

    assert (of_trousers.code.value, of_dress.code.value) == ("leg.length/long", "body.length/long")


def test_another_language_is_left_to_its_rules(believe) -> None:
    believe(unclaimed=0.99)

    assert codes_of("Der Stoff kam gestern mit der Post zu mir nach Hause.") == []


def test_what_is_told_besides_speaks_against_neither(tagger: Tagger) -> None:
    def figures(text: str):
        comments = read_all(build_pipeline(), [(text, GarmentKind.KNIT)])
        assert tagger.model is not None
        weighable = gather(comments, tagger.model)
        rows = zip(weighable.candidates, weighable.figures.tolist(), strict=True)
        return {candidate.code: dict(zip(FIGURES, row, strict=True)) for candidate, row in rows}

    of_both = figures("The sleeves are too long but the waist is far too tight.")

    assert of_both[LONG]["sure in sentence"] < 0.3 < of_both[IssueCode.WAIST_WIDTH_SMALL]["sure in sentence"]
    sure = of_both[LONG]["sure in sentence"]
    assert (
        3 * of_both[LONG]["sentence"] > np.log(sure / (1 - sure)) + 0.5
    )  # the waist's code left out, as it is claimed


def test_a_candidate_is_known_by_names_and_the_cues_of_its_clause() -> None:
    [notes] = read_all(build_pipeline(), [("I wish the sleeves came two inches longer, lovely as they are.", None)])

    weighable = gather([notes], Parrot(POCKETS))  # type: ignore[arg-type]

    known = {candidate.kind: candidate.names for candidate in weighable.candidates}
    assert {"sleeve.length/short", "of its subject", "amount", "wished"} <= {*known["claimed"]}
    assert known["unclaimed"] == ["construction.pocket/poor"]
    wishes = dict(zip(known, weighable.figures[:, FIGURES.index("cue: wish")], strict=True))
    assert wishes["claimed"] == 1


def case(right: bool, *names: str, kind: Kind = "claimed", figure: float = 0.0) -> Case:
    figures = [figure, *[0.0] * (len(FIGURES) - 1)]
    return Case(0, POCKETS, kind, names, figures, 1.0, right)


def test_learns_what_speaks_for_and_against() -> None:
    cases = [case(True, "denied"), case(True, "denied", figure=1), case(False, "wished"), case(False, figure=-1)] * 40

    learnt = learn_policy([*cases, *(case(False, kind=kind) for kind in KINDS for _ in range(9))])
    table = learnt.tables["claimed"]

    assert table.names["denied"] > 1 > -0.5 > table.names["wished"]
    assert table.figures[0] > 0.1
    flat = np.zeros((1, len(FIGURES)), "float32")
    denied, unknown = (
        learnt.odds("claimed", [[name]], flat, np.ones(1, "float32")) for name in ("denied", "never met")
    )
    assert denied > 0 > unknown


def test_the_committed_policy_is_a_table_that_people_can_read(tmp_path) -> None:
    load_policy().save(tmp_path / WEIGHTS.name)

    assert (tmp_path / WEIGHTS.name).read_bytes() == WEIGHTS.read_bytes()
    assert all(len(table.names) > 10 for table in load_policy().tables.values())


def test_what_the_policy_is_learnt_on_its_reader_did_not_learn_from() -> None:
    fresh = [row for row in [*read_fresh(), *read_reviews()] if not is_held_back(row["text"])]
    aside = rows_set_aside()

    assert 0.45 < len(aside) / len(fresh) < 0.55
    assert all(is_set_aside(row["text"]) for row in aside)


def test_a_reader_that_learns_without_them_has_fewer_lessons(monkeypatch) -> None:
    for name in ("read_fresh", "read_written", "read_reviews", "read_sentences"):
        some = [*getattr(training, name)()][::25]  # of all, as customers wrote them: what is read takes a minute
        monkeypatch.setattr(training, name, lambda some=some: some)

    without, everything = corpus_lessons(for_policy=True), corpus_lessons()

    assert len(everything) - len(without) > len(rows_set_aside()) * 0.9 > 50
    assert train(without[:200]).codes
    assert isinstance(without[0], Lesson)
