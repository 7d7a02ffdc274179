"""Sub-themes: in which words a fit point is told, and splitting off what is told in some of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound, RuleError
from app.models import Cluster, Feedback, Issue, SubTheme, SubThemeQuote, User
from app.services import clusters
from app.services.clusters import Quote, build_quote

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
        return self.quotes[0].words


@dataclass(frozen=True)
class Wordings:
    """The ways in which two customers or more tell a fit point, and how many told it in no such way."""

    shared: list[Wording]
    alone: int


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
    issues: dict[int, list[int]] = defaultdict(list)
    repeated: dict[int, list[int]] = defaultdict(list)
    customers: dict[int, set[str]] = defaultdict(set)
    seen = set()
    for theme_id, issue_id, typicality, length, key, first_id in _list_told(session, cluster):
        # Equally typical and equally long are the same words: they are quoted after all others.
        (repeated if (theme_id, typicality, length) in seen else issues)[theme_id].append(issue_id)
        seen.add((theme_id, typicality, length))
        customers[theme_id].add(key or f"answer {first_id}")
    shared = sorted(
        (each for each in issues if len(customers[each]) > 1), key=lambda each: (-len(customers[each]), each)
    )
    picked = {each: (issues[each] + repeated[each])[:quotes] for each in shared}
    shown = _get_quotes(session, [issue_id for each in picked.values() for issue_id in each])
    in_shared = {customer for each in shared for customer in customers[each]}
    return Wordings(
        shared=[Wording(each, len(customers[each]), [shown[at] for at in picked[each]]) for each in shared],
        alone=len({customer for told in customers.values() for customer in told} - in_shared),
    )


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
    part = clusters.split(session, cluster, issues=held, name=name, user=user)
    sub_theme.cluster = part
    return part


def _list_told(session: Session, cluster: Cluster) -> Iterable[tuple[int, int, float, int | None, str | None, int]]:
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


def _get_quotes(session: Session, issue_ids: list[int]) -> dict[int, Quote]:
    found = session.scalars(
        select(Issue)
        .where(Issue.id.in_(issue_ids))
        .options(joinedload(Issue.feedback).options(joinedload(Feedback.size), joinedload(Feedback.production_round)))
    )
    return {issue.id: build_quote(issue) for issue in found}
