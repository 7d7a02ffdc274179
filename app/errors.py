"""What Toile refuses, as exceptions whose message is a sentence for the person who asked."""


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


class NotFound(RuleError):
    """The thing that was named does not exist."""


class Contradiction(RuleError):
    """What is asked for contradicts what is stored already."""


class KeyReused(RuleError):
    """One key stands for one thing: another one came under it."""


def translatable(words: str) -> str:
    """Return the words as they are; so marked, they are collected for the catalogues."""
    return words
