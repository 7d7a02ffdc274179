"""What Toile refuses, as exceptions whose message is a sentence for the person who asked."""


class RuleError(Exception):
    """A rule of the business says no; `field` names the input to blame, where there is one."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotFound(RuleError):
    """The thing that was named does not exist."""
