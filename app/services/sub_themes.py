"""Sub-themes: in which words a fit point is told, and splitting off what is told in some of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound, RuleError
from app.models import Cluster, Feedback, Garment, Issue, Remark, SubTheme, SubThemeQuote, Tally, User
from app.services import merging
from app.services.quotes import Quote, Saying, build_saying, get_quotes
from nlp.phrases import COMPARED_MAX, propose_phrases

QUOTES_SHOWN = 3


@dataclass(frozen=True)
class Wording:
    """One way in which a fit point is told: how many customers put it so, and their quotes, the most typical first."""

    id: int
    customers: int
    quotes: list[Quote]

    @property
    def typical(self) -> str:
        """Return the words that stand for all of them."""
        return self.quotes[0].alone


@dataclass(frozen=True)
class UnnamedTheme:
    """A fault that customers find and that has no code yet: how many, and their words, the most typical first."""

    id: int
    customers: int
    sayings: list[Saying]

    @property
    def typical(self) -> str:
        """Return the words that stand for all of them."""
        return self.sayings[0].alone


@dataclass(frozen=True)
class Wordings:
    """The ways in which two customers or more tell a fit point, and how many told it in no such way."""

    shared: list[Wording]
    alone: int


@dataclass(frozen=True)
class Ways:
    """The same in numbers: sub-theme, customers, the issues with the most typical words; and who stands in none."""

    shared: list[tuple[int, int, list[int]]]
    alone: int

    @property
    def issue_ids(self) -> list[int]:
        """Return the issues that are quoted."""
        return [issue_id for _, _, issues in self.shared for issue_id in issues]


def get_sub_theme(session: Session, sub_theme_id: int) -> SubTheme:
    """Return the sub-theme with this number."""
    sub_theme = session.get(SubTheme, sub_theme_id)
    if sub_theme is None:
        raise NotFound(f"There is no sub-theme {sub_theme_id}.", field="sub_theme")
    return sub_theme


def list_wordings(session: Session, cluster: Cluster, *, quotes: int = QUOTES_SHOWN) -> Wordings:
    """Return in which words a fit point is told, what most customers say first; each theme with so many quotes.

    All runs and sources count here: what was said before a change is still a way to say it.
    """
    ways = find_ways(session, cluster, quotes=quotes)
    return quote_ways(ways, get_quotes(session, ways.issue_ids))


def find_ways(session: Session, cluster: Cluster, *, quotes: int = QUOTES_SHOWN) -> Ways:
    """Return the ways in which a fit point is told in numbers, from all that is said of it."""
    told = _gather(_list_told(session, cluster))
    return Ways(
        [(each, len(told.customers[each]), told.pick(each, quotes)) for each in told.shared], alone=len(told.alone)
    )


def quote_ways(ways: Ways, quotes: Mapping[int, Quote]) -> Wordings:
    """Return the ways with their quotes; what was erased since is quoted no more."""
    shared = [
        Wording(theme_id, customers, found)
        for theme_id, customers, issues in ways.shared
        if (found := [quotes[each] for each in issues if each in quotes])
    ]
    return Wordings(shared, ways.alone)


def list_unnamed(session: Session, garment: Garment) -> list[UnnamedTheme]:
    """Return the faults that two customers or more find in alike words and that have no code yet, as last added up."""
    of_all = Tally.garment_id == garment.id, Tally.cluster_id.is_(None), Tally.code.is_(None)
    sums = session.scalar(select(Tally.sums).where(*of_all)) or {}
    told = sums["unnamed"] if "unnamed" in sums else find_unnamed(session, garment)
    shown = _get_sayings(session, [remark_id for _, _, picked in told for remark_id in picked])
    return [
        UnnamedTheme(theme_id, customers, sayings)
        for theme_id, customers, picked in told
        if (sayings := [shown[at] for at in picked if at in shown])
    ]


def find_unnamed(session: Session, garment: Garment) -> list[tuple[int, int, list[int]]]:
    """Return what a tally keeps of the faults without a code: of each the theme, how many say it, remarks to show."""
    told = _gather(_list_remarked(session, garment))
    return [(each, len(told.customers[each]), told.pick(each, QUOTES_SHOWN)) for each in told.shared]


def get_unnamed(session: Session, sub_theme_id: int) -> SubTheme:
    """Return the theme of remarks with this number; refuses one whose words have a code by now."""
    theme = session.get(SubTheme, sub_theme_id)
    if theme is None or theme.code is not None:
        raise NotFound(f"There is no theme {sub_theme_id} that has no name yet.", field="theme")
    return theme


def view_unnamed(session: Session, theme: SubTheme, *, sayings: int) -> UnnamedTheme:
    """Return one theme of remarks with so many of its words; refuses one that nobody speaks for any more."""
    told = _gather(row for row in _list_remarked(session, theme.garment) if row[0] == theme.id)
    if not told.issues[theme.id]:
        raise NotFound("Nothing is told in these words that has no name.", field="theme")
    picked = told.pick(theme.id, sayings)
    shown = _get_sayings(session, picked)
    return UnnamedTheme(theme.id, len(told.customers[theme.id]), [shown[at] for at in picked])


def propose(session: Session, theme: SubTheme) -> list[str]:
    """Return the phrases by which a theme is told, as rules could hold them."""
    told = view_unnamed(session, theme, sayings=COMPARED_MAX)
    return propose_phrases([saying.words for saying in told.sayings])


def split_off(
    session: Session, cluster: Cluster, sub_theme: SubTheme, *, name: str, user: User | None = None
) -> Cluster:
    """Return a new cluster of what a cluster holds in these words; what is said in them later goes there too."""
    held = session.scalars(
        select(Issue)
        .join(SubThemeQuote, SubThemeQuote.issue_id == Issue.id)
        .where(SubThemeQuote.sub_theme_id == sub_theme.id, Issue.cluster_id == cluster.id)
        .order_by(Issue.id)
    ).all()
    if not held:
        raise RuleError("Nothing in this fit point is told in those words any more.", field="name")
    part = merging.split(session, cluster, issues=held, name=name, user=user)
    sub_theme.cluster = part
    return part


Row = tuple[int, int, float | None, int | None, str | None, int]
"""Sub-theme, issue or remark, how typical, how long, and whose: a customer's key, and the first of her answers."""


