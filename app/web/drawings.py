"""Where lines and dots of the small charts go; templates only print these numbers. All shares start at 0."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.models import ClusterEvidence, FeedbackSource, GarmentSize
from app.services.deadlines import Deadline
from app.services.point_rows import PointRow
from app.services.shares import Share, say_share
from app.services.tellings import Told
from app.services.turnouts import Turnout

STRIP_WIDTH = 180
SCALE_STEPS = {0.6: (0, 20, 40, 60), 1.0: (0, 25, 50, 75, 100)}
TREND_STEP, TREND_TOP, TREND_BOTTOM = 26, 4, 40
TRENDS_SHOWN = 6
"""So many runs fit beside a fit point; older ones are on its own page."""
RUNS_SHOWN = 10
CHART_LEFT, CHART_TOP = 32, 8
BAR_WIDTH = 120
STITCH_WIDTH = 480


@dataclass(frozen=True)
class Tick:
    """A line of a scale and what stands at it."""

    at: float
    label: str


@dataclass(frozen=True)
class Strip:
    """A share with its likely range on a line."""

    low: float
    middle: float
    high: float
    ticks: tuple[Tick, ...]
    words: str


@dataclass(frozen=True)
class Dot:
    """A place in a chart."""

    x: float
    y: float


@dataclass(frozen=True)
class Trend:
    """The share of one run after the other, each with its likely range; small, and on the scale of all its like."""

    width: float
    columns: tuple["Column", ...]
    words: str


@dataclass(frozen=True)
class Column:
    """A share with its likely range above a size or a run."""

    x: float
    low: float
    middle: float
    high: float
    name: str
    note: str
    thin: bool
    off: bool = False
    """Whether the share lies beyond the end of the scale, or there is none where nobody answered."""
    open: bool = False
    """Whether the likely range goes on beyond it."""


@dataclass(frozen=True)
class Chart:
    """Columns on one scale in 100 answers."""

    width: float
    height: float
    bottom: float
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    step: float
    expected: float | None
    words: str


@dataclass(frozen=True)
class AmountChart:
    """A dot for every customer who said how much, above the size; the bar is the middle one."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    middles: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    words: str


@dataclass(frozen=True)
class Bar:
    """How many of those who bought a size answered, and whom of them all fits fine."""

    name: str
    answered: float
    sold: float
    words: str
    fine: str


@dataclass(frozen=True)
class Stitch:
    """The seam from today to the cut: sewn until the corrections go out."""

    corrections: float
    sample: float


def choose_scale(points: Sequence[PointRow]) -> float:
    """Return the end of the scale that all strips of a list share: 60 in 100, or 100 if one reaches further."""
    ends = [point.evidence.q95 for point in points if point.evidence and not point.here]
    return _end_scale([*ends, *(point.here.interval[1] for point in points if point.here and point.here.readable)])


def choose_source_scale(evidence: Sequence[ClusterEvidence]) -> float:
    """Return the end of the scale that the sources of a fit point share."""
    return _end_scale([row.q95 for row in evidence])


def choose_trend_scale(points: Sequence[PointRow]) -> float:
    """Return the end of the scale that all trends of a list share; runs too thin to read do not stretch it."""
    return _end_scale([share.interval[1] for point in points for share in point.runs.values() if share.readable])


def draw_strip(evidence: ClusterEvidence, scale: float) -> Strip:
    """Return the interval strip of a fit point."""
    low, middle, high = (_on_line(share, scale) for share in (evidence.q05, evidence.q50, evidence.q95))
    return Strip(low, middle, high, draw_scale(scale), f"likely {say_range(evidence.q05, evidence.q95)}")


def draw_share(share: Share, scale: float) -> Strip:
    """Return the strip of a part of the answers, with its own likely range."""
    low, high = share.interval
    middle = _on_line(share.value, scale)
    words = f"here likely {say_range(low, high)}"
    return Strip(_on_line(low, scale), middle, _on_line(high, scale), draw_scale(scale), words)


def draw_scale(scale: float) -> tuple[Tick, ...]:
    """Return the ticks that stand over the strips of a list."""
    return tuple(Tick(_on_line(step / 100, scale), str(step)) for step in SCALE_STEPS[scale])


def list_trend_runs(points: Sequence[PointRow]) -> list[int]:
    """Return the newest runs that anything is said of: all trends of a list have them in the same places."""
    return sorted({number for point in points for number, share in point.runs.items() if share.n})[-TRENDS_SHOWN:]


