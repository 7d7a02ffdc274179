"""How pages write things: days, shares, states, choices; and the words for our enums."""

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup

from app.db import db
from app.models import (
    Cause,
    Choice,
    EvidenceState,
    Feedback,
    FeedbackSource,
    Heard,
    Keeping,
    LengthUnit,
    ProductionRound,
    Route,
    Wear,
)
from app.services.deadlines import Deadline
from app.services.excerpts import quote_alone
from app.services.label import UNIT_NAMES, get_label
from app.services.point_names import name_in_sentence
from app.services.shares import say_evidence, say_share
from app.services.spam import REASONS
from app.services.wording import with_stop
from nlp.taxonomy import Code

STATES = {
    EvidenceState.NONE: "nobody yet",
    EvidenceState.SINGLE_VOICE: "one person",
    EvidenceState.FEW: "a few so far",
    EvidenceState.EMERGING: "several, not sure yet",
    EvidenceState.ESTABLISHED: "clear",
}

CHOICES = {
    Choice.FIX: "Fix",
    Choice.KEEP: "Keep as is",
    Choice.DEFER: "Defer to a run",
    Choice.WATCH: "Watch",
}

DECIDED = {
    Choice.FIX: "To be fixed",
    Choice.KEEP: "Kept as is",
    Choice.DEFER: "Deferred",
    Choice.WATCH: "Watched",
}

ROUTES = {
    Route.PATTERN: "Pattern revision",
    Route.FACTORY: "Note to the factory",
    Route.FABRIC: "Fabric or trim",
    Route.PRODUCT_PAGE: "Size chart or product page",
    Route.BLOCK: "Carry to the block",
}

CAUSES = {
    Cause.BASE_PATTERN: "Base pattern",
    Cause.GRADING: "Grading",
    Cause.OFF_SPEC: "Sewn off the measures",
    Cause.FABRIC: "Fabric",
    Cause.SHRINKAGE: "Shrinkage",
    Cause.SIZE_CHART: "Size chart",
    Cause.PREFERENCE: "Taste",
}

SOURCES = {
    FeedbackSource.FORM: "form",
    FeedbackSource.REVIEW: "shop review",
    FeedbackSource.RETURN: "return",
    FeedbackSource.NOTE: "note",
}

HEARD = {
    Heard.SHOP_FLOOR: "shop floor",
    Heard.FITTING: "fitting",
    Heard.MESSAGE: "message",
    Heard.STOCKIST: "stockist",
    Heard.WEAR_TEST: "own wear test",
}

WORN = {Wear.TRIED_ON: "tried on", Wear.WORN: "worn", Wear.WASHED: "washed"}
KEPT = {Keeping.KEPT: "kept it", Keeping.ALTERED: "had it altered", Keeping.SENT_BACK: "sent it back"}


def init_filters(app: Flask) -> None:
    """Make these words known to the templates."""
    app.jinja_env.filters.update(
        day=write_day,
        short_day=write_short_day,
        moment=write_moment,
        count=write_count,
        tight=write_tight,
        quoted=quote_alone,
        file_size=write_file_size,
        unit_name=name_unit,
        in_sentence=name_in_sentence,
        with_stop=with_stop,
    )
    app.jinja_env.globals.update(
        STATES=STATES, DECIDED=DECIDED, CHOICES=CHOICES, ROUTES=ROUTES, CAUSES=CAUSES, SOURCES=SOURCES, WORN=WORN,
        KEPT=KEPT, SPAM_REASONS=REASONS, say_code=say_code,
        say_share=say_share, say_evidence=say_evidence,
        say_circumstances=say_circumstances, say_standing=say_standing, say_days_left=say_days_left,
    )  # fmt: skip


def write_day(day: date | None) -> str:
    """Return "23 April 2026"."""
    return f"{day.day} {day:%B %Y}" if day else "no date yet"


def write_short_day(day: date) -> str:
    """Return "23 April", where the year is plain."""
    return f"{day.day} {day:%B}"


def write_moment(moment: datetime) -> str:
    """Return "23 April 2026, 14:05" in UTC."""
    return f"{write_day(moment.date())}, {moment:%H:%M}"


def write_count(number: int) -> str:
    """Return "3 900": thin spaces, no commas that a decimal could be mistaken for."""
    return f"{number:,}".replace(",", "\u202f")


def write_file_size(size: int) -> str:
    """Return "1.2 MB", "34 kB"; a file has at least one."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def name_unit(unit: str) -> str:
    """Return a unit as a word, for sentences: in "in" would be read twice."""
    return UNIT_NAMES[LengthUnit(unit)]


def say_code(code: Code) -> str:
    """Return "Sleeve too long", or what the label calls its own tag."""
    return get_label(db.session).say_code(code)


def write_tight(markup: str) -> Markup:
    """Return markup without the indentation of its template: what a phone need not load. Not for words of people."""
    return Markup(" ".join(markup.split()))  # noqa: S704 (what a template wrote is escaped already)


def say_circumstances(answer: Feedback, run_word: str) -> str:
    """Return "XL · form · run 3 · washed · kept it", what is known of the piece that an answer is about."""
    parts = [
        answer.size.name if answer.size else "size not known",
        f"{SOURCES[answer.source]}, {HEARD[answer.heard]}" if answer.heard else SOURCES[answer.source],
        f"{run_word} {answer.production_round.number}" if answer.production_round else None,
        WORN[answer.wear] if answer.wear else None,
        _say_kept(answer),
    ]
    return " · ".join(filter(None, parts))


def _say_kept(answer: Feedback) -> str | None:
    """Return "had it altered by about 2 cm"."""
    kept = KEPT[answer.keeping] if answer.keeping else None
    return f"{kept} by about {answer.altered_by:g} {answer.altered_unit}" if answer.altered_by else kept


def say_standing(newest_run: ProductionRound | None, style_number: str | None, run_word: str) -> str:
    """Return "MR-04 · run 3 cut 2 March 2026 · ", what stands before the pattern revision."""
    parts = [style_number]
    if newest_run:
        parts.append(
            f"{run_word} {newest_run.number}" + (f" cut {write_day(newest_run.cut_on)}" if newest_run.cut_on else "")
        )
    return "".join(f"{part} · " for part in parts if part)


def say_days_left(deadline: Deadline, *, undecided: bool, waits: bool) -> str | None:
    """Return "11 days to decide", or for the corrections alone; None where nothing is open that they wait for."""
    if not waits:
        return None
    if deadline.days_left < 0:
        return f"Corrections were due {write_day(deadline.corrections_on)}"
    if deadline.days_left == 0:
        return "Decide today" if undecided else "Corrections are due today"
    days = f"{deadline.days_left} day{'' if deadline.days_left == 1 else 's'}"
    return f"{days} to decide" if undecided else f"{days} for the corrections"
