"""What Toile refuses, as exceptions whose message is a sentence for the person who asked."""

from collections.abc import Mapping


class RuleError(Exception):
    """A rule of the business says no; `field` names the input to blame, where there is one.

    What customers may meet is a template with its values, so that the web can say it in their language.
    """

    def __init__(self, message: str, *, field: str | None = None, **values: object) -> None:
        self.template = message
        self.values = values
        self.message = message % values if values else message
        self.field = field
        super().__init__(self.message)


class Doubtful(RuleError):
    """What somebody says is so unlikely that it is asked about first; whoever says it may say that it is so."""

    def __init__(self, questions: Mapping[str, str]) -> None:
        """Take what is asked, by the field that it is asked of."""
        super().__init__(" ".join(questions.values()), field=next(iter(questions)))
        self.questions = questions


class NotFound(RuleError):
    """The thing that was named does not exist."""


class Contradiction(RuleError):
    """What is asked for contradicts what is stored already."""


class KeyReused(RuleError):
    """One key stands for one thing: another one came under it."""


def translatable(words: str) -> str:
    """Return the words as they are; so marked, they are collected for the catalogues."""
    return words