def draw_trend(
    runs: dict[int, Share], source: FeedbackSource, *, across: Sequence[int], scale: float, run_word: str
) -> Trend | None:
    """Return the trend over these runs, or None where fewer than two of them said anything."""
    told = [(number, runs[number]) for number in across if number in runs and runs[number].n]
    if len(told) < 2:
        return None

    def at(value: float) -> float:
        return round(TREND_BOTTOM - (TREND_BOTTOM - TREND_TOP) * min(value, scale) / scale, 1)

    columns = tuple(
        Column(
            12 + TREND_STEP * across.index(number), at(share.interval[0]), at(share.value), at(share.interval[1]),
            str(number), f"{share.k} of {share.n}", not share.readable, share.value > scale, share.interval[1] > scale,
        )
        for number, share in told
    )  # fmt: skip
    words = ", ".join(f"{run_word} {number}: {say_share(source, share.k, share.n)}" for number, share in told)
    return Trend(TREND_STEP * len(across), columns, words)


def draw_shares(
    columns: Sequence[tuple[str, Share]], *, width: float, height: float, expected: float | None = None
) -> Chart | None:
    """Return shares above their names, or None where there is none."""
    if not columns:
        return None
    top = _end_scale([share.interval[1] for _, share in columns if share.readable])
    bottom = height - 40
    step = (width - CHART_LEFT) / len(columns)

    def at(value: float) -> float:
        return round(bottom - (bottom - CHART_TOP) * min(value, top) / top, 1)

    drawn = tuple(
        Column(
            round(CHART_LEFT + step * (place + 0.5), 1), at(share.interval[0]), at(share.value), at(share.interval[1]),
            name, f"{share.k} of {share.n}", not share.readable,
            share.value > top or not share.n, share.interval[1] > top,
        )
        for place, (name, share) in enumerate(columns)
    )  # fmt: skip
    words = ", ".join(f"{name}: {share.k} of {share.n}" for name, share in columns)
    ticks = tuple(Tick(at(each / 100), str(each)) for each in SCALE_STEPS[top])
    return Chart(width, height, bottom, drawn, ticks, step, None if expected is None else at(expected), words)


def draw_runs(point: PointRow, *, width: float, height: float, run_word: str) -> Chart | None:
    """Return the share of each of the newest runs, or None where there is one alone."""
    columns = [(f"{run_word} {number}", share) for number, share in point.runs.items()][-RUNS_SHOWN:]
    return draw_shares(columns, width=width, height=height) if len(columns) > 1 else None


def draw_amounts(sizes: Sequence[GarmentSize], told: Told, *, width: float, unit: str) -> AmountChart | None:
    """Return how much customers say to be off, in cm or inches, or None where fewer than three said it."""
    amounts = told.amounts
    if told.stated < 3:
        return None
    mm = 25.4 if unit == "in" else 10.0
    most = max(2, -int(-max(amount for each in amounts.values() for amount in each) // mm))
    height, bottom = 132.0, 120.0
    step = (width - CHART_LEFT) / len(sizes)

    def at(amount: float) -> float:
        return round(bottom - (bottom - CHART_TOP) * amount / mm / most, 1)

    dots: list[Dot] = []
    middles: list[Dot] = []
    for place, size in enumerate(sizes):
        x = CHART_LEFT + step * (place + 0.5)
        levels: dict[float, int] = {}
        for amount in amounts.get(size.id, ()):
            y = at(amount)
            dots.append(Dot(round(x + 11 * levels.get(y, 0), 1), y))
            levels[y] = levels.get(y, 0) + 1
        if len(each := sorted(amounts.get(size.id, ()))) > 1:
            middles.append(Dot(round(x, 1), at(each[len(each) // 2])))
    ticks = tuple(Tick(at(number * mm), str(number)) for number in range(most + 1) if most <= 6 or number % 2 == 0)
    return AmountChart(width, height, tuple(dots), tuple(middles), ticks, f"{told.stated} customers said how much")


def draw_turnout(rows: Sequence[Turnout]) -> list[Bar]:
    """Return the bars of who answered, all on one scale."""
    longest = max([row.sold or row.answered for row in rows] or [1]) or 1

    def long(pieces: int) -> float:
        return round(BAR_WIDTH * pieces / longest, 1)

    return [
        Bar(
            row.size.name, long(min(row.answered, row.sold or row.answered)), long(row.sold or 0),
            f"{row.answered} of {row.sold} buyers answered" if row.sold else f"{row.answered} answered",
            f"{row.fine.k} of {row.fine.n} fit fine" if row.fine.n else "",
        )
        for row in rows
    ]  # fmt: skip


def draw_stitch(deadline: Deadline, today: date) -> Stitch:
    """Return the seam from today to the next cut."""
    whole = max(1, (deadline.cut_on - today).days)

    def along(day: date) -> float:
        return round(STITCH_WIDTH * min(1.0, max(0.0, (day - today).days / whole)), 1)

    return Stitch(along(deadline.corrections_on), along(deadline.sample_on))


def say_range(low: float, high: float) -> str:
    """Return "between 20 and 43 in 100"."""
    return f"between {round(low * 100)} and {round(high * 100)} in 100"


def _end_scale(ends: Sequence[float]) -> float:
    return 1.0 if any(end > 0.6 for end in ends) else 0.6


def _on_line(share: float, scale: float) -> float:
    return round(5 + STRIP_WIDTH * min(share, scale) / scale, 1)