@dataclass(frozen=True)
class _Told:
    """Who and what stands in each sub-theme; words that were quoted already come after all others."""

    issues: dict[int, list[int]]
    repeated: dict[int, list[int]]
    customers: dict[int, set[str]]

    @property
    def shared(self) -> list[int]:
        """The sub-themes of two customers or more, those of most customers first."""
        found = [each for each, customers in self.customers.items() if len(customers) > 1]
        return sorted(found, key=lambda each: (-len(self.customers[each]), each))

    @property
    def alone(self) -> set[str]:
        """Customers who stand in none of them."""
        in_shared = {customer for each in self.shared for customer in self.customers[each]}
        return {customer for customers in self.customers.values() for customer in customers} - in_shared

    def pick(self, sub_theme: int, number: int) -> list[int]:
        """Return what is quoted of one of them."""
        return (self.issues[sub_theme] + self.repeated[sub_theme])[:number]


def _gather(rows: Iterable[Row]) -> _Told:
    told = _Told(defaultdict(list), defaultdict(list), defaultdict(set))
    seen = set()
    for theme_id, each, typicality, length, key, first_id in rows:
        # Equally typical and equally long are the same words.
        (told.repeated if (theme_id, typicality, length) in seen else told.issues)[theme_id].append(each)
        seen.add((theme_id, typicality, length))
        told.customers[theme_id].add(key or f"answer {first_id}")
    return told


def _list_told(session: Session, cluster: Cluster) -> Iterable[Row]:
    """Each issue of a cluster that stands in a sub-theme of its code, the most typical words first."""
    length = Issue.span_end - Issue.span_start
    return session.execute(
        select(
            SubThemeQuote.sub_theme_id, Issue.id, SubThemeQuote.typicality, length,
            Feedback.customer_key, func.coalesce(Feedback.first_id, Feedback.id),
        )
        .join(SubThemeQuote.issue)
        .join(SubThemeQuote.sub_theme)
        .join(Issue.feedback)
        .where(Issue.cluster_id == cluster.id, SubTheme.code == Issue.standing_code, Issue.span_start.is_not(None))
        .order_by(SubThemeQuote.typicality.desc(), length, Issue.id)
    )  # fmt: skip


def _list_remarked(session: Session, garment: Garment) -> Iterable[Row]:
    """Each remark on a garment that stands in a theme, the most typical words first."""
    length = Remark.span_end - Remark.span_start
    return session.execute(
        select(
            SubTheme.id, Remark.id, Remark.typicality, length,
            Feedback.customer_key, func.coalesce(Feedback.first_id, Feedback.id),
        )
        .join(Remark.sub_theme)
        .join(Remark.feedback)
        .where(SubTheme.garment_id == garment.id, SubTheme.code.is_(None), ~Feedback.is_spam)
        .order_by(Remark.typicality.desc(), length, Remark.id)
    )  # fmt: skip


_WITH_CIRCUMSTANCES = (joinedload(Feedback.size), joinedload(Feedback.production_round))


def _get_sayings(session: Session, remark_ids: list[int]) -> dict[int, Saying]:
    """Those that still have no code: it may be named since."""
    unnamed = Remark.id.in_(remark_ids), SubTheme.code.is_(None), ~Feedback.is_spam
    wanted = select(Remark).join(Remark.sub_theme).join(Remark.feedback).where(*unnamed)
    found = session.scalars(wanted.options(joinedload(Remark.feedback).options(*_WITH_CIRCUMSTANCES)))
    return {remark.id: build_saying(remark.feedback, remark.span_start, remark.span_end) for remark in found}
